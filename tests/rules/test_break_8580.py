"""Perfect fictional submissions for the units of 8580, broken in one place at a time: one finding, there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ilmdocs.model.location import Location
from ilmdocs.rules import used_fields
from tests.builders import FIRST_SESSION, UNITS, Rows, causes, check_rows, heading, place
from tests.rules.perfect_8580 import PERFECT_UNITS, perfect_8580

CONTRACT = ("confidentiality", "hours", "timescales", "cancellations", "recording")
OWNER_OF_ALL = {
    "header-complete": (
        "Learner.learner_name", "Learner.ilm_registration_no", "Learner.centre_name", "Learner.centre_number",
        "Learner.tutor_assessor",
    ),
    "declaration-signed": ("Units.learner_signed", "Units.tutor_signed"),
    "self-check": ("Units.checklist_done",),
    "website-access-date": ("References.publisher_or_url", "References.accessed"),
    "source-complete": ("References.author", "References.title"),
    "session-complete": ("Sessions.client_ref", "Sessions.session_no"),
    "supervisor-named": ("Supervision.supervisor",),
    "supervision-evidenced": ("Supervision.date", "Supervision.outcomes"),
    "criterion-answered": ("Narrative.criterion", "Narrative.text"),
    "observer-feedback": tuple(
        f"Observations.{name}" for name in ("date", "observer", "observer_role", "mode")
    ),
}  # fmt: skip
OWNER: dict[str, dict[str, tuple[str, ...]]] = {
    "8580-500": {"introduction-given": ("Learner.organisation_description", "Learner.own_role")},
    "8580-501": {
        "client-reference": ("Clients.client_ref",),
        "rationale-given": ("Clients.rationale",),
        "contract-scope": tuple(f"Clients.contract_{name}" for name in CONTRACT),
        "contract-signed": ("Clients.coach_signed", "Clients.client_signed", "Clients.signature_mode"),
        "client-goal": ("Goals.client_ref", "Goals.goal"),
        "needs-identified": ("Goals.need",),
        "goals-aligned": ("Goals.aligned_organisation", "Goals.aligned_division_or_team"),
        "plan-complete": ("Clients.planned_session_hours", "Clients.planned_sessions"),
        "resources-planned": ("Sessions.preparation_resources",),
        "session-complete": ("Sessions.date", "Sessions.duration"),
        "overview-record": (
            "Goals.discussion", "Goals.progress", "Goals.outcome", "Sessions.goal", "Sessions.reality",
            "Sessions.chosen_option", "Sessions.progress_review",
        ),
        "diary-entry-complete": ("Sessions.ksb_notes", "Sessions.feedback_received"),
        "tools-reviewed": tuple(
            f"Tools.{name}" for name in ("tool", "client_ref", "purpose", "result", "critical_review")
        ),
        "coachee-feedback": tuple(f"CoacheeFeedback.{name}" for name in ("client_ref", "date", "overall")),
        "supervision-evidenced": ("Supervision.actions",),
    },
    "8580-503": {
        "ability-analysed": ("SelfReview.domain", "SelfReview.text", "SelfReview.evidence"),
        "strengths-and-weaknesses": ("SelfReview.kind",),
        "reflection-on-activity": ("Narrative.sessions",),
        "progress-logged": ("ProgressLog.date", "ProgressLog.activity", "ProgressLog.learning"),
        "plan-span": tuple(f"CPD.{name}" for name in ("area", "how", "support", "start", "end", "success")),
        "plan-linked": ("CPD.linked_to",),
    },
}  # fmt: skip
"""Which rule reports which blank cell; of cells that are not listed, none is required."""
SHOULD = {
    "self-check", "website-access-date", "source-complete", "introduction-given", "contract-scope",
    "goals-aligned", "resources-planned", "diary-entry-complete", "observer-feedback",
}  # fmt: skip
SHOULD_CELLS = {
    "Tools.purpose", "Tools.result", "Supervision.actions", "SelfReview.evidence", "ProgressLog.learning",
}  # fmt: skip
"""Cells of one row or field more than is needed, or that only deserve a look."""
LABELS_IN_USE = {("SelfReview", 1, "review_id"), ("SelfReview", 3, "review_id")}


def owners(unit: str) -> dict[str, str]:
    return {
        field: rule
        for table in (OWNER_OF_ALL, OWNER[unit])
        for rule, fields in table.items()
        for field in fields
    }


def filled_cells() -> Iterator[tuple[str, str, int, str]]:
    for unit in PERFECT_UNITS:
        for sheet, rows in perfect_8580(unit).items():
            for item, row in enumerate(rows):
                for field, value in row.items():
                    if value is not None and field not in ("unit_id", "include_in_count"):
                        yield unit, sheet, item, field


def broken(unit: str, sheet: str, item: int, field: str, value: Any) -> Rows:
    rows = perfect_8580(unit)
    rows[sheet][item][field] = value
    return rows


def found_in(unit: str, rows: Rows) -> list[tuple[str, str]]:
    return causes(check_rows(rows, (unit,)))


@pytest.mark.parametrize("unit", PERFECT_UNITS)
def test_a_perfect_submission_has_no_finding(unit: str) -> None:
    """Nothing is said about a learner who has everything, and every criterion is met."""
    result = check_rows(perfect_8580(unit), (unit,))
    assert result.findings == ()
    assert result.readiness[0].ready
    assert {status.status for status in result.readiness[0].criteria} == {"met"}


@pytest.mark.parametrize(("unit", "sheet", "item", "field"), list(filled_cells()))
def test_a_blank_cell_is_reported_once_under_its_own_rule(
    unit: str, sheet: str, item: int, field: str
) -> None:
    """Blanking one cell gives its owner's finding at the cell, or none where the field is optional."""
    result = check_rows(broken(unit, sheet, item, field, None), (unit,))
    owner = "plan-linked" if (sheet, item, field) in LABELS_IN_USE else owners(unit).get(f"{sheet}.{field}")
    assert causes(result) == ([] if owner is None else [(owner, str(place(sheet, item, field)))])
    if owner is not None:
        mild = owner in SHOULD or f"{sheet}.{field}" in SHOULD_CELLS
        assert [f.severity for f in result.findings if f.caused_by is None] == ["should" if mild else "must"]


