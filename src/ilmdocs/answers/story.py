"""Reads the text of a Word document in its order: paragraphs, cells, text boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ilmdocs.answers.styles import Style, W, outline_level
from ilmdocs.model.answer import Block, BlockKind
from ilmdocs.text.clean import clean_text

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GAP = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what interrupts the text on the page: a note's number, a symbol, a picture."""
_BETWEEN = re.compile(f"[\n\t{_GAP}]+")
_SKIPPED = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "instrText", "delText", "tblPr", "del"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": _GAP,
          "footnoteRef": _GAP, "endnoteRef": _GAP}  # fmt: skip
_PICTURES = frozenset({"drawing", "pict", "object"})
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `block` for the rules; `pieces` are what stands together on the page, for reading back."""

    block: Block
    pieces: tuple[str, ...]


Notes = Mapping[tuple[str, str], etree._Element]
"""Footnotes and endnotes by kind (`footnote`, `endnote`) and id."""


class Story:
    """Reads one document.

    Args:
        styles: the document's, by id.
        notes: its footnotes and endnotes.
    """

    def __init__(self, styles: Mapping[str, Style], notes: Notes) -> None:
        self._styles = styles
        self._notes = notes

    def read(self, body: etree._Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Paragraph]:
        """The paragraphs below an element; each is followed by its text boxes and notes."""
        for child in body.iterchildren(etree.Element):
            name = etree.QName(child).localname
            if child.tag == f"{W}p":
                yield from self._paragraph(child, kind)
            elif name == "AlternateContent":
                yield from self.read(_chosen(child), kind)
            elif name not in _SKIPPED:
                yield from self.read(child, _kind_inside(child, name, kind))

    def _paragraph(self, paragraph: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        gathered = _Gathered()
        gathered.add(paragraph)
        properties = paragraph.find(f"{W}pPr")
        style = self._style(properties)
        level = outline_level(properties)
        if level is None:
            level = style.level
        if style.is_contents:
            kind, level = BlockKind.CONTENTS, 0
        if kind is BlockKind.FOOTNOTE:
            level = 0
        raw = "".join(gathered.text)
        text = clean_text(raw.replace("\t", " ").replace(_GAP, "")).text
        pieces = tuple(piece.strip() for piece in _BETWEEN.split(raw) if piece.strip())
        yield Paragraph(Block(text, level if text else 0, kind), pieces)
        for box in gathered.boxes:
            yield from self.read(box, kind)
        for note in gathered.notes:
            if note in self._notes:
                yield from self.read(self._notes[note], BlockKind.FOOTNOTE)

    def _style(self, properties: etree._Element | None) -> Style:
        named = None if properties is None else properties.find(f"{W}pStyle")
        return self._styles.get("" if named is None else named.get(f"{W}val") or "", Style())


class _Gathered:
    """What stands in one paragraph: its text, the text boxes and the notes that hang on it."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.boxes: list[etree._Element] = []
        self.notes: list[tuple[str, str]] = []

    def add(self, element: etree._Element) -> None:
        for child in element.iterchildren(etree.Element):
            name = etree.QName(child).localname
            if name == "t":
                self.text.append(child.text or "")
            elif name in _SIGNS:
                self.text.append(_SIGNS[name])
            elif name in _NOTES:
                self.text.append(_GAP)
                self.notes.append((_NOTES[name], child.get(f"{W}id") or ""))
            elif name == "AlternateContent":
                self.add(_chosen(child))
            elif name in _PICTURES:
                self.text.append(_GAP)
                self.boxes += _boxes(child)
            elif name not in _SKIPPED:
                self.add(child)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing; those inside of them are found when they are read."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _boxes(_chosen(child))
        else:
            yield from _boxes(child)


def _chosen(alternative: etree._Element) -> etree._Element:
    """Of several ways to say the same, the one that Word itself uses."""
    choice = alternative.find(f"{_MC}Choice")
    fallback = alternative.find(f"{_MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else etree.Element("none")


def _kind_inside(element: etree._Element, name: str, kind: BlockKind) -> BlockKind:
    if kind is not BlockKind.PARAGRAPH:
        return kind
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if name == "sdt" else None
    if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
        return BlockKind.CONTENTS
    return BlockKind.TABLE if name == "tbl" else kind
