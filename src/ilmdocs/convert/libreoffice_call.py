"""One call of LibreOffice: a process of its own with a fresh profile, for many documents."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.convert.engine import Conversion, ConversionJob
from ilmdocs.convert.fonts import write_fontconfig
from ilmdocs.convert.libreoffice_profile import build_of, write_profile
from ilmdocs.convert.memory_folder import private_folder
from ilmdocs.convert.process import ProcessResult, run_killable
from ilmdocs.errors import EngineFailure
from ilmdocs.scratch import require_room

REMEDY = "Install LibreOffice from https://www.libreoffice.org, or use --engine embedded."

# Settings of ours or of a proxy that must not reach LibreOffice and the Python inside it.
_NOT_INHERITED = re.compile(r"PYTHON\w*|\w+_proxy", re.IGNORECASE)
_END_OF_PDF = b"%%EOF"
_HALF = "LibreOffice made half a PDF."
_TAIL = 1024
"""The end mark stands within so many of the last bytes (as readers of PDF have always taken it)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """How to call LibreOffice: the program, where temporary files may go and how long it may be silent."""

    program: Path
    work: Path
    memory: Path
    timeout_seconds: float

    def call(self, jobs: Sequence[ConversionJob]) -> Conversion:
        """Convert documents in the given order; outputs are matched with inputs by names of ours.

        Raises:
            EngineFailure: the program cannot be started.
            UnwritableOutput: there is no room for what it makes.
        """
        with private_folder(self.work, self.memory) as folder:
            sources, out = folder / "in", folder / "out"
            for made in (sources, out, folder / "tmp"):
                made.mkdir()
            write_profile(folder / "profile", build_of(self.program))
            names = {f"d{number:04d}": job for number, job in enumerate(jobs, 1)}
            for stem, job in names.items():
                (sources / f"{stem}.docx").write_bytes(job.docx)
            result = self._run(folder, [sources / f"{stem}.docx" for stem in names])
            found = {job.name: _pdf(out / f"{stem}.pdf") for stem, job in names.items()}
            if not all(found.values()):  # a full disk is no fault of LibreOffice, which says nothing of it
                require_room(folder)
        reason = _reason(result, self.timeout_seconds)
        half = reason if result.returncode else _HALF
        return Conversion(
            {name: pdf for name, pdf in found.items() if pdf},
            {name: reason if pdf is None else half for name, pdf in found.items() if not pdf},
        )

    def _run(self, folder: Path, documents: Sequence[Path]) -> ProcessResult:
        out = folder / "out"
        try:
            return run_killable(
                _command(self.program, folder, documents),
                folder=folder,
                environment=_environment(folder),
                timeout_seconds=self.timeout_seconds,
                progress=lambda: len(list(out.iterdir())),
            )
        except OSError as error:
            raise EngineFailure(f"LibreOffice cannot be started ({error.strerror}).", REMEDY) from error


def _pdf(path: Path) -> bytes | None:
    """A finished PDF; None when there is none, nothing of one when the program ended while writing."""
    try:
        pdf = path.read_bytes()
    except FileNotFoundError:
        return None
    return pdf if _END_OF_PDF in pdf[-_TAIL:] else b""


def _reason(result: ProcessResult, timeout_seconds: float) -> str:
    if stopped := result.why_stopped("LibreOffice", timeout_seconds):
        return stopped
    if result.returncode:
        return f"LibreOffice ended with code {result.returncode} and made no PDF."
    return "LibreOffice made no PDF and gave no reason."


def _command(program: Path, folder: Path, documents: Sequence[Path]) -> list[str]:
    options = ["--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    return [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *options,
        # The filter is named, so that nothing but OOXML is read, whatever a file really is.
        "--infilter=MS Word 2007 XML",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder / "out"),
        *map(str, documents),
    ]


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not _NOT_INHERITED.fullmatch(key)}
    temporary = str(folder / "tmp")
    kept.update(TMPDIR=temporary, TEMP=temporary, TMP=temporary)
    if sys.platform.startswith("linux"):
        fontconfig = str(write_fontconfig(folder, with_system_fonts=True))
        kept.update(SAL_USE_VCLPLUGIN="svp", FONTCONFIG_FILE=fontconfig)
    return kept
