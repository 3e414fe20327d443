"""Photos become upright A4 pages that tell nothing about place, camera or owner."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ExifTags, Image

from ilmdocs.attachments import normalise
from ilmdocs.attachments.pictures import MARGIN

from . import builders as build

TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""EXIF orientation → how an upright picture lies in the file."""


def shown(pdf: bytes) -> Image.Image:
    """The first page as a reader shows it, at 72 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render()
        image: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
    finally:
        document.close()
    return image


def inked(page: Image.Image) -> tuple[int, int, int, int]:
    """The box of everything that is not white."""
    box = page.convert("L").point(lambda value: 255 if value < 240 else 0).getbbox()
    assert box is not None
    return box


def made(folder: Path, name: str, data: bytes) -> bytes:
    """The pages of a picture file."""
    (folder / name).write_bytes(data)
    result = normalise(build.part(name), folder)
    assert result.pages == 1
    return result.pdf


@pytest.mark.parametrize("orientation", TURNS)
def test_a_photo_is_shown_upright(tmp_path: Path, orientation: int) -> None:
    """Whatever way a camera stored it, the red corner is at the left top and the green one opposite."""
    turn = TURNS[orientation]
    image = build.picture((600, 800)) if turn is None else build.picture((600, 800)).transpose(turn)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    page = shown(made(tmp_path, "photo.jpg", build.encoded(image, "JPEG", exif=exif, quality=95)))
    assert page.height > page.width
    left, top, right, _ = inked(page)
    red, green = page.getpixel((left + 10, top + 10)), page.getpixel((right - 10, top + 10))
    assert isinstance(red, tuple) and red[0] > 180 and red[1] < 60
    assert isinstance(green, tuple) and green[1] > 120 and green[0] < 60


def test_no_metadata_reaches_the_page(tmp_path: Path) -> None:
    """Neither the place nor the camera nor a comment of a photo is anywhere in the PDF's bytes."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "CANARYCAMERA"
    exif[ExifTags.Base.Artist] = "CANARYOWNER"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (51.0, 28.0, 38.0)
    photo = build.encoded(build.picture(), "JPEG", exif=exif, comment=b"CANARYCOMMENT")
    assert b"CANARYCAMERA" in photo and b"CANARYCOMMENT" in photo
    pdf = made(tmp_path, "photo.jpg", photo)
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        image = document.pages[0].obj.Resources.XObject.Picture
        stored = image.read_raw_bytes()
    for bytes_ in (pdf, stored):
        assert b"CANARY" not in bytes_
        assert b"Exif" not in bytes_ and b"GPS" not in bytes_
    assert not Image.open(BytesIO(stored)).getexif()


@pytest.mark.parametrize(
    ("size", "landscape"), [((1600, 900), True), ((900, 1600), False), ((800, 800), False)]
)
def test_the_page_turns_with_the_picture(tmp_path: Path, size: tuple[int, int], landscape: bool) -> None:
    """A wide picture gets a landscape A4 page, and nothing is drawn into the margins."""
    image = Image.new("RGB", size, "black")
    page = shown(made(tmp_path, "photo.jpg", build.encoded(image, "JPEG")))
    assert page.size == ((842, 596) if landscape else (596, 842))
    left, top, right, bottom = inked(page)
    assert min(left, top, page.width - right, page.height - bottom) >= MARGIN - 1
    assert max(right - left - (page.width - 2 * MARGIN), bottom - top - (page.height - 2 * MARGIN)) > -2


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    """A picture of 96 pixels is printed an inch wide and not over the whole page."""
    page = shown(made(tmp_path, "icon.png", build.encoded(Image.new("RGB", (96, 96)), "PNG")))
    left, _, right, _ = inked(page)
    assert right - left <= 74


def test_a_large_photo_is_stored_as_fine_as_it_is_printed(tmp_path: Path) -> None:
    """Twelve megapixels shrink to 200 dots an inch of the printed size."""
    photo = build.encoded(Image.new("RGB", (4000, 3000), "grey"), "JPEG")
    with pikepdf.Pdf.open(BytesIO(made(tmp_path, "photo.jpg", photo))) as document:
        width = int(document.pages[0].obj.Resources.XObject.Picture.Width)
    assert 1780 < width < 1790  # 227 mm wide, since the page leaves 170 mm for the height


