"""The answer to the rule's criterion rests on examples: it names at least one session that exists.

A document of the learner's own under Evidence for the criterion does as well. Where the answer stands in a
Word document, the sessions named in its row count, and so do those that the answer itself names. A criterion
without any answer is another rule's.

Hit: the answer to 2.4 names no session. Miss: it names C1-03, and there is such a session.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.goals import Goal, RowsGoal
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.columns import has_no_column, without_column
from ilmdocs.rules.narratives import has_text
from ilmdocs.rules.session_links import known_sessions
from ilmdocs.text.written import WrittenDocument, written_documents

_REFERENCE = re.compile(r"\w+(?:-\w+)*-\d+")


@dataclass(frozen=True)
class Options:
    """No settings; the criterion is the rule's."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the sessions of the first row that holds the answer."""
    written = {d.row.number: d for d in written_documents(case.submission, case.unit)}
    rows = [r for r in case.rows("Narrative") if has_text(r) and _answers(r, written.get(r.number), rule)]
    if not rows or _own_document(case, rule) or any("sessions" in row.defects for row in rows):
        return
    known = known_sessions(case)
    named = [ref for row in rows for ref in row.items("sessions")]
    texts = (a.text for a in answers_of(case) if a.file and a.criterion == rule.criterion)
    mentioned = {word.casefold() for text in texts for word in _REFERENCE.findall(text)}
    if mentioned & known or any(ref.casefold() in known for ref in named):
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


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """A session to name; whether the answer names it cannot be counted."""
    return (RowsGoal("Sessions", "session_no", 1, "session", "sessions"),)


def _lost(case: Case) -> Iterator[Location]:
    """Cells on which a session that is named may rest: its reference, its number, its row."""
    for row in case.submission.rows("Sessions"):
        yield from (row.at(name) for name in ("client_ref", "session_no", "session_ref"))
    yield from case.headings_of_empty("Sessions")
    yield from (row.at("client_ref") for row in case.submission.rows("Clients"))


def _answers(row: Row, written: WrittenDocument | None, rule: Rule) -> bool:
    """A row of the criterion, or one whose document has an answer below its heading."""
    if row.has("criterion"):
        return row.text("criterion") == rule.criterion
    outline = written.outline if written else None
    return outline is not None and bool(outline.text_of(rule.criterion or ""))


def _own_document(case: Case, rule: Rule) -> bool:
    return any(
        row.text("author") == "learner" and rule.criterion in row.items("criteria") and row.has("file")
        for row in case.rows("Evidence")
    )
