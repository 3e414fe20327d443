"""Which workbook fields a unit needs and which it looks at, derived from the unit's own rules."""

from __future__ import annotations

from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import RuleBook, Unit
from ilmdocs.rules.engine import check_module
from ilmdocs.rules.options import read_options


def required_fields(unit: Unit) -> frozenset[str]:
    """The fields (`Sheet.field`) whose blank cell in a row is always a must finding of the unit.

    A centre's own document that takes a form's place still relaxes the boxes of that form.
    """
    found: set[str] = set()
    for rule in unit.rules_about(RuleBook.INTAKE):
        if rule.severity is Severity.MUST:
            module = check_module(rule)
            found.update(module.required(read_options(module.Options, rule)))
    return frozenset(found)


def used_fields(unit: Unit) -> frozenset[str]:
    """The fields (`Sheet.field`) that a rule of the unit looks at or that its parts are made from.

    Left out are the checks that read every text alike (private names, placeholders).
    """
    found: set[str] = set()
    for rule in unit.rules_about(RuleBook.INTAKE):
        module = check_module(rule)
        found.update(module.fields(read_options(module.Options, rule)))
    for part in unit.parts:
        found.update(name for names in part.answers.values() for name in names)
        found.update(f"{part.sheet}.{name}" for name in part.where)
    return frozenset(found)
