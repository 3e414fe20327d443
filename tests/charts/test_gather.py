"""What is drawn is what counts, no name gets into a chart, and what was left out is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ilmdocs.charts import charts_of, figures
from ilmdocs.model.charts import Charts
from ilmdocs.workbook.schema import RATINGS
from tests.builders import UNITS, UNREADABLE, check_rows, perfect_rows, submission

UNIT = "8585-302"


def charts(rows: dict[str, list[dict[str, Any]]], unit: str = UNIT) -> Charts:
    """The charts of rows."""
    found = charts_of(submission(rows), UNITS[unit])
    assert found is not None
    return found


def notes(found: Charts) -> str:
    """All notes."""
    hours = () if found.hours is None else found.hours.notes
    return " ".join((*hours, *(note for profile in found.profiles for note in profile.notes)))


def test_the_hours_are_those_of_the_readiness() -> None:
    """Copies, group sessions and those without a length take the same hours away in chart and readiness."""
    rows = perfect_rows(UNIT)
    sessions = rows["Sessions"]
    sessions.append(dict(sessions[0]))
    sessions[1]["duration"] = UNREADABLE
    sessions[2]["date"] = None
    sessions[3]["duration"] = None
    found = charts(rows)
    assert found.hours is not None
    total = sum(point.minutes for point in found.hours.points)
    assert total == check_rows(rows, [UNIT]).readiness[0].delivered_minutes == 10 * 75
    assert found.hours.points[-1].day is None
    assert found.hours.notes == (
        "Not counted: 2 sessions (no length that can be read).",
        "Not counted: 1 session (stands there twice).",
        "Counted, but not drawn over time: 1 session (no day that can be read).",
    )


@pytest.mark.parametrize(
    ("unit", "changed", "why"),
    [
        ("8581-L7-20H", {"one_to_one": False}, "not one to one"),
        ("8580-501", {"date": date(2026, 1, 2)}, "before the contract was signed"),
    ],
)
def test_sessions_that_the_unit_does_not_count_are_said(unit: str, changed: Any, why: str) -> None:
    """What a unit does not count is not drawn, and the note below the chart says so."""
    rows = perfect_rows(UNIT)
    for client in rows["Clients"]:
        client["client_level"] = "senior"
    rows["Sessions"][0] |= changed
    found = charts(rows, unit)
    assert found.hours is not None
    assert len(found.hours.points) == len(rows["Sessions"]) - 1
    assert found.hours.notes == (f"Not counted: 1 session ({why}).",)


@pytest.mark.parametrize("name", ["Ottoline Crumpet", "Bo", "client Bo"])
def test_a_client_is_never_shown_by_a_name(name: str) -> None:
    """A name where a reference belongs, however short, reaches neither drawing nor table nor words."""
    rows = perfect_rows(UNIT)
    rows["Private"] = [{"client_ref": name, "real_name": "Bo Lindqvist", "aliases": "Ottoline Crumpet"}]
    for sheet in ("Clients", "Sessions", "CoacheeFeedback", "Goals"):
        for row in rows[sheet]:
            if row["client_ref"] == "C2":
                row["client_ref"] = name
    found = charts(rows)
    told = repr(found) + repr([(figure, figure.draw(170)) for figure in figures(found, UNIT)])
    assert "Ottoline" not in told and "Bo" not in told
    assert "client of row 6: 7 h 30 min" in told
    assert "may be a name is not shown" in notes(found)


def two_sheets(**first: Any) -> dict[str, list[dict[str, Any]]]:
    """A learner whose client C1 filled in a sheet in March and one in May, the later one typed first."""
    rows = perfect_rows(UNIT)
    later = rows["CoacheeFeedback"][0]
    rows["CoacheeFeedback"].append(
        {**later, "date": date(2026, 3, 1), **{f"rating_{name}": 5 for name, _ in RATINGS}, **first}
    )
    return rows


def test_before_and_after_go_by_the_day() -> None:
    """Two sheets of a client are compared by their days, however they stand in the workbook."""
    profile = charts(two_sheets()).profiles[0]
    assert (profile.client, profile.before_day, profile.day) == ("C1", date(2026, 3, 1), date(2026, 5, 6))
    assert {(skill.before, skill.score) for skill in profile.skills} == {(5, 8)}
    assert charts(two_sheets()).profiles[1].compares is False


def test_without_days_the_order_of_the_workbook_counts() -> None:
    """And the reader is told so."""
    profile = charts(two_sheets(date=None)).profiles[0]
    assert (profile.before_day, profile.day) == (date(2026, 5, 6), None)
    assert profile.notes == ("Not every sheet says its day, so they stand in the order of the workbook.",)


def test_a_stakeholders_sheet_is_not_the_coachees() -> None:
    """It is left out, and that is said."""
    profile = charts(two_sheets(given_by="stakeholder")).profiles[0]
    assert not profile.compares
    assert profile.notes == ("Not drawn: 1 feedback sheet of a stakeholder.",)


def test_ratings_off_the_scale_are_not_drawn() -> None:
    """Eleven of ten is no rating; a sheet without any is no sheet."""
    nothing = {f"rating_{name}": None for name, _ in RATINGS}
    rows = two_sheets(**nothing)
    rows["CoacheeFeedback"][0] |= {"rating_empathy": 11, "rating_friendly": None}
    profile = charts(rows).profiles[0]
    missing = [skill.skill for skill in profile.skills if skill.score is None]
    assert missing == ["Is friendly", "Shows empathy"]
    assert profile.notes == (
        "Not drawn: 1 feedback sheet without a rating that can be read.",
        "Not drawn: 1 rating outside 1 to 10.",
    )
    assert ("Shows empathy", "not rated") in figures(charts(rows), UNIT)[1].rows


def test_of_three_sheets_the_first_and_the_last_are_compared() -> None:
    """The one between them is said to be left out."""
    rows = two_sheets()
    rows["CoacheeFeedback"].append({**rows["CoacheeFeedback"][0], "date": date(2026, 4, 1)})
    profile = charts(rows).profiles[0]
    assert (profile.before_day, profile.day) == (date(2026, 3, 1), date(2026, 5, 6))
    assert profile.notes == ("Not drawn: 1 feedback sheet between the first and the last.",)


@pytest.mark.parametrize("unit", ["8580-500", "8588-500"])
def test_units_without_practice_have_no_charts(unit: str) -> None:
    """Sheets that a unit does not use are not looked at, though another unit of the workbook fills them."""
    assert charts_of(submission(perfect_rows(UNIT)), UNITS[unit]) is None


def test_without_sessions_and_ratings_there_is_nothing() -> None:
    """Nothing is invented."""
    rows = perfect_rows(UNIT)
    rows["Sessions"] = rows["CoacheeFeedback"] = []
    assert charts_of(submission(rows), UNITS[UNIT]) is None


def test_the_words_say_what_the_eye_sees() -> None:
    """Whoever cannot see a chart gets its sums and its highest and lowest."""
    hours, first, _ = figures(charts(two_sheets(rating_empathy=9)), UNIT)
    assert hours.description.replace("\N{NO-BREAK SPACE}", " ") == (
        "Coaching time by client from 3 February 2026 to 14 April 2026. C1: 7 h 30 min in 6 sessions. "
        "C2: 7 h 30 min in 6 sessions. Together 15 h. 8585-302 requires 12 h, which is reached."
    )
    assert hours.rows[-1] == ("14 April 2026", "C2", "1 h 15 min", "7 h 30 min", "15 h")
    assert first.description == (
        "Ratings by client C1 on 6 May 2026, from 1 (poor) to 10 (excellent): 15 of 15 skills rated. "
        "All are 8. Compared with the sheet of 1 March 2026: 14 higher, 1 lower, 0 the same."
    )
    assert ("Shows empathy", "9", "8", "−1") in first.rows
