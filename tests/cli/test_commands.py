"""The command line as its users and other programs meet it. All learners are fictional."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.forms import centre_forms

COMMANDS = ("demo", "new", "check", "build", "verify", "units", "fields", "templates", "doctor")


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The installed program in a process of its own, as a user starts it."""
    return subprocess.run(
        [sys.executable, "-m", "ilmdocs", *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def data(*arguments: str, cwd: Path, code: int = 0) -> Any:
    """What a command prints with --json; stdout holds nothing else."""
    done = run(*arguments, "--json", cwd=cwd)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workbook as `ilmdocs new --sample` writes it."""
    folder = tmp_path_factory.mktemp("sample")
    done = run("new", "8585-301", "--sample", "-o", "sample.xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "sample.xlsx"


def test_help_names_every_command(tmp_path: Path) -> None:
    """A newcomer sees what there is and what to try first."""
    text = run("--help", cwd=tmp_path).stdout
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert "ilmdocs demo" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, tmp_path: Path) -> None:
    """`--help` works for each command without loading a learner."""
    done = run(name, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: ilmdocs {name} ")
    assert f"Examples:\n    ilmdocs {name}" in done.stdout


def test_a_mistyped_command_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """The exit code is 2, and the message offers the word that was meant."""
    done = run("chek", cwd=tmp_path)
    assert done.returncode == 2
    assert "Did you mean check?" in done.stderr


def test_an_unknown_unit_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """A unit number without its qualification is no unit."""
    done = run("new", "8585-30l", cwd=tmp_path)
    assert done.returncode == 2
    assert "Did you mean 8585-301?" in done.stderr


def test_new_never_overwrites(sample: Path) -> None:
    """A workbook that somebody filled in is not replaced."""
    before = sample.read_bytes()
    done = run("new", "8585-301", "-o", sample.name, cwd=sample.parent)
    assert done.returncode == 5
    assert "exists already" in done.stderr
    assert sample.read_bytes() == before


def test_check_of_the_sample_is_ready(sample: Path) -> None:
    """The sample learner has neither must nor should findings, and every criterion is met."""
    checked = data("check", sample.name, cwd=sample.parent)
    assert checked["schema"] == "ilmdocs.check/1"
    (workbook,) = checked["workbooks"]
    assert [f for f in workbook["findings"] if f["severity"] != "info"] == []
    (unit,) = workbook["units"]
    assert unit["ready"] is True
    assert unit["hours"] == {"required": 360, "planned": 420, "delivered": 420}
    assert {c["status"] for c in unit["criteria"]} == {"met"}
    assert len(unit["criteria"]) == 11


def test_check_of_a_blank_workbook_says_what_is_missing(tmp_path: Path) -> None:
    """A new learner's workbook is not ready, exit code 1, and each finding has a remedy."""
    run("new", "8585-302", "-o", "blank.xlsx", cwd=tmp_path)
    checked = data("check", "blank.xlsx", cwd=tmp_path, code=1)
    (workbook,) = checked["workbooks"]
    assert workbook["units"][0]["ready"] is False
    assert all(f["message"] and f["remedy"] for f in workbook["findings"])


def test_check_of_something_else_is_code_4(tmp_path: Path) -> None:
    """A text file with a workbook's name is refused in plain words."""
    (tmp_path / "notes.xlsx").write_text("my notes", encoding="utf-8")
    done = run("check", "notes.xlsx", cwd=tmp_path)
    assert done.returncode == 4
    assert "notes.xlsx" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_units_prints_every_rule_with_its_sentence(tmp_path: Path) -> None:
    """A quality assurer reads each rule beside the sentence it comes from."""
    text = run("units", "8585-301", cwd=tmp_path).stdout
    assert "supervision-count" in text
    assert "minimum of 1 session" in text
    (unit,) = data("units", "8585-301", cwd=tmp_path)["units"]
    assert all((rule["source"] is None) != (rule["derived"] is None) for rule in unit["rules"])


def test_fields_is_the_schema_other_programs_use(tmp_path: Path) -> None:
    """The shape of `ilmdocs.fields/1`, and cells for the form layout alone."""
    fields = data("fields", cwd=tmp_path)
    assert fields["schema"] == "ilmdocs.fields/1"
    sheets = {sheet["name"]: sheet for sheet in fields["sheets"]}
    learner = {field["id"]: field for field in sheets["Learner"]["fields"]}
    assert sheets["Learner"]["layout"] == "form"
    assert learner["learner_name"]["cell"]
    duration = next(f for f in sheets["Sessions"]["fields"] if f["id"] == "duration")
    assert duration["type"] == "duration"
    assert "8585-301" in duration["required_for"]
    assert "8585-301" in duration["printed_in"]
    client = next(f for f in sheets["Sessions"]["fields"] if f["id"] == "client_ref")
    assert client["refers_to"] == "Clients.client_ref"


def test_templates_check_finds_the_built_in_packs_in_order(tmp_path: Path) -> None:
    """What we ship passes our own lint."""
    done = run("templates", "check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_doctor_names_the_engines(tmp_path: Path) -> None:
    """The embedded engine is always there."""
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert "embedded" in done.stdout.casefold()
    assert "LibreOffice" in done.stdout


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
    assert "Nothing can be written to the folder" in done.stdout
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


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
    assert said.strip().startswith("ilmdocs: stopped.")
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list(tmp_path.rglob("*.part")) == []
