"""A fictional learner, client and centre, built without a workbook. Nobody here exists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from ilmdocs.model.centre import Centre
from ilmdocs.model.marking import AttemptMarks
from ilmdocs.model.portfolio import Part, Plan
from ilmdocs.model.submission import Row, Sheet, Submission, Value
from ilmdocs.model.unit import Unit
from ilmdocs.plan import plan_portfolio
from ilmdocs.templates_path import templates_folder
from ilmdocs.units import with_settings
from ilmdocs.units.load import load_unit
from ilmdocs.workbook.schema import RATINGS, sheet_schema

TEMPLATES = templates_folder()
LONG = "We looked at what had changed since we last met and where the week had been hard. "
FIRST_DAY = date(2026, 3, 4)


def unit(unit_id: str = "8585-301") -> Unit:
    """A shipped unit, with every part that a centre may switch on."""
    read = load_unit(TEMPLATES / "8585" / "2018-11" / f"{unit_id}.toml")
    return with_settings({unit_id: read}, Centre(charts=True))[unit_id]


def rows(sheet: str, *values: Mapping[str, Value]) -> Sheet:
    """A sheet with rows as they would be read from a workbook."""
    fields = [field.id for field in sheet_schema(sheet).fields]
    return Sheet(
        sheet,
        tuple(
            Row("fictional.xlsx", sheet, 5 + n, dict(row), {f: (5 + n, 1 + i) for i, f in enumerate(fields)})
            for n, row in enumerate(values)
        ),
    )


def session(number: int, client: str = "C1", **changes: Value) -> dict[str, Value]:
    """One complete coaching session, a week after the one before."""
    day = FIRST_DAY + timedelta(days=7 * (number - 1))
    return {
        "session_ref": f"{client}-{number:02}",
        "client_ref": client,
        "session_no": number,
        "date": day,
        "duration": 60 if number % 2 else 75,
        "venue": "Meeting room 2",
        "model": "GROW",
        "progress_review": f"Progress {number}: the weekly plan was kept on four days of five.",
        "goal": f"Goal {number}: to delegate one task each week and to let it go.",
        "reality": f"Reality {number}: most tasks stay on the desk. {LONG * 2}",
        "options": f"Options {number}:\n- a delegation list\n- a weekly talk with the team\n- a buddy",
        "chosen_option": f"Chosen {number}: the weekly talk with the team.",
        "target_date": day + timedelta(days=7),
        "willingness": f"Willingness {number}: 8 of 10.",
        "feedback_given": f"Given {number}: you listened to your own list of reasons. {LONG}",
        "feedback_received": f"Received {number}: the questions made me think. {LONG}",
        "next_date": day + timedelta(days=7),
        "next_venue": "Meeting room 2",
        "ksb_notes": f"Skills {number}: open questions, silence, summarising.",
        "refl_questioning": f"Questioning {number}: I asked what else could be done. {LONG * 2}",
        "refl_listening": f"Listening {number}: I repeated the client's own words. {LONG}",
        "refl_impact": f"Impact {number}: the client wrote the options down. {LONG}",
        "refl_improve": f"Improve {number}: leave more silence. {LONG}",
        **changes,
    }


def _client(**changes: Value) -> dict[str, Value]:
    return {
        "client_ref": "C1",
        "profile": f"Profile: team leader in a call centre, two years in the role. {LONG * 2}",
        "benefits": f"Benefits: more time for the team, fewer late evenings. {LONG}",
        "venue": "Venue: meeting room 2 at the training centre",
        "venue_suitability": "Suitability: quiet, private, close to work.",
        "planned_session_hours": 60,
        "planned_sessions": 6,
        "goal_process_statement": "Process: we wrote down what a good month would look like.",
        "contract_review_after": 3,
        "contract_confidentiality": "Term: nothing leaves the room.",
        "contract_hours": "Term: six hours.",
        "contract_timescales": "Term: six weeks.",
        "contract_cancellations": "Term: a day's notice.",
        "contract_recording": "Term: notes only, no sound.",
        "ethical_contracting": "Ethics: we read the code together and named its limits.",
        "code_of_practice": "EMCC",
        "coach_signed": date(2026, 3, 2),
        "client_signed": date(2026, 3, 3),
        "learning_style": "Style: activist, from a questionnaire.",
        "diagnostics_text": "Diagnostics: wheel of work, 4 of 10 for delegation.",
        "tools_statement": "Tools: the wheel set the order of the topics.",
        "swot_strengths": "Strong: knows the work.",
        "swot_weaknesses": "Weak: says yes too often.",
        "swot_opportunities": "Chance: a new deputy.",
        "swot_threats": "Threat: a merger.",
        "model_statement": "Model: each talk followed the steps.",
        "overall_progress": "Overall: from two to six delegated tasks.",
        "conclusion": "Conclusion: the goals were met and we parted well.",
        "final_coach_signed": date(2026, 4, 8),
        "final_client_signed": date(2026, 4, 9),
        "signature_mode": "wet-held",
        **changes,
    }


def learner_sheets(sessions: int = 6, **client: Value) -> dict[str, Sheet]:
    """All sheets of a complete learner for 8585-301."""
    return {
        "Learner": rows(
            "Learner",
            {
                "learner_name": "Maren Fictional",
                "ilm_registration_no": "ABC0123",
                "centre_name": "Sample Training Centre",
                "centre_number": "012345",
                "tutor_assessor": "Tomas Sample",
                "supervisor_default": "Sana Sample",
            },
        ),
        "Units": rows(
            "Units",
            {
                "unit_id": "8585-301",
                "submission_date": date(2026, 5, 4),
                "matrix_signed": date(2026, 5, 1),
                "learner_signed": date(2026, 5, 2),
                "tutor_signed": date(2026, 5, 3),
            },
        ),
        "Clients": rows("Clients", _client(**client)),
        "Goals": rows(
            "Goals",
            {"goal_id": "G1", "client_ref": "C1", "goal": "Goal one: delegate five tasks.", "status": "met"},
            {"goal_id": "G2", "client_ref": "C1", "goal": "Goal two: leave by six.", "status": "partly"},
        ),
        "Sessions": rows("Sessions", *(session(n + 1) for n in range(sessions))),
        "CoacheeFeedback": rows(
            "CoacheeFeedback",
            {
                "client_ref": "C1",
                "date": date(2026, 4, 9),
                "given_by": "coachee",
                **{f"rating_{name}": 10 - n % 8 for n, (name, _) in enumerate(RATINGS)},
                "overall": "Feedback overall: I reached both goals.",
                "improve": "Feedback improve: a little more structure.",
            },
        ),
        "Supervision": rows(
            "Supervision",
            {
                "date": date(2026, 3, 20),
                "type": "tutor",
                "duration": 60,
                "sessions_discussed": ("C1-01", "C1-02"),
                "outcomes": "Outcome: ask fewer questions at a time.",
                "actions": "Action: write one question down before each session.",
            },
        ),
        "Observations": rows(
            "Observations",
            {
                "date": date(2026, 3, 18),
                "observer": "Olena Sample",
                "observer_role": "supervisor",
                "mode": "observation",
                "session": "C1-03",
                "rapport": "Seen: warm start.",
                "process": "Seen: clear steps.",
                "listening": "Seen: full attention.",
                "questioning": "Seen: open questions.",
                "giving_feedback": "Seen: kind and clear.",
                "asking_feedback": "Seen: asked at the end.",
                "areas_for_development": "Seen: pace.",
            },
        ),
        "CPD": rows(
            "CPD",
            {
                "area": "Area: silence",
                "how": "How: practise with a peer",
                "support": "Support: a peer, one hour a month",
                "start": date(2026, 5, 1),
                "end": date(2026, 11, 30),
                "success": "Success: pauses of ten seconds",
            },
        ),
        "Narrative": rows(
            "Narrative",
            {"section": "1", "kind": "introduction", "text": "Intro: how this section hangs together."},
            {
                "section": "3",
                "criterion": "3.3",
                "kind": "statement",
                "text": "Review: my questions grew shorter.",
            },
            {"section": "3", "kind": "summary", "text": "Summary: what I take with me."},
        ),
        "References": rows(
            "References",
            {
                "ref_id": "R1",
                "type": "book",
                "author": "A. Writer",
                "year": "2017",
                "title": "A book on coaching",
                "publisher_or_url": "Sample Press",
            },
            {
                "ref_id": "R2",
                "type": "website",
                "author": "An institute",
                "year": "2025",
                "title": "A code of ethics",
                "publisher_or_url": "https://example.org/code",
                "accessed": date(2026, 3, 1),
            },
        ),
        "Evidence": rows(
            "Evidence",
            {
                "title": "Recording of session 3",
                "kind": "recording",
                "criteria": ("2.3",),
                "date": date(2026, 3, 18),
                "held_by": "the centre",
            },
        ),
    }


def submission(sheets: Mapping[str, Sheet] | None = None, folder: Path | str = "") -> Submission:
    """A workbook of the fictional learner, or of the sheets given."""
    return Submission("fictional.xlsx", str(folder), learner_sheets() if sheets is None else sheets)


def planned(given: Submission, unit_id: str = "8585-301") -> Plan:
    """The plan of a submission, assessed twice: the second time with the centre's own descriptors."""
    return plan_portfolio(given, unit(unit_id), [assessed(1, unit(unit_id)), assessed(2, unit(unit_id))])


