"""The LibreOffice engine: many documents a call, a private profile, judged by what it wrote."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ilmdocs.convert.engine import Conversion, ConversionJob, EngineProbe
from ilmdocs.convert.fonts import substitutes, write_fontconfig
from ilmdocs.convert.libreoffice_profile import write_profile
from ilmdocs.convert.process import ProcessResult, run_killable
from ilmdocs.engine_places import find_soffice
from ilmdocs.errors import EngineFailure

_REMEDY = "Install LibreOffice from https://www.libreoffice.org, or use --engine embedded."
_WELCOME = "It is welcome, but not needed where the embedded engine is: https://www.libreoffice.org"
_DOCUMENTS_A_CALL = 40
# Long-lived LibreOffice processes leak, and Windows limits a command line to 32,767 characters.
_VERSION_SECONDS = 60
# Settings of ours or of a proxy that must not reach LibreOffice and the Python inside it.
_NOT_INHERITED = re.compile(r"PYTHON\w*|\w+_proxy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """Converts with an installed LibreOffice. `program` overrides the search for soffice."""

    program: Path | None = None

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
        """Convert many documents a call; what is missing afterwards is tried once more on its own.

        A document that ends the program also loses those behind it in the same call, hence one by one.
        """
        program = self.program or find_soffice()
        if program is None:
            raise EngineFailure("LibreOffice is not installed here.", _REMEDY)
        pdfs: dict[str, bytes] = {}
        failures: dict[str, str] = {}
        for start in range(0, len(jobs), _DOCUMENTS_A_CALL):
            call = jobs[start : start + _DOCUMENTS_A_CALL]
            pdfs.update(_call(program, call, work, timeout_seconds).pdfs)
            for job in call:
                if job.name not in pdfs:
                    again = _call(program, [job], work, timeout_seconds)
                    pdfs.update(again.pdfs)
                    failures.update(again.failures)
        return Conversion(pdfs, failures)


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


def _call(program: Path, jobs: Sequence[ConversionJob], work: Path, timeout_seconds: float) -> Conversion:
    """One LibreOffice process with a fresh profile; outputs are matched with inputs by our own names."""
    with tempfile.TemporaryDirectory(prefix="lo-", dir=work, ignore_cleanup_errors=True) as private:
        folder = Path(private).resolve()
        sources, out = folder / "in", folder / "out"
        for made in (sources, out, folder / "tmp"):
            made.mkdir()
        write_profile(folder / "profile")
        names = {f"d{number:04d}": job for number, job in enumerate(jobs, 1)}
        for stem, job in names.items():
            (sources / f"{stem}.docx").write_bytes(job.docx)
        try:
            result = run_killable(
                _command(program, folder, [sources / f"{stem}.docx" for stem in names]),
                folder=folder,
                environment=_environment(folder),
                timeout_seconds=timeout_seconds,
                progress=lambda: len(list(out.iterdir())),
            )
        except OSError as error:
            raise EngineFailure(f"LibreOffice cannot be started ({error.strerror}).", _REMEDY) from error
        found = {stem: out / f"{stem}.pdf" for stem in names}
        pdfs = {names[stem].name: path.read_bytes() for stem, path in found.items() if path.is_file()}
        reason = _reason(result, timeout_seconds)
        return Conversion(pdfs, {job.name: reason for job in jobs if job.name not in pdfs})


def _reason(result: ProcessResult, timeout_seconds: float) -> str:
    if result.stopped:
        return f"LibreOffice did nothing for {timeout_seconds:g} seconds and was stopped."
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
