"""Files that are no .xlsx workbook though they may be called so: each is named for what it is."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

from ilmdocs.errors import UnreadableInput
from ilmdocs.workbook.xml_parts import plain_name

AS_XLSX = 'Open it in Excel, choose Save As, take the type "Excel Workbook (*.xlsx)" and use that file.'
"""What to do with what Excel can open."""
_ITSELF = "Use the Excel workbook itself."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EARLY_EXCEL = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
"""How Excel 2 to 5 begin a file: a record of 4 to 16 bytes that says which of them wrote it."""
_EARLY_LENGTHS = frozenset({4, 6, 8, 16})
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_WEB = (b"<!doctype html", b"<html", b"<table", b"<head", b"mime-version:")
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How a text of two bytes a character begins, as Excel saves "Unicode text"."""
_LOOKED_AT = 4096


def other_file(name: str, data: bytes) -> UnreadableInput | None:
    """The refusal of a file that is not even packed like a workbook; None when it is nothing known."""
    if data.startswith(_OLE):
        return _old_office(name, data)
    if data.startswith(_EARLY_EXCEL) and data[2:3] and data[2] in _EARLY_LENGTHS and data[3:4] == b"\0":
        return UnreadableInput(f"{name} is an old Excel file (.xls).", AS_XLSX)
    if data.startswith(_ARCHIVES):
        return UnreadableInput(
            f"{name} is a packed file, not a workbook.", "Unpack it and use the workbook inside."
        )
    if data.startswith(_PICTURES) or data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return UnreadableInput(f"{name} is a picture or a film, not a workbook.", _ITSELF)
    start = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_WEB) or b"<html" in start:
        return UnreadableInput(f"{name} is a web page, not a workbook.", AS_XLSX)
    if start.startswith(b"<?xml"):
        return UnreadableInput(f"{name} is an XML file, not an .xlsx workbook.", AS_XLSX)
    if start.startswith(b"%pdf"):
        return UnreadableInput(f"{name} is a PDF, not a workbook.", _ITSELF)
    if start.startswith(b"{\\rtf"):
        return UnreadableInput(f"{name} is a text document (.rtf), not a workbook.", _ITSELF)
    if b"\0" not in data[:_LOOKED_AT] or data.startswith(_TEXT_MARKS):
        return UnreadableInput(f"{name} is a text or CSV file, not a workbook.", AS_XLSX)
    return None


def other_package(name: str, archive: zipfile.ZipFile) -> UnreadableInput | None:
    """The refusal of a ZIP file that is no .xlsx package, told by the names of its parts."""
    names = [plain_name(entry) for entry in archive.namelist()]
    if "mimetype" in names or {"content.xml", "meta-inf/manifest.xml"} <= set(names):
        return _open_document(name, archive)
    if any(entry.endswith("workbook.bin") for entry in names):
        return UnreadableInput(f"{name} is a binary Excel file (.xlsb).", AS_XLSX)
    if any(entry.startswith("xl/") for entry in names):
        return None
    if any(entry.startswith("word/") for entry in names):
        return UnreadableInput(f"{name} is a Word document, not a workbook.", _ITSELF)
    if any(entry.startswith("ppt/") for entry in names):
        return UnreadableInput(f"{name} is a presentation, not a workbook.", _ITSELF)
    if any(entry.endswith(".iwa") or entry == "index.zip" for entry in names):
        return UnreadableInput(
            f"{name} is a Numbers file, not an Excel workbook.",
            "Open it in Numbers, choose File, Export To, Excel, and use that file.",
        )
    if "[content_types].xml" in names or "_rels/.rels" in names:
        return UnreadableInput(f"{name} is not an Excel workbook.", _ITSELF)
    return _plain_zip(name, names)


def _plain_zip(name: str, names: Sequence[str]) -> UnreadableInput:
    if not names:
        return UnreadableInput(f"{name} is an empty ZIP file, not an Excel workbook.", _ITSELF)
    holds = any(entry.endswith((".xlsx", ".xlsm")) for entry in names)
    return UnreadableInput(
        f"{name} is a ZIP file, not an Excel workbook.",
        "Unpack it and use the workbook inside." if holds else _ITSELF,
    )


def _old_office(name: str, data: bytes) -> UnreadableInput:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableInput(
            f"{name} is protected with a password.",
            "In Excel choose File, Info, Protect Workbook, take the password off and save.",
        )
    lower = data.lower()
    streams = {word for word in _OLD_KINDS if word.lower().encode("utf-16-le") in lower}
    for word, what in _OLD_KINDS.items():
        if word in streams:
            is_excel = what.startswith("an old Excel")
            return UnreadableInput(f"{name} is {what}.", AS_XLSX if is_excel else _ITSELF)
    return UnreadableInput(f"{name} is a file of an old program, not an .xlsx workbook.", AS_XLSX)


_OLD_KINDS = {
    "Workbook": "an old Excel file (.xls)",
    "Book": "an old Excel file (.xls)",
    "WordDocument": "an old Word document (.doc), not a workbook",
    "PowerPoint Document": "an old presentation (.ppt), not a workbook",
    "__substg1.0": "an e-mail (.msg), not a workbook",
}
"""What a stream of an old Office file is called, and what such a file is; Excel's may hold the others."""


def _open_document(name: str, archive: zipfile.ZipFile) -> UnreadableInput:
    kind = b"spreadsheet"
    if "mimetype" in archive.namelist():
        with archive.open("mimetype") as stream:
            kind = stream.read(200)
    if b"spreadsheet" in kind or b"calc" in kind:
        return UnreadableInput(
            f"{name} is an OpenDocument file (.ods), not an Excel workbook.",
            'Open it in LibreOffice, choose Save As and take the type "Excel 2007-365 (.xlsx)".',
        )
    if b"opendocument" in kind or b"sun.xml" in kind:
        return UnreadableInput(f"{name} is an OpenDocument text or picture, not a workbook.", _ITSELF)
    return UnreadableInput(f"{name} is not an Excel workbook.", _ITSELF)
