"""Yes or no, and answers chosen from a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ilmdocs.workbook.fold import key, nearest
from ilmdocs.workbook.schema import Field
from ilmdocs.workbook.values.outcome import Outcome, Readable, Trouble, Typed
from ilmdocs.workbook.values.shown import shown

_YES = frozenset({"yes", "y", "true", "x", "1", "✓", "✔", "☒", "☑"})
_NO = frozenset({"no", "n", "false", "0", "☐"})
_SEPARATORS = re.compile(r"[;,\n]")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_MOST_LISTED = 12


def read_yes_no(typed: Typed, field: Field) -> Outcome:
    """Yes or no in the ways people write it."""
    word = shown(typed).strip().casefold()
    if word in _YES:
        return Readable(True)
    if word in _NO:
        return Readable(False)
    return Trouble("value-type", "is neither Yes nor No.", "Type Yes or No.")


def read_choice(typed: Typed, field: Field, allowed: Sequence[str]) -> Outcome:
    """One of the allowed answers, spelled as the list spells it."""
    text = shown(typed)
    found = _match(text, allowed)
    return Readable(found) if found is not None else _unknown((text,), allowed)


def read_choices(typed: Typed, field: Field, allowed: Sequence[str]) -> Outcome:
    """Several allowed answers, separated by semicolons, commas or new lines; each is kept once."""
    items = split_list(shown(typed))
    found = [_match(item, allowed) for item in items]
    unknown = [item for item, match in zip(items, found, strict=True) if match is None]
    if unknown:
        return _unknown(unknown, allowed)
    return Readable(tuple(dict.fromkeys(match for match in found if match is not None)))


def split_list(text: str) -> tuple[str, ...]:
    """The entries of a list typed into one cell."""
    return tuple(item.strip() for item in _SEPARATORS.split(text) if item.strip())


def _match(text: str, allowed: Sequence[str]) -> str | None:
    by_key = {_key(choice): choice for choice in allowed}
    wanted = _key(text)
    return by_key.get(wanted) or by_key.get(wanted.removeprefix("ac"))


def _key(text: str) -> str:
    """As `key`, but the point of a criterion counts: 23 is not 2.3."""
    return key(_POINT.sub("point", text))


def _unknown(items: Sequence[str], allowed: Sequence[str]) -> Trouble:
    near = nearest(items[0], allowed)
    listed = ", ".join(allowed[:_MOST_LISTED]) + (", …" if len(allowed) > _MOST_LISTED else "")
    hint = f"Did you mean {near}? " if near else ""
    return Trouble(
        "choice-unknown", "is not one of the answers to choose from.", f"{hint}Choose from: {listed}."
    )
