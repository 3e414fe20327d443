"""File and folder names follow the awarding body's convention and suit every file system."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ilmdocs.assemble import file_name, learner_folder, portfolio_name, unit_folder
from tests.assemble.builders import WHO, unit

JONES = replace(WHO, initial="R", surname="Jones")


def test_the_convention() -> None:
    """A name is made exactly as the awarding body asks for it."""
    assert portfolio_name(JONES, unit()) == "R Jones-ABC123-012345-8585-301(1).pdf"
    assert learner_folder(JONES) == "Jones R ABC123"
    assert unit_folder(unit(), 2) == "8585-301(2)"


@pytest.mark.parametrize(
    ("surname", "folder"),
    [
        ("../../evil", "evil R ABC123"),
        ("C:\\Windows\\x", "C Windows x R ABC123"),
        ("O'Brien-Łódź", "O'Brien-Łódź R ABC123"),
        ("Jo\u202enes", "Jones R ABC123"),
        ("Jones\nSmith", "Jones Smith R ABC123"),
        ("-rf", "rf R ABC123"),
        ("Ann.", "Ann R ABC123"),
        ("Y\u0302stw\u0302r", "Ŷstŵr R ABC123"),
    ],
)
def test_names_that_file_systems_do_not_take(surname: str, folder: str) -> None:
    """Path parts, control characters, direction marks and ends that Windows drops never reach the disk."""
    assert learner_folder(replace(JONES, surname=surname)) == folder


@pytest.mark.parametrize("name", ["CON", "nul", "Lpt1"])
def test_names_that_windows_keeps_for_devices(name: str) -> None:
    """A learner called Con, without number or initial, still gets a folder."""
    bare = replace(JONES, surname=name, initial="", registration="")
    assert learner_folder(bare) == f"{name}_"


def test_nothing_known_yet() -> None:
    """A draft without name and numbers has a file name all the same."""
    nobody = replace(JONES, surname="", initial="", registration="", centre_number="")
    assert portfolio_name(nobody, unit()) == "8585-301(1).pdf"
    assert learner_folder(nobody) == "untitled"


def test_long_names_stay_apart() -> None:
    """Two long names that differ at the end only do not become one file; the unit stays legible."""
    one, other = (replace(JONES, surname="Llanfair" * 30 + end) for end in "ab")
    assert portfolio_name(one, unit()) != portfolio_name(other, unit())
    assert portfolio_name(one, unit()).endswith("-ABC123-012345-8585-301(1).pdf")


_NASTY = st.sampled_from(
    [
        "../../evil", "..", "/etc/passwd", "\\\\server\\share", "C:\\x", "C:x", "CON", "nul.txt", "COM1.txt",
        "Ann.", "Ann ", " Ann", "Jo\u202enes", "Jo\u2066nes", "a\nb", "-rf", "x" * 300, "😀" * 70, "é" * 90,
        "E\u0301" * 60, "／／", "a:b", "a\0b", "\ud800", "\u3164", "\ufe0f", "~$x", ".hidden",
        "%TEMP%", "$HOME", "LPT¹", "`x`", "\u0301", "ﬁ", "İ", "ß",
    ]
)  # fmt: skip
_TYPED = st.one_of(_NASTY, st.text(max_size=60), st.builds("".join, st.lists(_NASTY, max_size=4)))


@settings(deadline=None)
@given(surname=_TYPED, first=_TYPED, registration=_TYPED, centre=_TYPED)
def test_any_name_is_safe(surname: str, first: str, registration: str, centre: str) -> None:
    """Whatever is typed, names are short, composed, to be seen, no device, and lead nowhere else."""
    who = replace(
        JONES, surname=surname, initial=first[:1].upper(), registration=registration, centre_number=centre
    )
    patterned = replace(unit(), file_name="{surname} {initial}-{registration}-{unit}-{attempt}")
    stems = (
        portfolio_name(who, unit()).removesuffix(".pdf"),
        portfolio_name(who, patterned).removesuffix(".pdf"),
        learner_folder(who),
        file_name(surname),
    )
    root = Path("/output")
    for name in stems:
        assert 0 < len(name.encode()) <= 81
        assert unicodedata.is_normalized("NFC", name)
        assert not re.search(r'[<>:"/\\|?*.~$%`\x00-\x1f]', name)
        assert not any(unicodedata.category(c)[0] == "C" for c in name)
        assert not re.fullmatch(r"(?i)con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]", name)
        assert name == name.strip(" -")
        assert Path(os.path.normpath(root / name / "x")).parents[1] == root
        assert PureWindowsPath("C:/output").joinpath(name).parent == PureWindowsPath("C:/output")


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_two_numbers_never_share_a_folder(one: str, other: str) -> None:
    """What tells two learners apart is in the name of their folders, or in a mark made from it."""

    def seen(text: str) -> str:
        return " ".join(unicodedata.normalize("NFC", text).casefold().split())

    assume(seen(one) != seen(other) and seen(one) and seen(other))
    folders = [learner_folder(replace(JONES, registration=number)) for number in (one, other)]
    assert folders[0].casefold() != folders[1].casefold()


@pytest.mark.parametrize(
    ("one", "other"), [("A/1", "A:1"), ("A／1", "A 1"), ("A1.", "A1"), ("12\u3164", "12"), ("№😀", "№😁")]
)
def test_numbers_that_become_alike_stay_apart(one: str, other: str) -> None:
    """Where a file name cannot hold a difference, a mark does."""
    folders = {learner_folder(replace(JONES, registration=number)) for number in (one, other)}
    assert len(folders) == 2
    assert all(name.startswith("Jones R") for name in folders)


@pytest.mark.parametrize(
    ("one", "other"), [("ANN", "ann"), ("Ye\u0301", "Yé"), ("Ann  Lee", "Ann Lee"), ("Jo\u200bnes", "Jones")]
)
def test_one_learner_typed_in_two_ways_has_one_folder(one: str, other: str) -> None:
    """Capitals, the way an accent is stored, spaces and what cannot be seen make nobody somebody else."""
    folders = {learner_folder(replace(JONES, surname=name)).casefold() for name in (one, other)}
    assert len(folders) == 1


def test_the_longest_path_leaves_room_on_windows() -> None:
    """Below an output folder of 60 characters, everything stays within the 260 that Windows allows."""
    who = replace(JONES, surname="Llanfair" * 30, registration="A" * 300)
    folder = f"{learner_folder(who)}/{unit_folder(unit(), 1)}"
    longest = max(
        len(f"{folder}/{portfolio_name(who, unit())}"),
        len(f"{folder}/documents/01 {file_name('x' * 300)}.docx"),
    )
    assert 60 + 1 + longest < 260
