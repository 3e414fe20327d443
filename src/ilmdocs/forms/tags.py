"""The tags of a Word form, each with the place where a person finds it in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from ilmdocs.forms.marks import W
from ilmdocs.forms.shown import tags_not_shown
from ilmdocs.word.package import parse_xml, text_parts

_TAG = re.compile(r"\{\{.{0,4000}?\}\}|\{%.{0,4000}?%\}|\{#.{0,4000}?#\}", re.DOTALL)
_PIECES = re.compile(r"^(\{\{|\{%)-?(p|tr|tc|r)?(?=\s)\s*(.*?)\s*-?(?:\}\}|%\})$", re.DOTALL)
_BARE = re.compile(r"^(\{\{|\{%)-?()(.*?)-?(?:\}\}|%\})$", re.DOTALL)
_STRAY = re.compile(
    r"\{\s{0,9}\{[^{}]{0,200}\}?\s{0,9}\}?|\{\s{0,9}%[^{}]{0,200}|[^{}]{0,200}%\s{0,9}\}|[^{}]{0,200}\}\s{0,9}\}"
    r"|\{\s{0,9}[a-z_]+(?:\.[a-z_0-9]+)+\s{0,9}\}|\[\[\s{0,9}[a-z_]+(?:\.[a-z_0-9]+)*\s{0,9}\]\]"
)
"""Bounded, because a text of a million characters without any brace would be gone through a million times."""
HIDDEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Characters that nobody sees and that come with a tag copied from elsewhere; they mean nothing in it."""
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_HOLDERS = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: counted from 1, as a person counts in Word; 0 means not in a table.

    `part` is `document`, or `header` or `footer` with its number when there are several.
    """

    part: str
    paragraph: int
    table: int = 0
    row: int = 0
    cell: int = 0

    def __str__(self) -> str:
        if self.table:
            inside = f"table {self.table}, row {self.row}, cell {self.cell}"
        else:
            inside = f"paragraph {self.paragraph}"
        return inside if self.part == "document" else f"{self.part}, {inside}"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it was typed.

    `level` is the letter after the brace (`p`, `tr`, `tc`, `r` or nothing); `prints` says whether it is a
    `{{ … }}` tag; `body` is what stands inside; `beside` the text that shares the paragraph, row or cell
    which the tag takes away.
    """

    typed: str
    level: str
    prints: bool
    body: str
    beside: str
    place: Place


@dataclass(frozen=True, slots=True)
class Stray:
    """Something that looks like a tag and is none."""

    typed: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unseen:
    """A tag where nothing is ever filled in; `where` says where that is."""

    typed: str
    where: str
    place: Place


def find_tags(parts: Mapping[str, bytes]) -> Iterator[Tag | Stray | Unseen]:
    """All tags of a form and everything that was meant to be one, in document order, part by part."""
    for name in text_parts(parts):
        yield from _in_part(parse_xml(parts[name]), _spoken(name))


def lines(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The text of each paragraph with its tags left out."""
    for name in text_parts(parts):
        for paragraph in parse_xml(parts[name]).iter(f"{W}p"):
            yield " ".join(_TAG.sub("", _text(paragraph)).split())


def _spoken(name: str) -> str:
    stem = PurePosixPath(name).stem
    return "document" if stem == "document" else re.sub(r"(\d+)$", r" \1", stem)


def _in_part(root: etree._Element, part: str) -> Iterator[Tag | Stray | Unseen]:
    tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), start=1)}
    elsewhere = tags_not_shown(root)
    yield from (Unseen(text, where, Place(part, 1)) for text, where in elsewhere.get(None, ()))
    outside = 0
    for paragraph in root.iter(f"{W}p"):
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if table is None:
            outside += 1
            place = Place(part, outside)
        else:
            place = _in_table(paragraph, tables[table], part)
        yield from _in_paragraph(paragraph, place)
        yield from (Unseen(text, where, place) for text, where in elsewhere.get(paragraph, ()))


def _in_table(paragraph: etree._Element, table: int, part: str) -> Place:
    cell = next(paragraph.iterancestors(f"{W}tc"))
    row = next(cell.iterancestors(f"{W}tr"))
    rows = [item for item in row.itersiblings(f"{W}tr", preceding=True)]
    cells = [item for item in cell.itersiblings(f"{W}tc", preceding=True)]
    return Place(part, 0, table, len(rows) + 1, len(cells) + 1)


def _in_paragraph(paragraph: etree._Element, place: Place) -> Iterator[Tag | Stray]:
    text = _text(paragraph)
    position = 0
    for found in _TAG.finditer(text):
        yield from _strays(text[position : found.start()], place)
        position = found.end()
        if not found[0].startswith("{#"):
            yield _tag(found[0], text[: found.start()] + text[found.end() :], paragraph, place)
    yield from _strays(text[position:], place)


def _strays(text: str, place: Place) -> Iterator[Stray]:
    if not any(sign in text for sign in ("{", "}", "[[")):
        return
    for found in _STRAY.finditer(text):
        yield Stray(found[0].strip(), place)


def _tag(typed: str, rest: str, paragraph: etree._Element, place: Place) -> Tag:
    clean = typed.translate(HIDDEN)
    pieces = _PIECES.match(clean) or _BARE.match(clean)
    opening, level, body = (pieces[1], pieces[2] or "", pieces[3]) if pieces else ("{%", "", "")
    beside = ""
    if level == "p":
        beside = rest
    elif level in _HOLDERS:
        holder = next(paragraph.iterancestors(_HOLDERS[level]), None)
        whole = "" if holder is None else " ".join(_text(item) for item in holder.iter(f"{W}p"))
        beside = whole.replace(typed, "", 1)
    return Tag(
        typed,
        level,
        opening == "{{",
        body.translate(HIDDEN).strip().translate(_QUOTES),
        beside.strip(),
        place,
    )


def _text(paragraph: etree._Element) -> str:
    own = (item for item in paragraph.iter(f"{W}t") if next(item.iterancestors(f"{W}p")) is paragraph)
    return "".join(item.text or "" for item in own)
