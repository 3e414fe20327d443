"""What outlasts a session: everything as one ZIP, and copies in a folder where the user asked for that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ilmdocs.atomic import written_atomically
from ilmdocs.journal import STATE
from ilmdocs.web.state import Upload

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: no build date is ever stored."""
_PACKED_ALREADY = frozenset({".pdf", ".docx", ".xlsx", ".png", ".jpg"})
_COHORT = "Cohort"
_CHUNK = 1 << 20


def files_of(upload: Upload) -> Iterator[tuple[str, Path]]:
    """Every finished file of what was dropped, with its place below one folder.

    Annotated copies are none of them: they hold all that the workbook holds, clients' names too, and what is
    kept or packed may be passed on.
    """
    for file in sorted(upload.made.rglob("*")):
        inside = file.relative_to(upload.made)
        if file.is_file() and STATE not in inside.parts:
            yield inside.as_posix(), file


def as_zip(upload: Upload) -> Path:
    """All of it as one ZIP, made when it is asked for.

    Raises:
        UnwritableOutput: when there is no room for it.
    """
    target = upload.folder / "everything.zip"
    root = name_of(upload)
    with written_atomically(target) as out, ZipFile(out, "w") as archive:
        for place, file in files_of(upload):
            entry = ZipInfo(f"{root}/{place}", _NO_TIME)
            entry.compress_type = ZIP_STORED if file.suffix in _PACKED_ALREADY else ZIP_DEFLATED
            entry.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as packed:
                while piece := source.read(_CHUNK):
                    packed.write(piece)
    return target


def keep(upload: Upload, folder: Path) -> Path:
    """Copy all of it into a new folder below one that the user named; nothing there is ever changed.

    Raises:
        UnwritableOutput: when it cannot be written.
    """
    number, target = 1, folder / name_of(upload)
    while target.exists():
        number += 1
        target = folder / f"{name_of(upload)} ({number})"
    for place, file in files_of(upload):
        with written_atomically(target / place, inside=folder, new=True) as out, file.open("rb") as source:
            while piece := source.read(_CHUNK):
                out.write(piece)
    return target


def name_of(upload: Upload) -> str:
    """How a folder with all of it is called: the learner's, or that of a cohort."""
    if upload.snapshot.is_cohort:
        return _COHORT
    folders = [path.name for path in upload.made.glob("*/") if path.name != STATE]
    return folders[0] if folders else "Findings"
