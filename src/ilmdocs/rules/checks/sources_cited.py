"""Every source on the References sheet is cited in a text, of whichever unit.

A citation is a name with a year, or the label of the sheet (see `citations-listed`). A source that a text
names by its title, that a point of the report names as its source, or whose organisation is chosen as code of
practice counts as cited too.

Hit: `Hawkins, P.` of 2012 is listed, and no text cites Hawkins. Miss: a text holds `(Hawkins, 2012)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.checks.citations_listed import not_listed
from ilmdocs.rules.source_labels import is_label_in
from ilmdocs.rules.sources import (
    CitingText,
    listed_source,
    places_without_text,
    sources_of,
    spoken,
    texts_of_all_units,
)
from ilmdocs.text.citations import SourceCitation, cited_sources
from ilmdocs.text.sources import Source, fits, is_mentioned, is_named_by, might_mean

_NO_CODE = ("organisation", "other")


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the label of each source that nothing cites."""
    rows = case.rows("References")
    if not rows:
        return
    texts = texts_of_all_units(case)
    citations = [citation for text in texts for citation in cited_sources(text.text)]
    sources = sources_of(case)
    for row in rows:
        if not _is_cited(case, row, texts, citations):
            yield Found(
                row.at("ref_id"),
                f"No text cites {spoken(row)}.",
                because_of=(
                    *(row.at(name) for name in ("author", "year", "title")),
                    *_slips(listed_source(row), sources, texts),
                    *places_without_text(case),
                ),
                explains=False,
            )


def fields(options: Options) -> Iterable[str]:
    """What citations are compared with; a unit need not ask for the other places that name a source."""
    return tuple(f"References.{name}" for name in ("ref_id", "author", "year", "title"))


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _is_cited(case: Case, row: Row, texts: Sequence[CitingText], citations: Sequence[SourceCitation]) -> bool:
    source, label = listed_source(row), row.text("ref_id")
    if any(fits(citation, source) for citation in citations):
        return True
    if any(is_mentioned(source, text.text) for text in texts):
        return True
    if label and is_label_in(label, (text.text for text in texts)):
        return True
    points = case.submission.rows("ReportItems")
    if label and any(point.text("reference").casefold() == label.casefold() for point in points):
        return True
    codes = {client.text("code_of_practice") for client in case.submission.rows("Clients")}
    return any(code and code not in _NO_CODE and is_named_by(source, code) for code in codes)


def _slips(source: Source, sources: Sequence[Source], texts: Sequence[CitingText]) -> Iterator[Location]:
    """Texts with a citation that is listed nowhere and may be meant for this source."""
    for text in texts:
        if any(might_mean(citation, source) for citation in not_listed(text.text, sources)):
            yield text.place
