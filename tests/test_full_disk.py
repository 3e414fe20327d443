"""Disks that fill up, files that are open elsewhere, links and edits in the middle of a build."""

from __future__ import annotations

import errno
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ilmdocs.batch import build_all
from ilmdocs.convert import choose_engine
from ilmdocs.errors import DiskFull, ExitCode, UnwritableOutput
from ilmdocs.executors import Here
from ilmdocs.journal import STATE, Journal
from ilmdocs.library import Library, load_library
from ilmdocs.lock import output_lock
from ilmdocs.making import bench
from ilmdocs.results import BuildResult, exit_code
from ilmdocs.templates_path import templates_folder
from ilmdocs.workshop import Workshop
from tests.building import build_here, order_for
from tests.poisons import contents, write_good
from tests.test_atomic import InUse, posix
from tests.test_batch import TODAY

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in units, loaded once."""
    return load_library(templates_folder())


@pytest.fixture(scope="module")
def books(library: Library, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two learners with nothing missing."""
    return write_good(tmp_path_factory.mktemp("cohort") / "intake", 2, library)


@pytest.fixture(scope="module")
def clean(books: list[Path], library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What they give when nothing goes wrong."""
    output = tmp_path_factory.mktemp("clean") / "out"
    assert [result.status for result in build_here(books, library, output, TODAY)] == ["built", "built"]
    return contents(output)


def until_stopped(
    books: Sequence[Path], library: Library, output: Path
) -> tuple[list[BuildResult], UnwritableOutput | None]:
    """The results of a build, and what ended it early."""
    results: list[BuildResult] = []
    order = order_for(library, output, TODAY)
    here = Here(bench(order, Workshop(library, choose_engine("embedded"))))
    try:
        for result in build_all(books, order, here):
            results.append(result)
    except UnwritableOutput as error:
        return results, error
    return results, None


@pytest.mark.parametrize("last", sorted(random.Random(5).sample(range(2, 34), 5)))
def test_full_at_any_file(
    last: int,
    books: list[Path],
    library: Library,
    clean: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The build stops, says so and leaves whole files alone; with room again it ends as if undisturbed."""
    room = [last]
    real = os.fsync

    def flush(handle: int) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", flush)
        results, stopped = until_stopped(books, library, tmp_path / "out")
    assert isinstance(stopped, DiskFull)
    assert "the disk is full" in stopped.message and "run the same command again" in stopped.remedy
    assert stopped.exit_code is ExitCode.UNWRITABLE
    assert all(clean[name] == data for name, data in contents(tmp_path / "out").items())
    assert list(tmp_path.rglob("*.part")) == []
    for line in (tmp_path / "out" / STATE).glob("journal.jsonl"):
        assert line.read_bytes().endswith(b"\n") or not line.read_bytes()
    noted = len(results)
    again = build_here(books, library, tmp_path / "out", TODAY)
    assert [result.status for result in again[:noted]] == ["unchanged"] * noted
    assert contents(tmp_path / "out") == clean


def test_no_room_for_temporary_files_is_no_fault_of_ours(
    books: list[Path], library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said in plain words for each learner, and what is there stays."""
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.suffix == ".docx":
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    results = build_here(books, library, tmp_path / "out", TODAY)
    assert [str(result.error).split(" in ")[0] for result in results] == [
        "There is no room for temporary files"
    ] * 2
    assert exit_code(results) is ExitCode.SOME_FAILED
    assert exit_code(results[:1]) is ExitCode.UNWRITABLE


@pytest.mark.parametrize(
    "name", ["05 Reflective log client C1 sessions 3 and 4.docx", "report 8585-303.html"]
)
def test_a_file_that_is_open_in_word_fails_its_learner_alone(
    name: str,
    books: list[Path],
    library: Library,
    clean: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its older bytes stay, the next learner is built; once it is closed, the next run finishes."""
    output = tmp_path / "out"
    old = output / "Sound1 R SND0001" / ("8585-303(1)/documents" if name.endswith("docx") else ".") / name
    old.parent.mkdir(parents=True)
    real = Path.replace

    def put(self: Path, target: Path) -> Path:
        if target == old:
            raise InUse(13, "Permission denied")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", put)
        patch.setattr("time.sleep", lambda seconds: None)
        first, second = build_here(books, library, output, TODAY)
    assert first.status == "failed"
    assert f"{name} cannot be written" in str(first.error) and f"Close {name} in " in str(first.error)
    assert second.status == "built"
    assert exit_code([first, second]) is ExitCode.SOME_FAILED
    assert exit_code([first]) is ExitCode.UNWRITABLE
    build_here(books, library, output, TODAY)
    assert contents(output) == clean


def test_a_board_that_is_open_in_excel_costs_nobody_a_portfolio(
    books: list[Path],
    library: Library,
    clean: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All learners are done before it is said."""
    real = Path.replace

    def put(self: Path, target: Path) -> Path:
        if target.name == "cohort.xlsx":
            raise InUse(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", put)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    results, stopped = until_stopped(books, library, tmp_path / "out")
    assert [result.status for result in results] == ["built", "built"]
    assert stopped is not None and not isinstance(stopped, DiskFull)
    assert "Close cohort.xlsx in Excel" in stopped.remedy
    assert contents(tmp_path / "out") == clean


@posix
def test_a_learners_folder_that_is_a_link_fails_that_learner_alone(
    books: list[Path], library: Library, tmp_path: Path
) -> None:
    """Nothing is written to where it leads."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "Sound1 R SND0001").symlink_to(tmp_path / "elsewhere")
    first, second = build_here(books, library, tmp_path / "out", TODAY)
    assert "Sound1 R SND0001 in" in str(first.error) and "is a link to another place" in str(first.error)
    assert second.status == "built"
    assert list((tmp_path / "elsewhere").iterdir()) == []


@posix
@pytest.mark.parametrize("name", ["", "journal.jsonl", "lock"])
def test_what_runs_remember_is_written_through_no_link(
    name: str, books: list[Path], library: Library, tmp_path: Path
) -> None:
    """Whatever a link in `.ilmdocs` leads to keeps its bytes."""
    precious = tmp_path / "precious"
    state = tmp_path / "out" / STATE
    if name:
        state.mkdir(parents=True)
        precious.write_bytes(b"mine")
        (state / name).symlink_to(precious)
    else:
        precious.mkdir()
        (tmp_path / "out").mkdir()
        state.symlink_to(precious)
    with pytest.raises(UnwritableOutput, match="link"):
        build_here(books[:1], library, tmp_path / "out", TODAY)
    assert precious.read_bytes() == b"mine" if name else list(precious.iterdir()) == []


@pytest.mark.parametrize("edited", ["learner.xlsx", "witness.pdf"])
def test_what_is_saved_meanwhile_is_told_and_built_again(
    edited: str, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A portfolio made from what is no longer there is neither kept nor taken for up to date."""
    (book,) = write_good(tmp_path / "intake", 1, library)
    file = book.with_name(edited)
    engine = choose_engine("embedded")
    real = type(engine).convert

    def convert(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        file.write_bytes(file.read_bytes() + b"\n")
        return real(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(type(engine), "convert", convert)
        (result,) = build_here([book], library, tmp_path / "out", TODAY)
    assert result.status == "failed"
    assert f"{edited} was saved while the portfolio was being made" in str(result.error)
    assert list((tmp_path / "out").rglob("*.pdf")) == []
    (again,) = build_here([book], library, tmp_path / "out", TODAY)
    assert again.status == "built"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_a_folder_whose_name_is_no_text(library: Library, tmp_path: Path) -> None:
    """It is built, noted in the journal and found again; its name comes out in a form that can be printed."""
    (book,) = write_good(tmp_path / "intake", 1, library)
    odd = Path(os.fsdecode(os.fsencode(tmp_path / "intake") + b"/bad\xff \x1b[31m \xe2\x80\xaegnp"))
    book.parent.rename(odd)
    for status in ("built", "unchanged"):
        (result,) = build_here([odd / book.name], library, tmp_path / "out", TODAY)
        assert result.status == status
    (record,) = Journal(tmp_path / "out").records
    assert (tmp_path / "out" / record.workbook).resolve() == (odd / book.name).resolve()
    told = str(UnwritableOutput(f"{odd.name} is odd."))
    assert told.isprintable() and told.encode()


def test_a_second_run_says_who_is_at_work(books: list[Path], library: Library, tmp_path: Path) -> None:
    """Two runs never write to one folder."""
    with (
        output_lock(tmp_path / "out" / STATE),
        pytest.raises(UnwritableOutput, match="Another run of ilmdocs"),
    ):
        build_here(books, library, tmp_path / "out", TODAY)
