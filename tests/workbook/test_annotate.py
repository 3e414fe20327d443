"""An annotated copy loses nothing of a workbook, whatever a learner has put into it. All are fictional."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image as Picture

from ilmdocs.engine_places import find_soffice
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.workbook.annotate import Annotated, annotate
from ilmdocs.workbook.grid import load_grid
from ilmdocs.workbook.read import read_workbook
from tests.workbook.build import REQUIRED, UNITS, cell, write

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
"""openpyxl, which reads the copies here, says that it knows none."""

LIST = "Fix these first"
FILE = "robin.xlsx"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RULE = f"{MAIN}cfRule"
CHANGED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "docProps/custom.xml",
}  # fmt: skip
SPARKLINES = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:sparklineGroup displayEmptyCellsAs="gap">'
    "<x14:sparklines><x14:sparkline><xm:f>Sessions!F5:F7</xm:f><xm:sqref>AZ5</xm:sqref></x14:sparkline>"
    "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)


def finding(sheet: str | None, row: int | None = None, column: int | None = None, **other: object) -> Finding:
    """A finding of the test's own."""
    given: dict[str, object] = {
        "id": "made-up", "severity": Severity.MUST, "message": "It is wrong.",
        "remedy": "Type it anew.", **other,
    }  # fmt: skip
    return Finding(location=Location(FILE, sheet, row, column), **given)  # type: ignore[arg-type]


def annotated(path: Path, *findings: Finding) -> Annotated:
    """The copy of a workbook with these findings."""
    return annotate(path, findings, learner="Robin Fictional", shown=FILE, original=FILE)


def fill_with_everything(book: Workbook) -> None:
    """What openpyxl can write of all that learners add to a workbook."""
    sessions: Any = book["Sessions"]
    chart = BarChart()
    chart.add_data(Reference(sessions, min_col=6, min_row=5, max_row=7))
    sessions.add_chart(chart, "H20")
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(picture, "PNG")
    sessions.add_image(Image(picture), "H40")
    green = DifferentialStyle(fill=PatternFill(bgColor="00FF00"))
    sessions.conditional_formatting.add(
        "F5:F9", Rule("cellIs", operator="greaterThan", formula=["1"], dxf=green)
    )
    sessions.merge_cells("A30:C31")
    sessions["A30"] = "My own remark"
    sessions.row_dimensions[33].hidden = True
    sessions["D5"].fill = PatternFill("solid", fgColor="FFCC00")
    sessions["D5"].comment = Comment("Ask Sam about this day.", "Robin")
    own = book.create_sheet("My notes")
    own["A1"] = "=1+1"
    own.print_title_rows = "1:1"
    own["B1"].comment = Comment("Only mine.", "Robin")
    book.defined_names["my_days"] = DefinedName("my_days", attr_text="Sessions!$D$5:$D$9")
    book.active = 3


def with_foreign_parts(path: Path) -> None:
    """Add what openpyxl would drop: rich text, sparklines, custom XML, a stored result, unknown parts."""
    parts = read_parts(path.read_bytes())
    name = part_of(path.read_bytes(), "My notes")
    sheet = parts[name].decode()
    sheet = sheet.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>").replace(
        "<f>1+1</f><v/>", "<f>1+1</f><v>2</v>"
    )
    runs = '<r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> plain</t></r>'
    rich = f'<c r="D1" t="inlineStr"><is>{runs}</is></c>'
    parts[name] = sheet.replace("</row>", f"{rich}</row>", 1).encode()
    sessions = part_of(path.read_bytes(), "Sessions")
    parts[sessions] = parts[sessions].replace(b"</worksheet>", SPARKLINES.encode() + b"</worksheet>")
    parts["customXml/item1.xml"] = b"<mine/>"
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    assert b"<v>2</v>" in parts[name]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


