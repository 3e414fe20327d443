"""Finds where a text cites a source: `(Whitmore, 2017)`, `Rogers et al. (2020)`, `(EMCC, 2021)`, `[R1]`.

Names alone, dates and durations are no citations. What might be one and might be a date, such as
`(May, 2017)`, is found too and marked as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEAR = r"(?:(?:1[5-9]|20)\d\d(?:/\d{2,4})?[a-z]?|n\.\s?d\.|nd|no\ date|in\ press|forthcoming)"
_ITEM = rf"""
    (?P<years>{_YEAR}(?:\s*,\s*(?:{_YEAR}|[a-z](?!\.))(?!\w))*)
    (?![\w]|[-–/.]\d)
    (?:\s*[,:]\s*(?:pp?\.?|pages?|ch\.?|chapters?)?\s*\d+(?:\s*[-–]\s*\d+)?)?
"""
_NAMED = re.compile(rf"(?P<names>[^\d;]+?)[,\s]\s*{_ITEM}", re.VERBOSE)
_DATED = re.compile(rf"\s*{_ITEM}(?:\s*[,;:].*)?\s*", re.VERBOSE | re.DOTALL)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ONE_YEAR = re.compile(_YEAR, re.VERBOSE)
_LABELS = re.compile(r"[A-Za-z]{0,3}\d{1,3}(?:\s*[,;]\s*[A-Za-z]{0,3}\d{1,3})*")
_LEADS = re.compile(
    r"^(?:[\s,]|and\b|&|see\b|also\b|e\.g\.|i\.e\.|cf\.|cited\b|quoted\b|adapted\b|based\b|after\b|from\b|in\b|on\b"
    r"|by\b|as\b|for\ example\b|for\ instance\b|compare\b)+",
    re.IGNORECASE | re.VERBOSE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_JOINING = _words("and & et al of for the und")
_PARTICLES = _words("de di da del della der den des du la le van von ter ten al bin ibn")
_OPENERS = _words(
    "a after again also although and as at because before both but by earlier equally finally following for "
    "from here how however i if in indeed like later my of on only or our recently see similarly since so "
    "that the then this though to unlike using we what when where which while with"
)
_CALENDAR = _words(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday spring summer "
    "autumn winter christmas easter term week year quarter session room level version edition unit table "
    "figure appendix page since until early late mid today"
)
"""Words beside a year that make it a date or a number of something."""


@dataclass(frozen=True, slots=True)
class SourceCitation:
    """One source that a text cites.

    `text` is the citation as typed, `names` its authors or organisation as typed, `year` the year (`2017a`,
    `n.d.`). `running` says that the names stand before the brackets, so that words of the sentence may have
    got among them. `doubtful` ones may be dates.
    """

    text: str
    names: str
    year: str
    running: bool = False
    doubtful: bool = False


def cited_sources(text: str) -> tuple[SourceCitation, ...]:
    """Every source that a text cites by name and year, in reading order, each as often as it stands there."""
    return tuple(_sources(" ".join(text.split())))


def cited_labels(text: str) -> tuple[tuple[str, str], ...]:
    """Short labels in brackets, such as `[R1]` or `(R1; R2)`: each label with the brackets as typed.

    A mere number is a label in square brackets alone: `(2)` counts something.
    """
    found = []
    for match in _BRACKETS.finditer(text):
        inside = (match[1] if match[1] is not None else match[2]).strip()
        if _LABELS.fullmatch(inside):
            labels = (label.strip() for label in re.split("[,;]", inside))
            found += [(label, match[0]) for label in labels if match[1] is None or not label.isdecimal()]
    return tuple(found)


def author_words(names: str) -> tuple[str, ...]:
    """The words of a name or organisation without commas and possessive `'s`, in the order typed."""
    words = (re.sub(r"['’]s$", "", word.strip(",.:“”\"'‘’")) for word in names.split())
    return tuple(word for word in words if word)


def _sources(text: str) -> Iterator[SourceCitation]:
    for match in _BRACKETS.finditer(text):
        inside = match[1] if match[1] is not None else match[2]
        alone = _DATED.fullmatch(inside)
        if alone:
            names = _names_before(text[: match.start()])
            if names:
                yield from _one_a_year(f"{names} {match[0]}", names, alone["years"], running=True)
            continue
        for item in _NAMED.finditer(inside):
            names = _LEADS.sub("", item["names"]).strip(" ,:")
            if _is_name(names):
                whole = len(inside) == len(item[0])
                shown = match[0] if whole else _LEADS.sub("", item[0]).strip(" ,")
                yield from _one_a_year(shown, names, item["years"], running=False)


def _one_a_year(shown: str, names: str, years: str, *, running: bool) -> Iterator[SourceCitation]:
    doubtful = any(word.casefold() in _CALENDAR for word in author_words(names))
    previous = ""
    for year in (year.strip() for year in years.split(",")):
        full = year if _ONE_YEAR.fullmatch(year) else previous[:4] + year
        previous = full
        yield SourceCitation(shown, names, full, running, doubtful)


def _is_name(phrase: str) -> bool:
    """Whether each word of a phrase can belong to authors or an organisation, and the first is a name."""
    words = author_words(phrase)
    if not words or not all(_may_be_name(word) for word in words):
        return False
    first = next((word for word in words if word not in _PARTICLES), "")
    return first[:1].isupper() and first.casefold() not in _OPENERS


def _may_be_name(word: str) -> bool:
    if word in _JOINING or word in _PARTICLES:
        return True
    return word[0].isupper() and not any(character.isdigit() for character in word)


def _names_before(text: str) -> str:
    """The authors that end a text, as in `As Smith and Jones`; empty when it does not end with a name."""
    taken: list[str] = []
    for word in reversed(text.split()[-12:]):
        bare = author_words(word)
        ends_sentence = word[-1] in ".:;!?" and len(word.rstrip(".")) > 2
        if not bare or not _may_be_name(bare[0]) or (ends_sentence and word != "al."):
            break
        taken.insert(0, word)
    while taken and (not _is_name(" ".join(taken)) or taken[0] in _JOINING):
        taken.pop(0)
    if not taken or taken[-1].strip(",") in _JOINING:
        return ""
    return " ".join(taken)
