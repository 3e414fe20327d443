"""What the workbook says while it is filled, as its stored results show it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.library import Library, load_library
from ilmdocs.model.goals import RowsGoal, SpanGoal
from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Hours, Unit
from ilmdocs.rules import aims_of
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import Rows, create_workbook
from ilmdocs.workbook.formulas import Cells, result
from ilmdocs.workbook.guidance.workings import in_minutes
from ilmdocs.workbook.look import MISSING
from ilmdocs.workbook.read import read_workbook
from ilmdocs.workbook.schema import FIRST_ROW, PROGRESS_SHEET, ROW_STATE_HEADING, SHEETS, sheet_schema
from ilmdocs.workbook.serials import EPOCH_1900
from ilmdocs.workbook.values import Readable, Typed, read_value

UNIT = "8585-301"
Row = dict[str, Value]


@cache
def library() -> Library:
    """The built-in units."""
    return load_library(templates_folder())


def made(units: Sequence[Unit], rows: Rows | None = None) -> bytes:
    """A workbook as `ilmdocs new` makes it."""
    known = library()
    return create_workbook(units, rows=rows, required=known.required, used=known.used, aims=known.aims(units))


def shown(data: bytes) -> Workbook:
    """What a viewer shows that does not calculate."""
    return load_workbook(io.BytesIO(data), data_only=True)


def sample(**changes: list[Row]) -> dict[str, list[Row]]:
    """The fictional learner of the unit, with other rows on some sheets."""
    rows = {name: [dict(row) for row in found] for name, found in rows_for([UNIT]).items()}
    return {**rows, **changes}


def progress(book: Workbook, unit: str = UNIT) -> Mapping[str, tuple[str, str]]:
    """Label to words and state, of the lines of one unit's block."""
    sheet = book[PROGRESS_SHEET]
    start = next(row for row in range(1, sheet.max_row) if str(sheet.cell(row, 2).value).startswith(unit))
    lines = {}
    for row in range(start + 1, sheet.max_row):
        if not sheet.cell(row, 2).value:
            break
        lines[str(sheet.cell(row, 2).value)] = (
            str(sheet.cell(row, 4).value),
            str(sheet.cell(row, 6).value or ""),
        )
    return lines


def states(sheet: Worksheet) -> list[str]:
    """What the last column says, row by row."""
    column = next(c.column for c in sheet[4] if c.value == ROW_STATE_HEADING)
    return [str(sheet.cell(row, column).value or "") for row in range(FIRST_ROW, sheet.max_row + 1)]


def test_a_complete_learner_is_done() -> None:
    """Each line of the fictional learner says Done, with the figures in words."""
    lines = progress(shown(made([library().unit(UNIT)], sample())))
    assert lines["Planned hours"] == ("7 h of 6 h", "Done")
    assert lines["Delivered hours"] == ("7 h of 6 h", "Done")
    assert lines["Session reflected"] == ("all 7 rows complete", "Done")
    assert lines["Supervision count"] == ("2 supervision sessions", "Done")
    assert {state for _, state in lines.values()} == {"Done"}


def test_what_is_missing_is_said_in_figures_and_words() -> None:
    """Three sessions of six hours, one without a reflection; nobody has signed."""
    rows = sample()
    sessions = rows["Sessions"][:3]
    sessions[0]["duration"] = 90
    del sessions[1]["refl_impact"]
    clients = rows["Clients"]
    del clients[0]["client_signed"]
    lines = progress(shown(made([library().unit(UNIT)], {**rows, "Sessions": sessions, "Supervision": []})))
    assert lines["Delivered hours"] == ("3 h 30 of 6 h, 2 h 30 to go", "To do")
    assert lines["Session reflected"] == ("2 of 3 rows complete, 1 to go", "To do")
    assert lines["Supervision count"] == ("0 of 1 supervision session, 1 to go", "To do")
    assert lines["Contract signed"][1] == "To do"


def test_a_blank_workbook_asks_for_everything() -> None:
    """Nothing is done, nothing is claimed, and no row says anything."""
    book = shown(made([library().unit(UNIT)]))
    lines = progress(book)
    assert lines["Delivered hours"] == ("0 h of 6 h, 6 h to go", "To do")
    assert "Done" not in {state for _, state in lines.values()}
    for schema in SHEETS:
        if schema.layout == "rows" and schema.name != "Units":
            assert set(states(book[schema.name])) == {""}


