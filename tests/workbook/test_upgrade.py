"""`ilmdocs upgrade`: older workbooks, as the program of then made them, become new ones and lose nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from ilmdocs.cli import cli
from ilmdocs.errors import UnreadableInput
from ilmdocs.made import Task, WorkbookUpgraded
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.orders import FormSource, UpgradeOrder, unwatched
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.annotate import annotate
from ilmdocs.workbook.kind import WorkbookKind, store_kind
from ilmdocs.workbook.read import read_workbook
from ilmdocs.workbook.schema import PROGRESS_SHEET
from ilmdocs.workbook.upgrading import upgraded

from .test_guidance import library

FIXTURES = Path(__file__).parents[1] / "fixtures/workbooks"
TODAY = date(2026, 11, 1)
OLDER = (1, 2)
Edit = Callable[[Workbook], object]


def heading(book: Workbook, sheet: str, text: str) -> int:
    """The column of a heading."""
    return next(cell.column for cell in book[sheet][4] if cell.value == text)


def older(folder: Path, version: int, edit: Edit | None = None) -> Path:
    """A workbook of an older version in a folder of its own, after an edit."""
    path = folder / "robin.xlsx"
    if edit is None:
        shutil.copy(FIXTURES / f"version-{version}.xlsx", path)
        return path
    book = load_workbook(FIXTURES / f"version-{version}.xlsx")
    edit(book)
    book.save(path)
    return path


def upgrade(path: Path, scratch: Path) -> WorkbookUpgraded:
    """Upgrade in this process."""
    order = UpgradeOrder(TODAY, FormSource(templates_folder()))
    (made,) = order.open()((Task(0, path),), scratch, unwatched)
    return made


def new(path: Path, folder: Path) -> Path:
    """The upgraded workbook as a file."""
    made = upgrade(path, folder / "scratch")
    assert made.error is None, made.error
    target = folder / "new.xlsx"
    target.write_bytes(made.data)
    return target


def messy(book: Workbook) -> None:
    """What a learner does to a workbook in a year."""
    sheet = book["Sessions"]
    duration, reality = (
        heading(book, "Sessions", "Duration"),
        heading(book, "Sessions", "Reality / current situation"),
    )
    sheet.cell(6, duration).value = "1.3"
    sheet.cell(7, duration).value = "90 min"
    sheet.cell(8, reality).comment = Comment("Ask about the rota.", "Morgan")
    sheet.cell(8, reality).fill = PatternFill("solid", fgColor="FFFF00")
    sheet.cell(9, reality).value = "=1+1"
    sheet.cell(9, reality).data_type = "s"
    room = sheet.max_column + 1
    sheet.cell(4, room).value = "Room"
    sheet.cell(5, room).value = "Blue room"
    sheet.cell(6, room).value = datetime(2026, 3, 4)
    sheet.row_dimensions[10].hidden = True
    sheet.protection.set_password("secret")
    for column in range(1, 10):  # a gap, then one more row far down
        sheet.cell(30, column).value = sheet.cell(5, column).value
    sheet.cell(30, heading(book, "Sessions", "Session no")).value = 90
    book["Learner"]["B11"].value = "0044"
    own = book.create_sheet("My rooms")
    own["A1"], own["B2"] = "Rooms to book", "Thursday"
    own["B2"].comment = Comment("Not before ten", "Morgan")


@pytest.mark.parametrize("version", OLDER)
def test_an_older_workbook_is_read(version: int, tmp_path: Path) -> None:
    """As it is, without a finding."""
    read = read_workbook(older(tmp_path, version), library().units, library().required)
    assert read.included == ("8585-301",) and read.findings == ()


@pytest.mark.parametrize("version", OLDER)
def test_an_upgraded_workbook_holds_the_same(version: int, tmp_path: Path) -> None:
    """Entries in their order, and the new version with what it says while it is filled."""
    old = older(tmp_path, version)
    before = read_workbook(old, library().units, library().required)
    target = new(old, tmp_path)
    after = read_workbook(target, library().units, library().required)
    for name in before.submission.sheets:
        rows = [row.values for row in before.submission.rows(name)]
        assert [row.values for row in after.submission.rows(name)] == rows
    book = load_workbook(target, data_only=True)
    assert book[PROGRESS_SHEET]["D6"].value == "7 h of 6 h"
    assert book["Sessions"]["AD5"].value == "Yes"


@pytest.mark.parametrize("version", OLDER)
def test_whatever_was_typed_comes_along(version: int, tmp_path: Path) -> None:
    """What cannot be read stays as typed; own columns, sheets, notes, hidden rows and gaps are kept."""
    made = upgrade(older(tmp_path, version, messy), tmp_path / "scratch")
    assert made.error is None
    assert (made.version, made.newest, made.columns, made.sheets) == (version, 3, 1, ("My rooms",))
    (tmp_path / "new.xlsx").write_bytes(made.data)
    book = load_workbook(tmp_path / "new.xlsx")
    sheet = book["Sessions"]
    assert [sheet["F6"].value, sheet["F7"].value] == ["1.3", "90 min"]
    reality = heading(book, "Sessions", "Reality / current situation")
    note = sheet.cell(8, reality).comment
    assert note is not None and note.text == "Ask about the rota."
    assert sheet.cell(8, reality).fill.fgColor.rgb == "00FFFF00"
    assert (sheet.cell(9, reality).value, sheet.cell(9, reality).data_type) == ("=1+1", "s")
    room = heading(book, "Sessions", "Room")
    assert room == sheet.max_column and sheet.cell(5, room).value == "Blue room"
    assert sheet.cell(6, room).value == datetime(2026, 3, 4)
    assert sheet.row_dimensions[10].hidden
    assert sheet.cell(30, heading(book, "Sessions", "Session no")).value == 90
    assert sheet.cell(29, 2).value is None
    assert book["Learner"]["B11"].value == "0044"
    assert book["My rooms"]["B2"].value == "Thursday" and book["My rooms"]["B2"].comment is not None
    assert sheet["F4"].comment is not None and sheet["F4"].comment.text.startswith("Needed.")


def test_a_misspelt_heading_and_a_doubled_one_stay_what_they_are(tmp_path: Path) -> None:
    """They are told of as before: nothing is put right in silence."""

    def change(book: Workbook) -> None:
        book["Sessions"].cell(4, heading(book, "Sessions", "Duration")).value = "Durration"
        book["Goals"].cell(4, book["Goals"].max_column + 1).value = "Status"

    old = older(tmp_path, 2, change)
    before = read_workbook(old, library().units, library().required)
    after = read_workbook(new(old, tmp_path), library().units, library().required)
    assert [f.id for f in before.findings] == [f.id for f in after.findings]
    assert {"heading-unknown", "heading-duplicate"} <= {f.id for f in after.findings}


def test_formulas_of_somebody_keep_their_results(tmp_path: Path) -> None:
    """Where no cell moves; a formula without a result stays without one."""
    old = older(tmp_path, 2, lambda book: book["Sessions"].cell(5, 8, '="Room "&1'))
    made = upgrade(old, tmp_path / "scratch")
    assert made.error is None
    (tmp_path / "new.xlsx").write_bytes(made.data)
    assert load_workbook(tmp_path / "new.xlsx")["Sessions"]["H5"].value == '="Room "&1'
    read = read_workbook(tmp_path / "new.xlsx", library().units, library().required)
    assert [f.id for f in read.findings] == ["formula-without-value"]


def _picture(book: Workbook) -> None:
    import io

    from PIL import Image as Picture

    data = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(data, "PNG")
    book["Clients"].add_image(Image(data), "C20")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_picture, "pictures, shapes or text boxes"),
        (lambda book: book["Sessions"].cell(2, 6, "Ask Kim"), "Sessions!F2"),
        (
            lambda book: book.create_sheet(PROGRESS_SHEET).cell(1, 1, "Mine"),
            "has a name that the new version",
        ),
        (lambda book: book["Units"].cell(5, 1, "8999-1"), "names no unit that is known"),
    ],
    ids=["picture", "note above the headings", "sheet called Progress", "no unit"],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_made(edit: Edit, words: str, tmp_path: Path) -> None:
    """Better no new workbook than one that lacks something."""
    made = upgrade(older(tmp_path, 2, edit), tmp_path / "scratch")
    assert isinstance(made.error, UnreadableInput) and words in str(made.error)
    assert made.data == b""


def test_what_is_written_among_our_own_words_is_named(tmp_path: Path) -> None:
    """On the Guide, on the Lists and above headings; and nothing of ours is named with it."""

    def edit(book: Workbook) -> None:
        book["Guide"]["A50"], book["Guide"]["B9"] = "Ask Kim", "done by me"
        book["Guide"]["B30"].comment = Comment("Mine", "me")
        book["Lists"]["A6"], book["Lists"]["AZ3"] = "Perhaps", "Mine"
        book["Sessions"]["A2"], book["Learner"]["H3"] = "Never on Mondays", "Ask Kim"

    made = upgrade(older(tmp_path, 2, edit), tmp_path / "scratch")
    assert (
        "holds what has no place in a new workbook: Learner!H3, Sessions!A2, Guide!B9, Guide!A50, "
        "the note at Guide!B30, Lists!AZ3, Lists!A6. Nothing was written."
    ) in str(made.error)


@pytest.mark.parametrize(
    "points",
    [
        lambda book: book.create_sheet("Mine").cell(1, 1, "=Clients!D5"),
        lambda book: book.defined_names.add(DefinedName("mine", attr_text="Clients!$D$5")),
        lambda book: book.create_sheet("Mine").conditional_formatting.add(
            "A1", Rule("expression", formula=["Clients!$D$5=1"])
        ),
    ],
    ids=["formula", "name", "conditional format"],
)
def test_what_points_at_a_cell_that_moves_is_refused(points: Edit, tmp_path: Path) -> None:
    """Though nobody has saved a result of the formula."""

    def edit(book: Workbook) -> None:
        points(book)
        book["Clients"].insert_cols(3)
        book["Clients"]["C4"], book["Clients"]["C5"] = "Shoe size", "42"

    made = upgrade(older(tmp_path, 2, edit), tmp_path / "scratch")
    assert "would move" in str(made.error)
    assert ("Mine!A1" in str(made.error)) or ("the name mine" in str(made.error))


def dressed(book: Workbook) -> None:
    """What can be carried, and what cannot, on a sheet of ours and on one of somebody's own."""
    sheet, own = book["Sessions"], book.create_sheet("Mine")
    sheet["K6"].font = Font(color="FFFF0000")
    sheet["L6"].fill = PatternFill("lightUp", fgColor="FFFF0000")
    sheet["M6"].border = Border(left=Side("thick"))
    sheet.row_dimensions[6].height = 200
    sheet.auto_filter.ref = "A4:AC20"
    sheet.auto_filter.add_filter_column(1, ["C1"])
    sheet.conditional_formatting.add("F5:F40", Rule("cellIs", operator="equal", formula=['"x"']))
    choice = DataValidation("list", formula1='"one,two"')
    choice.add("H5:H40")
    sheet.add_data_validation(choice)
    sheet.protection.sheet, sheet.sheet_state = True, "hidden"
    sheet.protection.set_password("secret")
    book.security = WorkbookProtection(lockStructure=True)
    for number in range(1, 4):
        own.append([f"head {number}", number])
    own["B1"] = "second"
    own.add_table(Table(displayName="T1", ref="A1:B3"))
    own.protection.sheet, own.print_title_rows = True, "1:1"
    own.page_setup.orientation, own.sheet_properties.tabColor = "landscape", "FF0000"
    own.defined_names.add(DefinedName("here", attr_text="Mine!$A$1"))
    book.defined_names.add(DefinedName("everywhere", attr_text="Mine!$B$2"))


