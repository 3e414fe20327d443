"""A centre's own forms are filled too, and the forms that it lacks come from the shipped packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms import Filler, check_pack, load_pack
from ilmdocs.rules import used_fields

from . import centre_forms, fictional
from .outline import outline

UNITS = (fictional.unit(), fictional.unit("8585-302"))
USED = {unit.id: used_fields(unit) for unit in UNITS}


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """The centre's pack folder."""
    return centre_forms.write_pack(tmp_path / "centre")


def test_centre_forms_win_form_by_form(centre: Path) -> None:
    """Diary and matrix are the centre's, the reflective log is ours, the authentication sheet common."""
    pack = load_pack(fictional.TEMPLATES, UNITS[0], centre)
    assert pack.path("diary") == centre / "our diary.docx"
    assert pack.path("reflective-log").parent.name == "2018-11"
    assert pack.path("authentication").parent.parent.name == "common"
    assert pack.official == {"diary", "matrix"}
    assert load_pack(fictional.TEMPLATES, UNITS[0]).official == frozenset()


def test_centre_diary_is_filled(centre: Path) -> None:
    """Every answer of the shipped diary stands on the centre's, in its own layout."""
    given = fictional.submission()
    plan = fictional.planned(given)
    part = fictional.part_for(plan, "diary")
    ours = Filler(load_pack(fictional.TEMPLATES, UNITS[0])).fill(part, plan, given)
    theirs = Filler(load_pack(fictional.TEMPLATES, UNITS[0], centre)).fill(part, plan, given)
    text = outline(theirs.docx)
    assert "Normal: Coach: Maren Fictional   Client: C1" in text
    assert "Normal: From 4 March 2026, in all 6 h 45 min" in text
    assert "{{" not in text and "{%" not in text
    answers = {value for value in ours.printed if len(value) > 30}
    assert {value for value in answers if not any(value in other for other in theirs.printed)} == {
        value
        for value in answers
        if value.startswith("G1: ")  # the centre prints each goal on its own
    }


def test_centre_diary_gets_its_sections_by_heading(centre: Path) -> None:
    """Without a sections list, headings that begin with AC and a number are found."""
    given = fictional.submission()
    plan = fictional.planned(given)
    filler = Filler(load_pack(fictional.TEMPLATES, UNITS[0], centre))
    sections = filler.fill(fictional.part_for(plan, "diary"), plan, given).sections
    assert [(section.anchor, section.criteria) for section in sections] == [
        ("AC 1.1", ("1.1",)),
        ("AC 1.2", ("1.2",)),
        ("AC 1.3", ("1.3",)),
        ("AC 2.1", ("2.1",)),
        ("AC 2.2", ("2.2",)),
    ]


def test_centre_matrix_is_filled_row_by_row(centre: Path) -> None:
    """A matrix with fixed rows lists titles and references of a criterion line by line."""
    given = fictional.submission()
    plan = fictional.planned(given)
    filler = Filler(load_pack(fictional.TEMPLATES, UNITS[0], centre))
    text = outline(filler.fill(fictional.part_for(plan, "matrix"), plan, given).docx)
    assert (
        "| AC 1.2 | E01,·p.·0 ⏎ E09,·p.·0 | Coaching diary, client C1 ⏎ Coaching statements, client C1 |"
        in text
    )


def test_centre_pack_has_no_problem(centre: Path) -> None:
    """The tagged copies pass the check: nothing unknown, nothing lost."""
    assert [str(problem) for problem in check_pack(centre, fictional.TEMPLATES, UNITS, USED)] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("[forms.diary]", "[forms.diary]\nfiel = 1"), "Unknown key fiel"),
        (("official = true", 'official = "yes"'), "official must be true or false"),
        (("our diary.docx", "absent.docx"), "absent.docx, which is not in the pack's folder"),
        (("our diary.docx", "../our diary.docx"), "not in the pack's folder"),
        (('name = "Sample centre"', ""), "The key name is missing"),
        (("[forms.diary]", "[forms.diary"), "cannot be understood"),
    ],
)
def test_broken_pack_file_is_refused_in_words(centre: Path, change: tuple[str, str], words: str) -> None:
    """A mistake in pack.toml names key and remedy, in loading and in checking."""
    path = centre / "pack.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"pack\.toml"):
        load_pack(fictional.TEMPLATES, UNITS[0], centre)
    assert any(words in str(problem) for problem in check_pack(centre, fictional.TEMPLATES, UNITS, USED))


def test_folder_without_pack_file_is_refused(tmp_path: Path) -> None:
    """A folder that is no pack is not silently ignored."""
    with pytest.raises(UnreadableInput, match=r"has no pack\.toml"):
        load_pack(fictional.TEMPLATES, UNITS[0], tmp_path)
    assert len(check_pack(tmp_path, fictional.TEMPLATES, UNITS, USED)) == 1


def test_the_ending_that_notepad_adds_is_recognised(centre: Path) -> None:
    """Explorer hides `.txt`, so the folder looks right to its owner."""
    (centre / "pack.toml").rename(centre / "pack.toml.txt")
    with pytest.raises(UnreadableInput) as caught:
        load_pack(fictional.TEMPLATES, UNITS[0], centre)
    assert "without .txt" in caught.value.remedy
