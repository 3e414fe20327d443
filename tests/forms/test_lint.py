"""The lint finds every problem of a pack in one run and says where in Word it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType

from ilmdocs.forms import TemplateProblem, check_pack, template_fields
from ilmdocs.forms.packs import Form
from ilmdocs.rules import used_fields
from ilmdocs.units import load_units

from . import centre_forms, fictional, written

UNITS = (fictional.unit(), fictional.unit("8585-302"))
USED = {unit.id: used_fields(unit) for unit in UNITS}


def test_shipped_packs_are_in_order() -> None:
    """Our own forms pass our own check."""
    units = load_units(fictional.TEMPLATES)
    used = {unit.id: used_fields(unit) for unit in units.values()}
    everyone = (*units.values(), written.unit(), written.unit("9100-2"))
    problems = check_pack(fictional.TEMPLATES, fictional.TEMPLATES, everyone, used)
    assert [str(problem) for problem in problems] == []


def supervision(folder: Path, write: Callable[[DocumentType], object]) -> tuple[TemplateProblem, ...]:
    """The problems of a pack with one form, written by a function."""
    document = Document()
    for name in ("supervisor", "outcomes", "actions", "effectiveness", "date", "type", "duration"):
        document.add_paragraph(f"{{{{ row.{name} }}}}")
    document.add_paragraph("{{ row.sessions_discussed }}")
    write(document)
    document.save(str(folder / "form.docx"))
    (folder / "pack.toml").write_text(
        'name = "x"\nversion = "1"\nofficial = false\n[forms.supervision]\nfile = "form.docx"\n',
        encoding="utf-8",
    )
    return check_pack(folder, fictional.TEMPLATES, UNITS, USED)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("{{ row.supervsor }}", "There is no field named supervsor here. Did you mean supervisor?"),
        ("{{ supervisor }}", "There is no field named supervisor here."),
        ("{{ client.profile.text }}", "This value has no field text."),
        ("{{ row }}", "This names a group of fields."),
        ("{{ sessions }}", "This is a list"),
        ("{{ sessions.goal }}", "This names a field of a list."),
        ("{ { row.date } }", "Word shows it broken or not closed"),
        ("{{ row.date }", "Word shows it broken or not closed"),
        ("{{ row.date", "Word shows it broken or not closed"),
        ("{ row.date }", "Word shows it broken or not closed"),
        ("{% row.date }", "Word shows it broken or not closed"),
        ("{{ row..date }}", "This tag cannot be understood"),
        ("{{ row.date|nicely }}", "This tag cannot be understood"),
        ("{{ row.date|safe }}", "This tag cannot be understood"),
        ("{{ „row.date‟ }}", "This tag cannot be understood"),
        ("{%p if row.date %}", "This if is never closed."),
        ("{%p endif %}", "This endif closes nothing."),
        ("{%p for session in row %}", "This is not a list"),
        ("{%p for session of sessions %}", "This for tag is incomplete."),
        ("{%p include 'x' %}", "Forms do not know the tag include."),
        ("Date: {%p if row.date %}", "Other text stands in the same paragraph as this tag"),
    ],
)
def test_problem_is_named(tmp_path: Path, typed: str, words: str) -> None:
    """Each kind of mistake has its own plain sentence, and its paragraph."""
    problems = supervision(tmp_path, lambda document: document.add_paragraph(typed))
    assert any(words in f"{problem.message} {problem.remedy}" for problem in problems)
    assert {problem.file for problem in problems} == {"form.docx"}
    assert {str(problem.place) for problem in problems} == {"paragraph 9"}


def test_place_names_table_row_and_cell(tmp_path: Path) -> None:
    """A person finds the tag in Word by counting tables, rows and cells."""

    def write(document: DocumentType) -> None:
        document.add_table(1, 1)
        table = document.add_table(3, 2)
        table.cell(1, 1).text = "{{ row.nothing }}"

    (problem,) = supervision(tmp_path, write)
    assert str(problem.place) == "table 2, row 2, cell 2"
    assert problem.tag == "{{ row.nothing }}"
    assert problem.data()["table"] == 2
    assert str(problem).startswith("form.docx, table 2, row 2, cell 2: {{ row.nothing }} There is no field")


def test_text_beside_a_row_tag_is_found_in_another_cell(tmp_path: Path) -> None:
    """A row tag takes the whole row away, so text in the next cell would be lost."""

    def write(document: DocumentType) -> None:
        table = document.add_table(3, 2)
        table.cell(0, 0).text = "{%tr for session in sessions %}"
        table.cell(0, 1).text = "Heading"
        table.cell(1, 0).text = "{{ session.goal }}"
        table.cell(2, 0).text = "{%tr endfor %}"

    (problem,) = supervision(tmp_path, write)
    assert "same table row" in problem.message
    assert str(problem.place) == "table 1, row 1, cell 1"


def test_loop_closed_with_other_letters_is_found(tmp_path: Path) -> None:
    """A row loop that is closed by a paragraph tag breaks the table."""

    def write(document: DocumentType) -> None:
        table = document.add_table(2, 1)
        table.cell(0, 0).text = "{%tr for session in sessions %}"
        table.cell(1, 0).text = "{%p endfor %}"

    problems = supervision(tmp_path, write)
    assert any("the letters after the brace differ" in problem.message for problem in problems)


def test_header_is_read_too(tmp_path: Path) -> None:
    """A wrong tag in the page header is found there."""

    def write(document: DocumentType) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ learner.nam }}"

    (problem,) = supervision(tmp_path, write)
    assert str(problem.place) == "header 1, paragraph 1"


def test_all_problems_come_in_one_run(tmp_path: Path) -> None:
    """Three mistakes in one form are three lines, top to bottom."""

    def write(document: DocumentType) -> None:
        for typed in ("{{ row.a }}", "{{ row.b }}", "{ { c } }"):
            document.add_paragraph(typed)

    assert [problem.tag for problem in supervision(tmp_path, write)] == [
        "{{ row.a }}",
        "{{ row.b }}",
        "{ { c } }",
    ]


def test_loop_variable_and_split_tag_are_fine(tmp_path: Path) -> None:
    """A loop over the sessions, conditions, curly quotes and a tag cut into runs are no problem."""

    def write(document: DocumentType) -> None:
        document.add_paragraph("{%p for one in sessions %}")
        paragraph = document.add_paragraph("{")
        paragraph.add_run("{ one.")
        paragraph.add_run("goal }").italic = True
        paragraph.add_run("}{% if loop.first %} first{% elif one.model == “GROW” %} G{% endif %}")
        document.add_paragraph("{%p endfor %}")

    assert [str(problem) for problem in supervision(tmp_path, write)] == []


def test_lost_answer_is_named_with_its_heading(tmp_path: Path) -> None:
    """A centre's diary that forgets a box is told which answers would be lost."""
    folder = centre_forms.write_pack(tmp_path / "centre")
    document = Document(str(folder / "our diary.docx"))
    paragraph = next(p for p in document.paragraphs if "venue_suitability" in p.text)
    paragraph.text = ""
    document.save(str(folder / "our diary.docx"))
    (problem,) = check_pack(folder, fictional.TEMPLATES, UNITS, USED)
    assert "Clients.venue_suitability (“What makes this venue suitable”)" in problem.message


