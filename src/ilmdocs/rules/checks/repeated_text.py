"""Long answers of different sessions differ: a pasted answer is no record of this session.

Options: `fields` of the Sessions sheet that are compared with each other; `characters` is the length from
which the same text is no accident.

Hit: the same 60 characters under Reality in two sessions; the later row is shown. Miss: one word differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    fields: tuple[str, ...]
    characters: int


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each answer that an earlier session has already."""
    first: dict[str, Row] = {}
    for row in case.rows("Sessions"):
        earlier: list[Location] = []
        for field_id in options.fields:
            text = " ".join(row.text(field_id).split()).casefold()
            if len(text) < options.characters:
                continue
            other = first.setdefault(text, row)
            if other is not row:
                label = case.label("Sessions", field_id)
                yield Found(
                    row.at(field_id),
                    f"{label}{case.whose(row)} is word for word a text of row {other.number}.",
                    because_of=(row.at("date"), *earlier),
                )
                earlier.append(row.at(field_id))


def fields(options: Options) -> Iterable[str]:
    """The fields that are compared."""
    return tuple(f"Sessions.{name}" for name in options.fields)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
