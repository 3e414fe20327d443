"""File and folder names follow the awarding body's convention and suit every file system."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
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


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_any_name_is_safe(surname: str, registration: str, centre: str) -> None:
    """Whatever is typed, the names are short, composed and free of all that a path could mistake."""
    who = replace(JONES, surname=surname, registration=registration, centre_number=centre)
    for name in (portfolio_name(who, unit()).removesuffix(".pdf"), learner_folder(who), file_name(surname)):
        assert 0 < len(name.encode()) <= 81
        assert unicodedata.is_normalized("NFC", name)
        assert not re.search(r'[<>:"/\\|?*.\x00-\x1f]', name)
        assert name == name.strip(" -")
