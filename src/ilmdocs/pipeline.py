"""A checked learner to a portfolio, top to bottom: fill, convert, lay out, assemble."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.assemble import assemble, file_name, guessed_pages, lay_out
from ilmdocs.attachments import normalise
from ilmdocs.checking import Checked
from ilmdocs.convert import Engine, font_note
from ilmdocs.errors import EngineFailure
from ilmdocs.forms import Filler
from ilmdocs.guard import UNGUARDED, Guard, Subject
from ilmdocs.hashing import digest
from ilmdocs.library import Library
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
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import PartKind
from ilmdocs.plan import plan_portfolio, without_unusable_files
from ilmdocs.provenance import provenance_of
from ilmdocs.text.standing import points
from ilmdocs.written import fill_written

_PRINTS_PAGES = frozenset({PartKind.MATRIX, PartKind.CONTENTS})
"""Parts whose text depends on the page numbers of the others."""

MAX_LAYOUTS = 6
"""A layout settles in two or three rounds; more means that a form grows for ever."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished portfolio with what it was made from: `files` lie beside it, by name, and its parts."""

    portfolio: PortfolioFile
    files: Mapping[str, bytes]
    parts: tuple[PdfPart, ...]
    notes: tuple[str, ...]


Production = Generator[Sequence[FilledDocument], Sequence[PdfPart], Built]
"""A portfolio in the making: gives documents to convert, is sent their parts, ends with what was built."""


def produce(
    checked: Checked,
    plan: Plan,
    *,
    library: Library,
    engine: Engine,
    draft: bool,
    guard: Guard = UNGUARDED,
) -> Production:
    """Fill the forms of a plan and merge everything into one portfolio, whoever converts the documents.

    Matrix and contents print the page numbers of the others. They are filled once those are known, with a
    guess of their own length, and again only where the guess was wrong.

    Args:
        checked: the learner's checked workbook.
        plan: the plan of the unit to build.
        library: units and packs.
        engine: what the documents are turned into PDF with; asked for its version alone.
        draft: watermark every page and say how many points are open.
        guard: asked before each attachment is opened and each form is filled.

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
        part.name: _filled(part, plan, submission, filler, None, guard)
        for part in plan.parts
        if _is_document(part) and not _prints_pages(part)
    }
    parts = yield tuple(documents.values())
    pdfs = {pdf.part.name: pdf for pdf in parts}
    notes: list[str] = []
    originals: list[tuple[Part, bytes]] = []
    for part in plan.parts:
        if part.attachment and not part.is_written:
            with guard.opening(part.attachment):
                attached = normalise(part, Path(submission.folder))
            pdfs[part.name] = PdfPart(part, attached.pdf, attached.pages, clear_tops=attached.clear_tops)
            notes += [f"{part.title}: {note}" for note in attached.notes]
            originals += [(part, attached.original)] if attached.original is not None else []

    printing = [part for part in plan.parts if _prints_pages(part)]
    guesses = {part.name: PdfPart(part, b"", guessed_pages(part, plan)) for part in printing}
    layout = lay_out(_in_order(plan, pdfs | guesses))
    for _ in range(MAX_LAYOUTS if printing else 0):
        again = [_filled(part, plan, submission, filler, layout, guard) for part in printing]
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
    files = named_files(ordered, originals)
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
            "documents": [{"file": name, "sha256": digest(data)} for name, data in files.items()],
        },
        draft=Draft(len(points(checked.findings, unit=plan.unit.id))) if draft else None,
    )
    return Built(portfolio, files, in_order, tuple(notes))


def named_files(
    documents: Iterable[FilledDocument], originals: Iterable[tuple[Part, bytes]]
) -> dict[str, bytes]:
    """What lies beside the portfolio, with names that keep it in order and tell nothing but titles.

    Word documents are called `04 Coaching diary.docx`, signed PDFs `Signed original 1 Witness statement.pdf`.
    """
    named = {
        f"{number:02} {file_name(document.part.title)}.docx": document.docx
        for number, document in enumerate(documents, start=1)
    }
    for number, (part, data) in enumerate(originals, start=1):
        named[f"Signed original {number} {file_name(part.title)}.pdf"] = data
    return named


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
    part: Part,
    plan: Plan,
    submission: Submission,
    filler: Filler,
    layout: Layout | None,
    guard: Guard = UNGUARDED,
) -> FilledDocument:
    if part.is_written:
        with guard.opening(part.attachment):
            return fill_written(part, plan.unit, submission)
    with guard.opening(part.form, Subject.FORM):
        return filler.fill(part, plan, submission, layout)


def _in_order(plan: Plan, pdfs: Mapping[str, PdfPart]) -> tuple[PdfPart, ...]:
    return tuple(pdfs[part.name] for part in plan.parts)
