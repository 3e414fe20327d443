"""Changes of a workbook's XML, and of what is typed into it, for `mutants.py`."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import partial

Parts = dict[str, bytes]
Change = Callable[[random.Random, Parts], None]

_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'="[^"]*"')
_SHEET_NAME = re.compile(r'(<sheet [^>]*name=")([^"]*)')

VALUES = (
    "", " ", "-", "0", "1", "-1", "1.5", "90", "25:30", "1:30", "1h 30m", "04/03/2026", "13/04/2026",
    "04/13/2026", "31/02/2026", "Yes", "no", "TRUE", "x", "50%", "1,5", "one", "8585-301", "C1", "C1-01",
    "C9-99", "c1 3", "2.3", "2.3; 9.9", "=1+1", "+44", "@SUM(A1)", "../../etc/passwd", "scans/x.pdf", "CON",
    "nul.pdf", "C:\\x", "a" * 32767, "word " * 3000, "{{ 7*7 }}", "{% raw %}", "&amp;lt;b&amp;gt;",
    "\u202eevil", "e\u0301\u0301\u0301", "\U0001f469\u200d\U0001f3eb", "_x000B_", "_x000D_", "_xD800_",
    "_xDE00__xD800_", "_x005F_x000B_", "_xFFFE_", "a\tb\nc", "\u2028", "Şükrü", "中文",
    "12345678901234567890", "00123", "1e5", "٣", "①", "½", "Learner", "Quentin Madeup",
)  # fmt: skip
"""What is typed where something else belongs."""

_STORED = (
    "<c r='{at}'><v>{number}</v></c>", "<c r='{at}' s='{style}'><v>{number}</v></c>",
    "<c r='{at}' t='b'><v>1</v></c>", "<c r='{at}' t='e'><v>#N/A</v></c>",
    "<c r='{at}' t='s'><v>{number}</v></c>", "<c r='{at}' t='s'><v>999999</v></c>",
    "<c r='{at}' t='s'><v>-1</v></c>", "<c r='{at}'><f>A1+1</f></c>",
    "<c r='{at}' t='str'><f>A1</f><v>made</v></c>", "<c r='{at}' t='d'><v>2026-03-04T10:30:00</v></c>",
    "<c r='{at}' t='d'><v>soon</v></c>", "<c r='{at}' t='huh'><v>1</v></c>",
    "<c r='{at}' t='inlineStr'><is><t>in place</t></is></c>", "<c r='{at}' t='inlineStr'><is/></c>",
    "<c r='{at}' t='inlineStr'><is><r><rPr><b/></rPr><t>two </t></r><r><t>looks</t></r>"
    "<rPh sb='0' eb='1'><t>aloud</t></rPh></is></c>",
    "<c r='{at}'><v>NaN</v></c>", "<c r='{at}'><v>1E400</v></c>", "<c r='{at}'><v> 12 </v></c>",
    "<c r='{at}'><v>0x1F</v></c>", "<c r='{at}'/>", "<c/>", "<c r='{at}'><v/><v>2</v></c>",
    "<c r='{at}' s='9999'><v>2</v></c>", "<c r='{at}' s='-3'><v>2</v></c>", "<c r='ZZZZ1'><v>2</v></c>",
    "<c r='A0'><v>2</v></c>", "<c r='{at}' t='s'><v>1.0</v></c>", "<c r='{at}'><is><t>wrong</t></is></c>",
    "<c r='{at}' t='str'><v>_x000B_ _x0001_</v></c>",
)  # fmt: skip
_NUMBERS = (
    "0", "-1", "0.5", "1", "59", "60", "0.0625", "1.0625", "46085", "46085.4375", "-46085", "2958466",
    "9999999", "1E+20", "12345678901234567890", "1E-300", "9" * 309,
)  # fmt: skip
_FORMATS = (
    "dd/mm/yyyy", "[h]:mm", "h:mm", "0%", "00000", "C", "[Red]0.00;[Blue]-0.00", "[$-F800]dddd", "mmm", "@",
    "General;;;", "[ss]", "\\d\\a\\y 0", "yyyy", "# ?/?", "", ";;;", "', ", ", ",
)  # fmt: skip


def _sheet(chance: random.Random, parts: Parts) -> str:
    names = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    return chance.choice(names) if names else next(iter(parts))


def _in(where: str | None, change: Callable[[random.Random, str], str]) -> Change:
    """A change of the text of one part, or of any sheet."""

    def apply(chance: random.Random, parts: Parts) -> None:
        name = where or _sheet(chance, parts)
        if name in parts:
            text = parts[name].decode("utf-8", "replace")
            parts[name] = change(chance, text).encode("utf-8", "surrogatepass")

    return apply


def _put(old: str, new: str) -> Callable[[random.Random, str], str]:
    return lambda chance, text: text.replace(old, new, 1)


def _any_match(
    chance: random.Random, pattern: re.Pattern[str], text: str, new: Callable[[re.Match[str]], str]
) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + new(match) + text[match.end() :]


def _stored_cell(chance: random.Random, text: str) -> str:
    written = chance.choice(_STORED)
    return _any_match(
        chance, _CELL, text,
        lambda cell: written.format(
            at=cell[1] + cell[2], number=chance.choice(_NUMBERS), style=chance.randrange(60)
        ),
    )  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _typed(chance: random.Random, text: str) -> str:
    text_of = f"<is><t xml:space='preserve'>{_escaped(chance.choice(VALUES))}</t></is>"
    return _any_match(
        chance, _CELL, text,
        lambda cell: f"<c r='{cell[1]}{cell[2]}' t='inlineStr'>{text_of}</c>",
    )  # fmt: skip


def _many_typed(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(5, 60)):
        text = _typed(chance, text) if chance.random() < 0.6 else _stored_cell(chance, text)
    return text


def _cells_swapped(chance: random.Random, text: str) -> str:
    """Two cells of a row exchange what they hold: in the heading row, two columns change their names."""
    cells = [cell for cell in _CELL.finditer(text) if cell[2] in {"4", "5", "6"} and cell[4]]
    if len(cells) < 2:
        return text
    one, other = sorted(chance.sample(cells, 2), key=lambda cell: cell.start())
    middle = text[one.end() : other.start()]
    new = [f'<c r="{to[1]}{to[2]}"{cell[3]}>{cell[4]}</c>' for to, cell in ((one, other), (other, one))]
    return text[: one.start()] + new[0] + middle + new[1] + text[other.end() :]


def _heading(value: Callable[[random.Random], str]) -> Change:
    def change(chance: random.Random, text: str) -> str:
        heads = re.compile(r'<c r="([A-Z]+)(4)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
        typed = _escaped(value(chance))
        return _any_match(
            chance, heads, text, lambda cell: f"<c r='{cell[1]}4' t='inlineStr'><is><t>{typed}</t></is></c>"
        )

    return _in(None, change)


def _moved_down(chance: random.Random, text: str) -> str:
    """Blank rows in between: every row from one on stands some rows further down."""
    start, by = chance.randint(2, 8), chance.choice((1, 3, 40, 1_048_000))

    def moved(match: re.Match[str]) -> str:
        number = int(match[3])
        return f"{match[1]}{match[2]}{number + by if number >= start else number}{match[4]}"

    return re.sub(r'(<(?:row|c) r=")([A-Z]*)(\d+)(")', moved, text)


def _blank_rows(chance: random.Random, text: str) -> str:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/></row>'
        for n in range(900_000, 900_000 + chance.choice((10, 2000, 2000, 2000, 2000, 200_000)))
    )
    return text.replace("</sheetData>", rows + "</sheetData>")


def _merged(chance: random.Random, text: str) -> str:
    ranges = (
        "A5:A9",
        "B5:B1048576",
        "A5:XFD5",
        "A4:C4",
        "A1:XFD1048576",
        "B5:D8",
        "C5:C6",
        "C9:C2",
        "what",
        "A5:ZZZ9",
    )
    refs = "".join(f'<mergeCell ref="{chance.choice(ranges)}"/>' for _ in range(chance.randint(1, 4)))
    return text.replace("</sheetData>", f"</sheetData><mergeCells>{refs}</mergeCells>")


def _far_cell(chance: random.Random, text: str) -> str:
    at = chance.choice(("XFD1048576", "A1048576", "ZZ5000", "B1048575"))
    row = re.sub("[A-Z]", "", at)
    return text.replace("</sheetData>", f'<row r="{row}"><c r="{at}"><v>1</v></c></row></sheetData>')


def _renamed_sheet(chance: random.Random, text: str) -> str:
    names = (
        "sessions",
        "Sessions ",
        "My sessions",
        "Sheet1",
        "Units",
        "Private",
        "\u202ex",
        "a" * 200,
        "Lists",
        "",
        "Ses\u200bsions",
    )
    return _any_match(chance, _SHEET_NAME, text, lambda match: match[1] + chance.choice(names))


def _raw(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return (
        text[:at]
        + chance.choice(("\x0b", "\x00", "&#11;", "&#0;", "&x;", "<", ">", "]]>", "\ud800", "\ufffe"))
        + text[at:]
    )


def _format(code: str, _: re.Match[str]) -> str:
    return f"formatCode='{code}'"


def _anywhere(change: Callable[[random.Random, str], str]) -> Change:
    def apply(chance: random.Random, parts: Parts) -> None:
        _in(chance.choice(tuple(parts)), change)(chance, parts)

    return apply


def _encoded(chance: random.Random, parts: Parts) -> None:
    name = chance.choice(tuple(parts))
    text = parts[name].decode("utf-8", "replace")
    encoding = chance.choice(("utf-16", "latin-1", "utf-8-sig", "cp037", "utf-7"))
    parts[name] = text.encode(encoding, "replace")


def _everywhere(chance: random.Random, parts: Parts) -> None:
    for name in parts:
        if "worksheets/sheet" in name:
            _in(name, _many_typed)(chance, parts)


XML_CHANGES: dict[str, Change] = {
    "a cell stored oddly": _in(None, _stored_cell),
    "a document type": _anywhere(lambda chance, text: '<!DOCTYPE x [<!ENTITY a "ha">]>' + text),
    "a stale dimension": _in(
        None, lambda chance, text: re.sub('<dimension ref="[^"]*"', '<dimension ref="A1:B2"', text)
    ),
    "a far cell": _in(None, _far_cell),
    "raw characters": _anywhere(_raw),
    "a tag gone": _anywhere(lambda chance, text: _any_match(chance, _TAG, text, lambda tag: "")),
    "a tag twice": _anywhere(lambda chance, text: _any_match(chance, _TAG, text, lambda tag: tag[0] * 2)),
    "another attribute": _anywhere(
        lambda chance, text: _any_match(
            chance,
            _ATTRIBUTE,
            text,
            lambda found: f'="{chance.choice(("", "0", "-1", "x", "9" * 20, "true"))}"',
        )
    ),
    "another encoding": _encoded,
    "merged cells": _in(None, _merged),
    "the 1904 calendar": _in("xl/workbook.xml", _put("<workbookPr", '<workbookPr date1904="1"')),
    "strict namespaces": _anywhere(
        lambda chance, text: text.replace("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
    ),
    "a hidden sheet": _in("xl/workbook.xml", _put('state="visible"', 'state="veryHidden"')),
    "hidden rows": _in(None, lambda chance, text: text.replace("<row ", '<row hidden="1" ')),
    "another number format": _in(
        "xl/styles.xml",
        lambda chance, text: re.sub(
            'formatCode="[^"]*"', partial(_format, _escaped(chance.choice(_FORMATS))), text
        ),
    ),
    "other styles": _in(
        "xl/styles.xml",
        lambda chance, text: re.sub(r'numFmtId="\d+"', f'numFmtId="{chance.randrange(60)}"', text),
    ),
    "a part cut off": _anywhere(lambda chance, text: text[: chance.randrange(len(text) + 1)]),
    "text for a part": _anywhere(
        lambda chance, text: chance.choice(("", "<x/>", "hello", "<a><b/></a>", "\ufeff"))
    ),
}
TYPED: dict[str, Change] = {
    "one entry": _in(None, _typed),
    "many entries": _in(None, _many_typed),
    "cells swapped": _in(None, _cells_swapped),
    "a heading renamed": _heading(lambda chance: chance.choice(VALUES)),
    "a heading doubled": _heading(
        lambda chance: chance.choice(("Client", "Date", "Duration", "Unit", "Reference"))
    ),
    "rows further down": _in(None, _moved_down),
    "blank rows": _in(None, _blank_rows),
    "a sheet renamed": _in("xl/workbook.xml", _renamed_sheet),
    "entries on all sheets": _everywhere,
}
