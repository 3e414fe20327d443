"""Results as JSON-ready data: the contract that other programs rely on (design §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ilmdocs.model.finding import Finding
from ilmdocs.model.gap import Addition
from ilmdocs.model.portfolio import Proof
from ilmdocs.model.readiness import Readiness
from ilmdocs.model.unit import Hours, Outcome, Rule, Unit


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as in `ilmdocs.check/1`."""
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "criterion": finding.criterion,
        "file": finding.location.file,
        "sheet": finding.location.sheet,
        "cell": finding.location.cell,
        "message": finding.message,
        "remedy": finding.remedy,
        "source": finding.source,
        "derived": finding.derived,
        "caused_by": finding.caused_by,
    }


def readiness_data(readiness: Readiness) -> dict[str, Any]:
    """A unit's readiness as in `ilmdocs.check/1`."""
    return {
        "unit": readiness.unit,
        "ready": readiness.ready,
        "hours": {
            "required": readiness.required_minutes,
            "planned": readiness.planned_minutes,
            "delivered": readiness.delivered_minutes,
        },
        "criteria": [{"criterion": c.criterion, "status": c.status} for c in readiness.criteria],
    }


def gap_data(gap: Sequence[Addition]) -> list[dict[str, Any]]:
    """What would close the gap of a unit, as in `ilmdocs.check/1`."""
    return [
        {"words": one.words, "sheet": one.at.sheet, "cell": one.at.cell, "closes": one.closes} for one in gap
    ]


def proofs_data(file: str, proofs: Sequence[Proof]) -> dict[str, Any]:
    """A portfolio's proofs as in `ilmdocs.verify/1`."""
    return {
        "file": file,
        "ok": all(proof.ok is not False for proof in proofs),
        "proofs": [{"name": p.name, "ok": p.ok, "details": list(p.details)} for p in proofs],
    }


def rule_data(rule: Rule) -> dict[str, Any]:
    """A rule with the sentence it comes from."""
    return {
        "id": rule.id,
        "check": rule.check,
        "severity": rule.severity.value,
        "workbook": rule.workbook.value,
        "criterion": rule.criterion,
        "options": dict(rule.options),
        "source": None if rule.source is None else {"file": rule.source.file, "quote": rule.source.quote},
        "derived": rule.derived,
    }


def unit_data(unit: Unit) -> dict[str, Any]:
    """A unit with its hours, marks, outcomes, criteria, order and rules; None where it has no such thing."""
    return {
        "id": unit.id,
        "label": unit.name,
        "title": unit.title,
        "qualification": unit.qualification_title,
        "version": unit.version,
        "level": unit.level,
        "regime": unit.regime.value,
        "required_minutes": unit.required_minutes,
        "hours": None if unit.hours is None else _hours_data(unit.hours),
        "total_marks": unit.total_marks,
        "suggested_words": None if unit.suggested_words is None else list(unit.suggested_words),
        "effort_hours": unit.effort_hours,
        "unknown_criteria": unit.unknown_criteria or None,
        "order": [kind.value for kind in unit.order],
        "outcomes": [_outcome_data(outcome) for outcome in unit.outcomes],
        "rules": [rule_data(rule) for rule in unit.rules],
    }


def _hours_data(hours: Hours) -> dict[str, Any]:
    return {
        "minutes": hours.minutes,
        "levels": list(hours.levels),
        "one_to_one": hours.one_to_one,
        "contracted": hours.contracted,
    }


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "title": outcome.title,
        "heading": outcome.heading or None,
        "task": outcome.task or None,
        "criteria": [
            {
                "id": criterion.id,
                "label": criterion.number,
                "text": criterion.text,
                "verb": criterion.verb,
                "marks": criterion.marks,
                "least_marks": criterion.least_marks,
            }
            for criterion in outcome.criteria
        ],
    }


def envelope(schema: str, **content: object) -> Mapping[str, object]:
    """A document of the contract: its `schema` key first, then the content."""
    return {"schema": schema, **content}
