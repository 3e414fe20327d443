"""Text, references and names of files."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ilmdocs.workbook.schema import Field
from ilmdocs.workbook.values.choices import split_list
from ilmdocs.workbook.values.outcome import Outcome, Readable, Trouble, Typed
from ilmdocs.workbook.values.shown import shown

MOST_DIGITS = 15
"""Excel keeps 15 digits of a number; the rest become zeros."""

_DRIVE = re.compile(r"^(?:[A-Za-z]:|[A-Za-z][A-Za-z0-9+.\-]+://|file:|~)")
_INSIDE = "Put the file into the workbook's folder and type only its name, for example scans/observation.pdf."


def read_text(typed: Typed, field: Field) -> Outcome:
    """Text as it stands in the cell; a number keeps the zeros that its format shows."""
    value = typed.value
    if isinstance(value, date | time | timedelta):
        return Trouble(
            "value-type",
            "was turned into a date or time by Excel, so what you typed is lost.",
            "Give the cell the format Text and type it again.",
        )
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**MOST_DIGITS:
        return Trouble(
            "value-type",
            f"is a number of more than {MOST_DIGITS} digits; Excel has lost the rest.",
            "Give the cell the format Text and type it again.",
        )
    return Readable(shown(typed))


def read_ref(typed: Typed, field: Field) -> Outcome:
    """One reference, as typed."""
    return read_text(typed, field)


def read_refs(typed: Typed, field: Field) -> Outcome:
    """Several references, separated by semicolons, commas or new lines; each is kept once."""
    outcome = read_text(typed, field)
    if isinstance(outcome, Trouble):
        return outcome
    return Readable(tuple(dict.fromkeys(split_list(str(outcome.value)))))


def read_file(typed: Typed, field: Field) -> Outcome:
    """A file below the workbook's folder, with `/` between folders; never outside it."""
    if not isinstance(typed.value, str):
        return read_text(typed, field)
    text = typed.value.strip().strip('"').replace("\\", "/")
    if text.startswith("/") or _DRIVE.match(text):
        return Trouble("attachment-missing", "names a place outside the workbook's folder.", _INSIDE)
    parts: list[str] = []
    for part in text.split("/"):
        if part == "..":
            if not parts:
                return Trouble("attachment-missing", "names a place outside the workbook's folder.", _INSIDE)
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part.strip())
    if not parts or "\n" in text:
        return Trouble("attachment-missing", "is not the name of one file.", _INSIDE)
    return Readable("/".join(parts))
