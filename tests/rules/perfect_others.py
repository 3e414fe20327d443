"""Fictional learners without a fault for 8588-500, 8581-L7-20H and 8585-303, to break one place at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ilmdocs.model.finding import Severity
from ilmdocs.rules import CheckResult
from tests.builders import UNITS, Rows, check_rows, perfect_rows

REPORT = "8588-500"
SENIOR = "8581-L7-20H"
JOURNAL = "8585-303"

ITEMS: tuple[tuple[str, str, str], ...] = (
    ("1.1", "definition of coaching", ""),
    ("1.1", "definition of mentoring", ""),
    ("1.1", "similarity", ""),
    ("1.1", "similarity", ""),
    ("1.1", "difference", ""),
    ("1.1", "difference", ""),
    ("1.2", "contextual factor", ""),
    ("1.2", "contextual factor", ""),
    ("1.2", "contextual factor", ""),
    ("1.3", "benefit to individuals", ""),
    ("1.3", "benefit to individuals", ""),
    ("1.3", "benefit to the organisation", ""),
    ("1.3", "benefit to the organisation", ""),
    ("1.4", "measure for individuals", ""),
    ("1.4", "measure for the organisation", ""),
    ("1.5", "individual barrier", ""),
    ("1.5", "individual barrier", ""),
    ("1.5", "organisational barrier", ""),
    ("1.5", "organisational barrier", ""),
    ("2.1", "knowledge", "R1"),
    ("2.1", "skill", "R1"),
    ("2.1", "behaviour", "R1"),
    ("2.2", "communication skill", ""),
    ("2.2", "communication skill", ""),
    ("2.2", "communication skill", ""),
    ("2.2", "communication skill", ""),
    ("2.3", "responsibility", ""),
    ("2.3", "ethical practice", ""),
    ("2.3", "non-judgemental practice", ""),
    ("2.4", "model", ""),
    ("2.5", "reflective practice", ""),
    ("2.5", "individual supervision", ""),
    ("2.5", "peer supervision", ""),
    ("2.5", "group supervision", ""),
    ("3.1", "reason for contracting", ""),
    ("3.1", "characteristic of contracting", ""),
    ("3.1", "code of practice", "R2"),
    ("3.2", "stage of the process", ""),
    ("3.2", "stage of the process", ""),
    ("3.2", "stage of the process", ""),
)
"""Task, kind and source of the points in the perfect report."""
STAGES = ("Initial contracting with the sponsor", "Regular sessions", "Final evaluation of the programme")


def others(unit: str) -> Rows:
    """The perfect rows of one of the three units."""
    return {REPORT: _report, SENIOR: _senior, JOURNAL: _journal}[unit]()


def other_causes(rows: Rows, unit: str) -> list[tuple[str, str]]:
    """The findings that are no consequences, as (rule id, place); not the note on unknown criteria."""
    return [(f.id, str(f.location)) for f in roots(check_rows(rows, (unit,)))]


def roots(result: CheckResult) -> list[Any]:
    """The findings that are no consequences, without the standing note on unknown criteria."""
    return [f for f in result.findings if f.caused_by is None and f.id != "criteria-unknown"]


def filled(unit: str) -> Iterator[tuple[str, int, str]]:
    """Every filled cell of the perfect rows but the unit's own id."""
    for sheet, rows in others(unit).items():
        for item, row in enumerate(rows):
            for field, value in row.items():
                if value is not None and (sheet, field) != ("Units", "unit_id"):
                    yield sheet, item, field


def ends(unit: str) -> Iterator[tuple[str, int, str]]:
    """The filled cells of the first and the last row of each sheet, but for the labels of sources."""
    last = {sheet: len(rows) - 1 for sheet, rows in others(unit).items()}
    return (c for c in filled(unit) if c[1] in (0, last[c[0]]) and c[2] != "ref_id")


def without(unit: str, sheet: str, item: int, field: str, value: Any = None) -> Rows:
    """The perfect rows with one cell blank, or with another value in it."""
    rows = others(unit)
    rows[sheet][item][field] = value
    return rows


def severities(rows: Rows, unit: str) -> list[Severity]:
    """How severe the findings are that are no consequences."""
    return [f.severity for f in roots(check_rows(rows, (unit,)))]


