"""Each kind of source is printed as a reader of such lists expects, and nothing is added to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ilmdocs.forms.bibliography import by_author, entry, reference_text
from ilmdocs.model.submission import Row

BOOK = {
    "type": "book",
    "author": "Whitmore, J.",
    "year": "2017",
    "title": "Coaching, fifth edition",
    "publisher_or_url": "Example Press, London",
}
ARTICLE = {
    "type": "journal",
    "author": "Silent, M.",
    "year": "2020a",
    "title": "Ten seconds",
    "journal": "Journal of Pauses, 4(2), pp. 11-19",
}
SITE = {
    "type": "website",
    "author": "Example Institute",
    "year": "2021",
    "title": "A code",
    "publisher_or_url": "https://example.org/a-code?x=1",
    "accessed": date(2026, 3, 4),
}


def row(**values: Any) -> Row:
    return Row("learner.xlsx", "References", 5, {k: v for k, v in values.items() if v is not None}, {})


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (BOOK, "Whitmore, J. (2017) Coaching, fifth edition. Example Press, London."),
        ({**BOOK, "year": None}, "Whitmore, J. Coaching, fifth edition. Example Press, London."),
        ({**BOOK, "author": None, "year": None}, "Coaching, fifth edition. Example Press, London."),
        ({**BOOK, "publisher_or_url": None}, "Whitmore, J. (2017) Coaching, fifth edition."),
        (ARTICLE, "Silent, M. (2020a) ‘Ten seconds’, Journal of Pauses, 4(2), pp. 11-19."),
        (
            {**ARTICLE, "publisher_or_url": "https://example.org/9", "accessed": date(2026, 3, 4)},
            "Silent, M. (2020a) ‘Ten seconds’, Journal of Pauses, 4(2), pp. 11-19. "
            "Available at: https://example.org/9 [Accessed 4 March 2026]",
        ),
        (
            {**ARTICLE, "journal": None, "publisher_or_url": "Journal of Pauses"},
            "Silent, M. (2020a) Ten seconds. Journal of Pauses.",
        ),
        (
            SITE,
            "Example Institute (2021) A code. Available at: https://example.org/a-code?x=1 "
            "[Accessed 4 March 2026]",
        ),
        (
            {**SITE, "publisher_or_url": None, "accessed": None},
            "Example Institute (2021) A code. Available at: not provided [Accessed not provided]",
        ),
        (
            {**SITE, "type": "code", "accessed": None},
            "Example Institute (2021) A code. Available at: https://example.org/a-code?x=1",
        ),
        ({**BOOK, "title": "Why wait?"}, "Whitmore, J. (2017) Why wait? Example Press, London."),
        ({"type": "other", "title": "Notes of a workshop."}, "Notes of a workshop."),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_source_reads_as_its_kind_does(values: dict[str, Any], text: str) -> None:
    """Author, year, title and the rest stand in their order, with one full stop between them."""
    assert entry(row(**values)).text == text


def test_what_stands_out_is_the_title_or_the_journal() -> None:
    """Of a book that is its title, of an article the journal."""
    assert entry(row(**BOOK)).title == "Coaching, fifth edition"
    assert entry(row(**ARTICLE)).title == "Journal of Pauses"


def test_the_list_is_in_order_of_authors() -> None:
    """Sources stand by author, whatever the order of the rows; those without one by their title."""
    titled = {"title": "On nothing"}
    rows = [row(**BOOK), row(**{**BOOK, "year": "2009"}), row(**SITE), row(**titled), row(**ARTICLE)]
    assert [r.text("author") + r.text("year") for r in by_author(rows)] == [
        "Example Institute2021", "", "Silent, M.2020a", "Whitmore, J.2009", "Whitmore, J.2017",
    ]  # fmt: skip
    assert str(reference_text(rows)).splitlines()[1] == "On nothing."
