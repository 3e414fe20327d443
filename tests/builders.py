"""Submissions made in memory for tests: a perfect fictional learner to break in one place at a time.

Rows are plain dictionaries, field id to value, in the native types of `Submission`. Nobody here is real.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.submission import Heading, Row, Sheet, Submission
from ilmdocs.plan import plan_portfolio
from ilmdocs.rules import CheckContext, CheckResult, check
from ilmdocs.units import load_units
from ilmdocs.workbook.schema import (
    FIRST_ROW,
    FORM_FIRST_ROW,
    FORM_LABEL_COLUMN,
    FORM_VALUE_COLUMN,
    HEADER_ROW,
    RATINGS,
    SHEETS,
    SheetSchema,
    sheet_schema,
)

Rows = dict[str, list[dict[str, Any]]]
FILE = "learner.xlsx"
TODAY = date(2026, 11, 22)
FIRST_SESSION = date(2026, 2, 3)
TEMPLATES = Path(__file__).parents[1] / "templates"
UNITS = load_units(TEMPLATES)
UNIT_301 = UNITS["8585-301"]
UNIT_302 = UNITS["8585-302"]


class Unreadable:
    """Stands for a cell that holds something which could not be read."""


UNREADABLE = Unreadable()


def submission(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Submission:
    """A submission with every sheet of the schema; a row that is an empty mapping leaves a gap."""
    return Submission(
        FILE, ".", {schema.name: _sheet(schema, rows.get(schema.name, ())) for schema in SHEETS}
    )


def plans_for(made: Submission, units: Sequence[str] = ("8585-301",)) -> tuple[Plan, ...]:
    """The plans of a submission for units, as the pipeline makes them."""
    return tuple(plan_portfolio(made, UNITS[unit]) for unit in units)


def check_rows(
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    units: Sequence[str] = ("8585-301",),
    *,
    today: date = TODAY,
    reading: tuple[Finding, ...] = (),
    official_forms: frozenset[str] = frozenset(),
) -> CheckResult:
    """Everything the rules say about rows."""
    made = submission(rows)
    context = CheckContext(today, official_forms=official_forms, reading=reading)
    return check(made, plans_for(made, units), context)


def causes(result: CheckResult) -> list[tuple[str, str]]:
    """The findings that are no mere consequences, as (rule id, place)."""
    return [(found.id, str(found.location)) for found in result.findings if found.caused_by is None]


def place(sheet: str, item: int, field_id: str) -> Location:
    """The cell of a field in the item-th row (0 is the first)."""
    schema = sheet_schema(sheet)
    number = [field.id for field in schema.fields].index(field_id)
    if schema.layout == "form":
        return Location(FILE, sheet, FORM_FIRST_ROW + number, FORM_VALUE_COLUMN)
    return Location(FILE, sheet, FIRST_ROW + item, number + 1)


def heading(sheet: str, field_id: str) -> Location:
    """The heading cell of a column."""
    number = [field.id for field in sheet_schema(sheet).fields].index(field_id)
    return Location(FILE, sheet, HEADER_ROW, number + 1)


def _sheet(schema: SheetSchema, rows: Sequence[Mapping[str, Any]]) -> Sheet:
    form = schema.layout == "form"
    headings = {
        field.id: Heading(field.heading, FORM_FIRST_ROW + number, FORM_LABEL_COLUMN)
        if form
        else Heading(field.heading, HEADER_ROW, number + 1)
        for number, field in enumerate(schema.fields)
    }
    return Sheet(
        schema.name,
        tuple(_row(schema, item, values) for item, values in enumerate(rows) if values),
        headings,
    )


def _row(schema: SheetSchema, item: int, values: Mapping[str, Any]) -> Row:
    cells = {}
    for field in schema.fields:
        where = place(schema.name, item, field.id)
        assert where.row is not None and where.column is not None
        cells[field.id] = (where.row, where.column)
    unknown = set(values) - set(cells)
    assert not unknown, unknown
    known = {name: value for name, value in values.items() if value is not None and value is not UNREADABLE}
    if (
        schema.name == "Sessions"
        and "session_ref" not in known
        and {"client_ref", "session_no"} <= set(known)
    ):
        known["session_ref"] = f"{known['client_ref']}-{known['session_no']:02}"
    unreadable = frozenset(name for name, value in values.items() if value is UNREADABLE)
    return Row(FILE, schema.name, FIRST_ROW + item, known, cells, unreadable)


def perfect_rows(unit: str = "8585-301") -> Rows:
    """A fictional learner without a fault: for 301 one client and 7 h 30, for 302 two clients and 15 h."""
    refs = ["C1"] if unit == "8585-301" else ["C1", "C2"]
    rows: Rows = {
        "Learner": [_learner()],
        "Units": [
            {
                "unit_id": unit,
                "include": True,
                "attempt": 1,
                "submission_date": date(2026, 6, 30),
                "matrix_signed": date(2026, 6, 29),
                "learner_signed": date(2026, 6, 29),
                "tutor_signed": date(2026, 6, 30),
                "submission_format": "electronic",
            }
        ],
        "Clients": [_client(ref, number) for number, ref in enumerate(refs)],
        "Goals": [
            {
                "goal_id": f"G{number}",
                "client_ref": ref,
                "goal": f"Lead the weekly meeting of team {ref} calmly.",
                "agreed": FIRST_SESSION,
                "status": "met",
            }
            for number, ref in enumerate(refs, start=1)
        ],
        "Sessions": [_session(ref, number, no) for number, ref in enumerate(refs) for no in range(1, 7)],
        "CoacheeFeedback": [
            {
                "client_ref": ref,
                "date": date(2026, 5, 6),
                "given_by": "coachee",
                "overall": "I reached my goal and felt heard.",
                "improve": None,
                **{f"rating_{name}": 8 for name, _ in RATINGS},
            }
            for ref in refs
        ],
        "Supervision": [
            {
                "date": date(2026, 3, day),
                "supervisor": "Sam Supervisor",
                "type": "tutor",
                "duration": 60,
                "sessions_discussed": (f"C1-0{no}",),
                "outcomes": f"I rush silence; noted in talk {no}.",
                "actions": f"Count to {no + 4} before I speak.",
            }
            for no, day in ((2, 5), (3, 19), (4, 26))[: 2 if unit == "8585-301" else 3]
        ],
        "Observations": [
            {
                "date": date(2026, 3, 3),
                "observer": "Sam Supervisor",
                "observer_role": "supervisor",
                "mode": "observation",
                "session": "C1-03",
                "rapport": "Warm and unhurried.",
                "process": "Followed GROW.",
                "listening": "Picked up what was not said.",
                "questioning": "Open questions throughout.",
                "giving_feedback": "Specific and kind.",
                "asking_feedback": "Asked twice.",
                "areas_for_development": "Leave more silence.",
            }
        ],
        "CPD": [
            {
                "area": "Silence",
                "how": "Practise with a peer",
                "support": "A peer, one hour a month",
                "start": date(2026, 7, 1),
                "end": date(2027, 1, 31),
                "success": "Peers notice longer pauses.",
            }
        ],
        "Narrative": [
            *(
                {"section": section, "kind": kind, "text": f"The {kind} of section {section}."}
                for section in ("1", "2", "3")
                for kind in ("introduction", "summary")
            ),
            {
                "section": "3",
                "criterion": "3.3",
                "kind": "statement",
                "text": "My questioning grew more open, as Example Institute (n.d.) had promised.",
            },
        ],
        "References": [
            {
                "ref_id": "R1",
                "type": "website",
                "author": "Example Institute",
                "year": "n.d.",
                "title": "On silence",
                "publisher_or_url": "https://example.org/silence",
                "accessed": date(2026, 4, 1),
            }
        ],
        "Evidence": [],
        "Private": [
            {
                "client_ref": ref,
                "real_name": name,
                "email": f"someone{number}@example.org",
                "employer": "Quillfeather Widgets Ltd",
            }
            for number, (ref, name) in enumerate(
                zip(refs, ("Zebedee Quixby", "Ottoline Crumpet"), strict=False)
            )
        ],
    }
    return rows


def _learner() -> dict[str, Any]:
    return {
        "learner_name": "Ffion Example",
        "ilm_registration_no": "ABC123",
        "centre_name": "Example Centre",
        "centre_number": "012345",
        "tutor_assessor": "Tom Tutor",
        "submission_route": "centre",
        "organisation_description": "A fictional council of 900 people.",
        "own_role": "Team leader",
    }


def _client(ref: str, number: int) -> dict[str, Any]:
    return {
        "client_ref": ref,
        "mode": "coaching",
        "client_level": "first-line",
        "profile": f"Team leader number {number + 1}, new in post.",
        "benefits": "More confidence in meetings.",
        "venue": "Room 2",
        "venue_suitability": "Quiet and private.",
        "planned_session_hours": 75,
        "planned_sessions": 6,
        "goal_process_statement": "We listed wishes and chose together.",
        "contract_review_after": 3,
        "contract_confidentiality": "Nothing leaves the room.",
        "contract_hours": "Six sessions of 1 h 15 min.",
        "contract_timescales": "February to May.",
        "contract_cancellations": "A day's notice.",
        "contract_recording": "Notes only.",
        "ethical_contracting": "I followed the code of my institute.",
        "code_of_practice": "EMCC",
        "coach_signed": FIRST_SESSION,
        "client_signed": FIRST_SESSION,
        "learning_style": "Reflector, by questionnaire",
        "diagnostics_text": "Wheel of work: low on rest.",
        "tools_statement": "We filled in the wheel together.",
        "swot_strengths": "Patient",
        "swot_weaknesses": "Avoids conflict",
        "swot_opportunities": "New team",
        "swot_threats": "Reorganisation",
        "model_statement": "GROW gave each hour its shape (Example Institute, n.d.).",
        "start_date": FIRST_SESSION,
        "overall_progress": "Steady.",
        "conclusion": "The goal was met.",
        "final_coach_signed": date(2026, 5, 5),
        "final_client_signed": date(2026, 5, 5),
        "signature_mode": "wet-held",
    }


def _session(ref: str, number: int, no: int) -> dict[str, Any]:
    """Session `no` of the `number`-th client: a fortnight after the one before, on the client's own hour."""
    day = FIRST_SESSION + timedelta(days=14 * (no - 1))
    about = f"in session {no} with {ref}"
    return {
        "client_ref": ref,
        "session_no": no,
        "date": day,
        "start_time": time(9 + 2 * number),
        "duration": 75,
        "one_to_one": True,
        "venue": "Room 2",
        "model": "GROW",
        "progress_review": None if no == 1 else f"The step agreed before was taken, as told {about}.",
        "goal": f"Choose one step for the week {about}.",
        "reality": f"Meetings overrun, as described {about}.",
        "options": f"Three ways were found {about}.",
        "chosen_option": f"Way {no}",
        "target_date": day + timedelta(days=7),
        "willingness": f"Eight of ten, said {about}.",
        "feedback_given": f"You name things clearly, I said {about}.",
        "feedback_received": f"The pause helped me, I heard {about}.",
        "next_date": None if no == 6 else day + timedelta(days=14),
        "next_venue": None if no == 6 else "Room 2",
        "ksb_notes": f"Open questions and summarising {about}.",
        "refl_questioning": f"For example I asked what else was possible {about}.",
        "refl_listening": f"For example I repeated a word {about}.",
        "refl_impact": f"The feedback made the client smile {about}.",
        "refl_improve": f"Wait longer than I did {about}.",
    }
