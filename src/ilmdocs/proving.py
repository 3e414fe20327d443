"""Proves one finished portfolio with everything that is at hand: the PDF, its manifest, the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ilmdocs.checking import check_workbook
from ilmdocs.errors import UnreadableInput
from ilmdocs.guard import UNGUARDED, Guard
from ilmdocs.hashing import file_hash
from ilmdocs.library import load_library
from ilmdocs.made import PortfolioProved, Task
from ilmdocs.model.centre import NO_SETTINGS, Centre
from ilmdocs.model.portfolio import AS_IT_CAME, NOT_COMPARED, Layout, Proof
from ilmdocs.model.unit import PartKind
from ilmdocs.orders import Bench, ProveOrder, one_by_one
from ilmdocs.pipeline import expected_text
from ilmdocs.proof.manifest import MANIFEST_NAME, Manifest
from ilmdocs.provenance import centre_hash, form_hashes
from ilmdocs.publish import DOCUMENTS, ORIGINAL, document_hashes, manifest_data
from ilmdocs.templates_path import templates_folder
from ilmdocs.text.names import find_names, private_terms
from ilmdocs.text.readback import missing_values
from ilmdocs.verify import Expected, portfolio_manifest, verify_portfolio

_REMEDY = "Name the workbook that this portfolio was made from."


@dataclass(frozen=True, slots=True)
class _Reading:
    """How to read the workbook: with which settings and forms, and on which day."""

    centre: Centre
    today: date
    guard: Guard


def bench(order: ProveOrder) -> Bench[PortfolioProved]:
    """What works on the portfolios of an order, which are its tasks."""

    def prove_it(task: Task, _: Path, guard: Guard) -> PortfolioProved:
        proofs = prove(
            task.workbook,
            workbook=order.workbook,
            today=order.today,
            centre=order.forms.centre,
            guard=guard,
        )
        return PortfolioProved(task.number, proofs)

    return one_by_one(order, prove_it)


def prove(
    pdf: Path,
    *,
    workbook: Path | None,
    today: date,
    centre: Centre = NO_SETTINGS,
    guard: Guard = UNGUARDED,
) -> tuple[Proof, ...]:
    """Prove a portfolio from its PDF, the manifest beside it and, if given, the learner's workbook.

    Args:
        pdf: the portfolio.
        workbook: the workbook it was made from; adds read-back and confidentiality.
        today: needed to read the workbook; decides nothing about the portfolio.
        centre: the centre's settings and forms it was made with.
        guard: asked before each file is opened.

    Raises:
        UnreadableInput: when the PDF or the workbook cannot be read, or does not belong to the portfolio.
    """
    if not pdf.is_file():  # a pipe would keep its reader waiting
        raise UnreadableInput(f"{pdf.name} is no ordinary file.", "Move it out of the folder.")
    try:
        data = pdf.read_bytes()
    except MemoryError as error:
        raise UnreadableInput(
            f"{pdf.name} is too large to be read.", "Ask for the portfolio to be sent again."
        ) from error
    except OSError as error:
        raise UnreadableInput(f"{pdf.name} cannot be read: {error.strerror or error}.") from error
    beside = manifest_data(pdf.with_name(MANIFEST_NAME))
    reading = _Reading(centre, today, guard)
    with guard.opening(pdf.name):
        manifest = None if workbook is None else portfolio_manifest(data, beside)
    # Without one the proof `opens` says that the file is no portfolio of ours.
    expected = None
    if manifest is not None and workbook is not None:
        expected = _expected(manifest, pdf.name, workbook, reading)
    with guard.opening(pdf.name):
        proofs = verify_portfolio(data, manifest=beside, expected=expected, file_name=pdf.name)
    told = tuple(_originals(pdf.parent / DOCUMENTS, beside or {}))
    return tuple(_with_originals(proof, told) if proof.name == "hashes" else proof for proof in proofs)


def _originals(folder: Path, manifest: Mapping[str, object]) -> Iterator[tuple[bool, str]]:
    """Whether each signed original is as it came, and in words; one that is not there may be elsewhere."""
    for name, wanted in document_hashes(manifest).items():
        if not name.endswith(ORIGINAL):
            continue
        found = file_hash(folder / name)
        if found is None:
            yield True, f"{name} {NOT_COMPARED}"
        elif found == wanted:
            yield True, f"{name} {AS_IT_CAME}"
        else:
            yield False, f"{name} was changed: it is not the signed file that came."


def _with_originals(proof: Proof, told: Sequence[tuple[bool, str]]) -> Proof:
    if not told or proof.ok is None:
        return proof
    right = all(ok for ok, _ in told)
    return Proof(proof.name, proof.ok and right, (*proof.details, *(words for _, words in told)))


def _expected(manifest: Manifest, name: str, workbook: Path, reading: _Reading) -> Expected:
    library = load_library(templates_folder(), reading.centre)
    checked = check_workbook(workbook, library, reading.today, guard=reading.guard)
    plan = next((plan for plan in checked.plans if plan.unit.id == manifest.unit), None)
    if plan is None:
        raise UnreadableInput(
            f"{workbook.name} does not include unit {manifest.unit}, which {name} is about.",
            _REMEDY,
        )
    if manifest.author and checked.learner.casefold() != manifest.author.casefold():
        raise UnreadableInput(
            f"{workbook.name} is the workbook of {checked.learner}; {name} belongs to {manifest.author}.",
            _REMEDY,
        )
    layout = Layout(
        total=manifest.pages,
        first_page={part.name: part.first_page for part in manifest.parts},
        criterion_page={
            (part.name, criterion): part.page_of(criterion)
            for part in manifest.parts
            for criterion in part.criteria
        },
    )
    terms = private_terms(checked.submission)

    def find_private(text: str) -> Sequence[str]:
        return [hit.client for hit in find_names(text, terms) if hit.certain]

    other_forms = _other_forms(manifest.provenance, form_hashes(plan, library))
    unproven = {part.name for part in plan.parts if part.form in other_forms}
    # Marked after it was built: then the portfolio is whole without the sheet.
    there = {part.name for part in manifest.parts}
    mark_sheets = {part.name for part in plan.parts if part.kind is PartKind.MARK_SHEET}
    assessed_since = mark_sheets - there
    printed = expected_text(checked, plan, library, layout)
    return Expected(
        printed={name: values for name, values in printed.items() if name not in unproven | assessed_since},
        other_forms=other_forms,
        other_settings=manifest.provenance.get("centre") != centre_hash(checked.submission, plan, library),
        missing_values=missing_values,
        find_private=find_private if terms else None,
    )


def _other_forms(provenance: Mapping[str, object], here: Mapping[str, str]) -> tuple[str, ...]:
    """The forms that a portfolio says it was filled with and that differ from those at hand."""
    used = provenance.get("templates")
    if not isinstance(used, Mapping):
        return ()
    return tuple(form for form, digest in here.items() if form in used and used[form] != digest)
