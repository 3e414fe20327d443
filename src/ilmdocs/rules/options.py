"""Turns a rule's options from the unit file into the check's typed options."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_type_hints

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.unit import Rule
from ilmdocs.suggest import suggestion


def read_options(kind: type[Any], rule: Rule) -> Any:
    """The options of a rule as an instance of the check's `Options` dataclass.

    Raises:
        UnreadableInput: an option is unknown (with the nearest suggestion), missing or of another type.
    """
    hints = _types(kind)
    for name in rule.options:
        if name not in hints:
            known = f"Known are {', '.join(hints) or 'none'}."
            raise UnreadableInput(
                f"The rule {rule.id} has the unknown option {name}.{suggestion(name, hints)}", known
            )
    for item in fields(kind):
        if item.name not in rule.options:
            if item.default is MISSING:
                raise UnreadableInput(f"The rule {rule.id} lacks the option {item.name}.")
        elif not _fits(rule.options[item.name], hints[item.name]):
            raise UnreadableInput(f"The option {item.name} of the rule {rule.id} is of the wrong type.")
    return kind(**rule.options)


@cache
def _types(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: object, wanted: object) -> bool:
    if wanted == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    return type(value) is wanted