GONE: dict[tuple[str, str, int], tuple[str, Location]] = {
    ("8580-500", "Narrative", 0): ("criterion-answered", heading("Narrative", "criterion")),
    ("8580-501", "Narrative", 0): ("criterion-answered", heading("Narrative", "criterion")),
    ("8580-501", "Goals", 1): ("client-goal", place("Clients", 1, "client_ref")),
    ("8580-501", "Tools", 0): ("tools-reviewed", heading("Tools", "tool")),
    ("8580-501", "CoacheeFeedback", 1): ("coachee-feedback", place("Clients", 1, "client_ref")),
    ("8580-501", "Observations", 0): ("observer-feedback", heading("Observations", "date")),
    ("8580-503", "CPD", 1): ("plan-span", heading("CPD", "end")),
    ("8580-503", "SelfReview", 0): ("strengths-and-weaknesses", heading("SelfReview", "kind")),
}


@pytest.mark.parametrize(("unit", "sheet", "item"), GONE)
def test_a_row_that_is_gone_is_one_finding(unit: str, sheet: str, item: int) -> None:
    """Removing one row that is needed leaves one finding, at its parent or at the heading."""
    rows = perfect_8580(unit)
    rows[sheet][item] = {}
    rule, where = GONE[unit, sheet, item]
    assert found_in(unit, rows) == [(rule, str(where))]


EMPTY: dict[tuple[str, str], tuple[str, Location]] = {
    ("8580-501", "Sessions"): ("delivered-hours", heading("Sessions", "duration")),
    ("8580-501", "Supervision"): ("supervision-evidenced", heading("Supervision", "date")),
    ("8580-501", "Tools"): ("tools-reviewed", heading("Tools", "tool")),
    ("8580-501", "CoacheeFeedback"): ("coachee-feedback", heading("CoacheeFeedback", "client_ref")),
    ("8580-503", "Supervision"): ("supervision-evidenced", heading("Supervision", "date")),
    ("8580-503", "SelfReview"): ("ability-analysed", heading("SelfReview", "domain")),
    ("8580-503", "ProgressLog"): ("progress-logged", heading("ProgressLog", "date")),
    ("8580-503", "CPD"): ("plan-span", heading("CPD", "area")),
}


