"""ZIPs of strangers: what could do harm is refused whole, with what to do; nothing leaves the folder."""

from __future__ import annotations

import shutil
import stat
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from ilmdocs.errors import DiskFull, IlmdocsError
from ilmdocs.executors import Here
from ilmdocs.made import Task
from ilmdocs.orders import FormSource
from ilmdocs.unpacking import Unpacked, UnpackOrder


def unpacked(tmp_path: Path, data: bytes, most_bytes: int = 1 << 30) -> Unpacked:
    """Unpack a ZIP as a worker does."""
    path = tmp_path / "given" / "learner.zip"
    path.parent.mkdir()
    path.write_bytes(data)
    order = UnpackOrder(FormSource(tmp_path), most_bytes)
    here: Here[Unpacked] = Here()
    return next(here.run([Task(0, path)], order))


def zipped(entries: dict[str, bytes]) -> bytes:
    """A ZIP of files by name."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return buffer.getvalue()


def files_in(folder: Path) -> set[str]:
    """All files below a folder, but the ZIP itself."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".zip"}


def test_folders_that_hold_everything_are_left_out(tmp_path: Path) -> None:
    """However deep somebody has packed it, the workbook lies on top, with its files as they were."""
    data = zipped({"intake/Ann/a.xlsx": b"1", "intake/Ann/scans\\b.pdf": b"2", "__MACOSX/intake/._a": b"3"})
    assert unpacked(tmp_path, data).files == 2
    assert files_in(tmp_path) == {"given/learner/a.xlsx", "given/learner/scans/b.pdf"}


def test_a_cohort_keeps_its_folders(tmp_path: Path) -> None:
    """Each learner's folder stays apart."""
    unpacked(tmp_path, zipped({"all/Ann/a.xlsx": b"1", "all/Ben/b.xlsx": b"2"}))
    assert files_in(tmp_path) == {"given/learner/Ann/a.xlsx", "given/learner/Ben/b.xlsx"}


def _link() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        entry = ZipInfo("passwords")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def _locked() -> bytes:
    data = bytearray(zipped({"a.xlsx": b"1"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def _twice() -> bytes:
    return zipped({"a.xlsx": b"1", "A.XLSX": b"2"})


def _lying() -> bytes:
    """It says that it unpacks to ten bytes."""
    data = bytearray(zipped({"a.xlsx": bytes(100_000)}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: zipped({"../evil.xlsx": b"1", "a.xlsx": b"2"}), "cannot be stored safely"),
        (lambda: zipped({"/evil.xlsx": b"1", "a.xlsx": b"2"}), "cannot be stored safely"),
        (lambda: zipped({"..\\evil.xlsx": b"1", "a.xlsx": b"2"}), "cannot be stored safely"),
        (lambda: zipped({"C:\\evil.xlsx": b"1", "a.xlsx": b"2"}), "cannot be stored safely"),
        (lambda: zipped({"aux.xlsx": b"1", "a.xlsx": b"2"}), "cannot be stored safely"),
        (_link, "holds a link"),
        (_locked, "protected with a password"),
        (_twice, "two files of the same name"),
        (_lying, "damaged"),
        (lambda: zipped({"a.xlsx": bytes(60 << 20)}), "far more than learners' folders need"),
        (lambda: zipped({}), "is empty"),
        (lambda: zipped({".DS_Store": b"1"}), "is empty"),
        (lambda: zipped({"a.xlsx": b"1"})[:-30], "damaged"),
        (lambda: b"", "no ZIP"),
    ],
)
def test_what_could_do_harm_is_refused_whole(tmp_path: Path, make: Callable[[], bytes], said: str) -> None:
    """Nothing of it lies on the disk as a learner's file, and the user is told what to do."""
    error = unpacked(tmp_path, make()).error
    assert isinstance(error, IlmdocsError)
    assert said in error.message
    assert error.remedy
    assert not any("evil" in name for name in files_in(tmp_path.parent))


def test_more_than_agreed_is_refused(tmp_path: Path) -> None:
    """What it unpacks to is added up before the first file is written."""
    error = unpacked(tmp_path, zipped({"a.xlsx": b"1" * 600, "b.pdf": b"1" * 600}), most_bytes=1000).error
    assert error is not None and "far more" in error.message
    assert files_in(tmp_path) == set()


def test_many_small_zips_may_not_do_what_a_large_one_may_not(tmp_path: Path) -> None:
    """What is agreed counts for all that was dropped together."""
    paths = [tmp_path / f"{number}.zip" for number in range(3)]
    for path in paths:
        path.write_bytes(zipped({"a.xlsx": b"1" * 400}))
    here: Here[Unpacked] = Here()
    order = UnpackOrder(FormSource(tmp_path), 1000)
    done = list(here.run([Task(number, path) for number, path in enumerate(paths)], order))
    assert [result.files for result in done] == [1, 1, 0]
    assert "2.zip unpacks to far more" in str(done[2].error)
    assert files_in(tmp_path) == {"0/a.xlsx", "1/a.xlsx"}


def test_nothing_is_unpacked_onto_a_disk_that_is_nearly_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is full: other programs need it too."""
    free = [1 << 30, 1 << 30, 100 << 20]  # while it is unpacked, others fill the disk
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free.pop(0)))
    error = unpacked(tmp_path, zipped({"a.xlsx": b"1", "b.pdf": b"2"})).error
    assert isinstance(error, DiskFull) and "drop fewer learners" in error.remedy
    assert files_in(tmp_path) == {"given/learner/a.xlsx"}
