"""What a cell may name: a file in the workbook's folder that lies there as a plain file, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilmdocs.attachments import locate
from ilmdocs.entries import entry_named
from ilmdocs.errors import IlmdocsError


@pytest.mark.parametrize(
    "typed",
    ["NUL", "con", "COM1.pdf", "scan.pdf.", "scan.pdf ", "scan.pdf:hidden", "scan.pdf::$DATA", "AUX.txt"],
)
def test_what_windows_would_open_by_name_is_not_there(
    tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Devices, streams and names with a dot at the end exist for whoever asks Windows; a list has none."""
    (tmp_path / "scan.pdf").write_bytes(b"x")
    monkeypatch.setattr(Path, "exists", lambda self: True)
    assert entry_named(tmp_path, typed) is None
    assert entry_named(tmp_path, "SCAN.pdf") == tmp_path / "scan.pdf"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes among files")
def test_a_pipe_or_a_device_is_never_opened(tmp_path: Path) -> None:
    """Opening a pipe would wait for ever; the message says what it is."""
    os.mkfifo(tmp_path / "scan.pdf")
    with pytest.raises(IlmdocsError, match=r'"scan\.pdf" is no ordinary file'):
        locate(tmp_path, "scan.pdf")


@pytest.mark.skipif(os.name != "posix", reason="Windows asks for rights to make links")
@pytest.mark.parametrize(
    "typed", ["other/file.pdf", "deep/loop", "../other learner/file.pdf", "other\\file.pdf"]
)
def test_another_learners_file_cannot_be_named(tmp_path: Path, typed: str) -> None:
    """Neither by its path nor through a folder that is a link, nor round in circles."""
    folder = tmp_path / "learner"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "other learner").mkdir()
    (tmp_path / "other learner" / "file.pdf").write_bytes(b"theirs")
    (folder / "other").symlink_to(tmp_path / "other learner")
    (folder / "deep" / "loop").symlink_to("loop")
    with pytest.raises(IlmdocsError) as refused:
        locate(folder, typed)
    assert refused.value.remedy


_PIECE = st.sampled_from(
    [
        "..",
        ".",
        "/",
        "\\",
        "a.pdf",
        "A.PDF",
        "sub",
        "C:",
        "//server",
        "~",
        "NUL",
        "é",
        "e\u0301",
        " ",
        "\0",
        "link",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.lists(_PIECE, max_size=6).map("/".join), st.text(max_size=30)))
def test_whatever_is_typed_the_file_is_inside(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    """Found or refused with a reason: never a file elsewhere, never another exception."""
    base = tmp_path_factory.getbasetemp() / "typed"
    if not base.exists():
        (base / "learner" / "sub").mkdir(parents=True)
        for place in ("a.pdf", "learner/a.pdf", "learner/sub/a.pdf", "learner/é"):
            (base / place).write_bytes(b"x")
        if os.name == "posix":
            (base / "learner" / "link").symlink_to(base)
    try:
        found = locate(base / "learner", typed)
    except IlmdocsError as refused:
        assert refused.remedy
    else:
        assert found.is_file() and found.is_relative_to((base / "learner").resolve())
