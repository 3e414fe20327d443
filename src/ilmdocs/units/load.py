"""Reads unit files: TOML text to frozen `Unit` values, with unknown keys refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import (
    Criterion,
    Hours,
    OptionValue,
    Outcome,
    PartKind,
    PartRule,
    Per,
    Regime,
    Rule,
    RuleBook,
    Source,
    Unit,
)
from ilmdocs.units.files import centre_unit_files, included_files, read_toml
from ilmdocs.units.table import Table

_UNIT_KEYS = (
    "schema", "id", "title", "qualification", "qualification_title", "version", "level", "regime",
    "label", "order", "include", "hours", "total_marks", "suggested_words", "effort_hours",
    "unknown_criteria", "wording", "outcomes", "parts", "rules",
)  # fmt: skip
_HOURS_KEYS = ("minutes", "levels", "one_to_one", "contracted")
_OUTCOME_KEYS = ("id", "title", "heading", "task", "criteria")
_CRITERION_KEYS = ("id", "label", "text", "verb", "marks")
_PART_KEYS = (
    "kind",
    "title",
    "form",
    "per",
    "sheet",
    "where",
    "also",
    "criteria",
    "answers",
    "when_answered",
)
_RULE_KEYS = (
    "id", "check", "criterion", "severity", "source", "derived", "options", "meaning", "remedy", "workbook",
)  # fmt: skip
_SOURCE_KEYS = ("file", "quote")
UNIT_SCHEMA = 1
Kind = TypeVar("Kind", bound=StrEnum)


def load_units(templates: Path, centre: Path | None = None) -> dict[str, Unit]:
    """Read every unit file below the templates folder, and those of a centre's own folder.

    Args:
        templates: the folder of built-in packs; unit files are `<qualification>/<version>/<unit>.toml`.
        centre: a centre's own folder, or None; its unit files are `<unit>.toml` beside `pack.toml`.

    Returns:
        Units by id, in id order. Where a unit exists in several versions, the newest wins, and a centre's
        own file wins over the built-in one.

    Raises:
        UnreadableInput: when a unit file is broken or misplaced; names file and key.
    """
    units: dict[str, Unit] = {}
    read = cache(read_toml)  # for this call alone: most units include the same shared files
    for path in sorted(templates.glob("*/*/*.toml")):
        if path.name != "pack.toml":
            unit = load_unit(path, templates, read)
            place = f"{unit.qualification}/{unit.version}/{unit.id}.toml"
            if path.relative_to(templates).as_posix() != place:
                raise UnreadableInput(f"The unit file {path.name} says that it belongs at {place}.")
            units[unit.id] = unit
    for path in centre_unit_files(centre):
        unit = load_unit(path, templates, read)
        if path.stem != unit.id:
            raise UnreadableInput(
                f"The unit file {path.name} is about {unit.id}.", f"Name it {unit.id}.toml."
            )
        units[unit.id] = unit
    return dict(sorted(units.items()))


def load_unit(
    path: Path, templates: Path | None = None, read: Callable[[Path], dict[str, Any]] = read_toml
) -> Unit:
    """Read one unit file with what it includes.

    Args:
        path: the file.
        templates: the folder of built-in packs; needed where the file does not belong to it.
        read: what opens it and the files that it includes.

    Raises:
        UnreadableInput: when it is not valid TOML, lacks a key, has an unknown one, or a value is of the
            wrong kind. The message names file, place and key.
    """
    table = Table(read(path), path.name, _UNIT_KEYS)
    included = included_files(path, table, templates or path.parents[2], read)
    return _unit(table, tuple(included.values()))


def _unit(table: Table, shared: Sequence[Table]) -> Unit:
    if table.number("schema") != UNIT_SCHEMA:
        raise table.refused("schema", f"this version of ilmdocs reads unit files of schema {UNIT_SCHEMA}")
    unit = Unit(
        id=table.text("id"),
        title=table.text("title"),
        qualification=table.text("qualification"),
        qualification_title=table.text("qualification_title"),
        version=table.text("version"),
        level=table.number("level"),
        regime=_one_of(Regime, table, "regime"),
        label=table.text("label", ""),
        hours=_hours(table.table("hours", _HOURS_KEYS)) if table.has("hours") else None,
        suggested_words=_range(table, "suggested_words"),
        effort_hours=table.number("effort_hours") if table.has("effort_hours") else None,
        unknown_criteria=table.text("unknown_criteria", ""),
        order=tuple(_kind(PartKind, kind, table, "order") for kind in table.texts("order")),
        wording={name: text for item in (*shared, table) for name, text in item.text_map("wording").items()},
        outcomes=tuple(_outcome(item) for item in table.tables("outcomes", _OUTCOME_KEYS)),
        parts=tuple(_part(item) for file in (table, *shared) for item in file.tables("parts", _PART_KEYS)),
        rules=tuple(_rule(item) for file in (table, *shared) for item in file.tables("rules", _RULE_KEYS)),
    )
    _fits_together(unit, table)
    return unit


def _hours(table: Table) -> Hours:
    return Hours(
        table.number("minutes"), table.texts("levels"), table.yes("one_to_one"), table.yes("contracted")
    )


def _range(table: Table, key: str) -> tuple[int, int] | None:
    if not table.has(key):
        return None
    value = table.data[key]
    if not (
        isinstance(value, list) and [type(item) for item in value] == [int, int] and value[0] <= value[1]
    ):
        raise table.refused(key, "it must be two whole numbers, the smaller first")
    return value[0], value[1]


def _outcome(table: Table) -> Outcome:
    criteria = tuple(
        Criterion(
            item.text("id"),
            item.text("text"),
            item.text("verb"),
            item.text("label", ""),
            item.number("marks") if item.has("marks") else None,
        )
        for item in table.tables("criteria", _CRITERION_KEYS)
    )
    return Outcome(
        table.text("id"), table.text("title"), criteria, table.text("heading", ""), table.text("task", "")
    )


def _part(table: Table) -> PartRule:
    return PartRule(
        kind=_one_of(PartKind, table, "kind"),
        title=table.text("title"),
        per=_one_of(Per, table, "per"),
        form=table.text("form", ""),
        sheet=table.text("sheet", ""),
        where=table.text_map("where"),
        also=table.texts("also"),
        criteria=table.texts("criteria"),
        answers=table.texts_map("answers"),
        when_answered=table.yes("when_answered"),
    )


def _rule(table: Table) -> Rule:
    source = None
    if table.has("source"):
        said = table.table("source", _SOURCE_KEYS)
        source = Source(said.text("file"), said.text("quote"))
    if (source is None) == (not table.has("derived")):
        raise table.refused("source", "a rule has either a source or, under derived, our own reason")
    return Rule(
        id=table.text("id"),
        check=table.text("check"),
        severity=_one_of(Severity, table, "severity"),
        criterion=table.text("criterion") if table.has("criterion") else None,
        options=_options(table),
        source=source,
        derived=table.text("derived") if table.has("derived") else None,
        meaning=table.text("meaning", ""),
        remedy=table.text("remedy", ""),
        workbook=_one_of(RuleBook, table, "workbook") if table.has("workbook") else RuleBook.INTAKE,
    )


def _options(table: Table) -> Mapping[str, OptionValue]:
    values: dict[str, OptionValue] = {}
    for name, value in table.table("options").data.items() if table.has("options") else ():
        values[name] = _option(value, table, name)
    return values


def _option(value: Any, table: Table, name: str) -> OptionValue:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, str | int | float):
        return value
    raise table.refused(f"options.{name}", "an option is a text, a number, true or false, or a list of texts")


def _one_of(kind: type[Kind], table: Table, key: str) -> Kind:
    return _kind(kind, table.text(key), table, key)


def _kind(kind: type[Kind], value: str, table: Table, key: str) -> Kind:
    try:
        return kind(value)
    except ValueError:
        raise table.unknown(key, value, [item.value for item in kind]) from None


def _fits_together(unit: Unit, table: Table) -> None:
    criteria = [criterion.id for criterion in unit.criteria()]
    for name in criteria:
        if criteria.count(name) > 1:
            raise table.refused("criteria", f"{name} stands twice")
    for part in unit.parts:
        if part.kind not in unit.order and part.per is not Per.CHARTS:  # its place: units/settings.py
            raise table.refused("parts", f"the kind {part.kind} has no place in the order")
    if table.has("total_marks") and unit.total_marks != table.number("total_marks"):
        raise table.refused("total_marks", f"the marks of the criteria add up to {unit.total_marks}")
    named = [name for part in unit.parts for name in (*part.criteria, *part.answers)]
    named += [rule.criterion for rule in unit.rules if rule.criterion]
    for name in named:
        if name not in criteria:
            raise table.unknown("criteria", name, criteria)
