"""A Word document as the parts of its ZIP container."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

MAX_BYTES = 400 * 1024 * 1024
"""More than this unpacked is no form but a bomb."""


class BrokenPackage(ValueError):
    """The bytes are no Word document; the text says why, in the user's words."""


def read_parts(docx: bytes) -> dict[str, bytes]:
    """Unpack a document: part name to bytes, in stored order.

    Raises:
        BrokenPackage: no ZIP, damaged, doubled names, too big, or no Word document inside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise BrokenPackage("it is far too big when unpacked")
            parts = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
            if len(parts) != sum(not entry.is_dir() for entry in entries):
                raise BrokenPackage("two of its parts have the same name")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BrokenPackage("it is damaged or no .docx file at all") from error
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        raise BrokenPackage("it is no .docx file")
    return parts


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts again; the same parts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def plain_document() -> bytes:
    """A Word document with one empty paragraph, the least that Word and the engines open."""
    schemas = "http://schemas.openxmlformats.org"
    package = f"{schemas}/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="{relationships}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{schemas}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{schemas}/wordprocessingml/2006/main">'
        "<w:body><w:p/></w:body></w:document>",
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def is_xml(name: str) -> bool:
    """Whether a part is XML that Word and the engines read."""
    return name.endswith((".xml", ".rels"))
