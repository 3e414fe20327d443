"""Learners in whose files a client's name is hidden, for tests and benchmarks. Every name is invented.

`PLACES` says where a name may stand; each learner has it in one of them. `outputs_with` looks for names in
all that was written, whatever it is packed into, with nothing of what the program itself uses for that.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
from docx import Document
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from PIL.Image import Exif

from ilmdocs.library import Library
from ilmdocs.samples import sample_rows
from ilmdocs.templates_path import templates_folder
from ilmdocs.units import load_units
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.marks import create_marks
from ilmdocs.workbook.schema import FIRST_ROW, sheet_schema
from tests.attachments.builders import pdf, saved

UNIT = "8585-301"
BOOK = "records.xlsx"
TODAY = date(2026, 11, 30)

NEVER_PRINTED = {"email": "kqmailbox@example.net", "employer": "Vrooxelworks Ltd", "site": "Blarnheath"}
"""What else the Private sheet says of every client; it stands nowhere but there."""

Rows = dict[str, list[dict[str, Any]]]

_SYLLABLES = ("zor", "vek", "quan", "drix", "plim", "oth", "yav", "ulk", "wex", "ghyr", "tosk", "brux")
_ENDINGS = ("ane", "ulo", "ith", "ary", "opek", "ensu")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A learner with a hidden name: where it stands, and in which file or cell it has to be reported."""

    number: int
    place: str
    name: str
    said_at: str
    folder: Path


@dataclass(slots=True)
class Learner:
    """A learner in the making: rows, files beside the workbook, and changes to the finished workbook."""

    rows: Rows
    name: str
    files: dict[str, bytes]
    touch: Callable[[Any], None] | None = None
    folder: str = ""


def invented(number: int) -> str:
    """A first and last name that no text holds by chance; different for each number."""
    first, rest = number % 12, number // 12
    last = (number * 7 + 5) % 12
    words = (
        f"{_SYLLABLES[first]}{_ENDINGS[rest % 6]}",
        f"{_SYLLABLES[last]}{_SYLLABLES[(last + 1 + rest) % 12]}{_ENDINGS[(first + rest) % 6]}",
    )
    return " ".join(word.capitalize() for word in words)


def write_hidden(number: int, intake: Path, library: Library) -> Hidden:
    """Write the learner of that number; its place is the next one in turn."""
    place, make = PLACES[number % len(PLACES)]
    name = invented(number)
    rows: Rows = {
        sheet: [dict(row) for row in content] for sheet, content in sample_rows("sample-301").items()
    }
    rows["Private"] = [{"client_ref": "C1", "real_name": name, **NEVER_PRINTED}]
    own = {"learner_name": f"Casey Learner{number}", "surname": f"Learner{number}"}
    rows["Learner"][0] |= {**own, "ilm_registration_no": f"HID{number:04}"}
    learner = Learner(rows, name, {}, folder=f"learner {number:03}")
    said_at = make(learner, number // len(PLACES))
    folder = intake / learner.folder
    folder.mkdir(parents=True)
    data = create_workbook(
        [library.unit(UNIT)], rows=learner.rows, required=library.required, used=library.used
    )
    if learner.touch is not None:
        book = load_workbook(io.BytesIO(data))
        learner.touch(book)
        buffer = io.BytesIO()
        book.save(buffer)
        data = buffer.getvalue()
    (folder / BOOK).write_bytes(data)
    for file, content in learner.files.items():
        (folder / file).write_bytes(content)
    return Hidden(number, place, name, said_at, folder)


def varied(name: str, turn: int) -> str:
    """A name as people write it."""
    first, last = name.split()
    ways = (
        f"I met {name} there.",
        f"then {name.lower()} agreed",
        f"{last.upper()}, {first.upper()}",
        f"as {first[0]}. {last}’s notes say",
        f"so {first[:3]}-\n{first[3:]} {last} went on",
        f"{first}\u00ad\u200b{last}",
        f"write to {first.lower()}.{last.lower()}@example.org",
    )
    return ways[turn % len(ways)]


_ANSWERS = (
    ("Sessions", "reality"), ("Clients", "profile"), ("Narrative", "text"), ("CPD", "how"),
    ("Supervision", "outcomes"), ("Goals", "goal"), ("Observations", "rapport"),
    ("CoacheeFeedback", "overall"), ("References", "title"), ("Learner", "own_role"),
)  # fmt: skip


def _answer(learner: Learner, turn: int) -> str:
    sheet, field = _ANSWERS[turn % len(_ANSWERS)]
    row = next(row for row in learner.rows[sheet] if row.get(field))
    row[field] = f"{row[field]} {varied(learner.name, turn)}"
    return f"{sheet}!"


def _evidence(learner: Learner, file: str, data: bytes, title: str = "Notes of a workshop") -> None:
    learner.files[file] = data
    learner.rows.setdefault("Evidence", []).append(
        {"title": title, "kind": "evidence", "file": file, "criteria": ("2.3",), "author": "learner"}
    )


def _title(learner: Learner, turn: int) -> str:
    _evidence(learner, "notes.pdf", saved(pdf()), f"Notes: {varied(learner.name, turn)}")
    return "Evidence!"


def _file_name(learner: Learner, turn: int) -> str:
    first, last = learner.name.split()
    names = (f"{learner.name}.pdf", f"{last}_{first}.pdf", f"Photo{first}Notes.pdf", f"01{last}.pdf")
    _evidence(learner, names[turn % len(names)], saved(pdf()))
    return "Evidence!"


def _attachment(learner: Learner, turn: int) -> str:
    _evidence(learner, "notes.pdf", saved(pdf(2, varied(learner.name, turn % 3).replace("\n", " "))))
    return "Evidence!"


def _attachment_notes(learner: Learner, turn: int) -> str:
    document = pdf()
    if turn % 4 == 0:
        document.docinfo["/Author"] = pikepdf.String(learner.name)
    elif turn % 4 == 1:
        with document.open_metadata() as packet:
            packet["dc:title"] = f"About {learner.name}"
    elif turn % 4 == 2:
        document.attachments["x.txt"] = pikepdf.AttachedFileSpec(document, learner.name.encode())
    else:
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(learner.name, 0))
    _evidence(learner, "notes.pdf", saved(document))
    return "Evidence!"


