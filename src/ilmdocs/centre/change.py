"""Changes settings in `centre.toml` and leaves all else in it as it is: comments, order, unknown keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item

from ilmdocs.errors import UnreadableInput

PEOPLE = ("tutors", "assessors", "quality_assurers")
ORDER = "part_order"

Entry = Mapping[str, str | date]
"""One person: `name`, perhaps `email` and `since`."""
Value = str | int | Sequence[Entry] | Mapping[str, Sequence[str]] | None
"""What a setting is to be, a whole number or yes and no too; None where it is not to be set."""


def changed(text: str, values: Mapping[str, Value]) -> str:
    """The text of a settings file with some settings changed.

    A setting that is explained in the file and switched off by a `#` is switched on where it stands.

    Args:
        text: the file as it is.
        values: the settings by key; what is not named stays.

    Raises:
        UnreadableInput: when the file is no TOML.
    """
    for key, value in values.items():
        if isinstance(value, str | int) and value is not False and not _has(text, key):
            text = _switched_on(text, key, value)
    document = _parsed(text)
    for key, value in values.items():
        if value is None or value in ((), {}, []):
            document.pop(key, None)
        elif value is False and key not in document:
            continue  # what is off needs no line
        elif not _is_same(document.get(key), value):
            document[key] = _item(value)
    return tomlkit.dumps(document)


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise UnreadableInput(
            "The settings file cannot be read, so it was not changed.",
            "Open it with Notepad and put it right, or move it away and start a new one.",
        ) from error


def _has(text: str, key: str) -> bool:
    return key in _parsed(text)


def _switched_on(text: str, key: str, value: str | int) -> str:
    """The text with the first `#key = …` in force; below the first table it would be that table's."""
    table = re.search(r"^\s*\[", text, re.MULTILINE)
    head, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    line = f"{key} = {tomlkit.item(value).as_string()}"
    return re.sub(rf"^#{key} *=.*$", lambda _: line, head, count=1, flags=re.MULTILINE) + rest


def _is_same(old: object, value: Value) -> bool:
    plain = old.unwrap() if isinstance(old, Item) else old
    if isinstance(value, str | int):
        return plain == value
    if isinstance(value, Mapping):
        return plain == {key: list(texts) for key, texts in value.items()}
    return value is not None and plain == [dict(entry) for entry in value]


def _item(value: Value) -> Item:
    if isinstance(value, str | int):
        return tomlkit.item(value)
    if isinstance(value, Mapping):
        return tomlkit.item({key: list(texts) for key, texts in value.items()})
    people = AoT([])
    for entry in value or ():
        table = tomlkit.table()
        table.update(dict(entry))
        table.add(tomlkit.nl())
        people.append(table)
    return people
