"""The sampling plan as a workbook: what was drawn and why, with columns for the quality assurer to fill."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs import __version__
from ilmdocs.model.sample import Inspected, Sample
from ilmdocs.text.formats import uk_date
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, write_text
from ilmdocs.workbook.packing import packed
from ilmdocs.workbook.plan_table import Column, Told, add_table, add_top, print_setup
from ilmdocs.workbook.table_sheet import shortened

_PLAN = (
    Column("No.", 6, "number"),
    Column("Learner", 22),
    Column("Registration", 14),
    Column("Unit", 12),
    Column("Attempt", 10, "number"),
    Column("Assessor", 18),
    Column("Assessed on", 13, "date"),
    Column("Outcome", 12),
    Column("Marks", 8, "number"),
    Column("Most marks", 8, "number"),
    Column("Pages", 8, "number"),
    Column("Why it was chosen", 36),
    Column("Good to know", 28),
)
"""What the program says; at `_SCALE` these fit on one page beside each other."""
_CHECKS = (
    Column("Valid", 11, "yes/no", True, "Is the evidence relevant to the criteria that it is cited for?"),
    Column(
        "Authentic", 12, "yes/no", True, "Is it the learner's own work, and is it signed where it must be?"
    ),
    Column("Current", 11, "yes/no", True, "Is it recent enough to show what the learner can do now?"),
    Column("Sufficient", 12, "yes/no", True, "Is there enough of it to meet every criterion?"),
    Column("Decision agreed", 13, "yes/no", True, "Would you have come to the same outcome?"),
    Column(
        "Feedback to the assessor, action", 48, "text", True, "What was good, what has to be done, by when."
    ),
    Column("Date checked", 14, "date", True, "The day of your check, as day/month/year."),
    Column("Quality assurer", 22, "text", True, "Your name."),
    Column("Signature", 28, "text", True, "Sign on paper, or leave it empty."),
)
_FILE = (Column("Portfolio in the ZIP", 60, "small"), Column("SHA-256 of the portfolio", 70, "small"))
_STRATA = (
    Column("Assessor", 28),
    Column("Unit", 15),
    Column("Title", 60),
    Column("Portfolios", 13, "number"),
    Column("With a risk, all taken", 13, "number"),
    Column("Without a risk", 13, "number"),
    Column("Of these taken", 13, "number"),
    Column("Taken together", 13, "number"),
    Column("Share taken", 11, "percent"),
)
_LEFT_OUT = (
    Column("Learner", 28),
    Column("Registration", 18),
    Column("Unit", 16),
    Column("Attempt", 11, "number"),
    Column("Why it could not be drawn", 90),
)
_SCALE = 55
_LABEL_WIDTH, _TEXT_WIDTH = 34, 110


def create_plan(sample: Sample, inspected: Sequence[Inspected]) -> bytes:
    """Make the plan of a sample; the same sample gives the same bytes.

    Args:
        sample: what was drawn.
        inspected: its portfolios in the same order, after their files were looked at.

    Returns:
        The .xlsx file.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_plan(book.create_sheet("Plan"), sample, inspected)
    _add_strata(book.create_sheet("Strata"), sample)
    _add_record(book.create_sheet("Record"), sample, inspected)
    _add_left_out(book.create_sheet("Left out"), sample)
    return packed(book, f"Sampling plan {sample.request.seed}")


def _add_plan(sheet: Worksheet, sample: Sample, inspected: Sequence[Inspected]) -> None:
    count = len(inspected)
    top = add_top(sheet, ["Sampling plan", ""])
    # Beside the title: columns A and B are repeated on every page and would cut longer lines.
    for row, text in enumerate(
        (
            f"{count} of {sample.considered} portfolios, drawn for quality assurance on "
            f"{uk_date(sample.drawn_on)} with the seed {sample.request.seed}.",
            "The quality assurer fills in the tinted cells. The sheet Record says how the sample was drawn.",
        ),
        start=1,
    ):
        cell = cell_at(sheet, row, 3)
        cell.font, cell.alignment = look.TEXT_FONT, look.TOP_PLAIN
        write_text(cell, text)
    columns = (*_PLAN, *_CHECKS, *_FILE)
    if inspected:
        add_table(sheet, top, "Plan", columns, [_row(n, item) for n, item in enumerate(inspected, start=1)])
    sheet.freeze_panes = cell_at(sheet, top + 1, 3)
    print_setup(sheet, headings=top, scale=_SCALE)
    sheet.print_title_cols = "A:B"
    breaks = ColBreak()
    for last in (len(_PLAN), len(_PLAN) + len(_CHECKS)):
        breaks.append(Break(id=last))
    sheet.col_breaks = breaks


