"""Who the learner is, which units are taken, and who is coached."""

from __future__ import annotations

from ilmdocs.workbook.schema.fields import (
    Field,
    FieldType,
    SheetSchema,
    answer,
    asked,
    choice,
    day,
    text,
    units,
    whole,
    yes_no,
)
from ilmdocs.workbook.schema.owing import Asked, Behind

LEARNER = SheetSchema(
    "Learner",
    "About you and your centre",
    "Type in the tinted cells. These details are printed on your forms exactly as you type them.",
    (
        text("learner_name", "Your full name", "Your name as it should stand on the forms.", "Learner name"),
        text(
            "surname",
            "Surname (if not the last word)",
            "Only when your surname is not the last word of your name.",
        ),
        text("first_names", "First names (if not the rest)", "Only when they are not the rest of your name."),
        text(
            "ilm_registration_no",
            "ILM registration number",
            "Your enrolment number. Leading zeros are kept.",
            "Learner registration number",
            "Registration number",
        ),
        text("centre_name", "Centre name", "The name of your training centre."),
        text("centre_number", "Centre number", "Leading zeros are kept."),
        text("tutor_assessor", "Tutor or assessor", "The name of your tutor or assessor.", "Tutor"),
        text("iqa", "Internal quality assurer", "If you know it."),
        text("supervisor_default", "Usual supervisor", "Used where a supervision row names no supervisor."),
        text("email", "Your e-mail address", "Never printed. Used only for messages to you."),
        answer(
            "organisation_description",
            "Your organisation",
            "Its size, structure and sector, in a few sentences.",
        ),
        answer("own_role", "Your role", "What you do there."),
        text("coach_display_name", "Name of coach on the forms", "Leave blank to use your full name."),
        Field(
            "signature_image",
            "Picture of your signature (file)",
            FieldType.FILE,
            "A PNG or JPEG beside this workbook. Printed only on your own signature lines. Optional.",
        ),
        yes_no(
            "refuse_ilm_use",
            "Do you refuse ILM's use of your work?",
            "Leave blank or No to allow ILM to use your work anonymously. Yes ticks the refusal box.",
        ),
        choice(
            "submission_route",
            "Submission route",
            ("centre", "ILMA"),
            "centre: your centre assesses. ILMA: the ILM Assessment Service assesses.",
        ),
        answer(
            "originality_statement",
            "Statement on originality and use of AI",
            "Optional: in your own words, which tools you used and for what.",
        ),
    ),
    layout="form",
)


SIGNATURE_MODES = ("wet-held", "e-sign", "typed")
"""How something was signed: on paper kept by the centre, electronically, or merely typed."""


UNITS = SheetSchema(
    "Units",
    "Your units",
    "One row for each unit. Dates of signature are days on which someone really signed.",
    (
        Field(
            "unit_id",
            "Unit",
            FieldType.TEXT,
            "Always with the qualification, for example 8585-301.",
            aliases=("Unit number",),
            lookup="units",
        ),
        yes_no("include", "Include", "No leaves the unit out for now. Blank means Yes.", default="Yes"),
        text("version", "Version of the forms", "Leave blank for the current version."),
        Field(
            "attempt",
            "Attempt",
            FieldType.INTEGER,
            "1 for a first submission, 2 for a resubmission. Blank means 1.",
            minimum=1,
            maximum=2,
            default="1",
        ),
        day("submission_date", "Submission date", "The day on which you hand in."),
        day("matrix_signed", "Matrix signed on", "The day on which you signed the evidence matrix."),
        day("learner_signed", "Declaration signed by you on", "The day on which you signed the declaration."),
        asked(
            Asked(("assessor",), "Sign and date the learner’s declaration of authenticity."),
            day("tutor_signed", "Declaration signed by tutor on", "The day on which your tutor signed it."),
        ),
        choice(
            "signature_mode",
            "How these were signed",
            SIGNATURE_MODES,
            "Declaration and matrix. wet-held: on paper, your centre holds the original. "
            "e-sign: electronically. Blank or typed: the lines on the forms stay empty.",
        ),
        answer(
            "prior_submission_note",
            "Earlier submission",
            "Whether any of this work was handed in before, and where. Blank if not.",
        ),
        choice(
            "assessment_method",
            "How you present your work",
            ("written", "presentation", "professional discussion", "other"),
            "Anything but a written report needs ILM's approval in advance. Blank means written.",
            default="written",
        ),
        day(
            "alternative_method_approved", "Other method approved on", "Only if ILM approved another method."
        ),
        yes_no("checklist_done", "Checked against the criteria", "Yes once you have checked your work."),
        choice(
            "submission_format",
            "Format",
            ("electronic", "paper"),
            "Portfolios are handed in electronically. Paper needs an agreement with ILM.",
        ),
        day("paper_agreed_on", "Paper agreed with ILM on", "Only for paper: the day on which ILM agreed."),
    ),
)


