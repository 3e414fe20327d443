"""Finds private names in a text: what the leak scan of `rules` and the last proof of `verify` look for.

`private_terms` reads the Private sheet once; `find_names` may then be asked about any text, a cell's or a
PDF page's. Nothing here ever puts a name into a message: a hit says whose name it is by client reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ilmdocs.model.submission import Submission
from ilmdocs.text.folding import LINE_BREAK, flat, fold, joined
from ilmdocs.text.name_parts import names_in, plain
from ilmdocs.text.name_terms import Known, Term, TermKind, terms_of

__all__ = [
    "NameHit", "PrivateTerms", "TermKind", "find_names", "looks_like_reference", "private_terms",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrivateTerms:
    """Everything that must not be found; empty when the Private sheet is."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


@dataclass(frozen=True, slots=True)
class NameHit:
    """A private name in a text: characters `start` to `end` of it. `client` may be empty."""

    kind: TermKind
    client: str
    certain: bool
    start: int
    end: int


_LEARNERS = ("learner_name", "coach_display_name")
_SHARED_FIELDS = (
    ("Learner", (*_LEARNERS, "surname", "first_names", "centre_name", "tutor_assessor", "iqa",
                 "supervisor_default")),
    ("Supervision", ("supervisor",)),
    ("Observations", ("observer",)),
    ("MarkSheet", ("learner_name", "centre_name", "assessor", "qa_name")),
)  # fmt: skip
"""Where the learner, staff and the centre are named: a single word that they share says nothing."""
_MANY_PATTERNS = 4096


def private_terms(submission: Submission) -> PrivateTerms:
    """Everything on the Private sheet that must not be found in a learner's portfolio.

    A single name that the learner or staff bear too, or that is an ordinary word, is no proof when it stands
    alone; nor is a whole name that is the learner's own. An employer is left out where it is the organisation
    that the learner describes.
    """
    rows = submission.rows("Private")
    if not rows:
        return PrivateTerms()
    known = _known(submission)
    terms = (term for row in rows for term in terms_of(row, known))
    return PrivateTerms(tuple(dict.fromkeys(terms)))


def find_names(text: str, terms: PrivateTerms) -> tuple[NameHit, ...]:
    """Every private name in a text, in order; a part of a longer hit is not reported again.

    Names are found in any letter case, with or without accents, with a possessive ending, and split over
    a line end with or without a hyphen. One alone in small letters, or half of one with a hyphen, is not
    certain.
    """
    if not terms or not text:
        return ()
    broken = LINE_BREAK.search(text) is not None
    worth = _worth_looking_for(text, terms.terms, broken=broken)
    if not worth:
        return ()
    hits = list(_hits(*fold(text), worth))
    if broken:
        found = _hits(*fold(text, join_lines=True), worth)
        hits.extend(hit for hit in found if LINE_BREAK.search(text, hit.start, hit.end))
    return tuple(_longest(hits))


def _worth_looking_for(text: str, terms: Sequence[Term], *, broken: bool) -> list[Term]:
    """The terms of which a piece is there: plain pieces are searched first, so a clean text is cheap."""
    plain_text = flat(text)
    in_one = joined(plain_text) if broken else ""
    there: dict[str, bool] = {}
    for term in terms:
        if term.needle not in there:
            there[term.needle] = term.needle in plain_text or term.needle in in_one
    return [term for term in terms if there[term.needle]]


def _hits(folded: str, places: Sequence[int], terms: Iterable[Term]) -> Iterator[NameHit]:
    for term in terms:
        for match in _compiled(term.pattern).finditer(folded):
            if term.capitalised and match[0][0].islower():
                continue
            yield NameHit(
                term.kind, term.client, term.certain, places[match.start()], places[match.end() - 1] + 1
            )


@lru_cache(maxsize=_MANY_PATTERNS)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _longest(hits: Iterable[NameHit]) -> Iterator[NameHit]:
    kept: list[NameHit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, not h.certain, h.start)):
        inside = any(
            k.client == hit.client and k.start <= hit.start and hit.end <= k.end and k.certain >= hit.certain
            for k in kept
        )
        if not inside:
            kept.append(hit)
    yield from sorted(kept, key=lambda h: (h.start, h.end))


def _known(submission: Submission) -> Known:
    """The names that are no secret."""
    words: set[str] = set()
    for sheet, fields in _SHARED_FIELDS:
        for row in submission.rows(sheet):
            for name in (name for field_id in fields for name in names_in(row.text(field_id))):
                words.update((*map(plain, name), f"{plain(name[0])[0]} {plain(name[-1])}"))
    learner = submission.learner
    own = (name for field_id in _LEARNERS for name in names_in(learner.text(field_id)))
    described = flat(f"{learner.text('organisation_description')} {learner.text('centre_name')}")
    return Known(frozenset(" ".join(map(plain, name)) for name in own), frozenset(words), described)


_REFERENCE_WORD = (
    r"(?:confidential\s+)?(?:client|coachee|mentee|participant|person|team member|ref|case|learner)"
)
_REFERENCE = re.compile(
    rf"(?:{_REFERENCE_WORD}[\s._-]*(?:\d{{1,5}}[A-Z]?|[A-Z]{{1,2}}\d{{0,4}})|[A-Z]{{0,4}}[\s._/-]?\d{{1,6}}[A-Z]?|[A-Z]{{1,2}})",
    re.IGNORECASE,
)


def looks_like_reference(text: str) -> bool:
    """Whether a client reference is a code (`C1`, `Client A`, `CL-07`) and so cannot name anyone."""
    return _REFERENCE.fullmatch(text.strip()) is not None
