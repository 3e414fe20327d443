"""Puts the list's sheet in front of the sheets of a learner's workbook, and takes an older one out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from ilmdocs.workbook.cell_styles import StyleTable
from ilmdocs.workbook.fix_words import LIST_SHEET
from ilmdocs.workbook.parts import MAIN, RELATION, EditedPackage, local, parse, place_before, remove

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_NAMES = frozenset(
    {
        "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
        "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
    }
)  # fmt: skip
"""What stands behind the names in a workbook's own part."""
_REL_ID = f"{{{RELATION}}}id"


def graft_list(package: EditedPackage, book: str, styles: StyleTable, listed: bytes, result: str) -> None:
    """Put a list in front of all sheets and show it first.

    Args:
        package: the learner's workbook.
        book: the name of the workbook's own part.
        styles: the looks of its cells.
        listed: the workbook with the list alone.
        result: what the list's formula comes to; nobody has worked it out yet.
    """
    with zipfile.ZipFile(io.BytesIO(listed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    sheet = parse(parts["xl/worksheets/sheet1.xml"])
    cells, conditions = styles.take_in(parse(parts["xl/styles.xml"]))
    for element in sheet.iter():
        _move_looks(element, cells, conditions)
        if local(element) == "sheetView":
            element.set("tabSelected", "1")
    store_result(sheet, result)
    names = [item for item in parse(parts["xl/workbook.xml"]).iter() if local(item) == "definedName"]
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(part, sheet, _SHEET_TYPE)
    _show_first(package, book, part, names)


def store_result(sheet: etree._Element, result: str) -> None:
    """Write what the sheet's only formula comes to beside it, for programs that do not work it out."""
    for formula in sheet.iter(f"{{{MAIN}}}f"):
        cell = formula.getparent()
        if cell is not None and local(cell) == "c":
            for value in cell.findall(f"{{{MAIN}}}v"):
                cell.remove(value)
            cell.set("t", "str")
            etree.SubElement(cell, f"{{{MAIN}}}v").text = result


def with_result(listed: bytes, result: str) -> bytes:
    """The list's own workbook, with what its formula comes to."""
    with zipfile.ZipFile(io.BytesIO(listed)) as archive:
        package = EditedPackage(archive)
        store_result(package.tree("xl/worksheets/sheet1.xml"), result)
        return package.packed()


def remove_list(package: EditedPackage, book: str) -> None:
    """Take the list of an earlier annotated copy out, with the names that belong to it."""
    root = package.tree(book)
    sheets = [item for item in root.iter() if local(item) == "sheet"]
    position = next((n for n, item in enumerate(sheets) if item.get("name") == LIST_SHEET), None)
    if position is None:
        return
    relation = sheets[position].get(_REL_ID)
    for item, _, target in list(package.relations(book)):
        if item.get("Id") == relation:
            package.drop(target)
            remove(item)
    remove(sheets[position])
    for name in [item for item in root.iter() if local(item) == "definedName"]:
        place = name.get("localSheetId")
        if place is not None and int(place) > position:
            name.set("localSheetId", str(int(place) - 1))
        elif place == str(position) or LIST_SHEET in (name.text or ""):
            remove(name)


def forget_order_of_calculation(package: EditedPackage, book: str) -> None:
    """Take out the order in which formulas were worked out; every program makes it anew."""
    for item, kind, target in list(package.relations(book)):
        if kind == "calcChain":
            package.drop(target)
            remove(item)


def _move_looks(element: etree._Element, cells: Sequence[int], conditions: Sequence[int]) -> None:
    for attribute in ("s", "style"):
        if local(element) in {"c", "row", "col"} and (number := element.get(attribute)) is not None:
            element.set(attribute, str(cells[int(number)]))
    if local(element) == "cfRule" and (number := element.get("dxfId")) is not None:
        element.set("dxfId", str(conditions[int(number)]))


def _show_first(package: EditedPackage, book: str, part: str, names: Sequence[etree._Element]) -> None:
    for sheet in _sheet_parts(package, book):
        name = package.found(sheet)
        if name is not None and package.holds(name, b"tabSelected"):
            for view in package.tree(name).iter():
                if local(view) == "sheetView":
                    view.attrib.pop("tabSelected", "")
    root = package.tree(book)
    holder = next(item for item in root if local(item) == "sheets")
    number = 1 + max((int(item.get("sheetId", "0")) for item in holder), default=0)
    relation = package.relate(book, "worksheet", part)
    attributes = {"name": LIST_SHEET, "sheetId": str(number), _REL_ID: relation}
    holder.insert(0, etree.Element(f"{{{MAIN}}}sheet", attributes, nsmap={"r": RELATION}))
    for view in (item for item in root.iter() if local(item) == "workbookView"):
        view.set("activeTab", "0")
        view.attrib.pop("firstSheet", "")
    _add_names(root, names)


def _add_names(root: etree._Element, names: Sequence[etree._Element]) -> None:
    """Add the list's names; those that belong to a sheet follow it one place on."""
    holder = next((item for item in root if local(item) == "definedNames"), None)
    if holder is None:
        holder = etree.Element(f"{{{MAIN}}}definedNames")
        place_before(root, holder, _AFTER_NAMES)
    for name in holder:
        place = name.get("localSheetId")
        if place is not None:
            name.set("localSheetId", str(int(place) + 1))
    holder.extend(deepcopy(name) for name in names)


def _sheet_parts(package: EditedPackage, book: str) -> Iterator[str]:
    for _, kind, target in package.relations(book):
        if kind in {"worksheet", "chartsheet", "dialogsheet"}:
            yield target
