"""Looks at a file before it is read: it must be an .xlsx workbook, whole and harmless.

Everything that is not raises `UnreadableInput` with a sentence that tells a non-programmer what to do.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

from ilmdocs.errors import UnreadableInput
from ilmdocs.workbook.other_kinds import AS_XLSX, other_file, other_package
from ilmdocs.workbook.package import workbook_part
from ilmdocs.workbook.xml_parts import BrokenPart, OversizedPart, find_part, plain_name

LARGEST_FILE = 64 * 2**20
"""Bytes on disk. The largest sensible workbook (500 sessions, long answers everywhere) is below 5 MB."""
LARGEST_CONTENT = 256 * 2**20
"""Bytes unpacked: 200,000 formatted empty rows need about 60 MB."""
LARGEST_RATIO = 250
"""How often smaller a large part may be packed; the worst honest part measured was 60 times smaller."""
RATIO_APPLIES_FROM = 8 * 2**20
MOST_PARTS = 5000

_AGAIN = "Open it in Excel and save it again, or ask for the file to be sent again."
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_STRICT = b"http://purl.oclc.org/ooxml/"
_DECLARATIONS = tuple(
    text.encode(encoding)
    for text in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_BEGIN = (b"<!", b"<\0!")
"""How every declaration begins, in one byte a letter and in two: looked for first, which is quicker."""
_CHUNK = 2**20


def read_checked(path: Path) -> bytes:
    """The bytes of a workbook that may be read.

    Raises:
        UnreadableInput: when the file is missing, open elsewhere, too large, damaged, protected by a
            password, of another kind, or built to do harm.
    """
    name = path.name
    if name.startswith("~$"):
        raise UnreadableInput(
            f"{name} is only the mark that Excel leaves while the workbook {name[2:]} is open.",
            f"Save and close {name[2:]} in Excel and use that file.",
        )
    data = _bytes(path)
    require_harmless(name, data)
    return data


def require_harmless(name: str, data: bytes) -> None:
    """Refuse the bytes of a file that is no workbook that may be read.

    Raises:
        UnreadableInput: see `read_checked`.
    """
    if not data:
        raise UnreadableInput(f"{name} is empty (0 bytes).", _AGAIN)
    if not data.startswith(_ZIP):
        raise other_file(name, data) or damaged(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if (other := other_package(name, archive)) is not None:
                raise other
            _is_harmless(name, archive)
            _is_transitional(name, archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        struct.error,
        ValueError,
        OSError,
        KeyError,
        BrokenPart,
    ) as error:
        raise damaged(name) from error
    except OversizedPart as error:
        raise too_much(name) from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableInput(f"{name} is packed in a way that Excel does not use.", _AGAIN) from error


def damaged(name: str, part: str = "") -> UnreadableInput:
    """The refusal of a workbook that is broken inside; `part` names the piece that is."""
    if part:
        return UnreadableInput(f"{name} is damaged, or another program wrote it wrongly (in {part}).", _AGAIN)
    return UnreadableInput(f"{name} is damaged or was not fully downloaded.", _AGAIN)


def too_much(name: str) -> UnreadableInput:
    """The refusal of a workbook that would fill the memory."""
    return UnreadableInput(
        f"{name} unpacks to far more than a workbook of ilmdocs holds, so it was not read.",
        "Copy your answers into a fresh workbook made with ilmdocs new.",
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableInput(f"{path.name} is a folder, not a workbook.", "Name the workbook inside it.")
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableInput(
                f"{path.name} is larger than {LARGEST_FILE // 2**20} MB.",
                "Take pictures out of the workbook; name them on the Evidence sheet instead.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(f"There is no file {path.name}.", "Check its name and folder.") from error
    except PermissionError as error:
        raise UnreadableInput(
            f"{path.name} cannot be opened.", "Close it in Excel, or check that you may read it."
        ) from error
    except OSError as error:
        raise UnreadableInput(f"{path.name} cannot be read from the disk.", _AGAIN) from error


def _is_harmless(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise too_much(name)
    for part in parts:
        if part.file_size > max(RATIO_APPLIES_FROM, LARGEST_RATIO * part.compress_size):
            raise too_much(name)
    if len({plain_name(entry) for entry in names}) < len(names) or any(_escapes(entry) for entry in names):
        raise damaged(name)
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableInput(
            f"{name} is protected with a password.",
            "Unpack it with the password and use the workbook itself.",
        )
    for part in parts:
        if _declares_doctype(archive, part):
            raise UnreadableInput(
                f"{name} holds a document type declaration, which no Excel workbook has, "
                "so it was not opened.",
                _AGAIN,
            )


def _escapes(entry: str) -> bool:
    return entry.startswith(("/", "\\")) or ".." in entry.replace("\\", "/").split("/")


def _declares_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part has a DOCTYPE; reads every part to its end, which also proves its checksum."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            if is_xml:
                seen = tail + chunk
                if any(begin in seen for begin in _BEGIN) and any(mark in seen for mark in _DECLARATIONS):
                    return True
            tail = chunk[-32:]
    return False


def _is_transitional(name: str, archive: zipfile.ZipFile) -> None:
    part = workbook_part(archive)
    if _STRICT in archive.read(find_part(archive, part) or part):
        raise UnreadableInput(
            f'{name} is saved as "Strict Open XML Spreadsheet", which ilmdocs cannot read.', AS_XLSX
        )
