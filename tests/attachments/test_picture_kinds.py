"""Scans and pictures of the older kinds: TIFF with all pages, GIF, BMP; others are called what they are."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ilmdocs.attachments import inspect, normalise
from ilmdocs.attachments.problem import AttachmentUnreadable

from . import builders as build
from .test_pictures import inked, shown


def tiff(pages: int, **options: object) -> bytes:
    """A scan of several pages, each darker than the one before."""
    frames = [Image.new("L", (400, 600), 200 - 10 * number) for number in range(pages)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], **options)
    return out.getvalue()


def test_every_page_of_a_scan_is_taken(tmp_path: Path) -> None:
    """A TIFF of three pages gives three pages, in order."""
    (tmp_path / "scan.tif").write_bytes(tiff(3))
    made = normalise(build.part("scan.tif"), tmp_path)
    assert (made.pages, made.notes, made.clear_tops) == (3, (), (True, True, True))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        greys = [page.obj.Resources.XObject.Picture.read_bytes()[0] for page in pdf.pages]
    assert greys == [200, 190, 180]


def test_only_the_pages_asked_for(tmp_path: Path) -> None:
    """The page cell counts for a scan as it does for a PDF."""
    (tmp_path / "scan.tif").write_bytes(tiff(3))
    made = normalise(build.part("scan.tif", page_range="2-3"), tmp_path)
    assert made.pages == 2
    assert made.notes == ("2 of 3 pages taken, as asked.",)
    (finding,) = inspect(build.submission(tmp_path, build.evidence(file="scan.tif", page_range="4")))
    assert finding.id == "attachment-missing" and "the file has 3 pages" in finding.message


def test_a_scan_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    """The message says how many there are and how many are taken."""
    (tmp_path / "scan.tif").write_bytes(tiff(101))
    with pytest.raises(AttachmentUnreadable, match="has 101 pages") as refusal:
        normalise(build.part("scan.tif"), tmp_path)
    assert "at most 100" in refusal.value.remedy


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_scan_is_shown_upright(tmp_path: Path, orientation: int) -> None:
    """What a TIFF says about its orientation is obeyed once, not twice."""
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    stored = build.picture().transpose(turn[orientation])
    (tmp_path / "scan.tif").write_bytes(build.encoded(stored, "TIFF", tiffinfo={274: orientation}))
    page = shown(normalise(build.part("scan.tif"), tmp_path).pdf)
    left, top, *_ = inked(page)
    red, green, _ = page.getpixel((left + 5, top + 5))  # type: ignore[misc]
    assert red > 200 and green < 60


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_older_kinds_are_taken_without_what_they_tell(tmp_path: Path, kind: str) -> None:
    """They show, and a comment of theirs goes nowhere."""
    known: dict[str, dict[str, object]] = {
        "GIF": {"comment": b"Taken by Somebody"},
        "TIFF": {"artist": "Somebody"},
    }
    said = known.get(kind, {})
    (tmp_path / "old.pic").write_bytes(build.encoded(build.picture(), kind, **said))
    made = normalise(build.part("old.pic"), tmp_path)
    assert made.pages == 1
    assert b"Somebody" not in made.pdf
    left, top, *_ = inked(shown(made.pdf))
    assert shown(made.pdf).getpixel((left + 5, top + 5))[0] > 200  # type: ignore[index]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_shows_its_first_picture_and_says_so(tmp_path: Path, kind: str) -> None:
    """Paper does not move."""
    frames = [build.picture(), Image.new("RGB", (600, 400), "blue")]
    data = build.encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    (tmp_path / "moving.pic").write_bytes(data)
    assert normalise(build.part("moving.pic"), tmp_path).notes == (
        "Only the first picture of the file is shown.",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(40), "a JPEG 2000 picture"),
        (b"8BPS\x00\x01" + bytes(40), "a Photoshop picture"),
        (b"P6\n3 3\n255\n" + bytes(27), "a PNM picture"),
        (b"\x00\x00\x00\x20ftypavif" + bytes(40), "an AVIF picture"),
        (b"\x00\x00\x00\x18ftypcrx " + bytes(40), "a raw picture of a camera"),
        (b"\x00\x00\x00\x18ftyp????" + bytes(40), "or it is damaged"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "a recording"),
        (b"PK\x03\x04" + bytes(60), "an Office document or a ZIP file"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"BM this is only a letter about a car", "neither a PDF nor a picture of a kind that is taken"),
        (b"II*\x00\x08\x00\x00\x00" + bytes(90), "of a kind that cannot be read here"),
    ],
)
def test_other_kinds_are_called_what_they_are(tmp_path: Path, data: bytes, words: str) -> None:
    """To say “neither a PDF nor a picture” would be untrue of a Photoshop file."""
    (tmp_path / "file.pic").write_bytes(data)
    (finding,) = inspect(build.submission(tmp_path, build.evidence(file="file.pic")))
    assert words in finding.message and "file.pic" in finding.message
