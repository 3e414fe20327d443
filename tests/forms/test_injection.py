"""No form and no answer runs anything: payloads that work elsewhere leave no mark here."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jinja2
import pytest

from ilmdocs.checking import check_workbook
from ilmdocs.errors import UnreadableInput
from ilmdocs.forms import TemplateProblem, check_pack, refuse_broken_pack
from ilmdocs.forms.template import FormTemplate
from ilmdocs.library import load_library
from ilmdocs.samples import rows_for
from ilmdocs.workbook.create import create_workbook

from . import centre_forms, fictional
from .outline import outline
from .payloads import DATA, MARKED, PAYLOADS, SHOWN, UNREAD, UNSHOWN, Put, put_into
from .test_filling import filled
from .test_lint import UNITS, USED

FORM = "our diary.docx"


class Trap:
    """Where payloads would leave their mark."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = tuple(text.replace("@F@", (folder / "ran").as_posix()) for text in PAYLOADS)

    def sprung(self) -> bool:
        """Whether something ran; the trap is set again."""
        marks = [*self.folder.iterdir(), *([MARKED] if os.environ.pop(MARKED, None) else [])]
        for mark in self.folder.iterdir():
            mark.unlink()
        return bool(marks)


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trap]:
    """A trap that must not have sprung in the end."""
    folder = tmp_path / "trap"
    folder.mkdir()
    monkeypatch.delenv(MARKED, raising=False)
    made = Trap(folder)
    yield made
    assert not made.sprung()


def test_there_are_more_than_thirty_payloads_and_each_works_in_an_open_engine(trap: Trap) -> None:
    """Otherwise their silence elsewhere would say nothing."""
    assert len(set(PAYLOADS)) >= 40
    for text in trap.texts:
        with contextlib.suppress(jinja2.TemplateError, TypeError):  # after they have done what they wanted
            jinja2.Environment().from_string(text).render()
        assert trap.sprung(), text


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A centre's forms."""
    return centre_forms.write_pack(tmp_path / "forms")


def problems_of(pack: Path) -> tuple[TemplateProblem, ...]:
    return check_pack(pack, fictional.TEMPLATES, UNITS, USED)


@pytest.mark.parametrize("spot", [*SHOWN, *UNSHOWN])
def test_a_form_is_refused_before_the_first_learner_with_every_payload_in_its_place(
    pack: Path, trap: Trap, spot: str
) -> None:
    """The check names the file, the place and the tag of each; a build refuses; nothing ran meanwhile."""
    put_into(pack / FORM, {**SHOWN, **UNSHOWN}[spot], trap.texts)
    problems = problems_of(pack)
    assert {problem.file for problem in problems} == {FORM}
    for text in trap.texts:
        named = [p for p in problems if p.tag and (p.tag in text or text[:150] in p.tag)]
        assert named and all(problem.place for problem in named), text
    with pytest.raises(UnreadableInput, match=r"our diary\.docx, ") as refusal:
        refuse_broken_pack(pack, UNITS)
    assert "{" in refusal.value.message


@pytest.mark.parametrize("spot", [*SHOWN, *UNSHOWN, *UNREAD])
def test_a_form_that_nobody_checked_runs_nothing(pack: Path, trap: Trap, spot: str) -> None:
    """Even past the check: each payload alone is refused, or stays what it is where nothing is filled in."""
    put: Put = {**SHOWN, **UNSHOWN, **UNREAD}[spot]
    whole = (pack / FORM).read_bytes()
    for text in trap.texts if spot in ("paragraph", "code of a field") else trap.texts[:6]:
        (pack / FORM).write_bytes(whole)
        put_into(pack / FORM, put, [text])
        if spot in SHOWN:
            with pytest.raises(UnreadableInput, match=r"our diary\.docx"):
                FormTemplate(pack / FORM).render({"x": "y"}, "title")
        else:
            FormTemplate(pack / FORM)
        assert not trap.sprung()


