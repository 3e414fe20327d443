"""How findings of several rules and units come together, and what readiness says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.portfolio import Part, Plan
from ilmdocs.model.submission import Sheet, Submission
from ilmdocs.model.unit import PartKind
from ilmdocs.rules import CheckContext, check
from ilmdocs.rules.consequences import Draft, settle
from tests.builders import (
    FILE,
    TODAY,
    UNIT_301,
    UNREADABLE,
    Rows,
    causes,
    check_rows,
    heading,
    perfect_rows,
    place,
    plans_for,
    submission,
)

BOTH = ("8585-301", "8585-302")


def both_units() -> Rows:
    rows = perfect_rows("8585-302")
    rows["Units"].insert(0, {**rows["Units"][0], "unit_id": "8585-301"})
    return rows


def test_two_units_of_one_learner_share_their_findings() -> None:
    """What concerns both units is said once, without a unit; the two matrices are pointed out once."""
    rows = both_units()
    (pair,) = check_rows(rows, BOTH).findings
    assert (pair.id, pair.unit, pair.location) == ("single-matrix", None, place("Units", 1, "unit_id"))
    rows["Sessions"][2]["reality"] = None
    found = [f for f in check_rows(rows, BOTH).findings if f.id == "session-complete"]
    assert [(f.unit, f.location) for f in found] == [(None, place("Sessions", 2, "reality"))]


def test_a_finding_of_one_unit_names_it() -> None:
    """Hours that are short for 302 alone leave 301 ready."""
    rows = both_units()
    for session in rows["Sessions"]:
        session["duration"] = 45
    result = check_rows(rows, BOTH)
    assert [(f.id, f.unit) for f in result.findings if f.severity is Severity.MUST] == [
        ("delivered-hours", "8585-302")
    ]
    assert [(r.unit, r.ready) for r in result.readiness] == [("8585-301", True), ("8585-302", False)]


def test_rows_of_another_unit_are_left_aside() -> None:
    """Sessions that count for 302 alone neither add hours to 301 nor make findings there."""
    rows = both_units()
    for session in rows["Sessions"][6:]:
        session["units"] = ("8585-302",)
    rows["Clients"][1]["units"] = ("8585-302",)
    rows["Sessions"][8]["reality"] = None
    result = check_rows(rows, BOTH)
    found = [f for f in result.findings if f.severity is Severity.MUST]
    assert [(f.id, f.unit) for f in found] == [("session-complete", "8585-302")]
    assert [r.delivered_minutes for r in result.readiness] == [450, 900]


def test_readiness_follows_evidence_and_must_findings() -> None:
    """A criterion is missing without evidence, partly met with a must finding on it, else met."""
    rows = perfect_rows()
    rows["Supervision"], rows["Observations"] = [], []
    rows["Sessions"][1]["refl_impact"] = None
    readiness = check_rows(rows).readiness[0]
    status = {item.criterion: item.status for item in readiness.criteria}
    assert (status["3.4"], status["3.1"], status["1.1"]) == ("missing", "partly", "met")
    assert not readiness.ready
    assert (readiness.required_minutes, readiness.planned_minutes, readiness.delivered_minutes) == (
        360,
        450,
        450,
    )


def test_a_should_finding_leaves_a_unit_ready() -> None:
    """Only must findings stand in the way."""
    rows = perfect_rows()
    rows["Clients"][0]["tools_statement"] = None
    result = check_rows(rows)
    assert [f.severity for f in result.findings] == [Severity.SHOULD]
    assert result.readiness[0].ready


def test_an_unreadable_cell_leaves_its_criterion_partly_met() -> None:
    """A reading finding has no criterion of its own; the rules that need the cell lend theirs."""
    rows = perfect_rows()
    rows["Sessions"][1]["refl_impact"] = UNREADABLE
    where = place("Sessions", 1, "refl_impact")
    reading = (Finding("error-value", Severity.MUST, where, "It holds #N/A.", "Type it."),)
    readiness = check_rows(rows, reading=reading).readiness[0]
    assert [c.criterion for c in readiness.criteria if c.status == "partly"] == ["3.1"]
    assert not readiness.ready


def test_criterion_without_any_evidence_is_named_when_nothing_else_explains_it() -> None:
    """Should a unit's plan hold nothing for a criterion, the unit's own row says so."""
    made = submission(perfect_rows())
    (plan,) = plans_for(made)
    parts = tuple(
        replace(part, criteria=tuple(c for c in part.criteria if c != "2.2")) for part in plan.parts
    )
    result = check(made, [Plan(plan.unit, parts)], CheckContext(TODAY))
    assert [(f.id, f.criterion, f.location) for f in result.findings] == [
        ("criterion-evidenced", "2.2", place("Units", 0, "unit_id"))
    ]
    assert [c.status for c in result.readiness[0].criteria if c.criterion == "2.2"] == ["missing"]


def test_a_plan_in_another_order_is_noticed() -> None:
    """The order of parts is proven on the plan itself, not taken for granted."""
    made = submission(perfect_rows())
    (plan,) = plans_for(made)
    diary = next(part for part in plan.parts if part.kind is PartKind.DIARY)
    rest = tuple(part for part in plan.parts if part is not diary)
    first = check(made, [Plan(plan.unit, (diary, *rest))], CheckContext(TODAY))
    assert {f.id for f in first.findings} == {"matrix-first", "part-order"}
    last = check(made, [Plan(plan.unit, (*rest, diary))], CheckContext(TODAY))
    assert [f.id for f in last.findings] == ["part-order"]
    no_matrix = tuple(part for part in plan.parts if part.kind is not PartKind.MATRIX)
    assert "matrix-first" in {
        f.id for f in check(made, [Plan(plan.unit, no_matrix)], CheckContext(TODAY)).findings
    }


def test_several_authentication_sheets_may_stand_before_the_matrix() -> None:
    """A second authentication sheet does not push the matrix out of its place."""
    made = submission(perfect_rows())
    (plan,) = plans_for(made)
    again = Part(PartKind.AUTHENTICATION, "Authentication sheet", "authentication-2", form="authentication")
    assert check(made, [Plan(plan.unit, (again, *plan.parts))], CheckContext(TODAY)).findings == ()


def test_an_empty_workbook_says_what_is_missing_and_never_fails() -> None:
    """A learner who has just begun sees headings and required cells, no criterion twice."""
    rows: Rows = {"Learner": [{"own_role": "Team leader"}], "Units": [{"unit_id": "8585-301"}]}
    found = check_rows(rows).findings
    ids = {f.id for f in found}
    assert {
        "header-complete",
        "planned-hours",
        "delivered-hours",
        "supervision-count",
        "coachee-feedback",
    } <= ids
    assert not check_rows(rows).readiness[0].ready


def test_a_missing_sheet_explains_what_is_counted_on_it() -> None:
    """Where the whole Supervision sheet is gone, reading has said so and the count follows from it."""
    made = submission(perfect_rows())
    sheets = {name: sheet for name, sheet in made.sheets.items() if name != "Supervision"}
    gone = Submission(FILE, ".", sheets)
    reading = (
        Finding("sheet-missing", Severity.MUST, Location(FILE), "There is no sheet Supervision.", "Add it."),
    )
    result = check(gone, plans_for(gone), CheckContext(TODAY, reading=reading))
    assert causes(result) == [("sheet-missing", FILE)]
    assert ("supervision-count", "sheet-missing") in {(f.id, f.caused_by) for f in result.findings}


def test_a_missing_column_explains_what_is_added_up_from_it() -> None:
    """Where the Duration column is gone, the hours follow from that and no session is reported."""
    made = submission(perfect_rows())
    sheet = made.sheets["Sessions"]
    rows = tuple(
        replace(
            row,
            values={k: v for k, v in row.values.items() if k != "duration"},
            cells={k: v for k, v in row.cells.items() if k != "duration"},
            defects=frozenset({"duration"}),
        )
        for row in sheet.rows
    )
    headings = {k: v for k, v in sheet.headings.items() if k != "duration"}
    broken = Submission(FILE, ".", {**made.sheets, "Sessions": Sheet("Sessions", rows, headings)})
    where = Location(FILE, "Sessions", 4, 6)
    reading = (
        Finding("heading-unknown", Severity.MUST, where, "Unknown heading Lenght.", "Type Duration."),
        Finding(
            "heading-missing",
            Severity.MUST,
            Location(FILE, "Sessions"),
            "There is no Duration.",
            "Add it.",
            caused_by="heading-unknown",
        ),
    )
    result = check(broken, plans_for(broken), CheckContext(TODAY, reading=reading))
    assert causes(result) == [("heading-unknown", str(where))]
    assert ("delivered-hours", "heading-unknown") in {(f.id, f.caused_by) for f in result.findings}


def test_findings_stand_in_workbook_order_with_those_of_reading() -> None:
    """The reader meets findings sheet by sheet and row by row."""
    rows = perfect_rows()
    rows["Sessions"][4]["reality"] = None
    rows["Sessions"][1]["goal"] = None
    rows["Clients"][0]["venue"] = None
    where = place("Sessions", 2, "venue")
    reading = (Finding("cut-text", Severity.SHOULD, where, "It may be cut.", "Look."),)
    found = check_rows(rows, reading=reading).findings
    assert [f.location for f in found] == [
        place("Clients", 0, "venue"),
        place("Sessions", 1, "goal"),
        where,
        place("Sessions", 4, "reality"),
    ]


def test_today_comes_from_outside() -> None:
    """The same workbook has a future date on one day and none on the next."""
    rows = perfect_rows()
    assert "future-date" in {f.id for f in check_rows(rows, today=date(2026, 6, 29)).findings}
    assert check_rows(rows, today=date(2026, 6, 30)).findings == ()


def test_messages_say_what_was_typed_and_what_to_do() -> None:
    """A finding reads like a sentence to a learner, with the heading of the workbook."""
    rows = perfect_rows()
    rows["Sessions"][2]["duration"] = 0
    (found,) = check_rows(rows).findings
    assert found.message == "“Duration” must be more than 0 for client C1, session 3. You entered 0."
    assert found.remedy == "Type hours and minutes, for example 1:30."
    assert found.derived and found.source is None


def test_every_finding_of_a_broken_workbook_says_what_to_do() -> None:
    """No rule leaves the learner without a remedy or with a bare label."""
    rows: Rows = {
        "Learner": [{"own_role": "x"}],
        "Units": [{"unit_id": "8585-301"}],
        **{
            sheet: [{"units": ("8585-301",)}]
            for sheet in ("Clients", "Goals", "Sessions", "Supervision", "Evidence")
        },
    }
    for found in check_rows(rows).findings:
        assert found.message.endswith("."), found
        assert found.remedy.endswith("."), found


def finding(name: str, row: int, severity: Severity = Severity.MUST) -> Finding:
    return Finding(name, severity, Location(FILE, "Sessions", row, 1), "Wrong.", "Put it right.")


def test_a_chain_of_consequences_names_its_beginning() -> None:
    """What follows from a consequence follows from the first cause."""
    one, two, three = finding("one", 1), finding("two", 2), finding("three", 3)
    settled = settle([Draft(three, (two.location,)), Draft(two, (one.location,)), Draft(one)])
    assert [f.caused_by for f in settled] == ["one", "one", None]


def test_of_two_that_rest_on_each_other_the_heavier_stays() -> None:
    """A must finding is never explained away by a should that rests on it."""
    must, should = finding("must", 1), finding("should", 2, Severity.SHOULD)
    settled = settle([Draft(must, (should.location,)), Draft(should, (must.location,))])
    assert [f.caused_by for f in settled] == [None, "must"]


def test_a_note_explains_nothing_that_has_to_be_put_right() -> None:
    """A must finding on a cell that also has an info finding stays a cause of its own."""
    note, must = finding("note", 1, Severity.INFO), finding("must", 2)
    settled = settle([Draft(note), Draft(must, (note.location,))])
    assert [f.caused_by for f in settled] == [None, None]


def test_a_unit_without_rules_has_no_finding() -> None:
    """Rules are the unit's; there are none of the program's own."""
    made = submission({})
    assert check(made, [Plan(replace(UNIT_301, rules=()), ())], CheckContext(TODAY)).findings == ()


def test_heading_places_are_those_of_the_workbook() -> None:
    """Totals stand at the heading of the counted column as it is in the user's workbook."""
    rows = perfect_rows()
    rows["Supervision"] = []
    (found,) = [f for f in check_rows(rows).findings if f.id == "supervision-count"]
    assert found.location == heading("Supervision", "date")
    assert found.message == "No supervision sessions are recorded; 8585-301 requires at least 1."