def assessed(attempt: int, of: Unit) -> AttemptMarks:
    """What a fictional assessor wrote: a referral at first, then a pass with descriptors."""
    criteria = [criterion.id for criterion in of.criteria()]
    sheets = {
        "MarkSheet": rows(
            "MarkSheet",
            {
                "unit": of.id,
                "attempt": attempt,
                "assessor": "Alex Assessor",
                "assessor_signed": date(2026, 6, 3 + attempt),
                "signature_mode": "e-sign",
                **({} if attempt == 1 else {"qa_sampled": True, "qa_name": "Quinn Checker"}),
                **({} if attempt == 1 else {"qa_outcome": "Pass", "qa_signed": date(2026, 6, 9)}),
            },
        ),
        "Criteria": rows(
            "Criteria",
            *(
                {
                    "criterion": criterion,
                    "decision": "Refer" if attempt == 1 and criterion == "2.2" else "Pass",
                    "feedback": f"Feedback {criterion}: seen in the records of client C1.",
                }
                for criterion in criteria
            ),
        ),
        "Sections": rows(
            "Sections",
            {
                "section": "1",
                "section_comments": "Comment: well planned.",
                "verification_comments": "Agreed.",
            },
        ),
        "Descriptors": rows(
            "Descriptors",
            *(
                {
                    "criterion": criterion,
                    "referral": f"Too little {criterion}.",
                    "passed": f"Enough {criterion}.",
                    "good_pass": f"Rich {criterion}.",
                }
                for criterion in (criteria if attempt == 2 else ())
            ),
        ),
    }
    return AttemptMarks(attempt, Submission(f"marks-{attempt}.xlsx", "", sheets))


def part_for(plan: Plan, form: str, number: int = 0) -> Part:
    """The first (or another) part that a form is filled for."""
    return [part for part in plan.parts if part.form == form][number]
