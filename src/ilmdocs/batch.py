"""Many learners, one after another; one learner's trouble never touches another's result."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from ilmdocs.atomic import require_writable
from ilmdocs.convert import Engine
from ilmdocs.errors import ExitCode, IlmdocsError, exit_code_of
from ilmdocs.faults import contained
from ilmdocs.library import Library
from ilmdocs.marking import MARKS_INCOMPLETE
from ilmdocs.model.finding import Finding
from ilmdocs.model.portfolio import Plan
from ilmdocs.pipeline import (
    Checked,
    build_portfolio,
    check_workbook,
    identity_of,
)
from ilmdocs.proof.manifest import FILE_HASH, read_manifest
from ilmdocs.provenance import provenance_of, sha256
from ilmdocs.publish import (
    DOCUMENTS,
    Published,
    manifest_data,
    places,
    publish,
    take_folder,
    write_archive,
)

NEVER_BUILT = frozenset({"client-named"})
"""Findings that stop a build even as a draft: a named client must reach no output at all."""

Status = Literal["built", "draft", "unchanged", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of one learner's unit. `unit` is None when the workbook could not be read at all."""

    path: Path
    learner: str
    unit: str | None
    status: Status
    seconds: float
    engine: str = ""
    portfolio: Path | None = None
    manifest: Path | None = None
    archive: Path | None = None
    documents: tuple[Path, ...] = ()
    pages: int = 0
    parts: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    error: IlmdocsError | None = None


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """How to build: what the command line decided once for all learners."""

    library: Library
    engine: Engine
    output: Path
    today: date
    only: tuple[str, ...] = ()
    draft: bool = False
    force: bool = False
    zipped: bool = False


def build_all(workbooks: Sequence[Path], order: BuildOrder) -> Iterator[BuildResult]:
    """Check and build each workbook; yields a result per learner and unit as it is done.

    A workbook that does not include any of the units asked for gives no result. Two workbooks about the
    same learner and unit never overwrite each other: the second one fails.
    """
    taken: dict[str, Path] = {}
    for path in workbooks:
        started = monotonic()
        try:
            with contained():
                checked = check_workbook(path, order.library, order.today, order.only)
        except IlmdocsError as error:
            yield BuildResult(path, path.stem, None, "failed", monotonic() - started, error=error)
            continue
        if checked.passed_over:
            continue
        if not checked.plans:
            yield BuildResult(
                path, checked.learner, None, "refused", monotonic() - started, findings=checked.findings
            )
        for plan in checked.plans:
            yield _build_one(checked, plan, order, taken)


def exit_code(results: Sequence[BuildResult]) -> ExitCode:
    """The exit code of a build (design §3, "Exit")."""
    errors = [result.error for result in results if result.error is not None]
    refused = any(result.status in ("refused", "draft") for result in results)
    return exit_code_of(errors, len({result.path for result in results}), good=not refused)


def _build_one(checked: Checked, plan: Plan, order: BuildOrder, taken: dict[str, Path]) -> BuildResult:
    started = monotonic()
    unit = plan.unit
    musts = checked.must_findings(unit.id)
    result = BuildResult(
        checked.path,
        checked.learner,
        unit.id,
        "refused",
        0.0,
        findings=tuple(f for f in checked.findings if f.unit in (None, unit.id)),
    )
    if not musts or (order.draft and not any(f.id in NEVER_BUILT for f in musts)):
        try:
            with contained():
                portfolio, _ = places(identity_of(checked.submission, unit), unit, order.output)
                take_folder(portfolio.parent, checked.path, taken)
                made = None if order.force or musts else _unchanged(result, checked, plan, order)
                result = made or _built(result, checked, plan, order, draft=bool(musts))
        except IlmdocsError as error:
            result = replace(result, status="failed", engine=order.engine.name, error=error)
    left_out = () if result.portfolio is None else (f for f in result.findings if f.id == MARKS_INCOMPLETE)
    notes = (*result.notes, *(finding.message for finding in left_out))
    return replace(result, seconds=monotonic() - started, notes=notes)


def _built(
    result: BuildResult, checked: Checked, plan: Plan, order: BuildOrder, *, draft: bool
) -> BuildResult:
    """Build and publish, whatever stood there before."""
    identity = identity_of(checked.submission, plan.unit)
    require_writable(places(identity, plan.unit, order.output)[0].parent)
    with tempfile.TemporaryDirectory(prefix="ilmdocs-", ignore_cleanup_errors=True) as work:
        built = build_portfolio(
            checked, plan, library=order.library, engine=order.engine, work=Path(work), draft=draft
        )
    published = publish(built, identity, plan.unit, order.output)
    return replace(
        _at(result, published, order, built.portfolio.manifest),
        status="draft" if draft else "built",
        engine=", ".join(sorted({part.engine for part in built.parts if part.engine})),
        notes=(
            *built.notes,
            *(f"Somebody had edited a document; it is now “{p.name}”." for p in published.kept),
        ),
    )


def _unchanged(result: BuildResult, checked: Checked, plan: Plan, order: BuildOrder) -> BuildResult | None:
    """The result for a portfolio that was made from exactly these inputs and is still as it was."""
    portfolio, manifest = places(identity_of(checked.submission, plan.unit), plan.unit, order.output)
    known = manifest_data(manifest)
    if known is None or known.get("draft") or read_manifest(known) is None or not portfolio.is_file():
        return None
    provenance = known["provenance"]
    made_from = {key: value for key, value in provenance.items() if key != "documents"}
    if made_from != provenance_of(checked.path, checked.submission, plan, order.library, order.engine):
        return None
    files = {portfolio: known.get(FILE_HASH)}
    folder = portfolio.parent / DOCUMENTS
    files |= {folder / item["file"]: item["sha256"] for item in provenance["documents"]}
    if any(not path.is_file() or sha256(path) != wanted for path, wanted in files.items()):
        return None
    published = Published(portfolio, manifest, tuple(path for path in files if path != portfolio))
    return replace(_at(result, published, order, known), status="unchanged", engine=order.engine.name)


def _at(
    result: BuildResult, published: Published, order: BuildOrder, manifest: Mapping[str, Any]
) -> BuildResult:
    """The result with everything that is the same for a new and an unchanged portfolio."""
    return replace(
        result,
        portfolio=published.portfolio,
        manifest=published.manifest,
        archive=write_archive(published) if order.zipped else None,
        documents=published.documents,
        pages=manifest["pages"],
        parts=_parts(manifest),
    )


def _parts(manifest: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The parts as the manifest lists them, with the keys of the `build` contract alone."""
    keys = ("kind", "title", "reference", "client", "criteria", "first_page", "pages")
    return tuple({key: part[key] for key in keys} for part in manifest["parts"])