CLIENTS = SheetSchema(
    "Clients",
    "Your clients",
    "One row for each client. Never type a client's name here: use a reference such as C1.",
    (
        text("client_ref", "Client reference", "C1, C2 … or Client A. Not a name.", "Client", "Client ref"),
        choice(
            "mode",
            "Coaching or mentoring",
            ("coaching", "mentoring"),
            "Blank means coaching.",
            default="coaching",
        ),
        choice(
            "client_level",
            "Level of the client",
            ("operational", "first-line", "middle", "senior", "strategic"),
            "The level at which the client works.",
        ),
        answer("profile", "Brief profile of the client", "Role and situation, without anything that names."),
        answer("rationale", "Why coaching or mentoring", "Why it takes place for this client, and why now."),
        answer("benefits", "Anticipated benefits of coaching", "What the client is expected to gain."),
        text("venue", "Where you meet", "The place, or online.", "Venue"),
        answer("venue_suitability", "What makes this venue suitable", "Private, quiet, easy to reach …"),
        Field(
            "planned_session_hours",
            "Planned duration of a session",
            FieldType.DURATION,
            "Hours and minutes, for example 1:30.",
            minimum=1,
            maximum=240,
        ),
        whole("planned_sessions", "Number of sessions planned", 1, 200, "A whole number."),
        answer("goal_process_statement", "How topics and goals were agreed", "What you both did (AC 1.2)."),
        whole(
            "contract_review_after",
            "Review the contract after … sessions",
            1,
            200,
            "A whole number, not more than the sessions planned.",
        ),
        answer(
            "contract_confidentiality",
            "Contract: confidentiality",
            "What was agreed. An assessor gives no marks for a contract whose terms are not on record.",
        ),
        answer("contract_hours", "Contract: hours", "What was agreed."),
        answer("contract_timescales", "Contract: timescales", "What was agreed."),
        answer("contract_cancellations", "Contract: cancellations", "What was agreed."),
        answer("contract_recording", "Contract: recording", "What was agreed about notes and recordings."),
        answer(
            "ethical_contracting", "How you contracted ethically", "Name the policy or code you followed."
        ),
        choice(
            "code_of_practice",
            "Code of practice",
            ("AC", "EMCC", "ICF", "organisation", "other"),
            "The code or policy that the contract follows.",
        ),
        day("coach_signed", "Contract signed by you on"),
        asked(
            Asked(("client",), "Sign and date the contract for your coaching or mentoring."),
            day("client_signed", "Contract signed by client on"),
        ),
        text("stakeholder_ref", "Stakeholder", "A role such as Line manager, never a name. Blank if none."),
        day("stakeholder_signed", "Contract signed by stakeholder on"),
        text("learning_style", "Client's learning style", "And how you found out."),
        answer("diagnostics_text", "Other diagnostic tools and results"),
        answer("tools_statement", "How the tools were used", "How you used them with this client (AC 2.1)."),
        answer("swot_strengths", "SWOT: strengths"),
        answer("swot_weaknesses", "SWOT: weaknesses / areas for development"),
        answer("swot_opportunities", "SWOT: opportunities"),
        answer("swot_threats", "SWOT: threats / barriers"),
        answer(
            "model_statement", "How the coaching model was used", "If the session records do not show it."
        ),
        day("start_date", "Start date of activity", "Blank means the date of the first session."),
        answer("overall_progress", "Overall progress of the client"),
        answer("conclusion", "Conclusion of the coaching", "How it ended and what was achieved (AC 2.4)."),
        day("final_coach_signed", "Completion signed by you on", "On or after the last session."),
        asked(
            Asked(("client",), "Sign and date the completed diary, after your last session."),
            day("final_client_signed", "Completion signed by client on", "On or after the last session."),
        ),
        choice(
            "signature_mode",
            "How it was signed",
            SIGNATURE_MODES,
            "wet-held: on paper, your centre holds the original. e-sign: electronically. "
            "typed: a name was typed; the line on the form stays blank.",
        ),
        units(),
    ),
    behind=Behind("client_ref", "client"),
)
