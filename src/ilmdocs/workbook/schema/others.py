"""What others say of the learner's practice: feedback by clients, supervision, observation."""

from __future__ import annotations

from ilmdocs.workbook.schema.fields import (
    Field,
    FieldType,
    SheetSchema,
    answer,
    asked,
    choice,
    client_ref,
    day,
    session_ref,
    session_refs,
    text,
    units,
    whole,
)
from ilmdocs.workbook.schema.owing import Asked, Behind

RATINGS: tuple[tuple[str, str], ...] = (
    ("builds_rapport", "Builds rapport"),
    ("non_judgemental", "Is non-judgemental"),
    ("listening_skills", "Shows listening skills"),
    ("questioning_skills", "Uses questioning skills to help me self-reflect"),
    ("structured_approach", "Has a structured approach to sessions"),
    ("friendly", "Is friendly"),
    ("helps_set_goals", "Helps me set my goals"),
    ("empathy", "Shows empathy"),
    ("respect", "Shows respect"),
    ("supportive", "Is supportive"),
    ("confidentiality", "Maintains confidentiality"),
    ("patience", "Has patience"),
    ("gives_feedback", "Gives feedback when appropriate"),
    ("accepts_feedback", "Accepts feedback"),
    ("helps_achieve_goals", "Helps me achieve my goals"),
)
"""The fifteen coach attributes of the feedback form, in its order and wording."""


_RATED = Asked(
    ("client",), "Give every point of your feedback sheet{of} a rating, from 1 (poor) to 10 (excellent)."
)
_OVERALL = Asked(
    ("client",),
    "Say on your feedback sheet{of} how it went for you overall, and how far your goals were reached.",
)
_IMPROVE = Asked(("client",), "Say on your feedback sheet{of} how your coach or mentor could improve.")

FEEDBACK = SheetSchema(
    "CoacheeFeedback",
    "Feedback to coach",
    "One row for each feedback sheet, copied exactly. Ratings go from 1 (poor) to 10 (excellent).",
    (
        client_ref(),
        day("date", "Date of feedback"),
        choice(
            "given_by",
            "Given by",
            ("coachee", "mentee", "stakeholder"),
            "Blank means coachee.",
            default="coachee",
        ),
        *(asked(_RATED, whole(f"rating_{id_}", text, 1, 10, "1 to 10.")) for id_, text in RATINGS),
        asked(
            _OVERALL,
            answer(
                "overall",
                "Overall experience and goals achieved",
                "In the client's words, with how far the agreed goals were reached.",
            ),
        ),
        asked(_IMPROVE, answer("improve", "How your coach could improve", "Needed when any rating is low.")),
        units(),
    ),
    asked=Asked(("client",), "Fill in a feedback sheet about your coaching or mentoring."),
    behind=Behind("client_ref", "client", "given_by", (("stakeholder", "learner"),)),
)


SUPERVISION = SheetSchema(
    "Supervision",
    "Supervision sessions",
    "One row for each supervision session.",
    (
        asked(
            Asked(("supervisor", "assessor"), "Tell the learner the day of the supervision session."),
            day("date", "Date of supervision"),
        ),
        text("supervisor", "Name of supervisor"),
        choice("type", "Type", ("tutor", "individual", "group", "peer")),
        Field("duration", "Duration", FieldType.DURATION, "For example 1:00.", minimum=1, maximum=480),
        session_refs("sessions_discussed", "Sessions discussed", "For example C1-03; C1-04."),
        asked(
            Asked(
                ("supervisor", "assessor"),
                "Give the learner your notes on what came out of the supervision session{of}.",
            ),
            answer(
                "outcomes",
                "Outcomes of the supervision session",
                "What you were told, and what you took from it.",
            ),
        ),
        answer("actions", "What you will do now to improve"),
        answer("effectiveness", "How effective the supervision was"),
        units(),
    ),
    asked=Asked(
        ("supervisor", "assessor"),
        "Hold a supervision session with the learner, and give the learner your notes on it.",
    ),
    behind=Behind("supervisor", "supervisor"),
)


_OBSERVED = Asked(
    ("supervisor", "assessor"), "Fill in the whole sheet about the session{of} that you observed."
)

OBSERVATIONS = SheetSchema(
    "Observations",
    "Feedback on your coaching",
    "Completed by the supervisor or tutor who observed you or listened to a recording; copy it exactly.",
    (
        asked(_OBSERVED, day("date", "Date of observation")),
        text("observer", "Name of supervisor or tutor", "", "Observer"),
        choice("observer_role", "Role of observer", ("supervisor", "tutor", "peer")),
        asked(_OBSERVED, choice("mode", "Observation or recording", ("observation", "recording"))),
        session_ref("For example C1-03.", "Session observed"),
        asked(_OBSERVED, answer("rapport", "Building a rapport")),
        asked(_OBSERVED, answer("process", "Following a process")),
        asked(_OBSERVED, answer("listening", "Listening")),
        asked(_OBSERVED, answer("questioning", "Questioning")),
        asked(_OBSERVED, answer("giving_feedback", "Giving feedback")),
        asked(_OBSERVED, answer("asking_feedback", "Asking for feedback")),
        asked(_OBSERVED, answer("other", "Other")),
        asked(_OBSERVED, answer("areas_for_development", "Areas for development")),
        units(),
    ),
    asked=Asked(
        ("supervisor", "assessor"),
        "Observe a session of the learner’s, or listen to a recording of it, and fill in the sheet about it.",
    ),
    behind=Behind("observer", "supervisor", "observer_role", (("tutor", "assessor"), ("peer", "learner"))),
)
