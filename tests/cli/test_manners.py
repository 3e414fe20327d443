"""What the command line says to mistakes, and how it ends. All learners are fictional."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.forms import centre_forms


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workbook as `ilmdocs new --sample` writes it."""
    folder = tmp_path_factory.mktemp("sample")
    assert run("new", "8585-301", "--sample", "-o", "sample.xlsx", cwd=folder).returncode == 0
    return folder / "sample.xlsx"


def test_a_units_short_number_is_answered_with_its_whole_id(tmp_path: Path) -> None:
    """Learners say 301 for 8585-301."""
    assert "Did you mean 8585-301?" in run("units", "301", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere.xlsx"),
        ("build", "nowhere"),
        ("verify", "nowhere.pdf"),
        ("check", ".", "--templates", "nowhere"),
        ("templates", "check", "nowhere"),
        ("verify", ".", "--workbook", "nowhere.xlsx"),
        ("verify", "."),
        ("check", "."),
    ],
)
def test_what_is_not_there_is_code_4_for_every_command(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A missing input is said in the same words everywhere, and nothing is printed as a result."""
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 4
    assert done.stderr.startswith("ilmdocs: There is no ")
    assert done.stdout == ""


def test_a_workbook_gets_an_excel_name(tmp_path: Path) -> None:
    """A name that Excel would not open is refused, with the one that was meant."""
    done = run("new", "8585-301", "-o", "mine.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert "mine.xlsx" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_a_space_is_told_in_quotation_marks(tmp_path: Path) -> None:
    """The next command can be copied as it is printed."""
    done = run("new", "8585-301", "-o", "my workbook.xlsx", cwd=tmp_path)
    assert done.stdout.rstrip().endswith('ilmdocs check "my workbook.xlsx"')
    refused = run("build", "my workbook.xlsx", cwd=tmp_path)
    assert refused.returncode == 1
    assert 'ilmdocs check "my workbook.xlsx"' in refused.stdout


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_unit_that_no_workbook_includes_is_a_wrong_command_line(sample: Path, command: str) -> None:
    """It is not reported as ready, and not as refused with nothing to put right."""
    done = run(command, sample.name, "--unit", "8585-302", cwd=sample.parent)
    assert done.returncode == 2
    assert f"{sample.name} does not include 8585-302" in done.stderr
    assert "Nothing to put right" not in done.stdout


def test_an_output_folder_that_cannot_be_written_is_found_before_the_work(
    sample: Path, tmp_path: Path
) -> None:
    """Nobody waits for a portfolio that then has nowhere to go."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = run("build", str(sample), "-o", "file/below", "--engine", "embedded", cwd=tmp_path)
    assert done.returncode == 5
    assert "Nothing can be written to the folder" in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_centres_forms_are_proven_with_the_forms_it_used(sample: Path, tmp_path: Path) -> None:
    """Proven with the same folder; without it nothing is claimed, and nobody is accused."""
    centre_forms.write_pack(tmp_path / "our forms")
    built = run(
        "build", str(sample), "--templates", "our forms", "--engine", "embedded", "-o", "out", cwd=tmp_path
    )
    assert built.returncode == 0, built.stdout + built.stderr
    found = {}
    for extra in ((), ("--templates", "our forms")):
        proven = run("verify", "out", "--workbook", str(sample), "--json", *extra, cwd=tmp_path)
        assert proven.returncode == 0, proven.stdout
        (portfolio,) = json.loads(proven.stdout)["portfolios"]
        found[extra] = next(proof for proof in portfolio["proofs"] if proof["name"] == "readback")
    assert [proof["ok"] for proof in found.values()] == [None, True]
    assert "diary, matrix" in found[()]["details"][0]


def test_broken_centre_forms_stop_a_build_before_the_first_learner(sample: Path, tmp_path: Path) -> None:
    """The message names file, place and tag, and nothing is built."""
    pack = centre_forms.write_pack(tmp_path / "our forms")
    toml = (pack / "pack.toml").read_text(encoding="utf-8")
    (pack / "pack.toml").write_text(toml.replace("official", "oficial"), encoding="utf-8")
    done = run("build", str(sample), "--templates", "our forms", cwd=tmp_path)
    assert done.returncode == 4
    assert "Did you mean official?" in done.stderr
    assert 'ilmdocs templates check "our forms"' in done.stderr
    assert not (tmp_path / "output").exists()


def test_doctor_without_libreoffice_is_at_ease(tmp_path: Path) -> None:
    """What is missing is named, what is used instead too, and no font is claimed that nothing prints with."""
    environment = {**os.environ, "ILMDOCS_SOFFICE": str(tmp_path / "none")}
    done = subprocess.run(
        [sys.executable, "-m", "ilmdocs", "doctor"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "engine used (auto)     embedded" in done.stdout
    assert "not needed where the embedded engine is" in done.stdout
    assert "Arial" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_build_leaves_nothing_behind(sample: Path, tmp_path: Path, stop: signal.Signals) -> None:
    """Exit code 130, no temporary file of a learner, and nothing half-written."""
    (tmp_path / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    process = subprocess.Popen(
        [sys.executable, "-m", "ilmdocs", "build", str(sample), "--engine", "embedded"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not any((tmp_path / "temporary").iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, stop)
    out, said = process.communicate(timeout=60)
    assert process.returncode == 130, out + said
    assert "ilmdocs: stopped." in said and "Traceback" not in said
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list(tmp_path.rglob("*.part")) == []


LOSES_IT = """
import signal, sys
from ilmdocs import cli

def a_library(*_args, **_named):
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        return 0

cli.cli.main = a_library
cli.main()
"""


def test_an_interrupt_that_a_library_drops_is_still_one() -> None:
    """Whoever pressed Ctrl-C gets exit code 130, whatever happened to be running."""
    done = subprocess.run([sys.executable, "-c", LOSES_IT], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr.startswith("ilmdocs: stopped.")


def test_what_is_no_portfolio_is_not_called_a_changed_one(tmp_path: Path) -> None:
    """A file that cannot be opened gets one plain line, not a list of proofs that nobody could make."""
    (tmp_path / "notes.pdf").write_text("my notes", encoding="utf-8")
    done = run("verify", "notes.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "NOTHING CAN BE PROVEN about this file" in done.stdout
    assert "references" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")
@pytest.mark.parametrize("command", [["check"], ["build"], ["verify"], ["verify", ".", "--workbook"]])
def test_a_pipe_keeps_nobody_waiting(command: list[str], tmp_path: Path) -> None:
    """What is neither a file nor a folder is refused before anybody reads from it."""
    pipe = tmp_path / "records.xlsx"
    os.mkfifo(pipe)
    done = run(*command, str(pipe), cwd=tmp_path)
    assert (done.returncode, "is neither a file nor a folder" in done.stdout + done.stderr) == (4, True)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")
def test_a_pipe_among_portfolios_is_passed_by(tmp_path: Path) -> None:
    """A folder of portfolios is proven to its end."""
    os.mkfifo(tmp_path / "records.pdf")
    done = run("verify", str(tmp_path), cwd=tmp_path)
    assert (done.returncode, "records.pdf is no ordinary file." in done.stdout + done.stderr) == (4, True)


def test_a_manifest_that_cannot_be_one_is_not_read(tmp_path: Path) -> None:
    """A file of four gigabytes without content costs nobody the machine's memory."""
    (tmp_path / "records.pdf").write_bytes(b"%PDF-1.4")
    with (tmp_path / "manifest.json").open("wb") as manifest:
        manifest.truncate(4 << 30)
    done = run("verify", str(tmp_path), cwd=tmp_path)
    assert (done.returncode, "NOTHING CAN BE PROVEN" in done.stdout) == (1, True)


def test_an_unreadable_workbook_is_told_with_its_folder(tmp_path: Path) -> None:
    """In a folder of learners every workbook may bear the same name."""
    for learner in ("ann", "bea"):
        (tmp_path / learner).mkdir()
        (tmp_path / learner / "records.xlsx").write_bytes(b"")
    for command in (("mark", "build"), ("anonymise",)):
        done = run(*command, str(tmp_path), "-o", "out", cwd=tmp_path)
        assert done.returncode == 3
        for learner in ("ann", "bea"):
            assert f"{learner}/records.xlsx: failed. records.xlsx is empty (0 bytes)." in done.stdout
