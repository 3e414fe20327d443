"""What commands leave among the temporary files and beside their output: nothing, however they end."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest.mock import Mock

import pytest
from openpyxl import Workbook

from ilmdocs import scratch
from ilmdocs.errors import UnwritableOutput
from ilmdocs.executors import worker
from ilmdocs.scratch import require_room, scratch_folder
from ilmdocs.workbook.packing import packed

_HOLD = """
import os, signal, sys
from ilmdocs.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "answers.docx").write_bytes(b"confidential")
    os.kill(os.getpid(), signal.{how})
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of the test's own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_killed_and_gone_with_the_next_run(temporary: Path) -> None:
    """Whatever command it was, the next that needs temporary files removes what it left."""
    code = _HOLD.format(how="SIGKILL")
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(temporary)}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert len(list(temporary.rglob("answers.docx"))) == 1
    with scratch_folder() as folder:
        assert list(temporary.iterdir()) == [folder]
    assert list(temporary.iterdir()) == []


def test_sheets_are_written_on_no_disk(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library keeps each sheet in a temporary file, with all names on it; ours never makes one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Robin Sound"

    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refused)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refused)
    assert packed(book, "Cohort")[:2] == b"PK"
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "There is no room for temporary files"),
        (
            errno.EACCES,
            "Nothing can be written to the folder for temporary files .*: you may not write there",
        ),
    ],
)
def test_no_folder_for_temporary_files(number: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with what to do about it."""

    def refused(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(UnwritableOutput, match=said) as caught, scratch_folder():
        pass
    assert caught.value.remedy


def test_python_finds_no_folder_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a full disk that holds every such folder."""

    def none(*args: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_get_default_tempdir", none)
    with (
        pytest.raises(UnwritableOutput, match="No folder for temporary files can be written to"),
        scratch_folder(),
    ):
        pass


def test_an_engine_that_finds_no_room_is_not_blamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It made nothing and gave no reason; the disk is the reason."""
    require_room(tmp_path)
    monkeypatch.setattr(scratch, "_LEAST_FREE", 1 << 60)
    with pytest.raises(UnwritableOutput, match="There is no room for temporary files"):
        require_room(tmp_path)


def test_a_worker_that_finds_no_room_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not die without a word, which would be taken for a learner's fault."""
    ours, theirs = multiprocessing.Pipe()
    monkeypatch.setattr(worker, "Thread", lambda **_: Mock())
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # which a worker replaces
    worker.work(theirs, Mock(), tmp_path / "not there")
    said = ours.recv()
    assert isinstance(said, UnwritableOutput)
    assert "folder for temporary files" in said.message
    ours, theirs = multiprocessing.Pipe()
    ours.close()  # as when the process that gave out the work was killed
    worker.work(theirs, Mock(), tmp_path / "not there")
