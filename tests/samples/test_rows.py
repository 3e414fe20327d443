"""The fictional learners obey the workbook's schema and are what their files say they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, time
from importlib import resources
from typing import cast

import pytest

from ilmdocs.errors import UsageProblem
from ilmdocs.model.submission import Value
from ilmdocs.samples import SAMPLES, load_sample, rows_for, sample_rows
from ilmdocs.workbook.schema import Field, FieldType, sheet_schema

TYPES: dict[FieldType, type | tuple[type, ...]] = {
    FieldType.DATE: date,
    FieldType.TIME: time,
    FieldType.DURATION: int,
    FieldType.INTEGER: int,
    FieldType.NUMBER: (int, float),
    FieldType.CHOICES: tuple,
    FieldType.REFS: tuple,
    FieldType.YES_NO: bool,
}
MEANT = {("demo-mistakes", "Clients", "planned_session_hours")}
"""Mistakes that break even the type of a cell."""
ANSWERS = {"8580-500": 12, "8580-501": 10, "8580-503": 9, "8588-500": 12, "8581-L7-20H": 9}
KEYS = {
    "Clients": ("client_ref",),
    "Goals": ("goal_id", "client_ref"),
    "Sessions": ("client_ref", "session_no"),
    "References": ("ref_id",),
    "SelfReview": ("review_id",),
    "Supervision": ("date",),
}
"""What tells the rows of a sheet apart."""
LONGEST_ON_A_PAGE = 3000
"""Characters; a page of a form holds about 2,800 in its answer column."""


def values(name: str) -> Iterator[tuple[str, int, str, Value]]:
    """Every value of a sample as sheet, row, field and value."""
    for sheet, rows in sample_rows(name).items():
        for number, row in enumerate(rows, start=1):
            for field, value in row.items():
                yield sheet, number, field, value


def texts(name: str, *, without: str) -> Iterator[tuple[str, str]]:
    """Every text of a sample with its place, those for Word files and for marks included."""
    for sheet, number, field, value in values(name):
        if isinstance(value, str) and sheet != without:
            yield f"{sheet} {number} {field}", value
    sample = load_sample(name)
    for file, (_, written) in sample.answers.items():
        yield from ((f"{file} {part}", text) for part, text in written.items())
    for file, sheets in sample.marks.items():
        for row in (row for rows in sheets.values() for row in rows):
            yield from ((f"{file} {field}", text) for field, text in row.items() if isinstance(text, str))


def total(rows: Mapping[str, list[Mapping[str, Value]]], client: str | None = None) -> int:
    """The minutes of all sessions, or of one client's."""
    durations = (r["duration"] for r in rows["Sessions"] if client in (None, r["client_ref"]))
    return sum(duration for duration in durations if isinstance(duration, int))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_value_has_its_field_and_type(name: str) -> None:
    """A sample names only fields of the schema and gives each the type that the field is read as."""
    for sheet, number, field_id, value in values(name):
        field: Field = sheet_schema(sheet).field(field_id)
        place = f"{name} {sheet} {number} {field_id}"
        if (name, sheet, field_id) in MEANT:
            continue
        assert isinstance(value, TYPES.get(field.type, str)), place
        assert isinstance(value, bool) == (field.type is FieldType.YES_NO), place
        if field.type is FieldType.CHOICE and field.choices:
            assert value in field.choices, place
        if isinstance(value, str):
            assert value == value.strip() and value, place


@pytest.mark.parametrize("name", SAMPLES)
def test_every_file_says_that_it_is_fictional(name: str) -> None:
    """Whoever opens a data file reads first that nobody in it exists."""
    text = resources.files("ilmdocs.samples").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("# Fictional")


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "demo-mistakes"])
def test_no_private_name_slips_out(name: str) -> None:
    """The names of the Private sheet stand nowhere else, not even a part of one."""
    hidden = set()
    for row in sample_rows(name).get("Private", ()):
        for field in ("real_name", "aliases", "email", "employer", "site"):
            hidden |= {word.strip(".;").casefold() for word in str(row[field]).split()}
    hidden = {word for word in hidden if len(word) > 2} - {"county", "libraries", "archive", "repairs", "tai"}
    hidden -= {"depot", "joinery", "toys", "mill", "cross"}
    for place, text in texts(name, without="Private"):
        words = {word.strip(".,;:!?()\"'“”<>").casefold() for word in text.split()}
        assert not hidden & words, place


@pytest.mark.parametrize("name", SAMPLES)
def test_no_answer_is_used_twice(name: str) -> None:
    """A thoughtful learner writes each answer anew; only short facts such as a venue come again."""
    counts = Counter(text for _, text in texts(name, without="Private") if len(text) > 50)
    counts.pop("Nicholas Brealey Publishing, London", None)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("units", "minutes", "session", "supervisions"),
    [
        (["8585-301"], 420, 60, 2),
        (["8585-302"], 780, 60, 3),
        (["8585-301", "8585-302"], 780, 60, 3),
        (["8580-501"], 810, 90, 2),
        (["8581-L7-20H"], 1320, 120, 3),
    ],
)
def test_a_sample_has_a_session_and_a_supervision_to_spare(
    units: list[str], minutes: int, session: int, supervisions: int
) -> None:
    """One session can be spoilt without the hours falling short as well, and so can one supervision."""
    rows = rows_for(units)
    assert total(rows) == minutes
    assert {row["duration"] for row in rows["Sessions"]} == {session}
    planned = [(row["planned_session_hours"], row["planned_sessions"]) for row in rows["Clients"]]
    assert sum(h * n for h, n in planned if isinstance(h, int) and isinstance(n, int)) == minutes
    assert len(rows["Supervision"]) == supervisions
    assert [row["unit_id"] for row in rows["Units"]] == units
    assert "Evidence" not in rows
    assert "supervisor_default" not in rows["Learner"][0]


