"""Each rule hits and misses by the smallest step: a minute, a day, one row, one word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from ilmdocs.model.finding import Severity
from tests.builders import Rows, causes, check_rows, heading, perfect_rows, place

Change = Callable[[Rows], Any]


def cells(*changes: tuple[str, int, str, Any]) -> Change:
    """Set cells: (sheet, item, field, value)."""

    def change(rows: Rows) -> None:
        for sheet, item, field, value in changes:
            while len(rows[sheet]) <= item:
                rows[sheet].append({})
            rows[sheet][item][field] = value

    return change


def all_rows(sheet: str, field: str, value: Any) -> Change:
    """Set a field in every row of a sheet."""

    def change(rows: Rows) -> None:
        for row in rows[sheet]:
            row[field] = value

    return change


def keep(sheet: str, number: int) -> Change:
    """Keep only the first rows of a sheet."""

    def change(rows: Rows) -> None:
        del rows[sheet][number:]

    return change


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(rows: Rows) -> None:
        for one in changes:
            one(rows)

    return change


LONG = "The client arrived tired and spoke about the rota for most of our hour."
SIXTY = all_rows("Sessions", "duration", 60)
STAKEHOLDER = cells(
    ("Clients", 0, "stakeholder_ref", "Line manager"), ("Clients", 0, "stakeholder_signed", date(2026, 2, 3))
)
STAKEHOLDER_FEEDBACK = cells(
    *(("CoacheeFeedback", 1, name, value) for name, value in perfect_rows()["CoacheeFeedback"][0].items()),
    ("CoacheeFeedback", 1, "given_by", "stakeholder"),
)
RECORDING = cells(
    ("Evidence", 0, "title", "Recording of session 3"),
    ("Evidence", 0, "kind", "recording"),
    ("Evidence", 0, "date", date(2026, 3, 3)),
    ("Evidence", 0, "held_by", "Example Centre"),
)
OWN_DIARY = cells(
    ("Evidence", 0, "title", "Our own diary"),
    ("Evidence", 0, "kind", "evidence"),
    ("Evidence", 0, "file", "diary.pdf"),
    ("Evidence", 0, "replaces", "diary"),
)
SCAN = cells(
    ("Evidence", 0, "title", "Signed sheet"),
    ("Evidence", 0, "kind", "signed-form"),
    ("Evidence", 0, "file", "signed.pdf"),
    ("Evidence", 0, "replaces", "authentication"),
)
NO_DECLARATION = cells(("Units", 0, "learner_signed", None), ("Units", 0, "tutor_signed", None))
NO_SKILLS = both(all_rows("Sessions", "ksb_notes", None), keep("Observations", 0))

HITS: dict[str, tuple[Change, str, Any]] = {
    "5 h 59 min delivered": (
        both(SIXTY, cells(("Sessions", 3, "duration", 59))),
        "delivered-hours",
        heading("Sessions", "duration"),
    ),
    "5 h 55 min planned": (
        cells(("Clients", 0, "planned_session_hours", 71), ("Clients", 0, "planned_sessions", 5)),
        "planned-hours",
        heading("Clients", "planned_session_hours"),
    ),
    "no supervision": (keep("Supervision", 0), "supervision-count", heading("Supervision", "date")),
    "no observation": (keep("Observations", 0), "observation", heading("Observations", "date")),
    "observed by a peer only": (
        cells(("Observations", 0, "observer_role", "peer")),
        "observation",
        place("Observations", 0, "observer_role"),
    ),
    "nothing shows the skills": (NO_SKILLS, "skills-evidenced", heading("Sessions", "ksb_notes")),
    "neither learning style nor other tool": (
        cells(("Clients", 0, "learning_style", None), ("Clients", 0, "diagnostics_text", None)),
        "diagnostics-recorded",
        place("Clients", 0, "learning_style"),
    ),
    "other model without a name": (
        cells(("Sessions", 2, "model", "other")),
        "model-named",
        place("Sessions", 2, "model_name"),
    ),
    "rating of four and no suggestion": (
        cells(("CoacheeFeedback", 0, "rating_patience", 4)),
        "low-score-improvement",
        place("CoacheeFeedback", 0, "improve"),
    ),
    "stakeholder who has not signed": (
        cells(("Clients", 0, "stakeholder_ref", "Line manager")),
        "stakeholder-signed",
        place("Clients", 0, "stakeholder_signed"),
    ),
    "stakeholder without feedback": (STAKEHOLDER, "other-feedback", place("Clients", 0, "stakeholder_ref")),
    "stakeholder signed the day after": (
        both(
            STAKEHOLDER, STAKEHOLDER_FEEDBACK, cells(("Clients", 0, "stakeholder_signed", date(2026, 2, 4)))
        ),
        "contract-before-sessions",
        place("Clients", 0, "stakeholder_signed"),
    ),
    "stakeholder by name": (
        both(STAKEHOLDER, STAKEHOLDER_FEEDBACK, cells(("Clients", 0, "stakeholder_ref", "Zelda Quixby"))),
        "client-named",
        place("Clients", 0, "stakeholder_ref"),
    ),
    "stakeholder with a title": (
        both(STAKEHOLDER, STAKEHOLDER_FEEDBACK, cells(("Clients", 0, "stakeholder_ref", "Mrs Pumblechook"))),
        "contract-anonymised",
        place("Clients", 0, "stakeholder_ref"),
    ),
    "typed signature": (
        cells(("Clients", 0, "signature_mode", "typed")),
        "contract-signed",
        place("Clients", 0, "signature_mode"),
    ),
    "ethics without a code": (
        cells(
            ("Clients", 0, "code_of_practice", None), ("Clients", 0, "ethical_contracting", "We were fair.")
        ),
        "ethical-contracting",
        place("Clients", 0, "code_of_practice"),
    ),
    "five words and no example": (
        cells(("Sessions", 1, "refl_listening", "I listened rather well today")),
        "reflection-examples",
        place("Sessions", 1, "refl_listening"),
    ),
    "paper without agreement": (
        cells(("Units", 0, "submission_format", "paper")),
        "electronic-route",
        place("Units", 0, "paper_agreed_on"),
    ),
    "overlap by a minute": (
        cells(
            ("Sessions", 1, "date", date(2026, 2, 3)),
            ("Sessions", 1, "start_time", time(10, 14)),
            ("Sessions", 0, "next_date", date(2026, 2, 3)),
        ),
        "sessions-overlap",
        place("Sessions", 1, "start_time"),
    ),
    "the same forty words twice": (
        cells(("Sessions", 1, "reality", LONG), ("Sessions", 4, "options", LONG.upper())),
        "repeated-text",
        place("Sessions", 4, "options"),
    ),
    "only a stand-in": (
        cells(("Clients", 0, "conclusion", " TBC. ")),
        "placeholder-text",
        place("Clients", 0, "conclusion"),
    ),
    "an unfilled merge field": (
        cells(("Sessions", 0, "goal", "{{ client.goal }}")),
        "placeholder-text",
        place("Sessions", 0, "goal"),
    ),
    "a client's name in an answer": (
        cells(("Sessions", 3, "reality", "Zebedee spoke of the rota.")),
        "client-named",
        place("Sessions", 3, "reality"),
    ),
    "a client's name in a title": (
        both(RECORDING, cells(("Evidence", 0, "title", "Talk with zebedee quixby"))),
        "client-named",
        place("Evidence", 0, "title"),
    ),
    "a recording without its holder": (
        both(RECORDING, cells(("Evidence", 0, "held_by", None))),
        "evidence-complete",
        place("Evidence", 0, "held_by"),
    ),
    "a recording that is not called one": (
        both(RECORDING, cells(("Evidence", 0, "kind", None))),
        "evidence-complete",
        place("Evidence", 0, "kind"),
    ),
    "evidence without a file": (
        cells(("Evidence", 0, "title", "Notes"), ("Evidence", 0, "criteria", ("2.3",))),
        "evidence-complete",
        place("Evidence", 0, "file"),
    ),
    "evidence for an unknown criterion": (
        cells(
            ("Evidence", 0, "title", "Notes"),
            ("Evidence", 0, "criteria", ("2.3", "9.9")),
            ("Evidence", 0, "file", "notes.pdf"),
        ),
        "unknown-reference",
        place("Evidence", 0, "criteria"),
    ),
    "two clients of one reference": (
        cells(*(("Clients", 1, name, value) for name, value in perfect_rows()["Clients"][0].items())),
        "client-reference",
        place("Clients", 1, "client_ref"),
    ),
    "units of two qualifications": (
        cells(
            ("Units", 1, "unit_id", "8580-501"),
            ("Units", 1, "include", False),
            ("Sessions", 1, "units", ("8585-301", "8580-501")),
        ),
        "two-qualifications",
        place("Sessions", 1, "units"),
    ),
    "website without its address": (
        cells(("References", 0, "publisher_or_url", None)),
        "website-access-date",
        place("References", 0, "publisher_or_url"),
    ),
    "declaration not signed by the tutor": (
        cells(("Units", 0, "tutor_signed", None)),
        "declaration-signed",
        place("Units", 0, "tutor_signed"),
    ),
    "statement for 3.3 that names no criterion": (
        cells(("Narrative", 6, "criterion", None)),
        "communication-review",
        place("Narrative", 6, "criterion"),
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_the_rule_hits(name: str) -> None:
    """One step over the line gives the rule's finding at its place, and nothing else but consequences."""
    change, rule, where = HITS[name]
    rows = perfect_rows()
    change(rows)
    assert causes(check_rows(rows)) == [(rule, str(where))]


