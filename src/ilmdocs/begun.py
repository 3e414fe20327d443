"""What a run has begun to write: remembered on disk, so that the next one tidies up after a kill.

A killed run may leave new Word documents beside an old manifest. Without a note of them, the next run would
take them for somebody's own work and set them aside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ilmdocs.atomic import remove, remove_parts, sweep_parts, write_atomically
from ilmdocs.errors import UnwritableOutput
from ilmdocs.hashing import digest

_NOTE = "begun.json"

Documents = Mapping[str, frozenset[str]]
"""File name to the hashes that it may have, of Word documents that a run wrote."""


class Begun:
    """The note of an output folder; the file is there only while a run is at work, or after a kill.

    Args:
        output: the output folder.
        state: the folder in it that holds what runs remember.
    """

    def __init__(self, output: Path, state: Path) -> None:
        self._output = output
        self._path = state / _NOTE
        self._folders: dict[str, dict[str, list[str]]] = {}
        sweep_parts(output)
        if self._path.exists():
            remove_parts(output)
            with suppress(OSError, ValueError, AttributeError):
                self._folders = dict(json.loads(self._path.read_text(encoding="utf-8")).items())
        self._write()

    def of(self, folder: Path) -> Documents:
        """What killed runs may have written to the folder of a portfolio."""
        return {name: frozenset(hashes) for name, hashes in self._folders.get(self._key(folder), {}).items()}

    def begin(self, folder: Path, documents: Mapping[str, bytes]) -> None:
        """Note the Word documents that are about to be written; the note is on disk when this comes back."""
        known = self._folders.setdefault(self._key(folder), {})
        for name, docx in documents.items():
            known[name] = sorted({digest(docx), *known.get(name, ())})
        self._write()

    def done(self, folder: Path) -> None:
        """Everything of a folder is on disk; its manifest vouches for it from now on."""
        self._folders.pop(self._key(folder), None)

    def close(self) -> None:
        """Leave no note, unless something was begun and not done.

        On a full disk the older note stays: it names those folders and others, and those do no harm.
        """
        with suppress(UnwritableOutput):
            if self._folders:
                self._write()
            else:
                remove(self._path)

    def _key(self, folder: Path) -> str:
        return folder.relative_to(self._output).as_posix()

    def _write(self) -> None:
        write_atomically(self._path, json.dumps(self._folders).encode(), inside=self._output)