def test_a_photo_a_little_finer_than_print_keeps_its_pixels(tmp_path: Path) -> None:
    """Making it a little smaller would only cost sharpness."""
    photo = build.encoded(Image.new("RGB", (2016, 1512), "grey"), "JPEG")
    with pikepdf.Pdf.open(BytesIO(made(tmp_path, "photo.jpg", photo))) as document:
        picture = document.pages[0].obj.Resources.XObject.Picture
        assert (int(picture.Width), int(picture.Height)) == (2016, 1512)


@pytest.mark.parametrize("orientation", TURNS)
def test_a_large_photo_is_shown_upright_and_whole(tmp_path: Path, orientation: int) -> None:
    """A photo that is made smaller on the way keeps its shape and its corners, however it was held."""
    turn = TURNS[orientation]
    image = build.picture((3000, 4500))
    image = image if turn is None else image.transpose(turn)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    page = shown(made(tmp_path, "photo.jpg", build.encoded(image, "JPEG", exif=exif, quality=95)))
    left, top, right, bottom = inked(page)
    assert abs(4 * (bottom - top) / (right - left) - 1.5) < 0.02  # the corners are a quarter high
    red, green = page.getpixel((left + 10, top + 10)), page.getpixel((right - 10, top + 10))
    assert isinstance(red, tuple) and red[0] > 180 and red[1] < 60
    assert isinstance(green, tuple) and green[1] > 120 and green[0] < 60


@pytest.mark.parametrize("odd", [0, 9])
def test_an_orientation_that_means_nothing_is_passed_over(tmp_path: Path, odd: int) -> None:
    """A camera's mistake does not make a photo unreadable."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = odd
    page = shown(made(tmp_path, "photo.jpg", build.encoded(build.picture((600, 800)), "JPEG", exif=exif)))
    assert page.height > page.width


def test_every_mode_of_colour_is_shown(tmp_path: Path) -> None:
    """CMYK, transparency, palettes, 16-bit grey and black-and-white look as they do elsewhere."""
    red = Image.new("RGB", (400, 400), (200, 30, 30))
    cases = {
        "cmyk.jpg": build.encoded(red.convert("CMYK"), "JPEG"),
        "alpha.png": build.encoded(Image.new("RGBA", (400, 400), (200, 30, 30, 255)), "PNG"),
        "palette.png": build.encoded(red.convert("P"), "PNG"),
        "photo.webp": build.encoded(red, "WEBP"),
    }
    for name, data in cases.items():
        pixel = shown(made(tmp_path, name, data)).getpixel((298, 421))
        assert isinstance(pixel, tuple) and pixel[0] > 170 and pixel[1] < 70, name
    clear = build.encoded(Image.new("RGBA", (400, 400), (0, 0, 0, 0)), "PNG")
    assert shown(made(tmp_path, "clear.png", clear)).getpixel((298, 421)) == (255, 255, 255)
    deep = Image.new("I;16", (400, 400), 128 * 256)
    grey = shown(made(tmp_path, "deep.png", build.encoded(deep, "PNG"))).getpixel((298, 421))
    assert isinstance(grey, tuple) and 120 < grey[0] < 136
    assert shown(made(tmp_path, "bw.png", build.encoded(Image.new("1", (400, 400)), "PNG"))).getpixel(
        (298, 421)
    ) == (0, 0, 0)


def test_a_picture_is_read_aloud_by_its_title(tmp_path: Path) -> None:
    """The page is tagged as one figure whose alternative text is the part's title."""
    pdf = made(tmp_path, "photo.png", build.encoded(build.picture(), "PNG"))
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        figure = document.Root.StructTreeRoot.K.K
        assert str(figure.S) == "/Figure"
        assert str(figure.Alt) == "A fictional piece"
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "en-GB"


def test_same_picture_same_bytes(tmp_path: Path) -> None:
    """The same photo gives the same page on every run."""
    photo = build.encoded(build.picture(), "JPEG")
    assert made(tmp_path, "a.jpg", photo) == made(tmp_path, "b.jpg", photo)