MISSES: dict[str, Change] = {
    "6 h delivered": SIXTY,
    "6 h planned": all_rows("Clients", "planned_session_hours", 60),
    "one supervision": keep("Supervision", 1),
    "rating of five": cells(("CoacheeFeedback", 0, "rating_patience", 5)),
    "rating of ten": cells(("CoacheeFeedback", 0, "rating_patience", 10)),
    "rating of one with a suggestion": cells(
        ("CoacheeFeedback", 0, "rating_patience", 1), ("CoacheeFeedback", 0, "improve", "Be patient.")
    ),
    "session of three hours": cells(("Sessions", 1, "duration", 180)),
    "session of a minute": both(
        cells(("Sessions", 1, "duration", 1)), all_rows("Sessions", "ksb_notes", "Open.")
    ),
    "contract on the day of the first session": cells(("Clients", 0, "coach_signed", date(2026, 2, 3))),
    "closed on the day of the last session": cells(("Clients", 0, "final_client_signed", date(2026, 4, 14))),
    "feedback on the day of the last session": cells(("CoacheeFeedback", 0, "date", date(2026, 4, 14))),
    "session on the start date": cells(("Clients", 0, "start_date", date(2026, 2, 3))),
    "no start date": cells(("Clients", 0, "start_date", None)),
    "one after the other": cells(
        ("Sessions", 1, "date", date(2026, 2, 3)),
        ("Sessions", 1, "start_time", time(10, 15)),
        ("Sessions", 0, "next_date", date(2026, 2, 3)),
    ),
    "signed today": cells(("Units", 0, "tutor_signed", date(2026, 11, 22))),
    "review after all sessions": cells(("Clients", 0, "contract_review_after", 6)),
    "learning style alone": cells(("Clients", 0, "diagnostics_text", None)),
    "another tool alone": cells(("Clients", 0, "learning_style", None)),
    "other model with a name": cells(
        ("Sessions", 2, "model", "other"), ("Sessions", 2, "model_name", "CLEAR")
    ),
    "stakeholder signed and heard": both(STAKEHOLDER, STAKEHOLDER_FEEDBACK),
    "supervisor named on the Learner sheet": both(
        all_rows("Supervision", "supervisor", None),
        cells(("Learner", 0, "supervisor_default", "Sam Supervisor")),
    ),
    "paper agreed": cells(
        ("Units", 0, "submission_format", "paper"), ("Units", 0, "paper_agreed_on", date(2026, 1, 5))
    ),
    "signed scan of the declaration": both(NO_DECLARATION, SCAN),
    "skills by observation alone": all_rows("Sessions", "ksb_notes", None),
    "a recording instead of an observation": both(keep("Observations", 0), RECORDING),
    "a stand-in within a sentence": cells(
        ("Clients", 0, "conclusion", "The last goal is tbc by the client.")
    ),
    "a formula-like text": cells(("Sessions", 0, "goal", "{{ 7*7 }}")),
    "short texts may repeat": both(
        *(cells(("Sessions", no, "chosen_option", "As before")) for no in (1, 2, 3))
    ),
    "the book has no access date": cells(
        ("References", 0, "type", "book"), ("References", 0, "accessed", None)
    ),
    "statement as a Word file": cells(
        ("Narrative", 6, "text", None), ("Narrative", 6, "file", "review.docx")
    ),
    "section in words": cells(
        ("Narrative", 0, "section", "Section One"), ("Narrative", 2, "section", "section 2")
    ),
    "a name on the Private sheet": cells(("Private", 0, "aliases", "Zeb; Zebbo")),
    "two sessions on one day": cells(
        ("Sessions", 1, "date", date(2026, 2, 3)),
        ("Sessions", 1, "start_time", time(14)),
        ("Sessions", 0, "next_date", date(2026, 2, 3)),
    ),
    "units of one qualification": cells(
        ("Units", 1, "unit_id", "8585-302"),
        ("Units", 1, "include", False),
        ("Sessions", 1, "units", ("8585-301", "8585-302")),
    ),
    "client by letter": both(
        *(
            all_rows(sheet, "client_ref", "Client A")
            for sheet in ("Clients", "Goals", "Sessions", "CoacheeFeedback", "Private")
        ),
        all_rows("Supervision", "sessions_discussed", ("Client A-02",)),
        all_rows("Observations", "session", "Client A-03"),
    ),
    "role of a stakeholder in capitals": both(
        STAKEHOLDER, STAKEHOLDER_FEEDBACK, cells(("Clients", 0, "stakeholder_ref", "HR Director"))
    ),
}


