"""What happened with the clients: goals, sessions, tools, feedback, supervision, observation."""

from __future__ import annotations

from ilmdocs.workbook.schema.fields import (
    Field,
    FieldType,
    SheetSchema,
    answer,
    choice,
    client_ref,
    day,
    session_ref,
    session_refs,
    text,
    units,
    whole,
    yes_no,
)

GOALS = SheetSchema(
    "Goals",
    "Goals and outcomes",
    "One row for each goal that you agreed with a client.",
    (
        text("goal_id", "Goal label", "A short label such as G1."),
        client_ref(),
        text("need_id", "Need label", "A short label such as N1, when several goals serve one need."),
        answer("need", "Development need", "What the client needs to learn; the goal rests on it."),
        answer("goal", "Goal or outcome", "What the client wants to achieve, relevant to the context."),
        answer(
            "aligned_organisation",
            "Fits the organisation's goal",
            "Which goal of the organisation it serves. Goals belong to the client's work.",
        ),
        answer("aligned_division_or_team", "Fits the division's or team's goal", "Which goal it serves."),
        day("agreed", "Agreed on"),
        day("target", "Target date"),
        answer("discussion", "Discussion", "What you and the client discussed about this goal."),
        answer("progress", "Progress", "How far the client has come towards this very goal."),
        answer("outcome", "Outcome", "What was achieved in the end."),
        choice("status", "Status", ("open", "met", "partly", "dropped")),
        units(),
    ),
)


SESSIONS = SheetSchema(
    "Sessions",
    "Coaching sessions",
    "One row for each session, the reflection at the right end. Hours are added up for you.",
    (
        text("session_ref", "Session reference", "Leave blank: C1-03 is worked out for you."),
        client_ref(),
        whole("session_no", "Session no", 1, 999, "1, 2, 3 … for each client."),
        day("date", "Date", "", "Session date"),
        Field("start_time", "Start time", FieldType.TIME, "For example 10:30. Optional."),
        Field(
            "duration",
            "Duration",
            FieldType.DURATION,
            "Hours and minutes, for example 1:30 or 90 min.",
            minimum=1,
            maximum=240,
        ),
        yes_no("one_to_one", "One to one", "Blank means Yes.", default="Yes"),
        text("venue", "Venue or medium", "Where this session took place."),
        choice(
            "model",
            "Model used",
            ("GROW", "ARROW", "OSKAR", "OSCAR", "Skilled Helper", "other"),
            "The boxes of the form follow GROW.",
        ),
        text("model_name", "Other model", "Its name, and how its steps fit the boxes. Only for other."),
        answer(
            "preparation_resources",
            "Preparation and resources",
            "Materials, exercises, room: what you planned and prepared for it.",
        ),
        answer(
            "progress_review", "Review of client's progress", "Since the last session; not for the first."
        ),
        answer("goal", "Goal for today's meeting"),
        answer("reality", "Reality / current situation"),
        answer("options", "Options generated to achieve goal"),
        answer("chosen_option", "Chosen option"),
        day("target_date", "Target date", "By when the client will act."),
        answer("willingness", "Willingness of client to complete action"),
        answer("feedback_given", "Feedback you gave to the client"),
        answer("feedback_received", "Feedback from coachee on the session"),
        day("next_date", "Date of next session", "Not for the last session."),
        text("next_venue", "Venue of next session", "Not for the last session."),
        answer(
            "ksb_notes",
            "Knowledge, skills and behaviours used",
            "How well you built the relationship, questioned and listened, with examples (AC 2.3).",
        ),
        answer("refl_questioning", "Reflection: how well did you use questioning", "With examples."),
        answer("refl_listening", "Reflection: how well did you use listening", "With examples."),
        answer("refl_impact", "Reflection: impact of the feedback you gave"),
        answer("refl_feedback", "Reflection: feedback from the client", "Blank: the session's own is used."),
        answer("refl_improve", "Reflection: how could you improve"),
        units(),
    ),
)


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
        *(whole(f"rating_{id_}", text, 1, 10, "1 to 10.") for id_, text in RATINGS),
        answer(
            "overall",
            "Overall experience and goals achieved",
            "In the client's words, with how far the agreed goals were reached.",
        ),
        answer("improve", "How your coach could improve", "Needed when any rating is low."),
        units(),
    ),
)


SUPERVISION = SheetSchema(
    "Supervision",
    "Supervision sessions",
    "One row for each supervision session.",
    (
        day("date", "Date of supervision"),
        text("supervisor", "Name of supervisor"),
        choice("type", "Type", ("tutor", "individual", "group", "peer")),
        Field("duration", "Duration", FieldType.DURATION, "For example 1:00.", minimum=1, maximum=480),
        session_refs("sessions_discussed", "Sessions discussed", "For example C1-03; C1-04."),
        answer(
            "outcomes",
            "Outcomes of the supervision session",
            "What you were told, and what you took from it.",
        ),
        answer("actions", "What you will do now to improve"),
        answer("effectiveness", "How effective the supervision was"),
        units(),
    ),
)


OBSERVATIONS = SheetSchema(
    "Observations",
    "Feedback on your coaching",
    "Completed by the supervisor or tutor who observed you or listened to a recording; copy it exactly.",
    (
        day("date", "Date of observation"),
        text("observer", "Name of supervisor or tutor", "", "Observer"),
        choice("observer_role", "Role of observer", ("supervisor", "tutor", "peer")),
        choice("mode", "Observation or recording", ("observation", "recording")),
        session_ref("For example C1-03.", "Session observed"),
        answer("rapport", "Building a rapport"),
        answer("process", "Following a process"),
        answer("listening", "Listening"),
        answer("questioning", "Questioning"),
        answer("giving_feedback", "Giving feedback"),
        answer("asking_feedback", "Asking for feedback"),
        answer("other", "Other"),
        answer("areas_for_development", "Areas for development"),
        units(),
    ),
)

TOOLS = SheetSchema(
    "Tools",
    "Diagnostic tools and techniques",
    "One row each time you used a tool or technique with a client.",
    (
        text("tool", "Tool or technique", "Its name, for example Wheel of work."),
        client_ref(),
        session_ref("The session in which you used it, for example C1-03."),
        answer(
            "purpose",
            "Purpose",
            "What you wanted to find out with it: where the client stands, or has to learn.",
        ),
        answer("result", "Result", "What it showed."),
        answer(
            "critical_review",
            "Critical review",
            "How well it served, where it fell short, and what you would change.",
        ),
        units(),
    ),
)
