"""Temporary files in memory: private, removed in any case, and never more than there is room for."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from ilmdocs.convert.memory_folder import private_folder
from ilmdocs.scratch import MEMORY

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not os.access(MEMORY, os.W_OK), reason="needs a memory file system"
)

HOLD = """
import sys, time
from pathlib import Path
from ilmdocs.convert.memory_folder import private_folder
with private_folder(Path(sys.argv[1])) as folder:
    (folder / "note").write_text("of a learner")
    print(folder, flush=True)
    time.sleep(60)
"""


class Usage(NamedTuple):
    """What `shutil.disk_usage` says."""

    total: int
    used: int
    free: int


def holder(tmp_path: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another process with a folder in memory."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_the_folder_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    """Nobody else on the machine can look into it; also an exception leaves nothing."""
    with pytest.raises(ZeroDivisionError), private_folder(tmp_path) as folder:
        assert folder.parent == MEMORY
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "note").write_text("of a learner", encoding="utf-8")
        raise ZeroDivisionError
    assert not folder.exists()


def test_what_a_killed_process_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    """Kill -9 leaves the folder; it does not stay in memory until the machine is switched off."""
    process, left = holder(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (left / "note").is_file()
    with private_folder(tmp_path):
        assert not left.exists()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    """Workers side by side never remove each other's files."""
    process, used = holder(tmp_path)
    try:
        with private_folder(tmp_path) as own:
            assert own != used
        assert (used / "note").is_file()
    finally:
        process.kill()
        process.communicate()
    with private_folder(tmp_path):
        assert not used.exists()


def test_without_a_memory_file_system_the_work_folder_is_used(tmp_path: Path) -> None:
    """An ordinary folder is no memory file system, and neither is one that is not there."""
    plain = tmp_path / "plain"
    plain.mkdir()
    for memory in (plain, tmp_path / "absent"):
        with private_folder(tmp_path, memory) as folder:
            assert folder.parent == tmp_path
        assert not folder.exists()


def test_a_small_memory_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Containers often have 64 MB of it."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(64 << 20, 0, 64 << 20))
    with private_folder(tmp_path) as folder:
        assert folder.parent == tmp_path
