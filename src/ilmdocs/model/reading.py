"""What reading can find wrong: one list for the findings, the workbook's page and the page of findings."""

from __future__ import annotations

from dataclasses import dataclass

from ilmdocs.model.finding import Severity


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """A finding that no rule of a unit makes: its id and severity, what it means and what to do."""

    id: str
    severity: Severity
    meaning: str
    remedy: str
    explains: bool = True
    """Whether what is missing at its cell may be missing because of it; a mere remark explains nothing."""


OF_THE_WORKBOOK: tuple[ReadingProblem, ...] = (
    ReadingProblem(
        "sheet-missing",
        Severity.MUST,
        "A sheet that your units need is not in the workbook.",
        "Start from a new workbook, or rename the sheet back.",
    ),
    ReadingProblem(
        "sheet-unknown",
        Severity.INFO,
        "A sheet is not one of the workbook's and was not read.",
        "Leave it, or move what belongs to your records to the right sheet.",
    ),
    ReadingProblem(
        "heading-missing",
        Severity.MUST,
        "A column that your units need is not on its sheet.",
        "Put the heading back as in a new workbook.",
    ),
    ReadingProblem(
        "heading-unknown",
        Severity.MUST,
        "A heading is not one of the sheet's; its column was not read.",
        "Use the suggested heading, or take the column out.",
    ),
    ReadingProblem(
        "heading-duplicate",
        Severity.MUST,
        "A heading stands twice on one sheet.",
        "Rename or remove one of the two columns.",
    ),
    ReadingProblem(
        "value-type",
        Severity.MUST,
        "What was typed is not of the kind that the cell holds, such as a text where a date belongs.",
        "Type it as in the example.",
    ),
    ReadingProblem(
        "ambiguous-date",
        Severity.MUST,
        "A date typed as text can be read in two ways.",
        "Type it as a real date, or write the month as a word.",
    ),
    ReadingProblem(
        "date-from-number",
        Severity.INFO,
        "A bare number was read as a date.",
        "Check the date; format the cell as a date.",
    ),
    ReadingProblem(
        "ambiguous-duration",
        Severity.MUST,
        "A length of time can be read in two ways, such as 1.3 or 90.",
        "Type hours and minutes, for example 1:30, or 90 min.",
    ),
    ReadingProblem(
        "choice-unknown",
        Severity.MUST,
        "What was typed is not one of the cell's choices.",
        "Choose from the list.",
    ),
    ReadingProblem(
        "formula-without-value",
        Severity.MUST,
        "A formula has no saved result.",
        "Open the workbook in Excel, save it and check again, or type the value.",
    ),
    ReadingProblem(
        "error-value",
        Severity.MUST,
        "The cell shows an error of Excel such as #N/A.",
        "Type the value itself.",
    ),
    ReadingProblem(
        "cut-text",
        Severity.SHOULD,
        "A text is exactly as long as Excel allows and may have been cut off.",
        "Check its end; put what does not fit into another row, or into a PDF under Evidence.",
    ),
    ReadingProblem(
        "text-cleaned",
        Severity.INFO,
        "Characters that cannot be printed were left out of a text.",
        "Check the text.",
    ),
    ReadingProblem(
        "duration-from-number",
        Severity.INFO,
        "A number of hours was read as a length of time, though the cell is formatted as a time.",
        "Check the length of time; type hours and minutes, for example 1:30.",
    ),
    ReadingProblem(
        "merged-cells",
        Severity.MUST,
        "Cells of several columns are merged, so it is unclear what the value is for.",
        "Split the merged cells and type each value into its own column.",
    ),
    ReadingProblem(
        "merged-down",
        Severity.INFO,
        "Cells merged over several rows were read as if the value stood in each of them.",
        "Check the rows they span.",
    ),
    ReadingProblem(
        "hidden-content",
        Severity.INFO,
        "A hidden row or sheet was read like any other.",
        "Check that it belongs there.",
    ),
    ReadingProblem(
        "macros-ignored", Severity.INFO, "The workbook's macros were not run.", "Nothing needs to be done."
    ),
    ReadingProblem(
        "unknown-unit",
        Severity.MUST,
        "A unit on the Units sheet is not known.",
        "Type it with its qualification, for example 8585-301.",
    ),
    ReadingProblem(
        "unit-duplicate",
        Severity.MUST,
        "A unit stands twice on the Units sheet.",
        "Remove one of the two rows.",
    ),
    ReadingProblem(
        "no-unit", Severity.MUST, "No unit is included.", "Set Include to Yes for at least one unit."
    ),
    ReadingProblem(
        "attachment-missing",
        Severity.MUST,
        "A file that the workbook names is not beside it.",
        "Put it into the folder of the workbook, or correct the name.",
    ),
)
"""Made while a workbook is read, in the order in which they are explained."""

OF_ITS_FILES: tuple[ReadingProblem, ...] = (
    ReadingProblem(
        "workbook-unreadable",
        Severity.MUST,
        "The file is not a workbook that can be read: damaged, protected, of another kind or too new.",
        "Do what the message says, for example save it again as .xlsx without a password.",
    ),
    ReadingProblem(
        "marks-incomplete",
        Severity.SHOULD,
        "The assessor's marks beside the workbook cannot be used yet, so the portfolio has no mark sheet.",
        "The assessor puts right what ilmdocs mark build lists; the learner has nothing to do.",
    ),
    ReadingProblem(
        "character-unusual",
        Severity.INFO,
        "A text holds a character that not every computer can print.",
        "Write it in words, or look at the page once the portfolio is built.",
    ),
    ReadingProblem(
        "attachment-unreadable",
        Severity.MUST,
        "An attached file cannot be used: protected, damaged or of another kind.",
        "Save it again as PDF, JPEG or PNG, or an answer as a Word document, without a password.",
    ),
    ReadingProblem(
        "not-searchable",
        Severity.INFO,
        "Pages of an attached file, such as a scan, hold no text that can be searched for clients' names.",
        "Look at these pages yourself: they must name no client.",
        explains=False,
    ),
)
"""Made where a workbook or an attachment cannot be used, or a character cannot be printed everywhere."""
