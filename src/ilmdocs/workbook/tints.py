"""Cells in colour by how much a finding weighs: conditional formats, so that the learner's own looks stay.

The colour of a cell goes as soon as its line of the list is ticked; without the list there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from ilmdocs.model.finding import Severity
from ilmdocs.workbook import look
from ilmdocs.workbook.cell_styles import StyleTable
from ilmdocs.workbook.fix_sheet import DONE_NAME, TONES
from ilmdocs.workbook.fix_words import DONE
from ilmdocs.workbook.parts import MAIN, empty, local, place_before, remove

LATER = frozenset(
    {
        "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
        "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
        "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
        "webPublishItems", "tableParts", "extLst",
    }
)  # fmt: skip
"""What stands behind the conditional formats in a sheet's part."""


def tint(
    sheet: etree._Element, cells: Mapping[str, tuple[Severity, Sequence[int]]], styles: StyleTable
) -> None:
    """Colour cells until their lines of the list are ticked; our colours win over the sheet's own.

    Args:
        sheet: the sheet's part.
        cells: by address, the heaviest finding and the places of its lines in the list, from 1.
        styles: the looks of the workbook.
    """
    for rule in _rules(sheet):
        rule.set("priority", str(int(rule.get("priority", "1")) + len(cells)))
    for priority, (address, (severity, lines)) in enumerate(cells.items(), start=1):
        holder = etree.Element(f"{{{MAIN}}}conditionalFormatting", sqref=address)
        attributes = {
            "type": "expression",
            "dxfId": str(styles.add("dxfs", _look(severity))),
            "priority": str(priority),
        }
        rule = etree.SubElement(holder, f"{{{MAIN}}}cfRule", attributes)
        is_open = [f'INDEX({DONE_NAME},{number})<>"{DONE}"' for number in lines]
        text = is_open[0] if len(is_open) == 1 else f"OR({','.join(is_open)})"
        etree.SubElement(rule, f"{{{MAIN}}}formula").text = text
        place_before(sheet, holder, LATER)


def remove_tints(sheet: etree._Element) -> None:
    """Take the colours of an earlier annotated copy off."""
    removed = 0
    for rule in _rules(sheet):
        if any(local(child) in {"formula", "f"} and DONE_NAME in (child.text or "") for child in rule):
            holder = rule.getparent()
            if holder is None:
                continue
            holder.remove(rule)
            removed += 1
            if not any(local(child) == "cfRule" for child in holder):
                remove(holder)
    left = list(_rules(sheet))
    if all(int(rule.get("priority", "1")) > removed for rule in left):
        for rule in left:
            rule.set("priority", str(int(rule.get("priority", "1")) - removed))


def _rules(sheet: etree._Element) -> list[etree._Element]:
    return [item for item in sheet.iter() if local(item) == "cfRule"]


def _look(severity: Severity) -> etree._Element:
    """Paper, dark letters (a heading's own are white) and a line around what must be put right."""
    tone = TONES[severity]
    root = empty("dxf", MAIN)
    font = etree.SubElement(root, f"{{{MAIN}}}font")
    etree.SubElement(font, f"{{{MAIN}}}color", rgb=f"FF{look.INK}")
    pattern = etree.SubElement(etree.SubElement(root, f"{{{MAIN}}}fill"), f"{{{MAIN}}}patternFill")
    pattern.set("patternType", "solid")
    etree.SubElement(pattern, f"{{{MAIN}}}fgColor", rgb=f"FF{tone.paper}")
    etree.SubElement(pattern, f"{{{MAIN}}}bgColor", rgb=f"FF{tone.paper}")
    if severity is not Severity.INFO:
        border = etree.SubElement(root, f"{{{MAIN}}}border")
        for name in ("left", "right", "top", "bottom"):
            side = etree.SubElement(border, f"{{{MAIN}}}{name}", style="thin")
            etree.SubElement(side, f"{{{MAIN}}}color", rgb=f"FF{tone.ink}")
    return root