def test_a_unit_of_a_centre_gets_its_block_from_its_rules() -> None:
    """Hours, numbers and months come from the unit file, not from the program."""
    known = library()
    unit = known.unit("8585-303")
    rules = tuple(
        replace(rule, options={**rule.options, "months": 9}) if rule.check == "plan-span" else rule
        for rule in unit.rules
    )
    hours = next(rule for rule in known.unit(UNIT).rules if rule.id == "delivered-hours")
    own = replace(unit, id="C-1", title="Own", rules=(*rules, hours), hours=Hours(600))
    assert SpanGoal(9) in [aim.goal for aim in aims_of(own)]
    data = create_workbook([own], rows={**rows_for(["8585-303"]), "Units": []}, aims={own.id: aims_of(own)})
    lines = progress(shown(data), "C-1")
    assert " of 10 h, " in lines["Delivered hours"][0]
    assert "of 9 months" in lines["Span of the plan"][0]


def test_two_units_share_what_they_ask_alike() -> None:
    """Hours and counts stand with each unit, the rest once."""
    units = [library().unit("8585-301"), library().unit("8585-302")]
    book = shown(made(units, rows_for(["8585-301", "8585-302"])))
    assert progress(book, "8585-301")["Delivered hours"] == ("7 h of 6 h", "Done")
    assert progress(book, "8585-302")["Delivered hours"] == ("13 h of 12 h", "Done")
    assert progress(book, "All your units")["Session complete"] == ("all 13 rows complete", "Done")
    assert not set(progress(book, "8585-301")) & set(progress(book, "All your units"))


def test_sessions_that_do_not_count_are_left_out() -> None:
    """Before the contract, in a group, with a client of another level, or twice on the sheet."""
    unit = replace(library().unit(UNIT), hours=Hours(360, ("senior",), one_to_one=True, contracted=True))
    signed = date(2026, 1, 10)
    clients: list[Row] = [
        {"client_ref": "C1", "client_level": "senior", "coach_signed": signed, "client_signed": signed},
        {"client_ref": "C2", "client_level": "middle"},
    ]
    plain: Row = {"client_ref": "C1", "session_no": 1, "date": date(2026, 1, 12), "duration": 60}
    sessions = [
        plain,
        plain,
        plain | {"session_no": 2, "date": date(2026, 1, 9)},
        plain | {"session_no": 3, "one_to_one": False},
        plain | {"client_ref": "C2"},
        plain | {"session_no": 4, "date": date(2026, 2, 2), "duration": 75, "units": ("8585-301",)},
        plain | {"session_no": 5, "date": date(2026, 2, 3), "units": ("8585-302",)},
    ]
    data = create_workbook(
        [unit], rows={"Clients": clients, "Sessions": sessions}, aims={unit.id: aims_of(unit)}
    )
    assert progress(shown(data))["Delivered hours"] == ("2 h 15 of 6 h, 3 h 45 to go", "To do")


TYPED: tuple[object, ...] = (
    time(1, 30), timedelta(hours=1, minutes=30), timedelta(hours=25, minutes=30), timedelta(days=1, hours=12),
    timedelta(minutes=5), "1:30", " 1:30 ", "1h30", "1 h 30 min", "90 min", "90min", "90 mins", "2 hours",
    "2h", "1 hr 5 m", "1:3", "1:75", "90", "1.5", "1.3", "about an hour", "-1:00", "", "1:30:00", 45 / 86400,
    timedelta(hours=36), timedelta(days=2), timedelta(days=90),
)  # fmt: skip


