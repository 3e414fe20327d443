"""What a tag can name of a sheet: its printable fields, each explained by its heading."""

from __future__ import annotations

from collections.abc import Iterable

from ilmdocs.forms.shapes import Leaf, Shape
from ilmdocs.forms.values import printable_fields


def leaf(help_: str, *sources: str) -> Leaf:
    """A printable value: what it is, and the workbook fields that it shows."""
    return Leaf(frozenset(sources), help_)


def all_fields(sheet: str, *but: str) -> Iterable[str]:
    """The printable fields of a sheet as `Sheet.field`, without some."""
    return (f"{sheet}.{field.id}" for field in printable_fields(sheet) if field.id not in but)


def sheet_fields(sheet: str) -> dict[str, Shape]:
    """The printable fields of a sheet by id, explained by their headings."""
    return {field.id: leaf(field.heading, f"{sheet}.{field.id}") for field in printable_fields(sheet)}
