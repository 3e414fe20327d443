"""A row that others refer to is gone, or belongs to no unit: one cause, whichever rules run into it."""

from __future__ import annotations

from datetime import date

from tests.builders import causes, check_rows, heading, place
from tests.rules.perfect_8580 import perfect_8580
from tests.rules.perfect_others import REPORT, SENIOR, other_causes, others


def test_a_client_whose_row_is_gone_is_missed_once() -> None:
    """Goals, sessions, tools and feedback of the client are reported at the first of them."""
    rows = perfect_8580("8580-501")
    rows["Clients"] = rows["Clients"][1:]
    assert causes(check_rows(rows, ("8580-501",))) == [
        ("unknown-reference", str(place("Goals", 0, "client_ref")))
    ]


def test_a_client_reference_given_twice_is_the_one_mistake() -> None:
    """The rows of the client that lost its reference follow from the cell that repeats another's."""
    rows = perfect_8580("8580-501")
    rows["Clients"][1]["client_ref"] = rows["Clients"][0]["client_ref"]
    assert causes(check_rows(rows, ("8580-501",))) == [
        ("client-reference", str(place("Clients", 1, "client_ref")))
    ]


def test_a_weakness_whose_row_is_gone_is_missed_once() -> None:
    """Where the plan is linked to it, that is the place; that the review lacks it follows."""
    rows = perfect_8580("8580-503")
    gone = next(row["review_id"] for row in rows["SelfReview"] if row["kind"] == "weakness")
    linked = next(n for n, row in enumerate(rows["CPD"]) if gone in row["linked_to"])
    rows["SelfReview"] = [row for row in rows["SelfReview"] if row["review_id"] != gone]
    found = causes(check_rows(rows, ("8580-503",)))
    assert found == [("plan-linked", str(place("CPD", linked, "linked_to")))]


def test_no_weakness_at_all_is_said_once_and_not_for_each_domain() -> None:
    """What occurs nowhere is one finding; only what occurs somewhere is asked for in each domain."""
    rows = perfect_8580("8580-503")
    for row in rows["SelfReview"]:
        row["kind"] = "strength"
    found = causes(check_rows(rows, ("8580-503",)))
    assert found == [("strengths-and-weaknesses", str(heading("SelfReview", "kind")))]


def test_a_source_whose_row_is_gone_is_missed_once() -> None:
    """A point that names the source's label and cites it in its text is reported at the label."""
    rows = others(REPORT)
    item = next(n for n, row in enumerate(rows["ReportItems"]) if row.get("reference"))
    label = rows["ReportItems"][item]["reference"]
    source = next(row for row in rows["References"] if row["ref_id"] == label)
    name = source["author"].partition(",")[0]
    rows["ReportItems"][item]["text"] += f" ({name}, {source['year']})"
    rows["References"] = [row for row in rows["References"] if row["ref_id"] != label]
    assert other_causes(rows, REPORT)[:1] == [
        ("unknown-reference", str(place("ReportItems", item, "reference")))
    ]
    assert ("sources-acknowledged", str(place("ReportItems", item, "text"))) not in other_causes(rows, REPORT)


def test_an_answer_for_a_unit_that_is_not_listed_is_one_mistake() -> None:
    """That its criterion then lacks evidence follows from the mistyped unit."""
    rows = perfect_8580("8580-500")
    item = next(n for n, row in enumerate(rows["Narrative"]) if row.get("criterion") == "1.3")
    rows["Narrative"][item]["units"] = ("8580-999",)
    found = causes(check_rows(rows, ("8580-500",)))
    mistyped = ("unknown-reference", str(place("Narrative", item, "units")))
    assert mistyped in found
    assert "criterion-evidenced" not in {rule for rule, _ in found}


def test_a_level_7_plan_linked_to_nothing_is_reported_at_the_link() -> None:
    """A label that no entry of the self-review has is found, also where not every row needs a link."""
    rows = others(SENIOR)
    rows["CPD"][0]["linked_to"] = (*rows["CPD"][0]["linked_to"], "W99")
    assert other_causes(rows, SENIOR) == [("plan-linked", str(place("CPD", 0, "linked_to")))]


def test_a_network_activity_still_to_come_is_a_future_date() -> None:
    """The same requirement has the same name in every unit."""
    rows = others(SENIOR)
    rows["Networks"][0]["date"] = date(2027, 1, 1)
    assert other_causes(rows, SENIOR) == [("future-date", str(place("Networks", 0, "date")))]


def test_one_supervision_in_a_group_is_one_finding() -> None:
    """No one-to-one supervision and no tutor among the supervisors is told at once, not twice."""
    rows = others(SENIOR)
    for row in rows["Supervision"]:
        row["type"] = "group"
    for row in rows["Observations"]:
        row["observer_role"] = "peer"
    assert other_causes(rows, SENIOR) == [("supervision-one-to-one", str(heading("Supervision", "type")))]
