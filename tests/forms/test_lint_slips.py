"""Slips that people really make while tagging a form are said once, in place and with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document as DocumentType

from ilmdocs.forms import check_pack

from . import centre_forms, fictional
from .test_lint import UNITS, USED, supervision


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{%p fro goal in client.goals %}", "{%p for goal in client.goals %}"),
        ("{% p for goal in client.goals %}", "{%p for goal in client.goals %}"),
        ("{%pfor goal in client.goals %}", "{%p for goal in client.goals %}"),
    ],
)
def test_a_misspelt_for_is_one_problem(tmp_path: Path, typed: str, meant: str) -> None:
    """What was meant is said, and neither the loop's fields nor its end are blamed as well."""

    def write(document: DocumentType) -> None:
        for line in (typed, "{{ goal.goal }}", "{%p endfor %}"):
            document.add_paragraph(line)

    (problem,) = supervision(tmp_path, write)
    assert f"Did you mean {meant}?" in str(problem)


def test_a_tag_for_tables_outside_any_table_is_found_at_its_paragraph(tmp_path: Path) -> None:
    """The word processor's place, not the template language's complaint about the whole file."""

    def write(document: DocumentType) -> None:
        for line in ("{%tr for goal in client.goals %}", "{{ goal.goal }}", "{%tr endfor %}"):
            document.add_paragraph(line)

    problems = supervision(tmp_path, write)
    assert len(problems) == 2
    assert all("outside any table" in str(problem) and problem.place for problem in problems)


def test_a_loop_through_its_own_name_is_refused(tmp_path: Path) -> None:
    """`for session in session` names no list; the loop's own name is not known yet."""

    def write(document: DocumentType) -> None:
        for line in ("{%p for session in session %}", "{{ session.goal }}", "{%p endfor %}"):
            document.add_paragraph(line)

    (problem,) = supervision(tmp_path, write)
    assert "Did you mean sessions?" in str(problem)


def test_problems_are_listed_from_top_to_bottom(tmp_path: Path) -> None:
    """A tag that is never closed is listed where it stands, not at the end."""

    def write(document: DocumentType) -> None:
        document.add_paragraph("{%p if client.mode %}")
        document.add_paragraph("{{ row.nothing }}")

    first, second = supervision(tmp_path, write)
    assert "never closed" in str(first)
    assert "nothing" in str(second)


def test_characters_that_nobody_sees_do_not_break_a_tag(tmp_path: Path) -> None:
    """A tag copied from a web page or e-mail brings them along; lint and filling pass over them."""
    assert supervision(tmp_path, lambda d: d.add_paragraph("{{\u00a0row.\u200bdate\u00ad }}")) == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_a_pack_saved_by_notepad_is_read(tmp_path: Path, encoding: str) -> None:
    """Notepad may put a byte order mark before the text."""
    pack = centre_forms.write_pack(tmp_path / "forms")
    (pack / "pack.toml").write_text(centre_forms.PACK, encoding=encoding)
    assert check_pack(pack, fictional.TEMPLATES, UNITS, USED) == ()


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        (centre_forms.PACK, "utf-16", "the encoding UTF-8"),
        ("name = “Our centre”", "utf-8", "straight quotation marks"),
    ],
)
def test_a_pack_that_is_no_toml_says_how_to_save_it(
    tmp_path: Path, text: str, encoding: str, words: str
) -> None:
    """What a person without any knowledge of TOML can do about it."""
    pack = centre_forms.write_pack(tmp_path / "forms")
    (pack / "pack.toml").write_text(text, encoding=encoding)
    (problem,) = check_pack(pack, fictional.TEMPLATES, UNITS, USED)
    assert words in problem.remedy
