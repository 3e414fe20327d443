"""Plain words for hours, dates and lists in findings."""

from __future__ import annotations

from collections.abc import Iterable

from ilmdocs.text.formats import uk_date

__all__ = ["counted", "hours", "listed", "uk_date"]


def hours(minutes: int) -> str:
    """Whole minutes in words: 359 is `5 h 59 min`, 360 `6 h`, 45 `45 min`, 0 `0`."""
    if minutes == 0:
        return "0"
    sign = "-" if minutes < 0 else ""
    full, rest = divmod(abs(minutes), 60)
    return sign + " ".join(
        part for part in (f"{full} h" if full else "", f"{rest} min" if rest else "") if part
    )


def listed(items: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, several: str) -> str:
    """`1 session`, `2 sessions`, `no sessions`."""
    return f"{number or 'no'} {one if number == 1 else several}"
