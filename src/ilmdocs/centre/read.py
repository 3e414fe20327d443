"""Reads `centre.toml`; whatever is wrong in it is said with its key and what to type instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.centre import Centre, Person
from ilmdocs.suggest import suggestion
from ilmdocs.text.file_pattern import NAME_TOKENS, pattern_problem, unknown_token
from ilmdocs.units.table import Table

KEYS = (
    "name", "number", "logo", "pack", "file_name", "charts", "low_score", "retention_months", "tutors",
    "assessors", "quality_assurers", "part_order",
)  # fmt: skip
"""What may be set; `centre.start` explains each."""
_PEOPLE = ("tutors", "assessors", "quality_assurers")
_PERSON_KEYS = ("name", "email", "since")
_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]]+@[^@\s<>,;:\"()\[\]]+\.[^@\s<>,;:\"()\[\].]+")
_LONGEST = 200
_MOST_MONTHS = 1200
_MONTHS = "a number of months above 0, such as 36"
_LARGEST_FILE = 1024 * 1024
_REMEDY = "docs/centre.md explains every key; a fresh file with examples:  ilmdocs init new-folder"


def read_centre(path: Path) -> Centre:
    """A centre's settings; paths in them are relative to the file's own folder.

    Raises:
        UnreadableInput: when the file cannot be read, or a key or value in it is not allowed.
    """
    try:
        return _centre(Table(_toml(path), path.name, KEYS), path)
    except UnreadableInput as error:
        raise UnreadableInput(error.message, error.remedy or _REMEDY) from error


def _toml(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadableInput(f"{path.name} is far too large for a settings file.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"{path.name} is not stored as UTF-8 text.",
            "In Notepad choose Save as, and below, at Encoding, UTF-8.",
        ) from error
    try:
        return tomllib.loads(f"{text}\n")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"\(at (line \d+), column \d+\)", str(error))
        where = place[1] if place else "its end"
        if re.search(r"overwrite a value|twice|immutable", str(error)):
            message = f"{path.name} cannot be read: {where} says something that was said before."
            raise UnreadableInput(message, "Take one of the two out.") from error
        message = f"{path.name} cannot be read: {where} is not written as it must be."
        raise UnreadableInput(message, _hint(text)) from error


def _hint(text: str) -> str:
    """What is most often the reason, judged by the lines that are in force."""
    lines = [line.strip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    if any(mark in line for line in lines for mark in "“”„‘’"):
        return 'Use straight quotation marks ("), as Notepad types them, not the curly ones of Word.'
    if any("\\" in line for line in lines):
        return 'Write folders with / in place of \\, for example "forms/our pack".'
    return 'Texts stand in quotation marks, the centre number too: number = "012345".'


def centre_of(data: Mapping[str, object], path: Path) -> Centre:
    """The settings that some of the keys of a file come to, as if the file held nothing else.

    Args:
        data: keys and values, as TOML gives them.
        path: the file.

    Raises:
        UnreadableInput: when a key or value is not allowed.
    """
    return _centre(Table(data, path.name, KEYS), path)


def _centre(table: Table, path: Path) -> Centre:
    _refuse_beneath_people(table)
    return Centre(
        name=_line(table, "name"),
        number=_line(table, "number"),
        logo=_existing(table, "logo", path, folder=False),
        pack=_existing(table, "pack", path, folder=True),
        tutors=tuple(_people(table, "tutors")),
        assessors=tuple(_people(table, "assessors")),
        quality_assurers=tuple(_people(table, "quality_assurers")),
        part_order=table.texts_map("part_order"),
        low_score=_within(table, "low_score", 10, "a rating from 1 to 10, such as 4"),
        retention_months=_within(table, "retention_months", _MOST_MONTHS, _MONTHS),
        file_name=_pattern(table),
        charts=table.yes("charts"),
        file=path.name,
    )


def _refuse_beneath_people(table: Table) -> None:
    """A key below the first table belongs to that table: said as what it is, not as an unknown key."""
    for key in (*_PEOPLE, "part_order"):
        value = table.data.get(key)
        tables = value if isinstance(value, list) else [value]
        inner = [name for item in tables if isinstance(item, dict) for name in item]
        lost = [name for name in inner if name in KEYS and name not in _PERSON_KEYS]
        if lost:
            raise UnreadableInput(
                f"{table.place} says {lost[0]} below [{key}], where it belongs to that list.",
                f"Move the line {lost[0]} = … up, above the first line that begins with [.",
            )


def _line(table: Table, key: str) -> str:
    """A text of one line."""
    value = table.text(key, "").replace("\u00a0", " ").strip(" ")
    if not value.isprintable():
        raise table.refused(key, "it must be one line, without tabs and the like")
    if len(value) > _LONGEST:
        raise table.refused(key, f"{_LONGEST} characters are the most")
    return value


def _existing(table: Table, key: str, path: Path, *, folder: bool) -> Path | None:
    said = _line(table, key)
    if not said:
        return None
    found = path.parent / said.replace("\\", "/")
    what = "folder" if folder else "file"
    if not (found.is_dir() if folder else found.is_file()):
        raise UnreadableInput(
            f"{table.place} names the {what} {said} under {key}, but there is no such {what}.",
            f"Check the spelling; it is looked for beside {path.name}.",
        )
    return found.resolve()


def _people(table: Table, key: str) -> Iterator[Person]:
    if any(not isinstance(item, dict) for item in _listed(table, key)):
        raise table.refused(key, f'write [[{key}]] on a line of its own and below it name = "…"')
    seen: set[str] = set()
    for item in table.tables(key, _PERSON_KEYS):
        name, email = _line(item, "name"), _line(item, "email")
        if not name:
            raise item.refused("name", "every entry needs a name") if item.has("name") else _nameless(item)
        if name.casefold() in seen:
            raise UnreadableInput(f"{table.place} lists {name} twice under {key}.", "Take one of them out.")
        seen.add(name.casefold())
        if email and not _EMAIL.fullmatch(email):
            raise item.refused("email", f"{email} is no e-mail address such as jo.marsh@example.org")
        yield Person(name, email, _day(item, "since"))


def _listed(table: Table, key: str) -> list[object]:
    value = table.data.get(key, [])
    return value if isinstance(value, list) else [None]


def _nameless(item: Table) -> UnreadableInput:
    near = "".join(suggestion(key, ("name",)) for key in item.data if key not in _PERSON_KEYS)
    return UnreadableInput(f"{item.place} has no name.{near}", 'Add a line such as  name = "Jo Marsh"')


def _day(table: Table, key: str) -> date | None:
    value = table.data.get(key)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise table.refused(key, "write the day as 2026-01-31, year first and without quotation marks")
    return value


def _within(table: Table, key: str, most: int, what: str) -> int | None:
    if not table.has(key):
        return None
    value = table.data[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise table.refused(key, f"it must be {what}, without quotation marks")
    return value


def _pattern(table: Table) -> str:
    pattern = _line(table, "file_name")
    if not pattern:
        return ""
    unknown = unknown_token(pattern)
    if unknown is not None:
        raise UnreadableInput(
            f"{table.place} names {{{unknown}}} under file_name, which stands for nothing."
            f"{suggestion(unknown, NAME_TOKENS)}",
            f"Known are {', '.join(f'{{{token}}}' for token in NAME_TOKENS)}.",
        )
    problem = pattern_problem(pattern)
    if problem is not None:
        raise table.refused("file_name", problem)
    return pattern
