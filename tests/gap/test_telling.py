"""How a gap and what was assumed are told: plain words with their cells, and never a client's name."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from ilmdocs.checking import Checked
from ilmdocs.discreet import without_names
from ilmdocs.gap import additions_of, needs_of
from ilmdocs.library import load_library
from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.model.submission import Submission
from ilmdocs.rules import CheckContext, check
from ilmdocs.standing import standing_checked
from tests.builders import TEMPLATES, TODAY, UNITS, Rows, perfect_rows, plans_for, submission
from tests.gap.closing import checked


def told(rows: Rows, unit: str = "8585-302") -> list[str]:
    """What would close the gap, in words, each with its place."""
    made, result = checked(rows, unit)
    needs = needs_of(made, UNITS[unit], result.readiness[0], result.findings)
    return [f"{one.words} | {one.at}" for one in additions_of(needs, made, UNITS[unit])]


def standing_of(rows: Rows, *units: str) -> LearnerStanding:
    return standing_of_read(submission(rows), *units)


def standing_of_read(made: Submission, *units: str) -> LearnerStanding:
    result = check(made, plans_for(made, units), CheckContext(TODAY))
    findings = without_names(result.findings, made)
    one = Checked(Path("learner.xlsx"), made, plans_for(made, units), findings, result.readiness)
    return standing_checked(one, load_library(TEMPLATES))


def test_the_example_of_the_manual() -> None:
    """Sessions of the usual length with the client who is behind, a record, a signature."""
    rows = perfect_rows("8585-302")
    rows["Sessions"] = [{**row, "duration": 90} for row in rows["Sessions"] if row["session_no"] <= 3]
    rows["Clients"][0]["planned_sessions"] = 4
    rows["Supervision"] = rows["Supervision"][:1]
    rows["Clients"][1]["coach_signed"] = None
    assert told(rows) == [
        "A date: “Contract signed by you on” in Clients!T6 | Clients!T6",
        "Two more sessions of 1 h 30 min with client C2 | Sessions!A11",
        "One supervision record | Supervision!A6",
    ]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ([59, 60, 60, 60, 60, 60], "One more session of 1 h with client C1"),
        ([60, 60, 60, 60, 60], "One more session of 1 h with client C1"),
        ([59, 60, 60, 60, 60], "Two more sessions of 1 h with client C1"),
        ([90, 85, 95, 89], "One more session of 1 h 30 min with client C1"),
    ],
)
def test_as_many_sessions_as_the_hours_ask_for(minutes: list[int], words: str) -> None:
    """A minute less makes it one session more; their length is the usual one, in quarters of an hour."""
    rows = perfect_rows("8585-301")
    rows["Sessions"] = [
        {**row, "duration": length, "next_date": row["date"], "next_venue": "Room 2"}
        for row, length in zip(rows["Sessions"], minutes, strict=False)
    ]
    assert [line.split(" | ")[0] for line in told(rows, "8585-301")] == [words]


def test_the_session_before_a_new_one_has_to_name_it() -> None:
    """Its cells for the next session were rightly empty as long as it was the last."""
    rows = perfect_rows("8585-301")
    del rows["Sessions"][3:5]
    rows["Sessions"][-1]["session_no"] = 4
    (line,) = told(rows, "8585-301")
    assert line.startswith(
        "One more session of 1 h 15 min with client C1 (then fill in Sessions!U8 and V8, too"
    )


def test_what_is_wrong_is_to_be_put_right_and_what_is_empty_filled_in() -> None:
    """A date in the future is wrong; three empty answers of one session are one addition."""
    rows = perfect_rows("8585-301")
    rows["Sessions"][5]["date"] = date(2027, 2, 1)
    for name in ("goal", "reality", "options"):
        rows["Sessions"][1][name] = None
    lines = told(rows, "8585-301")
    assert "Put right “Date” in Sessions!D10 | Sessions!D10" in lines
    assert any(line.startswith("“Goal") and "in row 6 of Sessions" in line for line in lines)


def test_no_word_of_a_gap_names_a_client() -> None:
    """Somebody typed a name as reference: it is in no addition, no number behind a finding, no assumption."""
    rows = perfect_rows("8585-301")
    for sheet in ("Clients", "Sessions", "CoacheeFeedback", "Goals"):
        for row in rows[sheet]:
            row["client_ref"] = "Zebedee Quixby"
    rows["Goals"] = []
    standing = standing_of(rows, "8585-301")
    assert any("goal" in addition.words for addition in standing.units[0].gap)
    assert "Quixby" not in json.dumps(asdict(standing), default=str, ensure_ascii=False)


@pytest.mark.parametrize("told_in", ["assumed", "evidence", "gap"])
def test_a_client_named_in_what_is_repeated_is_hidden(told_in: str) -> None:
    """A name in a heading, a title or a reference: each sentence is there, with a mark for the name."""
    rows = perfect_rows("8585-301")
    rows["Units"][0]["attempt"] = None
    rows["Sessions"][1]["goal"] = None
    rows["Evidence"] = [{"title": "Letter from Zebedee Quixby", "file": "letter.pdf", "criteria": ("2.3",)}]
    (unit,) = standing_of_read(
        _with_name(submission(rows), ("Units", "attempt"), ("Sessions", "goal")), "8585-301"
    ).units
    words = {
        "assumed": unit.assumed,
        "evidence": tuple(one.title for one in unit.evidence),
        "gap": tuple(one.words for one in unit.gap),
    }[told_in]
    assert any("[a client’s name]" in line for line in words), words
    assert not any("Quixby" in line for line in words)


def _with_name(made: Submission, *headings: tuple[str, str]) -> Submission:
    """The same workbook, with a client's name behind some headings."""
    sheets = dict(made.sheets)
    for sheet, field in headings:
        known = sheets[sheet].headings
        named = replace(known[field], text=f"{known[field].text} Zebedee Quixby")
        sheets[sheet] = replace(sheets[sheet], headings={**known, field: named})
    return replace(made, sheets=sheets)


