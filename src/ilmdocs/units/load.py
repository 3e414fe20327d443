"""Reads unit files: TOML text to frozen `Unit` values, with unknown keys refused by name."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import (
    Criterion,
    Outcome,
    PartKind,
    PartRule,
    Per,
    Regime,
    Rule,
    Source,
    Unit,
)

_UNIT_KEYS = {
    "schema", "id", "title", "qualification", "qualification_title", "version", "level", "regime",
    "required_minutes", "order", "wording", "outcomes", "parts", "rules",
}  # fmt: skip
_OUTCOME_KEYS = {"id", "title", "criteria"}
_CRITERION_KEYS = {"id", "text", "verb"}
_PART_KEYS = {
    "kind", "title", "form", "per", "sheet", "where", "criteria", "answers", "when_answered",
}  # fmt: skip
_RULE_KEYS = {"id", "check", "criterion", "severity", "source", "derived", "options", "meaning", "remedy"}
_SOURCE_KEYS = {"file", "quote"}


def load_units(folder: Path) -> dict[str, Unit]:
    """Read every unit file below the templates folder.

    Args:
        folder: the templates folder; unit files are `<qualification>/<version>/<unit>.toml`.

    Returns:
        Units by id, in id order. Where a unit exists in several versions, the newest wins.

    Raises:
        UnreadableInput: when a unit file is broken; names file and key.
    """
    units: dict[str, Unit] = {}
    for path in sorted(folder.glob("*/*/*.toml")):
        if path.name != "pack.toml":
            unit = load_unit(path)
            units[unit.id] = unit
    return dict(sorted(units.items()))


def load_unit(path: Path) -> Unit:
    """Read one unit file.

    Raises:
        UnreadableInput: when it is not valid TOML, lacks a key or has an unknown one.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableInput(f"The unit file {path.name} cannot be read: {error}.") from error
    try:
        return _unit(data, path.name)
    except KeyError as error:
        raise UnreadableInput(f"The unit file {path.name} lacks the key {error.args[0]!r}.") from error
    except ValueError as error:
        raise UnreadableInput(
            f"The unit file {path.name} has a value that is not allowed: {error}."
        ) from error


def _unit(data: Mapping[str, Any], where: str) -> Unit:
    _known(data, _UNIT_KEYS, where)
    unit = Unit(
        id=data["id"],
        title=data["title"],
        qualification=data["qualification"],
        qualification_title=data["qualification_title"],
        version=data["version"],
        level=data["level"],
        regime=Regime(data["regime"]),
        required_minutes=data.get("required_minutes"),
        order=tuple(PartKind(kind) for kind in data["order"]),
        wording=dict(data.get("wording", {})),
        outcomes=tuple(_outcome(item, f"{where} outcomes") for item in data["outcomes"]),
        parts=tuple(_part(item, f"{where} parts") for item in data["parts"]),
        rules=tuple(_rule(item, f"{where} rules") for item in data.get("rules", ())),
    )
    _criteria_exist(unit)
    return unit


def _outcome(data: Mapping[str, Any], where: str) -> Outcome:
    _known(data, _OUTCOME_KEYS, where)
    criteria = []
    for item in data["criteria"]:
        _known(item, _CRITERION_KEYS, f"{where}.criteria")
        criteria.append(Criterion(item["id"], item["text"], item["verb"]))
    return Outcome(data["id"], data["title"], tuple(criteria))


def _part(data: Mapping[str, Any], where: str) -> PartRule:
    _known(data, _PART_KEYS, where)
    return PartRule(
        kind=PartKind(data["kind"]),
        title=data["title"],
        per=Per(data["per"]),
        form=data.get("form", ""),
        sheet=data.get("sheet", ""),
        where=dict(data.get("where", {})),
        criteria=tuple(data.get("criteria", ())),
        answers={key: tuple(value) for key, value in data.get("answers", {}).items()},
        when_answered=data.get("when_answered", False),
    )


def _rule(data: Mapping[str, Any], where: str) -> Rule:
    where = f"{where}.{data.get('id', '?')}"
    _known(data, _RULE_KEYS, where)
    source = data.get("source")
    if (source is None) == ("derived" not in data):
        raise ValueError(f"rule {data['id']} needs either a source or a reason under derived")
    if source is not None:
        _known(source, _SOURCE_KEYS, f"{where}.source")
    options = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in data.get("options", {}).items()
    }
    return Rule(
        id=data["id"],
        check=data["check"],
        severity=Severity(data["severity"]),
        criterion=data.get("criterion"),
        options=options,
        source=None if source is None else Source(source["file"], source["quote"]),
        derived=data.get("derived"),
        meaning=data.get("meaning", ""),
        remedy=data.get("remedy", ""),
    )


def _criteria_exist(unit: Unit) -> None:
    known = {criterion.id for criterion in unit.criteria()}
    named = {c for part in unit.parts for c in part.criteria} | {
        r.criterion for r in unit.rules if r.criterion
    }
    if named - known:
        raise ValueError(f"criterion {sorted(named - known)[0]} is not one of the unit's")


def _known(data: Mapping[str, Any], keys: Collection[str], where: str) -> None:
    for key in data:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UnreadableInput(f"Unknown key {key} in {where}.{hint}")
