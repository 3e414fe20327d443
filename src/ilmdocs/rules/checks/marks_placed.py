"""Whatever an assessor typed stands in the row of a criterion or a section, which is named once.

Hit: a row of Criteria has a mark and no criterion; section 2 has two rows. Miss: a row without anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found

_KEYS = {"Criteria": "criterion", "Sections": "section"}


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each row that does not say what it is about, and at each second row."""
    for sheet, key in _KEYS.items():
        seen: set[str] = set()
        for row in case.rows(sheet):
            number = row.text(key)
            if number in seen:
                yield Found(
                    row.at(key),
                    f"{key.capitalize()} {number} stands here a second time.",
                    f"Keep one row for each {key}.",
                    criterion=number if key == "criterion" else None,
                )
            elif number:
                seen.add(number)
            elif key not in row.defects and row.values:
                yield Found(row.at(key), f"This row does not say which {key} it is about.")


def fields(options: Options) -> Iterable[str]:
    """The numbers of criteria and sections."""
    return tuple(f"{sheet}.{key}" for sheet, key in _KEYS.items())


def required(options: Options) -> Iterable[str]:
    """None: a criterion without a row is another rule's."""
    return ()