def _picture(learner: Learner, turn: int) -> str:
    exif = Exif()
    exif[0x013B] = learner.name  # artist
    buffer = io.BytesIO()
    kind = ("JPEG", "PNG")[turn % 2]
    Image.new("RGB", (200, 300), "teal").save(buffer, kind, exif=exif)
    _evidence(learner, f"photo.{kind.lower()}", buffer.getvalue())
    return "Evidence!"


def _word(learner: Learner, document: Any, turn: int) -> str:
    buffer = io.BytesIO()
    document.save(buffer)
    learner.files["answer.docx"] = buffer.getvalue()
    row = next(row for row in learner.rows["Narrative"] if row.get("kind") == "statement")
    row["file"], row["text"] = "answer.docx", None
    return "Narrative!"


def _word_text(learner: Learner, turn: int) -> str:
    document = Document()
    document.add_paragraph("My questioning grew more open over the year.")
    said = varied(learner.name, turn).replace("\n", "")
    if turn % 3 == 0:
        document.add_paragraph(said)
    elif turn % 3 == 1:
        document.sections[0].header.paragraphs[0].text = said
    else:
        document.add_table(1, 1).cell(0, 0).text = said
    return _word(learner, document, turn)


def _word_notes(learner: Learner, turn: int) -> str:
    document = Document()
    paragraph = document.add_paragraph("My questioning grew more open over the year.")
    if turn % 3 == 0:
        document.core_properties.author = learner.name
    elif turn % 3 == 1:
        document.add_comment(paragraph.runs, f"Ask {learner.name}", author="me", initials="m")
    else:
        document.add_comment(paragraph.runs, "Ask", author=learner.name, initials="m")
    return _word(learner, document, turn)


def _marks(learner: Learner, turn: int) -> str:
    unit = load_units(templates_folder())[UNIT]
    head = {k: learner.rows["Learner"][0].get(k, "") for k in ("learner_name", "ilm_registration_no")}
    book = load_workbook(io.BytesIO(create_marks(unit, head={**head, "attempt": 1})))
    texts = [n for n, field in enumerate(sheet_schema("Criteria").fields, 1) if field.id == "feedback"]
    book["Criteria"].cell(FIRST_ROW, texts[0]).value = varied(learner.name, turn)
    buffer = io.BytesIO()
    book.save(buffer)
    learner.files[f"marks-{UNIT}.xlsx"] = buffer.getvalue()
    return f"marks-{UNIT}.xlsx"


def _folder(learner: Learner, turn: int) -> str:
    learner.folder = f"{learner.folder} {learner.name if turn % 2 else learner.name.replace(' ', '_')}"
    return BOOK