@pytest.mark.parametrize("typed", TYPED, ids=str)
def test_a_length_of_time_counts_as_it_is_read_or_is_said_not_to(typed: object) -> None:
    """A formula never counts other minutes than reading does; what it cannot count is -1."""
    item = sheet_schema("Sessions").field("duration")
    value: object = typed
    if isinstance(typed, time):
        value = (typed.hour * 60 + typed.minute) / 1440
    elif isinstance(typed, timedelta):
        value = typed.total_seconds() / 86400
    column = [each.id for each in sheet_schema("Sessions").fields].index("duration") + 1
    sheets: dict[str, dict[tuple[int, int], object]] = {
        "Sessions": {(FIRST_ROW, column): value} if typed != "" else {},
        "Workings": {},
    }
    cells = Cells(sheets, {"Sessions": FIRST_ROW})  # type: ignore[arg-type]
    raw, text, minutes = in_minutes("Sessions", "duration", "$A", "$B")
    sheets["Workings"][4, 1] = result(raw, cells, "Workings", 4)
    sheets["Workings"][4, 2] = result(text, cells, "Workings", 4)
    counted = result(minutes, cells, "Workings", 4)
    if isinstance(typed, float):
        typed = timedelta(days=typed)
    read = read_value(Typed(typed, "[h]:mm", EPOCH_1900), item) if typed != "" else Readable(0)
    assert isinstance(counted, float)
    counted = max(counted, -1.0)  # below zero it is not added, whatever it is
    assert counted in ({-1.0} if not isinstance(read, Readable) else {-1.0, read.value})
    understood = {"1:30", "1h30", "1 h 30 min", "90 min", "2 hours", "2h", ""}
    if not isinstance(typed, str) or typed in understood:
        assert counted == (read.value if isinstance(read, Readable) else -1.0)


def test_rows_that_cannot_be_added_are_said() -> None:
    """A length of time that a formula cannot read is named at the top, in words."""
    data = made([library().unit(UNIT)], sample())
    formula = str(load_workbook(io.BytesIO(data))[PROGRESS_SHEET]["B3"].value)
    assert "Sessions with a length of time that Excel cannot add up here; ilmdocs check reads it" in formula
    assert shown(data)[PROGRESS_SHEET]["B3"].value in ("", None)


def test_a_row_says_what_it_lacks() -> None:
    """By the headings, with their number; a row that lacks nothing says Yes."""
    rows = sample()
    for name in ("goal", "reality", "date"):
        del rows["Sessions"][1][name]
    said = states(shown(made([library().unit(UNIT)], rows))["Sessions"])
    assert said[0] == "Yes"
    assert said[1] == "3 to do: Date, Goal for today's meeting, Reality / current situation"
    assert said[len(rows["Sessions"])] == ""


def test_no_row_is_called_complete_that_lacks_what_every_row_needs() -> None:
    """Each needed cell of the fictional learner, emptied by itself, is named at the end of its row."""
    emptied: dict[str, list[Row]] = {}
    asked: dict[str, list[str]] = {}
    for schema in SHEETS:
        needed = [item for item in schema.fields if f"{schema.name}.{item.id}" in library().required[UNIT]]
        full = sample().get(schema.name, [])[:1]
        if schema.layout == "rows" and needed and full:
            emptied[schema.name] = [{k: v for k, v in full[0].items() if k != item.id} for item in needed]
            asked[schema.name] = [item.heading for item in needed]
    book = shown(made([library().unit(UNIT)], emptied))
    assert {"Clients", "Sessions", "Supervision", "Units"} <= asked.keys()
    for name, headings in asked.items():
        for heading, said in zip(headings, states(book[name]), strict=False):
            assert "to do" in said and heading in said, (name, heading, said)


def test_cells_asked_for_in_some_rows_only() -> None:
    """The name of another model is asked for only where another model was used."""
    rows = sample()
    rows["Sessions"][0] |= {"model": "other"}
    rows["Sessions"][0].pop("model_name", None)
    said = states(shown(made([library().unit(UNIT)], rows))["Sessions"])
    assert said[0] == "1 to do: Other model"
    assert said[1] == "Yes"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("date", "3rd of Feb", "look at: Date"),
        ("date", "02/13/2026", "look at: Date"),
        ("date", "13/02/2026", "Yes"),
        ("duration", "1.30", "look at: Duration"),
        ("duration", "an hour", "look at: Duration"),
        ("duration", "90 min", "Yes"),
        ("session_no", "1st", "look at: Session no"),
        ("start_time", "noon", "look at: Start time"),
        ("model", "GROWTH", "look at: Model used"),
    ],
)
def test_a_cell_that_holds_what_its_column_does_not_take_is_to_be_looked_at(
    field: str, typed: str, said: str
) -> None:
    """Such a row is not called complete; whatever reading takes is."""
    item = sheet_schema("Sessions").field(field)
    read = read_value(Typed(typed, "General", EPOCH_1900), item, item.choices)
    assert isinstance(read, Readable) is (said == "Yes")
    rows = sample()
    rows["Sessions"] = [rows["Sessions"][0] | {field: typed}]
    assert states(shown(made([library().unit(UNIT)], rows))["Sessions"])[0] == said


