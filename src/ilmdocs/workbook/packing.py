"""Saves a workbook so that the same content always gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from ilmdocs.workbook.formulas import Fault
from ilmdocs.workbook.guidance.stored import Stored, StoredFormula

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a ZIP file can hold: the same for every part, whenever it is made."""
_DOCUMENT_TIME = datetime(2000, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class _InMemory(ExcelWriter):
    """Writes sheets in memory: openpyxl puts each into a temporary file, which stays when a run is killed."""

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet as openpyxl does, with its texts on no disk."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        sheet = io.BytesIO()
        writer: Any = WorksheetWriter(ws, sheet)
        writer.write()
        ws._rels = writer._rels
        own: Any = self  # whose type descriptions leave out what begins with an underscore
        own._archive.writestr(ws.path[1:], sheet.getvalue())
        own.manifest.append(ws)


_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)(?: t="[a-z]+")?><f>[^<]*</f><v ?(?:/>|></v>)</c>'
)


def packed(book: Workbook, title: str, stored: Stored | None = None) -> bytes:
    """Save a workbook with fixed properties and fixed times; no clock and no user name gets in.

    Args:
        book: the workbook.
        title: what its properties call it.
        stored: what its formulas give, for programs that do not calculate; openpyxl cannot write both.
    """
    book.properties.creator = "ilmdocs"
    book.properties.title = title
    book.properties.created = _DOCUMENT_TIME
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        _InMemory(book, archive).save()
    parts = {sheet.path[1:]: (stored or {}).get(sheet.title, {}) for sheet in book.worksheets}
    stamp = _DOCUMENT_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving
                data = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            if parts.get(name):
                data = _with_results(data, parts[name])
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return target.getvalue()


def _with_results(sheet: bytes, stored: Mapping[str, StoredFormula]) -> bytes:
    def written(match: re.Match[bytes]) -> bytes:
        found = stored.get(match[1].decode())
        return match[0] if found is None else _formula_cell(match[1], match[2], found)

    return _FORMULA.sub(written, sheet)


def _formula_cell(place: bytes, style: bytes, found: StoredFormula) -> bytes:
    value, kind = found.result, b""
    if isinstance(value, str):
        kind = b' t="str"'
    elif isinstance(value, bool):
        kind, value = b' t="b"', "1" if value else "0"
    elif isinstance(value, Fault):
        kind, value = b' t="e"', value.name
    else:
        value = "0" if value is None else f"{value:.15g}"
    shared = "" if found.shared is None else f' t="shared" si="{found.shared}"'
    if found.cells:
        shared = f' t="shared" ref="{found.cells}" si="{found.shared}"'
    text = escape(found.text.removeprefix("="))
    formula = f"<f{shared}>{text}</f>" if text else f"<f{shared}/>"
    return b'<c r="%s"%s%s>' % (place, style, kind) + f"{formula}<v>{escape(value)}</v></c>".encode()
