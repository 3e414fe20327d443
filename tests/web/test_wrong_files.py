"""Files that do not fit: chosen without their folders, or none of them a learner's workbook."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from ilmdocs.web.placing import place_named
from tests.web.site import Site, served, text, workbook

NAMED = "photos/flip chart session 3.jpg"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site")) as made:
        yield made


def with_photo() -> bytes:
    """A complete workbook that names a photo in a folder."""
    book = load_workbook(BytesIO(workbook()))
    headings = [str(cell.value) for cell in book["Evidence"][4]]
    values = {"Title": "Flip chart", "Kind": "evidence", "File": NAMED, "Criteria": "2.1"}
    for words, value in values.items():
        column = next(number for number, name in enumerate(headings, start=1) if name.startswith(words))
        book["Evidence"].cell(5, column, value)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (600, 400), "#88aacc").save(made, "JPEG")
    return made.getvalue()


def zipped(*files: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def said(page: Any) -> str:
    return text(page.xpath("//main")[0])


def test_files_chosen_beside_the_workbook_are_found_where_it_names_them(site: Site) -> None:
    """The window for choosing files knows no folders; capitals do not matter either."""
    page = site.drop(("mine.xlsx", with_photo()), ("Flip Chart Session 3.JPG", photo()))
    assert text(page.xpath("//h1")[0]) == "Ready: nothing needs to be put right."
    assert any("Flip chart" in figure.get("alt") for figure in page.xpath("//figure/img"))


def test_a_file_that_did_not_come_is_asked_for_as_this_page_takes_it(site: Site) -> None:
    """Nobody who chose a file knows of a folder in which to put another."""
    page = site.drop(("mine.xlsx", with_photo()))
    (point,) = page.xpath("//section[contains(@class, 'must')]//li[contains(., 'flip chart')]")
    words = text(point.xpath(".//*[@class='remedy']")[0])
    assert words.startswith(
        "Choose the whole folder, or choose the workbook together with its files; or correct"
    )


@pytest.mark.parametrize(
    "missing",
    [
        ("../outside/a.jpg",),
        ("/etc/a.jpg",),
        ("C:\\photos\\a.jpg",),
        ("one/a.jpg", "two/A.JPG"),
        ("photos/b.jpg",),
        ("a.jpg/a.jpg",),
        ("photos/nowhere.jpg",),
    ],
)
def test_nothing_is_placed_outside_or_on_a_guess(tmp_path: Path, missing: tuple[str, ...]) -> None:
    """Out of the folder, meant twice, come twice, in place of a file, or not there at all."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.jpg", "b.jpg", "b (2).jpg"):
        (folder / name).write_bytes(b"x")
    assert place_named(folder, missing) == 0
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.jpg", "b (2).jpg", "b.jpg", "in"]


def test_files_that_came_in_folders_stay_there(tmp_path: Path) -> None:
    """Then the learner's own order of things holds."""
    (tmp_path / "scans").mkdir()
    (tmp_path / "a.jpg").write_bytes(b"x")
    assert place_named(tmp_path, ("photos/a.jpg",)) == 0


@pytest.mark.parametrize(
    ("files", "message", "remedy"),
    [
        (
            [("notes.docx", b"x")],
            "“notes.docx” is a Word document.",
            "Choose the learner's Excel workbook (.xlsx).",
        ),
        ([("old.xls", b"x")], "“old.xls” is an old Excel workbook (.xls).", "save it as an Excel workbook"),
        (
            [("a.zip", zipped(("b.zip", zipped(("mine.xlsx", b"x")))))],
            "“a.zip” holds another ZIP, “b.zip”.",
            "Take that one out and drop it by itself.",
        ),
        (
            [("a.zip", zipped(("notes.docx", b"x"), ("scan.pdf", b"x")))],
            "There is no learner's workbook in “a.zip”.",
            "or choose the workbook.",
        ),
        (
            [("scan.pdf", b"x"), ("photo.jpg", b"x")],
            "There is no learner's workbook among these files: “photo.jpg” and “scan.pdf”.",
            "Choose the learner's Excel workbook (.xlsx).",
        ),
    ],
)
def test_each_wrong_file_is_named_with_what_it_is(
    site: Site, files: list[tuple[str, bytes]], message: str, remedy: str
) -> None:
    """What to do is something that can be done on this page."""
    page = site.drop(*files)
    assert message in said(page)
    assert remedy in text(page.xpath("//*[@class='notice']")[0])


def test_somebody_elses_workbook_leads_to_a_blank_one(site: Site) -> None:
    """No command is told to somebody who looks at a page."""
    book, made = Workbook(), BytesIO()
    book.create_sheet("Budget").append(["Rent", 2026])
    book.save(made)
    page = site.drop(("budget.xlsx", made.getvalue()))
    notice = page.xpath("//*[@class='notice']")[0]
    assert "is an Excel workbook, but not" in text(notice) and "budget" not in text(notice)
    assert notice.xpath(".//a/@href") == ["/workbook"]
    assert "ilmdocs new" not in text(notice)
