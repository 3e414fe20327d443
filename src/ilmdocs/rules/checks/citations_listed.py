"""Every source that a text cites is on the References sheet.

Citations are names with a year, such as `(Whitmore, 2017)`, `Rogers et al. (2020)` or `(EMCC, 2021)`, and the
short labels of the sheet, such as `[R1]`. Names and organisations are compared with author and title, also by
their initials; what the sheet leaves blank contradicts nothing. What may be a date is never reported.

Hit: `(Whitmore, 2009)` where the sheet lists Whitmore, 2017. Miss: `(Whitmore, 2017)`, or `(May 2026)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.source_labels import unknown_labels
from ilmdocs.rules.sources import citing_texts, listed_source, sources_of, spoken
from ilmdocs.rules.wording import listed
from ilmdocs.text.citations import SourceCitation, cited_sources
from ilmdocs.text.sources import Source, fits, might_mean

_SHOWN = 80
"""So many characters of a citation are repeated."""


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each text that cites what is not listed, quoting the citations."""
    sources = sources_of(case)
    first: dict[str, Location] = {}
    for text in citing_texts(case):
        named = not_listed(text.text, sources)
        labels = unknown_labels(case, text.text)
        if not named and not labels:
            continue
        quotes = list(dict.fromkeys((*(citation.text for citation in named), *labels)))
        meant = [*(f"{citation.names.split()[-1]} {citation.year}" for citation in named), *labels]
        yield Found(
            text.place,
            f"{listed(f'“{quote[:_SHOWN]}”' for quote in quotes)} {'is' if len(quotes) == 1 else 'are'} "
            f"not on the References sheet.{_nearest(case, named)}",
            because_of=(
                *case.headings_of_empty("References"),
                *_rests_on(case, named),
                *_units_of(case, text.place),
                *(first[name] for name in meant if name in first),
            ),
        )
        for name in meant:
            first.setdefault(name, text.place)


def fields(options: Options) -> Iterable[str]:
    """What citations are compared with; every longer text is read alike."""
    return tuple(f"References.{name}" for name in ("ref_id", "author", "year", "title"))


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def not_listed(text: str, sources: Sequence[Source]) -> tuple[SourceCitation, ...]:
    """The citations of a text that fit none of the sources; what may be a date is left out."""
    return tuple(
        citation
        for citation in cited_sources(text)
        if not citation.doubtful and not any(fits(citation, source) for source in sources)
    )


def _units_of(case: Case, place: Location) -> Iterator[Location]:
    """The cell that says which unit a document belongs to."""
    return (row.at("units") for row in case.rows("Narrative") if row.at("file") == place)


def _rests_on(case: Case, named: Sequence[SourceCitation]) -> Iterator[Location]:
    """Where the list may be at fault: its columns, and rows that are incomplete or nearly fit."""
    for name in ("ref_id", "author", "year"):
        heading = case.submission.heading_at("References", name)
        yield heading
        for row in case.rows("References"):
            source = listed_source(row)
            if source.is_nameless or any(might_mean(citation, source) for citation in named):
                yield row.at(name)


def _nearest(case: Case, named: Sequence[SourceCitation]) -> str:
    """What the sheet lists instead, where just one source is near to a single citation."""
    rows = case.rows("References")
    near = [row for row in rows if len(named) == 1 and might_mean(named[0], listed_source(row))]
    return f" It lists {spoken(near[0])}." if len(near) == 1 else ""
