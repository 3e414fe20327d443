"""Does an attached file name a client: on its pages, in what is noted in it, or where nobody can tell?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ilmdocs.attachments.kinds import Kind, kind_of
from ilmdocs.leaks import pdf_notes, picture_words
from ilmdocs.model.finding import CLIENT_NAMED, Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.text.names import NameHit, PrivateTerms, find_names
from ilmdocs.text.whose import doubtful_words, named_words

NOT_SEARCHABLE = "not-searchable"
_FEWEST_LETTERS = 12
"""A page with fewer holds no more than a scanner's own mark, so that nothing on it can be searched."""
_BLACK_OUT = "Black the name out in the document so that it cannot be read, and save it as PDF again."
_LOOK = "No client may be named there, nor be seen who did not agree to it."


@dataclass(frozen=True, slots=True)
class File:
    """An attached file: its name as typed, and its content."""

    name: str
    data: bytes


def naming(
    place: Location, file: File, pages: Sequence[str] | None, kept: Sequence[str], terms: PrivateTerms
) -> Iterator[Finding]:
    """What is to be said of a file's pages and of what is noted in it.

    Args:
        place: the cell that names the file.
        file: the file.
        pages: the text of each page that is used; None where the file is no evidence (a signature).
        kept: every text of a file that is also kept whole beside the portfolio.
        terms: the names of the Private sheet.
    """
    if not terms:
        return
    name = file.name
    on_page = dict(enumerate((find_names(text, terms) for text in pages or ()), start=1))
    number, hits = _first(on_page)
    if any(hit.certain for hit in hits):
        yield Finding(
            CLIENT_NAMED,
            Severity.MUST,
            place,
            f'{named_words(hits)} named in "{name}", on page {number} of those that are used.',
            _BLACK_OUT,
            derived=True,
        )
    elif any(_is_named(text, terms) for text in kept):
        yield Finding(
            CLIENT_NAMED,
            Severity.MUST,
            place,
            f'A client is named in "{name}", on another page or in its properties, comments or signatures; '
            "it is signed, so it is kept whole.",
            "Ask for a copy without the name, signed again, or print this one to a new PDF.",
            derived=True,
        )
    elif any(_is_named(text, terms) for text in _noted(file.data, name)):
        yield Finding(
            CLIENT_NAMED,
            Severity.SHOULD,
            place,
            f'"{name}" holds a client’s name where it is not seen, such as its properties, a note, a '
            "bookmark or a file inside it. That is left out of the portfolio.",
            "Save the file without it before you give it to anybody.",
            derived=True,
        )
    elif hits:
        yield Finding(
            CLIENT_NAMED,
            Severity.SHOULD,
            place,
            f'"{name}" holds {doubtful_words(hits)}, on page {number} of those that are used.',
            f"Look at it. If the client is meant: {_BLACK_OUT[0].lower()}{_BLACK_OUT[1:]}",
            derived=True,
        )
    yield from _unsearchable(place, name, pages)


def _first(on_page: Mapping[int, Sequence[NameHit]]) -> tuple[int, Sequence[NameHit]]:
    """The first page on which a client is named for certain, else the first that holds a word to look at."""
    certain = (number for number, hits in on_page.items() if any(hit.certain for hit in hits))
    doubtful = (number for number, hits in on_page.items() if hits)
    number = next(certain, 0) or next(doubtful, 0)
    return number, on_page.get(number, ())


def _is_named(text: str, terms: PrivateTerms) -> bool:
    return any(hit.certain for hit in find_names(text, terms))


def _noted(data: bytes, name: str) -> Iterator[str]:
    kind = kind_of(data, name)
    if kind is Kind.PDF:
        yield from (text for _, text in pdf_notes(data))
    elif kind is Kind.PICTURE:
        yield picture_words(data)


def _unsearchable(place: Location, name: str, pages: Sequence[str] | None) -> Iterator[Finding]:
    if pages is None:
        return
    blind = [number for number, text in enumerate(pages, start=1) if len(text.strip()) < _FEWEST_LETTERS]
    if not blind and pages:
        return
    if len(blind) == len(pages):
        message = f'"{name}" holds no text to search for names: look there yourself.'
    else:
        listed = ", ".join(map(str, blind))
        which = f"pages {listed} hold" if len(blind) > 1 else f"page {listed} holds"
        message = f'Of "{name}", {which} no text to search for names: look there yourself.'
    yield Finding(NOT_SEARCHABLE, Severity.INFO, place, message, _LOOK, derived=True)