@pytest.mark.parametrize(("unit", "sheet"), EMPTY)
def test_a_sheet_without_a_row_is_one_finding(unit: str, sheet: str) -> None:
    """A record that was not kept at all is one finding at its heading."""
    rows = perfect_8580(unit)
    rows[sheet] = []
    rule, where = EMPTY[unit, sheet]
    assert found_in(unit, rows) == [(rule, str(where))]


def test_a_moved_date_is_at_most_one_finding() -> None:
    """Wherever a date is moved to, one finding at most is left that does not follow from another."""
    several = []
    for unit in ("8580-501", "8580-503"):
        for sheet, rows in perfect_8580(unit).items():
            for item, row in enumerate(rows):
                for field in [name for name, value in row.items() if isinstance(value, date)]:
                    for days in (-60, -1, 1, 20, 100, 400):
                        changed = perfect_8580(unit)
                        changed[sheet][item][field] += timedelta(days=days)
                        found = found_in(unit, changed)
                        if len(found) > 1:
                            several.append((unit, sheet, item, field, days, found))
    assert several == []


def unsigned(rows: Rows) -> None:
    for name in CONTRACT:
        rows["Clients"][1][f"contract_{name}"] = None


def unprepared(rows: Rows) -> None:
    for session in rows["Sessions"]:
        session["preparation_resources"] = None


def one_tool_twice(rows: Rows) -> None:
    rows["Tools"][1]["tool"] = " wheel  of WORK"


def unaligned(rows: Rows) -> None:
    rows["Goals"][0].update(aligned_organisation=None, aligned_division_or_team=None)


def late_contract(rows: Rows) -> None:
    rows["Clients"][0]["client_signed"] = FIRST_SESSION + timedelta(days=29)


def an_hour_short(rows: Rows) -> None:
    for session in rows["Sessions"]:
        session["duration"] = 60
    rows["Sessions"][-1]["duration"] = 59


def planned_short(rows: Rows) -> None:
    for client in rows["Clients"]:
        client["planned_session_hours"] = 59


def low_rating(rows: Rows) -> None:
    rows["CoacheeFeedback"][0]["rating_patience"] = 11


def feedback_without_goals(rows: Rows) -> None:
    rows["CoacheeFeedback"][0]["overall"] = "It was pleasant."


BROKEN_501: dict[Callable[[Rows], None], tuple[str, str, Location]] = {
    unsigned: ("contract-scope", "must", place("Clients", 1, "contract_confidentiality")),
    unprepared: ("resources-planned", "must", place("Sessions", 0, "preparation_resources")),
    one_tool_twice: ("tools-reviewed", "must", heading("Tools", "tool")),
    unaligned: ("goals-aligned", "must", place("Goals", 0, "aligned_organisation")),
    late_contract: ("contracted-hours", "must", place("Sessions", 0, "date")),
    an_hour_short: ("delivered-hours", "must", heading("Sessions", "duration")),
    planned_short: ("planned-hours", "must", heading("Clients", "planned_session_hours")),
    low_rating: ("coachee-feedback", "must", place("CoacheeFeedback", 0, "rating_patience")),
    feedback_without_goals: ("coachee-feedback", "should", place("CoacheeFeedback", 0, "overall")),
}


@pytest.mark.parametrize("change", BROKEN_501)
def test_a_broken_requirement_of_501_is_one_finding(change: Callable[[Rows], None]) -> None:
    """What is short or does not count is named once, with its severity, where it has to be put right."""
    rows = perfect_8580("8580-501")
    change(rows)
    result = check_rows(rows, ("8580-501",))
    rule, severity, where = BROKEN_501[change]
    assert [(f.id, f.severity.value, f.location) for f in result.findings if f.caused_by is None] == [
        (rule, severity, where)
    ]


