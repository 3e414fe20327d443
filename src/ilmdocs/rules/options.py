"""Turns a rule's options from the unit file into the check's typed options."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.unit import Rule
from ilmdocs.suggest import suggestion

_KINDS = {"str": str, "int": int, "bool": bool, "tuple[str, ...]": tuple}
"""The kinds of options that checks may declare, as their annotations are written."""


def read_options(kind: type[Any], rule: Rule) -> Any:
    """The options of a rule as an instance of the check's `Options` dataclass.

    Raises:
        UnreadableInput: an option is unknown (with the nearest suggestion), missing or of another type.
    """
    known = {item.name: item for item in fields(kind)}
    for name in rule.options:
        if name not in known:
            raise UnreadableInput(
                f"The rule {rule.id} has the unknown option {name}.{suggestion(name, known)}",
                f"Known are {', '.join(known) or 'none'}.",
            )
    for name, item in known.items():
        if name not in rule.options:
            if item.default is MISSING:
                raise UnreadableInput(f"The rule {rule.id} lacks the option {name}.")
        elif type(rule.options[name]) is not _KINDS[str(item.type)]:
            raise UnreadableInput(f"The option {name} of the rule {rule.id} is of the wrong type.")
    return kind(**rule.options)