def test_what_is_missing_and_what_looks_odd_are_both_said() -> None:
    """Each with the headings of its cells."""
    rows = sample()
    rows["Sessions"][0] |= {"date": "3rd of Feb", "duration": "an hour"}
    del rows["Sessions"][0]["goal"]
    said = states(shown(made([library().unit(UNIT)], rows))["Sessions"])[0]
    assert said == "1 to do: Goal for today's meeting; look at: Date, Duration"


def test_a_missing_statement_is_to_do() -> None:
    """The statement on communication skills has its own line, and nothing says that all is done."""
    rows = sample()
    rows["Narrative"] = [row for row in rows["Narrative"] if row.get("criterion") != "3.3"]
    book = shown(made([library().unit(UNIT)], rows))
    assert progress(book)["Communication review"] == ("no answer to 3.3 yet", "To do")
    heads = [str(row[3].value) for row in book[PROGRESS_SHEET].iter_rows() if "counted" in str(row[3].value)]
    assert heads[0] == "26 of 27 counted lines done"
    assert not [head for head in heads if "All" in head]


def test_cells_of_a_rule_that_is_counted_as_well_have_their_own_line() -> None:
    """A process without a conclusion is not done because its sessions are there."""
    rows = sample()
    del rows["Clients"][0]["conclusion"]
    lines = progress(shown(made([library().unit(UNIT)], rows)))
    assert lines["Process complete, cells filled"] == ("0 of 1 row complete, 1 to go", "To do")


def test_answers_in_a_word_document_are_left_to_the_check() -> None:
    """Of answers in cells it is said how many are there; what a document answers only reading tells."""
    unit = library().unit("8588-500")
    rows = {name: [dict(row) for row in found] for name, found in rows_for([unit.id]).items()}
    rows["Narrative"] = [row for row in rows["Narrative"] if row.get("criterion") != "2.2"]
    rows["ReportItems"] = [row for row in rows["ReportItems"] if row["criterion"] != "2.2"]
    lines = progress(shown(made([unit], rows)), unit.id)
    assert lines["Criterion answered"] == ("11 of 12 criteria answered, 1 to go", "To do")
    rows["Narrative"].append({"file": "answers.docx"})
    lines = progress(shown(made([unit], rows)), unit.id)
    assert lines["Criterion answered"] == ("in a Word document: check reads it", "")


def test_each_kind_of_entry_that_must_occur_is_counted() -> None:
    """A review without a weakness lacks one kind of two."""
    unit = library().unit("8580-503")
    rows = {name: [dict(row) for row in found] for name, found in rows_for([unit.id]).items()}
    rows["SelfReview"] = [row for row in rows["SelfReview"] if row["kind"] != "weakness"]
    lines = progress(shown(made([unit], rows)), unit.id)
    assert lines["Strengths and weaknesses, each kind"] == ("1 of 2: strength, weakness", "To do")


def test_words_are_counted_where_the_source_suggests_how_many() -> None:
    """Beside the row, and added up on Progress; words in a Word document are not."""
    unit = library().unit("8580-500")
    answers: list[Row] = [
        {"criterion": "1.1", "text": "one two  three\nfour", "kind": "statement"},
        {"criterion": "1.2", "text": "five six", "kind": "statement", "include_in_count": False},
    ]
    book = shown(made([unit], {"Narrative": answers}))
    assert [said.rpartition("; ")[2] for said in states(book["Narrative"])[:2]] == ["4 words", "2 words"]
    assert progress(book, "8580-500")["Words"] == ("4 words; 4000 to 5000 suggested", "")


def test_a_very_long_text_is_warned_of_before_excel_cuts_it() -> None:
    """Near Excel's limit the row says how long its longest text is."""
    rows = sample()
    rows["Sessions"][0]["reality"] = "x" * 31000
    said = states(shown(made([library().unit(UNIT)], rows))["Sessions"])[0]
    assert said == "Yes; a text here has 31000 of at most 32767 characters"


