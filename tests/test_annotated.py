"""Annotated copies as a learner meets them: what the copy says suffices to put everything right.

All learners are fictional. A copy is repaired with openpyxl as a person would in Excel.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from ilmdocs.check_bench import bench
from ilmdocs.cli import cli
from ilmdocs.cli.demo import files_of
from ilmdocs.copies import COPIES_FOLDER, put_copy
from ilmdocs.discover import find_workbooks
from ilmdocs.library import Library, load_library
from ilmdocs.made import LearnerChecked, Task
from ilmdocs.orders import Bench, CheckOrder, FormSource, unwatched
from ilmdocs.samples import demo_learners
from ilmdocs.templates_path import templates_folder
from tests.building import build_here
from tests.workbook.build import column

TODAY = date(2026, 11, 26)
LIST = "Fix these first"
NAME = "Merriweather 8585-301 - what to fix.xlsx"


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in units and packs."""
    return load_library(templates_folder())


@pytest.fixture(scope="module")
def files(library: Library) -> Mapping[str, bytes]:
    """What the folder of the demo learner with twelve mistakes holds."""
    learner = next(item for item in demo_learners() if item.folder == "Tamsin Merriweather")
    return {name: make() for name, make in files_of(learner, library)}


@pytest.fixture
def broken(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    """Her workbook, in a folder of her own."""
    for name, data in files.items():
        file = tmp_path / "Tamsin Merriweather" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "Tamsin Merriweather" / "Merriweather 8585-301.xlsx"


@cache
def worker(*, annotate: bool) -> Bench[LearnerChecked]:
    """What a worker loads once for all workbooks."""
    return bench(CheckOrder(TODAY, FormSource(templates_folder()), annotate=annotate))


def check(workbook: Path, *, annotate: bool = True) -> LearnerChecked:
    """What a worker tells of one workbook."""
    (checked,) = worker(annotate=annotate)([Task(0, workbook)], workbook.parent, unwatched)
    return checked


def copy_of(workbook: Path, folder: Path) -> Path:
    """The annotated copy of a workbook, in another folder."""
    made = check(workbook).annotated
    assert made is not None
    assert made.lost == ()
    return put_copy(folder / made.name, made.data)


def listed(copy: Path) -> list[dict[str, str]]:
    """The lines of a copy's list by heading, with the cell to which each leads."""
    sheet = load_workbook(copy)[LIST]
    rows = list(sheet.iter_rows())
    start = next(n for n, row in enumerate(rows) if row[0].value == "No.")
    headings = [str(cell.value) for cell in rows[start]]
    lines = []
    for row in rows[start + 1 :]:
        line = {head: str(cell.value or "") for head, cell in zip(headings, row, strict=True)}
        link = row[2].hyperlink
        lines.append({**line, "link": (link.location or "") if link else ""})
    return lines


def tints(book: Workbook, sheet: str) -> list[tuple[str, Any]]:
    """The colours of ours on a sheet: cells and rule; the workbook has some of its own."""
    return [
        (str(ranges.sqref), rule)
        for ranges in book[sheet].conditional_formatting
        for rule in ranges.rules
        if "ilmdocs_done" in str(rule.formula)
    ]


def at(sheet: str, field_id: str, row: int) -> str:
    """The cell of a field, as a link names it."""
    return f"'{sheet}'!{get_column_letter(column(sheet, field_id))}{row}"


def put(sheet: str, field_id: str, row: int, value: Any) -> Callable[[Workbook], None]:
    """Types a value into the cell of a field."""

    def repair(book: Workbook) -> None:
        book[sheet].cell(row, column(sheet, field_id), value)

    return repair


def say_it_without_the_name(book: Workbook) -> None:
    """The client's name is taken out of an answer."""
    cell = book["Sessions"].cell(10, column("Sessions", "feedback_given"))
    cell.value = str(cell.value).replace("Cazza", "the client")


def add_supervision(book: Workbook) -> None:
    """A session of supervision is written into the first free row."""
    row = {
        "date": date(2026, 2, 23), "supervisor": "Philippa Greatorex", "type": "individual",
        "duration": time(1, 0), "sessions_discussed": "C1-01; C1-02; C1-03", "outcomes": "I ask too little.",
        "actions": "I will ask first.", "effectiveness": "It helped me.",
    }  # fmt: skip
    for field_id, value in row.items():
        put("Supervision", field_id, 5, value)(book)


def repairs() -> Mapping[str, tuple[str, Callable[[Workbook], None]]]:
    """For each place on the list, words of its line that tell what to do, and that done as a person would."""
    day = date(2026, 2, 26)
    photo = "photos/flip chart session 3.jpg"
    typed: tuple[tuple[str, str, int, str, Any], ...] = (
        ("Clients", "planned_session_hours", 5, "Type hours and minutes, for example 1:30", "1:00"),
        ("Clients", "client_signed", 5, "Type the day on which the contract", date(2026, 2, 4)),
        ("Clients", "coach_signed", 5, "Check both dates", date(2026, 2, 4)),
        ("Sessions", "date", 8, "Correct date, start time", day),
        ("Sessions", "refl_listening", 8, "Write your reflection", "I waited for the end of each sentence."),
        ("CoacheeFeedback", "rating_patience", 5, "from 1 (poor) to 10", 9),
        ("CoacheeFeedback", "client_ref", 6, "It lists C1", "C1"),
        ("Observations", "date", 5, "Correct the date", day),
        ("Evidence", "file", 6, "or correct the name", photo),
    )
    return {
        **{
            at(sheet, name, row): (words, put(sheet, name, row, value))
            for sheet, name, row, words, value in typed
        },
        at("Sessions", "duration", 4): ("Missing: 1 min", put("Sessions", "duration", 6, time(1, 0))),
        at("Sessions", "feedback_given", 10): ("words such as the client", say_it_without_the_name),
        at("Supervision", "date", 4): ("Add the supervision sessions", add_supervision),
    }


def test_what_the_copy_says_suffices(broken: Path, tmp_path: Path, library: Library) -> None:
    """Repaired only where the list leads and as it says, the copy is checked and built like any workbook."""
    before = hashlib.sha256(broken.read_bytes()).hexdigest()
    copy = copy_of(broken, tmp_path / "to fix")
    assert copy.name == NAME
    assert hashlib.sha256(broken.read_bytes()).hexdigest() == before
    known = repairs()
    tasks = [line for line in listed(copy) if line["No."]]
    book = load_workbook(copy)
    for line in tasks:
        if line["Fix"] == "Good to know":
            continue
        words, repair = known[line["link"]]
        assert words in f"{line['What is wrong']} {line['What to do']}"
        repair(book)
    assert {line["link"] for line in tasks if line["Fix"] != "Good to know"} == set(known)
    broken.unlink()
    repaired = broken.with_name(copy.name)
    book.save(repaired)
    (taken,) = find_workbooks([repaired.parent]).workbooks
    checked = check(taken, annotate=False)
    assert [(f.id, str(f.location)) for f in checked.findings if f.severity != "info"] == []
    (result,) = build_here([taken], library, tmp_path / "output", TODAY)
    assert result.status == "built"


def test_the_list_stands_in_order_of_worth(broken: Path, tmp_path: Path) -> None:
    """Must before should before note, numbered; what only follows stands below its cause and is no task."""
    lines = listed(copy_of(broken, tmp_path))
    tasks = [line for line in lines if line["No."]]
    assert [line["No."] for line in tasks] == [str(number) for number in range(1, 14)]
    assert [line["Fix"] for line in tasks] == ["Must fix"] * 11 + ["Should fix", "Good to know"]
    at = {line["Where"]: number for number, line in enumerate(lines)}
    follower = lines[at["Clients!I4"]]
    assert follower["Fix"] == "Follows from 1"
    assert at["Clients!I4"] == at["Clients!I5"] + 1
    assert follower["What to do"] == "Nothing yet. Put 1 right first, then check again."
    sheet = load_workbook(tmp_path / NAME, data_only=True)[LIST]
    said = "11 points must be fixed before the portfolio can be built; 2 points are worth a look."
    assert sheet["A3"].value == said


def test_each_cell_says_what_is_wrong(broken: Path, tmp_path: Path) -> None:
    """A note at the cell says what the list says, below the note that a heading has anyway."""
    book = load_workbook(copy_of(broken, tmp_path))
    said = book["CoacheeFeedback"]["O5"].comment.text
    assert said.startswith("Fix these first, no. 7 · MUST FIX\n“Has patience” must be a whole number")
    assert (
        "What to do: Type the number that the client ticked, from 1 (poor) to 10 (excellent).\n— ilmdocs "
        in said
    )
    heading = book["Sessions"]["F4"].comment.text
    own = load_workbook(broken)["Sessions"]["F4"].comment.text
    assert heading.startswith(f"{own}\n\nFix these first, no. 3 · MUST FIX\n")
    assert book["Clients"]["A5"].comment is None


def test_every_link_leads_to_its_cell(broken: Path, tmp_path: Path) -> None:
    """Where a line says Sessions!F8, its link leads there, on a sheet that is there and not hidden."""
    copy = copy_of(broken, tmp_path)
    book = load_workbook(copy)
    for line in listed(copy):
        sheet, address = line["link"].rsplit("!", 1)
        assert f"{sheet.strip(chr(39))}!{address}" == line["Where"]
        assert book[sheet.strip("'")].sheet_state == "visible"


def test_colours_go_when_a_line_is_ticked(broken: Path, tmp_path: Path) -> None:
    """The colour of a cell asks for the tick of its own line, through the name of the list's last column."""
    copy = copy_of(broken, tmp_path)
    book = load_workbook(copy)
    lines = listed(copy)
    rules = tints(book, "CoacheeFeedback")
    formula = {address: rule.formula[0] for address, rule in rules}
    number = [line["Where"] for line in lines].index("CoacheeFeedback!O5") + 1
    assert formula["O5"] == f'INDEX(ilmdocs_done,{number})<>"Done"'
    area = book.defined_names["ilmdocs_done"].attr_text
    first = int(re.findall(r"\d+", area)[0])
    assert book[LIST].cell(first + number - 1, 3).value == "CoacheeFeedback!O5"
    assert [rule.dxf.fill.bgColor.rgb for _, rule in rules] == ["FFF5BFB8"] * 2


def test_a_copy_of_a_copy_replaces_list_notes_and_colours(broken: Path, tmp_path: Path) -> None:
    """Repaired in part and annotated again, it has one list, one note a cell and no colour too many."""
    first = copy_of(broken, tmp_path / "first")
    book = load_workbook(first)
    book["CoacheeFeedback"]["O5"] = 9
    book["CoacheeFeedback"]["A6"] = "C1"
    target = broken.with_name(first.name)
    book.save(target)
    broken.unlink()
    second = copy_of(target, tmp_path / "second")
    assert second.name == NAME
    again = load_workbook(second)
    assert [name for name in again.sheetnames if LIST in name] == [LIST]
    assert again.sheetnames[0] == LIST
    assert "CoacheeFeedback!O5" not in [line["Where"] for line in listed(second)]
    assert again["CoacheeFeedback"]["O5"].comment is None
    assert tints(again, "CoacheeFeedback") == []
    heading = again["Sessions"]["F4"].comment.text
    assert heading.count("Fix these first, no. ") == 1
    assert len(tints(again, "Sessions")) == len(tints(load_workbook(first), "Sessions"))


def test_a_folder_with_workbook_and_copy_is_one_learner(broken: Path, tmp_path: Path) -> None:
    """The learner's own workbook is taken, and it is said what was passed over and what to do."""
    copy = copy_of(broken, broken.parent)
    found = find_workbooks([broken.parent])
    assert found.workbooks == (broken,)
    assert found.notes == (
        f"Tamsin Merriweather/{copy.name} shows what to fix in {broken.name} and was passed over: "
        f"{broken.name} was taken. If the corrections are in {copy.name}, put it in place of {broken.name}.",
    )


def test_no_client_is_named_by_the_copy(broken: Path, tmp_path: Path) -> None:
    """Neither the copy's name nor its list repeats a name from the sheet Private, and the links are there."""
    named = broken.rename(broken.with_name("Cazza and me.xlsx"))
    made = check(named).annotated
    assert made is not None
    assert made.name == "(a client’s name) and me - what to fix.xlsx"
    copy = put_copy(tmp_path / made.name, made.data)
    cells = [str(cell.value) for row in load_workbook(copy)[LIST].iter_rows() for cell in row]
    assert not any("Cazza" in text for text in cells)
    lines = listed(copy)
    assert all(line["link"] for line in lines if "!" in line["Where"])
    assert "The workbook as a whole" in [line["Where"] for line in lines]


def test_a_copy_far_from_its_files_says_so(broken: Path, tmp_path: Path) -> None:
    """Checked where it was written, it says that its files are looked for there, and where it belongs."""
    copy = copy_of(broken, tmp_path / "to fix")
    (note,) = find_workbooks([copy]).notes
    assert note.endswith("Corrected, put it there in place of Merriweather 8585-301.xlsx.")
    assert find_workbooks([copy.rename(broken.parent / copy.name)]).notes == ()


def test_corrections_in_a_copy_are_never_written_over(broken: Path, tmp_path: Path) -> None:
    """The very same copy is left alone; where a copy was changed, the next one gets a number."""
    first = copy_of(broken, tmp_path / "there")
    assert copy_of(broken, tmp_path / "there") == first
    first.write_bytes(first.read_bytes() + b"typed into")
    second = copy_of(broken, tmp_path / "there")
    assert second.name == "Merriweather 8585-301 - what to fix (2).xlsx"
    assert first.read_bytes().endswith(b"typed into")


def test_the_command_says_where_the_copy_is(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the file and for whom it is; the data for other programs has its path."""
    monkeypatch.chdir(tmp_path)
    arguments = ["check", str(broken), "--annotate", "--today", "2026-11-26"]
    with pytest.raises(SystemExit) as left:
        cli(arguments, standalone_mode=False)
    assert left.value.code == 1
    said = capsys.readouterr().out
    assert f"What to fix, as a workbook: {COPIES_FOLDER.as_posix()}/{NAME}\n" in said
    assert "For the learner alone" in said
    with pytest.raises(SystemExit):
        cli([*arguments, "-o", "mine.xlsx", "--json"], standalone_mode=False)
    assert '"annotated": "mine.xlsx"' in capsys.readouterr().out
    assert listed(tmp_path / "mine.xlsx")


def test_nothing_to_say_makes_no_copy(broken: Path) -> None:
    """Without `--annotate` there is no copy, and none where nothing is to be put right."""
    assert check(broken, annotate=False).annotated is None
