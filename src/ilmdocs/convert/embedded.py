"""The embedded engine: dxpdf, a compiled Python package, run in a child process with our own fonts."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from ilmdocs.convert import embedded_worker
from ilmdocs.convert.embedded_fit import fit
from ilmdocs.convert.embedded_tags import without_tag_claim
from ilmdocs.convert.engine import Conversion, ConversionJob, EngineProbe
from ilmdocs.convert.fonts import font_digests, write_fontconfig
from ilmdocs.convert.pages import UnusablePdf
from ilmdocs.convert.process import run_killable
from ilmdocs.engine_places import EMBEDDED_PACKAGE
from ilmdocs.errors import EngineFailure
from ilmdocs.scratch import require_room

_REMEDY = "Install it with: python -m pip install dxpdf. Or install LibreOffice."


@dataclass(frozen=True, slots=True)
class Embedded:
    """Converts with the Python package dxpdf. `worker` is the program that the child process runs."""

    worker: Path = Path(embedded_worker.__file__)

    @property
    def name(self) -> str:
        """The word that `--engine` takes."""
        return "embedded"

    def is_available(self) -> bool:
        """Whether the package is installed; imports nothing."""
        return find_spec(EMBEDDED_PACKAGE) is not None

    def probe(self) -> EngineProbe:
        """The version of the package and the fonts that come with us."""
        try:
            installed = version(EMBEDDED_PACKAGE)
        except PackageNotFoundError:
            return EngineProbe(self.name, False, found="Python package dxpdf not found", remedy=_REMEDY)
        fonts = font_digests()
        found = f"Python package dxpdf {installed}, {len(fonts)} fonts come with it"
        return EngineProbe(self.name, True, installed, found, fonts=fonts)

    def convert(self, jobs: Sequence[ConversionJob], work: Path, *, timeout_seconds: float) -> Conversion:
        """Convert all documents in one child process; after a crash or a hang the rest in a new one."""
        if not self.is_available():
            raise EngineFailure("The embedded engine is not installed here.", _REMEDY)
        with tempfile.TemporaryDirectory(prefix="em-", dir=work, ignore_cleanup_errors=True) as private:
            folder = Path(private).resolve()
            source, out = folder / "in", folder / "out"
            source.mkdir()
            out.mkdir()
            names = {f"d{number:04d}": job for number, job in enumerate(jobs, 1)}
            for stem, job in names.items():
                (source / f"{stem}.docx").write_bytes(fit(job.docx))
            reasons = self._run(folder, len(jobs), timeout_seconds)
            if len(_stems(out, "pdf")) < len(jobs):
                require_room(folder)
            pdfs: dict[str, bytes] = {}
            for stem in _stems(out, "pdf"):
                try:
                    pdfs[names[stem].name] = without_tag_claim((out / f"{stem}.pdf").read_bytes())
                except UnusablePdf:
                    reasons[stem] = "The embedded engine made half a PDF."
            unread = "The embedded engine cannot read the document."
            failures = {
                job.name: reasons.get(stem, unread) for stem, job in names.items() if job.name not in pdfs
            }
        return Conversion(pdfs, failures)

    def _run(self, folder: Path, total: int, timeout_seconds: float) -> dict[str, str]:
        """Run the worker until every document was started; why a document ended it, by its stem."""
        source, out = folder / "in", folder / "out"
        environment = _environment(folder)
        reasons: dict[str, str] = {}
        while (started := len(_stems(out, "started"))) < total:
            try:
                result = run_killable(
                    [sys.executable, "-P", str(self.worker), str(source), str(out)],
                    folder=folder,
                    environment=environment,
                    timeout_seconds=timeout_seconds,
                    progress=lambda: len(list(out.iterdir())),
                )
            except OSError as error:
                raise EngineFailure(
                    f"The embedded engine cannot be started ({error.strerror}).", _REMEDY
                ) from error
            reason = (
                result.why_stopped("The embedded engine", timeout_seconds)
                or f"The embedded engine crashed on it (code {result.returncode})."
            )
            for stem in _stems(out, "started") - _stems(out, "pdf") - _stems(out, "failed"):
                reasons.setdefault(stem, reason)
            if len(_stems(out, "started")) == started:
                require_room(folder)
                raise EngineFailure("The embedded engine does not start.", _REMEDY)
        return reasons


def _stems(folder: Path, ending: str) -> set[str]:
    return {path.stem for path in folder.glob(f"*.{ending}")}


def _environment(folder: Path) -> dict[str, str]:
    environment = dict(os.environ)
    if sys.platform.startswith("linux"):
        # Windows and macOS always have Arial and symbols; Linux may have no font at all.
        environment["FONTCONFIG_FILE"] = str(write_fontconfig(folder, with_system_fonts=False))
    return environment