def test_hours_before_the_contract_are_not_counted() -> None:
    """Three sessions before the client signed are three findings with one cause, and their time is gone."""
    rows = perfect_8580("8580-501")
    late_contract(rows)
    result = check_rows(rows, ("8580-501",))
    assert sorted(f.id for f in result.findings) == [*["contracted-hours"] * 3, "delivered-hours"]
    assert result.readiness[0].delivered_minutes == 900 - 3 * 75


def test_hours_of_the_day_on_which_the_contract_was_signed_count() -> None:
    """Contract and first session on one day are in order, twelve hours exactly are enough."""
    rows = perfect_8580("8580-501")
    for session in rows["Sessions"]:
        session["duration"] = 60
    assert found_in("8580-501", rows) == []


def test_one_need_may_carry_several_goals() -> None:
    """A goal with the need label of another of the client's rows needs no need of its own."""
    rows = perfect_8580("8580-501")
    rows["Goals"].append({**rows["Goals"][0], "goal_id": "G3", "goal": "End on time.", "need": None})
    assert found_in("8580-501", rows) == []
    rows["Goals"][2]["need_id"] = "N2"
    assert found_in("8580-501", rows) == [("needs-identified", str(place("Goals", 2, "need")))]


def test_only_what_501_asks_in_writing_must_be_answered() -> None:
    """Criteria that the records show need no answer; one that is written is evidence all the same."""
    rows = perfect_8580("8580-501")
    rows["Narrative"].append(
        {"criterion": "1.1", "text": "Both clients asked for it.", "include_in_count": False}
    )
    result = check_rows(rows, ("8580-501",))
    assert result.findings == ()


@pytest.mark.parametrize("unit", PERFECT_UNITS)
def test_a_missing_answer_leaves_its_criterion_unmet(unit: str) -> None:
    """Whoever leaves out an answer that is asked for is not ready, and sees at which criterion."""
    for row in perfect_8580(unit)["Narrative"]:
        rows = perfect_8580(unit)
        rows["Narrative"] = [other for other in rows["Narrative"] if other["criterion"] != row["criterion"]]
        result = check_rows(rows, (unit,))
        assert [(f.id, f.criterion) for f in result.findings] == [("criterion-answered", row["criterion"])]
        unmet = {s.criterion for s in result.readiness[0].criteria if s.status != "met"}
        assert unmet == {row["criterion"]}


@pytest.mark.parametrize("unit", PERFECT_UNITS)
def test_an_answer_about_something_else_is_a_hint_and_no_more(unit: str) -> None:
    """Words that are looked for and not found are should findings at the answer; nobody fails for them."""
    hints = 0
    for item, row in enumerate(perfect_8580(unit)["Narrative"]):
        rows = broken(unit, "Narrative", item, "text", "It was fine.")
        result = check_rows(rows, (unit,))
        assert result.readiness[0].ready
        assert {(f.severity.value, f.location, f.criterion) for f in result.findings} <= {
            ("should", place("Narrative", item, "text"), row["criterion"])
        }
        hints += len(result.findings)
    assert hints >= len(perfect_8580(unit)["Narrative"]) - 3


def test_an_introduction_stands_in_for_the_learner_sheet() -> None:
    """Who writes an introduction need not describe organisation and role a second time."""
    rows = perfect_8580("8580-500")
    rows["Learner"][0].update(organisation_description=None, own_role=None)
    assert [f[0] for f in found_in("8580-500", rows)] == ["introduction-given", "introduction-given"]
    rows["Narrative"].append({"kind": "introduction", "text": "I lead a team.", "include_in_count": False})
    assert found_in("8580-500", rows) == []


def test_a_word_count_out_of_the_range_is_worth_knowing_only() -> None:
    """Too few words are an info finding that says so."""
    rows = perfect_8580("8580-500")
    for row in rows["Narrative"]:
        row["include_in_count"] = True
    result = check_rows(rows, ("8580-500",))
    assert [(f.id, f.severity.value) for f in result.findings] == [("word-count", "info")]


@pytest.mark.parametrize("unit", PERFECT_UNITS)
def test_the_choice_to_refuse_is_asked_and_never_judged(unit: str) -> None:
    """The workbook shows the question of the refusal box; either answer is in order."""
    assert "Learner.refuse_ilm_use" in used_fields(UNITS[unit])
    for answer in (True, False):
        assert found_in(unit, broken(unit, "Learner", 0, "refuse_ilm_use", answer)) == []


