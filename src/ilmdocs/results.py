"""What became of each learner's units in a build, as commands and other programs are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ilmdocs.errors import ExitCode, IlmdocsError, exit_code_of
from ilmdocs.made import LearnerMade
from ilmdocs.model.cohort import Outcome
from ilmdocs.model.finding import Finding
from ilmdocs.text.standing import points

_POINTS = "points"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of one learner's unit. `unit` is None when the workbook could not be read at all.

    `counts` says how many findings of each severity there are; the `findings` themselves are there only
    where the workbook was looked at in this run. `reason` is the first point that stands in the way.
    """

    path: Path
    learner: str
    unit: str | None
    status: Outcome
    seconds: float
    engine: str = ""
    portfolio: Path | None = None
    manifest: Path | None = None
    archive: Path | None = None
    documents: tuple[Path, ...] = ()
    pages: int = 0
    parts: tuple[Mapping[str, Any], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    error: IlmdocsError | None = None

    @property
    def musts(self) -> int:
        """How many points stand in the way, as everywhere: each once, mere consequences left out."""
        return self.counts.get(_POINTS, 0)


def without_units(made: LearnerMade, workbook: Path) -> BuildResult:
    """The one result of a workbook of which no unit could be begun."""
    findings = made.standing.findings
    return BuildResult(
        workbook,
        made.standing.learner,
        None,
        "refused" if made.error is None else "failed",
        made.seconds,
        counts=severity_counts(findings),
        findings=findings,
        reason=first_reason(findings, None),
        error=made.error,
    )


def exit_code(results: Sequence[BuildResult]) -> ExitCode:
    """The exit code of a build (design §3, "Exit")."""
    errors = [result.error for result in results if result.error is not None]
    refused = any(result.status in ("refused", "draft") for result in results)
    return exit_code_of(errors, len({result.path for result in results}), good=not refused)


def severity_counts(findings: Sequence[Finding]) -> Mapping[str, int]:
    """How many findings of each severity there are, and how many points stand in the way."""
    severities = ("must", "should", "info")
    counts = {name: sum(1 for finding in findings if finding.severity == name) for name in severities}
    return {**counts, _POINTS: len(points(findings))}


def first_reason(findings: Sequence[Finding], unit: str | None) -> str:
    """The first point that stands in the way of a unit, with its place and what to do; empty without any."""
    return next((f"{f.location}: {f.message} {f.remedy}".strip() for f in points(findings, unit=unit)), "")


def listed_parts(manifest: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The parts as the manifest lists them, with the keys of the `build` contract alone."""
    keys = ("kind", "title", "reference", "client", "criteria", "first_page", "pages")
    return tuple({key: part[key] for key in keys} for part in manifest["parts"])
