"""The folder with the double-click starter, as somebody meets it who has never seen a terminal."""

from __future__ import annotations

import os
import re
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from ilmdocs.cli import cli
from ilmdocs.starter import EXAMPLE, LINUX, MACOS, READ_ME, WINDOWS, starter_files

ODD = "Für Müller & Söhne (50 %) 'neu'"
"""A folder as people name theirs."""
posix = pytest.mark.skipif(os.name != "posix", reason="the starter of Windows is a command file")
WHEEL = "ilmdocs-9.9.9-py3-none-any.whl"


@cache
def _files() -> Mapping[str, bytes]:
    """What the command writes, once for all tests."""
    with TemporaryDirectory() as work:
        folder = _commanded(Path(work) / "starter")
        return {file.name: file.read_bytes() for file in folder.iterdir()}


def _commanded(folder: Path, *more: str) -> Path:
    done = CliRunner().invoke(cli, ["starter", str(folder), *more])
    assert done.exit_code == 0, done.output
    return folder


def _written(folder: Path) -> Path:
    folder.mkdir()
    for name, data in _files().items():
        (folder / name).write_bytes(data)
    return folder


def _command_file(python: str = r"C:\Python312\python.exe", **environment: str) -> str:
    files = starter_files(PureWindowsPath(python), environment, windows=True)
    return files[WINDOWS].data.decode()


def test_the_folder_holds_a_starter_for_each_system_and_something_to_try(tmp_path: Path) -> None:
    """Everybody finds a file to double-click, what to read first, and a workbook to drop."""
    folder = _written(tmp_path / ODD)
    assert {file.name for file in folder.iterdir()} == {WINDOWS, MACOS, LINUX, READ_ME, EXAMPLE}
    read_me = (folder / READ_ME).read_text(encoding="utf-8")
    assert all(name in read_me for name in (WINDOWS, MACOS, LINUX, EXAMPLE))
    done = CliRunner().invoke(cli, ["check", str(folder / EXAMPLE), "--today", "2026-11-26"])
    assert done.exit_code == 0, done.output


@posix
def test_the_folder_can_be_handed_on(tmp_path: Path) -> None:
    """Others may read it, and start what is to be started; nothing in it is confidential."""
    folder = _commanded(tmp_path / "out")
    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert rights == {WINDOWS: 0o644, MACOS: 0o755, LINUX: 0o755, READ_ME: 0o644, EXAMPLE: 0o644}


def test_a_wheel_goes_into_the_folder_and_nothing_else_does(tmp_path: Path) -> None:
    """The program itself may travel along; a slip in its name is said with what to do."""
    wheel = tmp_path / WHEEL
    wheel.write_bytes(b"PK")
    assert (_commanded(tmp_path / "out", "--wheel", str(wheel)) / WHEEL).read_bytes() == b"PK"
    other = tmp_path / "portfolio.pdf"
    other.write_bytes(b"%PDF")
    done = CliRunner().invoke(cli, ["starter", str(tmp_path / "o2"), "--wheel", str(other)])
    assert "portfolio.pdf is not a wheel of ilmdocs." in str(done.exception)
    done = CliRunner().invoke(cli, ["starter", str(tmp_path / "o3"), "--wheel", str(tmp_path / "none.whl")])
    assert "There is no file" in str(done.exception)
    assert "python -m pip wheel --no-deps -w wheels ." in str(done.exception)
    assert not (tmp_path / "o2").exists()


def test_the_command_file_has_the_line_ends_of_windows_and_no_foreign_letter() -> None:
    """Command files with other line ends lose their labels; other letters are read in other ways."""
    data = starter_files(PureWindowsPath(r"C:\p.exe"), {}, windows=True)[WINDOWS].data
    assert data.count(b"\n") == data.count(b"\r\n") > 100
    assert data.isascii()
    assert (data.splitlines()[0], b"chcp 65001" in data) == (b"@echo off", True)


def test_every_path_in_the_command_file_stands_in_quotation_marks() -> None:
    """Spaces, & and brackets in the names of folders break nothing."""
    for line in _command_file().splitlines():
        if line.startswith("rem "):
            continue
        outside = "".join(line.split('"')[::2])
        if not line.startswith("echo %WHEEL%>"):
            assert not re.search(r"%(?:~dp0|PY|PLACE|WHEEL|USERPROFILE|LOCALAPPDATA)%?", outside), line
        assert line.count('"') % 2 == 0, line