@pytest.mark.parametrize("name", MISSES)
def test_the_rule_misses(name: str) -> None:
    """Exactly on the line nothing is said."""
    rows = perfect_rows()
    MISSES[name](rows)
    assert [f for f in check_rows(rows).findings if f.severity is not Severity.INFO] == []


def test_302_needs_two_supervisions_on_different_days() -> None:
    """One of two is too few, and two on one day count as one."""
    rows = perfect_rows("8585-302")
    keep("Supervision", 2)(rows)
    assert causes(check_rows(rows, ("8585-302",))) == []
    rows["Supervision"][1]["date"] = rows["Supervision"][0]["date"]
    expected = [("supervision-count", str(heading("Supervision", "date")))]
    assert causes(check_rows(rows, ("8585-302",))) == expected
    keep("Supervision", 1)(rows)
    assert causes(check_rows(rows, ("8585-302",))) == expected


def test_302_needs_twelve_hours_over_all_clients() -> None:
    """Two clients of six hours are enough; a minute less, planned or delivered, is not."""
    rows = perfect_rows("8585-302")
    cells(("Clients", 0, "planned_session_hours", 120), ("Clients", 0, "planned_sessions", 5))(rows)
    cells(("Clients", 1, "planned_session_hours", 119), ("Clients", 1, "planned_sessions", 1))(rows)
    cells(("Clients", 1, "contract_review_after", 1))(rows)
    expected = [("planned-hours", str(heading("Clients", "planned_session_hours")))]
    assert causes(check_rows(rows, ("8585-302",))) == expected
    cells(("Clients", 1, "planned_session_hours", 120))(rows)
    assert causes(check_rows(rows, ("8585-302",))) == []
    all_rows("Clients", "planned_session_hours", 60)(rows)
    all_rows("Clients", "planned_sessions", 6)(rows)
    SIXTY(rows)
    assert causes(check_rows(rows, ("8585-302",))) == []
    rows["Sessions"][11]["duration"] = 59
    assert causes(check_rows(rows, ("8585-302",))) == [
        ("delivered-hours", str(heading("Sessions", "duration")))
    ]


