"""Compares what was filled in with what a PDF's pages say. Pure: takes strings, gives positions.

Text that comes back out of a PDF has lost its paragraphs: lines are wrapped, a value that runs over a page
is interrupted by footer, header and neighbouring columns, ligatures and non-breaking spaces may be written
either way. Both sides are therefore brought into one comparable form, and a value may be found in pieces on
consecutive pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

# A page's last characters may by chance go on like the value: so many are given back to the next page.
_GIVE_BACK = 24
# White space, controls, and characters without a glyph: soft hyphen, joiners, marks of direction, variation
# selectors.
_INVISIBLE = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
# Of the same accents on top of each other PDFium gives one: it takes the others for a bold letter's shadow.
_STACKED = re.compile("([\u0300-\u036f])\\1+")
# PDFium gives U+FFFE for a hyphen at the end of a line, and U+0002 when the text is asked for by area.
_HYPHENS = "\x02\ufffe\u2010\u2011"
# Whatever the fonts that stand in for Arial may lack, so that it is drawn with another one: letters beyond
# those of European languages (Vietnamese ones are among them), other scripts, symbols; after NFKC.
_SYMBOL = re.compile(
    "[^\u0000-\u017f\u0192\u01fa-\u01ff\u0218-\u021b\u0300-\u036f\u0378-\u03ce\u0400-\u045f\u0472\u0473\u0490\u0491"
    "\u1e80-\u1e85\u1ef2\u1ef3\u2000-\u206f\u20a0-\u218f]"
)


def comparable(text: str) -> str:
    """Bring text into the form in which it is compared: no white space, one kind of hyphen, NFKC."""
    text = _hyphenated(text)
    if text.isascii():
        text = "".join(text.split())
        return text if text.isprintable() else _INVISIBLE.sub("", text)
    # After NFKC a non-breaking hyphen is an ordinary Unicode hyphen, hence looked for twice.
    text = _hyphenated(unicodedata.normalize("NFKC", text))
    return _STACKED.sub(r"\1", _INVISIBLE.sub("", "".join(text.split())))


def _hyphenated(text: str) -> str:
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    return text


def missing_values(values: Sequence[str], page_texts: Sequence[str]) -> tuple[int, ...]:
    """Find the values that the pages do not contain.

    Empty values are skipped. The order of the values does not matter. A value that is given n times must
    be there n times, once for each place in which it was printed. Of characters that fonts like Arial may
    lack (`_SYMBOL`), their number is proven and not their place: they are drawn with another font, or from
    right to left, and come back elsewhere in their line.

    Args:
        values: what was written into the document, as typed.
        page_texts: the text of each page in order, as a PDF reader gives it.

    Returns:
        The 0-based positions of the values that are missing or incomplete, rising.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for position, value in enumerate(values):
        if wanted := comparable(value):
            places[wanted].append(position)
    pages = [comparable(text) for text in page_texts]
    whole = "\0".join(pages)
    missed = {
        wanted: positions
        for wanted, positions in places.items()
        if whole.count(wanted) < len(positions) and _count(wanted, pages) < len(positions)
    }
    if not missed:
        return ()
    lacking = _lacking_symbols(places, whole)
    loose_pages = [_loose(page) for page in pages]
    found: list[int] = []
    for wanted, positions in missed.items():
        have = 0 if lacking.intersection(wanted) else _count(_loose(wanted), loose_pages)
        found.extend(positions[have:])
    return tuple(sorted(found))


def characters_found(value: str, page_texts: Sequence[str]) -> int:
    """How many of a missing value's visible characters stand together before it breaks off."""
    wanted = comparable(value)
    pages = [comparable(text) for text in page_texts]
    best = 0
    for start in range(len(pages)):
        offset = 0
        for page in pages[start:]:
            length = _longest_prefix(wanted, offset, page)
            if not length:
                break
            offset += length
        best = max(best, offset)
    return best


def _lacking_symbols(places: Mapping[str, Sequence[int]], whole: str) -> set[str]:
    """Characters of other scripts and symbols that stand on the pages less often than in the values."""
    need: Counter[str] = Counter()
    for wanted, positions in places.items():
        for symbol in _SYMBOL.findall(wanted):
            need[symbol] += len(positions)
    return {symbol for symbol, often in need.items() if whole.count(symbol) < often}