def test_what_is_missing_is_tinted_too() -> None:
    """Cells that a started row lacks have a colour, also below the prepared rows."""
    book = load_workbook(io.BytesIO(made([library().unit(UNIT)])))
    tinted = {
        str(found.sqref): rule.dxf.fill.bgColor.rgb
        for found in book["Sessions"].conditional_formatting
        for rule in found.rules
        if rule.dxf and rule.dxf.fill
    }
    assert tinted["M5:M304"] == f"00{MISSING}"  # the goal
    assert "H5:H304" not in tinted  # the venue, which no rule asks for


def test_the_form_says_which_lines_are_missing() -> None:
    """Beside each needed line of Learner stands Yes or To do."""
    book = shown(made([library().unit(UNIT)], {"Learner": [{"learner_name": "Robin Fictional"}]}))
    sheet = book["Learner"]
    beside = {str(row[0].value): row[3].value for row in sheet.iter_rows(min_row=4) if row[0].value}
    assert beside["Your full name"] == "Yes"
    assert beside["ILM registration number"] == "To do"
    assert beside["Your e-mail address"] is None


def test_what_the_workbook_says_is_never_read(tmp_path: Path) -> None:
    """No finding, no row and no heading comes of the new column and sheets."""
    path = tmp_path / "robin.xlsx"
    path.write_bytes(made([library().unit(UNIT)], sample()))
    read = read_workbook(path, library().units, library().required)
    assert read.findings == ()
    assert len(read.submission.rows("Sessions")) == 7
    assert ROW_STATE_HEADING not in {
        heading.text for sheet in read.submission.sheets.values() for heading in sheet.headings.values()
    }


def test_somebodys_own_sheet_in_an_older_workbook_is_told_of(tmp_path: Path) -> None:
    """Before version 3 a sheet called Progress was nobody's but the learner's."""
    old = load_workbook(Path(__file__).parents[1] / "fixtures/workbooks/version-2.xlsx")
    old.create_sheet("Progress")["A1"] = "Mine"
    old.save(tmp_path / "old.xlsx")
    read = read_workbook(tmp_path / "old.xlsx", library().units, library().required)
    assert [finding.location.sheet for finding in read.findings] == ["Progress"]


def test_headings_are_locked_and_cells_are_not() -> None:
    """Without a password; rows far down may be filled; looks, rows, sorting and filters stay the user's."""
    book = load_workbook(io.BytesIO(made([library().unit(UNIT)], sample())))
    sheet = book["Sessions"]
    assert sheet.protection.sheet and not sheet.protection.password
    for allowed in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        assert getattr(sheet.protection, allowed) is False  # False: not forbidden
    assert sheet["F4"].protection.locked and sheet["B1"].protection.locked
    assert not sheet["F5"].protection.locked and not sheet["AD5"].protection.locked
    assert not sheet.column_dimensions["F"].protection.locked
    assert sheet.auto_filter.ref == "A4:AD304"
    assert book["Learner"]["A4"].protection.locked and not book["Learner"]["B4"].protection.locked
    assert book[PROGRESS_SHEET].protection.sheet


@pytest.mark.parametrize(
    ("unit", "hidden", "seen"),
    [
        (
            "8588-500",
            {"Clients", "Sessions", "Supervision", "CPD"},
            {"ReportItems", "References", "Narrative"},
        ),
        (
            "8585-301",
            {"Tools", "SelfReview", "ProgressLog", "Networks", "ReportItems"},
            {"Sessions", "Goals"},
        ),
    ],
)
def test_only_what_the_units_need_is_shown(unit: str, hidden: set[str], seen: set[str]) -> None:
    """Other sheets are hidden, are not on Progress, and their line on the Guide leads nowhere."""
    book = load_workbook(io.BytesIO(made([library().unit(unit)])))
    state = {sheet.title: sheet.sheet_state for sheet in book}
    assert {state[name] for name in hidden} == {"hidden"} and {state[name] for name in seen} == {"visible"}
    links = {c.value for row in book[PROGRESS_SHEET].iter_rows() for c in row if c.hyperlink}
    assert not links & hidden and seen <= links
    guide = {c.value: c.hyperlink for row in book["Guide"].iter_rows() for c in row if c.value}
    assert all(guide[name] is None for name in hidden) and all(guide[name] for name in seen)