def test_one_client_of_two_without_feedback_should_be_asked() -> None:
    """None at all is a must; one client without it is only a should, at that client's reference."""
    rows = perfect_rows("8585-302")
    rows["CoacheeFeedback"][1] = {}
    (found,) = check_rows(rows, ("8585-302",)).findings
    assert (found.id, found.severity, found.location) == (
        "coachee-feedback",
        Severity.SHOULD,
        place("Clients", 1, "client_ref"),
    )


def test_the_assessment_service_insists_on_an_observation_and_on_its_own_forms() -> None:
    """With the route ILMA a missing observation stops the build, and so do forms that are not ILM's."""
    rows = perfect_rows()
    rows["Learner"][0]["submission_route"] = "ILMA"
    official = frozenset(
        {"matrix", "diary", "reflective-log", "coachee-feedback", "supervision", "cpd", "observation"}
    )
    assert check_rows(rows, official_forms=official).findings == ()
    (found,) = check_rows(rows, official_forms=official - {"diary"}).findings
    assert (found.id, found.location) == ("official-forms", place("Learner", 0, "submission_route"))
    assert "diary" in found.message
    keep("Observations", 0)(rows)
    (found,) = check_rows(rows, official_forms=official).findings
    assert (found.id, found.severity) == ("observation", Severity.MUST)


