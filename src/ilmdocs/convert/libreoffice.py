"""The LibreOffice engine: many documents a call, a private profile, judged by what it wrote."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ilmdocs.convert.engine import Conversion, ConversionJob, EngineProbe
from ilmdocs.convert.fonts import substitutes
from ilmdocs.convert.in_order import convert_in_order
from ilmdocs.convert.libreoffice_call import REMEDY, Caller
from ilmdocs.convert.package import plain_document
from ilmdocs.engine_places import find_soffice
from ilmdocs.errors import EngineFailure
from ilmdocs.scratch import MEMORY

_WELCOME = "It is welcome, but not needed where the embedded engine is: https://www.libreoffice.org"
_DOCUMENTS_A_CALL = 200
"""All that a group of learners has; up to 160 were measured, and its memory did not grow."""
_BYTES_A_CALL = 64 * 1024 * 1024
"""Documents, their pages and what LibreOffice unpacks lie in memory together."""
_COMMAND_LINE = 30_000
"""Characters of a command line; Windows allows 32,767."""
_NAME = 40
"""Characters of a document's path below the work folder, with room to spare."""
_VERSION_SECONDS = 60


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """Converts with an installed LibreOffice. `program` overrides the search for soffice."""

    program: Path | None = None
    memory: Path = MEMORY
    """A memory file system, for the temporary files of a call if there is room."""

    @property
    def name(self) -> str:
        """The word that `--engine` takes."""
        return "libreoffice"

    def is_available(self) -> bool:
        """Whether soffice is installed; starts nothing."""
        return (self.program or find_soffice()) is not None

    def probe(self) -> EngineProbe:
        """Where LibreOffice is and which version (starts `soffice --version`)."""
        program = self.program or find_soffice()
        if program is None:
            return EngineProbe(self.name, False, found="not found", remedy=_WELCOME)
        version = _version(program)
        found = f"LibreOffice {version or '(no version)'} at {program}"
        return EngineProbe(self.name, True, version, found, fonts=substitutes())

    def convert(self, jobs: Sequence[ConversionJob], work: Path, *, timeout_seconds: float) -> Conversion:
        """Convert any number of documents, many a call; one that fails is tried once more on its own."""
        program = self.program or find_soffice()
        if program is None:
            raise EngineFailure("LibreOffice is not installed here.", REMEDY)
        caller = Caller(program, work, self.memory, timeout_seconds)
        pdfs: dict[str, bytes] = {}
        failures: dict[str, str] = {}
        for together in _calls(jobs, len(str(work.resolve())) + _NAME):
            made = convert_in_order(caller.call, together, lambda: _works(caller))
            pdfs.update(made.pdfs)
            failures.update(made.failures)
        return Conversion(pdfs, failures)


def _works(caller: Caller) -> bool:
    job = ConversionJob("plain", plain_document())
    return bool(caller.call([job]).pdfs)


def _calls(jobs: Sequence[ConversionJob], path_length: int) -> Iterator[list[ConversionJob]]:
    """Share documents out to calls, none too long for a command line or too big for memory."""
    most = min(_DOCUMENTS_A_CALL, _COMMAND_LINE // path_length)
    together: list[ConversionJob] = []
    size = 0
    for job in jobs:
        if together and (len(together) == most or size + len(job.docx) > _BYTES_A_CALL):
            yield together
            together, size = [], 0
        together.append(job)
        size += len(job.docx)
    if together:
        yield together


@cache
def _version(program: Path) -> str:
    try:
        answer = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_VERSION_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+(?:\.\d+)+", answer.stdout)
    return found.group() if found else ""
