"""Takes in the Word documents that a workbook names as answers, and fills them into the portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ilmdocs.answers import AnswerUnusable, Prepared, Remark, fill_answer, no_text, prepare
from ilmdocs.attachments import AttachmentUnreadable, locate, read_attachment
from ilmdocs.guard import UNGUARDED, Guard, TooDemanding
from ilmdocs.leaks import first_leak, word_places
from ilmdocs.model.answer import AnswerDocument, BlockKind
from ilmdocs.model.finding import CLIENT_NAMED, Finding, Severity
from ilmdocs.model.portfolio import FilledDocument, Part
from ilmdocs.model.reading_answers import OF_ANSWER_DOCUMENTS
from ilmdocs.model.submission import Row, Submission
from ilmdocs.model.unit import Regime, Unit
from ilmdocs.text.names import PrivateTerms, find_names, private_terms
from ilmdocs.text.outline import unit_of_headings
from ilmdocs.text.whose import doubtful_words, named_words
from ilmdocs.text.written import names_whole_unit

_SEVERITY = {item.id: item.severity for item in OF_ANSWER_DOCUMENTS}
_ASTRAY = "answer-astray"


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong in a row: a finding before it is known whose it is."""

    id: str
    severity: Severity
    field: str
    message: str
    remedy: str


def take_in(
    submission: Submission, units: Iterable[Unit], guard: Guard = UNGUARDED
) -> tuple[Submission, tuple[Finding, ...]]:
    """Read the Word documents that the Narrative sheet names.

    Args:
        submission: as read from the workbook.
        units: all units that it includes.
        guard: asked before each document.

    Returns:
        The submission with the documents whose text is certain, and what was found about all of them, each at
        its cell: `attachment-missing`, `attachment-unreadable`, `client-named` and those of
        `OF_ANSWER_DOCUMENTS`.
    """
    reader = _Reader(submission, {unit.id: unit for unit in units}, guard)
    findings: list[Finding] = []
    for row in submission.rows("Narrative"):
        if row.has("file"):
            findings += [reader.finding(row, problem) for problem in reader.problems(row)]
    return replace(submission, answers=reader.answers), tuple(findings)


def fill_written(part: Part, unit: Unit, submission: Submission) -> FilledDocument:
    """The cleaned Word document of a part.

    Raises:
        UnreadableInput: when the file is no longer what it was when it was inspected.
    """
    path = locate(Path(submission.folder), part.attachment)
    return fill_answer(part, read_attachment(path, part.attachment), unit)


class _Reader:
    """Reads each document of a submission once, and keeps those that can be used."""

    def __init__(self, submission: Submission, units: Mapping[str, Unit], guard: Guard) -> None:
        self.answers: dict[str, AnswerDocument] = {}
        self._submission = submission
        self._units = units
        self._terms = private_terms(submission)
        self._guard = guard

    def problems(self, row: Row) -> Iterator[_Problem]:
        """What is wrong with the document that a row names; a usable one is kept."""
        name = row.text("file")
        try:
            path = locate(Path(self._submission.folder), name)
            with self._guard.opening(name):
                data = read_attachment(path, name)
                prepared = prepare(data, name, self._submission.learner.text("learner_name"))
        except AttachmentUnreadable as error:
            yield _Problem(error.finding, Severity.MUST, "file", error.message, error.remedy)
            return
        except (AnswerUnusable, TooDemanding) as error:
            yield _Problem(AttachmentUnreadable.finding, Severity.MUST, "file", error.message, error.remedy)
            return
        if prepared.is_settled and not _says_something(prepared, whole_unit=names_whole_unit(row)):
            empty = no_text(name)
            yield _Problem(AttachmentUnreadable.finding, Severity.MUST, "file", empty.message, empty.remedy)
            return
        yield from map(_of_remark, prepared.remarks)
        yield from _names(prepared, data, name, self._terms)
        blocks = tuple(paragraph.block for paragraph in prepared.paragraphs)
        document = AnswerDocument(name, blocks)
        headed = unit_of_headings(document, self._units.values())
        astray = _astray(row, [unit for unit in self._units.values() if self._counts(row, unit)], headed)
        if astray is not None:
            yield astray
        elif prepared.is_settled:
            self.answers[name] = replace(document, unit=headed)

    def finding(self, row: Row, problem: _Problem) -> Finding:
        """A problem as a finding of the row's unit, or of all where it names none or a mistyped one."""
        return Finding(
            problem.id,
            problem.severity,
            row.at(problem.field),
            problem.message,
            problem.remedy,
            unit=self._submission.unit_alone(row),
            derived=True,
        )

    def _counts(self, row: Row, unit: Unit) -> bool:
        return not row.items("units") or unit.id in row.items("units")