def test_a_unit_without_a_sample_is_named() -> None:
    """Asking for the sample of a unit that has none says so and lists those that have one."""
    with pytest.raises(UsageProblem, match="8580-502") as caught:
        rows_for(["8585-301", "8580-502"])
    assert "8585-302" in caught.value.remedy
    with pytest.raises(UsageProblem, match="no sample called nobody"):
        load_sample("nobody")


def test_units_that_no_fictional_learner_takes_together_are_refused() -> None:
    """Two people's records never share a workbook; what goes together is listed."""
    with pytest.raises(UsageProblem, match="one learner who takes 8585-301 and 8580-501") as caught:
        rows_for(["8585-301", "8580-501"])
    assert "8580-500, 8580-501, 8580-503" in caught.value.remedy


@pytest.mark.parametrize(
    "units",
    [
        ["8585-301", "8585-302", "8585-303", "8588-500"],
        ["8585-303", "8588-500"],
        ["8580-500", "8580-501", "8580-503"],
        ["8580-501", "8580-503"],
    ],
)
def test_units_share_what_they_have_in_common(units: list[str]) -> None:
    """Several units in one workbook: each client, session and source once, each row with its units."""
    rows = rows_for(units)
    assert len(rows["Learner"]) == 1
    assert [row["unit_id"] for row in rows["Units"]] == units
    for sheet, keys in KEYS.items():
        found = [tuple(row[key] for key in keys) for row in rows.get(sheet, ())]
        assert len(found) == len(set(found)), sheet
    for sheet in rows.keys() - {"Learner", "Units", "Private"}:
        for row in rows[sheet]:
            named = row.get("units", ("",))
            assert isinstance(named, tuple), sheet
            assert set(named) < {"", *units}, (sheet, named)
    for unit in units:
        alone = rows_for([unit])
        for sheet in alone.keys() - {"Learner", "Private"}:
            kept = [
                {field: value for field, value in row.items() if field != "units"}
                for row in rows[sheet]
                if unit in cast(tuple[str, ...], row.get("units", units))
            ]
            if sheet == "Units":
                kept = [row for row in kept if row["unit_id"] == unit]
            if sheet == "References":  # printed in the order of authors
                kept.sort(key=lambda row: [row["ref_id"] for row in alone[sheet]].index(row["ref_id"]))
            assert kept == alone[sheet], (unit, sheet)


@pytest.mark.parametrize("unit", ["8580-500", "8580-501", "8580-503", "8588-500", "8581-L7-20H"])
def test_written_answers_have_a_sensible_length(unit: str) -> None:
    """Each answer says something and stays short enough to be read as an example."""
    answers = [row for row in rows_for([unit])["Narrative"] if row["kind"] == "statement"]
    criteria = [row["criterion"] for row in answers]
    assert len(criteria) == len(set(criteria)) == ANSWERS[unit]
    for row in answers:
        assert 40 <= len(str(row["text"]).split()) <= 250, row["criterion"]


def test_the_second_demo_learner_is_demanding() -> None:
    """Two clients with an odd number of sessions each, twelve hours, rare letters and long answers."""
    rows = sample_rows("demo-two")
    assert total(rows) >= 720
    assert [sum(r["client_ref"] == c for r in rows["Sessions"]) % 2 for c in ("C1", "C2")] == [1, 1]
    everything = "\n".join(text for _, text in texts("demo-two", without="Private"))
    for sign in "ŵŷłżóźśę&<>\"'£≥":
        assert sign in everything, sign
    assert "\n- " in everything and "\n1. " in everything
    assert sum(len(text) > LONGEST_ON_A_PAGE for _, text in texts("demo-two", without="Private")) >= 3


def test_changes_touch_single_cells() -> None:
    """The learner with mistakes differs from the first demo learner only where a mistake was made."""
    before, after = sample_rows("demo-one"), sample_rows("demo-mistakes")
    changed = {
        (sheet, number, field)
        for sheet in ("Clients", "Goals", "Sessions", "CoacheeFeedback", "Observations", "CPD", "References")
        for number, (old, new) in enumerate(zip(before[sheet], after[sheet], strict=True), start=1)
        for field in old.keys() | new.keys()
        if old.get(field) != new.get(field)
    }
    assert changed == {
        ("Clients", 1, "client_signed"),
        ("Clients", 1, "coach_signed"),
        ("Clients", 1, "planned_session_hours"),
        ("Sessions", 2, "duration"),
        ("Sessions", 4, "refl_listening"),
        ("Sessions", 4, "date"),
        ("Sessions", 4, "start_time"),
        ("Sessions", 6, "feedback_given"),
        ("CoacheeFeedback", 1, "rating_patience"),
        ("CoacheeFeedback", 2, "client_ref"),
        ("Observations", 1, "date"),
    }
    assert (len(before["Supervision"]), len(after["Supervision"])) == (1, 0)
