"""What closes the gap does close it where cells are wrong: dates, lengths, ratings, references, copies."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.builders import UNITS, Rows
from tests.gap.closing import perfect
from tests.gap.spoiling import copied, spoilt
from tests.gap.test_smallest import proven
from tests.gap.test_telling import told

_PRACTICE = [unit for unit in UNITS if perfect(unit).get("Sessions")]
"""The other units have answers alone."""
_SEEDS = 6
_LONG_AGO, _FUTURE = date(2020, 1, 2), date(2027, 2, 1)


@pytest.mark.parametrize("unit", _PRACTICE)
@pytest.mark.parametrize("seed", range(_SEEDS))
def test_any_cells_that_are_wrong(unit: str, seed: int) -> None:
    """Four cells are wrong, in four rows; of some learners a row is gone as well, or sessions are copies."""
    chance, rows = random.Random(f"{unit} {seed}"), perfect(unit)
    copies = list(copied(rows, chance)) if seed % 3 == 0 else []
    done = copies + list(spoilt(rows, chance, but="Sessions" if copies else ""))
    if seed % 3 == 1:
        sheet = chance.choice([name for name in ("Sessions", "Supervision", "Goals") if rows.get(name)])
        rows[sheet] = rows[sheet][:-1]
    assert done
    proven(rows, unit)


def learner(**cells: object) -> Rows:
    """A learner of 8585-301 with wrong cells: `Sheet__field__items` to the value of each of these rows."""
    rows = perfect("8585-301")
    for key, value in cells.items():
        sheet, name, items = key.split("__")
        for item in items.split("_"):
            rows[sheet][int(item)][name] = value
    return rows


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            learner(Sessions__date__0_1_2=_LONG_AGO),
            ["Put right “Date” in Sessions!D5, and in Sessions!D6 and Sessions!D7 | Sessions!D5"],
        ),
        (
            learner(Sessions__date__0_1_2_3_4=_LONG_AGO),
            ["Put right “Date” in Sessions!D5, and in Sessions!D6, D7, D8, D9 | Sessions!D5"],
        ),
        (
            learner(Clients__coach_signed__0=_FUTURE),
            ["Put right “Contract signed by you on” in Clients!T5 | Clients!T5"],
        ),
        (
            learner(Clients__planned_session_hours__0=23 * 60),
            [
                "Put right “Planned duration of a session” in Clients!I5, "
                "so that at least 6 h are planned in all | Clients!I5"
            ],
        ),
        (
            learner(Sessions__date__2=_FUTURE, Clients__final_client_signed__0=_LONG_AGO),
            [
                "Put right “Completion signed by client on” in Clients!AJ5 | Clients!AJ5",
                "Put right “Date” in Sessions!D7 | Sessions!D7",
            ],
        ),
    ],
)
def test_each_cell_is_named_and_no_other(rows: Rows, lines: list[str]) -> None:
    """Three dates of the same kind are three cells; what only follows from a wrong cell is none."""
    assert told(rows, "8585-301") == lines
    proven(rows, "8585-301")


def test_copies_need_a_day_and_a_number_and_no_further_session() -> None:
    """The hours are short as long as the copies do not count; put right, they are enough."""
    rows = perfect("8585-301")
    for item in (2, 3, 4):
        rows["Sessions"][item] = dict(rows["Sessions"][1])
    assert told(rows, "8585-301") == [
        f"Put right “Date” and “Session no” in row {row} of Sessions (D{row}, C{row}) | Sessions!D{row}"
        for row in (7, 8, 9)
    ]
    proven(rows, "8585-301")


def test_a_copy_of_the_first_session_lacks_what_later_ones_have() -> None:
    """The first session reviews no earlier one; its copy, numbered as its own, has to."""
    rows = perfect("8585-301")
    rows["Sessions"][1] = {**rows["Sessions"][0], "session_no": 2}
    assert told(rows, "8585-301") == [
        "Put right “Date” and “Review of client's progress” in row 6 of Sessions (D6, L6) | Sessions!D6"
    ]
    proven(rows, "8585-301")


def test_a_length_that_nobody_holds_counts_as_the_usual_one() -> None:
    """Four sessions are gone and one of 23 hours hides it."""
    rows = perfect("8585-301")
    rows["Sessions"] = rows["Sessions"][:3]
    rows["Sessions"][1]["duration"] = 23 * 60
    assert told(rows, "8585-301") == [
        "Put right “Duration” in Sessions!F6 | Sessions!F6",
        "Two more sessions of 1 h 15 min with client C1 | Sessions!A8",
    ]
    proven(rows, "8585-301")


def test_a_reference_that_no_session_can_be_is_a_cell_of_its_own() -> None:
    """Session C1-02 is there once its client is right; there never was a C1-77."""
    rows = learner(Sessions__client_ref__1="C7", Supervision__sessions_discussed__0=("C1-77",))
    rows["Supervision"][1]["sessions_discussed"] = ("C1-02",)
    assert [line.partition(" | ")[2] for line in told(rows, "8585-301")] == ["Sessions!B6", "Supervision!E5"]
    proven(rows, "8585-301")
