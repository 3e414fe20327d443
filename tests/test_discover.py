"""Which workbooks a path stands for. Files here are empty stand-ins."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ilmdocs.discover import find_workbooks
from ilmdocs.errors import UnreadableInput


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")


def test_a_folder_with_one_workbook_is_a_learner(tmp_path: Path) -> None:
    """Sub-folders of a learner's folder hold scans, not other learners."""
    touch(tmp_path, "mine.xlsx", "scans/other.xlsx", "observation.pdf")
    assert find_workbooks([tmp_path]).workbooks == (tmp_path / "mine.xlsx",)


def test_a_folder_of_learners_is_searched_one_level_down(tmp_path: Path) -> None:
    """Workbooks and learner folders side by side are all learners, in a stable order."""
    touch(tmp_path, "b.xlsx", "a.xlsx", "jones/workbook.xlsx", "jones/deeper/no.xlsx")
    found = find_workbooks([tmp_path]).workbooks
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.xlsx", "b.xlsx", "jones/workbook.xlsx"]


def test_an_open_workbook_is_noted_and_passed_over(tmp_path: Path) -> None:
    """Excel's owner file is no learner; the note says that the last edits may be unsaved."""
    touch(tmp_path, "mine.xlsx", "~$mine.xlsx", "marks-8585-301.xlsx")
    found = find_workbooks([tmp_path])
    assert found.workbooks == (tmp_path / "mine.xlsx",)
    book = f"{tmp_path.name}/mine.xlsx"
    assert found.notes == (f"{book} is open in Excel; changes that are not saved yet are not seen.",)


def test_nothing_there_is_said_plainly(tmp_path: Path) -> None:
    """A missing path and a folder without workbooks are told apart."""
    with pytest.raises(UnreadableInput, match="There is no workbook in"):
        find_workbooks([tmp_path])
    with pytest.raises(UnreadableInput, match="There is no file or folder"):
        find_workbooks([tmp_path / "nowhere"])


def test_what_stands_in_place_of_a_workbook_is_told(tmp_path: Path) -> None:
    """A folder that is called like a workbook, and what was passed over where there is nothing else."""
    (tmp_path / "records.xlsx").mkdir()
    with pytest.raises(UnreadableInput) as given:
        find_workbooks([tmp_path / "records.xlsx"])
    assert given.value.remedy.endswith("This is a folder, in spite of its name.")
    with pytest.raises(UnreadableInput) as above:
        find_workbooks([tmp_path])
    assert f"{tmp_path.name}/records.xlsx is a folder and was passed over." in above.value.remedy
    touch(tmp_path, "ann/a.xls", "bea/a.txt", "cid/a.ods")
    with pytest.raises(UnreadableInput, match="There is no workbook in") as cohort:
        find_workbooks([tmp_path])
    assert "The folder ann holds no learner's workbook" in cohort.value.remedy
    assert cohort.value.remedy.endswith("And 2 more like these.")


@pytest.mark.parametrize(
    "name",
    ["marks-8585-301 (1).xlsx", "marks-8585-301(1).xlsx", "marks-8585-301 - Copy.xlsx", "marks-x.xlsm"],
)
def test_marks_that_nobody_reads_are_told(name: str, tmp_path: Path) -> None:
    """A browser calls a second download so: the assessor's marks may be in it."""
    touch(tmp_path, "mine.xlsx", name)
    (note,) = find_workbooks([tmp_path]).notes
    assert note.startswith(f"{tmp_path.name}/{name} was passed over")


def test_marks_with_a_name_that_is_read_are_not_told(tmp_path: Path) -> None:
    """A second attempt, and the marks of each of several learners in one folder."""
    touch(tmp_path, "ann.xlsx", "bo cy.xlsx", "marks-8585-301(2).xlsx", "MARKS-8585-301 Ann.xlsx")
    touch(tmp_path, "marks-8585-301(2) bo cy.xlsx", "descriptors-8585-301.xlsx")
    assert find_workbooks([tmp_path]).notes == ()


