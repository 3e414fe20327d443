"""What somebody typed into the form with the centre's settings, checked by the reader of `centre.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path

from ilmdocs.centre import KEYS, centre_of
from ilmdocs.centre.change import ORDER, PEOPLE, Entry, Value, changed
from ilmdocs.errors import UnreadableInput
from ilmdocs.model.centre import Centre
from ilmdocs.model.unit import Unit
from ilmdocs.units import with_settings

_TYPES = {field.name: str(field.type) for field in fields(Centre)}
LINES = tuple(key for key in KEYS if _TYPES[key] in ("str", "Path | None"))
NUMBERS = tuple(key for key in KEYS if _TYPES[key] == "int | None")
SWITCHES = tuple(key for key in KEYS if _TYPES[key] == "bool")
"""The settings of the reader by what is typed: whatever it learns to read stands on the form."""
ON = "yes"
TITLES: Mapping[str, str] = {
    "tutors": "Tutors",
    "assessors": "Assessors",
    "quality_assurers": "Quality assurers",
}
_PERSON = ("name", "email", "since")
_MOST_PEOPLE = 500
_OUR_WORDS = ("it ", "type ", "write ", "every ", "use ")
"""How sentences of the reader begin that may begin with a capital; others begin with what was typed."""

_FOR_PEOPLE = (
    (re.compile(r"^.*? names the (file|folder) (.+) under \w+, but"), r"\2:"),
    (re.compile(r"^.*? names (\{.*?\}) under \w+, which"), r"\1"),
    (re.compile(r"^.*? lists (.+) twice under \w+\. .*"), r"\1 is listed twice. Empty one of the two rows."),
    (re.compile(r", and without quotation marks|(,| and) without quotation marks"), ""),
    (re.compile(r"write the day as 2026-01-31, year first"), "type the day as 31/01/2026"),
)
"""What the reader says to somebody who sees the file, and what to say to somebody who sees the form."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was typed: `lines` by key, people by kind, orders of parts by unit."""

    lines: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)


def as_typed(centre: Centre, path: Path) -> Typed:
    """The settings that are in force, as they would be typed."""
    keys = (*LINES, *NUMBERS, *SWITCHES)
    return Typed(
        {key: _shown(getattr(centre, key), path) for key in keys},
        {
            kind: tuple(
                {"name": p.name, "email": p.email, "since": p.since.strftime("%d/%m/%Y") if p.since else ""}
                for p in getattr(centre, kind)
            )
            for kind in PEOPLE
        },
        {unit: ", ".join(kinds) for unit, kinds in centre.part_order.items()},
    )


def typed_in(form: Mapping[str, str], units: Mapping[str, Unit]) -> Typed:
    """What a form says; a person without a name, an e-mail and a day is nobody."""
    people = {}
    for kind in PEOPLE:
        rows = []
        for number in range(_MOST_PEOPLE):
            if f"{kind}-{number}-name" not in form:
                break
            entry = {key: form.get(f"{kind}-{number}-{key}", "").strip() for key in _PERSON}
            if any(entry.values()):
                rows.append(entry)
        people[kind] = tuple(rows)
    lines = {key: form.get(key, "").strip() for key in (*LINES, *NUMBERS, *SWITCHES)}
    orders = {unit: form.get(f"{ORDER}-{unit}", "").strip() for unit in units}
    return Typed(lines, people, {unit: order for unit, order in orders.items() if order})


def problems(typed: Typed, path: Path, units: Mapping[str, Unit]) -> dict[str, str]:
    """What is wrong, by the name of the setting; each is looked at alone, so that all are told at once."""
    found = {key: _problem(key, value, path, units) for key, value in values(typed).items()}
    return {key: said for key, said in found.items() if said}


def _problem(key: str, value: Value, path: Path, units: Mapping[str, Unit]) -> str:
    """What is wrong with one setting; of people, with whom."""
    if value is None:
        return ""
    plain = _plain(value)
    for number, entry in enumerate(plain if isinstance(plain, list) else (), start=1):
        if not entry.get("name"):
            return f"{TITLES[key]}, row {number}: type a name."
        try:
            centre_of({key: [entry]}, path)
        except UnreadableInput as error:
            return f"{entry['name']}: {_told(error)}"
    try:
        centre = centre_of({key: plain}, path)
        if key == ORDER:
            with_settings(units, centre)
    except UnreadableInput as error:
        return _told(error)
    return ""


def values(typed: Typed) -> dict[str, Value]:
    """What was typed, as values of settings; what is no number or day stays, for the reader to refuse."""
    lines: dict[str, Value] = {key: typed.lines.get(key) or None for key in LINES}
    numbers: dict[str, Value] = {key: _number(typed.lines.get(key, "")) for key in NUMBERS}
    switches: dict[str, Value] = {key: typed.lines.get(key, "") == ON for key in SWITCHES}
    people: dict[str, Value] = {kind: tuple(map(_person, typed.people.get(kind, ()))) for kind in PEOPLE}
    orders = {unit: tuple(_parts(text)) for unit, text in typed.orders.items()}
    return {**lines, **numbers, **switches, **people, ORDER: orders}


def new_text(text: str, typed: Typed) -> str:
    """The settings file with what was typed in it.

    Raises:
        UnreadableInput: when the file is no TOML.
    """
    return changed(text, values(typed))


def _shown(value: str | int | Path | None, path: Path) -> str:
    """A setting as it would be typed; a switch says `ON` or nothing."""
    if isinstance(value, Path):
        return _beside(value, path)
    if isinstance(value, bool):
        return ON if value else ""
    return "" if value is None else str(value)


def _beside(file: Path, path: Path) -> str:
    folder = path.parent.resolve()
    return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()


def _number(text: str) -> Value:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _person(typed: Mapping[str, str]) -> Entry:
    entry: dict[str, str | date] = {key: text for key, text in typed.items() if text}
    if "since" in entry:
        entry["since"] = _day(typed["since"])
    return entry


def _day(text: str) -> str | date:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"):
        with suppress(ValueError):
            return datetime.strptime(text, pattern).date()
    return text


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def _plain(value: Value) -> object:
    """As the reader of TOML would give it."""
    if isinstance(value, Mapping):
        return {key: list(texts) for key, texts in value.items()}
    return value if value is None or isinstance(value, str | int) else [dict(entry) for entry in value]


def _told(error: UnreadableInput) -> str:
    """The reader's sentence without what counts for a text file alone."""
    said = str(error).partition("that is not allowed: ")[2] or str(error)
    for pattern, words in _FOR_PEOPLE:
        said = pattern.sub(words, said)
    return said[:1].upper() + said[1:] if said.startswith(_OUR_WORDS) else said
