"""The names that a cell for a name holds: one, several, turned round, with remarks, or only a role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ilmdocs.text.folding import flat

TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev)"
_NO_NAMES_WORDS = """
    a an and as assessor assurer at by centre client coach coaches colleague college department director
    external first for from group head hr iqa internal is known leader learner lead line manager me mentor
    mr mrs ms miss mx dr prof professor my n/a na none not observer of officer or organisation other our own
    peer peers person quality second self senior staff supervisor supervision tba tbc team the training
    trainer tutor unknown verifier with work
    """
_NO_NAMES = frozenset(_NO_NAMES_WORDS.split())
"""What stands in a cell for a name and names nobody: `my line manager`, `peer group`, `tbc`."""
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OTHER_NAME = re.compile(r"[(\[\"“‘]([^()\[\]\"“”‘’]+)[)\]\"”’]")
_BETWEEN = re.compile(r"[;/\n|]|\s+(?:and|&|\+)\s+")
_WORD = re.compile(r"[^\s,]+")


def names_in(typed: str) -> tuple[str, ...]:
    """The names of people in a cell, each as it is spoken; none where only a role stands there."""
    pieces = (piece for part in _BETWEEN.split(_REMARK.sub(" ", typed)) for piece in _by_comma(part))
    return tuple(piece for piece in pieces if is_name(piece))


def is_name(text: str) -> bool:
    """Whether any word of a text may be somebody's name."""
    return any(word not in _NO_NAMES and any(c.isalpha() for c in word) for word in name_words(text))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name without accents, capitals and titles."""
    words = (word.strip(".") for word in _WORD.findall(flat(name)))
    return tuple(word for word in words if word and not re.fullmatch(TITLES, word, re.IGNORECASE))


def is_same(one: str, other: str) -> bool:
    """Whether two names are taken for one person's: surnames alike, and first names or their initials.

    A single word is the name of whoever bears it.
    """
    a, b = name_words(one), name_words(other)
    if 1 in (len(a), len(b)):
        return bool(a and b) and (a[-1] in b or b[-1] in a)
    if not a or not b or a[-1] != b[-1]:
        return False
    first, second = a[0], b[0]
    return first == second or (1 in (len(first), len(second)) and first[0] == second[0])


def spoken_as(name: str) -> tuple[str, ...]:
    """A name and, where another first name stands in it in brackets or quotes, the names with either."""
    other = _OTHER_NAME.search(name)
    if other is None:
        return (name,)
    before, after = name[: other.start()].strip(), name[other.end() :].strip()
    surname = after or before.split()[-1]
    return (name, f"{before} {after}".strip(), f"{other[1]} {surname}")


def _by_comma(text: str) -> Iterator[str]:
    """`Ash, Jo` is one name turned round; `Jo Ash, Al Oak` are two; `Jo Ash, tutor` is one with a remark."""
    pieces = [" ".join(piece.split()) for piece in text.split(",") if piece.strip()]
    single = [len(name_words(piece)) == 1 and is_name(piece) for piece in pieces]
    if len(pieces) == 2 and single[0] and is_name(pieces[1]):
        yield f"{pieces[1]} {pieces[0]}"
    else:
        yield from pieces