def _loose(text: str) -> str:
    """Leave out what an engine may rightly change: hyphenation, capitals of a style, place of symbols."""
    return _SYMBOL.sub("", text).replace("-", "").casefold()


def _count(wanted: str, pages: Sequence[str]) -> int:
    """How often the value is there, inside pages and across page breaks."""
    inside = sum(page.count(wanted) for page in pages)
    return inside + sum(_count_broken(wanted, pages, start) for start in range(len(pages) - 1))


def _count_broken(wanted: str, pages: Sequence[str], start: int) -> int:
    """How often the value starts on a page, breaks off and is completed on the pages after it.

    Equal cells of one row break at one place: then each piece stands there that often.
    """
    todo: list[tuple[int, int, tuple[str, ...]]] = [(start, 0, ())]
    seen = {(start, 0)}
    while todo:
        number, offset, pieces = todo.pop()
        length = _longest_prefix(wanted, offset, pages[number])
        if offset + length == len(wanted):
            if number > start:
                pieces += (wanted[offset:],)
                return max(1, min(pages[start + i].count(piece) for i, piece in enumerate(pieces)))
            # All of it on the first page is no break; it is counted as a whole.
            length -= 1
        if number + 1 == len(pages):
            continue
        for kept in range(max(1, length - _GIVE_BACK), length + 1):
            step = (number + 1, offset + kept)
            if step not in seen:
                seen.add(step)
                todo.append((*step, (*pieces, wanted[offset : offset + kept])))
    return 0


def _longest_prefix(wanted: str, offset: int, page: str) -> int:
    """How many characters of the value from `offset` on stand together on the page."""
    low, high = 0, min(len(wanted) - offset, len(page))
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[offset : offset + middle] in page:
            low = middle
        else:
            high = middle - 1
    return low


def section_pages(
    anchors: Sequence[str], page_texts: Sequence[str], whole: Sequence[bool] = ()
) -> tuple[int, ...]:
    """Find the page on which each section starts.

    A section starts where a line starts with its anchor (which may itself be wrapped), at or after the
    start of the section before it. One that is not found gets the page of the one before it, or 0.

    Args:
        anchors: the text of each section's first line, in document order.
        page_texts: the text of each page in order, with its line breaks.
        whole: for each anchor whether nothing else stands in its lines but a number in front; then capitals
            do not matter either.

    Returns:
        One 0-based page per anchor, never falling.
    """
    starts = [_line_starts(text) for text in page_texts] if any(anchors) else []
    found: list[int] = []
    page = line = 0
    for number, anchor in enumerate(map(comparable, anchors)):
        alone = number < len(whole) and whole[number]
        hit = _find_line(anchor, starts, page, line, alone) if anchor else None
        if hit is not None:
            page, line = hit[0], hit[1] + 1
        found.append(page)
    return tuple(found)


_Lines = tuple[str, list[int], list[int]]
"""The comparable text of a page, where in it the lines start, and where they do behind a number in front."""


def _find_line(
    anchor: str, pages: Sequence[_Lines], page: int, line: int, alone: bool
) -> tuple[int, int] | None:
    """Page and line at which an anchor stands, from a page and line on."""
    wanted = anchor.casefold() if alone else anchor
    for number in range(page, len(pages)):
        text, offsets, behind = pages[number]
        ends = {*offsets, len(text)} if alone else set()
        if alone:
            text = text.casefold() if len(text.casefold()) == len(text) else text
        for i in range(line if number == page else 0, len(offsets)):
            for start in {offsets[i], behind[i]} if alone else {offsets[i]}:
                if text.startswith(wanted, start) and (not alone or start + len(wanted) in ends):
                    return number, i
    return None


_IN_FRONT = re.compile(r"\s*(?:[\dA-Za-z]{1,3}(?:\.\d+)*[.):]?|[•–-])\s+")


def _line_starts(text: str) -> _Lines:
    offsets, behind, pieces, at = [], [], [], 0
    for line in text.splitlines():
        piece = comparable(line)
        number = _IN_FRONT.match(line)
        offsets.append(at)
        behind.append(at + (len(comparable(number[0])) if number else 0))
        pieces.append(piece)
        at += len(piece)
    return "".join(pieces), offsets, behind
