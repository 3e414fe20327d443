"""Which headings an assignment for a unit has, and how a heading is compared with what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Criterion, Outcome, Unit

_NUMBER = re.compile(
    r"(?:(?:ac|assessment criterion|criterion|section|task|lo|learning outcome)\s*)?"
    r"(\d+(?:\.\d+)*)(?![\d.]*\d)[.):]?(?:\s*[-:])?(?=\s|$)\s*"
)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"',
                        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
                        "\u00ad": None, "\u200b": None})  # fmt: skip

REFERENCES = frozenset({"references", "reference list", "list of references", "bibliography",
                        "works cited",
                        "references and bibliography"})  # fmt: skip
APPENDICES = frozenset({"appendix", "appendices", "annex", "annexes"})
INTRODUCTION = frozenset({"introduction"})
CONCLUSION = frozenset({"conclusion", "conclusions", "summary"})


@dataclass(frozen=True, slots=True)
class WantedHeading:
    """A sub-heading of the unit (`criterion` is None) or a criterion, as an assignment shows it.

    `text` is how it should read, `number` what may stand before it. `is_required` is False where the source
    gives no sub-heading.
    """

    text: str
    number: str
    section: str
    criterion: str | None
    is_required: bool
    keys: tuple[str, ...]


def wanted_headings(unit: Unit) -> tuple[WantedHeading, ...]:
    """The sub-headings and criteria of a unit in their order."""
    return tuple(heading for outcome in unit.outcomes for heading in _of(outcome))


def section_heading(outcome: Outcome) -> str:
    """The sub-heading of an outcome: the source's; its number where there is a task; else its title."""
    return outcome.heading or (f"Section {outcome.id}" if outcome.task else outcome.title)


def criterion_heading(criterion: Criterion) -> str:
    """A criterion as a heading: `1.1 Define …`."""
    return f"{criterion.number} {criterion.text}"


def heading_key(text: str) -> str:
    """A heading without what may differ: capitals, white space, dashes, quotes, a number in front."""
    folded = _folded(text)
    return folded[end:].strip() if (end := _number_end(folded)) < len(folded) else folded


def heading_number(text: str) -> str | None:
    """The number that a heading starts with: `1.2` of `AC 1.2 Explain …`."""
    match = _NUMBER.match(_folded(text))
    return match[1] if match else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold()
    return " ".join(plain.split()).rstrip(".:;, ")


def _number_end(folded: str) -> int:
    match = _NUMBER.match(folded)
    return match.end() if match else 0


def _of(outcome: Outcome) -> Iterator[WantedHeading]:
    own = section_heading(outcome)
    keys = (own, outcome.title, f"Section {outcome.id}", f"{own} {outcome.title}")
    yield WantedHeading(
        own,
        outcome.id,
        outcome.id,
        None,
        bool(outcome.heading) or not outcome.task,
        tuple(dict.fromkeys(map(heading_key, keys))),
    )
    for criterion in outcome.criteria:
        yield WantedHeading(
            criterion_heading(criterion),
            criterion.number,
            outcome.id,
            criterion.id,
            True,
            (heading_key(criterion.text),),
        )
