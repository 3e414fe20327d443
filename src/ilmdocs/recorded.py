"""Between a run and the journal: what is unchanged, and what is to be remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ilmdocs.hashing import file_hash
from ilmdocs.inputs import input_hashes, typed_names
from ilmdocs.journal import Record, UnitRecord
from ilmdocs.made import LearnerMade
from ilmdocs.model.cohort import LearnerStanding, UnitStanding
from ilmdocs.proof.manifest import read_manifest
from ilmdocs.publish import manifest_data
from ilmdocs.results import BuildResult, listed_parts


def unchanged_results(
    record: Record, stamp: str, workbook: Path, output: Path
) -> tuple[BuildResult, ...] | None:
    """The results of an earlier run, if this one would make exactly the same and everything is still there.

    Args:
        record: what the journal says of the workbook.
        stamp: the stamp of this run.
        workbook: the workbook, which is hashed and not read.
        output: the output folder.
    """
    is_same = (
        not record.failed
        and record.stamp == stamp
        and file_hash(workbook) == record.workbook_hash
        and input_hashes(workbook, typed_names(record.inputs)) == record.inputs
        and _is_whole(record.files, output)
        and all(_is_whole(unit.files, output) for unit in record.units)
    )
    return tuple(_result(record, unit, workbook, output) for unit in record.units) if is_same else None


def known_portfolios(record: Record | None, output: Path) -> Mapping[str, Mapping[str, Any]]:
    """By unit, what the portfolios on disk were made from; only of those that are still as they were made."""
    return dict(_known(record, output)) if record is not None else {}


def unit_record(result: BuildResult, output: Path, *, before: UnitRecord | None) -> UnitRecord:
    """What is to be remembered of a unit.

    Args:
        result: what became of it.
        output: the output folder.
        before: what was remembered, if it is unchanged.
    """
    outcome = "built" if result.status == "unchanged" else result.status
    if before is None:
        before = UnitRecord(result.unit or "", outcome, files=dict(_files(result, output)))
    elif result.archive is not None:
        name = result.archive.relative_to(output).as_posix()
        before = replace(before, files={**before.files, name: file_hash(result.archive) or ""})
    return replace(
        before,
        outcome=outcome,
        portfolio=_seen(result.portfolio, output),
        manifest=_seen(result.manifest, output),
        archive=_seen(result.archive, output),
        documents=tuple(_seen(path, output) for path in result.documents),
        pages=result.pages,
        engine=result.engine,
        notes=result.notes,
        reason=result.reason,
        findings=result.counts,
    )


def standing_on_disk(
    standing: LearnerStanding, units: Sequence[UnitRecord], errors: Mapping[str, str], output: Path
) -> LearnerStanding:
    """How a learner stands now that what was made is where it belongs.

    Args:
        standing: as it came back with what was made.
        units: what is to be remembered of each unit.
        errors: why a unit failed, by unit.
        output: the output folder, where the portfolios say on which page their evidence is.
    """
    by_unit = {unit.unit: unit for unit in units}
    return replace(
        standing,
        units=tuple(
            _standing(unit, by_unit[unit.unit], errors.get(unit.unit, ""), output) for unit in standing.units
        ),
    )


def record_of(
    made: LearnerMade,
    standing: LearnerStanding,
    units: Sequence[UnitRecord],
    files: Mapping[str, str],
    *,
    key: str,
    stamp: str,
) -> Record:
    """What is to be remembered of a learner.

    Args:
        made: what was made.
        standing: how the learner stands, from `standing_on_disk`.
        units: what is to be remembered of each unit.
        files: what was written that belongs to no unit, with hashes.
        key: how the journal names the workbook.
        stamp: the stamp of this run.
    """
    return Record(
        workbook=key,
        learner=made.standing.learner,
        stamp=stamp,
        workbook_hash=made.workbook_hash,
        inputs=made.inputs,
        units=tuple(units),
        standing=asdict(standing),
        files=files,
        failed=made.error is not None or any(unit.outcome == "failed" for unit in units),
    )


def _standing(unit: UnitStanding, record: UnitRecord, error: str, output: Path) -> UnitStanding:
    """How a unit stands now that its files are where they belong."""
    manifest = read_manifest(manifest_data(output / record.manifest)) if record.manifest else None
    parts = {part.reference: part for part in manifest.parts} if manifest else {}
    return replace(
        unit,
        outcome=record.outcome,  # type: ignore[arg-type]  # written from an Outcome
        portfolio=record.portfolio,
        manifest=record.manifest,
        pages=record.pages,
        error=error,
        engine=record.engine if record.manifest else "",
        evidence=tuple(
            replace(one, page=parts[one.label].page_of(one.criterion) if one.label in parts else None)
            for one in unit.evidence
        ),
    )


def _result(record: Record, unit: UnitRecord, workbook: Path, output: Path) -> BuildResult:
    manifest = manifest_data(output / unit.manifest) if unit.manifest else None
    return BuildResult(
        workbook,
        record.learner,
        unit.unit or None,
        "unchanged" if unit.outcome == "built" else unit.outcome,  # type: ignore[arg-type]
        0.0,
        engine=unit.engine,
        portfolio=output / unit.portfolio if unit.portfolio else None,
        manifest=output / unit.manifest if unit.manifest else None,
        archive=output / unit.archive if unit.archive else None,
        documents=tuple(output / name for name in unit.documents),
        pages=unit.pages,
        parts=() if manifest is None else listed_parts(manifest),
        counts=unit.findings,
        reason=unit.reason,
        notes=unit.notes,
    )


def _is_whole(files: Mapping[str, str], output: Path) -> bool:
    return all(file_hash(output / name) == wanted for name, wanted in files.items())


def _known(record: Record, output: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for unit in record.units:
        if unit.outcome == "built" and unit.manifest and _is_whole(unit.files, output):
            manifest = manifest_data(output / unit.manifest)
            if manifest is not None and read_manifest(manifest) is not None:
                yield unit.unit, manifest["provenance"]


def _files(result: BuildResult, output: Path) -> Iterator[tuple[str, str]]:
    for path in (result.portfolio, result.manifest, result.archive, *result.documents):
        if path is not None:
            yield _seen(path, output), file_hash(path) or ""


def _seen(path: Path | None, output: Path) -> str:
    return "" if path is None else path.relative_to(output).as_posix()
