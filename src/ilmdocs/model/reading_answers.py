"""What can be wrong with the Word documents that a workbook names as answers."""

from __future__ import annotations

from ilmdocs.model.finding import Severity
from ilmdocs.model.reading import ReadingProblem
from ilmdocs.model.reading_centre import OF_THE_CENTRE

OF_ANSWER_DOCUMENTS: tuple[ReadingProblem, ...] = (
    ReadingProblem(
        "answer-astray",
        Severity.MUST,
        "It is unclear which unit or criterion a Word document answers.",
        "Type the unit into the row's units, or the criterion that it answers.",
    ),
    ReadingProblem(
        "tracked-changes",
        Severity.MUST,
        "A Word document has tracked changes, so nobody can say which of its words are handed in.",
        "Accept or reject all changes in Word and save it.",
    ),
    ReadingProblem(
        "document-object",
        Severity.MUST,
        "A Word document holds a chart, an embedded or linked object or the like, which may not print whole.",
        "Paste it as a picture instead.",
        explains=False,
    ),
    ReadingProblem(
        "document-text-box",
        Severity.SHOULD,
        "A Word document has text boxes or drawn shapes, which not every program prints alike.",
        "Move the text into ordinary paragraphs, and look at the page once the portfolio is built.",
        explains=False,
    ),
    ReadingProblem(
        "document-comments",
        Severity.SHOULD,
        "A Word document has comments; they are left out.",
        "Deal with them and delete them.",
        explains=False,
    ),
    ReadingProblem(
        "document-hidden-text",
        Severity.SHOULD,
        "A Word document has hidden text; it is left out.",
        "Show it or delete it.",
        explains=False,
    ),
    ReadingProblem(
        "document-other-author",
        Severity.SHOULD,
        "A Word document names somebody other than the learner as author; the name is left out.",
        "Check that it is the learner's own work.",
        explains=False,
    ),
    ReadingProblem(
        "document-author",
        Severity.INFO,
        "A Word document names the learner in its properties; they are left out.",
        "Nothing needs to be done.",
        explains=False,
    ),
    ReadingProblem(
        "document-link",
        Severity.INFO,
        "A Word document links to a file or another program; the link is cut off and its text stays.",
        "Give the file under Evidence if it belongs to the portfolio.",
        explains=False,
    ),
)
"""Made where the Narrative sheet names a Word document with answers."""

REMARKS = frozenset(item.id for item in (*OF_ANSWER_DOCUMENTS, *OF_THE_CENTRE) if not item.explains) | {
    "client-named",
    "not-searchable",
}
"""Findings that never explain why something is missing at their cell."""
