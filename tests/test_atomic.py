"""A reader sees the old file or the whole new one; what stands in the way is told in plain words."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ilmdocs import atomic, folders, lock
from ilmdocs.atomic import remove_parts, rename, write_atomically, written_atomically
from ilmdocs.errors import DiskFull, ExitCode, UnwritableOutput

posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights and links in another way")


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole_and_kept_private(tmp_path: Path) -> None:
    """The new bytes stand there alone, readable by their owner, in folders that nobody else can look into."""
    target = tmp_path / "deep" / "er" / "portfolio.pdf"
    write_atomically(target, b"first")
    write_atomically(target, b"second")
    assert target.read_bytes() == b"second"
    assert names(target.parent) == ["portfolio.pdf"]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert {stat.S_IMODE(path.stat().st_mode) for path in list(target.parents)[:2]} == {0o700}


@posix
def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    """Writing through a link would overwrite a file of the user's."""
    precious = tmp_path / "precious.pdf"
    precious.write_bytes(b"mine")
    link = tmp_path / "portfolio.pdf"
    link.symlink_to(precious)
    write_atomically(link, b"new")
    assert precious.read_bytes() == b"mine"
    assert link.read_bytes() == b"new"
    assert not link.is_symlink()


@posix
@pytest.mark.parametrize("place", ["Ann", "Ann/unit", "Ann/unit/documents"])
def test_no_link_leads_out_of_the_output_folder(tmp_path: Path, place: str) -> None:
    """A folder in it that is a link is named and refused; the output folder itself may be one."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    real = tmp_path / "real"
    (real / place).parent.mkdir(parents=True)
    (real / place).symlink_to(elsewhere)
    output = tmp_path / "output"
    output.symlink_to(real)
    with pytest.raises(UnwritableOutput, match=f"{Path(place).name} in .* is a link to another place"):
        write_atomically(output / "Ann/unit/documents/01.docx", b"new", inside=output)
    assert names(elsewhere) == []
    write_atomically(output / "Bob/unit/01.docx", b"new", inside=output)
    assert (real / "Bob/unit/01.docx").read_bytes() == b"new"


def test_a_folder_in_the_way_is_reported_and_nothing_stays_behind(tmp_path: Path) -> None:
    """The message names the file and says what to try; no temporary file is left."""
    (tmp_path / "portfolio.pdf").mkdir()
    with pytest.raises(
        UnwritableOutput, match=r"portfolio\.pdf cannot be written.*a folder of that"
    ) as caught:
        write_atomically(tmp_path / "portfolio.pdf", b"new")
    assert caught.value.exit_code is ExitCode.UNWRITABLE
    assert names(tmp_path) == ["portfolio.pdf"]


SAID = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk can only be read, not written",
    errno.EACCES: "you may not write there",
    errno.EIO: "the disk reports that it is damaged",
    errno.ENAMETOOLONG: "its path is too long",
}


@pytest.mark.parametrize("number", SAID)
@pytest.mark.parametrize("step", ["folder", "begin", "flush", "replace"])
def test_whatever_the_system_refuses_the_old_file_stays(
    tmp_path: Path, number: int, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each step: a true reason, exit code 5, the old bytes, and nothing half-written."""
    target = tmp_path / "manifest.json"
    write_atomically(target, b"old")
    place, name = {
        "folder": (atomic, "make_folder"),
        "begin": (tempfile, "mkstemp"),
        "flush": (os, "fsync"),
        "replace": (Path, "replace"),
    }[step]

    def refused(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(place, name, refused)
        with pytest.raises(UnwritableOutput, match=rf"manifest\.json cannot be .*: {SAID[number]}") as caught:
            write_atomically(target, b"new")
    assert caught.value.exit_code is ExitCode.UNWRITABLE
    assert isinstance(caught.value, DiskFull) == (number in (errno.ENOSPC, errno.EDQUOT))
    assert caught.value.remedy.endswith(".")
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["manifest.json"]


class InUse(PermissionError):
    """What Windows says of a file that is open in another program."""

    winerror = 32


@pytest.mark.parametrize(
    ("name", "program"), [("a.docx", "Word"), ("a.xlsx", "Excel"), ("a.pdf", "the PDF reader")]
)
def test_a_file_that_is_open_elsewhere_is_named_with_the_program(
    tmp_path: Path, name: str, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again for a while, then the user is told what to close; the old file stays."""
    target = tmp_path / name
    write_atomically(target, b"old")
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)

    def in_use(*args: object, **kwargs: object) -> None:
        raise InUse(13, "Permission denied")

    for method, act in (
        ("replace", lambda: write_atomically(target, b"new")),
        ("rename", lambda: rename(target, tmp_path / "other")),
        ("unlink", lambda: atomic.remove(target)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(Path, method, in_use)
            with pytest.raises(UnwritableOutput, match="open in another program") as caught:
                act()
        assert caught.value.remedy.startswith(f"Close {name} in {program} and run the same command again")
    assert target.read_bytes() == b"old"
    assert 1 < sum(pauses) / 3 < 3


def test_a_virus_scanner_lets_go_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is locked for a moment is written all the same."""
    refusals = [InUse(13, "Permission denied")] * 2
    real = Path.replace

    def now_and_then(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", now_and_then)
    write_atomically(tmp_path / "a.docx", b"new")
    assert (tmp_path / "a.docx").read_bytes() == b"new"


class Denied(PermissionError):
    """What Windows says where nobody may write; also of files that are open."""

    winerror = 5


@pytest.mark.parametrize(
    "refusal",
    [
        Denied(13, "Access is denied"),
        FileExistsError(errno.EEXIST, "No usable temporary file name found"),
    ],
)
def test_a_folder_that_windows_protects(
    tmp_path: Path, refusal: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither called a file that is open nor one that is there already."""

    def refused(*args: object, **kwargs: object) -> None:
        raise refusal

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(UnwritableOutput, match="you may not write there") as caught:
        write_atomically(tmp_path / "a.docx", b"new")
    assert "another folder" in caught.value.remedy


def test_a_lock_that_cannot_be_given_ends_the_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk's own trouble is told; it is not taken for another run, and tried for ever."""

    def broken(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(lock, "_take", broken)
    if sys.platform != "win32":
        with pytest.raises(UnwritableOutput, match="damaged"):
            write_atomically(tmp_path / "a.docx", b"new")
    assert names(tmp_path) == []


def test_a_path_that_is_too_long_for_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says that it is not found; the user is told why and what to do."""

    class NotFound(FileNotFoundError):
        winerror = 3

    def refused(*args: object, **kwargs: object) -> None:
        raise NotFound(errno.ENOENT, "The system cannot find the path specified")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(UnwritableOutput, match=r"its path is too long, \d{3} characters") as caught:
        write_atomically(tmp_path / ("x" * 120) / ("y" * 120) / "01.docx", b"new")
    assert "shorter path" in caught.value.remedy


@posix
def test_what_a_killed_run_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    """The next one that writes to the folder removes it; a neighbour's unfinished file is left alone."""
    code = (
        "import os, sys, pathlib\n"
        "from ilmdocs.atomic import written_atomically\n"
        "with written_atomically(pathlib.Path(sys.argv[1]) / 'a') as file:\n"
        "    file.write(b'half'); file.flush(); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    (part,) = names(tmp_path)
    assert part.startswith(".ilmdocs-") and part.endswith(".part")
    with written_atomically(tmp_path / "b") as file:
        file.write(b"slow")
        assert part not in names(tmp_path)
        write_atomically(tmp_path / "c", b"quick")
        remove_parts(tmp_path)
        assert len(names(tmp_path)) == 2
    assert (tmp_path / "b").read_bytes() == b"slow"
    assert names(tmp_path) == ["b", "c"]


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even of one that came between the look and the writing; also where there are no hard links."""
    if not links:

        def unknown(*args: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(Path, "hardlink_to", unknown)
    write_atomically(tmp_path / "intake.xlsx", b"mine", new=True)
    with pytest.raises(UnwritableOutput, match="a file of that name is there already"):
        write_atomically(tmp_path / "intake.xlsx", b"new", new=True)
    assert (tmp_path / "intake.xlsx").read_bytes() == b"mine"
    assert names(tmp_path) == ["intake.xlsx"]


def test_interrupted_while_writing(tmp_path: Path) -> None:
    """Ctrl-C leaves the old file and nothing else."""
    write_atomically(tmp_path / "a", b"old")
    with pytest.raises(KeyboardInterrupt), written_atomically(tmp_path / "a") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_folder_that_cannot_be_written_to_is_found_out_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before long work, without making anything."""
    folders.require_writable(tmp_path / "new" / "output")
    assert names(tmp_path) == []

    def refused(*args: object, **kwargs: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkdtemp", refused)
    with pytest.raises(UnwritableOutput, match="the disk can only be read, not written"):
        folders.require_writable(tmp_path / "new" / "output")
