"""Feedback comes not from the coachee alone: also from tutor or supervisor, and from a stakeholder if any.

Hit: client C1 has a stakeholder, and no feedback row is given by one. Miss: one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each stakeholder without feedback, and one when no tutor or supervisor gave any."""
    feedback = [row for row in case.rows("CoacheeFeedback") if row.text("given_by") == "stakeholder"]
    strays = tuple(row.at("client_ref") for row in case.strays("CoacheeFeedback"))
    for client in case.clients:
        ref = client.text("client_ref")
        by_evidence = any(
            row.text("author") == "employer" and row.text("client_ref") in ("", ref)
            for row in case.rows("Evidence")
        )
        if client.has("stakeholder_ref") and not by_evidence:
            given = [row.at("given_by") for row in case.rows_of(client, "CoacheeFeedback")]
            if not any(row.text("client_ref") == ref for row in feedback):
                yield Found(
                    client.at("stakeholder_ref"),
                    f"There is no feedback from the stakeholder{case.whose(client)}.",
                    because_of=(
                        *(client.at(f"stakeholder_{part}") for part in ("ref", "signed")),
                        case.submission.heading_at("CoacheeFeedback", "given_by"),
                        *case.headings_of_empty("CoacheeFeedback"),
                        *strays,
                        *given,
                    ),
                    explains=False,
                )
    documents = (*case.replacements("supervision"), *case.replacements("observation"))
    if not (case.rows("Supervision") or case.rows("Observations") or documents):
        yield Found(
            case.submission.heading_at("Supervision", "date"),
            "There is no feedback from a tutor or supervisor.",
            "Add a supervision session or an observation.",
            because_of=(case.submission.heading_at("Supervision", "date"),),
            lacks="Supervision",
        )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Clients.stakeholder_ref", "CoacheeFeedback.given_by", "Supervision.date", "Observations.date")


def required(options: Options) -> Iterable[str]:
    """None: no must rule uses this check."""
    return ()
