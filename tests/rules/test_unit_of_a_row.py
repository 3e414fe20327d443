"""Several units in one workbook: sessions and answers say which unit they belong to where it matters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ilmdocs.model.finding import Severity
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.unit import Rule
from ilmdocs.rules import CheckContext, check
from tests.builders import (
    TODAY,
    UNIT_301,
    UNIT_302,
    Rows,
    causes,
    check_rows,
    perfect_rows,
    place,
    submission,
)
from tests.rules.perfect_8580 import perfect_8580

BOTH = ("8585-301", "8580-501")


def two_qualifications(**units: tuple[str, ...]) -> Rows:
    """A workbook for 8585-301 and 8580-501 with two clients, whose units are typed as given by reference."""
    first, second = perfect_rows("8585-302"), perfect_8580("8580-501")
    rows: Rows = {**first, **{name: second[name] for name in ("Sessions", "Goals", "Tools")}}
    for client, other in zip(rows["Clients"], second["Clients"], strict=True):
        client.update({"rationale": other["rationale"], "units": units.get(client["client_ref"])})
    rows["Units"] = [perfect_rows()["Units"][0], second["Units"][0]]
    for row in rows["Narrative"]:
        row["units"] = ("8585-301",)
    rows["Narrative"] += [{**row, "units": ("8580-501",)} for row in second["Narrative"]]
    return rows


def session_units(rows: Rows, number: int, units: tuple[str, ...]) -> None:
    rows["Sessions"][number]["units"] = units


def said(rows: Rows, *ids: str) -> list[tuple[str, str, Any]]:
    result = check_rows(rows, BOTH)
    found = [f for f in result.findings if f.id in ids and f.caused_by is None]
    return [(f.id, f.severity.value, f.location) for f in found]


def test_sessions_that_two_qualifications_could_claim_must_say_which() -> None:
    """Without a unit on client and sessions, each client's units cell is shown, once for both units."""
    result = check_rows(two_qualifications(), BOTH)
    found = [f for f in result.findings if f.id == "two-qualifications"]
    assert [(f.severity, f.location, f.unit) for f in found] == [
        (Severity.MUST, place("Clients", number, "units"), None) for number in (0, 1)
    ]
    assert "8585-301 or 8580-501" in found[0].remedy


def test_a_client_with_a_unit_answers_for_its_sessions() -> None:
    """One client for each qualification is in order, and each counts for its own."""
    rows = two_qualifications(C1=("8585-301",), C2=("8580-501",))
    assert said(rows, "two-qualifications") == []
    minutes = [unit.delivered_minutes for unit in check_rows(rows, BOTH).readiness]
    assert minutes == [450, 450]


def test_a_single_session_without_a_unit_is_shown_itself() -> None:
    """Where the client's other sessions are typed, the blank one is the finding."""
    rows = two_qualifications(C2=("8580-501",))
    for number in range(5):
        session_units(rows, number, ("8585-301",))
    assert said(rows, "two-qualifications") == [("two-qualifications", "must", place("Sessions", 5, "units"))]


def test_a_session_typed_for_two_qualifications_deserves_a_look() -> None:
    """Typed on the session or on its client, it counts for both and is a should finding there."""
    rows = two_qualifications(C1=BOTH, C2=("8580-501",))
    assert said(rows, "two-qualifications") == [
        ("two-qualifications", "should", place("Clients", 0, "units"))
    ]
    rows = two_qualifications(C1=("8585-301",), C2=("8580-501",))
    session_units(rows, 0, BOTH)
    assert said(rows, "two-qualifications") == [
        ("two-qualifications", "should", place("Sessions", 0, "units"))
    ]


def test_units_without_hours_leave_sessions_alone() -> None:
    """8580-503 reflects on sessions and counts none, so a learner of 8585 types nothing."""
    rows = perfect_rows()
    rows["Units"].append(perfect_8580("8580-503")["Units"][0])
    result = check_rows(rows, ("8585-301", "8580-503"))
    assert "two-qualifications" not in {f.id for f in result.findings}


def test_an_answer_that_two_units_could_print_must_say_which() -> None:
    """2.3 of 8580-501 is another question than 2.3 of 8580-503: the blank units cell is the finding."""
    one, two = perfect_8580("8580-501"), perfect_8580("8580-503")
    rows: Rows = {**one, **{name: two[name] for name in ("SelfReview", "ProgressLog", "CPD", "Supervision")}}
    rows["Units"] = [*one["Units"], *two["Units"]]
    rows["Narrative"] = [{**row, "units": ("8580-501",)} for row in one["Narrative"]]
    rows["Narrative"] += [{**row, "units": ("8580-503",)} for row in two["Narrative"]]
    both = ("8580-501", "8580-503")
    assert check_rows(rows, both).findings == ()
    rows["Narrative"][0]["units"] = None
    assert causes(check_rows(rows, both)) == [("answer-unit", str(place("Narrative", 0, "units")))]
    rows["Narrative"][0].update(units=("8580-501",))
    rows["Narrative"].append({"section": "1", "kind": "introduction", "text": "I coach at work."})
    assert ("answer-unit", str(place("Narrative", 12, "units"))) in causes(check_rows(rows, both))


def test_an_answer_that_both_units_ask_alike_serves_both() -> None:
    """3.3 of 8585-301 and 302 is one question, so one answer is enough; 3.4 is worded differently."""
    rule = Rule("answer-unit", "answer-unit", Severity.MUST, derived="For a test.", remedy="Do it.")
    rows = perfect_rows()
    rows["Narrative"].append({"criterion": "3.4", "text": "Supervision helped."})
    made = submission(rows)
    plans = [Plan(replace(unit, rules=(rule,)), ()) for unit in (UNIT_301, UNIT_302)]
    assert causes(check(made, plans, CheckContext(TODAY))) == [
        ("answer-unit", str(place("Narrative", 7, "units")))
    ]


def test_a_unit_that_is_not_on_the_units_sheet_is_told_once() -> None:
    """Where many rows name it, the first is the finding; it lists the units that the learner does have."""
    rows = two_qualifications(C1=("8585-301",), C2=("8580-501",))
    for number in range(3):
        session_units(rows, number, ("8585-302",))
    found = [f for f in check_rows(rows, BOTH).findings if f.id == "unknown-reference"]
    assert [f.caused_by for f in found] == [None, "unknown-reference", "unknown-reference"]
    assert found[0].location == place("Sessions", 0, "units")
    assert "Type 8580-501 or 8585-301" in found[0].remedy


def test_a_session_for_a_unit_that_its_client_is_not_in() -> None:
    """Such a session would be printed in no portfolio, so its units cell is a must finding."""
    rows = two_qualifications(C1=("8585-301",), C2=("8580-501",))
    session_units(rows, 0, ("8580-501",))
    expected = ("unknown-reference", "must", place("Sessions", 0, "units"))
    assert expected in said(rows, "unknown-reference")
