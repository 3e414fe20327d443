"""Engines that play LibreOffice and go wrong at one document, for tests: what each does and must be told.

The fake converts with the embedded engine's package, so that it is there on every machine. The document that
holds `MARKER` meets the fault, each time it is tried; all others become what they should.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import ilmdocs

MARKER = "poppycock"
"""The word of which the fake dies; it stands in an answer of the learner who fails."""

_PROGRAM = """#!{python}
import os, pathlib, signal, subprocess, sys, time, zipfile
sys.path.insert(0, {source!r})
arguments = sys.argv[1:]
if "--outdir" not in arguments:
    sys.exit(print("LibreOffice 24.8.1.2 40(Build:2)"))
import dxpdf
from ilmdocs.convert.embedded_fit import fit
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
profile = out.parent / "profile"
messages = sys.stderr.buffer
last = [b""]
def met(document):
    with zipfile.ZipFile(document) as package:
        return b"{marker}" in package.read("word/document.xml")
def pdf_of(document):
    return dxpdf.convert(fit(document.read_bytes()))
def write(document, pdf):
    (out / (document.stem + ".pdf")).write_bytes(pdf)
for document in map(pathlib.Path, [a for a in arguments if a.endswith(".docx")]):
    if met(document):
{fault}
    else:
        last[0] = pdf_of(document)
        write(document, last[0])
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which an engine goes wrong.

    `code` runs in place of the conversion. `told` stands in the reason that the learner's result gives;
    without it nothing was lost, and the learner is built. `seconds` is how long the engine may be silent.
    """

    name: str
    code: str
    told: str = ""
    seconds: float = 60.0


FAULTS = (
    Fault("sleeps", "time.sleep(600)", "did nothing for 5 seconds and was stopped", seconds=5),
    Fault("crashes", "os.kill(os.getpid(), signal.SIGSEGV)", "ended with code -11 and made no PDF"),
    Fault("is killed", "os.kill(os.getpid(), signal.SIGKILL)", "ended with code -9 and made no PDF"),
    Fault("writes nothing and says all is well", "continue", "made no PDF and gave no reason"),
    Fault("writes half a file", "write(document, pdf_of(document)[:3000])", "made half a PDF"),
    Fault("writes no PDF under its name", "write(document, b'<html>so sorry %%EOF')", "engine failed"),
    Fault("writes the file of another document", "write(document, last[0])", "is not complete"),
    Fault("writes a blank page", "import pikepdf; blank = pikepdf.new(); blank.add_blank_page();"
          " blank.save(out / (document.stem + '.pdf'))", "is not complete"),
    Fault("floods its messages", "while True: messages.write(b'x' * 1_000_000)", "messages without end"),
    Fault("locks its profile and gives up", "(profile / '.lock').write_text('mine'); sys.exit(77)",
          "ended with code 77 and made no PDF"),
    Fault("eats memory", "hoard = []\n        while True: hoard.append(bytearray(b'x' * 50_000_000))",
          "needed more memory"),
    Fault("leaves a grandchild running",
          "subprocess.Popen(['sleep', '600']); write(document, pdf_of(document))"),
)  # fmt: skip


def fake_soffice(folder: Path, fault: Fault) -> Path:
    """The program that meets a fault; put into a folder."""
    program = folder / "soffice"
    source = str(Path(ilmdocs.__file__).parents[1])
    code = _PROGRAM.format(python=sys.executable, source=source, marker=MARKER, fault=f"        {fault.code}")
    program.write_text(code, encoding="utf-8")
    program.chmod(0o755)
    return program
