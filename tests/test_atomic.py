"""A reader sees the old file or the whole new one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ilmdocs.atomic import write_atomically
from ilmdocs.errors import ExitCode, UnwritableOutput


def test_a_file_is_replaced_whole_and_kept_private(tmp_path: Path) -> None:
    """The new bytes stand there alone, readable by their owner."""
    target = tmp_path / "deep" / "portfolio.pdf"
    write_atomically(target, b"first")
    write_atomically(target, b"second")
    assert target.read_bytes() == b"second"
    assert [p.name for p in target.parent.iterdir()] == ["portfolio.pdf"]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    """Writing through a link would overwrite a file of the user's."""
    precious = tmp_path / "precious.pdf"
    precious.write_bytes(b"mine")
    link = tmp_path / "portfolio.pdf"
    link.symlink_to(precious)
    write_atomically(link, b"new")
    assert precious.read_bytes() == b"mine"
    assert link.read_bytes() == b"new"
    assert not link.is_symlink()


def test_a_folder_in_the_way_is_reported_and_nothing_stays_behind(tmp_path: Path) -> None:
    """The message names the file and says what to try; no temporary file is left."""
    (tmp_path / "portfolio.pdf").mkdir()
    with pytest.raises(UnwritableOutput, match=r"portfolio\.pdf cannot be written") as caught:
        write_atomically(tmp_path / "portfolio.pdf", b"new")
    assert caught.value.exit_code is ExitCode.UNWRITABLE
    assert [p.name for p in tmp_path.iterdir()] == ["portfolio.pdf"]
