"""A learner's Word document becomes one of the portfolio: cleaned, with what it says and its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilmdocs.answers.prepare import prepare
from ilmdocs.answers.story import Paragraph
from ilmdocs.model.answer import AnswerDocument
from ilmdocs.model.portfolio import FilledDocument, Part, Section
from ilmdocs.model.unit import Unit
from ilmdocs.text.outline import outline_of
from ilmdocs.word.package import add_core_properties, write_parts

_LONGEST_BOOKMARK = 90


def fill_answer(part: Part, data: bytes, unit: Unit) -> FilledDocument:
    """Clean a learner's document for its part of the portfolio.

    Args:
        part: a part whose `attachment` is the document and whose first row names it.
        data: the file's bytes.
        unit: the unit whose headings become sections.

    Returns:
        The document with text, tables, pictures and notes as they were, without comments, properties, hidden
        text and links to outside. `printed` holds everything that has to be found on its pages.

    Raises:
        AnswerUnusable: when it is no Word document that can be read, or holds macros.
    """
    prepared = prepare(data, part.attachment, "")
    parts = dict(prepared.parts)
    add_core_properties(parts, f"{unit.id} {part.title}")
    printed = tuple(piece for paragraph in prepared.paragraphs for piece in paragraph.pieces)
    only = next((row.text("criterion") for row in part.rows if row.has("criterion")), None)
    sections = tuple(_sections(part, prepared.paragraphs, unit, only))
    return FilledDocument(part, write_parts(parts), printed, sections)


def _sections(part: Part, paragraphs: Sequence[Paragraph], unit: Unit, only: str | None) -> Iterator[Section]:
    """The headings of the unit that the document has, in its order."""
    document = AnswerDocument(part.attachment, tuple(paragraph.block for paragraph in paragraphs))
    for item in outline_of(document, unit, only).parts:
        if item.heading:
            pieces = paragraphs[item.position].pieces
            criteria = (item.criterion,) if item.criterion and item.text else ()
            yield Section(_bookmark(item.heading), pieces[0], criteria, is_whole=len(pieces) == 1)


def _bookmark(heading: str) -> str:
    line = " ".join(heading.split())
    if len(line) <= _LONGEST_BOOKMARK:
        return line
    return line[:_LONGEST_BOOKMARK].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