def test_an_observation_without_a_word_deserves_a_look() -> None:
    """A row that says who observed and not what was seen is a should finding at its first box."""
    rows = perfect_8580("8580-501")
    keep = ("date", "observer", "observer_role", "mode")
    rows["Observations"][0] = {name: rows["Observations"][0][name] for name in keep}
    result = check_rows(rows, ("8580-501",))
    assert [(f.id, f.severity.value, f.location) for f in result.findings] == [
        ("observer-feedback", "should", place("Observations", 0, "rapport"))
    ]


def test_an_example_must_be_a_session_that_exists() -> None:
    """An answer to 2.4 that names a session nobody held is refused; a document of one's own will do."""
    rows = perfect_8580("8580-503")
    item = next(n for n, row in enumerate(rows["Narrative"]) if row["criterion"] == "2.4")
    rows["Narrative"][item]["sessions"] = ("C1-77",)
    result = check_rows(rows, ("8580-503",))
    assert str(place("Narrative", item, "sessions")) in [str(f.location) for f in result.findings]
    assert not result.readiness[0].ready
    rows["Narrative"][item]["sessions"] = None
    rows["Evidence"] = [{"title": "My journal", "file": "j.pdf", "criteria": ("2.4",), "author": "learner"}]
    assert found_in("8580-503", rows) == []


def test_one_supervision_with_its_effect_and_one_model_are_enough() -> None:
    """Effectiveness and model are asked for once; without any, the first row's cell is shown."""
    for sheet, field, rule in (
        ("Supervision", "effectiveness", "supervision-evidenced"),
        ("SelfReview", "model_used", "strengths-and-weaknesses"),
    ):
        rows = perfect_8580("8580-503")
        for row in rows[sheet]:
            row[field] = None
        assert found_in("8580-503", rows) == [(rule, str(place(sheet, 0, field)))]
        rows[sheet][-1][field] = "GROW"
        assert found_in("8580-503", rows) == []


def test_each_domain_needs_evidence_once() -> None:
    """Without evidence for a whole domain it is a must finding, at the domain's first row."""
    rows = perfect_8580("8580-503")
    rows["SelfReview"][2]["evidence"] = rows["SelfReview"][3]["evidence"] = None
    result = check_rows(rows, ("8580-503",))
    assert [(f.severity.value, f.location) for f in result.findings] == [
        ("must", place("SelfReview", 2, "evidence")),
        ("should", place("SelfReview", 3, "evidence")),
    ]


def test_a_plan_a_day_short_of_twelve_months_is_too_short() -> None:
    """From 1 July, 30 June is a day too early and 1 July of the next year is enough."""
    rows = perfect_8580("8580-503")
    rows["CPD"][1]["end"] = date(2027, 6, 30)
    assert found_in("8580-503", rows) == [("plan-span", str(heading("CPD", "end")))]
    rows["CPD"][1]["end"] = date(2027, 7, 1)
    assert found_in("8580-503", rows) == []


def test_a_plan_linked_to_an_entry_that_is_not_there_is_shown_at_the_link() -> None:
    """W9 where the self-review has W1 to W3 is one finding at the plan."""
    rows = broken("8580-503", "CPD", 0, "linked_to", ("W9",))
    assert found_in("8580-503", rows) == [("plan-linked", str(place("CPD", 0, "linked_to")))]


def test_an_answer_that_names_no_criterion_is_pointed_out_even_where_records_are_evidence() -> None:
    """A text would be printed at the end and count for nothing; the learner sees it at its cell."""
    rows = perfect_8580("8580-501")
    rows["Narrative"].append({"section": "1", "kind": "statement", "text": "Why we began."})
    found = check_rows(rows, ("8580-501",)).findings
    cell = place("Narrative", len(rows["Narrative"]) - 1, "criterion")
    said = [(f.id, f.severity, f.location) for f in found if f.severity != "info"]
    assert said == [("answer-criterion", "should", cell)]
