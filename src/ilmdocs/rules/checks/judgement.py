"""A requirement that no program can decide: it is listed with its source and never makes a finding.

Hit: none. Miss: always; the assessor decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield nothing."""
    return iter(())


def fields(options: Options) -> Iterable[str]:
    """None."""
    return ()


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