def _sheet_title(learner: Learner, turn: int) -> str:
    def touch(book: Any) -> None:
        book.create_sheet(learner.name)["A1"] = "x"

    learner.touch = touch
    return BOOK


def _out_of_sight(learner: Learner, turn: int) -> str:
    def touch(book: Any) -> None:
        sheet: Worksheet = book["Sessions"]
        row = FIRST_ROW + 1
        if turn % 3 == 0:
            sheet.row_dimensions[row].hidden = True
        elif turn % 3 == 1:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
        else:
            sheet.cell(FIRST_ROW - 1, sheet.max_column + 1).value = f"For {learner.name}"
            sheet.cell(row, sheet.max_column).value = "x"
            return
        sheet.cell(row, column).value = varied(learner.name, turn)

    column = next(n for n, f in enumerate(sheet_schema("Sessions").fields, 1) if f.id == "reality")
    learner.touch = touch
    return "Sessions!"


_UNREADABLE = (("Sessions", "duration"), ("Sessions", "date"), ("Clients", "mode"), ("Units", "units"),
               ("CPD", "start"), ("Supervision", "duration"), ("Sessions", "client_ref"))  # fmt: skip


def _unreadable(learner: Learner, turn: int) -> str:
    sheet, field = [(s, f) for s, f in _UNREADABLE if f in [x.id for x in sheet_schema(s).fields]][turn % 6]
    column = next(n for n, f in enumerate(sheet_schema(sheet).fields, 1) if f.id == field)

    def touch(book: Any) -> None:
        book[sheet].cell(FIRST_ROW, column).value = learner.name

    learner.touch = touch
    return f"{sheet}!"


def _staff(learner: Learner, turn: int) -> str:
    field = ("tutor_assessor", "iqa", "supervisor_default", "ilm_registration_no")[turn % 4]
    learner.rows["Learner"][0][field] = learner.name
    return "Learner!"


PLACES: Sequence[tuple[str, Callable[[Learner, int], str]]] = (
    ("answer in a cell", _answer),
    ("title of evidence", _title),
    ("name of a file", _file_name),
    ("text of an attachment", _attachment),
    ("properties of an attachment", _attachment_notes),
    ("data of a photo", _picture),
    ("text of a Word answer", _word_text),
    ("properties or comment in Word", _word_notes),
    ("assessor's marks", _marks),
    ("name of the folder", _folder),
    ("name of a sheet", _sheet_title),
    ("hidden row, column, heading", _out_of_sight),
    ("cell that cannot be read", _unreadable),
    ("name of staff, number", _staff),
)  # fmt: skip


def outputs_with(names: Mapping[str, str], folder: Path) -> list[tuple[str, str]]:
    """Every (file, name) where a word of a name stands in a file or its name, however it is packed."""
    found = []
    for path in sorted(folder.rglob("*")):
        said = [str(path.relative_to(folder)), *(texts(path.read_bytes()) if path.is_file() else ())]
        plain = squeezed("\n".join(said))
        found += [
            (str(path.relative_to(folder)), key) for key, name in names.items() if names_in(plain, name)
        ]
    return found


def names_in(plain: str, name: str) -> bool:
    """Whether a squeezed text holds a word of a name."""
    return any(squeezed(word) in plain for word in name.split())


def squeezed(text: str) -> str:
    """Letters alone, small and without accents: nothing that could stand between them hides a name."""
    plain = text if "&" not in text else html.unescape(text)
    return re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFKD", plain).casefold())


def texts(data: bytes) -> Iterator[str]:
    """All texts of a file's content: unpacked, decoded in several ways, page by page."""
    yield data.decode("utf-8", "replace")
    yield data.decode("utf-16-le", "replace")
    yield data.decode("utf-16-be", "replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.namelist():
                yield entry
                for text in texts(package.read(entry)):
                    yield text
                    yield re.sub(r"<[^>]*>", "", text)
    elif b"%PDF-" in data[:1024]:
        yield from _texts_of_pdf(data)
    elif b"\\u" in data:
        yield re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), data.decode("utf-8", "replace"))


def _texts_of_pdf(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()
    reader = pypdf.PdfReader(io.BytesIO(data))
    for number in sorted({n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)):
        thing = reader.get_object(number)
        yield str(thing)
        if isinstance(thing, pypdf.generic.StreamObject):
            try:
                yield from texts_of_stream(thing.get_data())
            except Exception:  # noqa: BLE001 -- a picture is no text
                yield thing._data.decode("latin-1")


def texts_of_stream(content: bytes) -> Iterator[str]:
    """A stream's bytes as text."""
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16-be", "replace")
