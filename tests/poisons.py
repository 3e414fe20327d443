"""Learners whose files are broken, hostile or merely odd, for tests and benchmarks. All are fictional.

Each is a folder that is put among good learners. What is told of it is written down beside it, so that a
test can ask whether the program tells the truth.
"""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pikepdf
from openpyxl import Workbook, load_workbook

from ilmdocs.library import Library
from ilmdocs.samples import rows_for
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.marks import create_marks
from tests.attachments.builders import encoded, huge_png, pdf, picture, saved

UNIT = "8585-303"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BOOK = "learner.xlsx"
SCAN = "scan.pdf"

Rows = dict[str, list[Mapping[str, Any]]]
Outcome = Literal["failed", "refused", "built", "noted"]
"""`noted`: no learner at all, but something that somebody may have meant as one."""


@dataclass(frozen=True, slots=True)
class Poison:
    """A learner with trouble: what is put into the folder, and what has to be said of it.

    `words` stand in the reason that is given. `client` is the client's name that nothing may hold.
    """

    name: str
    outcome: Outcome
    words: str
    make: Callable[[Path, Kit], None]
    client: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """What poisoned learners are made with; a workbook is a complete one with changes.

    `twin` is the workbook of a good learner that somebody sends a second time.
    """

    library: Library
    twin: Path | None = None

    def rows(self, number: int, **learner: Any) -> Rows:
        """A complete learner's rows; each number is somebody else."""
        rows: Rows = {sheet: list(content) for sheet, content in rows_for([UNIT]).items()}
        own = {
            "learner_name": f"Casey Poison{number}",
            "surname": f"Poison{number}",
            "ilm_registration_no": f"PSN{number:04}",
        }
        rows["Learner"] = [{**rows["Learner"][0], **own, **learner}]
        return rows

    def book(self, rows: Rows) -> bytes:
        """A workbook with rows."""
        library = self.library
        return create_workbook([library.unit(UNIT)], rows=rows, required=library.required, used=library.used)


def write_good(folder: Path, count: int, library: Library) -> list[Path]:
    """Write learners with nothing missing; gives their workbooks."""
    kit = Kit(library)
    made = []
    for number in range(1, count + 1):
        own = {"learner_name": f"Robin Sound{number}", "surname": f"Sound{number}"}
        rows = kit.rows(number, **own, ilm_registration_no=f"SND{number:04}")
        rows["Evidence"] = [_evidence("witness.pdf")]
        path = folder / f"{10 * number:03} sound" / BOOK
        path.parent.mkdir(parents=True)
        path.write_bytes(kit.book(rows))
        (path.parent / "witness.pdf").write_bytes(saved(pdf(2, f"Witness of learner {number}, page")))
        made.append(path)
    return made


def write_poisons(folder: Path, library: Library, poisons: Sequence[Poison], twin: Path) -> None:
    """Put each poisoned learner into a folder of its own, which sorts between the good ones."""
    kit = Kit(library, twin)
    for number, poison in enumerate(poisons, 1):
        own = folder / poison_folder(number, poison)
        own.mkdir(parents=True)
        poison.make(own, kit)


def poison_folder(number: int, poison: Poison) -> str:
    """The name of a poisoned learner's folder."""
    return f"{10 * (number % 9) + 5:03} {poison.name}"


def contents(output: Path) -> dict[str, bytes]:
    """Every file below the learners' folders, by its place."""
    files = (path for path in output.rglob("*") if path.is_file() and ".ilmdocs" not in path.parts)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files if path.parent != output}


def _evidence(file: str, **values: Any) -> Mapping[str, Any]:
    return {"title": "Witness testimony", "kind": "evidence", "file": file, "criteria": ("2.1",), **values}


def _raw(data: bytes, folder: Path, kit: Kit) -> None:
    """No workbook, but a file that is called like one."""
    (folder / BOOK).write_bytes(data)


def _changed(change: Callable[[bytes], bytes], folder: Path, kit: Kit) -> None:
    """A complete workbook whose bytes are changed."""
    (folder / BOOK).write_bytes(change(kit.book(kit.rows(_number(folder)))))


