"""What a learner wrote for a unit, wherever it stands, with the cell that a finding about it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.rules.case import Case
from ilmdocs.rules.narratives import section_of
from ilmdocs.text.outline import OutlinePart, Role, loose_text
from ilmdocs.text.written import WrittenDocument, written_documents

_KINDS = {
    Role.FRONT: "front",
    Role.INTRODUCTION: "introduction",
    Role.SECTION: "introduction",
    Role.CRITERION: "statement",
    Role.CONCLUSION: "summary",
    Role.REFERENCES: "references",
    Role.APPENDIX: "appendix",
}
_UNCOUNTED = frozenset({Role.FRONT, Role.REFERENCES, Role.APPENDIX})


@dataclass(frozen=True)
class Answer:
    """A text of the Narrative sheet, or of a Word document that it names.

    `criterion` and `section` (an outcome's id) say what it answers, None where it names none; `kind` is
    `introduction`, `statement` or `summary`, and in a Word document also `front`, `references`, `appendix`
    or `footnote`. `place` is the cell that holds the text, or names the file that does (`file` is then its
    name). `counted` says whether its words count. `headings` are the learner's own headings in it: they are
    read and not counted.
    """

    criterion: str | None
    section: str | None
    kind: str
    text: str
    place: Location
    counted: bool = True
    file: str = ""
    headings: str = ""


def answers_of(case: Case) -> tuple[Answer, ...]:
    """Every text that the learner wrote for the unit: those in cells, then those in Word documents."""
    typed = tuple(_typed(case, row) for row in case.rows("Narrative") if row.has("text"))
    documents = written_documents(case.submission, case.unit)
    return (*typed, *(answer for written in documents for answer in _written(case, written)))


def _typed(case: Case, row: Row) -> Answer:
    return Answer(
        criterion=row.text("criterion") or None,
        section=section_of(row, case.unit),
        kind=row.text("kind") or ("statement" if row.has("criterion") else "introduction"),
        text=row.text("text"),
        place=row.at("text"),
        counted=row.values.get("include_in_count") is not False,
    )


def _written(case: Case, written: WrittenDocument) -> Iterator[Answer]:
    counts = written.row.values.get("include_in_count") is not False
    if written.outline is None:
        yield Answer(
            None,
            section_of(written.row, case.unit),
            written.row.text("kind"),
            loose_text(written.document),
            written.row.at("file"),
            counts,
            written.document.file,
        )
        return
    for part in written.outline.parts:
        yield _part(part, written, counts)
        if part.notes:  # sources may be cited in them; they answer nothing by themselves
            place, file = written.row.at("file"), written.document.file
            yield Answer(None, part.section, "footnote", part.notes, place, False, file)


def _part(part: OutlinePart, written: WrittenDocument, counts: bool) -> Answer:
    return Answer(
        criterion=part.criterion,
        section=part.section,
        kind=_KINDS[part.role],
        text=part.text,
        place=written.row.at("file"),
        counted=counts and part.role not in _UNCOUNTED,
        file=written.document.file,
        headings=part.own_headings,
    )
