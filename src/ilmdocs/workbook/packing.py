"""Saves a workbook so that the same content always gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

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


def packed(book: Workbook, title: str) -> bytes:
    """Save a workbook with fixed properties and fixed times; no clock and no user name gets in."""
    book.properties.creator = "ilmdocs"
    book.properties.title = title
    book.properties.created = _DOCUMENT_TIME
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        _InMemory(book, archive).save()
    stamp = _DOCUMENT_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving
                data = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return target.getvalue()
