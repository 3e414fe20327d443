"""Proves that a finished twin names nobody, with the same search that looks for clients' names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ilmdocs.anonymise.finding import Finder
from ilmdocs.attachments.searchable import pdf_texts
from ilmdocs.errors import ExitCode, IlmdocsError
from ilmdocs.text.readback import missing_values
from ilmdocs.verify import Expected, verify_portfolio

_REMEDY = "Nothing was written. Write the text differently in the workbook, or tell us of this page."


class NotAnonymous(IlmdocsError):
    """Somebody would be named in a twin, so that it is not written."""

    exit_code = ExitCode.MUST_FINDINGS


def require_anonymous(
    pdf: bytes, manifest: Mapping[str, Any], names: tuple[str, ...], finder: Finder
) -> None:
    """Search pages, properties, bookmarks, descriptions, both manifests and file names, and prove the rest.

    Args:
        pdf: the twin.
        manifest: what lies beside it.
        names: its file and folder names.
        finder: looks for everybody who was replaced.

    Raises:
        NotAnonymous: when somebody is named, or the twin is no sound portfolio; it says where and who, by
            reference.
    """
    for place, text in _places(pdf, manifest, names):
        found = finder.leaks(text)
        if found:
            raise NotAnonymous(f"The anonymised copy would name {' and '.join(found)}: {place}.", _REMEDY)
    expected = Expected(printed={}, missing_values=missing_values, find_private=finder.leaks)
    for proof in verify_portfolio(pdf, manifest=manifest, expected=expected, file_name=names[0]):
        if proof.ok is False:
            details = " ".join(proof.details)
            raise NotAnonymous(f"The anonymised copy is not sound ({proof.name}). {details}", _REMEDY)


def _places(pdf: bytes, manifest: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(pdf_texts(pdf, names[0]), start=1):
        if not text:
            raise NotAnonymous(f"Page {number} of the anonymised copy cannot be searched for names.", _REMEDY)
        yield f"page {number}, in “{_title(manifest, number)}”", text
    yield "in the manifest", json.dumps(manifest, ensure_ascii=False)
    yield "in a file name", "\n".join(names)


def _title(manifest: Mapping[str, Any], page: int) -> str:
    parts = manifest["parts"]
    inside = (p for p in parts if p["first_page"] <= page < p["first_page"] + p["pages"])
    return str(next((part["title"] for part in inside), ""))
