"""What an assessor fills in: the mark sheet's head and foot, marks by criterion, comments by section."""

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
    yes_no,
)
from ilmdocs.workbook.schema.owing import Asked
from ilmdocs.workbook.schema.people import SIGNATURE_MODES


def _given(id_: str, heading: str, help_: str, type_: FieldType = FieldType.TEXT) -> Field:
    """A field that is filled in already."""
    return Field(id_, heading, type_, help_, given=True)


def _decision(id_: str, heading: str, help_: str) -> Field:
    return Field(id_, heading, FieldType.CHOICE, help_, lookup="decisions")


def _criterion() -> Field:
    return Field(
        "criterion",
        "Criterion",
        FieldType.CHOICE,
        "The number of the criterion.",
        lookup="criteria",
        given=True,
    )


_QA_CHECK = Asked(
    ("quality assurer", "assessor"),
    "Complete your check of the marks on the mark sheet: your name, the outcome and the day.",
)

MARK_SHEET = SheetSchema(
    "MarkSheet",
    "Mark sheet",
    "The learner's details were taken from the learner's workbook. Type in the tinted cells.",
    (
        _given("unit", "Unit", "The unit that these marks are for."),
        _given("attempt", "Attempt", "1 for a first submission, 2 for a resubmission.", FieldType.INTEGER),
        _given("learner_name", "Learner name", "For information; the sheet prints the learner's workbook."),
        _given("ilm_registration_no", "Learner registration number", "Tells whose marks these are."),
        _given("centre_name", "Centre name", "For information; the sheet prints the learner's workbook."),
        _given("centre_number", "Centre number", "For information; the sheet prints the learner's workbook."),
        text("assessor", "Assessor", "Your name."),
        day("assessor_signed", "Signed by the assessor on", "The day on which you really signed."),
        choice(
            "signature_mode",
            "How these were signed",
            SIGNATURE_MODES,
            "Assessor and quality assurer. wet-held: on paper, the centre holds the original. "
            "e-sign: electronically. "
            "Blank or typed: the lines on the mark sheet stay empty, to sign on.",
        ),
        yes_no("qa_sampled", "Sampled for quality assurance", "Yes once it was; blank means No."),
        asked(_QA_CHECK, text("qa_name", "Quality assurer", "Only when sampled.")),
        asked(_QA_CHECK, _decision("qa_outcome", "Quality assurer's outcome", "Only when sampled.")),
        asked(
            _QA_CHECK,
            day("qa_signed", "Quality assurance check on", "Only when sampled: the day of the check."),
        ),
    ),
    layout="form",
    asked=Asked(("assessor",), "Complete the marks workbook; something in it is still open."),
)

CRITERIA = SheetSchema(
    "Criteria",
    "Marks",
    "One row for each criterion: a mark or a decision, not a mixture. Outcome and total are worked out.",
    (
        _criterion(),
        Field("wording", "Assessment criterion", FieldType.TEXT, "For information.", long=True, given=True),
        _given("most_marks", "Most marks", "The most that can be given.", FieldType.INTEGER),
        _given(
            "fewest_marks",
            "Fewest that pass",
            "Half of the most; fewer refer.",
            FieldType.INTEGER,
        ),
        Field(
            "mark",
            "Mark",
            FieldType.INTEGER,
            "A whole number. Leave all marks blank to decide without marks.",
            minimum=0,
            limit="most_marks",
        ),
        _decision("decision", "Decision", "Pass or not, for each criterion that has no mark."),
        answer("feedback", "Assessor feedback on AC", "Printed on the mark sheet. Name no client."),
    ),
)

SECTIONS = SheetSchema(
    "Sections",
    "Comments on the sections",
    "One row for each section. Both comments are optional.",
    (
        Field(
            "section",
            "Section",
            FieldType.CHOICE,
            "The number of the section.",
            lookup="sections",
            given=True,
        ),
        Field("title", "Learning outcome", FieldType.TEXT, "For information.", long=True, given=True),
        answer("section_comments", "Section comments (optional)", "The assessor's."),
        answer("verification_comments", "Verification comments (optional)", "The verifier's."),
    ),
)

DESCRIPTORS = SheetSchema(
    "Descriptors",
    "Sufficiency descriptors",
    "Texts of your centre that stand beside each criterion on the mark sheet. ilmdocs has none of its own.",
    (
        _criterion(),
        Field("wording", "Assessment criterion", FieldType.TEXT, "For information.", long=True, given=True),
        answer("referral", "Referral", "What a referral looks like: about a quarter of the marks."),
        answer("passed", "Pass", "What a borderline pass looks like: half of the marks."),
        answer("good_pass", "Good Pass", "What a good pass looks like: about three quarters of the marks."),
    ),
)
