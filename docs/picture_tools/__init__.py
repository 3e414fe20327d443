"""Pictures of PDF pages and of sheets of workbooks."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a piece, as shares of the whole."""


def on_page(pdf: Path, page: int, box: Box) -> Image.Image:
    """A piece of a page."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[page].render(scale=2.2).to_pil().convert("RGB")
    return _piece(picture, box)


def page_holding(pdf: Path, *texts: str) -> int:
    """The number of the first page that holds one of some texts.

    Raises:
        LookupError: when no page does.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            said = " ".join(document[number].get_textpage().get_text_bounded().split())
            if any(text in said for text in texts):
                return number
    raise LookupError(f"{pdf.name} has no page that holds one of {texts}.")


def on_sheet(workbook: Path, text: str, box: Box) -> Image.Image:
    """A piece of the sheet of a workbook that holds a text, as LibreOffice prints it, its margins cut off."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", "pdf",
             "--outdir", work, str(workbook)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        pdf = Path(work) / f"{workbook.stem}.pdf"
        picture = on_page(pdf, page_holding(pdf, text), (0, 0, 1, 1))
    edges = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    if edges is None:
        return picture
    left, top, right, bottom = edges
    room = picture.width // 80
    return _piece(picture.crop((left - room, top - room, right + room, bottom + room)), box)


def _piece(picture: Image.Image, box: Box) -> Image.Image:
    left, top, right, bottom = box
    wide, tall = picture.size
    return picture.crop((round(left * wide), round(top * tall), round(right * wide), round(bottom * tall)))
