"""E-mail addresses, telephone numbers, postcodes, web addresses and the like: found by how they look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ilmdocs.text.folding import flat

_SOCIAL = re.compile(
    r"(?:linkedin|facebook|instagram|twitter|tiktok|threads|bsky|mastodon|whatsapp|youtube)\.|(?:^|/|\.)x\.com",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|(?<![\w@.-])(?:[\w-]+\.)+(?:com|org|net|uk|ie|eu|info|me)\b(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_]\w{2,}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+|\(?0)[\d()]*(?:[\s.-]?[\d()]+){2,}(?![\w/])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_INSURANCE = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s./-]+\d{2,4}|\d{4}-\d{2}-\d{2})"
_BIRTH = re.compile(
    rf"(?:born(?: on)?|date of birth|d\.?o\.?b\.?)[\s:=-]*(?:(?:is|was|on)\s+)?({_DAY})", re.I
)
_FEWEST_DIGITS, _MOST_DIGITS = 10, 15

Contact = tuple[int, int, str]
"""Start, end and the words that stand there instead."""


def contacts_in(text: str, published: str, telling: Iterable[str]) -> Iterator[Contact]:
    """Ways to reach or recognise somebody.

    Args:
        text: as typed.
        published: the sources' own web addresses, case-folded; those stay.
        telling: letters and digits, without anything between, that tell of somebody in any web address.
    """
    for pattern, words in (
        (_EMAIL, "[e-mail address withheld]"),
        (_HANDLE, "[handle withheld]"),
        (_POSTCODE, "[postcode withheld]"),
        (_INSURANCE, "[number withheld]"),
    ):
        yield from ((*match.span(), words) for match in pattern.finditer(text))
    for match in _PHONE.finditer(text):
        if _FEWEST_DIGITS <= sum(c.isdigit() for c in match[0]) <= _MOST_DIGITS:
            yield (*match.span(), "[telephone number withheld]")
    yield from ((*match.span(1), "[date of birth withheld]") for match in _BIRTH.finditer(text))
    for match in _WEB.finditer(text):
        address = match[0].rstrip(".,;:!?)'’”")
        letters = "".join(c for c in flat(address) if c.isalnum())
        tells = _SOCIAL.search(address) or any(piece in letters for piece in telling)
        if tells or not _is_published(address, published):
            yield match.start(), match.start() + len(address), "[web address withheld]"


def _is_published(address: str, published: str) -> bool:
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.casefold()).rstrip("/")
    return plain in published
