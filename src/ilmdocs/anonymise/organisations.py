"""Centre, learner's organisation, employers and sites: what they are called in a text, and what instead."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.centre import Centre
from ilmdocs.model.submission import Submission
from ilmdocs.text.folding import flat, fold

_LEGAL = frozenset({"ltd", "limited", "plc", "llp", "inc", "cic", "gmbh", "corp", "company", "co"})
_GENERIC_WORDS = """
    academy agency association authority bank board borough business centre charity city college company
    consultancy consulting corporation council county department district division education federation firm
    foundation fund group holdings hospice hospital hotel housing institute learning library museum network
    office organisation partners partnership practice school service services society solutions studio
    systems the training trust union university works
    """
_GENERIC = _LEGAL | frozenset(_GENERIC_WORDS.split())
_SMALL = r"(?:of|and|&|for|the|in|at)"
_CAPITAL = r"[^\W\d_a-z][\w'&-]*"
_SEQUENCE = re.compile(rf"{_CAPITAL}(?:\s+(?:{_SMALL}\s+){{0,2}}{_CAPITAL})+")
_OPENING = re.compile(r"^(?:The|A|An|Our|My|I|We|At|In|It|Its|This|As|For|With|Within)\s+")
_BETWEEN = r"(?:[\s_&+/-]|[.,](?!\s))+(?:(?:and|the)\s+)*"
"""Between two words of a name; a full stop before a space ends the sentence."""
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_DESCRIBED = ("organisation_description", "own_role")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation or a place. `pattern` finds it in folded text; `alone` a single word of it.

    A single word is only looked for with a capital. `pieces` are words of a longer name, which may mean it.
    """

    reference: str
    pattern: re.Pattern[str] | None
    alone: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()


def organisations_of(
    submission: Submission, centre: Centre, named: Iterable[str]
) -> tuple[Organisation, ...]:
    """The centre, then the organisations and sites.

    Args:
        submission: the workbook; names of organisations are recognised in what the learner says of the own
            one, and taken from the sheet Private.
        centre: the centre's settings.
        named: further names of the organisation, from the user.
    """
    private = submission.rows("Private")
    centres = _distinct((submission.learner.text("centre_name"), centre.name))
    own = _distinct((*named, *described(submission), *(row.text("employer") for row in private)))
    sites = _distinct(row.text("site") for row in private)
    return (
        *(_made("Centre", name) for name in centres),
        *(_made(_numbered("Organisation", number, own), name) for number, name in enumerate(own, 1)),
        *(_made(_numbered("Site", number, sites), name) for number, name in enumerate(sites, 1)),
    )


def described(submission: Submission) -> Iterator[str]:
    """What looks like an organisation's name in the learner's description of it."""
    for field in _DESCRIBED:
        for words in capitalised(submission.learner.text(field)):
            kinds = {word in _GENERIC for word in _words(words)}
            if len(kinds) == 2:  # "Works Council" is a kind of thing, "Oakhollow Council" a name
                yield words


def capitalised(text: str) -> Iterator[str]:
    """Several words with capitals after one another, without an article in front."""
    for match in _SEQUENCE.finditer(text):
        words = _OPENING.sub("", match[0])
        if len(words.split()) > 1:
            yield words


def _distinct(names: Iterable[str]) -> list[str]:
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        core = tuple(word for word in _words(name) if word not in _LEGAL)
        if core and name != name.lower():  # "self-employed", "a council": no name
            found.setdefault(core, name)
    return list(found.values())


def _numbered(role: str, number: int, all_: list[str]) -> str:
    return f"{role} {number}" if len(all_) > 1 else role


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[^\w']+", flat(name)) if word and word not in ("and", "the")]


def _made(reference: str, name: str) -> Organisation:
    words = [word for word in _words(name) if word not in _LEGAL]
    core = list(words)
    while len(core) > 1 and core[-1] in _GENERIC:
        core.pop()
    forms = [form for form in (words, core) if len(form) > 1]
    alone = tuple(form[0] for form in (core,) if len(form) == 1 and form[0] not in _GENERIC)
    if not forms:
        return Organisation(reference, None, alone)
    legal = rf"(?:,?\s+(?:{'|'.join(sorted(_LEGAL))})\b)*(?:\.(?=,|\s+(?-i:[a-z])))?"
    phrases = "|".join(_BETWEEN.join(map(_loose, form)) for form in forms)
    the_rest = f"(?:{_BETWEEN}(?:{'|'.join(sorted(_GENERIC - _LEGAL - {'the'}))}))*" if core != words else ""
    pattern = re.compile(f"{_BEFORE}(?:{phrases}){the_rest}{legal}{_AFTER}", re.IGNORECASE)
    pieces = tuple(word for word in core if word not in _GENERIC and len(core) > 1)
    return Organisation(reference, pattern, alone, pieces)


def _loose(word: str) -> str:
    return re.escape(word).replace("'", "'?")


def spans(organisation: Organisation, text: str, is_plain: Container[str]) -> Iterator[tuple[int, int, bool]]:
    """Where an organisation stands in a text, and whether that is certain.

    Args:
        organisation: what is looked for.
        text: as typed.
        is_plain: words that prove nothing when they stand alone.
    """
    folded, places = fold(text)
    if organisation.pattern is not None:
        for match in organisation.pattern.finditer(folded):
            yield places[match.start()], places[match.end() - 1] + 1, True
    for word in (*organisation.alone, *(piece for piece in organisation.pieces if piece not in is_plain)):
        is_whole = word in organisation.alone and word not in is_plain
        for match in re.finditer(f"{_BEFORE}{_loose(word)}{_AFTER}", folded, re.IGNORECASE):
            if match[0][0].isupper():
                yield places[match.start()], places[match.end() - 1] + 1, is_whole
