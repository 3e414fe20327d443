"""What a whole run depends on, as one short text: when it is the same, an unchanged learner gives the same.

Nothing is started or imported for it: an unchanged cohort should be done before an engine would have started.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ilmdocs import __version__
from ilmdocs.engine_places import embedded_package, find_soffice, font_folders
from ilmdocs.fonts_path import font_files
from ilmdocs.hashing import digest, file_hash
from ilmdocs.orders import BuildOrder

_FORM_FILES = frozenset({".toml", ".docx", ".txt", ".png", ".jpg", ".jpeg"})


def run_stamp(order: BuildOrder) -> str:
    """The stamp of a run: program, units and forms, engine, fonts, options and the day of the checks."""
    centre = order.forms.centre
    told = {
        "program": __version__,
        "python": sys.version,
        "forms": _contents(order.forms.templates),
        "own": None if centre.pack is None else _contents(centre.pack),
        "centre": repr(centre),
        "logo": None if centre.logo is None else file_hash(centre.logo),
        "engine": [order.engine, *_engines()],
        "fonts": [*_contents_of(font_files()), *_states(font_folders())],
        "today": order.today.isoformat(),
        "options": [sorted(order.only), order.draft, order.zipped],
    }
    return digest(json.dumps(told, sort_keys=True).encode())


def _contents(folder: Path) -> list[tuple[str, str | None]]:
    """Every file of forms or units below a folder, with its hash."""
    files = (path for path in folder.rglob("*") if path.suffix.casefold() in _FORM_FILES)
    return sorted((path.relative_to(folder).as_posix(), file_hash(path)) for path in files)


def _contents_of(files: Iterable[Path]) -> Iterator[tuple[str, str | None]]:
    return ((path.name, file_hash(path)) for path in files)


def _engines() -> Iterator[tuple[str, int, int]]:
    """The engines that there are: place, size and time of what would be started."""
    soffice = find_soffice()
    if soffice is not None:
        program = soffice.resolve()
        yield from _states((program, program.with_name("soffice.bin"), program.with_name("versionrc")))
    yield from _states(filter(None, [embedded_package()]))


def _states(paths: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Place, size and time of change of what is there; a folder changes when a file is added or removed."""
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            continue
        yield str(path), state.st_size, state.st_mtime_ns
