"""What the Guide of each kind of workbook says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetStep:
    """A step about some sheets, which names those alone that are shown.

    `text` may hold `{each}`: what each sheet shown takes, of `each`.
    """

    sheets: tuple[str, ...]
    text: str
    each: tuple[str, ...] = ()

    def line(self, shown: Collection[str]) -> str:
        """The step in words; empty when none of its sheets is shown."""
        names = [name for name in self.sheets if name in shown]
        pairs = zip(self.sheets, self.each, strict=False)
        each = [words for name, words in pairs if name in shown]
        return f"{_listed(names)}: {self.text.format(each=_listed(each))}" if names else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


@dataclass(frozen=True, slots=True)
class GuideTexts:
    """The words of one Guide: `steps` in their order, `typing` as pairs of what and how."""

    title: str
    purpose: str
    units: str
    steps: tuple[str | SheetStep, ...]
    typing: tuple[tuple[str, str], ...]


INTAKE_GUIDE = GuideTexts(
    "Your coaching portfolio",
    "Fill in this workbook once; your forms and your portfolio are made from it.",
    "Your units",
    (
        SheetStep(("Learner", "Units"), "you, your centre, your units and the days of signing."),
        SheetStep(
            ("Clients", "Goals", "Tools"),
            "a row for {each}.",
            ("each client", "each goal", "each diagnostic tool"),
        ),
        SheetStep(
            ("Sessions",), "a row after each session, with your reflection. Hours add up by themselves."
        ),
        SheetStep(("CoacheeFeedback", "Supervision", "Observations"), "copy exactly what others wrote."),
        SheetStep(("CPD", "SelfReview", "ProgressLog", "Networks"), "your own development."),
        SheetStep(("Narrative",), "your answers and linking texts, or the Word file with them."),
        SheetStep(
            ("ReportItems", "References", "Evidence"),
            "{each}.",
            ("the points of your report", "your sources", "other documents"),
        ),
        SheetStep(
            ("Private",), "real names, here and nowhere else. Everywhere else type a reference such as C1."
        ),
        "Progress counts while you type; the last column of each sheet says what a row lacks.",
        "Save and close it. Drop it on the page of ilmdocs web, or run ilmdocs check: see what is missing.",
        "Put it right. Then build there, or run ilmdocs build: it makes your forms and your portfolio.",
    ),
    (
        ("Dates", "day/month/year: 04/03/2026"),
        ("Lengths of time", "1:30 or 90 min, never 1.3"),
        ("Several entries", "with a semicolon: C1-03; C1-04"),
        ("A new line", "Alt + Enter inside the cell"),
        ("Files", "beside this workbook; type only the name"),
        ("Signatures", "the day on which someone really signed"),
        ("Colours", "dark heading: needed; tinted: type here; amber: missing"),
        ("Dropdowns", "click the arrow beside a cell"),
    ),
)

MARKS_GUIDE = GuideTexts(
    "Marks and feedback",
    "For the assessor: the mark sheet, its total and its outcome are made from this workbook.",
    "The unit",
    (
        "MarkSheet: check whose marks these are; type your name and the day on which you signed.",
        "Criteria: a mark for every criterion, or Pass or not for every criterion. Not a mixture.",
        "A mark below half of the most refers, whatever the total. Half is enough.",
        "Feedback beside each criterion is printed. Name no client; use references such as C1.",
        "Sections: comments on each section, and those of verification. Both are optional.",
        "If the work was sampled: the quality assurance lines of MarkSheet.",
        "Save, close and run ilmdocs mark build: it says the outcome and makes the mark sheet.",
    ),
    (
        ("Marks", "whole numbers: 7, never 7.5"),
        ("Dates", "day/month/year: 04/03/2026"),
        ("A new line", "Alt + Enter inside the cell"),
        ("Signatures", "the day on which someone really signed"),
        ("Colours", "dark heading: needed; tinted: type here; white: filled in for you"),
        ("Dropdowns", "click the arrow beside a cell"),
    ),
)

DESCRIPTORS_GUIDE = GuideTexts(
    "Your centre's sufficiency descriptors",
    "Texts typed here stand beside the criteria on the mark sheet. ilmdocs has none of its own.",
    "The unit",
    (
        "Descriptors: for each criterion what a referral, a pass and a good pass look like.",
        "Leave a box blank and its place on the mark sheet stays blank.",
        "Save it, then name it:  ilmdocs mark build … --descriptors this-file.xlsx",
    ),
    (
        ("A new line", "Alt + Enter inside the cell"),
        ("Colours", "tinted: type here; white: filled in for you"),
    ),
)