def test_looks_come_along_and_what_does_not_is_told(tmp_path: Path) -> None:
    """Even from a workbook with a hidden sheet, a password and a lock."""
    old = older(tmp_path, 2, dressed)
    run = CliRunner().invoke(cli, ["upgrade", str(old), "-o", str(tmp_path / "new.xlsx"), "--json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.output)["not_carried"] == [
        "the lock on the order of the sheets",
        "the password of the sheet Sessions",
        "the table T1 of the sheet Mine",
        "your own rule for what may be typed at Sessions!H5:H40",
    ]
    book = load_workbook(tmp_path / "new.xlsx")
    sheet, own = book["Sessions"], book["Mine"]
    red, tab = sheet["K6"].font.color, own.sheet_properties.tabColor
    assert red is not None and red.rgb == "FFFF0000" and sheet["K7"].font.name == "Arial"
    assert (sheet["L6"].fill.patternType, sheet["M6"].border.left.style) == ("lightUp", "thick")
    assert sheet.row_dimensions[6].height == 200 and sheet.sheet_state == "hidden"
    assert [column.colId for column in sheet.auto_filter.filterColumn] == [1]
    assert "F5:F40" in {str(found.sqref) for found in sheet.conditional_formatting}
    assert own.protection.sheet and own.print_title_rows == "$1:$1"
    assert own.page_setup.orientation == "landscape" and tab is not None and tab.rgb == "00FF0000"
    assert "here" in own.defined_names and "everywhere" in book.defined_names


def test_days_of_a_workbook_that_counts_from_1904_stay(tmp_path: Path) -> None:
    """Excel for the Mac counted days from then."""
    old = older(tmp_path, 2, lambda book: setattr(book, "epoch", CALENDAR_MAC_1904))
    day = (
        read_workbook(old, library().units, library().required).submission.rows("Sessions")[0].values["date"]
    )
    target = new(old, tmp_path)
    after = read_workbook(target, library().units, library().required)
    assert after.submission.rows("Sessions")[0].values["date"] == day
    assert load_workbook(target).epoch == CALENDAR_MAC_1904


def test_a_new_workbook_that_says_something_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should carrying ever change an entry, it is noticed by reading both."""
    old, other = older(tmp_path, 2), tmp_path / "other"
    other.mkdir()

    def change(book: Workbook) -> None:
        book["Sessions"].cell(5, heading(book, "Sessions", "Duration"), "9:00")

    right = upgraded(old, library().units, library().required, library().used, {})
    assert right is not None
    wrong = replace(right, data=older(other, 2, change).read_bytes())
    monkeypatch.setattr("ilmdocs.upgrade_bench.upgraded", lambda *_: wrong)
    made = upgrade(old, tmp_path / "scratch")
    assert "the entries of the sheet Sessions would differ" in str(made.error) and made.data == b""


def test_an_annotated_copy_is_upgraded_without_its_list(tmp_path: Path) -> None:
    """The list, our notes and our colours are no entries; what somebody answered is."""
    old = older(tmp_path, 2)
    found = Finding("made-up", Severity.MUST, Location(old.name, "Sessions", 5, 4), "Wrong.", "Type it anew.")
    copy = annotate(old, [found], learner="Robin", shown=old.name, original=old.name)
    old.write_bytes(copy.data)
    book = load_workbook(old)
    note = book["Sessions"]["D5"].comment
    assert note is not None
    note.text += "\n\nTUTOR: no, it is right"
    book.save(old)
    made = load_workbook(new(old, tmp_path))
    answer = made["Sessions"]["D5"].comment
    assert answer is not None and answer.text == "TUTOR: no, it is right"
    assert "Fix these first" not in made.sheetnames and "ilmdocs_done" not in made.defined_names


def test_a_newer_workbook_is_refused(tmp_path: Path) -> None:
    """By every command, in the same words."""

    def newer(book: Workbook) -> None:
        while len(book.custom_doc_props.props):  # type: ignore[attr-defined]
            book.custom_doc_props.props.pop()  # type: ignore[attr-defined]
        store_kind(book, WorkbookKind("intake", 4))

    made = upgrade(older(tmp_path, 2, newer), tmp_path / "scratch")
    assert "was made for a newer version of ilmdocs (workbook version 4, this ilmdocs reads up to 3)" in str(
        made.error
    )


def test_the_newest_version_needs_no_upgrade(tmp_path: Path) -> None:
    """The fixture of this version is read as it is; upgrading it does nothing, and that is no mistake."""
    path = older(tmp_path, 3)
    assert read_workbook(path, library().units, library().required).findings == ()
    data = path.read_bytes()
    run = CliRunner().invoke(cli, ["upgrade", str(path)])
    assert run.exit_code == 0, run.output
    assert "is of the newest version (3); nothing to do." in run.output
    told = CliRunner().invoke(cli, ["upgrade", str(path), "--json"])
    assert told.exit_code == 0 and json.loads(told.output)["written"] is None
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == data


def test_the_command_writes_beside_and_never_over(tmp_path: Path) -> None:
    """The old workbook keeps its bytes; what was kept is told; a second time it is refused."""
    old = older(tmp_path, 1, messy)
    data = old.read_bytes()
    run = CliRunner().invoke(cli, ["upgrade", str(old), "--today", "2026-11-01"])
    assert run.exit_code == 0, run.output
    target = tmp_path / "robin (version 3).xlsx"
    assert target.exists() and old.read_bytes() == data
    assert "From version 1 to version 3." in run.output
    assert "1 column of your own, your own sheet My rooms" in run.output
    assert "Not carried over: the password of the sheet Sessions.\n" in run.output
    assert "move" in run.output and "ilmdocs check" in run.output
    again = CliRunner().invoke(cli, ["upgrade", str(old)])
    assert "exists already" in str(again.exception)
    other = CliRunner().invoke(cli, ["upgrade", str(old), "-o", str(tmp_path / "other.xlsx"), "--json"])
    assert json.loads(other.output)["from_version"] == 1
