"""Makes cells of a fictional learner wrong: dates, lengths, ratings, references, and sessions copied."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from ilmdocs.workbook.schema import Field, FieldType, sheet_schema
from tests.builders import Rows

_LONG_AGO, _FUTURE = date(2020, 1, 2), date(2027, 2, 1)
_LENGTHS = (7, 23 * 60)
"""Minutes: a session that brings next to nothing, and one that nobody holds."""
_SHEETS = frozenset({"Clients", "Goals", "Sessions", "CoacheeFeedback", "Supervision", "Observations"})


def wrong_value(field: Field, before: Any, chance: random.Random) -> Any:
    """Something wrong to be typed into a cell; None where nothing is wrong in itself."""
    if field.refers_to in ("Clients.client_ref", "Sessions.session_ref"):
        wrong = "C7" if field.refers_to.startswith("Clients") else "C1-77"
        return (wrong,) if isinstance(before, tuple) else wrong
    if field.type is FieldType.DATE:
        return chance.choice((_LONG_AGO, _FUTURE))
    if field.type is FieldType.DURATION:
        return _LENGTHS[1] if field.id == "planned_session_hours" else chance.choice(_LENGTHS)
    if field.id.startswith("rating_"):
        return chance.choice((0, 11))
    return None


def copied(rows: Rows, chance: random.Random) -> Iterator[str]:
    """Paste a session over one or two that follow it; says which."""
    held = rows.get("Sessions", [])
    item = chance.randrange(1, len(held))
    for place in range(item + 1, min(item + 1 + chance.randint(1, 2), len(held))):
        if held[place]["client_ref"] == held[item]["client_ref"]:
            held[place] = dict(held[item])
            yield f"session {place} is a copy of {item}"


def spoilt(rows: Rows, chance: random.Random, most: int = 4, but: str = "") -> Iterator[str]:
    """Spoil up to so many cells, one of a row, on all sheets but one; says which."""
    cells = [
        (sheet, item, name)
        for sheet in sorted(_SHEETS & rows.keys() - {but})
        for item, row in enumerate(rows[sheet])
        for name in row
        if row[name] is not None and name != "start_date"  # what others are judged by
    ]
    done: set[tuple[str, int]] = set()
    for sheet, item, name in chance.sample(cells, len(cells)):
        wrong = wrong_value(sheet_schema(sheet).field(name), rows[sheet][item][name], chance)
        if wrong is not None and (sheet, item) not in done and len(done) < most:
            rows[sheet][item][name] = wrong
            done.add((sheet, item))
            yield f"{sheet}.{name}, item {item}: {wrong}"
