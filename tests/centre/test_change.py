"""Settings changed in the file: only they, wherever they stand; all else stays as somebody wrote it."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from ilmdocs.centre import starting_file
from ilmdocs.centre.change import Entry, changed
from ilmdocs.errors import UnreadableInput

_OURS = """\
# Our academy
name = 'Old Academy' # since 1998
number="000001"
colour = "teal"

# Who teaches
[[tutors]]
name = "Jo Marsh" # mornings only

[part_order]
8585-301 = ["diary"]
"""


def test_nothing_changes_where_nothing_is_changed() -> None:
    """Saving what is there already gives the same bytes."""
    same = {"name": "Old Academy", "number": "000001", "logo": None, "tutors": [{"name": "Jo Marsh"}]}
    assert changed(_OURS, same) == _OURS


def test_a_changed_value_keeps_its_comment_and_what_nobody_knows_stays() -> None:
    """Comments, the order of lines, and keys that are not in the form."""
    text = changed(_OURS, {"name": 'The "New" Academy', "low_score": 3})
    assert "# since 1998" in text and "# mornings only" in text and 'colour = "teal"' in text
    data = tomllib.loads(text)
    assert (data["name"], data["low_score"]) == ('The "New" Academy', 3)
    assert data["tutors"] == [{"name": "Jo Marsh"}]
    assert data["part_order"] == {"8585-301": ["diary"]}


def test_an_explained_setting_is_switched_on_where_it_stands() -> None:
    """Below the lines that explain it, as somebody would do by hand."""
    text = changed(starting_file().decode(), {"name": "Academy", "retention_months": 36})
    lines = text.splitlines()
    assert lines[lines.index('name = "Academy"') - 1].startswith("# blank is taken")
    assert "retention_months = 36" in lines
    assert '#number = "012345"' in lines
    assert tomllib.loads(text) == {"name": "Academy", "retention_months": 36}


def test_people_and_orders_are_written_after_everything_simple() -> None:
    """Whatever is set in whichever order, nothing ends up in somebody else's table."""
    people: list[Entry] = [{"name": "Sam Okoro", "since": date(2026, 1, 15)}, {"name": "Kit Bryant"}]
    first = changed(starting_file().decode(), {"assessors": people, "part_order": {"8585-301": ["cpd"]}})
    data = tomllib.loads(changed(first, {"logo": "logo.png", "number": "7"}))
    assert data == {
        "logo": "logo.png", "number": "7", "assessors": people, "part_order": {"8585-301": ["cpd"]}
    }  # fmt: skip


def test_what_is_emptied_is_taken_out() -> None:
    """A setting that is not set is not in the file."""
    text = changed(_OURS, {"name": None, "tutors": [], "part_order": {}})
    assert tomllib.loads(text) == {"number": "000001", "colour": "teal"}


def test_a_file_that_cannot_be_read_is_never_written_to() -> None:
    """Its owner is told what to do."""
    with pytest.raises(UnreadableInput, match="was not changed"):
        changed("name = Academy", {"name": "Academy"})
