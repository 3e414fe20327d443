"""The number formats of a workbook's cells, and which of them show dates or lengths of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ilmdocs.workbook.xml_parts import children

GENERAL = "General"
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)', 7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)", 41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that a workbook names by number alone (ECMA-376, 18.8.30); any other number is General."""
_LITERAL = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""What is shown as it stands, and colours, conditions and languages in square brackets."""
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a cell's number is shown."""

    code: str = GENERAL
    is_date: bool = False
    is_duration: bool = False


def number_format(code: str) -> NumberFormat:
    """A format by its code; its first section decides what it shows."""
    shown = code.partition(";")[0]
    return NumberFormat(
        code,
        is_date=_DATE_LETTER.search(_LITERAL.sub("", shown)) is not None,
        is_duration=_ELAPSED.search(shown) is not None,
    )


def cell_formats(styles: Element | None) -> Sequence[NumberFormat]:
    """The number format of each cell style of a workbook, by the style's number.

    Args:
        styles: the root of its styles, or None when it has none.
    """
    own = {
        item.get("numFmtId", ""): item.get("formatCode", "")
        for group in children(styles, "numFmts")
        for item in children(group, "numFmt")
    }
    made: dict[str, NumberFormat] = {}
    found = []
    for group in children(styles, "cellXfs"):
        for style in children(group, "xf"):
            number = style.get("numFmtId", "0")
            if number not in made:
                built_in = _BUILT_IN.get(int(number), GENERAL)
                made[number] = number_format(own.get(number, built_in))
            found.append(made[number])
    return found or (NumberFormat(),)
