"""A centre's settings through the real command line. All learners and centres are fictional."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from ilmdocs.workbook.schema import FIRST_ROW, HEADER_ROW, sheet_schema

from .test_commands import data, run

NAME, NUMBER = "Fictional Valley Training Centre", "000301"
"""What the sample learner's workbook says."""
FULL = f"""
name = "{NAME}"
number = "{NUMBER}"
logo = "logo.png"
file_name = "{{surname}} {{initial}} {{registration}} {{unit}}({{attempt}})"
[part_order]
8585-301 = ["diary", "reflective-log", "cpd"]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the sample learner's workbook."""
    done = run("new", "8585-301", "--sample", "-o", "learner.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def say(folder: Path, text: str, name: str = "centre.toml") -> Path:
    """Write settings."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def blank(workbook: Path, *labels: str) -> None:
    """Empty cells of the Learner sheet by their label."""
    book = load_workbook(workbook)
    for row in book["Learner"].iter_rows(max_col=2):
        if row[0].value in labels:
            row[1].value = None
    book.save(workbook)


def found(desk: Path, *arguments: str, code: int = 0) -> list[tuple[str, str, str, str]]:
    """The findings that come of the settings: id, severity, place and message."""
    checked = data("check", "learner.xlsx", *arguments, cwd=desk, code=code)
    return [
        (f["id"], f["severity"], f"{f['sheet']}!{f['cell']}", f["message"])
        for f in checked["workbooks"][0]["findings"]
        if f["id"].startswith(("centre-", "staff-", "low-", "header-"))
    ]


def built(desk: Path, *arguments: str, status: str = "built") -> Any:
    """What `build` says of the one learner."""
    (result,) = data("build", "learner.xlsx", "--engine", "embedded", *arguments, cwd=desk)["results"]
    assert result["status"] == status, result
    return result


def proofs(desk: Path, pdf: str, *arguments: str) -> dict[str, Any]:
    """The proofs of a portfolio by name."""
    (portfolio,) = data("verify", pdf, "--workbook", "learner.xlsx", *arguments, cwd=desk)["portfolios"]
    return {proof["name"]: proof for proof in portfolio["proofs"]}


def test_init_writes_a_file_that_changes_nothing_and_never_overwrites(desk: Path) -> None:
    """The file explains itself; portfolios made before stay as they are; a second `init` keeps it."""
    before = built(desk)
    done = run("init", cwd=desk)
    assert done.returncode == 0
    assert "centre.toml" in done.stdout
    built(desk, status="unchanged")
    text = (desk / "centre.toml").read_bytes()
    again = run("init", cwd=desk)
    assert again.returncode == 5
    assert "exists already and is not overwritten" in again.stderr
    assert (desk / "centre.toml").read_bytes() == text
    assert run("init", "our centre", cwd=desk).returncode == 0
    assert (desk / "our centre" / "centre.toml").read_bytes() == text
    assert "centre" not in json.loads((desk / before["manifest"]).read_text(encoding="utf-8"))["provenance"]


def test_settings_of_the_folder_are_used_and_that_is_said(desk: Path) -> None:
    """The note goes to stderr; --centre names another file, for which no note is needed."""
    say(desk, 'number = "000399"')
    done = run("check", "learner.xlsx", cwd=desk)
    assert "Note: using centre.toml of this folder." in done.stderr
    assert "You entered 000301" in " ".join(done.stdout.split())
    say(desk, 'number = "000301"', "other.toml")
    done = run("check", "learner.xlsx", "--centre", "other.toml", cwd=desk)
    assert done.stderr == ""
    assert "centre-differs" not in done.stdout


def test_a_broken_file_stops_every_command_in_plain_words(desk: Path) -> None:
    """Exit code 4 before the first learner, with the key and the nearest one that there is."""
    say(desk, "assesors = []")
    for arguments in (["check", "learner.xlsx"], ["build", "learner.xlsx"], ["new", "8585-301"], ["units"],
                      ["verify", "learner.xlsx"], ["mark", "build", "learner.xlsx"], ["fields"]):  # fmt: skip
        done = run(*arguments, cwd=desk)
        assert done.returncode == 4, arguments
        assert "Unknown key assesors in centre.toml. Did you mean assessors?" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (desk / "output").exists()


def test_what_differs_from_the_settings_is_said_at_its_cell(desk: Path) -> None:
    """Another centre, and people who are not listed: should findings, each with what was meant."""
    say(desk, 'name = "fictional valley  training centre"\nnumber = "000399"\n'
              '[[assessors]]\nname = "Rowan Thistlewod"\n[[tutors]]\nname = "Jo Marsh"\n'
              '[[quality_assurers]]\nname = "JOCELYN  MARCHBANKS"\n'
    )  # fmt: skip
    assert found(desk) == [
        (
            "centre-differs", "should", "Learner!B9",
            "“Centre number” does not match the centre's settings. You entered 000301; "
            "centre.toml says 000399.",
        ),
        (
            "staff-unlisted", "should", "Learner!B10",
            "“Tutor or assessor” is Rowan Thistlewood, who is not listed in centre.toml. "
            "Did you mean Rowan Thistlewod?",
        ),
    ]  # fmt: skip


def test_blank_name_and_number_are_the_centres_to_give(desk: Path) -> None:
    """They are no gap any more, that is said, the portfolio prints them, and `verify` agrees."""
    blank(desk / "learner.xlsx", "Centre name", "Centre number")
    assert [(f[0], f[1], f[2]) for f in found(desk, code=1)] == [
        ("header-complete", "must", "Learner!B8"),
        ("header-complete", "must", "Learner!B9"),
    ]
    say(desk, f'name = "{NAME}"\nnumber = "{NUMBER}"')
    assert [(f[0], f[1], f[2]) for f in found(desk)] == [
        ("centre-taken", "info", "Learner!B8"),
        ("centre-taken", "info", "Learner!B9"),
    ]
    result = built(desk)
    assert "-000301-8585-301(1).pdf" in result["portfolio"]
    first = PdfReader(desk / result["portfolio"]).pages[0].extract_text()
    assert NAME in first
    assert NUMBER in first
    assert all(proof["ok"] for proof in proofs(desk, result["portfolio"]).values())
    built(desk, status="unchanged")
    say(desk, f'name = "Another Fictional Centre"\nnumber = "{NUMBER}"')
    built(desk)


def test_other_blanks_are_never_filled(desk: Path) -> None:
    """A single tutor in the settings is still not taken for the learner's."""
    blank(desk / "learner.xlsx", "Tutor or assessor")
    say(desk, 'name = "X"\n[[tutors]]\nname = "Jo Marsh"')
    assert ("header-complete", "must", "Learner!B10") in [f[:3] for f in found(desk, code=1)]


def test_order_name_and_logo_follow_the_settings(desk: Path) -> None:
    """The portfolio stands in the centre's order under its name with its logo; all of it can be proven."""
    plain = built(desk)
    logo = Image.new("RGBA", (400, 100), (11, 85, 99, 255))
    logo.save(desk / "logo.png", pnginfo=None)
    say(desk, FULL)
    result = built(desk)
    assert result["portfolio"].endswith("/Ellery M FIC0301 8585-301(1).pdf")
    assert not (desk / plain["portfolio"]).exists()  # the same portfolio under its old name
    kinds = list(dict.fromkeys(part["kind"] for part in result["parts"]))
    assert kinds[:6] == ["authentication", "matrix", "contents", "diary", "reflective-log", "cpd"]
    assert [p["first_page"] for p in result["parts"]] == sorted(p["first_page"] for p in result["parts"])
    with zipfile.ZipFile(desk / result["documents"][0]) as sheet:
        xml = sheet.read("word/document.xml").decode("utf-8")
        assert f'descr="Logo of {NAME}"' in xml
        assert "word/media/logo.png" in sheet.namelist()
    assert len(PdfReader(desk / result["portfolio"]).pages[0].images) == 1
    assert result["pages"] == plain["pages"]
    assert all(proof["ok"] for proof in proofs(desk, result["portfolio"]).values())
    built(desk, status="unchanged")
    logo.rotate(90, expand=True).save(desk / "logo.png")
    built(desk)


def test_verify_says_when_the_settings_are_not_at_hand(desk: Path) -> None:
    """Without them read-back cannot be proven, and the reason names the option; with them it is."""
    say(desk, FULL.replace('logo = "logo.png"\n', ""), "ours.toml")
    pdf = built(desk, "--centre", "ours.toml")["portfolio"]
    without = proofs(desk, pdf)["readback"]
    assert without["ok"] is None
    assert "Add --centre" in without["details"][0]
    assert proofs(desk, pdf, "--centre", "ours.toml")["readback"]["ok"] is True


def test_low_scores_are_the_centres_to_set(desk: Path) -> None:
    """A rating of 10 counts as low only where the centre says so."""
    blank_improve(desk / "learner.xlsx")
    assert found(desk) == []
    say(desk, "low_score = 10")
    assert {f[0] for f in found(desk)} == {"low-score-improvement"}


def blank_improve(workbook: Path) -> None:
    """Take out what coachees say the coach could do better."""
    book = load_workbook(workbook)
    sheet = book["CoacheeFeedback"]
    heading = sheet_schema("CoacheeFeedback").field("improve").heading
    (column,) = [cell.column for cell in sheet[HEADER_ROW] if cell.value == heading]
    for row in range(FIRST_ROW, sheet.max_row + 1):
        sheet.cell(row, column).value = None
    book.save(workbook)


def test_forms_of_the_settings_are_used_unless_others_are_named(desk: Path) -> None:
    """`pack` works like --templates, which goes before it; a centre's own first sheet gets no second logo."""
    shipped = Path(__file__).parents[2] / "templates" / "common" / "1" / "authentication.docx"
    for folder in ("ours", "theirs"):
        (desk / folder).mkdir()
        (desk / folder / "pack.toml").write_text(
            'name = "Ours"\nversion = "1"\nofficial = false\n\n[forms.authentication]\n'
            'file = "first sheet.docx"\nsections = []\n'
            f'[units."8585-301"]\ntitle = "Coaching as {folder} say"\n',
            encoding="utf-8",
        )
        (desk / folder / "first sheet.docx").write_bytes(shipped.read_bytes())
    Image.new("RGB", (40, 10)).save(desk / "logo.png")
    say(desk, 'pack = "ours"\nlogo = "logo.png"')
    assert "Coaching as ours say" in run("units", "8585-301", cwd=desk).stdout
    assert "Coaching as theirs say" in run("units", "8585-301", "--templates", "theirs", cwd=desk).stdout
    with zipfile.ZipFile(desk / built(desk)["documents"][0]) as sheet:
        assert not any("media" in name for name in sheet.namelist())


def test_a_blank_workbook_names_the_centre_already(desk: Path) -> None:
    """Learners of the centre need not type its name and number; the next command repeats the option."""
    say(desk, f'name = "{NAME}"\nnumber = "{NUMBER}"', "ours.toml")
    done = run("new", "8585-301", "-o", "blank.xlsx", "--centre", "ours.toml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "ilmdocs check blank.xlsx --centre ours.toml" in done.stdout
    sheet = load_workbook(desk / "blank.xlsx")["Learner"]
    values = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert values["Centre name"] == NAME
    assert values["Centre number"] == NUMBER


def test_assessors_of_marks_are_looked_for_in_the_settings(desk: Path) -> None:
    """`mark build` points at the cell of an assessor who is not listed and offers the nearest name."""
    run("new", "8585-301", "--sample", "-o", "learner.xlsx", cwd=desk)
    assert run("mark", "new", "learner.xlsx", cwd=desk).returncode == 0
    marks = desk / "marks-8585-301.xlsx"
    book = load_workbook(marks)
    for row in book["MarkSheet"].iter_rows(max_col=2):
        if row[0].value == "Assessor":
            row[1].value = "Sam Okorro"
    book.save(marks)
    say(desk, '[[assessors]]\nname = "Sam Okoro"')
    (result,) = data("mark", "build", "learner.xlsx", cwd=desk, code=1)["results"]
    (finding,) = [f for f in result["findings"] if f["id"] == "staff-unlisted"]
    assert finding["severity"] == "should"
    assert finding["message"].endswith("who is not listed in centre.toml. Did you mean Sam Okoro?")


def test_a_mark_sheet_prints_the_centre_where_the_workbook_does_not(desk: Path) -> None:
    """What the portfolio says of the centre, the mark sheet says too."""
    blank(desk / "learner.xlsx", "Centre name", "Centre number")
    say(desk, f'name = "{NAME}"\nnumber = "{NUMBER}"')
    assert run("mark", "new", "learner.xlsx", cwd=desk).returncode == 0
    book = load_workbook(desk / "marks-8585-301.xlsx")
    values = {row[0].value: row[1] for row in book["MarkSheet"].iter_rows(max_col=2)}
    assert values["Centre name"].value == NAME
    values["Assessor"].value = "Sam Okoro"
    values["Signed by the assessor on"].value = date(2026, 4, 1)
    criteria = book["Criteria"]
    (decision,) = [cell.column for cell in criteria[HEADER_ROW] if cell.value == "Decision"]
    for row in range(FIRST_ROW, criteria.max_row + 1):
        if criteria.cell(row, 1).value:
            criteria.cell(row, decision).value = "Pass"
    book.save(desk / "marks-8585-301.xlsx")
    (result,) = data("mark", "build", "learner.xlsx", "--engine", "embedded", cwd=desk)["results"]
    assert result["status"] == "built"
    assert "Mark sheet M Ellery-FIC0301-000301-8585-301(1).pdf" in result["pdf"]
    assert NAME in PdfReader(desk / result["pdf"]).pages[0].extract_text()