def test_nobody_is_passed_over_in_silence(tmp_path: Path) -> None:
    """A learner who sent an old or other spreadsheet, or none, is told; the next step stands beside it."""
    touch(tmp_path, "a.xlsx", "b.xlsx", "eve.ods", "jones/book.xls", "jones/scan.pdf", "kim/scan.pdf")
    touch(tmp_path, "lee/book.xlsx", "lee/figures.csv")
    found = find_workbooks([tmp_path])
    assert len(found.workbooks) == 3
    eve, jones, kim = found.notes
    assert "eve.ods" in eve and "save it as an Excel workbook" in eve
    assert "jones" in jones and "book.xls " in jones and "save it as an Excel workbook" in jones
    assert kim == "The folder kim holds no learner's workbook and was passed over."


def test_a_folder_with_another_spreadsheet_alone_says_what_to_do(tmp_path: Path) -> None:
    """The only file there is very likely meant."""
    touch(tmp_path, "book.ods")
    with pytest.raises(UnreadableInput) as refused:
        find_workbooks([tmp_path])
    assert "If book.ods is a learner's workbook, save it as" in refused.value.remedy


def test_what_was_built_is_no_learner(tmp_path: Path) -> None:
    """An output folder among the learners holds a board, which is an Excel workbook and nobody's."""
    touch(tmp_path, "jones/book.xlsx", "kim/book.xlsx", "output/cohort.xlsx", "output/.ilmdocs/lock")
    found = find_workbooks([tmp_path])
    assert [path.parent.name for path in found.workbooks] == ["jones", "kim"]
    assert found.notes == ()


def test_a_workbook_that_is_open_in_libreoffice_is_noted(tmp_path: Path) -> None:
    """Its lock file is no learner, and may be left from a crash, so the workbook is read all the same."""
    touch(tmp_path, "mine.xlsx", ".~lock.mine.xlsx#", ".~lock.notes.odt#")
    found = find_workbooks([tmp_path])
    assert found.workbooks == (tmp_path / "mine.xlsx",)
    book = f"{tmp_path.name}/mine.xlsx"
    assert found.notes == (f"{book} is open in LibreOffice; changes that are not saved yet are not seen.",)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names and files")
def test_what_is_called_like_a_workbook_and_is_none(tmp_path: Path) -> None:
    """A link to nothing, a folder, a pipe and a device are named and never opened."""
    touch(tmp_path, "a.xlsx", "b.xlsx", "folder.xlsx/inside.txt")
    (tmp_path / "gone.xlsx").symlink_to("nowhere")
    (tmp_path / "zero.xlsx").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.xlsx")
    found = find_workbooks([tmp_path])
    assert [path.name for path in found.workbooks] == ["a.xlsx", "b.xlsx"]
    said = " ".join(found.notes)
    for name, what in (
        ("folder.xlsx", "a folder"),
        ("gone.xlsx", "a link to nothing"),
        ("zero.xlsx", "no ordinary file"),
        ("pipe.xlsx", "no ordinary file"),
    ):
        assert f"{name} is {what} and was passed over." in said


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name",
    [
        "-rf",
        "CON",
        "nul.xlsx",
        "a\nb",
        "\u202egnp",
        "／",
        "Ann.",
        " Ann ",
        "x" * 240,
        "\x1b[31m",
        "bad\udcff",
    ],
)
def test_odd_names_are_learners_like_others(tmp_path: Path, name: str) -> None:
    """Whatever a folder or a workbook is called, it is found."""
    touch(tmp_path, f"{name}/learner.xlsx", f"{name}.d/{name}.xlsx")
    assert len(find_workbooks([tmp_path]).workbooks) == 2


def test_a_learners_folder_that_is_closed_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, with what to do, and the others are found."""
    touch(tmp_path, "ann/learner.xlsx", "bob/learner.xlsx")
    real = Path.iterdir

    def closed(self: Path) -> Iterator[Path]:
        if self.name == "bob":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", closed)
    found = find_workbooks([tmp_path])
    assert found.workbooks == (tmp_path / "ann" / "learner.xlsx",)
    (note,) = found.notes
    assert "bob cannot be looked into" in note and "Check that you may read it." in note
