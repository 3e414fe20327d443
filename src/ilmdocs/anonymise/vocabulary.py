"""The words that a unit and its forms print for everybody: alone they prove nothing about anybody."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Iterator

from ilmdocs.anonymise.typed_names import name_words
from ilmdocs.library import Library
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.text.folding import flat
from ilmdocs.word.package import parse_xml, text_parts, unpack
from ilmdocs.workbook.schema import ALL_SHEETS

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_SHORTEST = 2
_OURS = (
    "Learner Centre Assessor IQA Supervisor Observer Person Client Organisation Site number withheld page",
    "not provided left blank signed electronically original held anonymised copy picture text document",
)
"""What copies say in the place of names, and where there is nothing to say."""


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word, without accents and capitals."""
    return frozenset(word for text in texts for word in _WORD.findall(flat(text)) if len(word) >= _SHORTEST)


def printed_words(library: Library, unit: Unit) -> frozenset[str]:
    """The words of a unit's own texts, of the forms that it is filled into and of the workbook's choices."""
    return words_of((*_of_unit(unit), *_of_forms(library, unit), *_of_schema(), *_OURS, *month_name))


def authors_words(submission: Submission) -> frozenset[str]:
    """The names of the sources' authors, a word each; the learner's own name is not among them."""
    learner = submission.learner.text("learner_name")
    surname, first = name_words(learner)[-1:], name_words(learner)[:1]
    found: set[str] = set()
    for row in submission.rows("References"):
        names = name_words(row.text("author"))
        is_own = set(surname) <= set(names) and any(name[:1] == f[:1] for f in first for name in names)
        found |= words_of((" ".join(name for name in names if not is_own or name not in surname),))
    return frozenset(found)


def _of_schema() -> Iterator[str]:
    for sheet in ALL_SHEETS:
        for field in sheet.fields:
            yield from (field.heading, *field.choices)


def _of_unit(unit: Unit) -> Iterator[str]:
    yield from (unit.id, unit.name, unit.title, unit.qualification, unit.qualification_title)
    yield from unit.wording.values()
    for outcome in unit.outcomes:
        yield from (outcome.title, outcome.heading, outcome.task)
        yield from (criterion.text for criterion in outcome.criteria)
    yield from (part.title for part in unit.parts)


def _of_forms(library: Library, unit: Unit) -> Iterator[str]:
    pack = library.pack(unit)
    for name in sorted({part.form for part in unit.parts if part.form}):
        parts = unpack(pack.path(name).read_bytes())
        for part in text_parts(parts):
            paragraphs = parse_xml(parts[part]).iter(f"{_TEXT[:-1]}p")
            yield " ".join("".join(text.text or "" for text in p.iter(_TEXT)) for p in paragraphs)
