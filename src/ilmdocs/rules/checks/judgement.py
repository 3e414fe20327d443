"""A requirement that no program can decide: it is listed with its source and never makes a finding.

Options: `looks_at` are the fields (`Sheet.field`) that it is decided by, so that the workbook shows them.

Hit: none. Miss: always; the assessor decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    looks_at: tuple[str, ...] = ()


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield nothing."""
    return iter(())


def fields(options: Options) -> Iterable[str]:
    """The fields that it is decided by."""
    return options.looks_at


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
