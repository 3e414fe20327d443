"""What happened with the clients: goals, sessions, tools."""

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
