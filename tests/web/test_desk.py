"""Blank workbooks and the centre's settings, as somebody fills them in on the page."""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ilmdocs.centre import KEYS, read_centre
from ilmdocs.workbook.read import read_workbook
from tests.web.site import LIBRARY, Site, served, text, workbook


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path) as made:
        yield made


def filled(page: Any, **changes: str) -> dict[str, str]:
    """What the form with the settings says, with changes."""
    form = page.xpath("//form[@action='/settings']")[0]
    return {**dict(form.form_values()), **changes}


def started(site: Site) -> Any:
    """The form of a settings file that was just started."""
    site.post("/settings/start")
    return site.get("/settings")


def test_a_blank_workbook_is_for_the_units_that_were_ticked(site: Site, tmp_path: Path) -> None:
    """Every unit can be ticked by its title; the file is named by units and by nobody."""
    page = site.get("/workbook")
    labels = {text(label) for label in page.xpath("//label")}
    assert all(any(unit.title in label for label in labels) for unit in LIBRARY.units.values())
    answer = site.post("/workbook/download", data={"unit": ["8585-301", "8585-302"]})
    assert 'filename="intake-8585-301-8585-302.xlsx"' in answer.headers["content-disposition"]
    path = tmp_path / "blank.xlsx"
    path.write_bytes(answer.content)
    assert read_workbook(path, LIBRARY.units, LIBRARY.required).included == ("8585-301", "8585-302")


def test_word_documents_come_with_the_workbook_in_one_zip(site: Site) -> None:
    """For the unit that is written; one that is not has none."""
    answer = site.post("/workbook/download", data={"unit": ["8585-301", "8580-500"], "word": "1"})
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["intake-8585-301-8580-500.xlsx", "answers-8580-500.docx"]


def test_why_no_word_document_comes_with_some_units_is_said_beside_the_tick(site: Site) -> None:
    """Whoever ticks it for a portfolio of forms alone gets a workbook, and knows why."""
    page = site.get("/workbook")
    told = page.xpath("//input[@id='word']/@aria-describedby")[0].split()
    (words,) = (text(page.xpath(f"//*[@id='{name}']")[0]) for name in told if name == "word-none")
    assert words.startswith("8585-301, 8585-302")
    assert words.endswith("have no written assignment, so there is no Word document for them.")
    answer = site.post("/workbook/download", data={"unit": ["8585-301"], "word": "1"})
    assert 'filename="intake-8585-301.xlsx"' in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("units", "said"), [([], "Tick at least one unit"), (["8585-999"], "no unit 8585-999")]
)
def test_no_unit_is_said_on_the_page(site: Site, units: list[str], said: str) -> None:
    """With the form below it, to try again."""
    answer = site.post("/workbook/download", data={"unit": units})
    assert answer.status_code == 400
    assert said in answer.text and 'type="checkbox"' in answer.text


def test_settings_are_started_filled_in_and_count(site: Site, tmp_path: Path) -> None:
    """From no file to a portfolio that takes the centre's number from it."""
    file = tmp_path / "centre.toml"
    assert "There are no settings yet." in text(site.get("/settings"))
    typed = filled(
        started(site), name="Fictional Academy", number="012345", low_score="3", **{
            "assessors-0-name": "Sam Okoro", "assessors-0-since": "15/01/2026",
            "part_order-8585-301": "cpd; diary",
        }
    )  # fmt: skip
    answer = site.post("/settings", data=typed)
    assert "Saved." in answer.text
    centre = read_centre(file)
    assert (centre.name, centre.number, centre.low_score) == ("Fictional Academy", "012345", 3)
    assert [(p.name, p.since.isoformat() if p.since else "") for p in centre.assessors] == [
        ("Sam Okoro", "2026-01-15")
    ]
    assert centre.part_order == {"8585-301": ("cpd", "diary")}
    assert "# Your logo, a PNG or JPEG picture" in file.read_text(encoding="utf-8")
    page = site.get("/settings")
    assert page.xpath("//input[@id='assessors-0-since']/@value") == ["15/01/2026"]
    assert page.xpath("//input[@id='assessors-1-name']/@value") == [""]  # a row for the next one
    done = site.drop(("mine.xlsx", workbook(centre_number=None)))
    assert text(done.xpath("//h1")[0]) == "Ready: nothing needs to be put right."


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(site: Site, tmp_path: Path) -> None:
    """All of it at once, in words for somebody who sees no text file; what was typed is still there."""
    typed = filled(
        started(site), low_score="eleven", logo="nowhere.png", file_name="{unit}{nobody}", **{
            "tutors-0-email": "jo at home", "tutors-0-name": "Jo Marsh", "assessors-0-name": "Sam",
            "assessors-0-since": "31/13/2026", "part_order-8585-301": "dairy",
            "quality_assurers-0-email": "kit@example.org", "retention_months": "0",
        }
    )  # fmt: skip
    before = (tmp_path / "centre.toml").read_bytes()
    answer = site.post("/settings", data=typed)
    assert answer.status_code == 400
    assert "Nothing was saved: 8 settings to put right" in answer.text
    said = re.sub(r"<[^>]+>", " ", answer.text)
    for words in (
        "It must be a rating from 1 to 10", "there is no such file", "{nobody}",
        "Quality assurers, row 1: type a name.", "a number of months above 0, such as 36.",
        "nowhere.png: there is no such file", "{nobody} stands for nothing",
        "Jo Marsh: jo at home is no e-mail", "Sam: Type the day as 31/01/2026", "Did you mean diary",
    ):  # fmt: skip
        assert words in said, words
    assert "quotation marks" not in said and "centre.toml names" not in said and "name =" not in said
    assert (
        'value="eleven" aria-describedby="low_score-help low_score-wrong" aria-invalid="true"' in answer.text
    )
    assert (tmp_path / "centre.toml").read_bytes() == before


