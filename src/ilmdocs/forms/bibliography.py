"""Books, journals and websites as a list of sources prints them, each kind in its own plain way.

A book reads `Author (year) Title. Publisher.`, an article `Author (year) ‘Title’, Journal, 4(2), pp. 1-9.`, a
website `Organisation (year) Title. Available at: address [Accessed 4 March 2026]`. Nothing is added that the
learner did not type: what is blank is left out, only a website's missing address or date says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ilmdocs.forms.values import LEFT_BLANK, NOT_PROVIDED, Blank, Record
from ilmdocs.model.submission import Row
from ilmdocs.text.formats import uk_date

_ADDRESS = re.compile(r"(?:https?://|www\.|doi[:.])\S", re.IGNORECASE)

PIECES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "before": ("author and year, an article's title too", ("author", "year", "title")),
    "emphasised": ("what stands out: the title, or the journal", ("title", "journal")),
    "after": ("the rest of the source", ("journal", "publisher_or_url", "accessed")),
}
"""The pieces of a source by name, each with its meaning and the fields that it prints."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source in three pieces that follow each other; the middle one stands out (a title, a journal)."""

    before: str
    title: str
    after: str

    @property
    def text(self) -> str:
        """The whole entry in one line."""
        return f"{self.before}{self.title}{self.after}".strip()


def by_author(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Sources in the order of a list: by author or organisation, those without one by title, then by year."""

    def key(row: Row) -> tuple[str, str, str]:
        name = row.text("author") or row.text("title")
        return name.casefold(), row.text("year").casefold(), row.text("title").casefold()

    return tuple(sorted(rows, key=key))


def entry(row: Row) -> Entry:
    """A row of the References sheet as the list prints it."""
    lead = " ".join(part for part in (row.text("author"), _year(row)) if part)
    title = row.text("title").removesuffix(".")
    if row.text("type") == "journal" and row.has("journal"):
        name, comma, issue = row.text("journal").partition(",")
        before = " ".join(part for part in (lead, f"‘{title}’," if title else "") if part)
        return Entry(f"{before} ".lstrip(), name.strip(), _rest(f"{comma}{issue}", "journal", row))
    return Entry(f"{lead} ".lstrip(), title, _rest("", title or lead, row))


def reference_text(rows: Iterable[Row]) -> str | Blank:
    """All sources, one to a line, in the order of a list."""
    lines = [text for text in (entry(row).text for row in by_author(rows)) if text]
    return "\n".join(lines) if lines else Blank("", LEFT_BLANK)


def source_record(row: Row) -> Record:
    """What a form may print of a source besides its fields: label, the entry in one line, its `PIECES`."""
    made = entry(row)
    pieces = dict(zip(PIECES, (made.before, made.title, made.after), strict=True))
    blank = Blank("", LEFT_BLANK)
    return {"ref_id": row.text("ref_id") or blank, "text": made.text or blank, **pieces}


def _year(row: Row) -> str:
    return f"({row.text('year').strip('()')})" if row.has("year") else ""


def _rest(issue: str, before: str, row: Row) -> str:
    """The rest of an entry: a full stop between its pieces and at its end, but never after an address."""
    place = _place(row)
    ended = issue.rstrip(".") if not before or before[-1] in ".?!" else f"{issue.rstrip('.')}."
    closed = not place or place.endswith("]") or _ADDRESS.search(place)
    rest = " ".join(part for part in (ended, place if closed else f"{place}.") if part)
    return f" {rest}" if before and rest and rest[0] not in ".," else rest


def _place(row: Row) -> str:
    """Publisher, or address and day of reading."""
    given, day = row.text("publisher_or_url"), row.day("accessed")
    is_website = row.text("type") == "website"
    if not is_website and not _ADDRESS.match(given):
        read = f" [Accessed {uk_date(day)}]" if day else ""
        return given.rstrip(".") + read
    read = uk_date(day) if day else NOT_PROVIDED if is_website else ""
    return f"Available at: {given or NOT_PROVIDED}" + (f" [Accessed {read}]" if read else "")
