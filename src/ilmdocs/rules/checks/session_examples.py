"""The answer to the rule's criterion rests on examples: it names at least one session that exists.

A document of the learner's own under Evidence for the criterion does as well. Where a Word document holds
the answers of the whole unit, the sessions named in its row count. A criterion without any answer is
another rule's.

Hit: the answer to 2.4 names no session. Miss: it names C1-03, and there is such a session.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.columns import has_no_column, without_column
from ilmdocs.rules.narratives import has_text
from ilmdocs.rules.session_links import known_sessions


@dataclass(frozen=True)
class Options:
    """No settings; the criterion is the rule's."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the sessions of the first row that holds the answer."""
    rows = [row for row in case.rows("Narrative") if has_text(row) and _answers(row, rule)]
    if not rows or _own_document(case, rule) or any("sessions" in row.defects for row in rows):
        return
    known = known_sessions(case)
    named = [ref for row in rows for ref in row.items("sessions")]
    if any(ref.casefold() in known for ref in named):
        return
    own = next((row for row in rows if row.text("criterion") == rule.criterion), rows[0])
    if has_no_column(own, "sessions"):
        message, remedy = without_column(case.submission, "Narrative", "sessions", " to name examples")
        yield Found(own.at("sessions"), message, remedy)
        return
    which = "none of the sessions that it names exists" if named else "it names no session"
    yield Found(
        own.at("sessions"),
        f"The answer to {rule.criterion} must rest on actual sessions, and {which}.",
        because_of=(*(row.at("sessions") for row in rows), *(_lost(case) if named else ())),
    )


def fields(options: Options) -> Iterable[str]:
    """The sessions that an answer names, and those there are."""
    return ("Narrative.criterion", "Narrative.sessions", "Sessions.session_no", "Sessions.client_ref")


def required(options: Options) -> Iterable[str]:
    """None: only the answer to one criterion is asked."""
    return ()


def _lost(case: Case) -> Iterator[Location]:
    """Cells on which a session that is named may rest: its reference, its number, its row."""
    for row in case.submission.rows("Sessions"):
        yield from (row.at(name) for name in ("client_ref", "session_no", "session_ref"))
    yield from case.headings_of_empty("Sessions")
    yield from (row.at("client_ref") for row in case.submission.rows("Clients"))


def _answers(row: Row, rule: Rule) -> bool:
    whole_unit = row.has("file") and not row.has("criterion")
    return whole_unit or row.text("criterion") == rule.criterion


def _own_document(case: Case, rule: Rule) -> bool:
    return any(
        row.text("author") == "learner" and rule.criterion in row.items("criteria") and row.has("file")
        for row in case.rows("Evidence")
    )
