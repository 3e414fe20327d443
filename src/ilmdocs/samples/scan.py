"""Draws a signed authentication sheet and scans it: an image-only PDF, slightly crooked, with a grey veil."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

import pikepdf
from PIL import Image, ImageDraw, ImageFilter

from ilmdocs.model.submission import Value
from ilmdocs.samples.lettering import arimo, wrapped

_SIZE = (1240, 1754)
"""A4 at 150 dots an inch."""
_INK = (28, 28, 32)
_PEN = (30, 50, 130)
_LEARNER_DECLARES = (
    "This work is my own and is written in my own words.",
    "I have not knowingly submitted it elsewhere; work assessed earlier is marked as such.",
    "All sources that I used are acknowledged.",
    "I know that a false statement is an assessment offence.",
)
_CENTRE_DECLARES = (
    "The work was reviewed for plagiarism, and the learner was advised on referencing.",
    "The learner had adequate tutorial support and feedback.",
)


def authentication_scan(rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> bytes:
    """Scan the sheet of a fictional learner.

    Args:
        rows: the learner's rows; Learner and Units are printed on the sheet.

    Returns:
        A PDF of one A4 page that holds nothing but a picture.
    """
    sheet = _scanned(_sheet(rows["Learner"][0], rows["Units"][0]))
    encoded = io.BytesIO()
    sheet.save(encoded, "JPEG", quality=62, optimize=True)
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595.28, 841.89))
        picture = pikepdf.Stream(
            pdf,
            encoded.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=sheet.width,
            Height=sheet.height,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
        page.obj.Contents = pdf.make_stream(b"q 595.28 0 0 841.89 0 0 cm /Scan Do Q")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _sheet(learner: Mapping[str, Value], unit: Mapping[str, Value]) -> Image.Image:
    paper = Image.new("RGB", _SIZE, (252, 251, 247))
    draw = ImageDraw.Draw(paper)
    draw.text(
        (620, 70), "FICTIONAL: for demonstration only", font=arimo(26, True), fill=(150, 40, 40), anchor="mm"
    )
    draw.text((110, 130), "Authentication sheet", font=arimo(44, True), fill=_INK)
    y = 230
    for label, value in (
        ("Centre name", learner["centre_name"]),
        ("Centre number", learner["centre_number"]),
        ("Learner name", learner["learner_name"]),
        ("Learner registration number", learner["ilm_registration_no"]),
        ("Unit covered", unit["unit_id"]),
    ):
        draw.rectangle((110, y, 480, y + 58), fill=(238, 243, 244))
        draw.rectangle((110, y, 1130, y + 58), outline=(120, 130, 135), width=2)
        draw.text((126, y + 29), label, font=arimo(23), fill=_INK, anchor="lm")
        draw.text((500, y + 29), str(value), font=arimo(25, True), fill=_INK, anchor="lm")
        y += 58
    y = _declaration(draw, y + 50, "The learner declares", _LEARNER_DECLARES)
    y = _signature_line(draw, y, f"Signature of learner: {learner['learner_name']}", unit["learner_signed"])
    y = _declaration(draw, y + 40, "The centre declares", _CENTRE_DECLARES)
    _signature_line(draw, y, f"Signature of tutor: {learner['tutor_assessor']}", unit["tutor_signed"])
    return paper


def _declaration(draw: ImageDraw.ImageDraw, y: int, title: str, sentences: Sequence[str]) -> int:
    draw.text((110, y), title, font=arimo(28, True), fill=_INK)
    y += 52
    for sentence in sentences:
        for number, line in enumerate(wrapped(sentence, arimo(24), 960)):
            if number == 0:
                draw.ellipse((120, y + 10, 130, y + 20), fill=_INK)
            draw.text((150, y), line, font=arimo(24), fill=_INK)
            y += 36
    return y


def _signature_line(draw: ImageDraw.ImageDraw, y: int, label: str, signed: Value) -> int:
    y += 130
    draw.line((110, y, 720, y), fill=_INK, width=2)
    draw.line((800, y, 1130, y), fill=_INK, width=2)
    draw.text((110, y + 8), label, font=arimo(20), fill=_INK)
    draw.text((800, y + 8), "Date", font=arimo(20), fill=_INK)
    _scrawl(draw, (140, y - 30), Random(label))
    day = signed.strftime("%d.%m.%Y") if isinstance(signed, date) else ""
    draw.text((820, y - 44), day, font=arimo(34), fill=_PEN)
    return y + 50


def _scrawl(draw: ImageDraw.ImageDraw, start: tuple[float, float], chance: Random) -> None:
    """A signature that is no writing: loops that lean and fade out in a flourish."""
    loops, height, lean = chance.randint(6, 9), chance.uniform(30, 42), chance.uniform(0.3, 0.6)
    points = []
    for step in range(loops * 40):
        turn = step / 40
        size = height * (1.5 if turn < 1 else 0.55 + 0.25 * math.sin(turn * 2.1))
        up = -size * math.sin(turn * math.tau) * (1 - turn / loops * 0.5)
        along = turn * 46 + 20 * math.cos(turn * math.tau)
        points.append((start[0] + along - lean * up, start[1] + up))
    end = points[-1]
    points += [(end[0] + step * 6, end[1] - 10 * math.sin(step / 5)) for step in range(24)]
    draw.line(points, fill=_PEN, width=4, joint="curve")
    draw.text((end[0] + 40, start[1] - 62), "(fictional)", font=arimo(18), fill=_PEN)


def _scanned(sheet: Image.Image) -> Image.Image:
    """What a scanner makes of it: crooked by half a degree, softened, with grain."""
    turned = sheet.rotate(0.5, Image.Resampling.BICUBIC, fillcolor=(214, 213, 210))
    soft = turned.filter(ImageFilter.GaussianBlur(0.7))
    coarse = Image.frombytes("L", (310, 439), Random(301).randbytes(310 * 439)).resize(_SIZE)
    return Image.blend(soft, Image.merge("RGB", (coarse, coarse, coarse)), 0.035)
