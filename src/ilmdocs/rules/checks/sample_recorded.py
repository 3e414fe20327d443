"""What is recorded of a quality assurance sample fits the rest of the mark sheet.

Hit: a quality assurer although nothing was sampled; the assessor as quality assurer; a check before the
assessor signed; another outcome than the assessor's. Miss: a colleague agrees, on the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Severity
from ilmdocs.model.marking import marking_of
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found

_OF_THE_SAMPLE = ("qa_name", "qa_outcome", "qa_signed")


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding where nothing was sampled, else one at each cell that does not fit."""
    for row in case.rows("MarkSheet"):
        typed = [name for name in _OF_THE_SAMPLE if row.has(name)]
        if row.yes("qa_sampled"):
            yield from _unfitting(case, row)
        elif typed and "qa_sampled" not in row.defects:
            sampled = case.label("MarkSheet", "qa_sampled")
            yield Found(
                row.at("qa_sampled"),
                f"{case.label('MarkSheet', typed[0])} is filled in, but {sampled} is not Yes.",
                "Choose Yes if the work was sampled, or clear the lines below.",
            )


def fields(options: Options) -> Iterable[str]:
    """The sample, and what it is compared with."""
    names = ("assessor", "assessor_signed", "qa_sampled", *_OF_THE_SAMPLE)
    return tuple(f"MarkSheet.{name}" for name in names)


def required(options: Options) -> Iterable[str]:
    """None: what is missing is another rule's."""
    return ()


def _unfitting(case: Case, row: Row) -> Iterator[Found]:
    if row.has("qa_name") and _folded(row.text("qa_name")) == _folded(row.text("assessor")):
        yield Found(
            row.at("qa_name"),
            "The quality assurer is the assessor.",
            "Somebody else than the assessor checks a sample; name that person.",
        )
    signed, checked = row.day("assessor_signed"), row.day("qa_signed")
    if signed and checked and checked < signed:
        yield Found(row.at("qa_signed"), "The check is dated before the assessor signed.")
    outcome = marking_of(case.unit, case.rows("Criteria")).outcome
    said = row.text("qa_outcome").upper()
    if outcome and said and said != outcome:
        yield Found(
            row.at("qa_outcome"),
            f"The quality assurer says {said}, the marks say {outcome}; the sheet prints both.",
            "Settle it before the result is claimed.",
            severity=Severity.SHOULD,
        )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