def _learner(values: Mapping[str, Any], folder: Path, kit: Kit) -> None:
    """A complete workbook with other words on the Learner sheet."""
    (folder / BOOK).write_bytes(kit.book(kit.rows(_number(folder), **values)))


def _edited(edit: Callable[[Workbook], None], folder: Path, kit: Kit) -> None:
    """A complete workbook that somebody changed and saved."""
    book = load_workbook(io.BytesIO(kit.book(kit.rows(_number(folder)))))
    edit(book)
    book.save(folder / BOOK)


def _with_file(made: Callable[[], bytes] | None, typed: str, folder: Path, kit: Kit) -> None:
    """A complete workbook that names a piece of evidence; with None there is no such file."""
    rows = kit.rows(_number(folder))
    rows["Evidence"] = [_evidence(typed)]
    (folder / BOOK).write_bytes(kit.book(rows))
    if made is not None:
        (folder / typed).write_bytes(made())


def _number(folder: Path) -> int:
    """A number that is the same for a folder wherever it lies."""
    return random.Random(folder.name).randrange(10_000)


def _part(name: str, old: bytes, new: bytes, data: bytes) -> bytes:
    """A package with a change in one of its parts; the whole part where nothing is named to change."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    assert not old or old in parts[name], name
    parts[name] = parts[name].replace(old, new, 1) if old else new
    return _packed(parts)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def _far(book: Workbook) -> None:
    book["Goals"].cell(1_048_576, 16_384, "far away")


def _other_heading(book: Workbook) -> None:
    book["Sessions"].cell(4, 3).value = "Something else entirely"


def _client_named(book: Workbook) -> None:
    book["Goals"].cell(5, 3).value = "Help Thandeka Okonjo to lead her team."


def _ods(folder: Path, kit: Kit) -> None:
    mark = b"application/vnd.oasis.opendocument.spreadsheet"
    (folder / BOOK).write_bytes(_packed({"mimetype": mark}))


def _marks(folder: Path, kit: Kit) -> None:
    unit = kit.library.unit(UNIT)
    head: Mapping[str, Any] = {
        "unit": UNIT,
        "learner_name": "Casey Poison",
        "ilm_registration_no": "PSN",
        "attempt": 1,
    }
    (folder / BOOK).write_bytes(create_marks(unit, head, {}))


def _link_outside(folder: Path, kit: Kit) -> None:
    _with_file(None, SCAN, folder, kit)
    outside = folder.parents[1] / "outside.pdf"
    outside.write_bytes(saved(pdf()))
    (folder / SCAN).symlink_to(outside)


def _twice(folder: Path, kit: Kit) -> None:
    """The files of a good learner once more."""
    assert kit.twin is not None
    shutil.copytree(kit.twin.parent, folder, dirs_exist_ok=True)


def _open_and_hidden(folder: Path, kit: Kit) -> None:
    (folder / f"~${BOOK}").write_bytes(b"\x05Robin")
    (folder / f".{BOOK}").write_bytes(b"hidden")


def _no_workbook(folder: Path, kit: Kit) -> None:
    (folder / "letter.pdf").write_bytes(saved(pdf()))


def _other_spreadsheet(folder: Path, kit: Kit) -> None:
    (folder / "learner.xls").write_bytes(OLE)


def _encrypted_pdf() -> bytes:
    return saved(pdf(), encryption=pikepdf.Encryption(owner="invented", user="invented"))


def _without_pages() -> bytes:
    document = pikepdf.Pdf.new()
    document.Root.Pages.Count = 0
    return saved(document)


def _half_a_photo() -> bytes:
    return encoded(picture(), "JPEG")[:900]


def _naming_pdf() -> bytes:
    return saved(pdf(1, "Letter to Thandeka Okonjo"))


def _failed(name: str, words: str, data: bytes) -> Poison:
    return Poison(name, "failed", words, partial(_raw, data))


def _broken(name: str, words: str, change: Callable[[bytes], bytes]) -> Poison:
    return Poison(name, "failed", words, partial(_changed, change))


def _attached(name: str, words: str, made: Callable[[], bytes] | None, typed: str = SCAN) -> Poison:
    return Poison(name, "refused", words, partial(_with_file, made, typed))


_SHEET = "xl/worksheets/sheet7.xml"
_NOISE = random.Random(8585).randbytes(4096)
_HTML = b"<html><body><table><tr><td>learner</td></tr></table></body></html>"
_ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
_CLIENT = "Thandeka Okonjo"

POISONS: tuple[Poison, ...] = (
    _failed("empty", "is empty (0 bytes)", b""),
    _failed("noise", "is damaged", b"\x00" + _NOISE),
    _broken("cut short", "is damaged or was not fully downloaded", lambda data: data[: len(data) // 2]),
    _broken("broken part", _SHEET, partial(_part, _SHEET, b"<sheetData>", b"<sheetData><row>")),
    _failed("web page", "is a web page", _HTML),
    _failed("csv", "text or CSV file", b"learner,centre\r\nRobin,12345\r\n"),
    Poison("ods", "failed", ".ods", _ods),
    _failed("xls", "old Excel file (.xls)", OLE + "Workbook".encode("utf-16-le")),
    _failed("locked", "protected with a password", OLE + "EncryptedPackage".encode("utf-16-le")),
    _failed("pdf", "is a PDF, not a workbook", b"%PDF-1.7\n%%EOF"),
    _broken("bomb", "unpacks to far more", lambda data: _part(_SHEET, b"", b" " * (40 * 2**20), data)),
    _broken("doctype", "document type declaration", partial(_part, _SHEET, b"", _ENTITIES)),
    Poison("far cell", "refused", "Column XFD has entries but no heading", partial(_edited, _far)),
    _broken(
        "no sheets", "xl/workbook.xml", partial(_part, "xl/workbook.xml", b"<sheets>", b"<sheets/><nosheets>")
    ),
    Poison("marks", "failed", "marks workbook", _marks),
    _attached("missing", f'There is no file "{SCAN}"', None),
    _attached("outside", "names a place outside the workbook's folder", None, "../../outside.pdf"),
    Poison("link", "refused", "is a link to a place outside", _link_outside),
    _attached("zero bytes", f'"{SCAN}" is empty (0 bytes)', lambda: b""),
    _attached("encrypted pdf", f'"{SCAN}" is protected with a password', _encrypted_pdf),
    _attached("half a pdf", "is not complete: its end is missing", lambda: saved(pdf(3))[:700]),
    _attached("damaged pdf", "is damaged", lambda: b"%PDF-1.7\n" + _NOISE + b"\n%%EOF"),
    _attached("no pages", "has no pages", _without_pages),
    _attached("huge", "huge.png", lambda: huge_png(12_000), "huge.png"),
    _attached("half a photo", "photo.jpg", _half_a_photo, "photo.jpg"),
    _attached("program", "is neither a PDF nor a picture", lambda: b"MZ\x90\0" + _NOISE, "a.exe"),
    Poison("named in pdf", "refused", "Client C1 is named", partial(_with_file, _naming_pdf, SCAN), _CLIENT),
    Poison("heading", "refused", "Something else entirely", partial(_edited, _other_heading)),
    Poison(
        "unsigned",
        "refused",
        "“ILM registration number” is missing",
        partial(_learner, {"centre_number": None, "ilm_registration_no": None}),
    ),
    Poison(
        "named", "refused", "This cell holds the name of client C1", partial(_edited, _client_named), _CLIENT
    ),
    Poison("twice", "failed", "is about the same learner and unit as", _twice),
    Poison("long name", "built", "", partial(_learner, {"learner_name": "Ann " * 60, "surname": "Ann" * 80})),
    Poison(
        "control",
        "built",
        "",
        partial(_learner, {"learner_name": "Cy\tOn\nLee\u202e", "surname": "O\u200bn"}),
    ),
    Poison("path", "built", "", partial(_learner, {"learner_name": "../../../etc", "surname": "../../etc"})),
    Poison("reserved", "built", "", partial(_learner, {"learner_name": "CON", "surname": "CON"})),
    Poison("open and hidden", "noted", BOOK, _open_and_hidden),
    Poison("no workbook", "noted", "no workbook", _no_workbook),
    Poison("other spreadsheet", "noted", "learner.xls", _other_spreadsheet),
)
"""All of them; `twice` needs a good learner beside it."""
