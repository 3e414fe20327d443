"""Asks an engine beforehand which characters of a learner's answers it could not print."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from ilmdocs.convert.coverage import doubtful_characters, undrawn_characters
from ilmdocs.convert.engine import DEFAULT_TIMEOUT_SECONDS, ConversionJob, Engine, in_turn
from ilmdocs.convert.package import write_parts
from ilmdocs.errors import EngineFailure

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def unprintable_characters(engine: Engine, texts: Iterable[str]) -> tuple[str, ...]:
    """Find the characters that an engine cannot draw, by letting it print them.

    Costs nothing as long as every character is in the supplied fonts; otherwise one small conversion.
    With the engine of `auto`, a character counts only when none of its engines draws it.

    Args:
        engine: from `choose_engine`.
        texts: the answers, as typed.

    Returns:
        The characters in code point order. Empty too when an engine fails altogether: converting the
        forms will say so.
    """
    doubtful = doubtful_characters(texts)
    if not doubtful:
        return ()
    undrawn = set(doubtful)
    for tried in in_turn(engine):
        undrawn.intersection_update(_undrawn_by(tried, sorted(doubtful)))
    return tuple(sorted(undrawn))


def _undrawn_by(engine: Engine, characters: list[str]) -> tuple[str, ...]:
    job = ConversionJob("characters", _document(characters))
    with tempfile.TemporaryDirectory(prefix="ilmdocs-", ignore_cleanup_errors=True) as work:
        try:
            conversion = engine.convert([job], Path(work), timeout_seconds=DEFAULT_TIMEOUT_SECONDS)
        except EngineFailure:
            return ()
    pdf = conversion.pdfs.get(job.name)
    return undrawn_characters(pdf, characters) if pdf else ()


def _document(characters: Iterable[str]) -> bytes:
    """A Word document with one character a paragraph, so that none joins its neighbour."""
    paragraphs = "".join(
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(character)}</w:t></w:r></w:p>'
        for character in characters
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        f'2006/main"><w:body>{paragraphs}</w:body></w:document>',
    }
    return write_parts({name: text.encode() for name, text in parts.items()})
