"""docs/adding-a-unit.md, followed to the letter: its files are written, its commands are run.

The unit and the learner are fictional.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from ilmdocs.units import load

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding-a-unit.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"<!-- (.+?) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = [
    line for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
LEARNER: dict[str, list[dict[str, Any]]] = {
    "Learner": [
        {
            "learner_name": "Ffion Example",
            "ilm_registration_no": "ABC123",
            "centre_name": "Example Centre",
            "centre_number": "012345",
            "tutor_assessor": "Tom Tutor",
        }
    ],
    "Clients": [
        {
            "client_ref": "C1",
            "profile": "A team leader, new in post.",
            "planned_sessions": 2,
            "planned_session_hours": "0:30",
        }
    ],
    "Sessions": [
        {
            "client_ref": "C1",
            "session_no": number,
            "date": date(2026, 3, 3 + number),
            "duration": "0:30",
            "one_to_one": "Yes",
            "goal": f"Choose step {number}.",
            "reality": f"Step {number} was chosen after a pause.",
        }
        for number in (1, 2)
    ],
    "Narrative": [
        {
            "criterion": "2.1",
            "kind": "statement",
            "text": "Meetings end on time, since the client now asks first.",
        }
    ],
}


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed, errors included."""

    exit_code: int
    output: str


def follow(command: str) -> Done:
    """Run a line of the page as somebody types it, in the current folder."""
    program, *words = shlex.split(command)
    assert program == "ilmdocs"
    done = subprocess.run(
        [sys.executable, "-m", program, *words],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout + done.stderr)