def test_the_guide_names_shown_sheets_alone_and_says_which_cannot_stay_empty() -> None:
    """Its steps leave hidden sheets out and name the page in the browser as well as the commands."""
    book = load_workbook(io.BytesIO(made([library().unit(UNIT)])))
    rows = [[cell.value for cell in row] for row in book["Guide"].iter_rows()]
    steps = " ".join(str(row[2]) for row in rows if str(row[1]).isdigit())
    hidden = [sheet.title for sheet in book if sheet.sheet_state == "hidden"]
    assert {"Tools", "SelfReview", "ReportItems"} <= set(hidden)
    assert not [name for name in hidden if name in steps]
    assert "Clients and Goals: a row for each client and each goal." in steps
    assert "ilmdocs web" in steps and "ilmdocs check" in steps and "ilmdocs build" in steps
    need = {row[5]: row[6] for row in rows}
    assert need["Narrative"] == need["Supervision"] == need["Learner"] == "Needed"
    assert need["Evidence"] == need["References"] == "If it applies"


def test_what_the_forms_print_is_shown() -> None:
    """Also what no rule looks at: a learner could not type it otherwise."""
    unit, known = library().unit(UNIT), library()
    data = create_workbook([unit], required=known.required, used=known.shown, aims=known.aims([unit]))
    book = load_workbook(io.BytesIO(data))
    learner, sheet = book["Learner"], book["Units"]
    lines = {
        str(learner.cell(row, 1).value)
        for row in range(4, learner.max_row + 1)
        if not learner.row_dimensions[row].hidden
    }
    assert {"Do you refuse ILM's use of your work?", "Statement on originality and use of AI"} <= lines
    headings = {
        sheet.cell(4, column).value
        for column in range(1, sheet.max_column + 1)
        if not sheet.column_dimensions[get_column_letter(column)].hidden
    }
    assert {"Submission date", "How these were signed"} <= headings
    assert book["Tools"].sheet_state == "hidden"


def test_each_sheet_says_down_to_where_its_last_column_speaks() -> None:
    """Formulas further down would be printed as blank pages."""
    sheet = load_workbook(io.BytesIO(made([library().unit(UNIT)])))["Sessions"]
    assert "the last column says so too, down to row 44" in str([cell.value for cell in sheet[3]])


def test_rules_of_a_unit_become_aims_in_the_order_of_its_file() -> None:
    """Numbers come from the options of the rules."""
    goals = [aim.goal for aim in aims_of(library().unit("8585-302"))]
    supervision = next(goal for goal in goals if isinstance(goal, RowsGoal) and goal.sheet == "Supervision")
    assert (supervision.minimum, supervision.distinct) == (2, True)


def test_excel_shares_no_formula_about_another_sheet() -> None:
    """Formulas that a column has in common look at their own sheet alone; Excel refuses others."""
    with zipfile.ZipFile(io.BytesIO(made([library().unit(UNIT)]))) as archive:
        shared = [
            text
            for name in archive.namelist()
            if "worksheets/sheet" in name
            for text in re.findall(r'<f t="shared" ref=[^>]*>([^<]*)<', archive.read(name).decode())
        ]
    assert shared and not [text for text in shared if "!" in text]
    assert max(map(len, shared)) < 8192


def test_days_are_numbers_in_stored_results() -> None:
    """A plan of seven months is one of seven months, whatever the days of the month."""
    plan: list[Row] = [
        {"area": "Listening", "start": date(2026, 1, 31), "end": date(2026, 7, 31)},
        {"area": "Contracting", "start": date(2026, 2, 28), "end": date(2026, 8, 30)},
    ]
    lines = progress(shown(made([library().unit("8585-303")], {"CPD": plan})), "8585-303")
    assert lines["Span of the plan"] == ("6 of 6 months", "Done")
    short: list[Row] = [{"area": "Listening", "start": date(2026, 3, 15), "end": date(2026, 9, 14)}]
    lines = progress(shown(made([library().unit("8585-303")], {"CPD": short})), "8585-303")
    assert lines["Span of the plan"] == ("5 of 6 months, 1 to go", "To do")
