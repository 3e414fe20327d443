"""From an entry of the Private sheet to what is looked for: patterns, and how sure a hit of each would be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ilmdocs.model.submission import Row
from ilmdocs.text.folding import fold
from ilmdocs.text.name_parts import PARTICLES, Words, is_unspaced, names_in, plain, size, spelt
from ilmdocs.text.name_patterns import (
    AFTER,
    BEFORE,
    between,
    halves,
    is_all_of_it,
    loose,
    needle_of,
    with_particles,
)
from ilmdocs.text.ordinary_words import COMMON_WORDS, ORDINARY_WORDS


class TermKind(StrEnum):
    """What was found: `single` is one part of a name that stands alone."""

    FULL_NAME = "full name"
    ALIAS = "other name"
    EMAIL = "e-mail address"
    INITIAL = "initial and surname"
    SINGLE = "name"
    EMPLOYER = "employer"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for. `certain` hits are must findings, others deserve a look (should).

    `pattern` is matched in any letter case; `capitalised` asks for a capital at its beginning. `needle` is a
    piece, case-folded, that every text with a hit has in it.
    """

    kind: TermKind
    client: str
    pattern: str
    needle: str
    certain: bool
    capitalised: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Names that are no secret: `own` whole names of the learner; `words` and `z quixby` of staff too."""

    own: frozenset[str]
    words: frozenset[str]
    described: str
    """What the learner says of the own organisation, folded."""


_LEGAL_FORMS = frozenset({"ltd", "limited", "plc", "llp", "inc", "cic", "gmbh", "corp", "company", "co"})
_FIRST_NAMES_TOO = frozenset({"al", "del", "della", "van", "den"})
"""Particles of surnames that are first names as well."""
_LONG_ENOUGH_IN_ONE = 8
"""A first and last name without a space between them is looked for when it is no ordinary word by chance."""
_LONG_ENOUGH_AS_HANDLE = 6
_TOO_SHORT = 2
_LONG_ENOUGH_IN_CAMEL_CASE = 4
_CAMEL = r"(?-i:(?<=[a-z]{3})(?=[A-Z]))"
_SPACE = r"(?:\s+|[._-]+)"
"""Between two words of a name; a full stop and a space end a sentence."""
_BETWEEN = rf"(?:(?:[\s._,-]+[^\W\d_]\.?){{1,2}}[\s._-]+|{_SPACE})"
_AT = r"\s*(?:@|%40|[\[(]\s*at\s*[\])]|\sat\s)\s*"
_DOT = r"\s*(?:\.|[\[(]\s*dot\s*[\])])\s*"


def terms_of(row: Row, known: Known) -> Iterator[Term]:
    """Everything that is looked for because of one row of the Private sheet."""
    client = row.text("client_ref")
    names = list(dict.fromkeys(names_in(row.text("real_name"))))
    for words in names:
        yield from _of_name(words, TermKind.FULL_NAME, client, known)
    surname = next((words[-1] for words in names if len(words) > 1), None)
    for words in dict.fromkeys(names_in(row.text("aliases"))):
        yield from _of_name(words, TermKind.ALIAS, client, known)
        if len(words) == 1 and surname is not None and plain(words[0]) != plain(surname):
            yield from _whole((words[0], surname), TermKind.FULL_NAME, client, known)
    for address in re.split(r"[;,\s]+", fold(row.text("email"))[0]):
        yield from _of_address(address, client)
    for field_id, kind in (("employer", TermKind.EMPLOYER), ("site", TermKind.SITE)):
        yield from _of_organisation(row.text(field_id), kind, client, known)


def _of_address(address: str, client: str) -> Iterator[Term]:
    user, at, domain = address.partition("@")
    if not at or not user or not domain:
        return
    tagged = re.escape(user) + r"(?:\+[\w.-]+)?" + _AT + _DOT.join(map(re.escape, domain.split(".")))
    yield Term(TermKind.EMAIL, client, between(tagged), user.casefold(), certain=True)
    if len(user) >= _LONG_ENOUGH_AS_HANDLE and re.search(r"[\d._-]", user):
        yield Term(TermKind.EMAIL, client, between(re.escape(user)), user.casefold(), certain=False)


def _of_organisation(typed: str, kind: TermKind, client: str, known: Known) -> Iterator[Term]:
    found = (word for word in re.split(r"[\s,()\"]+", fold(typed)[0]) if any(c.isalnum() for c in word))
    words = [word for word in found if word.casefold().strip(".") not in _LEGAL_FORMS]
    if not words:
        return
    pattern = between(r"[\s._-]+".join(map(loose, words)))
    longest = max(map(needle_of, words), key=len)
    if longest in known.described and re.search(pattern, known.described, re.IGNORECASE):
        return
    yield Term(kind, client, pattern, longest, certain=False, capitalised=len(words) == 1)


def _of_name(words: Words, kind: TermKind, client: str, known: Known) -> Iterator[Term]:
    if len(words) > 1:
        yield from _whole(words, kind, client, known)
        yield from _initials(words, client, known)
    surname = with_particles(words)
    if len(surname) > 1:  # Vanderberg, or van der Berg in small letters
        yield from _alone("-".join(surname), client, doubtful=False)
    for place, word in enumerate(words):
        is_first = place == 0 and len(words) > 1
        if is_unspaced(word):
            if size(word) > 1:
                yield Term(TermKind.SINGLE, client, loose(word), needle_of(word), certain=True)
        elif _is_name_alone(word, is_first=is_first, is_all=len(words) == 1):
            yield from _alone(word, client, doubtful=_is_doubtful(word, known))
            yield from _halves_alone(word, client)


def _whole(words: Words, kind: TermKind, client: str, known: Known) -> Iterator[Term]:
    """The whole name in any letter case, turned round, with other initials between, and in one word."""
    certain = " ".join(map(plain, words)) not in known.own
    if any(map(is_unspaced, words)):
        pattern = r"\s*".join(map(loose, words))
        yield Term(kind, client, pattern, needle_of(words[-1]), certain=certain)
        return
    first, last = words[0], words[-1]
    yield from (
        Term(kind, client, between(pattern), needle_of(piece), certain=certain)
        for pattern, piece in _straight(words)
    )
    turned = f"{loose(last)}(?:,\\s*|{_SPACE}){loose(first)}"
    is_said_often = _is_ordinary(first) and _is_ordinary(last)  # "I hope, will you"
    yield Term(kind, client, between(turned), needle_of(last), certain, capitalised=is_said_often)


def _straight(words: Words) -> Iterator[tuple[str, str]]:
    """Patterns of a name first name first, each with the word that is in all it matches."""
    first, last = words[0], words[-1]
    spaces = [r"\.?\s*" if size(word) == 1 else _SPACE for word in words[:-1]]
    yield "".join(loose(w) + s for w, s in zip(words, (*spaces, ""), strict=True)), last
    for short_first in (first, *halves(first)):
        for short_last in (last, *halves(last)):
            yield loose(short_first) + _BETWEEN + loose(short_last), short_last
    longest = max(first, last, key=len)
    for run in dict.fromkeys((words, (first, last), (last, first))):
        if sum(c.isalnum() for word in run for c in word) >= _LONG_ENOUGH_IN_ONE:
            yield "".join(map(loose, run)), longest


def _initials(words: Words, client: str, known: Known) -> Iterator[Term]:
    """Z. Quixby, Z Quixby, Quixby, Z. and the zquixby of an address or a handle."""
    first, last = words[0][0], words[-1]
    if size(last) <= 1 or is_unspaced(last):
        return
    shared = f"{first} {plain(last)}".casefold() in known.words
    shared = shared or (first in "AaIi" and _is_ordinary(last))  # "A Cook"
    before = "".join(f"(?:{loose(word)}[-\\s]*)?" for word in with_particles(words)[:-1])
    for surname in (last, *(half for half in halves(last) if is_all_of_it(half, last))):
        z, needle = loose(surname), needle_of(surname)
        pattern = f"(?:{first}\\.?[\\s.-]*(?:[^\\W\\d_]\\.?[\\s.-]*)?{before}{z}|{z},\\s*{first}\\b)"
        yield Term(TermKind.INITIAL, client, between(pattern), needle, certain=not shared, capitalised=True)
    handle = f"{first}[._-]?{loose(last)}"
    if size(last) + 1 >= _LONG_ENOUGH_AS_HANDLE:
        address = f"(?:(?<=[@#]){handle}|{BEFORE}{handle}(?=\\d*@)){AFTER}"
        yield Term(TermKind.INITIAL, client, address, needle_of(last), certain=not shared)
        yield Term(TermKind.INITIAL, client, between(handle), needle_of(last), certain=False)


def _alone(word: str, client: str, *, doubtful: bool) -> Iterator[Term]:
    pattern, needle = loose(word), needle_of(word)

    def term(pattern: str, *, certain: bool, capitalised: bool) -> Term:
        return Term(TermKind.SINGLE, client, pattern, needle, certain, capitalised)

    if size(word) <= _TOO_SHORT:  # "Ng5" is no name
        yield term(rf"(?<![^\W_]){pattern}(?![^\W_])", certain=not doubtful, capitalised=True)
        return
    yield term(between(pattern), certain=not doubtful, capitalised=True)
    if doubtful:
        return
    yield term(between(pattern), certain=False, capitalised=False)
    yield term(between(f"{pattern}s"), certain=False, capitalised=True)  # the Quixbys, Zebedees notes
    if size(word) >= _LONG_ENOUGH_IN_CAMEL_CASE:
        camel = f"(?:{_CAMEL}{pattern}(?:{AFTER}|{_CAMEL})|{BEFORE}{pattern}{_CAMEL})"
        yield term(camel, certain=True, capitalised=True)  # PhotoZebedeeNotes.pdf


def _halves_alone(word: str, client: str) -> Iterator[Term]:
    for half in halves(word):
        yield Term(
            TermKind.SINGLE, client, between(loose(half)), needle_of(half),
            certain=is_all_of_it(half, word) and not _is_ordinary(half), capitalised=True,
        )  # fmt: skip


def _is_name_alone(word: str, *, is_first: bool, is_all: bool) -> bool:
    """Whether a word of a name may name somebody by itself."""
    if plain(word) in PARTICLES:
        return is_first and plain(word) in _FIRST_NAMES_TOO
    return size(word) > 1 and (is_all or spelt(word) not in COMMON_WORDS)


def _is_doubtful(word: str, known: Known) -> bool:
    return _is_ordinary(word) or plain(word) in known.words or plain(word) in PARTICLES


def _is_ordinary(word: str) -> bool:
    return bool({plain(word), spelt(word)} & (ORDINARY_WORDS | COMMON_WORDS))