def test_what_a_blank_cell_means_is_said() -> None:
    """Defaults with their cell, or how many there are; nothing where everything is filled in."""
    rows = perfect_rows("8585-301")
    rows["Units"][0]["attempt"] = None
    rows["Learner"][0]["supervisor_default"] = "Sam Supervisor"
    rows["Supervision"][0]["supervisor"] = None
    (unit,) = standing_of(rows, "8585-301").units
    assert "“Attempt” is blank in Units!D5; that counts as 1." in unit.assumed
    assert any(line.startswith("1 supervision record names no supervisor") for line in unit.assumed)
    assert not any("Attempt" in line for line in standing_of(perfect_rows(), "8585-301").units[0].assumed)


def test_a_checked_learner_has_evidence_and_hours() -> None:
    """What meets each criterion by label and title, no page yet; the hours of each client."""
    (unit,) = standing_of(perfect_rows("8585-302"), "8585-302").units
    assert {one.criterion for one in unit.evidence} == {c.id for c in UNITS["8585-302"].criteria()}
    assert all(one.label.startswith("E") and one.title and one.page is None for one in unit.evidence)
    assert [(one.client, one.delivered_minutes) for one in unit.clients] == [("C1", 450), ("C2", 450)]
    assert unit.outcome == "checked"
    assert unit.criteria["1.1"].startswith("1.1 ")


def test_what_two_units_lack_closes_the_gap_of_each() -> None:
    """A cell that both units miss is put right once, and stands in both lists."""
    rows = perfect_rows("8585-302")
    rows["Units"].append({**rows["Units"][0], "unit_id": "8585-303"})
    rows["Sessions"][2]["date"] = None
    standing = standing_of(rows, "8585-302", "8585-303")
    assert [[str(one.at) for one in unit.gap] for unit in standing.units] == [
        ["Sessions!D7"],
        ["Sessions!D7"],
    ]
    assert any("count for all 2 units" in line for line in standing.units[0].assumed)
