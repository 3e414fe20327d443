"""Makes dxpdf 0.8.1 keep table rows together where the form asks for it with "keep with next".

dxpdf does not look at "keep with next" inside tables, so that a section band or a question could stand alone
at the foot of a page. It never breaks a page inside cells that are merged downwards, though: rows that
belong together get one empty cell more at their right edge, a twentieth of a point wide and merged downwards.
What is merged and does not fit on one page would be lost, so only short rows are tied, and merged cells
that the form itself has are cut into pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from lxml import etree

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_OFF = ("0", "false", "off")
MOST_HEIGHT = 330.0
"""Rows so high together, in points and generously guessed, fit on a page even when it lies on its side."""
MOST_MERGED = 600.0
"""The same for merged cells that the form has itself: it looks better when they stay whole."""
_LETTER, _LINE, _PADDING = 6.0, 15.0, 9.0
_NARROW = 60.0
"""The width of a cell that does not say how wide it is."""
_NO_BORDER = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "bottom", "right"))
_NO_ROOM = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))

Keeps = Mapping[str, bool]


def keep_rows(document: bytes, styles: bytes | None) -> bytes | None:
    """Tie the rows of a document's tables; None when there is nothing to do or it is no sound document.

    Args:
        document: the main part.
        styles: its styles; None when it has none.
    """
    try:
        root = _parse(document)
        keeps = {} if styles is None else _keeping_styles(_parse(styles))
    except etree.XMLSyntaxError:
        return None
    changed = False
    for table in root.iterfind(f"{_W}body/{_W}tbl"):
        rows = table.findall(f"{_W}tr")
        changed = _cut_merged_cells(rows) or changed
        groups = list(_groups(rows, keeps))
        if groups:
            _tie(table, rows, groups)
            changed = True
    if not changed:
        return None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _keeping_styles(styles: etree._Element) -> Keeps:
    """Whether each paragraph style keeps with the next paragraph, what it inherits included."""
    own: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId") or ""
        own[name] = _switch(style.find(f"{_W}pPr/{_W}keepNext"))
        parent = style.find(f"{_W}basedOn")
        if parent is not None:
            based[name] = parent.get(f"{_W}val") or ""

    def keeps(name: str) -> bool:
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            said = own.get(name)
            if said is not None:
                return said
            name = based.get(name, "")
        return False

    return {name: keeps(name) for name in own}


def _switch(element: etree._Element | None) -> bool | None:
    return None if element is None else element.get(f"{_W}val") not in _OFF


def _groups(rows: Sequence[etree._Element], keeps: Keeps) -> Iterator[range]:
    """The runs of rows that must not be torn apart, as far as they surely fit on a page."""
    start = 0
    while start < len(rows):
        end, height = start + 1, _height(rows[start])
        while end < len(rows) and _is_kept(rows[end - 1], keeps):
            height += _height(rows[end])
            if height > MOST_HEIGHT:
                break
            end += 1
        if end - start > 1:
            yield range(start, end)
        start = end


def _height(row: etree._Element) -> float:
    """About how high a row is in points; rather too much than too little."""
    return _PADDING + max((_lines(cell) for cell in row.iterfind(f"{_W}tc")), default=0) * _LINE


def _lines(cell: etree._Element) -> int:
    wide = cell.find(f"{_W}tcPr/{_W}tcW")
    twips = wide.get(f"{_W}w") or "" if wide is not None and wide.get(f"{_W}type") == "dxa" else ""
    letters = max((float(twips) / 20 if twips.isdigit() else _NARROW) / _LETTER, 1.0)
    breaks = sum(1 for _ in cell.iter(f"{_W}br"))
    texts = ("".join(text.text or "" for text in p.iter(f"{_W}t")) for p in cell.iter(f"{_W}p"))
    return breaks + sum(1 + int(len(text) / letters) for text in texts)


def _is_kept(row: etree._Element, keeps: Keeps) -> bool:
    """Whether a row stays with the next one: its first paragraph says so."""
    first = row.find(f"{_W}tc/{_W}p")
    if first is None:
        return False
    direct = _switch(first.find(f"{_W}pPr/{_W}keepNext"))
    if direct is not None:
        return direct
    style = first.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and keeps.get(style.get(f"{_W}val") or "", False)


def _cut_merged_cells(rows: Sequence[etree._Element]) -> bool:
    """Begin long merged cells anew before they are higher than a page."""
    run: dict[int, float] = {}
    changed = False
    for row in rows:
        column, height = 0, _height(row)
        seen: dict[int, float] = {}
        for cell in row.iterfind(f"{_W}tc"):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None:
                starts = merge.get(f"{_W}val") == "restart"
                seen[column] = height + (0 if starts else run.get(column, 0))
                if seen[column] > MOST_MERGED and not starts:
                    merge.set(f"{_W}val", "restart")
                    seen[column], changed = height, True
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            column += 1 if span is None else int(span.get(f"{_W}val") or 1)
        run = seen
    return changed


def _tie(table: etree._Element, rows: Sequence[etree._Element], groups: Sequence[range]) -> None:
    grid = table.find(f"{_W}tblGrid")
    if grid is None:
        return
    etree.SubElement(grid, f"{_W}gridCol").set(f"{_W}w", "1")
    merges = dict.fromkeys(range(len(rows)), "")
    for group in groups:
        merges[group.start] = '<w:vMerge w:val="restart"/>'
        for _, later in pairwise(group):
            merges[later] = "<w:vMerge/>"
    for number, row in enumerate(rows):
        row.append(
            etree.fromstring(
                f'<w:tc xmlns:w="{_WORD}"><w:tcPr><w:tcW w:w="1" w:type="dxa"/>{merges[number]}'
                f"<w:tcBorders>{_NO_BORDER}</w:tcBorders><w:tcMar>{_NO_ROOM}</w:tcMar></w:tcPr>"
                '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
                "</w:p></w:tc>"
            )
        )


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
