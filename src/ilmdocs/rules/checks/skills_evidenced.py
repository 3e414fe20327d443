"""Knowledge, skills and behaviours are shown: in session notes, a statement, or an observation with feedback.

A supervisor's or tutor's observation, a recording, or other evidence for the rule's criterion does.

Hit: no notes in any session, no observation, no statement. Miss: one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Lack
from ilmdocs.model.goals import AnswersGoal, Goal
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.narratives import has_text


@dataclass(frozen=True)
class Options:
    """No settings; the criterion is the rule's."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the heading of the session notes when nothing shows them."""
    sessions = case.rows("Sessions")
    shown = (
        any(row.has("ksb_notes") for row in sessions)
        or any(row.text("observer_role") != "peer" for row in case.rows("Observations"))
        or any(has_text(row) for row in case.rows("Narrative") if row.text("criterion") == rule.criterion)
        or any(rule.criterion in row.items("criteria") for row in case.rows("Evidence"))
        or bool(case.replacements("observation"))
    )
    if not shown:
        yield Found(
            case.submission.heading_at("Sessions", "ksb_notes"),
            "Nothing shows the knowledge, skills and behaviours you used: no session has notes on them, "
            "and there is no observation.",
            because_of=(
                *(row.at("ksb_notes") for row in sessions if "ksb_notes" in row.defects),
                case.submission.heading_at("Observations", "date"),
                *(row.at("observer_role") for row in case.rows("Observations")),
            ),
            missing=(Lack("Sessions", anywhere="ksb_notes"),),
        )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.ksb_notes", "Observations.observer_role", "Narrative.criterion", "Evidence.criteria")


def required(options: Options) -> Iterable[str]:
    """None: one of several is enough."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """Notes, an observation by somebody who is no peer, or a statement."""
    return (AnswersGoal(others=(("Sessions.ksb_notes", ""), ("Observations.observer_role", "peer"))),)
