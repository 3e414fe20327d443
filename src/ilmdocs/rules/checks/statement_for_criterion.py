"""A written statement answers the rule's criterion: a Narrative row with text or a Word file.

A document of the learner's own under Evidence for that criterion does as well.

Hit: no Narrative row for 3.3. Miss: one with a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Lack
from ilmdocs.model.goals import AnswersGoal, Goal
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found, is_blank
from ilmdocs.rules.narratives import has_text


@dataclass(frozen=True)
class Options:
    """No settings; the criterion is the rule's."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the blank text, at the blank criterion of a statement, or at the heading."""
    rows = case.rows("Narrative")
    own = [row for row in rows if row.text("criterion") == rule.criterion]
    if any(has_text(row) for row in own) or _own_document(case, rule):
        return
    if own:
        yield Found(own[0].at("text"), f"The statement for criterion {rule.criterion} has no text.")
        return
    unnamed = [row for row in rows if row.text("kind") == "statement" and is_blank(row, "criterion")]
    if unnamed:
        yield Found(
            unnamed[0].at("criterion"),
            f"This statement names no criterion, and there is none for {rule.criterion}.",
            f"Type the criterion that it answers, for example {rule.criterion}.",
        )
        return
    yield Found(
        case.submission.heading_at("Narrative", "criterion"),
        f"There is no statement for criterion {rule.criterion}.",
        because_of=tuple(row.at("criterion") for row in rows),
        missing=(Lack("Narrative", 1, (("criterion", rule.criterion or ""), ("kind", "statement"))),),
    )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return tuple(f"Narrative.{name}" for name in ("criterion", "kind", "text", "file"))


def required(options: Options) -> Iterable[str]:
    """None: one row of many is asked for."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """A statement; for which criterion, the rule says."""
    return (AnswersGoal(),)


def _own_document(case: Case, rule: Rule) -> bool:
    return any(
        row.text("author") == "learner" and rule.criterion in row.items("criteria") and row.has("file")
        for row in case.rows("Evidence")
    )
