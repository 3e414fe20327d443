"""One thing wrong, or worth knowing, about a learner's workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ilmdocs.model.location import Location

CLIENT_NAMED = "client-named"
"""Id of every finding that says that a client is named: the rule's own, and of whoever opens files."""


class Severity(StrEnum):
    """How much a finding weighs, heaviest first: only `must` stops a build."""

    MUST = "must"
    SHOULD = "should"
    INFO = "info"

    @property
    def order(self) -> int:
        """Its place among the severities, 0 for the heaviest: what lists are sorted by."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Lack:
    """What is not there at all, so that the smallest addition can be worked out.

    `sheet` needs `rows` more rows that hold `values`, field to value (`one|other`: either of two). Or so many
    `minutes` of coaching are short: planned on Clients, held on Sessions. Or `anywhere` is a field that has
    to be filled in one row of the sheet, whichever.
    """

    sheet: str
    rows: int = 0
    values: tuple[tuple[str, str], ...] = ()
    minutes: int = 0
    anywhere: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding names the place, what is wrong there and how to put it right.

    `id` is the id of the rule (or reading problem) that made it. `message` says what is wrong with what
    was typed, `remedy` what to do. `source` is the sentence of the source document the rule comes from;
    `derived` marks our own rules, which no source states. `caused_by` is the id of another finding of
    which this one is only a consequence. `lacks` names what is not there where the place itself is in order:
    a sheet that needs another row, or a field (`Sheet.field`) of another file. `missing` says the same in
    numbers, where the check knows them.
    """

    id: str
    severity: Severity
    location: Location
    message: str
    remedy: str
    unit: str | None = None
    criterion: str | None = None
    source: str | None = None
    derived: bool = False
    caused_by: str | None = None
    lacks: str = ""
    missing: tuple[Lack, ...] = ()


def in_workbook_order(findings: Iterable[Finding], sheets: Iterable[str]) -> tuple[Finding, ...]:
    """Sort findings as the reader meets the cells: sheet by sheet, top to bottom, left to right.

    Args:
        findings: in any order; two findings on one cell keep theirs, heaviest first.
        sheets: sheet names in workbook order; unknown sheets come last, whole-file findings first.
    """
    position = {name: number for number, name in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, int, int, int, str]:
        place = finding.location
        sheet = -1 if place.sheet is None else position.get(place.sheet, len(position))
        return (sheet, place.row or 0, place.column or 0, finding.severity.order, finding.unit or "")

    return tuple(sorted(findings, key=key))
