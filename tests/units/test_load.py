"""Unit files are read exactly, and a slip in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import PartKind, Per, Regime, Unit
from ilmdocs.units import load_unit, load_units
from tests.builders import TEMPLATES

SMALL = """
schema = 1
id = "9999-001"
title = "A fictional unit"
qualification = "9999"
qualification_title = "A fictional qualification"
version = "2026-01"
level = 3
regime = "portfolio"
order = ["matrix", "diary"]

[hours]
minutes = 60

[wording]
heading = "Words"

[[outcomes]]
id = "1"
title = "Section One"

[[outcomes.criteria]]
id = "1.1"
verb = "Show"
text = "Show something"

[[outcomes.criteria]]
id = "1.10"
verb = "Tell"
text = "Tell something"

[[parts]]
kind = "diary"
title = "Diary"
form = "diary"
per = "client"
sheet = "Clients"
criteria = ["1.1"]
when_answered = true

[parts.answers]
"1.1" = ["Clients.profile"]

[[rules]]
id = "planned-hours"
meaning = "Enough is planned."
check = "coaching-hours"
criterion = "1.1"
severity = "must"
remedy = "Plan more."
derived = "For a test."
options = { of = "planned", minutes = 60, few = ["a", "b"], yes = true }
"""


def load(tmp_path: Path, text: str) -> Unit:
    path = tmp_path / "9999-001.toml"
    path.write_text(text, encoding="utf-8")
    return load_unit(path)


def test_a_unit_file_becomes_a_unit(tmp_path: Path) -> None:
    """Every key arrives, and criterion 1.10 stays 1.10."""
    unit = load(tmp_path, SMALL)
    assert (unit.id, unit.level, unit.regime, unit.required_minutes) == ("9999-001", 3, Regime.PORTFOLIO, 60)
    assert [criterion.id for criterion in unit.criteria()] == ["1.1", "1.10"]
    (part,) = unit.parts
    assert (part.kind, part.per, part.answers) == (PartKind.DIARY, Per.CLIENT, {"1.1": ("Clients.profile",)})
    assert part.when_answered
    (rule,) = unit.rules
    assert rule.options == {"of": "planned", "minutes": 60, "few": ("a", "b"), "yes": True}
    assert (rule.severity, rule.criterion, rule.remedy) == (Severity.MUST, "1.1", "Plan more.")
    assert (rule.source, rule.derived, rule.meaning) == (None, "For a test.", "Enough is planned.")


BROKEN = {
    "unknown key": ("level = 3", "levle = 3", r"Unknown key levle in 9999-001\.toml\. Did you mean level\?"),
    "unknown key of a rule": (
        "remedy =",
        "remidy =",
        r"Unknown key remidy in .*rules\.planned-hours\. Did you mean remedy\?",
    ),
    "missing key": ('title = "A fictional unit"', "", "lacks the key title"),
    "wrong kind of value": (
        "level = 3",
        'level = "three"',
        "level that is not allowed: it must be a whole number",
    ),
    "yes as a number": ("level = 3", "level = true", "it must be a whole number"),
    "text for a list": (
        'criteria = ["1.1"]',
        'criteria = "1.1"',
        "criteria that is not allowed: it must be a list",
    ),
    "number for a text": ('title = "Diary"', "title = 7", "title that is not allowed: it must be a text"),
    "unknown severity": (
        'severity = "must"',
        'severity = "most"',
        r"names most under severity.* Did you mean must\?",
    ),
    "unknown regime": ('regime = "portfolio"', 'regime = "portfoilo"', r"Did you mean portfolio\?"),
    "unknown part kind": ('kind = "diary"', 'kind = "dairy"', r"Did you mean diary\?"),
    "unknown criterion of a rule": ('criterion = "1.1"', 'criterion = "1.7"', "names 1.7 under criteria"),
    "unknown criterion of an answer": ('"1.1" = [', '"1.7" = [', "names 1.7 under criteria"),
    "kind without a place": (
        'order = ["matrix", "diary"]',
        'order = ["matrix"]',
        "diary has no place in the order",
    ),
    "criterion twice": ('id = "1.10"', 'id = "1.1"', "1.1 stands twice"),
    "neither source nor reason": ('derived = "For a test."', "", "either a source or"),
    "source and reason": (
        'derived = "For a test."',
        'derived = "x"\nsource = { file = "a", quote = "b" }',
        "either a source or",
    ),
    "source without a file": ('derived = "For a test."', 'source = { quote = "b" }', "lacks the key file"),
    "option of an odd kind": (
        ", minutes = 60",
        ", minutes = { a = 1 }",
        r"options\.minutes that is not allowed",
    ),
    "table for a list of tables": ("[[outcomes]]", "[outcomes]", "Unknown key|not allowed|cannot be read"),
    "newer schema": ("schema = 1", "schema = 2", "schema that is not allowed"),
    "no TOML": ("schema = 1", "schema = ", "cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_slip_in_a_unit_file_is_named(name: str, tmp_path: Path) -> None:
    """The message says which file, where in it and what is wrong, with a suggestion where one is near."""
    before, after, message = BROKEN[name]
    assert before in SMALL
    with pytest.raises(UnreadableInput, match=message) as caught:
        load(tmp_path, SMALL.replace(before, after, 1))
    assert "9999-001.toml" in caught.value.message


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are named, not shown as a traceback."""
    path = tmp_path / "9999-001.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableInput, match=r"9999-001\.toml cannot be read"):
        load_unit(path)


def test_the_newest_version_of_a_unit_counts(tmp_path: Path) -> None:
    """Units come in id order, a later version over an earlier one, form packs left aside."""
    for version in ("2026-01", "2027-01"):
        folder = tmp_path / "9999" / version
        folder.mkdir(parents=True)
        (folder / "9999-001.toml").write_text(SMALL.replace("2026-01", version), encoding="utf-8")
        (folder / "pack.toml").write_text("this is no unit", encoding="utf-8")
    assert {name: unit.version for name, unit in load_units(tmp_path).items()} == {"9999-001": "2027-01"}


def test_the_shipped_units_are_those_of_8585() -> None:
    """301 asks for 6 hours and 302 for 12; both have the eleven criteria. Of 303 one criterion is known."""
    units = {name: unit for name, unit in load_units(TEMPLATES).items() if unit.qualification == "8585"}
    assert {name: (unit.required_minutes, len(list(unit.criteria()))) for name, unit in units.items()} == {
        "8585-301": (360, 11),
        "8585-302": (720, 11),
        "8585-303": (None, 1),
    }
    assert units["8585-303"].unknown_criteria
