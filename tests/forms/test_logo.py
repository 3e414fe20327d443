"""A centre's logo stands on its own authentication sheet, beside the title, and nowhere else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms import Filler, load_logo, load_pack

from . import fictional


def documents(logo: Path, centre: str) -> dict[str, zipfile.ZipFile]:
    """Some filled forms by name."""
    given = fictional.submission()
    plan = fictional.planned(given)
    filler = Filler(load_pack(fictional.TEMPLATES, plan.unit), load_logo(logo, centre))
    return {
        form: zipfile.ZipFile(io.BytesIO(filler.fill(fictional.part_for(plan, form), plan, given).docx))
        for form in ("authentication", "matrix", "diary")
    }


def test_logo_stands_on_the_authentication_sheet_alone(tmp_path: Path) -> None:
    """It is described with the centre's name, whatever characters that has, and keeps its shape."""
    Image.new("CMYK", (1600, 400)).save(tmp_path / "logo.jpg")
    made = documents(tmp_path / "logo.jpg", "Bees & “Co” <1>")
    xml = made["authentication"].read("word/document.xml").decode("utf-8")
    assert xml.count("<w:drawing") == 1
    assert 'descr="Logo of Bees &amp; “Co” &lt;1&gt;"' in xml
    width, height = xml.split('<wp:extent cx="')[1].split('"')[:3:2]
    assert int(width) == 4 * int(height)
    assert all("media" not in name for form in ("matrix", "diary") for name in made[form].namelist())


def test_logo_knows_nothing_of_its_camera(tmp_path: Path) -> None:
    """Metadata of the picture does not get into the form."""
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (300, 100)).save(tmp_path / "logo.jpg", exif=exif)
    made = documents(tmp_path / "logo.jpg", "")["authentication"]
    assert b"secret" not in b"".join(made.read(name) for name in made.namelist())
    assert b"Logo of the centre" in made.read("word/document.xml")


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    """The message names the file and says how to save it."""
    (tmp_path / "logo.png").write_bytes(b"no picture")
    with pytest.raises(UnreadableInput, match=r"logo\.png cannot be used as a picture.*as PNG or JPEG"):
        load_logo(tmp_path / "logo.png", "A")
