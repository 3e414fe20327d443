"""One learner, top to bottom: read, plan, check; then fill, convert, lay out, assemble."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ilmdocs.assemble import assemble, file_name, guessed_pages, lay_out
from ilmdocs.attachments import inspect, normalise
from ilmdocs.centre import take_settings
from ilmdocs.convert import Engine, font_note
from ilmdocs.discreet import without_names
from ilmdocs.errors import EngineFailure
from ilmdocs.forms import Filler
from ilmdocs.hashing import digest
from ilmdocs.lettering import unusual_characters
from ilmdocs.library import Library
from ilmdocs.marking import assessed
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.marking import AttemptMarks
from ilmdocs.model.portfolio import (
    Draft,
    FilledDocument,
    Layout,
    Part,
    PdfPart,
    Plan,
    PortfolioFile,
    identity_of,
)
from ilmdocs.model.readiness import Readiness
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import PartKind
from ilmdocs.plan import plan_portfolio, without_unusable_files
from ilmdocs.provenance import provenance_of
from ilmdocs.rules import LOW_SCORE, CheckContext, check
from ilmdocs.text.standing import points
from ilmdocs.workbook.read import read_workbook
from ilmdocs.written import fill_written, take_in

_PRINTS_PAGES = frozenset({PartKind.MATRIX, PartKind.CONTENTS})
"""Parts whose text depends on the page numbers of the others."""

MAX_LAYOUTS = 6
"""A layout settles in two or three rounds; more means that a form grows for ever."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A learner's workbook with all that is known about it before anything is built."""

    path: Path
    submission: Submission
    plans: tuple[Plan, ...]
    findings: tuple[Finding, ...]
    readiness: tuple[Readiness, ...]
    passed_over: bool = False
    """Whether it includes units, but none of those asked for."""
    marks: Mapping[str, tuple[AttemptMarks, ...]] = field(default_factory=dict)
    """The assessor's complete marks by unit id, first attempt first."""

    def must_findings(self, unit_id: str) -> tuple[Finding, ...]:
        """The findings that stand in the way of a unit."""
        return tuple(f for f in self.findings if f.severity is Severity.MUST and f.unit in (None, unit_id))

    @property
    def learner(self) -> str:
        """The learner's name as typed, or the workbook's name while it is missing."""
        return self.submission.learner.text("learner_name") or self.submission.file


@dataclass(frozen=True, slots=True)
class Built:
    """A finished portfolio with the Word documents it was made from, in order, and its parts."""

    portfolio: PortfolioFile
    documents: tuple[FilledDocument, ...]
    parts: tuple[PdfPart, ...]
    notes: tuple[str, ...]


def check_workbook(path: Path, library: Library, today: date, only: Sequence[str] = ()) -> Checked:
    """Read a workbook, plan its portfolios and check them against their units' rules.

    Args:
        path: the workbook.
        library: units and packs.
        today: the day on which "in the future" is decided.
        only: unit ids to look at; empty means all that the workbook includes.

    Raises:
        UnreadableInput: when the file is no readable workbook.
    """
    read = read_workbook(path, library.units, library.required)
    named, of_centre = take_settings(read.submission, library.settings)
    submission, written = take_in(named, [library.units[unit_id] for unit_id in read.included])
    units = [library.units[unit_id] for unit_id in read.included if not only or unit_id in only]
    marked = {unit.id: assessed(path, submission, unit, today) for unit in units}
    plans = tuple(plan_portfolio(submission, unit, marked[unit.id].complete) for unit in units)
    official = frozenset[str]().union(*(library.pack(unit).official for unit in units))
    context = CheckContext(
        today=today,
        official_forms=official,
        reading=(
            *read.findings,
            *of_centre,
            *inspect(submission),
            *written,
            *unusual_characters(submission),
            *(finding for unit in marked.values() for finding in unit.findings),
        ),
        low_score=library.settings.low_score or LOW_SCORE,
    )
    result = check(submission, plans, context)
    findings = without_names(result.findings, submission)
    passed_over = bool(read.included) and not plans
    marks = {unit: found.complete for unit, found in marked.items()}
    return Checked(path, submission, plans, findings, result.readiness, passed_over, marks)


Production = Generator[Sequence[FilledDocument], Sequence[PdfPart], Built]
"""A portfolio in the making: gives documents to convert, is sent their parts, ends with what was built."""


