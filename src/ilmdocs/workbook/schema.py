"""The schema of the intake workbook: one source for creating, reading, `fields` and the documentation.

Field ids never change between versions; headings may. Which fields a unit requires is not said here:
that follows from the unit's own rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SCHEMA_VERSION = 1
INTAKE_KIND = "intake"


class FieldType(StrEnum):
    """How a cell is read (design §3, `fields`)."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yesno"
    REF = "ref"
    REFS = "refs"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One column (or one line of a form-layout sheet).

    `help` is one or two plain sentences for the learner. `long` marks answers that may run over pages.
    `minimum` and `maximum` are in the field's own unit (durations: minutes) and drive the cell's
    validation in Excel; the rules decide what breaking them means. `aliases` are headings that older
    workbooks or centres use. `default` is what a blank cell means, as one would type it. `lookup` names
    choices that come from the unit files instead of `choices`: `units` or `criteria`.
    """

    id: str
    heading: str
    type: FieldType = FieldType.TEXT
    help: str = ""
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    minimum: int | None = None
    maximum: int | None = None
    long: bool = False
    aliases: tuple[str, ...] = ()
    default: str = ""
    lookup: str = ""


@dataclass(frozen=True, slots=True)
class SheetSchema:
    """One sheet: `layout` is `rows` (a heading row, then a row per item) or `form` (label and value).

    `title` and `intro` are printed above the headings.
    """

    name: str
    title: str
    intro: str
    fields: tuple[Field, ...]
    layout: str = "rows"

    def field(self, field_id: str) -> Field:
        """The field with an id.

        Raises:
            KeyError: when the sheet has no such field.
        """
        for item in self.fields:
            if item.id == field_id:
                return item
        raise KeyError(f"{self.name}.{field_id}")


TITLE_ROW = 1
INTRO_ROW = 2
HEADER_ROW = 4
FIRST_ROW = 5
FORM_FIRST_ROW = 4
FORM_LABEL_COLUMN = 1
FORM_VALUE_COLUMN = 2


def _t(id_: str, heading: str, help_: str = "", *aliases: str) -> Field:
    return Field(id_, heading, FieldType.TEXT, help_, aliases=aliases)


def _long(id_: str, heading: str, help_: str = "", *aliases: str) -> Field:
    return Field(id_, heading, FieldType.TEXT, help_, long=True, aliases=aliases)


def _d(id_: str, heading: str, help_: str = "", *aliases: str) -> Field:
    return Field(id_, heading, FieldType.DATE, help_, aliases=aliases)


def _choice(id_: str, heading: str, choices: tuple[str, ...], help_: str = "", *, default: str = "") -> Field:
    return Field(id_, heading, FieldType.CHOICE, help_, choices=choices, default=default)


def _yes(id_: str, heading: str, help_: str = "", *, default: str = "") -> Field:
    return Field(id_, heading, FieldType.YES_NO, help_, default=default)


def _int(
    id_: str, heading: str, minimum: int | None = None, maximum: int | None = None, help_: str = ""
) -> Field:
    return Field(id_, heading, FieldType.INTEGER, help_, minimum=minimum, maximum=maximum)


def _client(help_: str = "The reference of the client, as on the Clients sheet, for example C1.") -> Field:
    return Field(
        "client_ref",
        "Client reference",
        FieldType.REF,
        help_,
        refers_to="Clients.client_ref",
        aliases=("Client", "Client ref", "Coachee reference"),
    )


def _units() -> Field:
    return Field(
        "units",
        "Units (blank = all)",
        FieldType.REFS,
        "Leave blank unless this row belongs to some of your units only. Separate several with ;",
        refers_to="Units.unit_id",
        aliases=("Units", "Counts for"),
    )


_LEARNER = SheetSchema(
    "Learner",
    "About you and your centre",
    "Type in the tinted cells. These details are printed on your forms exactly as you type them.",
    (
        _t("learner_name", "Your full name", "Your name as it should stand on the forms.", "Learner name"),
        _t(
            "surname",
            "Surname (if not the last word)",
            "Only when your surname is not the last word of your name.",
        ),
        _t("first_names", "First names (if not the rest)", "Only when they are not the rest of your name."),
        _t(
            "ilm_registration_no",
            "ILM registration number",
            "Your enrolment number. Leading zeros are kept.",
            "Learner registration number",
            "Registration number",
        ),
        _t("centre_name", "Centre name", "The name of your training centre."),
        _t("centre_number", "Centre number", "Leading zeros are kept."),
        _t("tutor_assessor", "Tutor or assessor", "The name of your tutor or assessor.", "Tutor"),
        _t("iqa", "Internal quality assurer", "If you know it."),
        _t("supervisor_default", "Usual supervisor", "Used where a supervision row names no supervisor."),
        _t("email", "Your e-mail address", "Never printed. Used only for messages to you."),
        _long(
            "organisation_description",
            "Your organisation",
            "Its size, structure and sector, in a few sentences.",
        ),
        _long("own_role", "Your role", "What you do there."),
        _t("coach_display_name", "Name of coach on the forms", "Leave blank to use your full name."),
        Field(
            "signature_image",
            "Picture of your signature (file)",
            FieldType.FILE,
            "A PNG or JPEG beside this workbook. Printed only on your own signature lines. Optional.",
        ),
        _yes(
            "refuse_ilm_use",
            "Do you refuse ILM's use of your work?",
            "Leave blank or No to allow ILM to use your work anonymously. Yes ticks the refusal box.",
        ),
        _choice(
            "submission_route",
            "Submission route",
            ("centre", "ILMA"),
            "centre: your centre assesses. ILMA: the ILM Assessment Service assesses.",
        ),
        _long(
            "originality_statement",
            "Statement on originality and use of AI",
            "Optional: in your own words, which tools you used and for what.",
        ),
    ),
    layout="form",
)

SIGNATURE_MODES = ("wet-held", "e-sign", "typed")
"""How something was signed: on paper kept by the centre, electronically, or merely typed."""

_UNITS = SheetSchema(
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
        _yes("include", "Include", "No leaves the unit out for now. Blank means Yes.", default="Yes"),
        _t("version", "Version of the forms", "Leave blank for the current version."),
        Field(
            "attempt",
            "Attempt",
            FieldType.INTEGER,
            "1 for a first submission, 2 for a resubmission. Blank means 1.",
            minimum=1,
            maximum=2,
            default="1",
        ),
        _d("submission_date", "Submission date", "The day on which you hand in."),
        _d("matrix_signed", "Matrix signed on", "The day on which you signed the evidence matrix."),
        _d("learner_signed", "Declaration signed by you on", "The day on which you signed the declaration."),
        _d("tutor_signed", "Declaration signed by tutor on", "The day on which your tutor signed it."),
        _choice(
            "signature_mode",
            "How these were signed",
            SIGNATURE_MODES,
            "Declaration and matrix. wet-held: on paper, your centre holds the original. "
            "e-sign: electronically. Blank or typed: the lines on the forms stay empty.",
        ),
        _long(
            "prior_submission_note",
            "Earlier submission",
            "Whether any of this work was handed in before, and where. Blank if not.",
        ),
        _d("alternative_method_approved", "Other method approved on", "Only if ILM approved another method."),
        _yes("checklist_done", "Checked against the criteria", "Yes once you have checked your work."),
        _choice(
            "submission_format",
            "Format",
            ("electronic", "paper"),
            "Portfolios are handed in electronically. Paper needs an agreement with ILM.",
        ),
        _d("paper_agreed_on", "Paper agreed with ILM on", "Only for paper: the day on which ILM agreed."),
    ),
)

_CLIENTS = SheetSchema(
    "Clients",
    "Your clients",
    "One row for each client. Never type a client's name here: use a reference such as C1.",
    (
        _t("client_ref", "Client reference", "C1, C2 … or Client A. Not a name.", "Client", "Client ref"),
        _choice(
            "mode",
            "Coaching or mentoring",
            ("coaching", "mentoring"),
            "Blank means coaching.",
            default="coaching",
        ),
        _choice(
            "client_level",
            "Level of the client",
            ("operational", "first-line", "middle", "senior", "strategic"),
            "The level at which the client works.",
        ),
        _long("profile", "Brief profile of the client", "Role and situation, without anything that names."),
        _long("rationale", "Why coaching or mentoring", "Why it takes place for this client."),
        _long("benefits", "Anticipated benefits of coaching", "What the client is expected to gain."),
        _t("venue", "Where you meet", "The place, or online.", "Venue"),
        _long("venue_suitability", "What makes this venue suitable", "Private, quiet, easy to reach …"),
        Field(
            "planned_session_hours",
            "Planned duration of a session",
            FieldType.DURATION,
            "Hours and minutes, for example 1:30.",
            minimum=1,
            maximum=240,
        ),
        _int("planned_sessions", "Number of sessions planned", 1, 200, "A whole number."),
        _long("goal_process_statement", "How topics and goals were agreed", "What you both did (AC 1.2)."),
        _int(
            "contract_review_after",
            "Review the contract after … sessions",
            1,
            200,
            "A whole number, not more than the sessions planned.",
        ),
        _long("contract_confidentiality", "Contract: confidentiality", "What was agreed."),
        _long("contract_hours", "Contract: hours", "What was agreed."),
        _long("contract_timescales", "Contract: timescales", "What was agreed."),
        _long("contract_cancellations", "Contract: cancellations", "What was agreed."),
        _long("contract_recording", "Contract: recording", "What was agreed about notes and recordings."),
        _long("ethical_contracting", "How you contracted ethically", "Name the policy or code you followed."),
        _choice(
            "code_of_practice",
            "Code of practice",
            ("AC", "EMCC", "ICF", "organisation", "other"),
            "The code or policy that the contract follows.",
        ),
        _d("coach_signed", "Contract signed by you on"),
        _d("client_signed", "Contract signed by client on"),
        _t("stakeholder_ref", "Stakeholder", "A role such as Line manager, never a name. Blank if none."),
        _d("stakeholder_signed", "Contract signed by stakeholder on"),
        _t("learning_style", "Client's learning style", "And how you found out."),
        _long("diagnostics_text", "Other diagnostic tools and results"),
        _long("tools_statement", "How the tools were used", "How you used them with this client (AC 2.1)."),
        _long("swot_strengths", "SWOT: strengths"),
        _long("swot_weaknesses", "SWOT: weaknesses / areas for development"),
        _long("swot_opportunities", "SWOT: opportunities"),
        _long("swot_threats", "SWOT: threats / barriers"),
        _long("model_statement", "How the coaching model was used", "If the session records do not show it."),
        _d("start_date", "Start date of activity", "Blank means the date of the first session."),
        _long("overall_progress", "Overall progress of the client"),
        _long("conclusion", "Conclusion of the coaching", "How it ended and what was achieved (AC 2.4)."),
        _d("final_coach_signed", "Completion signed by you on", "On or after the last session."),
        _d("final_client_signed", "Completion signed by client on", "On or after the last session."),
        _choice(
            "signature_mode",
            "How it was signed",
            SIGNATURE_MODES,
            "wet-held: on paper, your centre holds the original. e-sign: electronically. "
            "typed: a name was typed; the line on the form stays blank.",
        ),
        _units(),
    ),
)

_GOALS = SheetSchema(
    "Goals",
    "Goals and outcomes",
    "One row for each goal that you agreed with a client.",
    (
        _t("goal_id", "Goal label", "A short label such as G1."),
        _client(),
        _t("need_id", "Need label", "A short label such as N1, when several goals serve one need."),
        _long("need", "Development need", "The need behind the goal."),
        _long("goal", "Goal or outcome", "What the client wants to achieve, relevant to the context."),
        _long("aligned_organisation", "Fits the organisation's goal", "Which goal of the organisation."),
        _long("aligned_division_or_team", "Fits the division's or team's goal", "Which goal it serves."),
        _d("agreed", "Agreed on"),
        _d("target", "Target date"),
        _long("progress", "Progress"),
        _long("outcome", "Outcome"),
        _choice("status", "Status", ("open", "met", "partly", "dropped")),
        _units(),
    ),
)

_SESSIONS = SheetSchema(
    "Sessions",
    "Coaching sessions",
    "One row for each session, the reflection at the right end. Hours are added up for you.",
    (
        _t("session_ref", "Session reference", "Leave blank: C1-03 is worked out for you."),
        _client(),
        _int("session_no", "Session no", 1, 999, "1, 2, 3 … for each client."),
        _d("date", "Date", "", "Session date"),
        Field("start_time", "Start time", FieldType.TIME, "For example 10:30. Optional."),
        Field(
            "duration",
            "Duration",
            FieldType.DURATION,
            "Hours and minutes, for example 1:30 or 90 min.",
            minimum=1,
            maximum=240,
        ),
        _yes("one_to_one", "One to one", "Blank means Yes.", default="Yes"),
        _t("venue", "Venue or medium", "Where this session took place."),
        _choice(
            "model",
            "Model used",
            ("GROW", "ARROW", "OSKAR", "OSCAR", "Skilled Helper", "other"),
            "The boxes of the form follow GROW.",
        ),
        _t("model_name", "Other model", "Its name, and how its steps fit the boxes. Only for other."),
        _long("preparation_resources", "Preparation and resources", "What you prepared for the session."),
        _long("progress_review", "Review of client's progress", "Since the last session; not for the first."),
        _long("goal", "Goal for today's meeting"),
        _long("reality", "Reality / current situation"),
        _long("options", "Options generated to achieve goal"),
        _long("chosen_option", "Chosen option"),
        _d("target_date", "Target date", "By when the client will act."),
        _long("willingness", "Willingness of client to complete action"),
        _long("feedback_given", "Feedback you gave to the client"),
        _long("feedback_received", "Feedback from coachee on the session"),
        _d("next_date", "Date of next session", "Not for the last session."),
        _t("next_venue", "Venue of next session", "Not for the last session."),
        _long("ksb_notes", "Knowledge, skills and behaviours used", "Questioning, listening … (AC 2.3)."),
        _long("refl_questioning", "Reflection: how well did you use questioning", "With examples."),
        _long("refl_listening", "Reflection: how well did you use listening", "With examples."),
        _long("refl_impact", "Reflection: impact of the feedback you gave"),
        _long("refl_feedback", "Reflection: feedback from the client", "Blank: the session's own is used."),
        _long("refl_improve", "Reflection: how could you improve"),
        _units(),
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

_FEEDBACK = SheetSchema(
    "CoacheeFeedback",
    "Feedback to coach",
    "One row for each feedback sheet, copied exactly. Ratings go from 1 (poor) to 10 (excellent).",
    (
        _client(),
        _d("date", "Date of feedback"),
        _choice(
            "given_by",
            "Given by",
            ("coachee", "mentee", "stakeholder"),
            "Blank means coachee.",
            default="coachee",
        ),
        *(_int(f"rating_{id_}", text, 1, 10, "1 to 10.") for id_, text in RATINGS),
        _long("overall", "Overall experience and goals achieved"),
        _long("improve", "How your coach could improve", "Needed when any rating is low."),
        _units(),
    ),
)

_SUPERVISION = SheetSchema(
    "Supervision",
    "Supervision sessions",
    "One row for each supervision session.",
    (
        _d("date", "Date of supervision"),
        _t("supervisor", "Name of supervisor"),
        _choice("type", "Type", ("tutor", "individual", "group", "peer")),
        Field("duration", "Duration", FieldType.DURATION, "For example 1:00.", minimum=1, maximum=480),
        Field(
            "sessions_discussed",
            "Sessions discussed",
            FieldType.REFS,
            "For example C1-03; C1-04.",
            refers_to="Sessions.session_ref",
        ),
        _long("outcomes", "Outcomes of the supervision session"),
        _long("actions", "What you will do now to improve"),
        _long("effectiveness", "How effective the supervision was"),
        _units(),
    ),
)

_OBSERVATIONS = SheetSchema(
    "Observations",
    "Feedback on your coaching",
    "Completed by the supervisor or tutor who observed you or listened to a recording; copy it exactly.",
    (
        _d("date", "Date of observation"),
        _t("observer", "Name of supervisor or tutor", "", "Observer"),
        _choice("observer_role", "Role of observer", ("supervisor", "tutor", "peer")),
        _choice("mode", "Observation or recording", ("observation", "recording")),
        Field(
            "session",
            "Session observed",
            FieldType.REF,
            "For example C1-03.",
            refers_to="Sessions.session_ref",
        ),
        _long("rapport", "Building a rapport"),
        _long("process", "Following a process"),
        _long("listening", "Listening"),
        _long("questioning", "Questioning"),
        _long("giving_feedback", "Giving feedback"),
        _long("asking_feedback", "Asking for feedback"),
        _long("other", "Other"),
        _long("areas_for_development", "Areas for development"),
        _units(),
    ),
)

_CPD = SheetSchema(
    "CPD",
    "Continuous professional development plan",
    "One row for each area. The plan needs real dates.",
    (
        _long("area", "Area for development"),
        _long("how", "How will I do it?"),
        _long("support", "What support will I need, including resources"),
        _d("start", "Start", "When you begin."),
        _d("end", "End", "When it will be done."),
        _long("success", "What will success look like?"),
        _choice("horizon", "Horizon", ("short", "mid", "long")),
        _choice("kind", "Kind", ("personal", "professional", "career")),
        _t("linked_to", "Linked to", "The strength or weakness it builds on."),
        _units(),
    ),
)

_NARRATIVE = SheetSchema(
    "Narrative",
    "Statements, introductions and summaries",
    "Text that joins your evidence: an introduction and a summary per section, and statements per criterion.",
    (
        _t("section", "Section", "The number of the section, for example 1."),
        Field(
            "criterion",
            "Criterion",
            FieldType.CHOICE,
            "For example 3.3. Leave blank for an introduction or summary.",
            lookup="criteria",
        ),
        _choice("kind", "Kind", ("introduction", "statement", "summary")),
        _long("text", "Text"),
        Field("file", "Or Word file", FieldType.FILE, "Not for these units: type the text into the cell."),
        _yes("include_in_count", "Count the words", "Blank means Yes; No for an appendix.", default="Yes"),
        _units(),
    ),
)

_REFERENCES = SheetSchema(
    "References",
    "Books, journals and websites",
    "One row for each source that you used.",
    (
        _t("ref_id", "Reference", "A short label such as R1."),
        _choice("type", "Type", ("book", "journal", "website", "code", "other")),
        _t("author", "Author or organisation"),
        _t("year", "Year"),
        _t("title", "Title"),
        _t("publisher_or_url", "Publisher or web address", "", "Publisher/url", "URL"),
        _d("accessed", "Date accessed", "For websites."),
        _units(),
    ),
)

FORM_NAMES: tuple[str, ...] = (
    "authentication",
    "diary",
    "reflective-log",
    "coachee-feedback",
    "supervision",
    "cpd",
    "observation",
)
"""Forms that a signed scan or a centre's own document can stand for (Evidence, `replaces`)."""

