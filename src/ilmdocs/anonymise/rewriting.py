"""The frozen submission becomes one about nobody: every text of every row, with references for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ilmdocs.anonymise.finding import Finder
from ilmdocs.anonymise.people import CENTRE, LEARNER, NAMED_IN, WITHHELD
from ilmdocs.model.answer import AnswerDocument
from ilmdocs.model.location import Location
from ilmdocs.model.marking import AttemptMarks
from ilmdocs.model.submission import Row, Sheet, Submission, Value
from ilmdocs.workbook.schema import FieldType, sheet_schema

TWIN = "learner"
"""What the twin's workbook would be called."""
_GONE = ""
_HEAD = {
    "learner_name": LEARNER,
    "ilm_registration_no": WITHHELD,
    "centre_name": CENTRE,
    "centre_number": WITHHELD,
}
_GIVEN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Learner": {
            **_HEAD,
            "surname": _GONE,
            "first_names": _GONE,
            "email": _GONE,
            "coach_display_name": LEARNER,
            "signature_image": _GONE,
        },
        "MarkSheet": _HEAD,
    }
)
"""Cells that are about who somebody is: what stands there instead, whatever was typed."""
_NAMES = frozenset((sheet, field) for sheet, field, _ in NAMED_IN)
_SOURCES = "References"
_TEXTS = frozenset({FieldType.TEXT, FieldType.REF, FieldType.REFS})


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something that was left as it was typed, for a person to look at. It never says the name."""

    place: Location
    reference: str
    message: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The submission and the marks without people, what was left, and how often each was replaced.

    `answers` are the texts of the Word answers, by the name that the submission has for them.
    """

    submission: Submission
    marks: tuple[AttemptMarks, ...]
    answers: Mapping[str, AnswerDocument]
    left: tuple[LeftOver, ...]
    replaced: Mapping[str, int]


def rewrite(submission: Submission, marks: Sequence[AttemptMarks], finder: Finder) -> Rewritten:
    """Put references in the place of people, in every text of every row of every sheet.

    Files are left out. Word answers are given as texts, and of other evidence it stays only that there is
    some: nothing of the learner's folder can be reached from the result.

    Args:
        submission: the learner's workbook.
        marks: the assessor's marks of one unit, first attempt first.
        finder: looks for the people.
    """
    writer = _Writer(finder)
    answers = writer.answers(submission)
    names = {old: new.file for old, new in answers.items()}
    sheets = {name: writer.sheet(sheet, names) for name, sheet in submission.sheets.items()}
    books = tuple(replace(book, submission=writer.book(book.submission)) for book in marks)
    return Rewritten(
        Submission(TWIN, "", sheets),
        books,
        {document.file: document for document in answers.values()},
        writer.left_overs,
        dict(sorted(writer.replaced.items())),
    )


class _Writer:
    """Rewrites one learner's texts and notes what it does."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._left: dict[LeftOver, None] = {}
        self.replaced: Counter[str] = Counter()

    @property
    def left_overs(self) -> tuple[LeftOver, ...]:
        """What was left, each once for a cell."""
        return tuple(self._left)

    def sheet(self, sheet: Sheet, answers: Mapping[str, str]) -> Sheet:
        """A sheet about nobody; the sheet Private is empty."""
        if sheet.name == "Private":
            return Sheet(sheet.name, present=sheet.present)
        return replace(sheet, rows=tuple(self._row(row, answers) for row in sheet.rows))

    def book(self, book: Submission) -> Submission:
        """An assessor's marks workbook about nobody."""
        return Submission(TWIN, "", {name: self.sheet(sheet, {}) for name, sheet in book.sheets.items()})

    def answers(self, submission: Submission) -> dict[str, AnswerDocument]:
        """The learner's Word answers by their old names, each with a new name."""
        found: dict[str, AnswerDocument] = {}
        for row in submission.rows("Narrative"):
            document = submission.answers.get(row.text("file"))
            if document is not None and document.file not in found:
                blocks = tuple(
                    replace(block, text=self.text(block.text, row.at("file"))) for block in document.blocks
                )
                found[document.file] = replace(
                    document, file=f"answers-{len(found) + 1:02}.docx", blocks=blocks
                )
        return found

    def text(self, text: str, place: Location, *, is_source: bool = False) -> str:
        """A text with references in the place of people."""
        for spot in reversed(self._finder.find(text, is_source=is_source)):
            if spot.words:
                text = text[: spot.start] + spot.words + text[spot.end :]
                self.replaced[spot.reference] += 1
            else:
                self._leave(place, spot.reference, spot.why)
        return text

    def _leave(self, place: Location, reference: str, why: str) -> None:
        self._left[LeftOver(place, reference, why)] = None

    def _row(self, row: Row, answers: Mapping[str, str]) -> Row:
        values = dict(self._values(row, answers))
        return replace(row, file=TWIN, values=values)

    def _values(self, row: Row, answers: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
        kinds = {field.id: field.type for field in sheet_schema(row.sheet).fields}
        for name, value in row.values.items():
            given = _GIVEN.get(row.sheet, {}).get(name)
            if given is not None:
                if given:
                    if given != WITHHELD:
                        self.replaced[given] += 1
                    yield name, given
            elif kinds[name] is FieldType.FILE:
                if row.sheet == "Narrative" and row.text(name) in answers:
                    yield name, answers[row.text(name)]
                elif row.sheet == "Evidence":
                    yield name, WITHHELD
            elif kinds[name] in _TEXTS:
                yield name, self._value(row, name, value)
            else:
                yield name, value

    def _value(self, row: Row, name: str, value: Value) -> Value:
        place, is_source = row.at(name), row.sheet == _SOURCES
        if isinstance(value, tuple):
            return tuple(self.text(item, place) for item in value)
        if not isinstance(value, str):
            return value
        references = self._finder.cast.references_for(value) if (row.sheet, name) in _NAMES else ""
        if references:
            self.replaced[references] += 1
            return references
        return self.text(value, place, is_source=is_source)
