"""What a tag of a form can name: one value, values by name, or a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
