"""Looks at every file that a workbook names and says in plain words what cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ilmdocs.attachments.kinds import Kind, kind_of
from ilmdocs.attachments.locate import locate
from ilmdocs.attachments.normalise import pages_of
from ilmdocs.attachments.page_range import wanted_pages
from ilmdocs.attachments.pictures import read_picture
from ilmdocs.attachments.problem import (
    AttachmentUnreadable,
    PagesMissing,
    PagesUnclear,
)
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.submission import Row, Submission

_Check = Callable[[Row, bytes, str], None]


def inspect(submission: Submission) -> tuple[Finding, ...]:
    """Check the files of Learner, Narrative and Evidence; recordings are never opened.

    A PDF is checked by making its pages, so that what passes here can be built.

    Returns:
        `attachment-missing`, `attachment-unreadable` and (for pages that cannot be read) `value-type`, all
        must, each at the cell that has to change.
    """
    fields: tuple[tuple[str, str, _Check], ...] = (
        ("Learner", "signature_image", _check_signature),
        ("Narrative", "file", _check_word),
        ("Evidence", "file", _check_evidence),
    )
    return tuple(
        finding
        for sheet, field, check in fields
        for row in submission.rows(sheet)
        for finding in _findings(row, field, Path(submission.folder), check)
    )


def _findings(row: Row, field: str, folder: Path, check: _Check) -> Iterator[Finding]:
    if row.sheet == "Evidence" and row.text("kind") == "recording":
        return
    if not row.has(field):
        return  # whether a row needs a file is for the unit's rules to say
    name = row.text(field)
    try:
        path = locate(folder, name)
        check(row, _content(path, name), name)
    except (PagesUnclear, PagesMissing) as problem:
        if "page_range" not in row.defects:
            yield _finding(row, "page_range", problem)
    except AttachmentUnreadable as problem:
        yield _finding(row, field, problem)


def _content(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AttachmentUnreadable(
            f'"{name}" cannot be opened.', "Close it in other programs and check that you may read it."
        ) from error


def _check_evidence(row: Row, data: bytes, name: str) -> None:
    typed = row.text("page_range")
    if kind_of(data, name) is Kind.PICTURE:
        read_picture(data, name)
        wanted_pages(typed, 1)
    else:
        pages_of(data, name=name, typed_pages=typed, title="")


def _check_signature(_: Row, data: bytes, name: str) -> None:
    if kind_of(data, name) is not Kind.PICTURE:
        raise AttachmentUnreadable(
            f'"{name}" is not a picture.', "Save your signature as a PNG or JPEG picture and name that file."
        )
    read_picture(data, name)


def _check_word(row: Row, data: bytes, name: str) -> None:
    """No stage turns a Word file into a statement yet: said here, so that no answer is lost silently."""
    raise AttachmentUnreadable(
        f'The text in "{name}" cannot be taken over from a file.',
        "Copy your text into the cell “Text” of this row and empty this cell.",
    )


def _finding(row: Row, field: str, problem: AttachmentUnreadable) -> Finding:
    units = row.items("units")
    return Finding(
        id=problem.finding,
        severity=Severity.MUST,
        location=row.at(field),
        message=problem.message,
        remedy=problem.remedy,
        unit=units[0] if len(units) == 1 else None,
        derived=True,
    )
