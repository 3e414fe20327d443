"""Each shipped form, filled for the fictional learner, reads as its golden outline says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ilmdocs.forms import Filler, load_pack
from ilmdocs.model.portfolio import Layout, Plan
from ilmdocs.model.submission import Submission

from . import fictional, written
from .outline import outline

GOLDEN = Path(__file__).parent / "golden"


def cases(given: Submission, plan: Plan, prefix: str = "") -> dict[str, tuple[str, Submission, Plan]]:
    """Golden name to form, workbook and plan; the form that 8585 has as its own keeps the short name."""
    forms = dict.fromkeys(part.form for part in plan.parts if part.form)
    own = {path.stem for path in fictional.TEMPLATES.glob("8585/*/*.docx")}
    return {f"{prefix if form in own else ''}{form}": (form, given, plan) for form in forms}


COACHED = fictional.submission()
WRITTEN = written.submission()
CASES = {
    **cases(WRITTEN, written.planned(WRITTEN, "9100-2"), "shared-"),
    **cases(WRITTEN, written.planned(WRITTEN), "shared-"),
    **cases(COACHED, fictional.planned(COACHED)),
}


def layout(plan: Plan) -> Layout:
    """Two pages for each part, and one more for each of its criteria."""
    return Layout(
        total=40,
        first_page={part.name: number * 2 for number, part in enumerate(plan.parts, start=1)},
        criterion_page={
            (part.name, criterion): number * 2 + shift
            for number, part in enumerate(plan.parts, start=1)
            for shift, criterion in enumerate(part.criteria)
        },
    )


def test_every_shipped_form_has_a_golden_outline() -> None:
    """A form added to a pack needs a golden outline too."""
    shipped = {path.stem for path in fictional.TEMPLATES.glob("*/*/*.docx")}
    assert shipped == {form for form, _, _ in CASES.values()}
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_outline(name: str, request: pytest.FixtureRequest) -> None:
    """Style, text, tables, header and footer of a filled form are as reviewed."""
    form, given, plan = CASES[name]
    filler = Filler(load_pack(fictional.TEMPLATES, plan.unit))
    filled = outline(filler.fill(fictional.part_for(plan, form), plan, given, layout(plan)).docx)
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        if os.environ.get("CI"):
            pytest.fail("golden files are never rewritten where CI is set")
        path.parent.mkdir(exist_ok=True)
        path.write_text(filled, encoding="utf-8", newline="\n")
    assert filled == path.read_text(encoding="utf-8")