@pytest.mark.parametrize("spot", list(UNREAD))
def test_comments_and_properties_of_a_form_reach_no_document(pack: Path, trap: Trap, spot: str) -> None:
    """They are the centre's own business: the form is good, and what it says of itself stays out."""
    form = FormTemplate(centre_forms_diary(pack, spot, trap.texts))
    assert problems_of(pack) == ()
    document = form.render({}, "title").docx
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert not any(b"__globals__" in archive.read(name) for name in archive.namelist())
        assert not any("comment" in name for name in archive.namelist())


def centre_forms_diary(pack: Path, spot: str, texts: tuple[str, ...]) -> Path:
    """The diary of the pack as it is, and beside it one without fields that has texts in a spot."""
    put_into(pack / FORM, UNREAD[spot], texts)
    plain = pack / "plain.docx"
    with zipfile.ZipFile(pack / FORM) as archive, zipfile.ZipFile(plain, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(
                name, data.replace(b"{", b"(").replace(b"}", b")") if "document.xml" in name else data
            )
    return plain


@pytest.mark.engine
def test_the_command_refuses_a_hostile_form_and_writes_nothing(
    pack: Path, trap: Trap, tmp_path: Path
) -> None:
    """On the real command line, in a process of its own: one sentence, no traceback, no output."""
    put_into(pack / FORM, SHOWN["header"], trap.texts)
    (tmp_path / "learner.xlsx").write_bytes(b"never looked at")
    done = subprocess.run(
        [sys.executable, "-m", "ilmdocs", "build", "learner.xlsx", "--templates", str(pack)],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert f"{FORM}, header 9, paragraph 1: {{{{" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


def test_what_a_learner_types_is_printed_as_typed(trap: Trap) -> None:
    """Every payload as an answer: in the document to the last brace, and nothing behind it is lost."""
    boxes = (
        "progress_review",
        "goal",
        "reality",
        "options",
        "chosen_option",
        "willingness",
        "feedback_given",
    )
    everything = (*trap.texts, *DATA[len(PAYLOADS) :])
    for start in range(0, len(everything), len(boxes)):
        typed = everything[start : start + len(boxes)]
        answers = dict(zip(boxes, typed, strict=False))
        sheets = fictional.learner_sheets()
        sheets["Sessions"] = fictional.rows("Sessions", fictional.session(1, **answers))
        document = filled("diary", sheets)
        shown = outline(document.docx)
        assert set(typed) <= set(document.printed)
        assert [text for text in typed if text not in shown] == []
        assert "Received 1: the questions made me think." in shown


def test_answers_reach_the_documents_from_the_workbook_as_typed(trap: Trap, tmp_path: Path) -> None:
    """From the cell through reading and checking into the form, all payloads in one workbook."""
    library = load_library(fictional.TEMPLATES)
    typed = [*trap.texts, *DATA[len(PAYLOADS) :]]
    rows = {sheet: [dict(row) for row in content] for sheet, content in rows_for(["8585-301"]).items()}
    boxes = ("goal", "reality", "options", "feedback_given", "feedback_received", "ksb_notes", "refl_improve",
             "refl_questioning", "refl_listening", "refl_impact", "willingness")  # fmt: skip
    places = [(row, box) for row in rows["Sessions"] for box in boxes]
    assert len(places) >= len(typed)
    for (row, box), text in zip(places, typed, strict=False):
        row[box] = f"{row[box]} {text} and so on"
    path = tmp_path / "learner.xlsx"
    unit = library.unit("8585-301")
    path.write_bytes(create_workbook([unit], rows=rows, required=library.required, used=library.used))
    checked = check_workbook(path, library, date(2026, 11, 30))
    (plan,) = checked.plans
    filler = library.filler(unit)
    printed = [
        value
        for part in plan.parts
        if part.form
        for value in filler.fill(part, plan, checked.submission).printed
    ]
    for text in typed:
        assert any(f"{text} and so on" in value for value in printed), text
