"""From an entry of the Private sheet to what is looked for: patterns, and how sure a hit of each would be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ilmdocs.model.submission import Row
from ilmdocs.text.folding import fold
from ilmdocs.text.name_parts import (
    PARTICLES,
    PERHAPS_A,
    PERHAPS_E,
    Words,
    is_unspaced,
    names_in,
    plain,
    size,
    spelt,
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
_BEFORE, _AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
"""Digits may touch a name, as in file names and handles; letters may not."""
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
    yield Term(TermKind.EMAIL, client, _between(tagged), user.casefold(), certain=True)
    if len(user) >= _LONG_ENOUGH_AS_HANDLE and re.search(r"[\d._-]", user):
        yield Term(TermKind.EMAIL, client, _between(re.escape(user)), user.casefold(), certain=False)


def _of_organisation(typed: str, kind: TermKind, client: str, known: Known) -> Iterator[Term]:
    found = (word for word in re.split(r"[\s,()\"]+", fold(typed)[0]) if any(c.isalnum() for c in word))
    words = [word for word in found if word.casefold().strip(".") not in _LEGAL_FORMS]
    if not words:
        return
    pattern = _between(r"[\s._-]+".join(map(_loose, words)))
    longest = max(map(_needle, words), key=len)
    if longest in known.described and re.search(pattern, known.described, re.IGNORECASE):
        return
    yield Term(kind, client, pattern, longest, certain=False, capitalised=len(words) == 1)


def _of_name(words: Words, kind: TermKind, client: str, known: Known) -> Iterator[Term]:
    if len(words) > 1:
        yield from _whole(words, kind, client, known)
        yield from _initials(words, client, known)
    surname = _with_particles(words)
    if len(surname) > 1:  # Vanderberg, or van der Berg in small letters
        yield from _alone("-".join(surname), client, doubtful=False)
    for place, word in enumerate(words):
        is_first = place == 0 and len(words) > 1
        if is_unspaced(word):
            if size(word) > 1:
                yield Term(TermKind.SINGLE, client, _loose(word), _needle(word), certain=True)
        elif _is_name_alone(word, is_first=is_first, is_all=len(words) == 1):
            yield from _alone(word, client, doubtful=_is_doubtful(word, known))
            yield from _halves_alone(word, client)


def _whole(words: Words, kind: TermKind, client: str, known: Known) -> Iterator[Term]:
    """The whole name in any letter case, turned round, with other initials between, and in one word."""
    certain = " ".join(map(plain, words)) not in known.own
    if any(map(is_unspaced, words)):
        pattern = r"\s*".join(map(_loose, words))
        yield Term(kind, client, pattern, _needle(words[-1]), certain=certain)
        return
    first, last = words[0], words[-1]
    yield from (
        Term(kind, client, _between(pattern), _needle(piece), certain=certain)
        for pattern, piece in _straight(words)
    )
    turned = f"{_loose(last)}(?:,\\s*|{_SPACE}){_loose(first)}"
    is_said_often = _is_ordinary(first) and _is_ordinary(last)  # "I hope, will you"
    yield Term(kind, client, _between(turned), _needle(last), certain, capitalised=is_said_often)


def _straight(words: Words) -> Iterator[tuple[str, str]]:
    """Patterns of a name first name first, each with the word that is in all it matches."""
    first, last = words[0], words[-1]
    spaces = [r"\.?\s*" if size(word) == 1 else _SPACE for word in words[:-1]]
    yield "".join(_loose(w) + s for w, s in zip(words, (*spaces, ""), strict=True)), last
    for short_first in (first, *_halves(first)):
        for short_last in (last, *_halves(last)):
            yield _loose(short_first) + _BETWEEN + _loose(short_last), short_last
    longest = max(first, last, key=len)
    for run in dict.fromkeys((words, (first, last), (last, first))):
        if sum(c.isalnum() for word in run for c in word) >= _LONG_ENOUGH_IN_ONE:
            yield "".join(map(_loose, run)), longest


def _initials(words: Words, client: str, known: Known) -> Iterator[Term]:
    """Z. Quixby, Z Quixby, Quixby, Z. and the zquixby of an address or a handle."""
    first, last = words[0][0], words[-1]
    if size(last) <= 1 or is_unspaced(last):
        return
    shared = f"{first} {plain(last)}".casefold() in known.words
    shared = shared or (first in "AaIi" and _is_ordinary(last))  # "A Cook"
    before = "".join(f"(?:{_loose(word)}[-\\s]*)?" for word in _with_particles(words)[:-1])
    for surname in (last, *(half for half in _halves(last) if _is_all_of_it(half, last))):
        z, needle = _loose(surname), _needle(surname)
        pattern = f"(?:{first}\\.?[\\s.-]*(?:[^\\W\\d_]\\.?[\\s.-]*)?{before}{z}|{z},\\s*{first}\\b)"
        yield Term(TermKind.INITIAL, client, _between(pattern), needle, certain=not shared, capitalised=True)
    handle = f"{first}[._-]?{_loose(last)}"
    if size(last) + 1 >= _LONG_ENOUGH_AS_HANDLE:
        address = f"(?:(?<=[@#]){handle}|{_BEFORE}{handle}(?=\\d*@)){_AFTER}"
        yield Term(TermKind.INITIAL, client, address, _needle(last), certain=not shared)
        yield Term(TermKind.INITIAL, client, _between(handle), _needle(last), certain=False)


def _alone(word: str, client: str, *, doubtful: bool) -> Iterator[Term]:
    pattern, needle = _loose(word), _needle(word)

    def term(pattern: str, *, certain: bool, capitalised: bool) -> Term:
        return Term(TermKind.SINGLE, client, pattern, needle, certain, capitalised)

    if size(word) <= _TOO_SHORT:  # "Ng5" is no name
        yield term(rf"(?<![^\W_]){pattern}(?![^\W_])", certain=not doubtful, capitalised=True)
        return
    yield term(_between(pattern), certain=not doubtful, capitalised=True)
    if doubtful:
        return
    yield term(_between(pattern), certain=False, capitalised=False)
    yield term(_between(f"{pattern}s"), certain=False, capitalised=True)  # the Quixbys, Zebedees notes
    if size(word) >= _LONG_ENOUGH_IN_CAMEL_CASE:
        camel = f"(?:{_CAMEL}{pattern}(?:{_AFTER}|{_CAMEL})|{_BEFORE}{pattern}{_CAMEL})"
        yield term(camel, certain=True, capitalised=True)  # PhotoZebedeeNotes.pdf


def _halves_alone(word: str, client: str) -> Iterator[Term]:
    for half in _halves(word):
        yield Term(
            TermKind.SINGLE, client, _between(_loose(half)), _needle(half),
            certain=_is_all_of_it(half, word) and not _is_ordinary(half), capitalised=True,
        )  # fmt: skip


def _halves(word: str) -> tuple[str, ...]:
    """The parts of a name with a hyphen that may stand for it."""
    parts = word.split("-") if "-" in word else []
    return tuple(part for part in parts if size(part) > _TOO_SHORT and plain(part) not in PARTICLES)


def _is_all_of_it(half: str, word: str) -> bool:
    """Whether a half is all there is but for particles: Farsi of Al-Farsi."""
    return all(part == half or plain(part) in PARTICLES for part in word.split("-"))


def _with_particles(words: Words) -> Words:
    """The surname with the particles before it."""
    start = len(words) - 1
    while start > 0 and plain(words[start - 1]) in PARTICLES and (start > 1 or len(words) == start + 1):
        start -= 1
    return words[start:]


def _is_name_alone(word: str, *, is_first: bool, is_all: bool) -> bool:
    """Whether a word of a name may name somebody by itself."""
    if plain(word) in PARTICLES:
        return is_first and plain(word) in _FIRST_NAMES_TOO
    return size(word) > 1 and (is_all or spelt(word) not in COMMON_WORDS)


def _is_doubtful(word: str, known: Known) -> bool:
    return _is_ordinary(word) or plain(word) in known.words or plain(word) in PARTICLES


def _is_ordinary(word: str) -> bool:
    return bool({plain(word), spelt(word)} & (ORDINARY_WORDS | COMMON_WORDS))


def _loose(word: str) -> str:
    """A word's pattern: an apostrophe may be a space or nothing, and so may a hyphen."""
    if is_unspaced(word):
        return r"\s*".join(map(re.escape, word))
    scottish = re.match(r"(?:Ma?c)(?=[A-Z][a-z])", word)
    start, rest = (r"Ma?c[\s']?", word[scottish.end() :]) if scottish else ("", word)
    pattern = re.escape(rest).replace("'", r"['\s]?").replace(r"\-", r"[-\s]*")
    arabic = "[\u0648\u0641\u0628\u0644\u0643]?" if "\u0600" <= word[0] <= "\u06ff" else ""  # and, to, of …
    return arabic + start + re.sub(f"{PERHAPS_E}", "e?", pattern).replace(PERHAPS_A, "a?")


def _needle(word: str) -> str:
    """The longest piece of a word that its loose pattern keeps in one, case-folded."""
    if is_unspaced(word):
        return word[0].casefold()
    rest = re.sub(r"^Ma?c(?=[A-Z][a-z])", "", word)
    return max(re.split(f"['\\-{PERHAPS_E}{PERHAPS_A}]", rest), key=len).casefold()


def _between(core: str) -> str:
    return f"{_BEFORE}(?:{core}){_AFTER}"
