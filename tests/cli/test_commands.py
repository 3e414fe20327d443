"""The command line as its users and other programs meet it. All learners are fictional."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ilmdocs.cli import cli, main

COMMANDS = (
    "demo",
    "new",
    "check",
    "build",
    "verify",
    "mark",
    "anonymise",
    "init",
    "units",
    "fields",
    "templates",
    "doctor",
)


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
    """A slip is answered with the nearest, a part of the name with every unit that it may mean."""
    meant = {"8585-30l": "8585-301", "500": "8580-500 or 8588-500", "8581": "8581-L7-20H"}
    for typed, unit in meant.items():
        done = run("new", typed, cwd=tmp_path)
        assert done.returncode == 2
        assert f"Did you mean {unit}?" in done.stderr


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


def test_verify_goes_on_after_a_file_it_cannot_use(sample: Path) -> None:
    """Each file gets its own entry; one that cannot be proven with this workbook does not end the run."""
    folder = sample.parent / "finished"
    folder.mkdir()
    (folder / "one.pdf").write_bytes(b"%PDF-1.4 no portfolio")
    (folder / "two.pdf").mkdir()
    answer = data("verify", "finished", cwd=sample.parent, code=3)
    assert [(entry["file"], entry["ok"]) for entry in answer["portfolios"]] == [
        ("finished/one.pdf", False),
        ("finished/two.pdf", False),
    ]
    assert "is no ordinary file" in answer["portfolios"][1]["proofs"][0]["details"][0]


def test_a_fault_of_ours_is_code_70_and_quotes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kind and place of the fault are told, never its words."""

    def broken(**_: object) -> None:
        raise ValueError("Somebody Secret")

    monkeypatch.delenv("ILMDOCS_DEBUG", raising=False)
    monkeypatch.setattr(cli, "main", broken)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 70
    told = capsys.readouterr().err
    assert "ValueError at ilmdocs.cli:" in told
    assert "Secret" not in told


def test_paths_in_data_are_relative_to_the_current_folder(tmp_path: Path) -> None:
    """Other programs find the file that a finding is about from where they stand."""
    folder = tmp_path / "learners"
    folder.mkdir()
    (folder / "notes.xlsx").write_text("my notes", encoding="utf-8")
    (workbook,) = data("check", "learners/notes.xlsx", cwd=tmp_path, code=4)["workbooks"]
    assert (workbook["file"], workbook["readable"]) == ("learners/notes.xlsx", False)
    assert workbook["findings"][0]["file"] == "learners/notes.xlsx"
