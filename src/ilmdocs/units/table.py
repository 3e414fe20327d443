"""One table of a unit file, whose values are asked for by key and kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.suggest import suggestion


class Table:
    """A TOML table that knows its place, so that every complaint names it.

    Args:
        data: the table as TOML gives it.
        place: file and key path, such as `8585-301.toml rules.planned-hours`.
        known: the keys it may have; none given means any.

    Raises:
        UnreadableInput: when it is no table or has an unknown key; suggests the nearest known one.
    """

    def __init__(self, data: Any, place: str, known: Iterable[str] = ()) -> None:
        if not isinstance(data, Mapping):
            raise UnreadableInput(f"{place} is not a table.")
        self.data: Mapping[str, Any] = data
        self.place = place
        known = tuple(known)
        for key in data:
            if known and key not in known:
                raise UnreadableInput(f"Unknown key {key} in {place}.{suggestion(key, known)}")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default the key must be there."""
        value = self.data.get(key, default)
        if value is None:
            raise UnreadableInput(f"{self.place} lacks the key {key}.")
        if not isinstance(value, str):
            raise self.refused(key, "it must be a text in quotation marks")
        return value

    def number(self, key: str) -> int:
        """A whole number that must be there."""
        if key not in self.data:
            raise UnreadableInput(f"{self.place} lacks the key {key}.")
        value = self.data[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refused(key, "it must be a whole number")
        return value

    def yes(self, key: str) -> bool:
        """True or false; false when the key is not there."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.refused(key, "it must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when the key is not there."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.refused(key, "it must be a list of texts")
        return tuple(value)

    def table(self, key: str, known: Iterable[str] = ()) -> Table:
        """A table inside this one."""
        return Table(self.data.get(key, {}), f"{self.place} {key}", known)

    def text_map(self, key: str) -> Mapping[str, str]:
        """A table of texts, empty when the key is not there."""
        inner = self.table(key)
        return {name: inner.text(name) for name in inner.data}

    def texts_map(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """A table of lists of texts, empty when the key is not there."""
        inner = self.table(key)
        return {name: inner.texts(name) for name in inner.data}

    def tables(self, key: str, known: Iterable[str]) -> Iterator[Table]:
        """The tables of an array of tables, none when the key is not there."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise self.refused(key, f"write it as [[{key}]]")
        for number, item in enumerate(value, start=1):
            name = item.get("id", item.get("kind", number)) if isinstance(item, Mapping) else number
            yield Table(item, f"{self.place} {key}.{name}", known)

    def refused(self, key: str, reason: str) -> UnreadableInput:
        """The error that says why a value is not allowed."""
        return UnreadableInput(f"{self.place} has a value for {key} that is not allowed: {reason}.")

    def unknown(self, key: str, value: str, known: Iterable[str]) -> UnreadableInput:
        """The error that says which values there are."""
        known = list(known)
        return UnreadableInput(
            f"{self.place} names {value} under {key}, which does not exist.{suggestion(value, known)}",
            f"Known are {', '.join(known)}.",
        )
