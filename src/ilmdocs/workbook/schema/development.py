"""How the learner develops: plan, own strengths and weaknesses, networks, progress."""

from __future__ import annotations

from ilmdocs.workbook.schema.fields import (
    Field,
    FieldType,
    SheetSchema,
    answer,
    choice,
    day,
    session_ref,
    session_refs,
    text,
    units,
)

CPD = SheetSchema(
    "CPD",
    "Continuous professional development plan",
    "One row for each area. The plan needs real dates.",
    (
        answer("area", "Area for development"),
        answer("how", "How will I do it?"),
        answer("support", "What support will I need, including resources"),
        day("start", "Start", "When you begin."),
        day("end", "End", "When it will be done."),
        answer("success", "What will success look like?"),
        choice("horizon", "Horizon", ("short", "mid", "long")),
        choice("kind", "Kind", ("personal", "professional", "career")),
        Field(
            "linked_to",
            "Linked to",
            FieldType.REFS,
            "The label of the strength or weakness on the SelfReview sheet, for example W1.",
            refers_to="SelfReview.review_id",
        ),
        units(),
    ),
)

SELF_REVIEW = SheetSchema(
    "SelfReview",
    "Your own strengths and weaknesses",
    "One row for each strength or weakness that you found in yourself as a coach or mentor.",
    (
        text("review_id", "Label", "A short label such as S1 or W1; the development plan refers to it."),
        choice("domain", "About your", ("knowledge", "skills", "behaviours")),
        choice("kind", "Strength or weakness", ("strength", "weakness")),
        answer("text", "What you found", "In a few sentences."),
        session_refs(
            "evidence", "Evidence for it", "Sessions such as C1-03, or labels from the Evidence sheet."
        ),
        text("model_used", "Model used", "The coaching or mentoring model that you looked at it with."),
        units(),
    ),
)

PROGRESS_LOG = SheetSchema(
    "ProgressLog",
    "Log of your own progress",
    "One row for each entry, with the day on which you made it.",
    (
        day("date", "Date", "The day of the entry."),
        answer("activity", "What you did", "A session, reading, supervision, training …"),
        answer("learning", "What you learned"),
        answer("next_step", "What you will do with it"),
        session_ref("When it belongs to one session, for example C1-03."),
        units(),
    ),
)

NETWORKS = SheetSchema(
    "Networks",
    "Peer coaching and networks",
    "One row for each activity: peer coaching or mentoring, a network, a professional body.",
    (
        day("date", "Date"),
        choice("kind", "Kind", ("peer coaching", "network", "professional body")),
        answer("activity", "Activity"),
        text("role", "Your part in it", "For example coach, coachee, speaker, participant."),
        answer("learning", "What you learned"),
        units(),
    ),
)