def _says_something(prepared: Prepared, *, whole_unit: bool) -> bool:
    """Whether there is text; in a document for one criterion, text that is no heading.

    Of one with all headings of a unit and nothing below them the rules say which answers are missing.
    """
    blocks = (paragraph.block for paragraph in prepared.paragraphs)
    return any(
        block.text.strip()
        and (whole_unit or not (block.level or block.kind in (BlockKind.CONTENTS, BlockKind.FOOTNOTE)))
        for block in blocks
    )


def _of_remark(remark: Remark) -> _Problem:
    return _Problem(remark.id, _SEVERITY[remark.id], "file", remark.message, remark.remedy)


def _names(prepared: Prepared, data: bytes, name: str, terms: PrivateTerms) -> Iterator[_Problem]:
    """One finding when the document names a client, with the heading under which it does so first."""
    heading = ""
    doubtful = ""
    for paragraph in prepared.paragraphs:
        block = paragraph.block
        if block.level:
            heading = block.text
        hits = find_names(block.text, terms)
        where = " in a footnote" if block.kind is BlockKind.FOOTNOTE else ""
        where += f" under “{heading}”" if heading and block.text != heading else ""
        if any(hit.certain for hit in hits):
            yield _named(Severity.MUST, f'{named_words(hits)} named in "{name}"{where}.')
            return
        if hits and not doubtful:
            doubtful = f'"{name}" holds {doubtful_words(hits)}{where and ","}{where}.'
    beside = [hit for text in prepared.margins for hit in find_names(text, terms) if hit.certain]
    if beside:
        where = "a header, footer or picture’s description"
        yield _named(Severity.MUST, f'{named_words(beside)} named in {where} of "{name}".')
    elif doubtful:
        yield _named(Severity.SHOULD, doubtful)
    elif first_leak(word_places(data) if terms else (), terms) is not None:
        yield _named(
            Severity.SHOULD,
            f'"{name}" holds a client’s name where it is not printed: in a comment, its properties, hidden '
            "text or a link. That is left out of the portfolio.",
        )


def _named(severity: Severity, message: str) -> _Problem:
    remedy = "Write the client's reference, or words such as the client, instead, and save the document."
    return _Problem(CLIENT_NAMED, severity, "file", message, remedy)


def _astray(row: Row, units: Sequence[Unit], headed: str) -> _Problem | None:
    """What is unclear about whose answers a document holds."""
    if not names_whole_unit(row) or not units or "criterion" in row.defects or "units" in row.defects:
        return None
    written = [unit.id for unit in units if unit.regime is not Regime.PORTFOLIO]
    name = row.text("file")
    if len(written) > 1:
        return _Problem(
            _ASTRAY, _SEVERITY[_ASTRAY], "units",
            f'It is not said which unit "{name}" answers: {" or ".join(written)}.',
            f"Type one unit here, for example {headed if headed in written else written[0]}."
            " Each unit has a document of its own.",
        )  # fmt: skip
    if written and headed not in ("", *written):
        return _Problem(
            _ASTRAY, _SEVERITY[_ASTRAY], "file",
            f'"{name}" has the headings of {headed}, not those of {written[0]}.',
            f"Name the document with your answers for {written[0]} here; "
            f"ilmdocs new {written[0]} makes one with its headings.",
        )  # fmt: skip
    if not written:
        return _Problem(
            _ASTRAY, _SEVERITY[_ASTRAY], "criterion",
            f'It is not said which criterion "{name}" answers.',
            "Type the criterion here, or choose introduction or summary as the kind and type its section.",
        )  # fmt: skip
    return None
