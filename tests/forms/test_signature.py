"""Nobody's signature is ever drawn or typed for them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from ilmdocs.forms import Filler, load_pack
from ilmdocs.forms.signature import load_signature
from ilmdocs.model.portfolio import FilledDocument

from . import fictional
from .outline import outline
from .test_filling import filled

LINE = "·" * 46


def test_wet_signature_says_who_holds_it() -> None:
    """A paper original is named with its day and its holder, by reference and not by name."""
    text = outline(filled("diary").docx)
    assert (
        "| Signature of client | Signed by client C1 on 3 March 2026, original held by the centre |" in text
    )
    assert "| Signature of coach | Signed by the coach on 2 March 2026, original held by the centre |" in text


def test_electronic_signature_says_so() -> None:
    """An electronic signature is named as one."""
    text = outline(filled("diary", fictional.learner_sheets(signature_mode="e-sign")).docx)
    assert "| Signature of client | Signed electronically by client C1 on 3 March 2026 |" in text


@pytest.mark.parametrize("mode", ["typed", ""])
def test_typed_or_unknown_signature_leaves_the_line_blank(mode: str) -> None:
    """A typed name is no signature: the line stays empty, the day stays as given."""
    sheets = fictional.learner_sheets(signature_mode=mode)
    if not mode:
        client = dict(sheets["Clients"].rows[0].values)
        del client["signature_mode"]
        sheets["Clients"] = fictional.rows("Clients", client)
    assert f"| Signature of client | {LINE} | Date | 3 March 2026 |" in outline(filled("diary", sheets).docx)


def test_unsigned_contract_leaves_line_and_date_blank_and_lists_it() -> None:
    """What nobody signed stays an empty line and is named as missing."""
    sheets = fictional.learner_sheets()
    client = dict(sheets["Clients"].rows[0].values)
    del client["client_signed"]
    sheets["Clients"] = fictional.rows("Clients", client)
    document = filled("diary", sheets)
    assert f"| Signature of client | {LINE} | Date | {'·' * 24} |" in outline(document.docx)
    assert "Clients.client_signed" in document.blanks


def test_stakeholder_has_a_line_only_where_there_is_one() -> None:
    """The contract names a stakeholder by role, and only when one is recorded."""
    assert "Signature of stakeholder" not in outline(filled("diary").docx)
    sheets = fictional.learner_sheets(stakeholder_ref="Line manager", stakeholder_signed=date(2026, 3, 3))
    text = outline(filled("diary", sheets).docx)
    assert "| Signature of stakeholder (Line manager) | Signed by the stakeholder (Line manager) on" in text


def _with_image(folder: Path, form: str) -> FilledDocument:
    sheets = fictional.learner_sheets()
    learner = {**sheets["Learner"].rows[0].values, "signature_image": "mine.jpg"}
    sheets["Learner"] = fictional.rows("Learner", learner)
    given = fictional.submission(sheets, folder)
    plan = fictional.planned(given)
    filler = Filler(load_pack(fictional.TEMPLATES, plan.unit))
    return filler.fill(fictional.part_for(plan, form), plan, given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A learner's folder with a photographed signature that knows where it was taken."""
    image = Image.new("RGB", (300, 100), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by a quarter
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(tmp_path / "mine.jpg", exif=exif)
    return tmp_path


def test_own_image_stands_on_the_learners_own_lines(folder: Path) -> None:
    """The learner's picture is printed on the learner's lines: two in the diary, one elsewhere."""
    for form, lines in (("authentication", 1), ("matrix", 1), ("diary", 2), ("supervision", 0)):
        with zipfile.ZipFile(io.BytesIO(_with_image(folder, form).docx)) as archive:
            xml = archive.read("word/document.xml").decode()
            names = archive.namelist()
        assert xml.count("<w:drawing") == lines
        assert xml.count('descr="Signature of the learner"') == 2 * lines
        assert ("word/media/signature.png" in names) == bool(lines)
        assert "Signed by client C1" in xml or form != "diary"


def test_image_is_upright_and_knows_no_place(folder: Path) -> None:
    """The picture is turned upright and carries no metadata."""
    signature = load_signature(str(folder), "mine.jpg")
    assert signature is not None
    assert signature.height > signature.width
    with Image.open(io.BytesIO(signature.png)) as image:
        assert dict(image.getexif()) == {}
    assert b"secret" not in signature.png


@pytest.mark.parametrize("name", ["MINE.JPG", "Scans\\M\u00edne.JPG", "scans/M\u00edne.webp"])
def test_image_is_found_as_the_attachments_are_found(folder: Path, name: str) -> None:
    """Capitals, backslashes and stored accents do not matter, and WebP is a picture: no line stays blank."""
    scans = folder / "scans"
    scans.mkdir()
    with Image.open(folder / "mine.jpg") as image:
        image.save(scans / "Mi\u0301ne.jpg")
        image.save(scans / "Mi\u0301ne.webp")
    assert load_signature(str(folder), name) is not None


@pytest.mark.parametrize(
    "name", ["", "absent.png", "../mine.jpg", "notes.txt", "x" * 300 + ".png", "a\0b", "/mine.jpg", "."]
)
def test_unusable_image_is_no_image(folder: Path, name: str) -> None:
    """A missing, outside or unreadable picture leaves the line blank."""
    (folder / "notes.txt").write_text("no picture")
    inner = folder / "inner"
    inner.mkdir()
    assert load_signature(str(inner if name.startswith("..") else folder), name) is None
