"""An answer says which criterion it answers: without one it is printed, but is evidence for nothing.

Hit: a Narrative row of kind statement with a text and no criterion. Miss: one with a criterion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found, is_blank


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each blank criterion of such a row."""
    for row in case.rows("Narrative"):
        if row.text("kind") == "statement" and row.has("text") and is_blank(row, "criterion"):
            place = row.at("criterion")
            yield Found(place, "This answer names no criterion.", because_of=(place,))


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Narrative.criterion", "Narrative.kind", "Narrative.text")


def required(options: Options) -> Iterable[str]:
    """None: an introduction or summary needs none."""
    return ()