_EVIDENCE = SheetSchema(
    "Evidence",
    "Other evidence",
    "Files beside this workbook: scans, photos, PDFs. A recording is listed, never merged.",
    (
        _t("evidence_ref", "Label", "Leave blank: references such as E07 are worked out for you."),
        _t("title", "Title", "How it is named in the matrix. Never with a client's name."),
        _choice(
            "kind",
            "Kind",
            ("evidence", "signed-form", "recording"),
            "signed-form: takes the place of a form. recording: listed with its holder.",
        ),
        Field("file", "File", FieldType.FILE, "File name, for example scans/observation.pdf."),
        Field("criteria", "Criteria", FieldType.CHOICES, "For example 2.3; 3.3.", lookup="criteria"),
        _choice("replaces", "Takes the place of", FORM_NAMES, "Only for a signed or centre-devised form."),
        Field(
            "client_ref",
            "Client reference",
            FieldType.REF,
            "When it belongs to one client.",
            refers_to="Clients.client_ref",
            aliases=("Client", "Client ref"),
        ),
        Field(
            "session",
            "Session",
            FieldType.REF,
            "When it belongs to one session, for example C1-03.",
            refers_to="Sessions.session_ref",
        ),
        _d("date", "Date"),
        _choice("author", "Made by", ("learner", "coachee", "supervisor", "employer")),
        _t("held_by", "Held by", "Who keeps the recording or the signed original."),
        _yes("confidential", "Confidential"),
        _t("page_range", "Pages", "For example 1-3. Blank means all."),
        _units(),
    ),
)

_PRIVATE = SheetSchema(
    "Private",
    "Private: names to look for",
    "Never printed. Names typed here are searched for in everything you wrote, so that none slips out.",
    (
        _client(),
        _t("real_name", "Real name"),
        _t("aliases", "Other names", "Nicknames and short forms, separated by ;"),
        _t("email", "E-mail address"),
        _t("employer", "Employer"),
        _t("site", "Site"),
    ),
)

SHEETS: tuple[SheetSchema, ...] = (
    _LEARNER,
    _UNITS,
    _CLIENTS,
    _GOALS,
    _SESSIONS,
    _FEEDBACK,
    _SUPERVISION,
    _OBSERVATIONS,
    _CPD,
    _NARRATIVE,
    _REFERENCES,
    _EVIDENCE,
    _PRIVATE,
)
"""All sheets with learner's data, in workbook order. Guide comes first and Lists last; neither is read."""

GUIDE_SHEET = "Guide"
LISTS_SHEET = "Lists"


def sheet_schema(name: str) -> SheetSchema:
    """The schema of a sheet.

    Raises:
        KeyError: when no sheet has this name.
    """
    for sheet in SHEETS:
        if sheet.name == name:
            return sheet
    raise KeyError(name)
