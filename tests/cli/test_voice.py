"""How much is said, in which colours, and again after each save. All learners are fictional."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.test_commands import data, run

_COLOUR = "\x1b["


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete sample workbook and a blank one."""
    made = tmp_path_factory.mktemp("voice")
    assert run("new", "8585-302", "--sample", "-o", "whole.xlsx", cwd=made).returncode == 0
    assert run("new", "8585-302", "-o", "blank.xlsx", cwd=made).returncode == 0
    return made


def on_a_terminal(*arguments: str, cwd: Path, env: Mapping[str, str]) -> str:
    """What the program prints where stdout is a terminal."""
    pty = pytest.importorskip("pty", reason="this system has no such terminals")
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        process = subprocess.Popen(
            [sys.executable, "-m", "ilmdocs", *arguments],
            cwd=cwd, stdout=theirs, stderr=subprocess.DEVNULL, env={**os.environ, **env},
        )  # fmt: skip
        os.close(theirs)
        read = b""
        try:
            while piece := screen.read(4096):
                read += piece
        except OSError:  # Linux says so when the other end is closed
            pass
        process.wait(timeout=60)
    return read.decode("utf-8")


def test_colour_says_nothing_that_the_words_do_not(folder: Path) -> None:
    """On a terminal what must be fixed is red; the text is the same with NO_COLOR and in a file."""
    plain = run("check", "blank.xlsx", cwd=folder).stdout
    coloured = on_a_terminal("check", "blank.xlsx", cwd=folder, env={"TERM": "xterm", "NO_COLOR": ""})
    assert f"{_COLOUR}31m{_COLOUR}1mMUST FIX" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines() == plain.splitlines()
    for env in ({"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert on_a_terminal("check", "blank.xlsx", cwd=folder, env=env).splitlines() == plain.splitlines()
    assert _COLOUR not in plain


def test_quiet_says_only_what_needs_work(folder: Path) -> None:
    """Nothing at all about a complete workbook; of an incomplete one, the points that must be fixed."""
    assert run("check", "whole.xlsx", "--quiet", cwd=folder).stdout == ""
    said = run("check", "blank.xlsx", "-q", cwd=folder).stdout
    assert "MUST FIX" in said
    assert "[ ] missing" not in said
    assert "\nSHOULD" not in said


def test_verbose_names_the_sentence_behind_each_point(folder: Path) -> None:
    """The learner sees why: the source's own sentence, or that the rule is ours."""
    usual = run("check", "blank.xlsx", cwd=folder).stdout
    said = run("check", "blank.xlsx", "--verbose", cwd=folder).stdout
    assert "Why:" not in usual
    points = [
        word for word in ("MUST FIX", "SHOULD", "NOTE", "FOLLOWS") for _ in range(usual.count(f"\n{word} "))
    ]
    assert said.count("Why:") == len(points)


def test_as_many_points_are_listed_as_are_counted(folder: Path) -> None:
    """What only follows from another point is listed as such, with the cell that it follows from."""
    said = run("check", "blank.xlsx", cwd=folder).stdout
    counted = re.search(r"Not ready: (\d+) points to fix\.", said)
    assert counted and said.count("\nMUST FIX ") == int(counted[1])
    assert re.search(r"\nFOLLOWS +Units!", said) or "\nFOLLOWS " in said
    assert re.search(r"This follows from \w+!\w+; put that right first\.", " ".join(said.split()))


def test_a_build_says_as_much_as_asked_and_ends_with_the_next_step(folder: Path) -> None:
    """As usual a table and what to type next; wordy, each part with its page; quietly, troubles alone."""
    usual = run("build", "whole.xlsx", cwd=folder).stdout
    assert "Learner" in usual and "Pages" in usual
    assert "Next:  ilmdocs verify output" in usual.splitlines()[-1]
    wordy = run("build", "whole.xlsx", "-v", cwd=folder).stdout
    assert re.search(r"E01 +Coaching diary, client C1, pages 5–", wordy)
    assert run("build", "whole.xlsx", "-q", cwd=folder).stdout == ""
    refused = run("build", "blank.xlsx", cwd=folder).stdout
    assert "Next:  ilmdocs check blank.xlsx" in refused.splitlines()[-1]
    assert re.fullmatch(
        r"blank\.xlsx: 8585-302 not built, \d+ points to fix\n",
        run("build", "blank.xlsx", "-q", cwd=folder).stdout,
    )
    assert run("verify", "output", "-q", cwd=folder).stdout == ""
    assert "Everything that can be proven holds." in run("verify", "output", cwd=folder).stdout


def test_every_command_that_writes_can_say_so_to_programs(tmp_path: Path) -> None:
    """What was written and what was kept, under a schema of its own."""
    made = data("new", "8580-501", "-o", "mine.xlsx", cwd=tmp_path)
    document = {"file": "answers-8580-501.docx", "written": True}
    assert made == {"schema": "ilmdocs.new/1", "workbook": "mine.xlsx", "documents": [document]}
    other = tmp_path / "other"
    other.mkdir()
    (other / "answers-8580-501.docx").write_bytes((tmp_path / "answers-8580-501.docx").read_bytes())
    again = data("new", "8580-501", "-o", "other.xlsx", cwd=other)
    assert again["documents"] == [{"file": "answers-8580-501.docx", "written": False}]
    assert data("init", cwd=tmp_path) == {"schema": "ilmdocs.init/1", "file": "centre.toml"}
    marks = data("mark", "new", "mine.xlsx", cwd=tmp_path)["workbooks"]
    assert marks == [{"file": "marks-8580-501.xlsx", "unit": "8580-501", "written": True}]
    assert data("mark", "new", "mine.xlsx", cwd=tmp_path)["workbooks"][0]["written"] is False
    own = data("mark", "descriptors", "8580-501", cwd=tmp_path)["workbooks"]
    assert own == [{"file": "descriptors-8580-501.xlsx", "unit": "8580-501", "written": True}]


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("biuld", "x"), "Did you mean build?"),
        (("check", "whole.xlxs"), "Did you mean whole.xlsx?"),
        (("build", "whole.xlsx", "--drft"), "Did you mean '--draft'?"),
        (("new", "858-302"), "Did you mean 8585-302?"),
        (("mark", "nwe", "x"), "Did you mean 'new'?"),
        (("build", "whole.xlsx", "--engine", "libroffice"), "libreoffice"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(arguments: tuple[str, ...], meant: str, folder: Path) -> None:
    """Commands, options, units, engines and files."""
    done = run(*arguments, cwd=folder)
    assert done.returncode != 0
    assert meant in done.stderr


def test_watching_builds_again_when_a_workbook_is_saved(folder: Path, tmp_path: Path) -> None:
    """Once more for a save during the first round, none for what we wrote ourselves; Ctrl-C ends it."""
    workbook = tmp_path / "mine.xlsx"
    workbook.write_bytes((folder / "blank.xlsx").read_bytes())
    log = tmp_path / "log" / "said.txt"
    log.parent.mkdir()
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "ilmdocs", "build", workbook.name, "--watch"],
            cwd=tmp_path, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        try:
            _wait_for(log, "must be fixed first", 1)
            workbook.write_bytes((folder / "whole.xlsx").read_bytes())  # it is not yet waiting
            _wait_for(log, "Waiting for a workbook", 2)
            (tmp_path / "output" / "ours.pdf").write_bytes(b"as if built")
            time.sleep(4)  # long enough for a round that nothing should start
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(timeout=30)
    assert "8585-302: built, " in log.read_text(encoding="utf-8")
    assert log.read_text(encoding="utf-8").count("Waiting for") == 2
    assert code == 130


def _wait_for(log: Path, words: str, times: int) -> None:
    until = time.monotonic() + 60
    while log.read_text(encoding="utf-8").count(words) < times:
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.1)


def _completed(shell: str, words: str, current: str) -> str:
    env = {**os.environ, "_ILMDOCS_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": current}
    done = subprocess.run(
        [sys.executable, "-m", "ilmdocs"],
        env=env, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return done.stdout


def test_the_tab_key_knows_commands_options_units_and_files() -> None:
    """PowerShell is asked with the line and the unfinished word, bash with the word's number."""
    assert "plain\tverify\t" in _completed("powershell", "ilmdocs ver", "ver")
    assert "plain\t8585-301\tUndertaking Coaching" in _completed("powershell", "ilmdocs new 301", "301")
    assert "plain,--draft\n" in _completed("bash", "ilmdocs build --dr", "2")
    assert _completed("bash", "ilmdocs build in", "2") == "file,in\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_script(shell: str, tmp_path: Path) -> None:
    """It asks the program through the variable that `main` looks at."""
    assert "_ILMDOCS_COMPLETE" in run("completion", shell, cwd=tmp_path).stdout
    assert f"ilmdocs completion {shell}" in run("completion", cwd=tmp_path).stdout
