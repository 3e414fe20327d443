"""What openpyxl does not tell of a workbook: numbers as they are stored, and parts that it would lose."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from ilmdocs.workbook.package import read_package
from ilmdocs.workbook.sheet_part import column_number
from ilmdocs.workbook.xml_parts import elements, local_name

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_LOST = (
    (re.compile(r"vbaproject\.bin$"), "macros"),
    (re.compile(r"/charts/|/chartsheets/|/chartex"), "charts"),
    (re.compile(r"/media/|/drawings/drawing[0-9]*\.xml$"), "pictures, shapes or text boxes"),
    (re.compile(r"/embeddings/|/activex/|/ctrlprops/"), "embedded objects or form controls"),
    (re.compile(r"/pivottables/|/pivotcache/|/slicers/"), "pivot tables"),
    (re.compile(r"/externallinks/"), "links to other workbooks"),
    (re.compile(r"/threadedcomments/"), "threads of comments"),
    (re.compile(r"/querytables/|connections\.xml$|/customdata/|/model/"), "connections to other data"),
)  # fmt: skip
"""Parts of a package, by their names in small letters, that cannot be carried into another workbook."""


def not_carried(data: bytes) -> tuple[str, ...]:
    """What a workbook holds besides cells that a new one could not hold, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.lower().replace("\\", "/") for name in archive.namelist()]
    return tuple(what for pattern, what in _LOST if any(pattern.search(name) for name in names))


def stored_numbers(data: bytes) -> dict[str, dict[tuple[int, int], float]]:
    """Each number of each sheet as it is stored; a day or a time is a number too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {sheet.name: dict(_numbers(archive, sheet.part)) for sheet in read_package(archive).sheets}


def _numbers(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], float]]:
    for _, row in elements(archive, part, ("row",)):
        for cell in row:
            match = _ADDRESS.fullmatch(cell.get("r", ""))
            if match is None or cell.get("t", "n") != "n":
                continue
            parts = {local_name(child): child.text for child in cell}
            if parts.get("v") and "f" not in parts:
                yield (int(match[2]), column_number(match[1])), float(str(parts["v"]))