def read_parts(data: bytes) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part_of(data: bytes, sheet: str) -> str:
    """The name of a sheet's part."""
    parts = read_parts(data)
    book = etree.fromstring(parts["xl/workbook.xml"])
    relation = next(
        value
        for item in book.iter(f"{MAIN}sheet")
        if item.get("name") == sheet
        for key, value in item.attrib.items()
        if str(key).endswith("}id")
    )
    relations = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    target = next(item.get("Target", "") for item in relations if item.get("Id") == relation)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def relations_of(parts: Mapping[str, bytes], sheet: str) -> set[str]:
    """The parts to which a sheet leads."""
    folder, _, base = sheet.rpartition("/")
    root = etree.fromstring(parts[f"{folder}/_rels/{base}.rels"])
    return {item.get("Target", "").lstrip("/") for item in root} | {f"{folder}/_rels/{base}.rels", sheet}


def canonical(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n")


def without_ours(data: bytes) -> bytes:
    """A sheet's part without our colours, in the canonical form."""
    root = etree.fromstring(data)
    ours = [rule for rule in root.iter(RULE) if "ilmdocs_done" in str(etree.tostring(rule))]
    for rule in ours:
        holder = rule.getparent()
        assert holder is not None
        parent = holder.getparent()
        assert parent is not None
        parent.remove(holder)
    for rule in root.iter(RULE):
        rule.set("priority", str(int(rule.get("priority", "0")) - len(ours)))
    for view in root.iter(f"{MAIN}sheetView"):
        view.attrib.pop("tabSelected", "")
    return canonical(root)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A workbook with a chart, a picture, own looks, notes, rich text, sparklines and parts nobody knows."""
    path = write(tmp_path, fill_with_everything, name=FILE)
    with_foreign_parts(path)
    return path


FOUND = (
    finding("Sessions", 5, 4, message="The day is wrong.", criterion="2.4", unit="8585-301"),
    finding("Sessions", 6, 6, severity=Severity.SHOULD, id="other"),
    finding("Clients", 5, 1, severity=Severity.INFO, id="third"),
)


def test_nothing_of_the_workbook_is_lost(full: Path) -> None:
    """Every part is in the copy byte for byte; those with additions are as they were but for these."""
    before = read_parts(full.read_bytes())
    made = annotated(full, *FOUND)
    after = read_parts(made.data)
    assert made.lost == ()
    assert read_parts(full.read_bytes()) == before
    added_to = {part_of(full.read_bytes(), name) for name in ("Sessions", "Clients")}
    near = {part for sheet in added_to for part in relations_of(before, sheet) if "omment" in part}
    shown = {name for name, data in before.items() if b"tabSelected" in data}
    touched = CHANGED | added_to | near | shown
    assert {name for name, data in before.items() if after.get(name) != data} <= touched
    for sheet in added_to | shown:
        assert without_ours(after[sheet]) == without_ours(before[sheet])
    styles, styled = (etree.fromstring(parts["xl/styles.xml"]) for parts in (before, after))
    for old, new in zip(styles, styled, strict=True):
        assert [canonical(item) for item in old] == [canonical(item) for item in new][: len(old)]


def test_what_a_learner_sees_is_as_it_was(full: Path) -> None:
    """Values, formulas with their results, looks, merged cells, widths, hidden rows, dropdowns, names."""
    path = full.with_name("copy.xlsx")
    path.write_bytes(annotated(full, *FOUND).data)
    for results in (False, True):
        old, new = load_workbook(full, data_only=results), load_workbook(path, data_only=results)
        assert new.sheetnames == [LIST, *old.sheetnames]
        for sheet in old:
            copy = new[sheet.title]
            assert [[(c.value, c.style_id) for c in row] for row in copy.iter_rows()] == [
                [(c.value, c.style_id) for c in row] for row in sheet.iter_rows()
            ]
            assert copy.merged_cells.ranges == sheet.merged_cells.ranges
            assert copy.sheet_state == sheet.sheet_state
            assert {k: (v.width, v.hidden) for k, v in copy.column_dimensions.items()} == {
                k: (v.width, v.hidden) for k, v in sheet.column_dimensions.items()
            }
            assert {k for k, v in copy.row_dimensions.items() if v.hidden} == {
                k for k, v in sheet.row_dimensions.items() if v.hidden
            }
            assert [v.sqref for v in copy.data_validations.dataValidation] == [
                v.sqref for v in sheet.data_validations.dataValidation
            ]
            assert copy.print_title_rows == sheet.print_title_rows
            assert copy.freeze_panes == sheet.freeze_panes
    assert new["My notes"]["A1"].value == 2
    assert set(new.defined_names) == {*old.defined_names, "ilmdocs_done"}


def test_the_learners_own_notes_stay_above_ours(full: Path) -> None:
    """A note of the learner's own is kept; on a sheet that nobody looked at nothing changes."""
    book = load_workbook(io.BytesIO(annotated(full, *FOUND).data))
    said = book["Sessions"]["D5"].comment.text
    assert said.startswith("Ask Sam about this day.\n\nFix these first, no. 1 · MUST FIX\nThe day is wrong.")
    assert book["My notes"]["B1"].comment.text == "Only mine."


def answered(full: Path, answer: Callable[[str], str]) -> str:
    """The note at Sessions!D5 after somebody changed it in a copy, which was then annotated again."""
    book = load_workbook(io.BytesIO(annotated(full, *FOUND).data))
    book["Sessions"]["D5"].comment = Comment(answer(book["Sessions"]["D5"].comment.text), "ilmdocs")
    book["Clients"]["A5"].comment = Comment(f"{book['Clients']['A5'].comment.text}\n\nAnd mine.", "ilmdocs")
    copy = full.parent / "copy" / FILE
    copy.parent.mkdir()
    book.save(copy)
    again = load_workbook(io.BytesIO(annotated(copy, finding(None, message="Only this.")).data))
    below = again["Clients"]["A5"].comment
    assert (below.text, below.author == "ilmdocs") == ("And mine.", False)
    return str(again["Sessions"]["D5"].comment.text)


def test_what_a_tutor_answers_below_our_note_stays(full: Path) -> None:
    """Only our own words go when a copy is annotated again, whoever saved it."""
    said = answered(full, lambda note: f"{note}\n\nTUTOR: agreed on 3 May")
    assert said == "Ask Sam about this day.\n\nTUTOR: agreed on 3 May"


def test_what_somebody_writes_into_our_note_stays(full: Path) -> None:
    """Nobody can tell then whose the words are: all stay but the heading and the signature."""
    said = answered(
        full, lambda note: note.replace("The day is wrong.", "The day is wrong. No: it was moved!")
    )
    assert said == (
        "Ask Sam about this day.\n\nThe day is wrong. No: it was moved!\nWhat to do: Type it anew."
    )
    assert "no. 1" not in said and "— ilmdocs" not in said


def test_what_nobody_sees_is_said_to_be_hidden(tmp_path: Path) -> None:
    """A link to a cell in a hidden row or on a hidden sheet shows nothing; the list says why."""

    def hide(book: Workbook) -> None:
        book["Sessions"].row_dimensions[6].hidden = True
        book["Clients"].sheet_state = "hidden"

    sheet = load_workbook(io.BytesIO(annotated(write(tmp_path, hide), *FOUND).data))[LIST]
    told = {row[2].value: row[4].value for row in sheet.iter_rows(min_row=7) if row[2].value}
    assert told == {
        "Sessions!D5": "Type it anew.",
        "Sessions!F6": "Type it anew.\nIts row is hidden: unhide that to see it.",
        "Clients!A5": "Type it anew.\nIts sheet is hidden: unhide that to see it.",
    }


def test_a_copy_that_does_not_hold_the_same_is_not_given_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should putting the package together ever change a cell, the list stands alone."""
    path, other = write(tmp_path), tmp_path / "other"
    other.mkdir()

    def change(book: Workbook) -> None:
        book["Sessions"].cell(5, 20, "Something else.")

    wrong = write(other, change).read_bytes()
    monkeypatch.setattr("ilmdocs.workbook.annotate._copy", lambda *_: wrong)
    made = annotated(path, *FOUND)
    assert made.lost and load_workbook(io.BytesIO(made.data)).sheetnames == [LIST]


def test_a_conversation_keeps_its_cell(tmp_path: Path) -> None:
    """Excel shows a threaded comment in place of the note below it, so that ours would never be seen."""

    def converse(book: Workbook) -> None:
        book["Sessions"]["D5"].comment = Comment("[Threaded comment] Is that so?", "tc={1}")

    book = load_workbook(io.BytesIO(annotated(write(tmp_path, converse), *FOUND).data))
    assert book["Sessions"]["D5"].comment.text == "[Threaded comment] Is that so?"
    assert "D5" in [str(ranges.sqref) for ranges in book["Sessions"].conditional_formatting]


def test_the_copy_is_read_like_the_workbook(full: Path) -> None:
    """The same rows and the same findings come out of both, and the list is none of the learner's sheets."""
    copy = full.parent / "copy" / FILE
    copy.parent.mkdir()
    copy.write_bytes(annotated(full, *FOUND).data)
    before, after = (read_workbook(path, UNITS, REQUIRED) for path in (full, copy))
    assert after.findings == before.findings
    assert after.submission.sheets == before.submission.sheets
    kind = load_grid(copy).kind
    assert kind is not None
    assert kind.kind == "annotated"


def test_annotated_again_everything_of_ours_is_replaced(full: Path) -> None:
    """With nothing left to say, the sheets of a copy of a copy are those of the workbook itself."""
    copy = full.parent / "copy" / FILE
    copy.parent.mkdir()
    copy.write_bytes(annotated(full, *FOUND).data)
    again = annotated(copy, finding(None, message="Only this."))
    before, after = read_parts(full.read_bytes()), read_parts(again.data)
    for name in ("Sessions", "Clients", "My notes"):
        old = etree.fromstring(before[part_of(full.read_bytes(), name)])
        for view in old.iter(f"{MAIN}sheetView"):
            view.attrib.pop("tabSelected", "")
        assert canonical(etree.fromstring(after[part_of(again.data, name)])) == canonical(old)
    book = load_workbook(io.BytesIO(again.data))
    assert book.sheetnames.count(LIST) == 1
    assert book["Sessions"]["D5"].comment.text == "Ask Sam about this day."
    assert book["Clients"]["A5"].comment is None
    assert len(etree.fromstring(after["xl/styles.xml"])) == len(etree.fromstring(before["xl/styles.xml"]))


def test_the_same_workbook_gives_the_same_bytes(full: Path) -> None:
    """No clock and nothing by chance gets into a copy."""
    assert annotated(full, *FOUND).data == annotated(full, *FOUND).data


def test_the_same_at_several_cells_is_one_point(tmp_path: Path) -> None:
    """Repeated ones stand together, numbered below the first, each with a link and a tick of its own."""
    path = write(tmp_path)
    same = [finding("Sessions", row, 6, remedy="Type hours.") for row in (5, 6, 7)]
    between = finding("Goals", 5, 1, id="other")
    sheet = load_workbook(io.BytesIO(annotated(path, same[0], between, *same[1:]).data))[LIST]
    rows = [[str(c.value or "") for c in row] for row in sheet.iter_rows(min_row=7)]
    assert [(row[0], row[2]) for row in rows] == [
        ("1", "Sessions!F5"), ("1.2", "Sessions!F6"), ("1.3", "Sessions!F7"), ("2", "Goals!A5"),
    ]  # fmt: skip


def test_places_that_are_no_cell(tmp_path: Path) -> None:
    """A sheet is led to as a whole; another file, a sheet that is not there and the whole file are named."""
    path = write(tmp_path, lambda book: book.remove(book["Supervision"]))
    marks = Finding("m", Severity.MUST, Location("marks.xlsx", "Marks", 3, 2), "Wrong.", "Ask.")
    sheet = load_workbook(
        io.BytesIO(annotated(path, finding("Sessions"), finding("Supervision"), finding(None), marks).data)
    )[LIST]
    told = {
        str(row[2].value): row[2].hyperlink.location if row[2].hyperlink else ""
        for row in sheet.iter_rows(min_row=7)
    }
    assert told == {
        "Sessions, the whole sheet": "'Sessions'!A1",
        "Supervision, the whole sheet": "",
        "The workbook as a whole": "",
        "marks.xlsx, Marks!B3": "",
    }


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("_xmlsignatures/sig1.xml", "digital signature"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/revisions/revisionHeaders.xml", "change tracking"),
    ],
)
def test_what_would_be_lost_is_said_and_the_list_stands_alone(tmp_path: Path, part: str, words: str) -> None:
    """What does not survive a copy keeps the workbook from being copied; the list says so, and every cell."""
    path = write(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"<x/>")
    made = annotated(path, *FOUND)
    assert any(words in lost for lost in made.lost)
    book = load_workbook(io.BytesIO(made.data))
    assert book.sheetnames == [LIST]
    said = [str(c.value) for row in book[LIST].iter_rows() for c in row if c.value]
    assert "Sessions!D5" in said
    assert any(words in text for text in said)


