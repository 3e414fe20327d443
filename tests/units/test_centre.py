"""A centre labels units and adds the criteria that the sources lack, in its own pack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.library import load_library
from ilmdocs.model.centre import Centre
from ilmdocs.model.finding import Finding
from ilmdocs.model.unit import PartKind
from ilmdocs.plan import plan_portfolio
from ilmdocs.report.text import readiness_text
from ilmdocs.rules import CheckContext, check
from ilmdocs.units import centre_settings, with_centre
from tests.builders import TEMPLATES, TODAY, UNITS, submission
from tests.rules.perfect_others import JOURNAL, others

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
HEAD = 'name = "Sample Training Centre"\nversion = "2026"\nofficial = false\n'


def pack(folder: Path, text: str) -> Path:
    """A centre's folder whose pack says something about units."""
    (folder / "pack.toml").write_text(HEAD + text, encoding="utf-8")
    return folder


def example() -> str:
    """The example of docs/templates.md, as a centre would copy it."""
    found = re.search(r"```toml\n(\[units.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert found
    return found[1]


def test_the_example_of_the_documentation_works_as_it_says(tmp_path: Path) -> None:
    """Numbers, wording, sections and evidence are those of the page, in printed order."""
    unit = load_library(TEMPLATES, Centre(pack=pack(tmp_path, example()))).unit(JOURNAL)
    assert [(outcome.id, outcome.title) for outcome in unit.outcomes] == [
        ("1", "Section One"),
        ("2", "Section Two"),
    ]
    assert [(c.id, c.number, c.verb) for c in unit.criteria()] == [
        ("1.1", "1.1", "Keep"),
        ("2.1", "2.2", "Produce"),
    ]
    assert (unit.title, unit.name, unit.unknown_criteria) == ("Reflecting on Coaching Skills", JOURNAL, "")
    logs = next(part for part in unit.parts if part.kind is PartKind.REFLECTIVE_LOG)
    assert logs.criteria == ("1.1",)


def found_in(folder: Path, *, sessions: bool) -> tuple[tuple[Finding, ...], str]:
    """Findings, and the text on readiness, of a learner with or without sessions."""
    unit = load_library(TEMPLATES, Centre(pack=folder)).unit(JOURNAL)
    rows = others(JOURNAL)
    rows["Narrative"] += [
        {"section": "1", "kind": kind, "text": f"The {kind}."} for kind in ("introduction", "summary")
    ]
    if not sessions:
        rows["Sessions"] = []
    made = submission(rows)
    result = check(made, (plan_portfolio(made, unit),), CheckContext(TODAY))
    return result.findings, readiness_text(result.readiness[0], unit, result.findings)


def test_an_added_criterion_is_checked_like_every_other(tmp_path: Path) -> None:
    """With reflective logs it is met and nothing is said; without them it lacks evidence."""
    folder = pack(tmp_path, example())
    findings, text = found_in(folder, sessions=True)
    assert findings == ()
    assert re.search(r"2\.2 +Produce a development plan", text)
    missing = [f for f in found_in(folder, sessions=False)[0] if f.id == "criterion-evidenced"]
    assert [(f.criterion, "criterion 1.1" in f.message) for f in missing] == [("1.1", True)]


def test_a_centre_without_units_changes_none(tmp_path: Path) -> None:
    """A pack with forms only, or no pack at all, leaves every unit as it is."""
    assert with_centre(UNITS, None) == UNITS
    assert with_centre(UNITS, pack(tmp_path, "[forms]\n")) == UNITS
    assert with_centre(UNITS, tmp_path / "nowhere") == UNITS


def test_a_label_makes_the_portfolio_anew(tmp_path: Path) -> None:
    """The centre's file is one of those that this unit is made of, so that a change is noticed."""
    pack(tmp_path, f'[units."{JOURNAL}"]\nlabel = "303"\n')
    assert centre_settings(tmp_path, JOURNAL) == (tmp_path / "pack.toml",)
    assert centre_settings(tmp_path, "8585-301") == ()
    library = load_library(TEMPLATES, Centre(pack=tmp_path))
    assert library.unit_files(library.unit(JOURNAL))[-1] == tmp_path / "pack.toml"


SLIPS = {
    '[units."8585-330"]\nlabel = "x"\n': r"8585-330.*Did you mean 8585-30",
    f'[units."{JOURNAL}"]\nlabell = "x"\n': r"Unknown key labell .*Did you mean label\?",
    f'[units."{JOURNAL}".criteria."2.2"]\nlabel = "x"\n': r"Unknown key 2\.2 .*Did you mean 2\.1\?",
    f'[units."{JOURNAL}".criteria."2.1"]\nlable = "x"\n': r"Unknown key lable .*Did you mean label\?",
    f'[units."{JOURNAL}".criteria."2.1"]\nlabel = 2\n': r"label.*text in quotation marks",
    f'[[units."{JOURNAL}".more_criteria]]\nid = "2.1"\noutcome = "2"\ntext = "Do"\n': r"2\.1 stands twice",
    f'[[units."{JOURNAL}".more_criteria]]\nid = "2.3"\nlabel = "2.1"\noutcome = "2"\ntext = "Do"\n': (
        r"2\.1 stands twice"
    ),
    f'[[units."{JOURNAL}".more_criteria]]\nid = "1.1"\noutcome = "1"\ntext = "Do"\n': (
        r"names 1 under outcome, which does not exist"
    ),
    f'[[units."{JOURNAL}".more_criteria]]\nid = "2.2"\noutcome = "2"\ntext = "Do"\nparts = ["diary"]\n': (
        r"names diary under parts"
    ),
    f'[[units."{JOURNAL}".more_outcomes]]\nid = "2"\ntitle = "Again"\n': r"2 stands twice",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_refused_with_what_was_probably_meant(text: str, tmp_path: Path) -> None:
    """The message names the place in pack.toml."""
    with pytest.raises(UnreadableInput, match=SLIPS[text]) as refused:
        load_library(TEMPLATES, Centre(pack=pack(tmp_path, text)))
    assert "pack.toml units" in refused.value.message