def produce(checked: Checked, plan: Plan, *, library: Library, engine: Engine, draft: bool) -> Production:
    """Fill the forms of a plan and merge everything into one portfolio, whoever converts the documents.

    Matrix and contents print the page numbers of the others. They are filled once those are known, with a
    guess of their own length, and again only where the guess was wrong.

    Args:
        checked: the learner's checked workbook.
        plan: the plan of the unit to build.
        library: units and packs.
        engine: what the documents are turned into PDF with; asked for its version alone.
        draft: watermark every page and say how many points are open.

    Raises:
        EngineFailure: when a form loses text or the pages do not settle.
        UnreadableInput: when a template or an attachment cannot be used.
    """
    filler = library.filler(plan.unit)
    submission = checked.submission
    if draft:
        usable = without_unusable_files(submission, checked.findings)
        plan = plan_portfolio(usable, plan.unit, checked.marks.get(plan.unit.id, ()))
    documents = {
        part.name: _filled(part, plan, submission, filler, None)
        for part in plan.parts
        if _is_document(part) and not _prints_pages(part)
    }
    parts = yield tuple(documents.values())
    pdfs = {pdf.part.name: pdf for pdf in parts}
    notes: list[str] = []
    for part in plan.parts:
        if part.attachment and not part.is_written:
            attached = normalise(part, Path(submission.folder))
            pdfs[part.name] = PdfPart(part, attached.pdf, attached.pages, clear_tops=attached.clear_tops)
            notes += [f"{part.title}: {note}" for note in attached.notes]

    printing = [part for part in plan.parts if _prints_pages(part)]
    guesses = {part.name: PdfPart(part, b"", guessed_pages(part, plan)) for part in printing}
    layout = lay_out(_in_order(plan, pdfs | guesses))
    for _ in range(MAX_LAYOUTS if printing else 0):
        again = [filler.fill(part, plan, submission, layout) for part in printing]
        documents.update((document.part.name, document) for document in again)
        parts = yield again
        pdfs.update((pdf.part.name, pdf) for pdf in parts)
        settled = lay_out(_in_order(plan, pdfs))
        if settled == layout:
            break
        layout = settled
    else:
        if printing:
            raise EngineFailure(
                f"The pages of {plan.unit.id} do not settle.", "Please report this as a fault."
            )

    ordered = tuple(documents[part.name] for part in plan.parts if part.name in documents)
    in_order = _in_order(plan, pdfs)
    for document in ordered:
        if document.part.is_written or library.is_centres_own(plan.unit, document.part.form):
            said = font_note(document.docx, pdfs[document.part.name].pdf)
            notes += [f"{document.part.title}: {said}"] if said else []
    portfolio = assemble(
        in_order,
        plan,
        layout,
        identity_of(submission, plan.unit),
        provenance={
            **provenance_of(checked.path, submission, plan, library, engine),
            "documents": [
                {"file": name, "sha256": digest(document.docx)} for name, document in named_documents(ordered)
            ],
        },
        draft=Draft(len(points(checked.findings, unit=plan.unit.id))) if draft else None,
    )
    return Built(portfolio, ordered, in_order, tuple(notes))


def named_documents(documents: Iterable[FilledDocument]) -> tuple[tuple[str, FilledDocument], ...]:
    """The Word documents with the file names that keep them in portfolio order: `04 Coaching diary.docx`."""
    return tuple(
        (f"{number:02} {file_name(document.part.title)}.docx", document)
        for number, document in enumerate(documents, start=1)
    )


def expected_text(
    checked: Checked, plan: Plan, library: Library, layout: Layout | None
) -> dict[str, tuple[str, ...]]:
    """What each generated part must say, worked out from the workbook again (for `verify`)."""
    filler = library.filler(plan.unit)
    return {
        part.name: _filled(part, plan, checked.submission, filler, layout).printed
        for part in plan.parts
        if _is_document(part)
    }


def _is_document(part: Part) -> bool:
    """Whether a part is made from a Word document: a filled form, or one that the learner wrote."""
    return bool(part.form) or part.is_written


def _prints_pages(part: Part) -> bool:
    """Whether its text depends on the page numbers of the others."""
    return bool(part.form) and part.kind in _PRINTS_PAGES


def _filled(
    part: Part, plan: Plan, submission: Submission, filler: Filler, layout: Layout | None
) -> FilledDocument:
    if part.is_written:
        return fill_written(part, plan.unit, submission)
    return filler.fill(part, plan, submission, layout)


def _in_order(plan: Plan, pdfs: Mapping[str, PdfPart]) -> tuple[PdfPart, ...]:
    return tuple(pdfs[part.name] for part in plan.parts)
