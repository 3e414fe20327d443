"""Each shipped form, filled for the fictional learner, reads as its golden outline says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ilmdocs.forms import Filler, load_pack
from ilmdocs.model.portfolio import Layout

from . import fictional
from .outline import outline

GOLDEN = Path(__file__).parent / "golden"
GIVEN = fictional.submission()
PLAN = fictional.planned(GIVEN)
FORMS = tuple(dict.fromkeys(part.form for part in PLAN.parts if part.form))
LAYOUT = Layout(
    total=40,
    first_page={part.name: number * 2 for number, part in enumerate(PLAN.parts, start=1)},
    criterion_page={
        (part.name, criterion): number * 2 + shift
        for number, part in enumerate(PLAN.parts, start=1)
        for shift, criterion in enumerate(part.criteria)
    },
)


def test_every_form_of_both_units_has_a_golden_outline() -> None:
    """A form added to a unit needs a golden outline too."""
    asked = {
        rule.form for unit in ("8585-301", "8585-302") for rule in fictional.unit(unit).parts if rule.form
    }
    assert asked == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_outline(form: str, request: pytest.FixtureRequest) -> None:
    """Style, text, tables, header and footer of a filled form are as reviewed."""
    filler = Filler(load_pack(fictional.TEMPLATES, PLAN.unit))
    filled = outline(filler.fill(fictional.part_for(PLAN, form), PLAN, GIVEN, LAYOUT).docx)
    path = GOLDEN / f"{form}.txt"
    if request.config.getoption("--update-golden"):
        if os.environ.get("CI"):
            pytest.fail("golden files are never rewritten where CI is set")
        path.parent.mkdir(exist_ok=True)
        path.write_text(filled, encoding="utf-8", newline="\n")
    assert filled == path.read_text(encoding="utf-8")