def test_every_setting_that_the_reader_knows_is_on_the_form_with_words_of_its_own(site: Site) -> None:
    """A new setting cannot be forgotten here: it has a field, a label, a help and a place."""
    page = started(site)
    named = {str(field).partition("-")[0] for field in page.xpath("//form[@action='/settings']//input/@name")}
    assert set(KEYS) <= named
    assert "Other settings" not in text(page)


def test_charts_are_switched_on_and_off_on_the_form(site: Site, tmp_path: Path) -> None:
    """As a box to tick; a file that says nothing of charts goes on saying nothing."""
    file = tmp_path / "centre.toml"
    site.post("/settings", data=filled(started(site), name="Mine"))
    assert "#charts = true" in file.read_text(encoding="utf-8")
    site.post("/settings", data=filled(site.get("/settings"), charts="yes"))
    assert "\ncharts = true" in file.read_text(encoding="utf-8") and read_centre(file).charts
    page = site.get("/settings")
    assert page.xpath("//input[@name='charts']/@checked")
    off = {key: value for key, value in filled(page).items() if key != "charts"}
    site.post("/settings", data=off)
    assert not read_centre(file).charts and read_centre(file).name == "Mine"


def test_somebody_who_is_listed_twice_is_told_of_in_words_of_the_form(site: Site) -> None:
    """Not as a line in a file."""
    twice = {"tutors-0-name": "Jo Marsh", "tutors-1-name": "jo marsh"}
    answer = site.post("/settings", data=filled(started(site), **twice))
    assert "jo marsh is listed twice. Empty one of the two rows." in answer.text
    assert "under tutors" not in answer.text


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(site: Site, tmp_path: Path) -> None:
    """The page shows what stands there now."""
    typed = filled(started(site), name="Mine")
    (tmp_path / "centre.toml").write_text('name = "Theirs"\n', encoding="utf-8")
    answer = site.post("/settings", data=typed)
    assert "changed by somebody else" in answer.text and 'value="Theirs"' in answer.text
    assert read_centre(tmp_path / "centre.toml").name == "Theirs"


@pytest.mark.parametrize("broken", ["name = Academy", 'colour = "teal"'])
def test_settings_that_cannot_be_read_stop_everything_with_the_reason(
    site: Site, tmp_path: Path, broken: str
) -> None:
    """On the settings page and where something is dropped: nobody is built without the centre's wishes."""
    (tmp_path / "centre.toml").write_text(broken, encoding="utf-8")
    assert "The settings cannot be read." in text(site.get("/settings"))
    page = site.drop(("mine.xlsx", b"x"))
    assert "centre.toml" in text(page.xpath("//main")[0])
    assert "centre.toml" in site.client.get("/workbook").text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights of files")
def test_a_settings_file_that_others_may_read_stays_so(site: Site, tmp_path: Path) -> None:
    """It may lie where a whole centre reads it."""
    file = tmp_path / "centre.toml"
    typed = filled(started(site), name="Fictional Academy")
    file.chmod(0o664)
    assert "Saved." in site.post("/settings", data=typed).text
    assert stat.S_IMODE(file.stat().st_mode) == 0o664