def _base(unit: str) -> Rows:
    rows = perfect_rows("8585-302" if unit == SENIOR else "8585-301")
    rows["Units"][0] |= {"unit_id": unit, "checklist_done": True}
    return rows


def _report() -> Rows:
    rows = _base(REPORT)
    kept = {name: rows[name] for name in ("Learner", "Units")}
    counted: dict[str, int] = {}
    items = []
    for criterion, kind, reference in ITEMS:
        counted[kind] = counted.get(kind, 0) + 1
        text = f"Point {counted[kind]} on the {kind}, explained."
        if kind == "stage of the process":
            text = STAGES[counted[kind] - 1]
        strategy = f"Strategy {counted[kind]}" if kind.endswith("barrier") else None
        items.append(
            {
                "criterion": criterion,
                "kind": kind,
                "text": text,
                "strategy": strategy,
                "reference": reference or None,
            }
        )
    return {
        **kept,
        "Narrative": [
            {"kind": "introduction", "text": "I coach in a fictional council [R2; R3]. " * 400},
            {
                "section": "1",
                "criterion": "1.2",
                "kind": "statement",
                "text": "Size and culture matter [R2; R3]. " * 300,
            },
        ],
        "ReportItems": items,
        "References": [
            {"ref_id": "R1", "type": "book", "author": "Example, A.", "year": "2020", "title": "Coaching"},
            {
                "ref_id": "R2",
                "type": "code",
                "author": "Example Body",
                "year": "2021",
                "title": "Code of ethics",
            },
            {
                "ref_id": "R3",
                "type": "website",
                "author": "Example Institute",
                "title": "On silence",
                "publisher_or_url": "https://example.org/silence",
                "accessed": date(2026, 4, 1),
            },
        ],
    }


def _senior() -> Rows:
    rows = _base(SENIOR)
    for number, client in enumerate(rows["Clients"], start=1):
        client |= {
            "client_level": "senior" if number == 1 else "strategic",
            "rationale": "A new role with a wide remit.",
            "planned_session_hours": 120,
            "overall_progress": "Both needs were met in full.",
        }
    for number, goal in enumerate(rows["Goals"], start=1):
        goal |= {
            "need": f"Need {number}: to delegate.",
            "discussion": "We looked at what holds the client back.",
            "aligned_organisation": "Decisions closer to the service.",
            "progress": "Steady.",
            "outcome": "Two decisions a week are delegated.",
        }
    for session in rows["Sessions"]:
        about = f"{session['client_ref']} {session['session_no']}"
        session |= {"duration": 120, "preparation_resources": f"Read my notes and drew a scale for {about}."}
    rows["Supervision"] = [
        {**rows["Supervision"][0], "type": "individual"},
        {**rows["Supervision"][1], "type": "tutor"},
    ]
    rows["Narrative"] = [
        {"section": c.id[0], "criterion": c.id, "kind": "statement", "text": f"Answer to {c.id} [R1]. " * 100}
        for c in UNITS[SENIOR].criteria()
    ]
    rows["Networks"] = [
        {
            "date": date(2026, 3, day),
            "kind": kind,
            "activity": "A meeting",
            "role": "Coach",
            "learning": "Wait.",
        }
        for day, kind in ((7, "peer coaching"), (14, "network"), (21, "professional body"))
    ]
    rows["SelfReview"] = [
        {"review_id": "S1", "kind": "strength", "domain": "skills", "text": "I listen."},
        {"review_id": "W1", "kind": "weakness", "domain": "skills", "text": "I rush."},
    ]
    rows["CPD"] = [
        {
            "area": f"Area {ref}",
            "how": "Practise with a peer",
            "support": "An hour a month",
            "start": start,
            "end": end,
            "success": "Peers notice it.",
            "linked_to": (ref,),
        }
        for ref, start, end in (
            ("S1", date(2026, 7, 1), date(2027, 7, 1)),
            ("W1", date(2026, 7, 1), date(2027, 8, 1)),
        )
    ]
    return rows


def _journal() -> Rows:
    rows = _base(JOURNAL)
    rows["Narrative"] = [
        {"section": "2", "kind": kind, "text": f"The {kind} of section 2 [R1]."}
        for kind in ("introduction", "summary")
    ]
    rows["CPD"][0] |= {"end": date(2027, 1, 1)}
    gone = ("Goals", "CoacheeFeedback", "Supervision", "Observations")
    return {name: found for name, found in rows.items() if name not in gone}
