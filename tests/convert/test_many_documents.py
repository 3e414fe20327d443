"""Many documents through LibreOffice: what a bad one costs the others, and how calls are shared out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ilmdocs.convert.engine import Conversion, ConversionJob
from ilmdocs.convert.libreoffice import LibreOffice
from ilmdocs.convert.package import plain_document
from ilmdocs.convert.pages import page_texts
from ilmdocs.engine_places import find_soffice
from tests.convert.paper import needs_libreoffice, pdf, word

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are scripts")

# Notes what each call is given, and behaves as the first word behind a document's end says.
FAKE = """#!{python}
import json, os, pathlib, sys, time
arguments = sys.argv[1:]
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
documents = [pathlib.Path(a) for a in arguments if a.endswith(".docx")]
words = [d.read_bytes().rpartition(b"#")[2].decode("latin-1") for d in documents]
with open({calls!r}, "a") as calls: calls.write(json.dumps(words) + "\\n")
good = pathlib.Path({good!r}).read_bytes()
for document, word in zip(documents, words):
    if word == "CRASH" or {broken}: os._exit(139)
    if word == "HANG": time.sleep(60)
    if word == "HALF":
        (out / (document.stem + ".pdf")).write_bytes(good[:len(good) // 2])
        os._exit(1)
    if word != "NOTHING": (out / (document.stem + ".pdf")).write_bytes(good)
"""


def convert(
    tmp_path: Path, words: list[str], *, broken: bool = False, seconds: float = 20
) -> tuple[Conversion, list[list[str]]]:
    """Convert documents that carry a word each; gives the calls as well, each with the words it was given."""
    good, calls, program, work = (tmp_path / name for name in ("good.pdf", "calls", "soffice", "work"))
    work.mkdir()
    good.write_bytes(pdf("text"))
    code = FAKE.format(python=sys.executable, good=str(good), calls=str(calls), broken=broken)
    program.write_text(code, encoding="utf-8")
    program.chmod(0o755)
    jobs = [ConversionJob(f"n{n}", word("") + f"#{said}".encode()) for n, said in enumerate(words)]
    conversion = LibreOffice(program).convert(jobs, work, timeout_seconds=seconds)
    assert list(work.iterdir()) == []
    return conversion, [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]


def test_a_document_that_ends_the_program_costs_two_calls_however_many_stand_behind_it(
    tmp_path: Path,
) -> None:
    """It is tried once more alone; the seventy behind it go on together, in the same order."""
    behind = [f"fine{n}" for n in range(70)]
    conversion, calls = convert(tmp_path, ["first", "second", "CRASH", *behind])
    assert calls == [["first", "second", "CRASH", *behind], ["CRASH"], behind]
    assert set(conversion.failures) == {"n2"}
    assert len(conversion.pdfs) == 72


def test_two_bad_documents_side_by_side_fail_alone(tmp_path: Path) -> None:
    """The second one is found as soon as the first one is out of the way."""
    conversion, calls = convert(tmp_path, ["CRASH", "CRASH", "fine"])
    assert set(conversion.failures) == {"n0", "n1"}
    assert set(conversion.pdfs) == {"n2"}
    # The plain document between them is ours: it shows that the program itself is sound.
    assert [len(call) for call in calls] == [3, 1, 1, 2, 1, 1]


def test_a_document_passed_over_in_silence_is_tried_once_more_and_nobody_else_is(tmp_path: Path) -> None:
    """LibreOffice converts those behind a damaged document in the same call."""
    conversion, calls = convert(tmp_path, ["fine", "NOTHING", "fine", "fine"])
    assert calls == [["fine", "NOTHING", "fine", "fine"], ["NOTHING"]]
    assert set(conversion.failures) == {"n1"}


def test_half_a_pdf_is_no_pdf(tmp_path: Path) -> None:
    """What a program that ended while writing leaves is not taken for a document's pages."""
    conversion, calls = convert(tmp_path, ["fine", "HALF", "fine"])
    assert set(conversion.failures) == {"n1"}
    assert "ended with code 1" in conversion.failures["n1"]
    assert calls[1:] == [["HALF"], ["fine"]]


def test_a_hanging_document_is_waited_for_twice_and_no_more(tmp_path: Path) -> None:
    """Once in company, once alone; those behind it are converted."""
    conversion, calls = convert(tmp_path, ["fine", "HANG", "fine", "fine"], seconds=0.7)
    assert [len(call) for call in calls] == [4, 1, 2]
    assert conversion.failures == {"n1": "LibreOffice did nothing for 0.7 seconds and was stopped."}


def test_a_program_that_converts_nothing_at_all_is_given_up_soon(tmp_path: Path) -> None:
    """A broken installation is not started twice for each of fifty documents."""
    conversion, calls = convert(tmp_path, ["fine"] * 50, broken=True)
    assert [len(call) for call in calls] == [50, 1, 1]
    assert len(conversion.failures) == 50
    assert set(conversion.failures.values()) == {"LibreOffice ended with code 139 and made no PDF."}


def test_a_whole_cohort_is_shared_out_in_order(tmp_path: Path) -> None:
    """No call is too long for a command line or for a process that leaks."""
    words = [f"fine{n}" for n in range(300)]
    conversion, calls = convert(tmp_path, words)
    assert [said for call in calls for said in call] == words
    assert max(map(len, calls)) <= 200
    assert len(conversion.pdfs) == 300


def test_large_documents_do_not_all_lie_in_memory_together(tmp_path: Path) -> None:
    """Documents with pictures of many megabytes go in several calls."""
    large = "x" * 25_000_000
    _, calls = convert(tmp_path, [large] * 4)
    assert [len(call) for call in calls] == [2, 2]


@needs_libreoffice
@pytest.mark.engine
def test_the_document_that_tells_whether_libreoffice_works_can_be_converted(tmp_path: Path) -> None:
    """An empty page; otherwise a sound LibreOffice would be taken for a broken one."""
    jobs = [ConversionJob("plain", plain_document())]
    conversion = LibreOffice().convert(jobs, tmp_path, timeout_seconds=60)
    assert page_texts(conversion.pdfs["plain"]) == ("",)


@needs_libreoffice
@pytest.mark.engine
def test_a_fresh_profile_needs_one_start(tmp_path: Path) -> None:
    """The inner program ends without a PDF when it wants to be started again with what it has stored."""
    soffice = find_soffice()
    assert soffice is not None
    inner = soffice.resolve().with_name("soffice.bin")
    if not inner.is_file():
        pytest.skip("this LibreOffice has no soffice.bin beside soffice")
    kept = tmp_path / "profile"
    program = inner.with_name("soffice.bin")
    script = tmp_path / "soffice.sh"
    # Looks at the profile behind LibreOffice's back, before it is removed.
    script.write_text(
        f'#!/bin/sh\n"{program}" "$@"\nfor a; do case $a in -env:UserInstallation=file://*) '
        f'ls "${{a#*file://}}/user" > "{kept}";; esac; done\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    conversion = LibreOffice(program).convert([ConversionJob("a", word(""))], tmp_path, timeout_seconds=60)
    assert set(conversion.pdfs) == {"a"}
    LibreOffice(script).convert([ConversionJob("a", word(""))], tmp_path, timeout_seconds=60)
    assert "GraphicsRenderTests.log" not in kept.read_text(encoding="utf-8")
