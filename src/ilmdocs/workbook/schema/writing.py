"""What the learner writes and shows: answers, report items, sources, other evidence; names to look for."""

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
    yes_no,
)

NARRATIVE = SheetSchema(
    "Narrative",
    "Statements, introductions and summaries",
    "Text that joins your evidence: an introduction and a summary per section, and statements per criterion.",
    (
        text("section", "Section", "The number of the section, for example 1."),
        Field(
            "criterion",
            "Criterion",
            FieldType.CHOICE,
            "For example 3.3. Leave blank for an introduction or summary.",
            lookup="criteria",
        ),
        choice("kind", "Kind", ("introduction", "statement", "summary")),
        answer("text", "Text"),
        Field(
            "file",
            "Or Word file",
            FieldType.FILE,
            "A Word document beside this workbook in which you wrote the answer, or all answers of a unit "
            "(leave the criterion blank).",
        ),
        session_refs(
            "sessions",
            "Sessions as examples",
            "Actual sessions that the answer reflects on, such as C1-03; C2-01.",
        ),
        yes_no("include_in_count", "Count the words", "Blank means Yes; No for an appendix.", default="Yes"),
        units(),
    ),
)


REPORT_KINDS: tuple[str, ...] = (
    "definition of coaching",
    "definition of mentoring",
    "similarity",
    "difference",
    "contextual factor",
    "benefit to individuals",
    "benefit to the organisation",
    "measure for individuals",
    "measure for the organisation",
    "individual barrier",
    "organisational barrier",
    "knowledge",
    "skill",
    "behaviour",
    "communication skill",
    "responsibility",
    "ethical practice",
    "non-judgemental practice",
    "model",
    "reflective practice",
    "individual supervision",
    "peer supervision",
    "group supervision",
    "reason for contracting",
    "characteristic of contracting",
    "code of practice",
    "stage of the process",
)
"""What a row of the report can be; the rules of a unit count them."""

REPORT_ITEMS = SheetSchema(
    "ReportItems",
    "Points of the report",
    "One row for each point that a task asks you to count, in the order in which it shall be printed.",
    (
        Field(
            "criterion",
            "Task",
            FieldType.CHOICE,
            "The number of the task, for example 1.1.",
            lookup="criteria",
        ),
        choice("kind", "Kind", REPORT_KINDS),
        answer("text", "Text"),
        answer("strategy", "Strategy", "For a barrier: how it is overcome or made smaller."),
        Field(
            "reference",
            "Source",
            FieldType.REF,
            "The label of the source on the References sheet, for example R1.",
            refers_to="References.ref_id",
        ),
        units(),
    ),
)

REFERENCES = SheetSchema(
    "References",
    "Books, journals and websites",
    "One row for each source that you used.",
    (
        text("ref_id", "Reference", "A short label such as R1."),
        choice("type", "Type", ("book", "journal", "website", "code", "other")),
        text("author", "Author or organisation"),
        text("year", "Year"),
        text("title", "Title"),
        text(
            "journal",
            "Journal, volume and pages",
            "For an article, for example Coaching Today, 4(2), pp. 11-19.",
        ),
        text("publisher_or_url", "Publisher or web address", "", "Publisher/url", "URL"),
        day("accessed", "Date accessed", "For websites."),
        units(),
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
    "self-review",
    "progress-log",
    "networks",
)
"""Forms that a signed scan or a centre's own document can stand for (Evidence, `replaces`)."""


EVIDENCE = SheetSchema(
    "Evidence",
    "Other evidence",
    "Files beside this workbook: scans, photos, PDFs. A recording is listed, never merged.",
    (
        text("evidence_ref", "Label", "Leave blank: references such as E07 are worked out for you."),
        text("title", "Title", "How it is named in the matrix. Never with a client's name."),
        choice(
            "kind",
            "Kind",
            ("evidence", "signed-form", "recording"),
            "signed-form: takes the place of a form. recording: listed with its holder.",
        ),
        Field("file", "File", FieldType.FILE, "File name, for example scans/observation.pdf."),
        Field("criteria", "Criteria", FieldType.CHOICES, "For example 2.3; 3.3.", lookup="criteria"),
        choice("replaces", "Takes the place of", FORM_NAMES, "Only for a signed or centre-devised form."),
        Field(
            "client_ref",
            "Client reference",
            FieldType.REF,
            "When it belongs to one client.",
            refers_to="Clients.client_ref",
            aliases=("Client", "Client ref"),
        ),
        session_ref("When it belongs to one session, for example C1-03."),
        day("date", "Date"),
        choice("author", "Made by", ("learner", "coachee", "supervisor", "employer")),
        text("held_by", "Held by", "Who keeps the recording or the signed original."),
        yes_no("confidential", "Confidential"),
        text("page_range", "Pages", "For example 1-3. Blank means all."),
        units(),
    ),
)


PRIVATE = SheetSchema(
    "Private",
    "Private: names to look for",
    "Never printed. Names typed here are searched for in everything you wrote, so that none slips out.",
    (
        client_ref(),
        text("real_name", "Real name"),
        text("aliases", "Other names", "Nicknames and short forms, separated by ;"),
        text("email", "E-mail address"),
        text("employer", "Employer"),
        text("site", "Site"),
    ),
)
