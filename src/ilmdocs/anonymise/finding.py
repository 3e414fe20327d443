"""Finds in a text everybody and everything that a reference stands for, and says what may be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ilmdocs.anonymise.contacts import contacts_in
from ilmdocs.anonymise.organisations import spans
from ilmdocs.anonymise.people import LEARNER, Cast
from ilmdocs.anonymise.typed_names import TITLES, name_words
from ilmdocs.model.submission import Row, Sheet, Submission
from ilmdocs.text.folding import flat
from ilmdocs.text.names import NameHit, PrivateTerms, TermKind, find_names, private_terms
from ilmdocs.text.ordinary_words import ORDINARY_WORDS

AUTHOR = "the author of a source bears that name too"
ORDINARY = "the word may be an ordinary one"
OF_STAFF = "somebody of your centre bears that name"
TITLED = "a title and a name that no cell for names holds"
CAPITALS = "two words with capitals that may be a name"
UNKNOWN = "Unknown"
_TITLE_BEFORE = re.compile(rf"\b{TITLES}\.?\s+$")
_INITIALS = re.compile(r",\s*(?:[^\W\d_a-z]\.[\s-]?)+(?<!\s)")
"""What follows a surname that stands first: `Oakhollow, B. J.`"""
_CALLED = re.compile(rf"\b{TITLES}\.?\s+([^\W\d_a-z][\w'’-]+)")
_WORD = r"([^\W\d_a-z][^\W\d_A-Z]+(?:['’-][^\W\d_]+)*)"
_TWO_CAPITALS = re.compile(rf"(?<![\w'’-]){_WORD}\s+{_WORD}(?!\w)")
_WITHIN_SENTENCE = re.compile(r"[a-z0-9,;(]\s+$")
_SAID = re.compile(
    r"\s+(?:said|asked|told|thought|felt|suggested|agreed|explained|noticed|observed|gave|showed|used|listened)\b"
)
_FOR_EVERYBODY = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.co.uk", "icloud.com",
     "yahoo.com", "yahoo.co.uk", "btinternet.com", "aol.com", "sky.com", "example.com", "example.org"}
)  # fmt: skip
"""Where anybody may have an e-mail address; the examples are nobody's."""
_LEAST_TELLING = 7
_OF_NAMES = frozenset({TermKind.FULL_NAME, TermKind.ALIAS})


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start` to `end` of a text, and whom or what they name.

    `words` stand there in the twin; they are empty where nothing is replaced, and `why` says the reason.
    """

    start: int
    end: int
    reference: str
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for one cast.

    `printed` are words that every portfolio of the unit prints, `authors` those of the sources' authors,
    `published` the sources' web addresses. `plain` are all words that prove nothing alone, `far` the
    references of those of whom only the whole name counts, `telling` what must be in no web address.
    """

    cast: Cast
    printed: frozenset[str]
    authors: frozenset[str]
    published: str
    terms: PrivateTerms
    plain: frozenset[str]
    far: frozenset[str]
    telling: frozenset[str]

    def find(self, text: str, *, is_source: bool = False) -> tuple[Spot, ...]:
        """Everything in a text, in order and without overlaps; what is replaced goes before what is not.

        Args:
            text: as typed.
            is_source: whether it is an entry of a bibliography, in which names are the authors'.
        """
        found = list(self._everything(text, is_source))
        kept = _joined(spot for spot in found if spot.words)
        left = sorted((spot for spot in found if not spot.words), key=lambda spot: spot.start - spot.end)
        for spot in left:
            if all(spot.end <= other.start or other.end <= spot.start for other in kept):
                kept.append(spot)
        return tuple(sorted(kept, key=lambda spot: spot.start))

    def leaks(self, text: str) -> tuple[str, ...]:
        """Whom or what a text of the finished twin names beyond doubt, by reference."""
        named = [
            hit.client
            for hit in find_names(text, self.terms)
            if hit.certain and not self._doubt(hit, text[hit.start : hit.end])
        ]
        places = [
            organisation.reference
            for organisation in self.cast.organisations
            for _, _, certain in spans(organisation, text, self.plain)
            if certain
        ]
        others = [spot.reference for spot in (*self._as_typed(text), *self._numbers(text))]
        return tuple(dict.fromkeys((*named, *places, *others)))

    def _everything(self, text: str, is_source: bool) -> Iterator[Spot]:
        published = flat(text) if is_source else self.published
        if is_source:
            yield from (s for s in self._contacts(text, published) if "telephone" not in s.words)
        else:
            yield from self._contacts(text, published)
            yield from self._unknown(text)
        yield from self._numbers(text)
        for organisation in self.cast.organisations:
            for start, end, certain in spans(organisation, text, self.plain):
                words = organisation.reference if certain else ""
                yield Spot(start, end, organisation.reference, words, "" if certain else ORDINARY)
        for hit in find_names(text, self.terms):
            yield self._spot(hit, text, is_source)
        yield from self._as_typed(text)

    def _contacts(self, text: str, published: str) -> Iterator[Spot]:
        for start, end, words in contacts_in(text, published, self.telling):
            yield Spot(start, end, words.strip("[]").removesuffix(" withheld"), words)

    def _unknown(self, text: str) -> Iterator[Spot]:
        """What looks like a name that no cell for names holds: worth a look, unless it is an author's."""
        for match in _CALLED.finditer(text):
            if flat(match[1]) not in self.authors:
                yield Spot(*match.span(), UNKNOWN, "", TITLED)
        for match in _TWO_CAPITALS.finditer(text):
            if self.plain.isdisjoint((flat(match[1]), flat(match[2]))):
                yield Spot(*match.span(), UNKNOWN, "", CAPITALS)

    def _as_typed(self, text: str) -> Iterator[Spot]:
        """Names with a bracket or quotation marks in them: `Bob (Robert) Oak`."""
        for person in self.cast.people:
            for name in person.names:
                if len(name_words(name)) > 1 and any(sign in name for sign in '(["“‘'):
                    pattern = r"\W{1,3}".join(map(re.escape, re.findall(r"[^\W_]+", name)))
                    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
                        yield Spot(*match.span(), person.reference, person.reference)

    def _numbers(self, text: str) -> Iterator[Spot]:
        for number, words in self.cast.numbers.items():
            if flat(number) not in self.printed:
                pattern = rf"(?<![^\W_]){re.escape(number)}(?![^\W_])"
                for match in re.finditer(pattern, text, re.IGNORECASE):
                    yield Spot(*match.span(), words.strip("[]").removesuffix(" withheld"), words)

    def _spot(self, hit: NameHit, text: str, is_source: bool) -> Spot:
        typed = text[hit.start : hit.end]
        whole = hit.kind in _OF_NAMES or hit.kind is TermKind.EMAIL
        is_kept = is_source and not whole and hit.client != LEARNER
        why = AUTHOR if is_kept else self._doubt(hit, typed)
        comma = typed.rfind(",") if hit.kind is TermKind.INITIAL else -1
        initials = _INITIALS.match(text, hit.start + comma if comma > 0 else hit.end)
        if why == ORDINARY and (initials or _is_called(text, hit.start, hit.end)):
            why = ""
        start, end = hit.start, hit.end
        if why == AUTHOR and not is_source and _TITLE_BEFORE.search(text, 0, start):
            why = ""
        if not why and (title := _TITLE_BEFORE.search(text, 0, start)):
            start = title.start()
        if not why and initials:
            end = initials.end()
        words = "" if why else "[e-mail address withheld]" if hit.kind is TermKind.EMAIL else hit.client
        return Spot(start, end, hit.client, words, why)

    def _doubt(self, hit: NameHit, typed: str) -> str:
        """Why a hit may be something else than that person's name; empty when it is not."""
        words = [word for word in re.split(r"[^\w'-]+", flat(typed)) if word]
        if hit.kind is TermKind.EMAIL:
            return ""
        if hit.kind in _OF_NAMES:
            return ORDINARY if typed == typed.lower() and all(w in self.plain for w in words) else ""
        deciding = "-".join(p for word in words for p in word.split("-") if len(p) > 1 or len(words) == 1)
        if deciding in self.authors:
            return AUTHOR
        if hit.kind is TermKind.INITIAL:
            return ORDINARY if deciding in self.plain and "." not in typed else ""
        if hit.client in self.far:
            return OF_STAFF
        return ORDINARY if deciding in self.plain else ""


def _joined(spots: Iterable[Spot]) -> list[Spot]:
    """Spots of which none overlaps: what lies in a longer one counts as that, others become one for both."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        last = kept[-1] if kept else None
        if last is None or spot.start >= last.end:
            kept.append(spot)
        elif spot.end > last.end:
            words = last.words if spot.words == last.words else f"{last.words} and {spot.words}"
            kept[-1] = replace(last, end=spot.end, words=words)
    return kept


def finder_for(
    cast: Cast, submission: Submission, printed: frozenset[str], authors: frozenset[str]
) -> Finder:
    """A finder for a cast, with the matcher that also looks for clients' names."""
    sources = submission.rows("References")
    published = flat(" ".join(row.text(field) for row in sources for field in ("publisher_or_url", "title")))
    far = frozenset(person.reference for person in cast.people if not person.is_near)
    plain = printed | authors | ORDINARY_WORDS
    return Finder(cast, printed, authors, published, _terms(cast), plain, far, _telling(cast))


def _telling(cast: Cast) -> frozenset[str]:
    """Names in one word, as they stand in web addresses, and the domains of people's e-mail addresses."""
    names = [name for person in cast.people for name in person.names]
    domains = [email.partition("@")[2] for person in cast.people for email in person.emails]
    hosts = [domain for domain in domains if domain.casefold() not in _FOR_EVERYBODY]
    joined = {"".join(name_words(name)).replace("-", "").replace("'", "") for name in names}
    joined |= {"".join(c for c in flat(host) if c.isalnum()) for host in hosts}
    joined |= {"".join(organisation.pieces) for organisation in cast.organisations}
    return frozenset(piece for piece in joined if len(piece) >= _LEAST_TELLING)


def _terms(cast: Cast) -> PrivateTerms:
    """The terms of everybody, as if all of them were on the sheet Private."""
    rows: list[Row] = []
    for person in cast.people:
        for values in _named(person.reference, person.names, person.emails):
            rows.append(Row("", "Private", len(rows) + 1, values, {}))
    return private_terms(Submission("", "", {"Private": Sheet("Private", tuple(rows))}))


def _named(reference: str, names: Iterable[str], emails: Iterable[str]) -> Iterator[dict[str, str]]:
    yield from ({"client_ref": reference, "real_name": name} for name in names)
    yield from ({"client_ref": reference, "email": email} for email in emails)


def _is_called(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word with a capital is a name where it stands: `I met Will on Monday`."""
    if not text[start].isupper() or text[start:end].isupper():
        return False
    if re.match(r"['’]s\b", text[end:]) or _SAID.match(text, end) or _TITLE_BEFORE.search(text, 0, start):
        return True
    following = re.match(r"\s+(\S)", text[end:])
    return _WITHIN_SENTENCE.search(text, 0, start) is not None and not (following and following[1].isupper())
