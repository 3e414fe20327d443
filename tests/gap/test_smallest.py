"""What closes the gap does close it, and each part of it is needed."""

from __future__ import annotations

import copy

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders import UNITS, Rows
from tests.gap.closing import closed, musts, needs, perfect

_LEFT_OUT = 6
"""Of more parts than this only some are left out, one at a time, spread over all."""
_LEFT = frozenset({"Learner", "Units", "Private", "References", "Evidence"})
"""Sheets of which no row is taken away: the learner's own, and what stands in for other rows."""
_HANGS_ON = {"Clients": {"next_date", "next_venue", "progress_review"}, "SelfReview": {"linked_to"}}
"""What nobody can know the want of while rows of another sheet are missing: whose last session it is."""
_SAYS_WHAT_IT_IS = frozenset(
    {"unit_id", "include", "client_ref", "criterion", "kind", "section", "session_no", "review_id"}
)
"""Without these nobody can tell what a row is: then a cell is to be filled in, or a row is too few."""
_SHEETS = {
    unit: [name for name, rows in perfect(unit).items() if rows and name not in _LEFT] for unit in UNITS
}


def proven(rows: Rows, unit: str) -> None:
    """All of it is enough; without any one part something is left."""
    todo = needs(rows, unit)
    assert [(f.id, str(f.location), f.message) for f in musts(closed(rows, unit, todo), unit)] == []
    for number, need in list(enumerate(todo))[:: len(todo) // _LEFT_OUT + 1]:
        rest = [one for place, one in enumerate(todo) if place != number]
        assert musts(closed(rows, unit, rest), unit), need


def cut(unit: str, **kept: int) -> Rows:
    """A perfect learner of whom only the first rows of some sheets are left."""
    rows = perfect(unit)
    for sheet, number in kept.items():
        rows[sheet] = rows[sheet][:number]
    return rows


@pytest.mark.parametrize("unit", UNITS)
def test_nothing_is_lacking_where_nothing_is_missing(unit: str) -> None:
    """A ready unit has no gap."""
    assert needs(perfect(unit), unit) == ()


@pytest.mark.parametrize(
    ("unit", "sheet", "kept"),
    [
        (unit, sheet, kept)
        for unit in UNITS
        for sheet in _SHEETS[unit]
        for kept in sorted({0, len(perfect(unit)[sheet]) - 1})
    ],
)
def test_rows_that_are_gone(unit: str, sheet: str, kept: int) -> None:
    """The last row of a sheet is gone, or all are."""
    proven(cut(unit, **{sheet: kept}), unit)


@pytest.mark.parametrize("unit", UNITS)
def test_a_workbook_with_nothing_in_it(unit: str) -> None:
    """Names and the unit alone."""
    rows = perfect(unit)
    empty: Rows = {name: rows[name] for name in ("Learner", "Units", "References") if name in rows}
    proven({**{name: [] for name in rows}, **copy.deepcopy(empty)}, unit)


@pytest.mark.parametrize("unit", UNITS)
@settings(
    max_examples=6, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_any_rows_and_cells_that_are_gone(unit: str, data: st.DataObject) -> None:
    """Several sheets at once: some rows gone, some cells blank."""
    rows = perfect(unit)
    for sheet in data.draw(st.lists(st.sampled_from(_SHEETS[unit]), max_size=3, unique=True)):
        rows[sheet] = rows[sheet][: data.draw(st.integers(0, len(rows[sheet])))]
    filled = [
        (sheet, item, name)
        for sheet in ("Units", *_SHEETS[unit])
        for item, row in enumerate(rows[sheet])
        for name in row
        if row[name] is not None and name not in _SAYS_WHAT_IT_IS
        if not any(
            name in names and len(rows[of]) < len(perfect(unit)[of])
            for of, names in _HANGS_ON.items()
            if of in rows
        )
    ]
    for sheet, item, name in data.draw(st.lists(st.sampled_from(filled), max_size=4, unique=True)):
        rows[sheet][item][name] = None
    proven(rows, unit)
