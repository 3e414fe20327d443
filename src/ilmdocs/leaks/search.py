"""Looks through everything that is about to be written; where a client is named, nothing of it is."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from ilmdocs.errors import ExitCode, IlmdocsError
from ilmdocs.leaks.pdf import Place, pdf_places
from ilmdocs.leaks.word import word_places
from ilmdocs.text.names import PrivateTerms, TermKind, find_names
from ilmdocs.text.whose import client_words

_ALONE = frozenset({TermKind.SINGLE, TermKind.INITIAL})
_WORD = re.compile(r"[^\W\d_]+")


class ClientInOutput(IlmdocsError):
    """What was made names a client, and so nothing of it is written."""

    exit_code = ExitCode.MUST_FINDINGS


@dataclass(frozen=True, slots=True)
class Leak:
    """A place where a client is named, and by which references clients are known."""

    place: str
    clients: tuple[str, ...]

    @property
    def whose(self) -> str:
        """`client C1`, or `a client` where the reference might be a name itself."""
        return client_words(self.clients)


def require_no_client(
    terms: PrivateTerms,
    *,
    pdf: bytes,
    documents: Mapping[str, bytes],
    data: Mapping[str, Any],
    names: Iterable[str],
    forms: Callable[[], Iterable[Path]],
) -> None:
    """Search everything that would be written for one unit.

    Args:
        terms: the names of the Private sheet.
        pdf: the portfolio, or a mark sheet.
        documents: the Word documents and the signed originals, by file name.
        data: the manifest.
        names: of the files and folders.
        forms: gives the files that hold the forms' own words; asked only where a single word was found, for
            a form may say `Grant` where a client is called so.

    Raises:
        ClientInOutput: when a client is named; says where, and never the name.
    """
    leak = first_leak(_places(pdf, documents, data, names), terms, forms)
    if leak is not None:
        raise ClientInOutput(
            f"{leak.whose[0].upper()}{leak.whose[1:]} is named in {leak.place}, so nothing was written.",
            "Look for the name in the workbook and in the files that it names, and write the client's "
            "reference instead.",
        )


def first_leak(
    places: Iterable[Place], terms: PrivateTerms, forms: Callable[[], Iterable[Path]] = tuple
) -> Leak | None:
    """The first place in which a client is named for certain; None when there is none."""
    if not terms:
        return None
    terms = PrivateTerms(tuple(term for term in terms.terms if term.certain))
    for place, text in places:
        hits = list(find_names(text, terms))
        if any(hit.kind in _ALONE for hit in hits):
            own = _own_words(tuple(forms()))
            hits = [
                hit for hit in hits
                if hit.kind not in _ALONE or not _folded(text[hit.start : hit.end]) <= own
            ]  # fmt: skip
        if hits:
            return Leak(place, tuple(sorted({hit.client for hit in hits})))
    return None


def _places(
    pdf: bytes, documents: Mapping[str, bytes], data: Mapping[str, Any], names: Iterable[str]
) -> Iterator[Place]:
    yield "the name of a file or folder", "\n".join((*names, *documents))
    pages = {number: part["title"] for part in data.get("parts", ()) for number in _pages_of(part)}
    for place, text in pdf_places(pdf):
        number = int(place.removeprefix("page ")) if place.startswith("page ") else 0
        in_part = f" (“{pages[number]}”)" if number in pages else ""
        yield f"{place}{in_part} of the finished file", text
    for name, content in documents.items():
        for place, text in pdf_places(content) if name.endswith(".pdf") else word_places(content):
            yield f"{place} of “{name}”", text
    yield "the manifest", "\n".join(_values(data))


def _pages_of(part: Mapping[str, Any]) -> range:
    first = int(part.get("first_page", 0))
    return range(first, first + int(part.get("pages", 0)))


def _values(data: object) -> Iterator[str]:
    """Every text of JSON-ready data, keys too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _values(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _values(value)


@lru_cache(maxsize=16)
def _own_words(files: tuple[Path, ...]) -> frozenset[str]:
    """The words that forms and unit files hold themselves."""
    words: set[str] = set()
    for file in files:
        content = file.read_bytes()
        if zipfile.is_zipfile(BytesIO(content)):
            text = "\n".join(words_there for _, words_there in word_places(content))
        else:
            text = html.unescape(content.decode("utf-8", "replace"))
        words |= _folded(text)
    return frozenset(words)


def _folded(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