def test_every_jump_of_the_command_file_leads_to_a_label() -> None:
    """A slip in a label would end the window without a word."""
    text = _command_file()
    labels = re.findall(r"^:(\w+)\r?$", text, re.M)
    assert len(labels) == len(set(labels)) > 5
    assert set(re.findall(r"\bgoto :?(\w+)", text)) <= set(labels)


def test_no_window_closes_before_its_message_was_read() -> None:
    """Each way that ends in trouble leads to `pause`."""
    text = _command_file()
    for label in ("nofolder", "nowheel", "nopython", "notsetup"):
        rest = text[text.index(f"\r\n:{label}\r\n") :]
        assert "pause" in rest
        assert rest.index("pause") < rest.index("exit /b")


@pytest.mark.parametrize(
    ("python", "stands"),
    [
        (r"C:\Users\Jörg\AppData\Local\ilmdocs\python.exe", r"%LOCALAPPDATA%\ilmdocs\python.exe"),
        (r"C:\Users\Jörg\AppData\Roaming\uv\tools\python.exe", r"%APPDATA%\uv\tools\python.exe"),
        (r"C:\Users\Jörg\ilmdocs 50%\python.exe", r"%USERPROFILE%\ilmdocs 50%%\python.exe"),
        (r"D:\Python\python.exe", r"D:\Python\python.exe"),
    ],
)  # fmt: skip
def test_somebodys_name_in_a_path_does_not_break_the_command_file(python: str, stands: str) -> None:
    """The path is told from folders that Windows knows, so that no letter of a name stands in the file."""
    home = r"C:\Users\Jörg"
    text = _command_file(
        python, USERPROFILE=home, LOCALAPPDATA=home + r"\AppData\Local", APPDATA=home + r"\AppData\Roaming"
    )
    assert f'set "PY={stands}"' in text


@posix
def test_the_starter_opens_the_page_from_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    """A double-click starts the program with the Python that wrote the folder."""
    folder = _written(tmp_path / ODD)
    said = _started(folder, _fake_python(tmp_path / "a b" / "python"), "--port", "1")
    assert said.returncode == 0
    assert said.stdout.splitlines()[-1] == f"[{folder.resolve()}] -m ilmdocs web --port 1"


@posix
def test_without_ilmdocs_and_without_a_wheel_the_starter_says_whom_to_ask(tmp_path: Path) -> None:
    """On another computer than the one that wrote the folder."""
    said = _started(_written(tmp_path / ODD), tmp_path / "nowhere", HOME=str(tmp_path))
    assert said.returncode == 4
    assert "Ask whoever gave it to you" in " ".join(said.stdout.split())


@posix
def test_without_python_the_starter_says_where_to_get_it(tmp_path: Path) -> None:
    """A wheel is there, and nothing that could set it up."""
    folder = _written(tmp_path / ODD)
    (folder / WHEEL).write_bytes(b"PK")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "dirname").symlink_to("/usr/bin/dirname")
    said = _started(folder, tmp_path / "nowhere", HOME=str(tmp_path), PATH=str(tools))
    assert said.returncode == 4
    assert "Python 3.11 or newer is missing on this computer" in said.stdout


@posix
def test_the_page_really_opens(tmp_path: Path) -> None:
    """The starter as it was written brings up `ilmdocs web`, and ends with it."""
    folder = _written(tmp_path / ODD)
    with subprocess.Popen(
        ["/bin/sh", str(folder / LINUX), "--no-browser"],
        cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as started:  # fmt: skip
        try:
            lines = iter(started.stdout or ())
            assert any(re.search(r"http://127\.[0-9.]+:\d+/", line) for line in lines)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGINT)


def _fake_python(file: Path) -> Path:
    """Something that plays Python with ilmdocs and says where it was started and with what."""
    file.parent.mkdir(parents=True)
    file.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "[$PWD] $*"\n', encoding="utf-8")
    file.chmod(0o755)
    return file


def _started(folder: Path, python: Path, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The starter for Linux, as if another Python had written it."""
    script = folder / LINUX
    text = script.read_text(encoding="utf-8")
    own = f"\npython={shlex.quote(sys.executable)}\n"
    assert own in text
    script.write_text(text.replace(own, f"\npython={shlex.quote(str(python))}\n"), encoding="utf-8")
    return subprocess.run(
        ["/bin/sh", str(script), *more],
        cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
