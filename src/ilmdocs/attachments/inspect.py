"""Looks at every file that a workbook names and says in plain words what cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ilmdocs.attachments.kinds import Kind, kind_of
from ilmdocs.attachments.locate import locate, read_attachment
from ilmdocs.attachments.naming import File, naming
from ilmdocs.attachments.normalise import pages_of
from ilmdocs.attachments.page_range import wanted_pages
from ilmdocs.attachments.pictures import check_picture, count_pages
from ilmdocs.attachments.problem import (
    AttachmentUnreadable,
    PagesMissing,
    PagesUnclear,
)
from ilmdocs.attachments.searchable import pdf_texts
from ilmdocs.attachments.signed import all_texts
from ilmdocs.errors import UnreadableInput
from ilmdocs.guard import UNGUARDED, Guard, TooDemanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.submission import Row, Submission
from ilmdocs.text.names import PrivateTerms, private_terms

_Texts = tuple[Sequence[str], Sequence[str]]
"""The text of the pages that are used, and of all that is kept besides."""
_Check = Callable[[Row, bytes, str], _Texts]
"""Raises what is wrong with a file, or gives its texts, for the search for names."""


def inspect(submission: Submission, guard: Guard = UNGUARDED) -> tuple[Finding, ...]:
    """Check the files of Learner and Evidence; recordings are never opened.

    A PDF is checked by making its pages, so that what passes here can be built, and these are searched for
    the names of the Private sheet. One that is too demanding for the guard is a finding too.

    Returns:
        `attachment-missing`, `attachment-unreadable`, `client-named` and (for pages that cannot be read)
        `value-type`, must, each at the cell that has to change; `client-named` should, where a name stands in
        what is left out; and `not-searchable`, where there are names and pages without text.
    """
    fields: tuple[tuple[str, str, _Check], ...] = (
        ("Learner", "signature_image", _check_signature),
        ("Evidence", "file", _check_evidence),
    )
    terms = private_terms(submission)
    return tuple(
        replace(finding, unit=submission.unit_alone(row))  # a mistyped unit stops them all
        for sheet, field, check in fields
        for row in submission.rows(sheet)
        for finding in _findings(row, field, Path(submission.folder), _Look(check, terms, guard))
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How a file is looked at: what makes its pages, what is looked for in them, and who is told."""

    check: _Check
    terms: PrivateTerms
    guard: Guard


def _findings(row: Row, field: str, folder: Path, look: _Look) -> Iterator[Finding]:
    if row.sheet == "Evidence" and row.text("kind") == "recording":
        return
    if not row.has(field):
        return  # whether a row needs a file is for the unit's rules to say
    name = row.text(field)
    try:
        path = locate(folder, name)
        with look.guard.opening(name):
            data = read_attachment(path, name)
            pages, kept = look.check(row, data, name)
            found = tuple(naming(row.at(field), File(name, data), _of_evidence(row, pages), kept, look.terms))
        yield from found
    except (PagesUnclear, PagesMissing) as problem:
        if "page_range" not in row.defects:
            yield _finding(row, "page_range", problem)
    except (AttachmentUnreadable, TooDemanding) as problem:
        yield _finding(row, field, problem)


def _check_evidence(row: Row, data: bytes, name: str) -> _Texts:
    typed = row.text("page_range")
    if kind_of(data, name) is Kind.PICTURE:
        for frame in wanted_pages(typed, count_pages(data, name)):
            check_picture(data, name, frame)
        return (), ()
    made = pages_of(data, name=name, typed_pages=typed, title="")
    hidden = () if made.original is None else all_texts(made.original, name)
    return pdf_texts(made.pdf, name), hidden


def _check_signature(_: Row, data: bytes, name: str) -> _Texts:
    if kind_of(data, name) is not Kind.PICTURE:
        raise AttachmentUnreadable(
            f'"{name}" is not a picture.', "Save your signature as a PNG or JPEG picture and name that file."
        )
    check_picture(data, name)
    return (), ()


def _of_evidence(row: Row, pages: Sequence[str]) -> Sequence[str] | None:
    """The text of pages that are read by others; a signature's picture is not searched."""
    return pages if row.sheet == "Evidence" else None


def _finding(row: Row, field: str, problem: UnreadableInput) -> Finding:
    return Finding(
        id=getattr(problem, "finding", AttachmentUnreadable.finding),
        severity=Severity.MUST,
        location=row.at(field),
        message=problem.message,
        remedy=problem.remedy,
        derived=True,
    )
