"""Other evidence can be listed and found: each kind of it has what it needs.

A document has title, file and criteria (none where it takes a form's place); a signed form says which form
it is; a recording has title, date and holder and is not merged.

Hit: an Evidence row without a file. Miss: a recording without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.goals import FilledGoal, Goal, Need
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found, is_blank
from ilmdocs.rules.columns import has_no_column, is_missing, without_column


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each blank cell that this kind of evidence needs."""
    lost: set[str] = set()
    for row in case.rows("Evidence"):
        if is_blank(row, "kind") and is_blank(row, "file") and row.has("held_by"):
            yield Found(row.at("kind"), "It is not said that this is a recording, and there is no file.")
            continue
        for field_id in _needed(row):
            if field_id in lost or not is_missing(row, field_id):
                continue
            if has_no_column(row, field_id):
                lost.add(field_id)
                whose = case.whose(row)
                yield Found(row.at(field_id), *without_column(case.submission, "Evidence", field_id, whose))
                continue
            yield Found(row.at(field_id), f"{case.label('Evidence', field_id)} is missing{case.whose(row)}.")


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    names = ("title", "kind", "file", "criteria", "replaces", "date", "held_by")
    return tuple(f"Evidence.{name}" for name in names)


def required(options: Options) -> Iterable[str]:
    """The title, which every kind needs."""
    return ("Evidence.title",)


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """What each kind of evidence needs."""
    needs = (
        Need("Evidence", ("title",)),
        Need("Evidence", ("date", "held_by"), given="kind", equals="recording"),
        Need("Evidence", ("file",), given="kind", unless="recording"),
        Need("Evidence", ("replaces",), given="kind", equals="signed-form"),
        Need("Evidence", ("criteria", "replaces"), any_of=True, given="kind", equals="evidence"),
    )
    return (FilledGoal("Evidence", needs),)


def _needed(row: Row) -> tuple[str, ...]:
    if "kind" in row.defects:
        return ("title",)
    if row.text("kind") == "recording":
        return ("title", "date", "held_by")
    if row.text("kind") == "signed-form":
        return ("title", "file", "replaces")
    return (
        ("title", "file")
        if row.has("replaces") or "replaces" in row.defects
        else ("title", "file", "criteria")
    )
