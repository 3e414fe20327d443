"""Every label and row of the awarding body's forms stands in our templates, word for word.

`labels/<form>.txt` holds them line by line as the source document words them (runs of spaces as one);
`labels/shared-<form>.txt` those of a form that 8585 has as its own and other qualifications share.
The authentication sheet is printed in no source; its labels are those of the public submission sheet.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.forms.archive import read_parts
from ilmdocs.forms.template import paragraph_texts
from ilmdocs.word.package import parse_xml

from . import fictional

LABELS = {
    path.stem: path.read_text(encoding="utf-8").splitlines()
    for path in sorted((Path(__file__).parent / "labels").glob("*.txt"))
}


def template_lines(form: str) -> list[str]:
    """The paragraphs of a shipped template, tags included."""
    shared = [*fictional.TEMPLATES.glob(f"common/*/{form.removeprefix('shared-')}.docx")]
    own = [] if form.startswith("shared-") else [*fictional.TEMPLATES.glob(f"8585/*/{form}.docx")]
    path = (own or shared)[0]
    root = parse_xml(read_parts(path)["word/document.xml"])
    return [" ".join(line.split()) for line in paragraph_texts(root)]


def test_every_form_of_the_source_has_labels() -> None:
    """F1 to F11: authentication sheet, matrices, diary, log, plans, the sheets, task sheet and mark sheet."""
    assert set(LABELS) == {
        "authentication", "matrix", "diary", "reflective-log", "cpd", "coachee-feedback", "supervision",
        "observation", "task", "evidence-matrix", "shared-cpd", "shared-observation", "mark-sheet",
    }  # fmt: skip


@pytest.mark.parametrize("form", LABELS)
def test_labels_stand_word_for_word(form: str) -> None:
    """A verifier who knows the awarding body's form finds every question of it in ours."""
    text = "\n".join(template_lines(form))
    assert [label for label in LABELS[form] if label not in text] == []


@pytest.mark.parametrize("form", LABELS)
def test_labels_stand_in_the_sources_order(form: str) -> None:
    """Our form asks in the order of the awarding body's."""
    text = "\n".join(template_lines(form))
    position = 0
    for label in LABELS[form]:
        position = text.find(label, position)
        assert position >= 0, label


@pytest.mark.parametrize("unit_id", ["8585-301", "8585-302"])
def test_matrix_instruction_and_supervision_heading_come_from_the_unit(unit_id: str) -> None:
    """301 and 302 differ in hours and supervision, so these two lines are the unit's own."""
    wording = fictional.unit(unit_id).wording
    assert {"matrix_instruction", "supervision_heading"} <= set(wording)


def test_a_unit_whose_source_has_no_matrix_instruction_prints_none() -> None:
    """Of 303 the source gives no such sentence, and no line of the matrix stands for it."""
    assert not fictional.unit("8585-303").wording["matrix_instruction"]
