"""The report lists enough points of each kind that a task asks for.

Options: `kinds` lists what is counted for the rule's criterion, each as `kind: number`. Points are rows of
the ReportItems sheet; two with the same text count once. A point of such a kind under another criterion is
shown there. Where a text answers the criterion and no row does, nothing can be counted: that is said for
information. Where nothing answers it, that is another rule's.

Hit: one similarity under 1.1 where two are asked for. Miss: two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ilmdocs.model.finding import Lack, Severity
from ilmdocs.model.goals import Goal, KindsGoal
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import counted, listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    kinds: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the heading for each kind with too few rows, and at each row under another task."""
    number = _number(case, rule)
    own = [row for row in case.rows("ReportItems") if row.text("criterion") == rule.criterion]
    minimum = _minimum(options)
    strayed = [row for row in case.rows("ReportItems") if _is_astray(case, row, rule, minimum)]
    for row in strayed:
        short = len(_texts(own, row.text("kind"))) < minimum[row.text("kind")]
        yield Found(
            row.at("criterion"),
            f"Points of the kind “{row.text('kind')}” belong to task {number}; this row names "
            f"{row.text('criterion')[:20]}.",
            f"Type {number}, or choose another kind.",
            severity=None if short else Severity.SHOULD,
        )
    if own:
        yield from _too_few(case, rule, own, minimum)
    elif not strayed:
        yield from _uncountable(case, rule, minimum, number)


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("ReportItems.criterion", "ReportItems.kind", "ReportItems.text")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """So many points of each kind; of which task, the rule says."""
    return (KindsGoal(tuple(_minimum(options).items())),)


def _number(case: Case, rule: Rule) -> str:
    criterion = case.unit.criterion(rule.criterion or "")
    return criterion.number if criterion else ""


def _minimum(options: Options) -> Mapping[str, int]:
    """How many rows of each kind are asked for."""
    parted = (item.rpartition(":") for item in options.kinds)
    return {kind.strip(): int(number) for kind, _, number in parted}


def _texts(rows: Iterable[Row], kind: str) -> set[str]:
    """The different texts of a kind."""
    return {
        " ".join(row.text("text").casefold().split())
        for row in rows
        if row.text("kind") == kind and row.has("text")
    }


def _is_astray(case: Case, row: Row, rule: Rule, minimum: Mapping[str, int]) -> bool:
    """Whether a row has one of the kinds but stands under a criterion that does not count it."""
    named, kind = row.text("criterion"), row.text("kind")
    if kind not in minimum or not named or named == rule.criterion:
        return False
    elsewhere = [other for other in case.unit.rules if (other.check, other.criterion) == (rule.check, named)]
    return not any(kind in _kinds(other) for other in elsewhere)


def _kinds(rule: Rule) -> Iterable[str]:
    kinds = rule.options["kinds"]
    return _minimum(Options(kinds)) if isinstance(kinds, tuple) else ()


def _too_few(case: Case, rule: Rule, own: list[Row], minimum: Mapping[str, int]) -> Iterator[Found]:
    number = _number(case, rule)
    for kind, least in minimum.items():
        there = len(_texts(own, kind))
        if there < least:
            same = " different" if sum(row.text("kind") == kind for row in own) > there else ""
            yield Found(
                case.submission.heading_at("ReportItems", "kind"),
                f"For task {number} there {'is' if there == 1 else 'are'} "
                f"{counted(there, f'{same} point'.strip(), f'{same} points'.strip())} of the kind “{kind}”; "
                f"{case.unit.name} asks for at least {least}.",
                because_of=tuple(_unclear(case)),
                missing=(
                    Lack("ReportItems", least - there, (("criterion", rule.criterion or ""), ("kind", kind))),
                ),
            )


def _unclear(case: Case) -> Iterator[Location]:
    """Cells for which a row may not have been counted."""
    for row in case.rows("ReportItems"):
        yield row.at("criterion")
        yield from (row.at(name) for name in ("kind", "text") if not row.has(name))


def _uncountable(case: Case, rule: Rule, minimum: Mapping[str, int], number: str) -> Iterator[Found]:
    texts = [a for a in answers_of(case) if a.criterion == rule.criterion and a.text.strip()]
    if texts:
        wanted = listed(f"{kind} ({least})" for kind, least in minimum.items())
        yield Found(
            texts[0].place,
            f"The answer to {number} is a text, in which nothing can be counted. "
            f"Asked for are at least: {wanted}.",
            "Count them yourself, or list the points on the ReportItems sheet.",
            severity=Severity.INFO,
        )