def _row(number: int, item: Inspected) -> list[Told]:
    drawn, assessment = item.drawn, item.drawn.assessment
    problem = (f"NOT IN THE ZIP: {item.problem}",) if item.problem else ()
    return [
        number,
        drawn.learner.learner,
        drawn.learner.registration,
        drawn.unit.label or drawn.unit.unit,
        drawn.unit.attempt,
        drawn.assessor,
        assessment.assessed if assessment else None,
        assessment.outcome if assessment else "not marked here",
        assessment.total if assessment else None,
        assessment.most if assessment else None,
        drawn.unit.pages,
        "\n".join(drawn.reasons),
        "\n".join((*problem, *drawn.remarks)),
        "" if item.problem else drawn.unit.portfolio,
        item.sha256,
    ]


def _add_strata(sheet: Worksheet, sample: Sample) -> None:
    top = add_top(
        sheet,
        [
            "Strata: every assessor and unit",
            "Everything with a risk is taken; of the rest the rate, rounded up, and at least one.",
        ],
    )
    rows: list[list[Told]] = [
        [
            stratum.assessor,
            stratum.unit,
            stratum.title,
            stratum.portfolios,
            stratum.at_risk,
            stratum.rest,
            stratum.from_rest,
            stratum.taken,
            stratum.taken / stratum.portfolios,
        ]
        for stratum in sample.strata
    ]
    if rows:
        add_table(sheet, top, "Strata", _STRATA, rows)
    sheet.freeze_panes = cell_at(sheet, top + 1, 1)
    print_setup(sheet, headings=top)


def _add_record(sheet: Worksheet, sample: Sample, inspected: Sequence[Inspected]) -> None:
    row = add_top(
        sheet, ["Record of the draw", "With these settings and the same portfolios anybody draws the same."]
    )
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _LABEL_WIDTH, _TEXT_WIDTH
    for label, value in _record(sample, inspected):
        name, cell = cell_at(sheet, row, 1), cell_at(sheet, row, 2)
        write_text(name, label)
        write_text(cell, shortened(value))
        name.font, cell.font = look.ACCENT_FONT, look.TEXT_FONT
        for one in (name, cell):
            one.alignment, one.border = look.TOP, look.CELL_BORDER
        sheet.row_dimensions[row].height = look.row_height([(label, _LABEL_WIDTH), (value, _TEXT_WIDTH)])
        row += 1
    print_setup(sheet)


def _record(sample: Sample, inspected: Sequence[Inspected]) -> list[tuple[str, str]]:
    request = sample.request
    missing = sum(1 for item in inspected if item.problem)
    within = (
        "exactly half of its marks"
        if not request.borderline
        else (f"a mark within {request.borderline} of the fewest that pass")
    )
    return [
        ("Seed", request.seed),
        ("Drawn on", uk_date(sample.drawn_on)),
        ("Program", f"ilmdocs {__version__}"),
        ("Portfolios that could be drawn", str(sample.considered)),
        ("Drawn", str(len(inspected))),
        ("Drawn, but not in the ZIP", str(missing)),
        ("Left out", f"{len(sample.left_out)} (listed on the sheet Left out)"),
        ("Always taken", "Work of a new assessor, referrals, borderline marks, second attempts."),
        (
            "Rate of the rest",
            f"{request.rate} % of each assessor's portfolios of a unit, rounded up, at least one",
        ),
        ("Borderline", f"a criterion with {within}"),
        (
            "New assessor",
            f"within the first {request.new_months} months of assessing, or not on the centre's list",
        ),
        (
            "Portfolios without marks",
            "could be drawn too, by the assessor that the workbook names" if request.unmarked else "left out",
        ),
        (
            "How chance decides",
            "Each portfolio's rank is the SHA-256 of algorithm, seed, registration, unit and attempt; "
            "within each stratum the lowest ranks are taken. Another learner changes nobody's rank.",
        ),
        *((f"Note {number}", note) for number, note in enumerate(sample.notes, start=1)),
    ]


def _add_left_out(sheet: Worksheet, sample: Sample) -> None:
    line = "These could not be drawn." if sample.left_out else "Nothing: every portfolio could be drawn."
    top = add_top(sheet, ["Left out", line])
    rows: list[list[Told]] = [
        [item.learner, item.registration, item.unit, item.attempt, item.why] for item in sample.left_out
    ]
    if rows:
        add_table(sheet, top, "LeftOut", _LEFT_OUT, rows)
        sheet.freeze_panes = cell_at(sheet, top + 1, 2)
    print_setup(sheet, headings=top)