def only(name: str) -> str:
    """The one command of the page that begins with a word."""
    found = [command for command in COMMANDS if command.split()[1] == name]
    assert len(found) == 1
    return str(found[0])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the page, in which its commands are typed."""
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        if path.suffix == ".docx":
            document = Document()
            for line in content.splitlines():
                document.add_paragraph(line)
            document.save(str(path))
        else:
            path.write_text(content, encoding="utf-8")
    return tmp_path


def fill(path: Path) -> None:
    """Type the learner into the workbook, by the headings that the program publishes."""
    schema = json.loads(follow('ilmdocs fields --json --templates "our units"').output)
    sheets = {sheet["name"]: sheet for sheet in schema["sheets"]}
    book = openpyxl.load_workbook(path)
    for name, rows in LEARNER.items():
        sheet, page = sheets[name], book[name]
        for item, row in enumerate(rows):
            for field_id, value in row.items():
                field = next(field for field in sheet["fields"] if field["id"] == field_id)
                if sheet["layout"] == "form":
                    page[field["cell"]] = value
                    continue
                head = next(cell for cell in page[sheet["header_row"]] if cell.value == field["heading"])
                page.cell(sheet["first_row"] + item, head.column).value = value
    book.save(path)


def test_the_page_shows_what_its_unit_asks_for(folder: Path) -> None:
    """Hours, marks, headings and words of the new unit are shown, on lines that fit a window."""
    done = follow(only("units"))
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    for words in (
        "9990 Unit 101 Trying out coaching",
        "Practice: 1 h; sessions count one to one.",
        "Marks: 20 in total; each criterion needs at least half of its own.",
        "Suggested length: 100 to 300 words.",
        "Suggested effort: 6 hours.",
        "Outcome 3 of this unit is left out",
        "Sub-heading: What coaching did",
        "2.1a Explain what changed for the client (10 marks, 5 needed)",
    ):
        assert words in said
    assert max(map(len, done.output.splitlines())) < 80


def test_other_programs_learn_the_same(folder: Path) -> None:
    """The data of a unit hold hours, marks, headings, words, effort and the workbook of a rule."""
    (unit,) = json.loads(follow(only("units") + " --json").output)["units"]
    assert (unit["label"], unit["total_marks"], unit["effort_hours"]) == ("9990 Unit 101", 20, 6)
    assert unit["hours"] == {"minutes": 60, "levels": [], "one_to_one": True, "contracted": False}
    assert unit["suggested_words"] == [100, 300]
    assert unit["unknown_criteria"].startswith("Outcome 3")
    first, second = unit["outcomes"]
    assert (first["heading"], second["heading"]) == (None, "What coaching did")
    assert [(c["label"], c["marks"], c["least_marks"]) for c in first["criteria"]] == [
        ("1.1", 5, 3), ("1.2", 5, 3),
    ]  # fmt: skip
    assert {rule["workbook"] for rule in unit["rules"]} == {"intake"}


def test_forms_and_units_of_the_page_fit(folder: Path) -> None:
    """The check of the folder finds nothing, and a slip in the form is found."""
    done = follow(only("templates"))
    assert (done.exit_code, done.output) == (0, "All templates are in order.\n")
    document = Document(str(folder / "our units" / "coaching-log.docx"))
    document.add_paragraph("{{ client.profil }}")
    document.save(str(folder / "our units" / "coaching-log.docx"))
    done = follow(only("templates"))
    assert done.exit_code == 1 and "client.profil" in done.output


def test_a_portfolio_of_the_page_is_checked_and_built(folder: Path) -> None:
    """A new workbook, filled in, has nothing to put right; its portfolio prints log and answer."""
    done = follow(only("new"))
    assert done.exit_code == 0 and 'ilmdocs check try.xlsx --templates "our units"' in done.output
    fill(folder / "try.xlsx")
    done = follow(only("check"))
    assert done.exit_code == 0, done.output
    assert "Ready to build." in done.output and "1 h delivered, 1 h planned, 1 h required" in done.output
    done = follow(only("build"))
    assert done.exit_code == 0, done.output
    (portfolio,) = folder.glob("finished/**/*.pdf")
    reader = PdfReader(portfolio)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Coaching log of Client C1" in text and "Step 2 was chosen after a pause." in text
    assert "Meetings end on time, since the client now asks first." in text
    assert [part["/Title"] for part in reader.outline if isinstance(part, dict)]


def test_a_mistake_in_the_new_unit_is_found(folder: Path) -> None:
    """The rules of the unit file are at work: a session that is too short is said."""
    follow(only("new"))
    LEARNER["Sessions"][1]["duration"] = "0:29"
    try:
        fill(folder / "try.xlsx")
    finally:
        LEARNER["Sessions"][1]["duration"] = "0:30"
    done = follow(only("check"))
    assert done.exit_code == 1 and "delivered-hours" in done.output


def test_a_file_of_another_name_is_refused(folder: Path) -> None:
    """A unit file must be named after its unit, so that nobody wonders which one counts."""
    (folder / "our units" / "9990-101.toml").rename(folder / "our units" / "9990-102.toml")
    done = follow(only("units"))
    assert done.exit_code == 4 and "Name it 9990-101.toml." in done.output


def test_a_centre_may_print_another_label(folder: Path) -> None:
    """A copy of a built-in unit in the centre's folder takes its place."""
    built_in = (ROOT / "templates" / "8585" / "2018-11" / "8585-301.toml").read_text(encoding="utf-8")
    changed = built_in.replace('id = "8585-301"', 'id = "8585-301"\nlabel = "Unit 301"', 1)
    (folder / "our units" / "8585-301.toml").write_text(changed, encoding="utf-8")
    assert follow('ilmdocs units 8585-301 --templates "our units"').output.startswith("Unit 301  ")
    assert follow("ilmdocs units 8585-301").output.startswith("8585-301  ")


def keys() -> Iterator[str]:
    for name in vars(load):
        if re.fullmatch(r"_\w+_KEYS", name):
            yield from getattr(load, name)


def test_the_page_explains_every_key() -> None:
    """No key of a unit file is left out of the page's second half."""
    explained = PAGE.partition("## Every key")[2]
    names = set(re.findall(r"`\[*(\w+(?:\.\w+)?)", explained))
    assert {key for key in keys() if key not in names and f"outcomes.{key}" not in names} == set()