def test_a_sheet_of_the_same_name_stays_the_learners(tmp_path: Path) -> None:
    """A learner's own sheet of that name is neither replaced nor hidden behind ours."""

    def add(book: Workbook) -> None:
        book.create_sheet(LIST)["A1"] = "My own list"

    made = annotated(write(tmp_path, add), *FOUND)
    assert "Your own sheet" in made.lost[0]


def test_what_was_typed_is_text_in_the_list(tmp_path: Path) -> None:
    """What a message repeats is never a formula, and characters that XML cannot hold harm nothing."""
    made = annotated(
        write(tmp_path), finding("Sessions", 5, 4, message='=HYPERLINK("x")\x0b\ud800 & <b>', remedy="-1")
    )
    book = load_workbook(io.BytesIO(made.data))
    line = next(row for row in book[LIST].iter_rows() if row[0].value == "1")
    assert line[3].data_type == "s"
    assert str(line[3].value).startswith('=HYPERLINK("x")')
    assert "& <b>" in book["Sessions"]["D5"].comment.text


def test_more_than_anybody_reads_is_left_off(tmp_path: Path) -> None:
    """The list ends after 500 lines and says how many more there are."""
    found = [finding("Sessions", 5 + n, 4, id=f"id-{n}") for n in range(700)]
    sheet = load_workbook(io.BytesIO(annotated(write(tmp_path), *found).data))[LIST]
    assert (
        sheet.cell(sheet.max_row, 4).value == "And 200 more points. Put these right first, then check again."
    )


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed here")
def test_a_copy_that_libreoffice_saved_is_read_and_annotated_again(full: Path, tmp_path: Path) -> None:
    """Another program may write everything anew: list, notes and colours are known again."""
    (tmp_path / "saved").mkdir()
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(full, *FOUND).data)
    subprocess.run(
        [
            str(find_soffice()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(copy),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = tmp_path / "saved" / "copy.xlsx"
    assert LIST not in str(read_workbook(saved, UNITS, REQUIRED).findings)
    last = Finding("x", Severity.MUST, Location("copy.xlsx", "Clients", 5, 1), "Wrong.", "Right.")
    again = annotate(saved, [last], learner="Robin Fictional", shown="copy.xlsx", original=FILE)
    assert again.lost == ()
    book = load_workbook(io.BytesIO(again.data))
    assert book.sheetnames.count(LIST) == 1
    assert book["Sessions"]["D5"].comment.text.rstrip() == "Ask Sam about this day."
    assert book["Clients"]["A5"].comment.text.startswith("Fix these first, no. 1 · MUST FIX\nWrong.")
    ours = [
        rule
        for sheet in book
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
        if "ilmdocs_done" in str(rule.formula)
    ]
    assert len(ours) == 1
    assert cell(book, "Clients", "client_ref").value == "C1"


def test_what_follows_never_floods_the_list(tmp_path: Path) -> None:
    """Thousands of consequences stand under the nearest cause of theirs, ten at most; tasks stay in sight."""
    causes = [finding("Sessions", row, 6, id="cause", remedy=f"Do {row}.") for row in (5, 5000)]
    followers = [finding("Sessions", 6 + n, 4, id="after", caused_by="cause") for n in range(4000)]
    sheet = load_workbook(io.BytesIO(annotated(write(tmp_path), *causes, *followers).data))[LIST]
    fixes = [str(row[1].value) for row in sheet.iter_rows(min_row=7)]
    assert fixes == ["Must fix", *["Follows from 1"] * 10, "Must fix", *["Follows from 2"] * 10]
