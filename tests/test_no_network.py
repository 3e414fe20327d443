"""Nothing that anybody sends makes the program, or an engine, call somewhere or read a file beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ilmdocs.engine_places import find_soffice
from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder
from tests.conftest import CI, OutsideCall
from tests.forms import centre_forms
from tests.hostile import hostile_form, write_hostile
from tests.watched import Bait, Seen, strace, watch

pytestmark = pytest.mark.engine
TODAY = "2026-11-30"
ENGINES = ["embedded", *(["libreoffice"] if find_soffice() else [])]


@pytest.fixture(scope="module")
def looking() -> str | None:
    """strace; where it is missing, the server and the file still tell of every call that gets through."""
    program = strace()
    assert program or not CI, "strace is missing, or may not look at other programs here"
    return program


@pytest.fixture(scope="module")
def bait(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bait]:
    with Bait(tmp_path_factory.mktemp("bait")) as made:
        yield made


@pytest.fixture(scope="module")
def cohort(bait: Bait, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a learner for each hostile file."""
    folder = tmp_path_factory.mktemp("hostile")
    assert write_hostile(folder / "intake", load_library(templates_folder()), bait) >= 25
    return folder


def ilmdocs(cohort: Path, looking: str | None, *arguments: str) -> Seen:
    command = [sys.executable, "-m", "ilmdocs", *arguments, "--today", TODAY]
    return watch(command, cohort, cohort / "calls.log", with_strace=looking)


def assert_quiet(seen: Seen, bait: Bait) -> None:
    assert "Traceback" not in seen.output
    assert seen.internet == []
    assert seen.opened == []
    assert bait.calls == 0
    assert not bait.was_read()


def test_the_watch_sees_what_it_is_there_for(bait: Bait, tmp_path: Path, looking: str | None) -> None:
    """A program that calls and reads is seen by the server, by the file and, where it is there, by strace."""
    act = (
        f"import urllib.request, contextlib\nopen({str(bait.file)!r}).read()\n"
        f"with contextlib.suppress(OSError): urllib.request.urlopen({bait.url('x')!r})\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", act]
    seen = watch(command, tmp_path, tmp_path / "log", with_strace=looking, environment=environment)
    assert seen.returncode == 0, seen.output
    assert bait.calls == 1 and bait.was_read()
    if looking:
        assert any("AF_INET" in line for line in seen.internet) and seen.opened
    bait.calls = 0
    bait.set_again()


def test_check_reaches_nowhere(cohort: Path, bait: Bait, looking: str | None) -> None:
    """All hostile files are looked at, none of them is followed."""
    seen = ilmdocs(cohort, looking, "check", "intake")
    assert seen.returncode in (1, 3, 4), seen.output
    assert "Reach1" in seen.output
    assert_quiet(seen, bait)


@pytest.mark.parametrize("engine", ENGINES)
def test_build_verify_and_sampling_reach_nowhere(
    cohort: Path, bait: Bait, looking: str | None, engine: str
) -> None:
    """As drafts, so that as much as possible gets as far as the engine; then the proofs and a sample."""
    output = f"out-{engine}"
    folders = sorted(path for path in (cohort / "intake").iterdir())
    if engine == "libreoffice":  # it sees Word documents and nothing else
        folders = [path for path in folders if " answers " in path.name or "script" in path.name]
    else:  # all of them are checked above, and built by benchmarks/network.py
        folders = folders[::2]
    named = [f"intake/{path.name}" for path in folders]
    seen = ilmdocs(cohort, looking, "build", *named, "-o", output, "--draft", "--engine", engine)
    made = list((cohort / output).rglob("*.pdf"))
    assert len(made) >= len(named) // 2, seen.output
    assert_quiet(seen, bait)
    command = [sys.executable, "-m", "ilmdocs", "verify", output]
    assert_quiet(watch(command, cohort, cohort / "calls.log", with_strace=looking), bait)
    sample = ilmdocs(cohort, looking, "sampling", output, "--unmarked", "--rate", "100", "--seed", "x")
    assert_quiet(sample, bait)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_centres_hostile_form_reaches_nowhere(
    cohort: Path, bait: Bait, looking: str | None, engine: str, tmp_path: Path
) -> None:
    """The form is used without what leads outside; its linked picture is gone."""
    from ilmdocs.samples import rows_for
    from ilmdocs.workbook.create import create_workbook

    library = load_library(templates_folder())
    pack = centre_forms.write_pack(tmp_path / "forms")
    form = pack / "our diary.docx"
    form.write_bytes(hostile_form(bait, form.read_bytes()))
    unit = library.unit("8585-301")
    rows = rows_for(["8585-301"])
    book = create_workbook([unit], rows=rows, required=library.required, used=library.used)
    (tmp_path / "learner.xlsx").write_bytes(book)
    seen = ilmdocs(
        tmp_path, looking, "build", "learner.xlsx", "--templates", "forms", "--engine", engine, "--draft"
    )
    assert list((tmp_path / "output").rglob("*.pdf")), seen.output
    assert_quiet(seen, bait)


def test_marking_reaches_nowhere(bait: Bait, looking: str | None, tmp_path: Path) -> None:
    """Marks beside a hostile Word document."""
    write_hostile(tmp_path / "intake", load_library(templates_folder()), bait, "answers fields")
    seen = watch(
        [sys.executable, "-m", "ilmdocs", "mark", "new", "intake"],
        tmp_path, tmp_path / "calls.log", with_strace=looking,
    )  # fmt: skip
    assert list((tmp_path / "intake").rglob("marks*.xlsx")), seen.output
    assert_quiet(seen, bait)
    seen = ilmdocs(tmp_path, looking, "mark", "build", "intake", "--engine", "embedded")
    assert_quiet(seen, bait)


def test_no_test_calls_anybody_outside_this_machine() -> None:
    """The suite's own guard: an address elsewhere is refused before anything is sent, names too."""
    with pytest.raises(OutsideCall):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OutsideCall):
        urllib.request.urlopen("http://example.org/", timeout=1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as dns, pytest.raises(OutsideCall):
        dns.sendto(b"x", ("192.0.2.53", 53))


def test_programs_that_tests_start_are_guarded_too() -> None:
    """Python processes, whoever starts them, refuse as well."""
    act = "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=1)"
    done = subprocess.run([sys.executable, "-c", act], capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "OutsideCall" in done.stderr
