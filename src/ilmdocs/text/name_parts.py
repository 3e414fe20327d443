"""Takes apart what people type as a name: titles, nicknames in brackets, surname first, several at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ilmdocs.text.folding import fold

Words = tuple[str, ...]
"""A name's words, first name first."""

PERHAPS_E, PERHAPS_A = "\ue000", "\ue001"
"""Stand in a word for a letter that some write and others do not: Müller, Mueller; Åse, Aase."""

_TITLE_WORDS = (
    "mr mrs ms miss mx dr prof professor sir dame rev reverend lord lady cllr councillor capt sgt "
    "herr frau mme mlle jr sr ii iii phd mba bsc ba ma msc mbe obe cbe"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_PARTICLE_WORDS = (
    "al ap ab bin bint da de del della den der di dos du el ibn la le mac mc o of st ten the van von y vd zu"
)
PARTICLES = frozenset(_PARTICLE_WORDS.split())
"""Words of surnames that are no names by themselves."""
_NO_NAME = re.compile(
    r"(?:client|coachee|mentee|participant)?[\s._-]*(?:\d+|[A-Z]\d*|)|n/?a|none|unknown|tbc|tbd|anonym\w*|"
    r"confidential|(?:she|he|they)[/ ](?:her|hers|him|his|them|theirs)|not known|withheld",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(
    r"[;\n\r|/]|(?<=\s)(?:a\.?k\.?a\b\.?|also known as|known as|alias|formerly|previously|née|nee|or)(?=\s)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(([^)]*)\)|[\"“”«»]([^\"“”«»]*)[\"“”«»]|(?<=\s)['‘]([^'’]+)['’](?=\s)")
_UMLAUTS = str.maketrans({"ä": "a" + PERHAPS_E, "ö": "o" + PERHAPS_E, "ü": "u" + PERHAPS_E,
                          "Ä": "A" + PERHAPS_E, "Ö": "O" + PERHAPS_E, "Ü": "U" + PERHAPS_E,
                          "ø": "o" + PERHAPS_E, "Ø": "O" + PERHAPS_E, "æ": "a" + PERHAPS_E,
                          "Æ": "A" + PERHAPS_E, "å": "a" + PERHAPS_A, "Å": "A" + PERHAPS_A})  # fmt: skip
_TYPED_UMLAUT = re.compile(r"(?<=[aou])e(?=[b-df-hj-np-tv-z])(?!l$)", re.IGNORECASE)
_LONG_ENOUGH_FOR_UMLAUT = 5
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_SOME_CAPITALS = 3


def names_in(typed: str) -> Iterator[Words]:
    """Every name that a cell holds, each as its words without titles, first name first.

    `Quixby, Zebedee` and `Zebedee Quixby` are the same; `Bob (Robert) Smith` is Bob Smith and Robert Smith.
    What is plainly no name (`Client 1`, `n/a`) gives nothing.
    """
    whole: Words = ()
    for piece in _BETWEEN_NAMES.split(typed):
        for words in _of_piece(piece):
            yield words
            if len(words) > 1:
                whole = whole or words
            elif whole and words[0] not in whole:  # a nickname, or a surname of former times
                yield (words[0], whole[-1])
                yield (whole[0], words[0])


def plain(word: str) -> str:
    """A word as it would be typed without accents, case-folded: what it is compared by."""
    return word.replace(PERHAPS_E, "").replace(PERHAPS_A, "").casefold()


def spelt(word: str) -> str:
    """As `plain`, with the letters that some leave out."""
    return word.replace(PERHAPS_E, "e").replace(PERHAPS_A, "").casefold()


def size(word: str) -> int:
    """How many letters a reader sees; a Korean syllable is one."""
    return len(unicodedata.normalize("NFC", spelt(word)))


def is_unspaced(word: str) -> bool:
    """Whether it is of a script that sets no spaces between words: Chinese, Japanese, Thai and others."""
    return _UNSPACED.search(word) is not None


def _of_piece(piece: str) -> Iterator[Words]:
    """The names of what stands between two separators."""
    asides = [next(filter(None, found.groups()), "").strip() for found in _ASIDE.finditer(piece)]
    pieces = [part.strip() for part in _ASIDE.sub(" ", piece).split(",")]
    listed = [words for words in map(_words, pieces) if words]
    if len(listed) == 2 and len(listed[1]) <= 2 and len(listed[0]) <= 2:
        yield listed[1] + listed[0]
    yield from listed  # a surname first, or two names one after the other
    for words in filter(None, map(_words, filter(_may_be_name, asides))):
        yield words
        if len(words) == 1 and listed and len(listed[0]) > 1:
            yield (words[0], listed[0][-1])


def _may_be_name(aside: str) -> bool:
    """Whether a remark in brackets may be a name; `(HR)` is none."""
    return not (aside.isupper() and len(aside) <= _SOME_CAPITALS)


def _words(name: str) -> Words:
    if _NO_NAME.fullmatch(name.strip()):
        return ()
    text = fold(unicodedata.normalize("NFC", name).translate(_UMLAUTS))[0]
    words = [word.strip("'-") for word in re.split(r"[\s,()\"._@&+]+", text)]
    return tuple(
        _with_umlauts(word)
        for word in words
        if any(c.isalnum() for c in word) and word.casefold() not in _TITLES
    )


def _with_umlauts(word: str) -> str:
    if len(word) < _LONG_ENOUGH_FOR_UMLAUT:
        return word
    return _TYPED_UMLAUT.sub(PERHAPS_E, word)
