"""Files that come from a browser: large, cut off, badly named, or on a disk without room."""

from __future__ import annotations

import asyncio
import shutil
from collections import namedtuple
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from starlette.requests import Request

from ilmdocs.unpacking import UnpackOrder
from ilmdocs.web import work
from ilmdocs.web.receiving import Aborted, receive
from tests.web.site import OURS, served, text

_Usage = namedtuple("_Usage", "total used free")


def part(name: str, data: bytes = b"x", field: str = "files") -> bytes:
    """One file of a form."""
    head = f'--edge\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n"


def request_of(*messages: dict[str, Any]) -> Request:
    """A request whose body comes in pieces."""
    waiting = list(messages)

    async def give() -> dict[str, Any]:
        return waiting.pop(0)

    headers = [(b"content-type", b"multipart/form-data; boundary=edge")]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, give)


def taken(folder: Path, body: bytes, largest: int = 1000) -> int:
    """Take a body that comes a few bytes at a time."""
    pieces = [body[start : start + 7] for start in range(0, len(body), 7)]
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    ending = {"type": "http.request", "body": b"", "more_body": False}
    return asyncio.run(receive(request_of(*messages, ending), folder, largest))


def test_files_arrive_byte_for_byte_in_their_folders(tmp_path: Path) -> None:
    """However the body is cut into pieces, and two of the same name are two files."""
    folder = tmp_path / "in"
    body = part("Ann/a.xlsx", b"one\r\n--edg") + part("Ann/scans/b.pdf", b"two") + part("a.txt", b"3")
    assert taken(folder, body + part("A.TXT", b"4") + b"--edge--\r\n") == 4
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert files == {
        "Ann/a.xlsx": b"one\r\n--edg",
        "Ann/scans/b.pdf": b"two",
        "a.txt": b"3",
        "A (2).TXT": b"4",
    }


def test_what_systems_leave_beside_files_is_passed_over(tmp_path: Path) -> None:
    """Nobody means to hand in a note that Excel has the workbook open."""
    body = part("Ann/~$a.xlsx") + part("Ann/.DS_Store") + part("Ann/Thumbs.db") + part("Ann/a.xlsx")
    assert taken(tmp_path / "in", body + b"--edge--\r\n") == 1


@pytest.mark.parametrize(
    "name",
    ["../evil.xlsx", "a/../../evil.xlsx", "C:/evil.xlsx", "CON.xlsx", "a\u202exslx.exe", "x" * 300, "a/./b"],
)
def test_a_name_that_is_not_safe_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing is written outside the folder, and the user is told which file it is about."""
    with pytest.raises(Exception, match="has a name that cannot be stored safely"):
        taken(tmp_path / "in", part(name) + b"--edge--\r\n")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_browser_that_goes_away_leaves_nobody_to_tell(tmp_path: Path) -> None:
    """The upload was aborted in the middle."""
    begun = {"type": "http.request", "body": part("a.xlsx")[:60], "more_body": True}
    with pytest.raises(Aborted):
        asyncio.run(receive(request_of(begun, {"type": "http.disconnect"}), tmp_path / "in", 1000))


@pytest.mark.parametrize("body", [part("a.xlsx"), b"", b"--edge--", b"no form at all", part("a.xlsx")[:30]])
def test_what_is_cut_off_did_not_arrive_whole(tmp_path: Path, body: bytes) -> None:
    """Half a file is never worked on."""
    with pytest.raises(Exception, match=r"did not arrive whole|No file was chosen"):
        taken(tmp_path / "in", body)


def test_too_much_is_refused_with_what_to_do_and_nothing_stays(tmp_path: Path) -> None:
    """Told before and while it comes in; the page says what to do and the disk is free again."""
    with served(tmp_path, largest=2000) as site:
        answer = site.post("/uploads", files={"files": ("big.xlsx", bytes(5000))})
        assert answer.status_code == 400
        assert "too much to drop at once" in answer.text and "Drop fewer learners at a time" in answer.text
        assert list(site.folder.iterdir()) == []
        assert site.session.uploads == ()
    with pytest.raises(Exception, match="too much to drop at once"):
        taken(tmp_path / "in", part("big.xlsx", bytes(5000)) + b"--edge--\r\n", largest=2000)


def test_a_full_disk_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script gets the piece of page that says so, a browser without scripts the whole page."""
    with served(tmp_path) as site:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10, 10, 0))
        whole = site.post("/uploads", files={"files": ("mine.xlsx", bytes(5000))})
        piece = site.client.post(
            "/uploads", files={"files": ("mine.xlsx", bytes(5000))}, headers={**OURS, "HX-Request": "true"}
        )
        for answer in (whole, piece):
            assert answer.status_code == 507
            assert "not enough room on the disk" in answer.text
        assert "<html" in whole.text and "<html" not in piece.text
        assert "data-focus" in piece.text


def test_a_script_is_sent_on_by_a_header(tmp_path: Path) -> None:
    """It cannot follow a redirect by itself."""
    with served(tmp_path) as site:
        answer = site.client.post(
            "/uploads", files={"files": ("a.xlsx", b"x")}, headers={**OURS, "HX-Request": "true"}
        )
        assert answer.headers["hx-redirect"] == "/uploads/1/working"
        assert "This workbook could not be read." in text(site.finished("/uploads/1"))


def test_zips_that_are_dropped_together_share_one_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so, and nothing is worked on."""
    monkeypatch.setattr(work, "UnpackOrder", partial(UnpackOrder, most_bytes=1000))
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.xlsx", bytes(400))
    with served(tmp_path) as site:
        page = site.drop(*[(f"{name}.zip", packed.getvalue()) for name in "abc"])
        assert "c.zip unpacks to far more than learners' folders need" in text(page.xpath("//main")[0])
        assert "Drop fewer learners at a time" in text(page)
