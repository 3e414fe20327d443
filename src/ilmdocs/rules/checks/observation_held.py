"""A supervisor or tutor observed the coach, or listened to a recording.

Options: with `peers` an observation by a peer is enough. Where the ILM Assessment Service assesses
(submission route ILMA) its absence is a must finding.

Hit: no Observations row and no recording. Miss: one row, not by a peer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Lack, Severity
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found

_ONE = (Lack("Observations", 1),)


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    peers: bool = False


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the role of a peer, or at the heading when nobody observed."""
    rows = case.rows("Observations")
    recorded = any(row.text("kind") == "recording" for row in case.rows("Evidence"))
    fits = any(options.peers or row.text("observer_role") != "peer" for row in rows)
    if recorded or case.replacements("observation") or fits:
        return
    severity = Severity.MUST if case.submission.learner.text("submission_route") == "ILMA" else None
    if rows:
        message = "Only a peer has observed you; an observation by your supervisor or tutor is asked for."
        yield Found(
            rows[0].at("observer_role"), message, severity=severity, lacks="Observations", missing=_ONE
        )
        return
    who = "a supervisor, tutor or peer" if options.peers else "a supervisor or tutor"
    yield Found(
        case.submission.heading_at("Observations", "date"),
        f"No observation of your coaching by {who} is recorded, and no recording.",
        because_of=(case.submission.heading_at("Sessions", "ksb_notes"),),
        severity=severity,
        lacks="Observations",
        missing=_ONE,
    )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Observations.date", "Observations.observer_role", "Evidence.kind", "Learner.submission_route")


def required(options: Options) -> Iterable[str]:
    """None: no single cell is asked for."""
    return ()