def test_a_centres_own_diary_satisfies_the_boxes_of_the_form_and_says_so_once() -> None:
    """The plan, contract and session boxes are relaxed; the SWOT becomes a should; hours still count."""
    rows = perfect_rows()
    OWN_DIARY(rows)
    for name in (
        "profile",
        "benefits",
        "coach_signed",
        "contract_review_after",
        "conclusion",
        "swot_threats",
    ):
        rows["Clients"][0][name] = None
    rows["Sessions"][2]["reality"] = None
    rows["Goals"] = []
    found = check_rows(rows).findings
    assert [(f.id, f.severity.value) for f in found] == [
        ("diagnostics-recorded", "should"),
        ("centre-devised", "info"),
    ]
    rows["Sessions"][2]["duration"] = 0
    assert "duration-range" in {f.id for f in check_rows(rows).findings}


def test_an_own_diary_of_one_client_relaxes_nothing_for_another() -> None:
    """A document that names its client stands for that client's form alone."""
    rows = perfect_rows("8585-302")
    both(OWN_DIARY, cells(("Evidence", 0, "client_ref", "C1")))(rows)
    all_rows("Clients", "profile", None)(rows)
    assert causes(check_rows(rows, ("8585-302",))) == [
        ("plan-complete", str(place("Clients", 1, "profile"))),
        ("centre-devised", str(place("Evidence", 0, "replaces"))),
    ]


def test_a_signed_scan_of_the_diary_relaxes_nothing() -> None:
    """A signature on our own form does not fill its boxes."""
    rows = perfect_rows()
    both(OWN_DIARY, cells(("Evidence", 0, "kind", "signed-form"), ("Clients", 0, "profile", None)))(rows)
    assert causes(check_rows(rows)) == [("plan-complete", str(place("Clients", 0, "profile")))]


def test_a_blank_usual_supervisor_is_one_finding_at_the_first_supervision() -> None:
    """Where no row names a supervisor, naming one on the Learner sheet puts all of them right."""
    rows = perfect_rows("8585-302")
    all_rows("Supervision", "supervisor", None)(rows)
    assert causes(check_rows(rows, ("8585-302",))) == [
        ("supervisor-named", str(place("Supervision", 0, "supervisor")))
    ]


def test_a_client_reference_that_is_a_name_is_never_repeated_in_a_message() -> None:
    """What looks like a name is reported without being printed, wherever rows refer to it."""
    rows = perfect_rows()
    for sheet in ("Clients", "Goals", "Sessions", "CoacheeFeedback", "Private"):
        all_rows(sheet, "client_ref", "Zebedee")(rows)
    rows["Sessions"][3]["client_ref"] = "Zebeddee"
    rows["Sessions"][2]["reality"] = None
    result = check_rows(rows)
    assert {"contract-anonymised", "client-named", "unknown-reference"} <= {f.id for f in result.findings}
    assert not any("zebed" in f"{f.message} {f.remedy}".casefold() for f in result.findings)
