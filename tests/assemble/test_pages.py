"""Whatever page a learner attaches, it is shown upright and its stamp can be read."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array
from PIL import Image, ImageChops, ImageStat

from ilmdocs.model.portfolio import Draft
from ilmdocs.model.unit import PartKind
from tests.assemble.builders import build, part, pdf_part, saved, scan_pdf, text_pdf

STRIP = 34.02
LINES = [["Upright text that shows which way is up", "and a second line"]]


def stamped(pdf: bytes, *, attachment: str = "scan.pdf", draft: Draft | None = None) -> bytes:
    """A portfolio of that one part."""
    return build(
        [pdf_part(part(PartKind.EVIDENCE, "Scan", "E01", attachment=attachment), pdf)], draft=draft
    ).pdf


def picture(pdf: bytes, scale: float = 1.0) -> Image.Image:
    document = pdfium.PdfDocument(pdf)
    image: Image.Image = document[0].render(scale=scale, grayscale=True).to_pil()
    document.close()
    return image


def at_the_top(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    page = document[0]
    width, height = page.get_size()
    text: str = page.get_textpage().get_text_bounded(0, height - STRIP, width, height)
    document.close()
    return " ".join(text.split())


ODD = {
    "turned right": text_pdf(LINES, page_keys={"/Rotate": 90}),
    "upside down": text_pdf(LINES, page_keys={"/Rotate": 180}),
    "turned left": text_pdf(LINES, page_keys={"/Rotate": 270}),
    "turned by -90": text_pdf(LINES, page_keys={"/Rotate": -90}),
    "cropped": text_pdf(LINES, page_keys={"/CropBox": Array([40, 300, 560, 800])}),
    "with another origin": text_pdf(LINES, box=(100, -200, 695, 642)),
    "all of it": text_pdf(
        LINES, box=(100, -200, 695, 642), page_keys={"/CropBox": Array([140, 200, 690, 600]), "/Rotate": 90}
    ),
    "a point": scan_pdf(1, 1),
    "a card": scan_pdf(240, 150),
    "a poster": scan_pdf(14400, 7200),
    "in other units": scan_pdf(595, 842, UserUnit=4.0),
    "in impossible units": scan_pdf(595, 842, UserUnit=0),
    "in negative units": scan_pdf(595, 842, UserUnit=-3),
    "a till roll": scan_pdf(200, 2400),
    "a full scan": scan_pdf(),
    "boxes upside down": scan_pdf(595, 842, MediaBox=Array([595, 842, 0, 0])),
}


@pytest.mark.parametrize("draft", [None, Draft(3)], ids=["complete", "draft"])
@pytest.mark.parametrize("pdf", ODD.values(), ids=ODD)
def test_the_stamp_is_at_the_top_right_and_upright(pdf: bytes, draft: Draft | None) -> None:
    """On every odd page the stamp stands whole within the top 12 mm, and nothing else does."""
    words = "E01 · page 1 of 1"
    if draft:
        words = f"DRAFT, not for submission: 3 points open · {words}"
    out = stamped(pdf, draft=draft)
    assert at_the_top(out) == words
    with pikepdf.open(io.BytesIO(out)) as opened:
        page = opened.pages[0].obj
        assert "/Rotate" not in page and "/CropBox" not in page and "/UserUnit" not in page
        width, height = (float(edge) for edge in page.MediaBox.as_list()[2:])
    assert 350 <= min(width, height) <= max(width, height) <= 1700


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_looks_as_it_did(turn: int) -> None:
    """What a viewer showed of the attachment is what the portfolio shows below the stamp."""
    scan = scan_pdf(700, 500, Rotate=turn)
    before, after = picture(scan), picture(stamped(scan))
    assert after.size == before.size
    scale = (before.height - STRIP) / before.height
    size = (round(before.width * scale), round(before.height * scale))
    left = round((before.width - size[0]) / 2)
    shown = after.crop((left, after.height - size[1], left + size[0], after.height))
    difference = ImageChops.difference(before.resize(size), shown)
    assert ImageStat.Stat(difference).mean[0] < 4


def test_a_cropped_page_shows_no_more_than_before() -> None:
    """What was cropped away from an attachment stays away."""
    page = text_pdf(
        [["Hidden by the crop", "", "", "Visible"]], page_keys={"/CropBox": Array([0, 0, 595, 700])}
    )
    image = picture(stamped(page))
    assert image.size == (595, 700)
    before = picture(page)
    below = (0, 40, 595, 700)
    assert ImageChops.difference(image.crop(below), before.crop(below)).getbbox() is None


def test_a_form_page_is_left_as_it_is() -> None:
    """A converted page with its top free is neither moved nor scaled."""
    form = text_pdf(LINES)
    before, after = picture(form, 2), picture(stamped(form, attachment=""), 2)
    below = (0, round(STRIP * 2), before.width, before.height)
    assert ImageChops.difference(before.crop(below), after.crop(below)).getbbox() is None


def test_a_form_with_something_at_the_top_makes_room() -> None:
    """Where a centre's own form prints right at the top, the page is scaled and nothing is covered."""
    form = text_pdf([["x" * 90]], top=25)
    out = stamped(form, attachment="")
    assert at_the_top(out) == "E01 · page 1 of 1"
    assert "x" * 90 in pdfium.PdfDocument(out)[0].get_textpage().get_text_range()


def test_content_that_leaves_its_mess_behind() -> None:
    """A page whose own drawing state is never put back does not move or colour the stamp."""
    with pikepdf.open(io.BytesIO(text_pdf(LINES, tagged=False))) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"Q Q q 0.1 0 0 0.1 300 300 cm 1 1 1 rg /P <</MCID 4>> BDC q q", prepend=False)
        messy = saved(pdf)
    out = stamped(messy)
    assert at_the_top(out) == "E01 · page 1 of 1"
    strip = picture(out, 2).crop((700, 0, 1190, round(STRIP * 2)))
    assert min(strip.tobytes()) < 100  # the stamp is dark


def test_a_page_without_contents() -> None:
    """An empty page is stamped like any other."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    assert at_the_top(stamped(saved(pdf))) == "E01 · page 1 of 1"


def test_a_draft_is_marked_behind_the_text() -> None:
    """Every page of a draft is pale grey across its middle, and its words are as dark as before."""
    form = text_pdf([[], LINES[0]], top=400)
    out = stamped(form, attachment="", draft=Draft(1))
    image = picture(out)
    middle = image.crop((150, 200, 450, 640))
    greys = middle.histogram()
    assert sum(greys[220:240]) > 10_000
    assert min(pixel for pixel, count in enumerate(greys) if count) >= 200
    assert picture(stamped(form, attachment="")).crop((150, 200, 450, 640)).getextrema() == (255, 255)


def test_a_draft_is_marked_on_a_picture_too() -> None:
    """On a scan that fills the page the word is still seen, and the scan is only darkened, never covered."""
    image = picture(stamped(scan_pdf(), draft=Draft(1)))
    plain = picture(stamped(scan_pdf()))
    brighter, darker = ImageChops.subtract(image, plain), ImageChops.subtract(plain, image)
    below = (0, 60, image.width, image.height)
    assert max(brighter.crop(below).tobytes()) <= 2
    assert sum(darker.crop(below).histogram()[5:]) > 10_000
