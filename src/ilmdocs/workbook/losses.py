"""What a workbook would lose if a sheet were put in front of it: then it is not copied at all.

A copy keeps every part of the package as it is, so that charts, pictures, pivot tables and the like lose
nothing. These few things do not survive another sheet, whoever adds it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from ilmdocs.workbook.xml_parts import plain_name

LARGEST = 20 * 2**20
"""Bytes unpacked that are copied; the largest sensible workbook has a quarter of them."""
UNUSUAL = "The workbook was written in an unusual way, and parts of it might not have come through a copy."
"""Said of a workbook that can be read but not be taken apart and put together again."""
_SIGNED = "_xmlsignatures/"
_MACROS = "vbaproject.bin"
_SHARED = "xl/revisions/"
_OLD_MACROS = ("xl/macrosheets/", "xl/dialogsheets/")


def losses(archive: zipfile.ZipFile, *, has_own_list: bool) -> tuple[str, ...]:
    """What a copy would lose, in words; nothing for almost every workbook.

    Args:
        archive: the workbook's package.
        has_own_list: whether a sheet of the learner's own has the name that the list would have.
    """
    return tuple(_losses(archive, has_own_list))


def _losses(archive: zipfile.ZipFile, has_own_list: bool) -> Iterator[str]:
    names = [plain_name(name) for name in archive.namelist()]
    if any(name.startswith(_SIGNED) for name in names):
        yield "The digital signature of the workbook: it is good for the workbook as it is, not for a copy."
    if any(name.endswith(_MACROS) for name in names):
        yield "The macros: they may count on the sheets as they are, and might not run in a copy."
    if any(name.startswith(_OLD_MACROS) for name in names):
        yield "The macro sheets or dialogue sheets of an old Excel."
    if any(name.startswith(_SHARED) for name in names):
        yield "The record of who changed what: the workbook is shared with change tracking."
    if has_own_list:
        yield 'Your own sheet "Fix these first": the list would need its name.'
    if sum(part.file_size for part in archive.infolist()) > LARGEST:
        yield f"Its size: unpacked it holds more than {LARGEST // 2**20} MB, too much to copy with notes."
