"""The shapes of what a tag can name: a value, a group of values, a list; and those of a whole sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ilmdocs.forms.values import printable_fields


@dataclass(frozen=True, slots=True)
class Leaf:
    """One printable value: the workbook fields (`Sheet.field`) it shows, and what it is."""

    sources: frozenset[str]
    help: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by name, reached with a dot."""

    names: Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Many:
    """A list, reached with a `for` tag."""

    item: Shape
    help: str = ""


Shape = Leaf | Fields | Many


def leaf(help_: str, *sources: str) -> Leaf:
    """A printable value: what it is, and the workbook fields that it shows."""
    return Leaf(frozenset(sources), help_)


def all_fields(sheet: str, *but: str) -> Iterable[str]:
    """The printable fields of a sheet as `Sheet.field`, without some."""
    return (f"{sheet}.{field.id}" for field in printable_fields(sheet) if field.id not in but)


def sheet_fields(sheet: str) -> dict[str, Shape]:
    """The printable fields of a sheet by id, explained by their headings."""
    return {field.id: leaf(field.heading, f"{sheet}.{field.id}") for field in printable_fields(sheet)}
