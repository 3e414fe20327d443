"""Does a citation mean a source of the list? Names are compared without accents and capital letters."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

from ilmdocs.text.citations import SourceCitation, author_words

_YEARS = re.compile(r"\d{4}[a-z]?")
_ALIKE = 0.75
"""From this likeness on, two names may be one that was mistyped (`Whitmor`)."""
_LEAST_TITLE = 2
"""A title of one word says too little to be recognised in a sentence."""
_SMALL_WORDS = frozenset(("and", "&", "of", "for", "the", "in", "et", "al"))


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the learner lists it; any text may be empty, which means that it is not known."""

    author: str
    year: str
    title: str

    @property
    def is_nameless(self) -> bool:
        """Whether neither author nor year is known, so that no citation can be matched with it."""
        return not self.author and not self.year


def source_in_line(line: str) -> Source:
    """A source from a line of a list, such as `Whitmore, J. (2017) Coaching for Performance`."""
    year = _YEARS.search(line)
    if year is None:
        return Source("", "", line.strip())
    return Source(line[: year.start()].strip(" (."), year[0], line[year.end() :].strip(" )."))


def fits(citation: SourceCitation, source: Source) -> bool:
    """Whether a citation means a source; what the list leaves out contradicts nothing."""
    if source.is_nameless or not _same_year(citation.year, source.year):
        return False
    return not source.author or _names_fit(citation, source)


def might_mean(citation: SourceCitation, source: Source) -> bool:
    """Whether a citation that fits no source may be a slip for this one: another year, or a name misspelt."""
    if _names_fit(citation, source):
        return True
    cited, listed = _folded(citation.names), _folded(source.author)
    alike = any(difflib.SequenceMatcher(None, a, b).ratio() >= _ALIKE for a in cited for b in listed)
    return alike or (bool(source.year) and _same_year(citation.year, source.year))


def is_mentioned(source: Source, text: str) -> bool:
    """Whether a text names a source in another way: by its title, or by an author with the year beside."""
    words = f" {' '.join(_folded(text))} "
    title = _folded(re.split("[:,(]", source.title)[0])
    if len(title) >= _LEAST_TITLE and f" {' '.join(title)} " in words:
        return True
    author = _folded(source.author.partition(",")[0])
    years = _YEARS.findall(source.year)
    return bool(author and years) and f" {' '.join(author)} " in words and any(y in text for y in years)


def is_named_by(source: Source, name: str) -> bool:
    """Whether a short name such as `EMCC` stands in author or title, or is made of the author's initials."""
    wanted = name.casefold()
    return wanted in (*_folded(source.author), *_folded(source.title), _initials(source.author))


def _same_year(cited: str, listed: str) -> bool:
    if not listed:
        return True
    years = _YEARS.findall(listed.casefold())
    if not years or not _YEARS.match(cited):
        return _letters(cited) in (_letters(listed), "nd", "nodate") and not years
    return any(
        one == year or (one[:4] == year[:4] and len(one) + len(year) < len("2017a2017b"))
        for one in _YEARS.findall(cited)
        for year in years
    )


def _names_fit(citation: SourceCitation, source: Source) -> bool:
    words = author_words(citation.names)
    starts = range(len(words)) if citation.running else range(1)
    return any(_fit(words[start:], source) for start in starts)


def _fit(names: tuple[str, ...], source: Source) -> bool:
    cited = _folded(" ".join(names))
    if not cited:
        return False
    listed = _folded(source.author)
    if _stand_together(cited, listed) or _stand_together(cited, _folded(source.title)):
        return True
    short, full = _initials(" ".join(names)), _initials(source.author)
    if (cited == [full] and len(full) > 1) or (listed == [short] and len(short) > 1):
        return True
    authors = [_folded(name) for name in re.split(r"\set\sal\b|\s(?:and|&|et)\s", " ".join(names))]
    surnames = [[word for word in name if len(word) > 1] for name in authors]
    wanted = [name for name in surnames if name]
    if "al" in listed:
        wanted = wanted[:1]
    return bool(wanted) and all(all(word in listed for word in name) for name in wanted)


def _stand_together(words: list[str], among: list[str]) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(among)} "


def _initials(names: str) -> str:
    """`ac` for `Association for Coaching`; empty for a single word."""
    words = [word for word in author_words(names) if word.casefold() not in _SMALL_WORDS]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text.casefold())


def _folded(text: str) -> list[str]:
    """The words of a text without accents, capitals and punctuation; a possessive `'s` is left out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"\w+(?:['’-]\w+)*", re.sub(r"['’]s\b", "", plain.casefold()))
