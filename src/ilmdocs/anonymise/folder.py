"""The twin's own folder: all that it is made from, and nothing of the learner's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ilmdocs.anonymise.pages import Withheld, answers_document, withheld_page
from ilmdocs.anonymise.rewriting import Rewritten
from ilmdocs.answers import prepare
from ilmdocs.attachments import locate, normalise, read_attachment
from ilmdocs.attachments.kinds import Kind, kind_of
from ilmdocs.errors import OurFault
from ilmdocs.guard import Guard
from ilmdocs.model.answer import AnswerDocument
from ilmdocs.model.marking import AttemptMarks
from ilmdocs.model.portfolio import Part, Plan
from ilmdocs.model.submission import Row, Sheet, Submission
from ilmdocs.model.unit import Unit
from ilmdocs.text.standing import plural

DATA = "submission.json"
"""The rewritten texts: a twin's name and provenance come from these, so that neither can tell of anybody."""
_KINDS = {Kind.PDF: "a PDF", Kind.PICTURE: "a picture", Kind.WORD: "a Word document"}


def fill_folder(
    rewritten: Rewritten, unit: Unit, folder: Path
) -> tuple[Submission, tuple[AttemptMarks, ...]]:
    """Write what the twin is made from.

    Returns:
        Submission and marks, which name the files of this folder only.
    """
    (folder / DATA).write_bytes(_as_json(rewritten, unit))
    answers = {}
    for name, document in rewritten.answers.items():
        data = answers_document(document)
        (folder / name).write_bytes(data)
        blocks = tuple(paragraph.block for paragraph in prepare(data, name, "").paragraphs)
        answers[name] = AnswerDocument(name, blocks, document.unit)
    books = tuple(_book(book, folder) for book in rewritten.marks)
    return replace(rewritten.submission, folder=str(folder), answers=answers), books


def with_withheld_pages(
    original: Plan, twin: Plan, learners: Path, folder: Path, guard: Guard
) -> tuple[Plan, tuple[Withheld, ...]]:
    """The twin's plan with a page in the place of each attachment.

    Args:
        original: the plan of the portfolio.
        twin: the plan that the rewritten submission gives; both have the same parts in the same order.
        learners: the learner's folder, where the pages of the files are counted.
        folder: the twin's folder.
        guard: asked before each file of the learner is opened.
    """
    if [part.name for part in original.parts] != [part.name for part in twin.parts]:
        raise OurFault("An anonymised copy would have other parts than the portfolio.")
    parts: list[Part] = []
    withheld: list[Withheld] = []
    for before, part in zip(original.parts, twin.parts, strict=True):
        if not part.attachment or part.is_written:
            parts.append(part)
            continue
        with guard.opening(before.attachment):
            page = Withheld(part, _what(before, learners))
        name = f"withheld-{len(withheld) + 1:02}.docx"
        (folder / name).write_bytes(withheld_page(page, twin.unit))
        parts.append(_as_document(part, name))
        withheld.append(page)
    return Plan(twin.unit, tuple(parts)), tuple(withheld)


def _what(part: Part, folder: Path) -> str:
    """`a PDF, 3 pages`: the kind of an attachment, and how many of its pages the portfolio has."""
    path = locate(folder, part.attachment)
    kind = _KINDS[kind_of(read_attachment(path, part.attachment), part.attachment)]
    return f"{kind}, {plural(normalise(part, folder).pages, 'page')}"


def _as_document(part: Part, name: str) -> Part:
    """An attached part that is converted like a learner's answers: tagged, searchable, read back."""
    own = Row(part.rows[0].file, "Narrative", 1, {"file": name}, {})
    return replace(part, attachment=name, rows=(own, *part.rows))


def _book(book: AttemptMarks, folder: Path) -> AttemptMarks:
    """Marks whose file is one of the twin's folder: the rewritten rows themselves."""
    name = f"marks-{book.attempt}.json"
    (folder / name).write_bytes(_dumped(_rows(book.submission.sheets)))
    sheets = {
        sheet.name: replace(sheet, rows=tuple(replace(row, file=name) for row in sheet.rows))
        for sheet in book.submission.sheets.values()
    }
    return replace(book, submission=replace(book.submission, file=name, folder=str(folder), sheets=sheets))


def _as_json(rewritten: Rewritten, unit: Unit) -> bytes:
    return _dumped(
        {
            "unit": unit.id,
            "sheets": _rows(rewritten.submission.sheets),
            "answers": {name: [b.text for b in doc.blocks] for name, doc in rewritten.answers.items()},
            "marks": [_rows(book.submission.sheets) for book in rewritten.marks],
        }
    )


def _rows(sheets: Mapping[str, Sheet]) -> dict[str, Sequence[object]]:
    return {name: [dict(row.values) for row in sheet.rows] for name, sheet in sheets.items()}


def _dumped(data: object) -> bytes:
    return json.dumps(data, default=str, ensure_ascii=False, indent=1, sort_keys=True).encode()
