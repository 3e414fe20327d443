"""A small fictional written unit, and Word documents with answers to it. Nobody in them is real."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from ilmdocs.answers import create_answers
from ilmdocs.library import Library, load_library
from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.create import Rows, create_workbook
from tests.builders import TEMPLATES

UNIT_ID = "9999-100"
FILE = "answers.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TOML = """
schema = 1
id = "9999-100"
title = "Listening at work"
qualification = "9999"
qualification_title = "A fictional award"
version = "2026-01"
level = 5
regime = "assignment"
include = ["frame", "whole-data"]
suggested_words = [10, 5000]
order = ["authentication", "matrix", "contents", "assignment", "references", "evidence"]

[wording]
matrix_instruction = "A fictional instruction."

[[outcomes]]
id = "1"
title = "Understand listening"
heading = "The practice of listening"
[[outcomes.criteria]]
id = "1.1"
verb = "Define"
text = "Define listening – and say what it is not"
[[outcomes.criteria]]
id = "1.2"
verb = "Explain"
text = "Explain why an organisation’s managers interrupt"

[[outcomes]]
id = "2"
title = "Understand questions"
heading = "The practice of asking"
[[outcomes.criteria]]
id = "2.1"
verb = "Compare"
text = "Compare open and closed questions"
[[outcomes.criteria]]
id = "2.2"
verb = "Review"
text = "Review your own questions"

[[parts]]
kind = "matrix"
title = "Evidence matrix"
form = "matrix"
per = "unit"

[[parts]]
kind = "assignment"
title = "Assignment"
form = "narrative"
per = "unit"
sheet = "Narrative"

[[rules]]
id = "criterion-answered"
meaning = "Each criterion has an answer."
check = "answers-complete"
severity = "must"
derived = "Made up for the tests."
remedy = "Write it."

[[rules]]
id = "sub-headings"
meaning = "The headings stand in order."
check = "sub-headings"
severity = "must"
derived = "Made up for the tests."
remedy = "Put it right."

[[rules]]
id = "word-count"
meaning = "The words lie in the range."
check = "word-count"
severity = "info"
derived = "Made up for the tests."
remedy = "Nothing."

[[rules]]
id = "criterion-evidenced"
meaning = "Each criterion has evidence."
check = "criterion-evidenced"
severity = "must"
derived = "Made up for the tests."
remedy = "Add it."
"""
TEXTS = {
    "introduction": "I work in a fictional library.",
    "1.1": "Listening is attention given on purpose.\n\nIt is not waiting for one's turn.",
    "1.2": "Managers interrupt because time is short.",
    "2.1": "Open questions invite; closed questions settle.",
    "2.2": "My questions grew shorter.",
    "references": "Example, A. (2020) On listening. Example Press.",
    "appendices": "A list of questions.",
}


def templates(folder: Path) -> Path:
    """The shipped templates with the fictional unit among them."""
    target = folder / "templates"
    shutil.copytree(TEMPLATES, target)
    own = target / "9999" / "2026-01"
    own.mkdir(parents=True)
    (own / f"{UNIT_ID}.toml").write_text(TOML, encoding="utf-8")
    shutil.copy(TEMPLATES / "8585" / "2018-11" / "matrix.docx", own / "matrix.docx")
    (own / "pack.toml").write_text(
        'name = "fictional"\nversion = "1"\nofficial = false\n[forms.matrix]\nfile = "matrix.docx"\n',
        encoding="utf-8",
    )
    return target


def library(folder: Path) -> Library:
    """Everything that a run with the fictional unit loads."""
    return load_library(templates(folder))


def rows(**sheets: list[dict[str, Value]]) -> dict[str, list[dict[str, Value]]]:
    """A complete learner; the Narrative sheet names the document unless told otherwise."""
    return {
        "Learner": [
            {
                "learner_name": "Ffion Example",
                "ilm_registration_no": "ABC123",
                "centre_name": "Example Centre",
                "centre_number": "012345",
                "tutor_assessor": "Tom Tutor",
            }
        ],
        "Narrative": [{"file": FILE}],
        "Private": [{"client_ref": "C1", "real_name": "Zebedee Quixby"}],
        **sheets,
    }


def write_workbook(folder: Path, units: list[Unit], of: Rows) -> Path:
    """A workbook on disk."""
    path = folder / "learner.xlsx"
    path.write_bytes(create_workbook(units, rows=of))
    return path


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A document of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def edited(data: bytes, old: str, new: str, part: str = "word/document.xml", count: int = 1) -> bytes:
    """A document with something replaced inside one of its parts."""
    parts = unpacked(data)
    text = parts[part].decode()
    assert old in text, old
    parts[part] = text.replace(old, new, count).encode()
    return packed(parts)


def written(unit: Unit, **texts: str) -> bytes:
    """The unit's answer document with every answer."""
    return create_answers(unit, learner="Ffion Example", texts={**TEXTS, **texts})


def with_part(
    data: bytes, name: str, content: bytes, kind: str, content_type: str, identifier: str = "rIdNew"
) -> bytes:
    """A document with one part more, related to its text."""
    parts = unpacked(data)
    parts[f"word/{name}"] = content
    relation = f'<Relationship Id="{identifier}" Type="{kind}" Target="{name}"/></Relationships>'
    listing = "word/_rels/document.xml.rels"
    parts[listing] = parts[listing].replace(b"</Relationships>", relation.encode())
    override = f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return packed(parts)


def picture() -> bytes:
    """A small red PNG."""
    out = io.BytesIO()
    Image.new("RGB", (120, 80), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def drawing(identifier: str, description: str = "A red square") -> str:
    """A paragraph with a picture."""
    return (
        '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1524000" cy="1016000"/>'
        f'<wp:docPr id="1" name="quixby.png" descr="{description}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="quixby.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{identifier}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1524000" cy="1016000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def rich(unit: Unit) -> bytes:
    """The answer document with a table, a picture, a list and a footnote in the answer to 1.2."""
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r>'
        '</w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"> A note about clocks.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    lists = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    data = with_part(
        written(unit), "footnotes.xml", notes.encode(), f"{OFFICE}/footnotes", f"{word}.footnotes+xml", "rIdN"
    )
    data = with_part(
        data, "numbering.xml", lists.encode(), f"{OFFICE}/numbering", f"{word}.numbering+xml", "rIdL"
    )
    data = with_part(data, "media/image1.png", picture(), f"{OFFICE}/image", "image/png", "rIdP")
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>{}</w:t></w:r></w:p>"
    )
    cell = '<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/>'
        '<w:gridCol w:w="4000"/></w:tblGrid><w:tr>'
        + cell.format("Interruptions before")
        + cell.format("Seventeen a day")
        + "</w:tr></w:tbl>"
    )
    more = (
        '<w:p><w:r><w:t xml:space="preserve">Clocks matter</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:t xml:space="preserve"> to them, as these reasons show.</w:t></w:r></w:p>'
        + item.format("Pressure of time")
        + item.format("Habit of rank")
        + table
        + drawing("rIdP")
    )
    end = "Managers interrupt because time is short.</w:t></w:r></w:p>"
    return edited(data, end, end + more)
