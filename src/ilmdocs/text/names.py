"""Finds private names in a text: what the leak scan of `rules` and the last proof of `verify` look for.

`private_terms` reads the Private sheet once; `find_names` may then be asked about any text, a cell's or a
PDF page's. Nothing here ever puts a name into a message: a hit says whose name it is by client reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ilmdocs.model.submission import Row, Submission
from ilmdocs.text.folding import LINE_END, flat, fold
from ilmdocs.text.ordinary_words import ORDINARY_WORDS


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

    `needle` is a piece, case-folded, that every text with a hit has in it.
    """

    kind: TermKind
    client: str
    pattern: re.Pattern[str]
    needle: str
    certain: bool
    capitalised: bool


@dataclass(frozen=True, slots=True)
class PrivateTerms:
    """Everything that must not be found; empty when the Private sheet is."""

    terms: tuple[Term, ...] = ()

    @property
    def needles(self) -> frozenset[str]:
        """Pieces of which every text with a hit has one in it."""
        return frozenset(term.needle for term in self.terms)

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


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev"})
_PARTICLE_WORDS = (
    "al ap ab bin bint da de del della den der di dos du el ibn la le mac mc o of st ten the van von y"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_LEGAL_FORMS = frozenset({"ltd", "limited", "plc", "llp", "inc", "cic", "gmbh", "corp", "company", "co"})
_STAFF_FIELDS = (
    ("Learner", ("learner_name", "coach_display_name", "tutor_assessor", "iqa", "supervisor_default")),
    ("Supervision", ("supervisor",)),
    ("Observations", ("observer",)),
)
_LONG_ENOUGH_IN_ONE = 8
"""A first and last name without a space between them is looked for when it is no ordinary word by chance."""
_TOO_SHORT_IN_SMALL_LETTERS = 2
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_BETWEEN = r"(?:[\s._,-]+[^\W\d_]\.?)?[\s._-]+"


def private_terms(submission: Submission) -> PrivateTerms:
    """Everything on the Private sheet that must not be found in a learner's portfolio.

    A name that the learner or staff bear too, or that is an ordinary word, is no proof when it stands
    alone. An employer is left out where it is the organisation that the learner describes.
    """
    staff = _staff_names(submission)
    described = fold(f"{submission.learner.text('organisation_description')} "
                      f"{submission.learner.text('centre_name')}")[0].casefold()  # fmt: skip
    terms = [term for row in submission.rows("Private") for term in _terms(row, staff, described)]
    unique = {(t.kind, t.client, t.pattern.pattern, t.capitalised): t for t in terms}
    return PrivateTerms(tuple(unique.values()))


def find_names(text: str, terms: PrivateTerms) -> tuple[NameHit, ...]:
    """Every private name in a text, in order; a part of a longer hit is not reported again.

    Names are found in any letter case, with or without accents, with a possessive ending, and split over
    a line end with or without a hyphen. One alone in small letters, or half of one with a hyphen, is not
    certain.
    """
    if not terms or not text or not _may_hold(text, terms.needles):
        return ()
    hits = list(_hits(*fold(text), terms))
    if "\n" in text:
        joined, places = fold(text, join_lines=True)
        broken = (hit for hit in _hits(joined, places, terms) if "\n" in text[hit.start : hit.end])
        hits.extend(broken)
    return tuple(_longest(hits))


def _may_hold(text: str, needles: Iterable[str]) -> bool:
    """Whether it is worth looking: searching for plain pieces first makes a clean portfolio cheap to scan."""
    plain = flat(text)
    joined = flat(LINE_END.sub("", text)) if "\n" in text else plain
    return any(needle in plain or needle in joined for needle in needles)


def _hits(folded: str, places: Sequence[int], terms: PrivateTerms) -> Iterator[NameHit]:
    for term in terms.terms:
        for match in term.pattern.finditer(folded):
            if term.capitalised and not match[0][0].isupper():
                continue
            yield NameHit(
                term.kind, term.client, term.certain, places[match.start()], places[match.end() - 1] + 1
            )


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


def _terms(row: Row, staff: frozenset[str], described: str) -> Iterator[Term]:
    client = row.text("client_ref")
    yield from _name_terms(row.text("real_name"), TermKind.FULL_NAME, client, staff)
    for alias in re.split(r"[;\n]", row.text("aliases")):
        yield from _name_terms(alias, TermKind.ALIAS, client, staff)
    email = fold(row.text("email"))[0].strip()
    if email:
        exact = _pattern(re.escape(email))
        yield Term(TermKind.EMAIL, client, exact, email.casefold(), certain=True, capitalised=False)
    for field_id, kind in (("employer", TermKind.EMPLOYER), ("site", TermKind.SITE)):
        words = [w for w in _words(row.text(field_id)) if w.casefold().strip(".") not in _LEGAL_FORMS]
        phrase = r"[\s._-]+".join(_loose(word) for word in words)
        if words and not re.search(_BEFORE + phrase + _AFTER, described, re.IGNORECASE):
            alone = len(words) == 1
            needle = _needle(words[0])
            yield Term(kind, client, _pattern(phrase), needle, certain=False, capitalised=alone)


def _name_terms(name: str, kind: TermKind, client: str, staff: frozenset[str]) -> Iterator[Term]:
    words = [word for word in _words(name) if word.casefold().strip(".") not in _TITLES]
    if len(words) > 1:
        full = r"[\s._-]+".join(_loose(word) for word in words)
        ends = f"{_loose(words[0])}{_BETWEEN}{_loose(words[-1])}"
        turned = f"{_loose(words[-1])},?\\s+{_loose(words[0])}"
        joined = re.escape(words[0] + words[-1].replace("-", ""))
        in_one = f"|{joined}" if len(joined) >= _LONG_ENOUGH_IN_ONE else ""
        known = " ".join(words).casefold() in staff
        yield Term(
            kind,
            client,
            _pattern(f"(?:{full}|{ends}|{turned}{in_one})"),
            _needle(words[-1]),
            certain=not known,
            capitalised=False,
        )
        initials = f"{words[0][0]}\\.?[\\s.-]*(?:[^\\W\\d_]\\.?\\s*)?{_loose(words[-1])}"
        shared = f"{words[0][0]} {words[-1]}".casefold() in staff
        shared = shared or (words[0][0] in "AaIi" and words[-1].casefold() in ORDINARY_WORDS)  # "A Cook"
        if len(words[-1]) > 1:
            pattern, needle = _pattern(initials), _needle(words[-1])
            yield Term(TermKind.INITIAL, client, pattern, needle, certain=not shared, capitalised=True)
    for word in words:
        plain = word.casefold()
        if len(word.strip(".")) > 1 and plain not in _PARTICLES:
            doubtful = plain in ORDINARY_WORDS or plain in staff
            single, needle = _pattern(_loose(word)), _needle(word)
            yield Term(TermKind.SINGLE, client, single, needle, certain=not doubtful, capitalised=True)
            if not doubtful and len(word) > _TOO_SHORT_IN_SMALL_LETTERS:
                yield Term(TermKind.SINGLE, client, single, needle, certain=False, capitalised=False)
        for half in word.split("-") if "-" in word else ():
            if len(half) > _TOO_SHORT_IN_SMALL_LETTERS and half.casefold() not in _PARTICLES:
                part, needle = _pattern(_loose(half)), _needle(half)
                yield Term(TermKind.SINGLE, client, part, needle, certain=False, capitalised=True)


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s,()\"]+", fold(name)[0]) if any(c.isalnum() for c in word)]


def _loose(word: str) -> str:
    """A word's pattern: an apostrophe may be left out, a hyphen may be a space or nothing."""
    return re.escape(word).replace("'", "'?").replace(r"\-", r"[-\s]*")


def _needle(word: str) -> str:
    """The longest piece of a word that its loose pattern keeps in one, case-folded."""
    return max(re.split(r"['-]", word), key=len).casefold()


def _pattern(core: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + core + _AFTER, re.IGNORECASE)


def _staff_names(submission: Submission) -> frozenset[str]:
    """Whole names, single words and `initial surname` of the learner and staff, case-folded."""
    names: set[str] = set()
    for sheet, fields in _STAFF_FIELDS:
        for row in submission.rows(sheet):
            for field_id in fields:
                words = [w.casefold() for w in _words(row.text(field_id))]
                words = [word for word in words if word.strip(".") not in _TITLES]
                if words:
                    names.update((*words, " ".join(words), f"{words[0][0]} {words[-1]}"))
    return frozenset(names)


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
