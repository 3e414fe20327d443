"""Fictional units that are answered in writing and by records, and a learner of them. Nobody here exists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ilmdocs.model.portfolio import Plan
from ilmdocs.model.submission import Sheet, Submission, Value
from ilmdocs.model.unit import Unit
from ilmdocs.plan import plan_portfolio
from ilmdocs.units.load import load_unit
from ilmdocs.workbook.schema import RATINGS

from . import fictional
from .fictional import rows

_UNITS = Path(__file__).parent / "units"


def unit(unit_id: str = "9100-1") -> Unit:
    """9100-1 asks for every shared form but the report, 9100-2 for the report."""
    return load_unit(_UNITS / f"{unit_id}.toml")


def planned(given: Submission, unit_id: str = "9100-1") -> Plan:
    """The plan of a submission."""
    return plan_portfolio(given, unit(unit_id))


def submission(**sheets: Sheet) -> Submission:
    """The fictional learner's workbook, some sheets replaced."""
    return fictional.submission({**learner_sheets(), **sheets})


def session(number: int, **changes: Value) -> dict[str, Value]:
    """A session of the fictional client, with what these units ask for besides."""
    besides: dict[str, Value] = {
        "preparation_resources": f"Prepared {number}: the last notes.",
        "one_to_one": True,
    }
    return {**fictional.session(number), **besides, **changes}


def learner_sheets(**client: Value) -> dict[str, Sheet]:
    """All sheets of a complete learner for both units."""
    given: dict[str, Value] = {
        "mode": "mentoring", "client_level": "senior", "rationale": "Rationale: a first garden.",
    }  # fmt: skip
    sheets = fictional.learner_sheets(2, **given | client)
    learner = {
        **sheets["Learner"].rows[0].values,
        "organisation_description": "Organisation: a fictional park of nine gardeners.",
        "own_role": "Role: head gardener.",
    }
    return {
        **sheets,
        "Learner": rows("Learner", learner),
        "Units": rows("Units", {"unit_id": "9100-1"}, {"unit_id": "9100-2"}),
        "Goals": rows("Goals", _goal(), {"goal_id": "G2", "client_ref": "C1", "need_id": "N1", "goal": "X."}),
        "Sessions": rows("Sessions", session(1), session(2)),
        **_records(),
        **_written(),
    }


def _goal() -> dict[str, Value]:
    return {
        "goal_id": "G1",
        "client_ref": "C1",
        "need_id": "N1",
        "need": "Need: to let things grow.",
        "goal": "Goal: to dig less.",
        "aligned_organisation": "Aligned: the park's aim.",
        "aligned_division_or_team": "Aligned: the team's aim.",
        "agreed": date(2026, 3, 4),
        "target": date(2026, 6, 1),
        "discussion": "Discussion: what digging is for.",
        "progress": "Progress: half the beds.",
        "outcome": "Outcome: no more digging.",
        "status": "met",
    }


def _records() -> dict[str, Sheet]:
    return {
        "Tools": rows(
            "Tools",
            {
                "tool": "Tool: the soil test",
                "client_ref": "C1",
                "session": "C1-01",
                "purpose": "Purpose: to see what is missing.",
                "result": "Result: lime.",
                "critical_review": "Critical: quick, yet only skin deep.",
            },
        ),
        "CoacheeFeedback": rows(
            "CoacheeFeedback",
            {
                "client_ref": "C1",
                "date": date(2026, 4, 8),
                "given_by": "mentee",
                "overall": "Overall: I grew too.",
                "improve": "Improve: more silence.",
                **{f"rating_{name}": 10 - n % 8 for n, (name, _) in enumerate(RATINGS)},
            },
        ),
        "CPD": rows("CPD", {**_plan(), **_dates(), "linked_to": ("W1",)}, _plan()),
        "SelfReview": rows(
            "SelfReview",
            {
                "review_id": "W1",
                "domain": "skills",
                "kind": "weakness",
                "text": "Found: I hurry.",
                "evidence": ("C1-01",),
                "model_used": "GROW",
            },
        ),
        "ProgressLog": rows(
            "ProgressLog",
            {
                "date": date(2026, 3, 9),
                "activity": "Did: read about moss.",
                "learning": "Learned: shade matters.",
                "next_step": "Next: look up.",
                "session": "C1-01",
            },
            {
                "date": date(2026, 3, 16),
                "activity": "Did: went out.",
                "learning": "Learned: to wait.",
            },
        ),
        "Networks": rows(
            "Networks",
            {
                "date": date(2026, 4, 1),
                "kind": "peer coaching",
                "activity": "Activity: an hour with a peer.",
                "role": "coach",
                "learning": "Learned: to ask.",
            },
        ),
    }


def _plan() -> dict[str, Value]:
    return {
        "area": "Area: patience",
        "how": "How: sowing trees",
        "support": "Support: a peer",
        "success": "Success: shade",
        "horizon": "long",
        "kind": "personal",
    }


def _dates() -> dict[str, Value]:
    return {"start": date(2026, 5, 1), "end": date(2027, 5, 31)}


def _written() -> dict[str, Sheet]:
    return {
        "Narrative": rows(
            "Narrative",
            {"kind": "introduction", "text": "Intro: why gardens."},
            {"section": "1", "kind": "introduction", "text": "Intro one: the ground.\n- clay\n- sand"},
            {"criterion": "1.2", "kind": "statement", "text": "Answer: soil feeds.\n\nIt also holds."},
            {"criterion": "1.2", "kind": "statement", "text": "More: worms.", "sessions": ("C1-01", "C1-02")},
            {"section": "Reflecting on the harvest", "kind": "summary", "text": "Summary two: rest."},
            {"kind": "summary", "text": "Summary of it all."},
            {"section": "9", "kind": "introduction", "text": "Other: about nothing."},
            {"criterion": "2.2", "kind": "statement", "file": "answers.docx"},
        ),
        "ReportItems": rows(
            "ReportItems",
            {"criterion": "1.1", "kind": "difference", "text": "Point: weight.", "reference": "R1"},
            {"criterion": "1.1", "kind": "similarity", "text": "Point: both are ground."},
            {"criterion": "1.1", "kind": "difference", "text": "Point: colour.", "reference": "R9"},
            {
                "criterion": "1.2",
                "kind": "individual barrier",
                "text": "Point: a bad back.",
                "strategy": "Strategy: raised beds.",
            },
        ),
    }
