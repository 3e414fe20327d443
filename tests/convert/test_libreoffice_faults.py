"""A LibreOffice that misbehaves is found out: its exit code counts for nothing."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ilmdocs.convert.engine import Conversion, ConversionJob
from ilmdocs.convert.libreoffice import LibreOffice
from ilmdocs.engine_places import OVERRIDE, find_soffice
from ilmdocs.errors import EngineFailure
from tests.convert.paper import pdf, word

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are scripts")

START = """#!{python}
import os, pathlib, sys, time
arguments = sys.argv[1:]
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
documents = [pathlib.Path(a) for a in arguments if a.endswith(".docx")]
good = pathlib.Path({good!r}).read_bytes()
def make(document): (out / (document.stem + ".pdf")).write_bytes(good)
"""
NAMES = ("diary", "log", "cpd")


def fake(tmp_path: Path, code: str) -> LibreOffice:
    """A soffice that runs some Python instead."""
    good = tmp_path / "good.pdf"
    good.write_bytes(pdf("text"))
    program = tmp_path / "soffice"
    program.write_text(START.format(python=sys.executable, good=str(good)) + code, encoding="utf-8")
    program.chmod(0o755)
    return LibreOffice(program)


def convert(tmp_path: Path, engine: LibreOffice, seconds: float = 20) -> Conversion:
    """Convert three documents; nothing may stay in the work folder."""
    work = tmp_path / "work"
    work.mkdir()
    jobs = [ConversionJob(name, word("")) for name in NAMES]
    conversion = engine.convert(jobs, work, timeout_seconds=seconds)
    assert list(work.iterdir()) == []
    return conversion


def test_all_goes_well(tmp_path: Path) -> None:
    """Each document gets the PDF made from it, under the caller's name."""
    code = "for d in documents: (out / (d.stem + '.pdf')).write_bytes(d.stem.encode() + b' %%EOF')"
    conversion = convert(tmp_path, fake(tmp_path, code))
    assert conversion.pdfs == {"diary": b"d0001 %%EOF", "log": b"d0002 %%EOF", "cpd": b"d0003 %%EOF"}
    assert conversion.failures == {}


def test_success_without_output_is_a_failure(tmp_path: Path) -> None:
    """Exit code 0 and no file is what LibreOffice does with a damaged document."""
    conversion = convert(tmp_path, fake(tmp_path, "sys.exit(0)"))
    assert conversion.pdfs == {}
    assert set(conversion.failures) == set(NAMES)
    assert "made no PDF" in conversion.failures["diary"]


def test_a_crash_is_a_failure_with_its_code(tmp_path: Path) -> None:
    """The message names the code and nothing of the document."""
    code = "sys.stderr.write('secret text of the document'); os.abort()"
    conversion = convert(tmp_path, fake(tmp_path, code))
    assert "ended with code -6" in conversion.failures["log"]
    assert "secret" not in str(conversion.failures)


def test_one_poisoned_document_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    """It ends the program in the middle of the call; those behind it are converted after all."""
    code = "for d in documents:\n    if d.stem == 'd0002': os.abort()\n    make(d)"
    conversion = convert(tmp_path, fake(tmp_path, code))
    # On its own, the second document is called d0001 and converts: the retry saved it as well.
    assert set(conversion.pdfs) == set(NAMES)


def test_a_document_that_hangs_fails_alone_and_in_time(tmp_path: Path) -> None:
    """The hanging one is stopped twice; the others are there."""
    code = "for d in documents:\n    if b'HANG' in d.read_bytes(): time.sleep(60)\n    make(d)"
    work = tmp_path / "work"
    work.mkdir()
    # Stored uncompressed as a part of its own, so that the fake finds the word.
    hanging = word("") + b"HANG"
    jobs = [
        ConversionJob("diary", word("")),
        ConversionJob("log", hanging),
        ConversionJob("cpd", word("")),
    ]
    conversion = fake(tmp_path, code).convert(jobs, work, timeout_seconds=1)
    assert set(conversion.pdfs) == {"diary", "cpd"}
    assert conversion.failures["log"] == "LibreOffice did nothing for 1 seconds and was stopped."
    assert list(work.iterdir()) == []


