"""A LibreOffice that is killed while it works, for tests and benchmarks: a script that stands before it."""

from __future__ import annotations

import sys
from pathlib import Path

from ilmdocs.engine_places import OVERRIDE, find_soffice

MARKER = "poppycock"

WRAPPER = """#!{python}
import os, pathlib, signal, subprocess, sys, time, zipfile
arguments = sys.argv[1:]
def killed(): os.killpg(0, signal.SIGKILL)
def real(*arguments): os.execv({soffice!r}, [{soffice!r}, *arguments])
if "--outdir" not in arguments:
    real(*arguments)
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
documents = [a for a in arguments if a.endswith(".docx")]
options = [a for a in arguments if not a.endswith(".docx")]
with pathlib.Path({calls!r}).open("a") as calls:
    calls.write(str(len(documents)) + "\\n")
"""
ONCE = """
try:
    os.close(os.open({flag!r}, os.O_CREAT | os.O_EXCL))
except FileExistsError:
    real(*arguments)
subprocess.Popen([{soffice!r}, *arguments])
while len(list(out.glob("*.pdf"))) < 3:
    time.sleep(0.01)
killed()
"""
ALWAYS = """
def deadly(document):
    with zipfile.ZipFile(document) as package:
        return b"{marker}" in package.read("word/document.xml")
before = next((n for n, document in enumerate(documents) if deadly(document)), None)
if before is None:
    real(*arguments)
if before:
    subprocess.run([{soffice!r}, *options, *documents[:before]])
killed()
"""


def wrapper(folder: Path, code: str) -> dict[str, str]:
    """The environment in which another soffice is found, which is killed as the code says."""
    soffice = find_soffice()
    assert soffice is not None
    program = folder / "soffice"
    names = {"soffice": str(soffice.resolve()), "calls": str(folder / "calls"), "flag": str(folder / "flag")}
    program.write_text((WRAPPER + code).format(python=sys.executable, marker=MARKER, **names), "utf-8")
    program.chmod(0o755)
    return {OVERRIDE: str(program)}


def was_killed(folder: Path) -> bool:
    """Whether the program that `ONCE` makes was killed."""
    return (folder / "flag").exists()