def test_unknown_form_name_is_suggested(tmp_path: Path) -> None:
    """A misspelt form name is not silently skipped."""
    folder = centre_forms.write_pack(tmp_path / "centre")
    path = folder / "pack.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("forms.diary", "forms.diray"), encoding="utf-8")
    (problem,) = check_pack(folder, fictional.TEMPLATES, UNITS, USED)
    assert str(problem) == "pack.toml: No unit has a form named diray. Did you mean diary?"


def test_section_that_no_line_begins_with_is_named(tmp_path: Path) -> None:
    """A bookmark whose heading is not on the form would be missing from the portfolio."""
    folder = centre_forms.write_pack(tmp_path / "centre")
    path = folder / "pack.toml"
    sections = 'sections = [{ title = "Plan", anchor = "Part 1", criteria = ["9.9"] }]\n\n[forms.matrix]'
    path.write_text(path.read_text(encoding="utf-8").replace("[forms.matrix]", sections), encoding="utf-8")
    problems = [problem.message for problem in check_pack(folder, fictional.TEMPLATES, UNITS, USED)]
    assert problems == [
        "No line of the form diary begins with “Part 1”.",
        "The form diary names the criterion 9.9, which no unit has.",
    ]


def test_file_that_is_no_document_is_one_problem(tmp_path: Path) -> None:
    """A damaged or wrong file is named, and the rest is still checked."""
    folder = centre_forms.write_pack(tmp_path / "centre")
    (folder / "our matrix.docx").write_bytes(b"not a document")
    (problem,) = check_pack(folder, fictional.TEMPLATES, UNITS, USED)
    assert str(problem).startswith("our matrix.docx: The template our matrix.docx cannot be opened.")


def test_printed_fields_follow_loops_and_defaults(tmp_path: Path) -> None:
    """What a form prints is known through loops, conditions and computed fields; conditions print nothing."""
    document = Document()
    document.add_paragraph("{%p for one in client.goals %}")
    document.add_paragraph("{{ one.goal }}{% if one.status %}!{% endif %} {{ client.total_hours }}")
    document.add_paragraph("{%p endfor %}")
    path = tmp_path / "form.docx"
    document.save(str(path))
    form = Form("diary", path, "x", "1", False)
    assert template_fields(form, UNITS) == {"Goals.goal", "Sessions.duration"}
