"""What a camera or a program wrote into a picture goes; what the picture shows stays."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ilmdocs.picture_data import without_metadata


def png() -> bytes:
    out, info = io.BytesIO(), PngInfo()
    info.add_text("Author", "CANARY")
    Image.new("RGB", (30, 20), (10, 200, 30)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def jpeg() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "CANARY"
    Image.new("RGB", (30, 20), (10, 200, 30)).save(out, "JPEG", exif=exif, comment=b"CANARY")
    return out.getvalue()


@pytest.mark.parametrize("data", [png(), jpeg()])
def test_the_picture_stays_and_its_data_goes(data: bytes) -> None:
    """Every pixel is as it was, and no author is left."""
    clean = without_metadata(data)
    assert b"CANARY" in data and b"CANARY" not in clean
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean)) as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("data", [b"GIF89a other", png()[:-20]])
def test_what_is_not_understood_stays_as_it_is(data: bytes) -> None:
    """Another kind of picture, or one cut short, is not made worse."""
    assert without_metadata(data) == data