def test_a_failure_that_happens_once_is_tried_again_with_a_fresh_profile(tmp_path: Path) -> None:
    """A profile that a killed run locked is never used again."""
    code = (
        f"seen = pathlib.Path({str(tmp_path / 'profiles')!r})\n"
        "profile = next(a for a in arguments if a.startswith('-env:UserInstallation='))\n"
        "seen.open('a').write(profile + '\\n')\n"
        "if len(documents) > 1: sys.exit(77)\n"
        "for d in documents: make(d)"
    )
    conversion = convert(tmp_path, fake(tmp_path, code))
    assert set(conversion.pdfs) == set(NAMES)
    profiles = (tmp_path / "profiles").read_text(encoding="utf-8").split()
    assert len(profiles) == len(set(profiles)) >= 4


def test_files_of_other_names_are_ignored(tmp_path: Path) -> None:
    """Only a PDF with the name that we gave is the document's."""
    conversion = convert(tmp_path, fake(tmp_path, "(out / 'other.pdf').write_bytes(good)"))
    assert conversion.pdfs == {}


def test_soffice_gets_private_folders_and_none_of_our_python_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Temporary files stay in the folder that is removed; PYTHONPATH would break its own Python."""
    monkeypatch.setenv("PYTHONPATH", os.environ.get("PYTHONPATH", "somewhere"))
    monkeypatch.setenv("https_proxy", "http://proxy.example")
    code = (
        f"pathlib.Path({str(tmp_path / 'seen')!r}).write_text(repr([os.environ['TMPDIR'],"
        " os.environ.get('PYTHONPATH'), os.environ.get('https_proxy')]))\n"
        "for d in documents: make(d)"
    )
    engine = fake(tmp_path, code)
    convert(tmp_path, replace(engine, memory=tmp_path / "absent"))
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert str(tmp_path / "work") in seen
    assert seen.count("None") == 2


def test_the_override_wins_and_must_exist(tmp_path: Path) -> None:
    """A wrong override is reported as not found, not silently replaced by another LibreOffice."""
    program = tmp_path / "my-soffice"
    assert find_soffice({OVERRIDE: str(program), "PATH": os.environ["PATH"]}) is None
    program.touch()
    assert find_soffice({OVERRIDE: str(program)}) == program


def test_soffice_is_found_on_the_path(tmp_path: Path) -> None:
    """The first folder of the PATH that has it counts."""
    fake(tmp_path, "")
    assert find_soffice({"PATH": str(tmp_path)}) == tmp_path / "soffice"


def test_without_libreoffice_the_probe_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing found: not available, with a remedy; converting anyway says the same."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "absent"))
    engine = LibreOffice()
    assert not engine.is_available()
    probe = engine.probe()
    assert (probe.available, probe.found) == (False, "not found")
    assert "libreoffice.org" in probe.remedy
    with pytest.raises(EngineFailure, match="not installed"):
        engine.convert([], tmp_path, timeout_seconds=1)


def test_the_version_is_asked_of_the_program(tmp_path: Path) -> None:
    """It goes into the manifest; a program that does not answer has none and still counts as there."""
    asked = tmp_path / "asked" / "soffice"
    asked.parent.mkdir()
    asked.write_text(f"#!{sys.executable}\nprint('LibreOffice 24.8.1.2 40(Build:2)')", encoding="utf-8")
    asked.chmod(0o755)
    assert LibreOffice(asked).probe().version == "24.8.1.2"
    silent = fake(tmp_path, "").probe()
    assert (silent.available, silent.version) == (True, "")


def test_a_program_that_cannot_be_started_is_an_engine_failure(tmp_path: Path) -> None:
    """The user reads a sentence with a remedy, not a traceback."""
    program = tmp_path / "soffice"
    program.write_text("no program", encoding="utf-8")
    with pytest.raises(EngineFailure, match="cannot be started"):
        LibreOffice(program).convert([ConversionJob("a", word(""))], tmp_path, timeout_seconds=5)
