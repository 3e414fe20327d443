"""Every rule of a unit file says where it comes from, and the quotation is really there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.checks import CHECKS
from ilmdocs.rules.engine import check_module
from ilmdocs.rules.options import read_options
from ilmdocs.units import load_units
from ilmdocs.workbook.schema import SHEETS
from tests.builders import TEMPLATES

ROOT = Path(__file__).parents[2]
SOURCES = Path(os.environ.get("ILMDOCS_SOURCES", ROOT.parent / "shared" / "seeds"))
UNITS = list(load_units(TEMPLATES).values())
RULES = [(unit, rule) for unit in UNITS for rule in unit.rules]
FIELDS = {f"{sheet.name}.{field.id}" for sheet in SHEETS for field in sheet.fields}

DOMAIN_IDS = """
declaration-signed header-complete criterion-evidenced matrix-first part-order electronic-route
client-named website-access-date linking-text official-forms command-verb planned-hours plan-complete
delivered-hours client-goal goal-process contract-signed stakeholder-signed contract-anonymised
contract-scope ethical-contracting contract-review contract-before-sessions diagnostics-recorded
tools-described model-named skills-evidenced session-complete process-complete diary-closed
session-reflected reflection-examples session-feedback coachee-feedback low-score-improvement
other-feedback communication-review supervision-count supervisor-named observation matrix-complete
single-matrix plan-span future-date dates-ascending duration-range sessions-overlap session-numbers
unknown-reference counted-twice two-qualifications next-session-date closing-date session-before-start
placeholder-text repeated-text
"""


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """The source documents, white space made even."""
    if not SOURCES.is_dir():
        pytest.skip(f"the source documents are not in {SOURCES.name}/; set ILMDOCS_SOURCES")
    return {path.name: plain(path.read_text(encoding="utf-8")) for path in SOURCES.glob("*.txt")}


def test_every_quotation_is_in_its_source(sources: dict[str, str]) -> None:
    """Quotations are verbatim; only white space may differ."""
    missing = [
        (unit.id, rule.id, rule.source.quote)
        for unit, rule in RULES
        if rule.source and plain(rule.source.quote) not in sources.get(rule.source.file, "")
    ]
    assert missing == []


def test_every_criterion_is_worded_as_in_the_source(sources: dict[str, str]) -> None:
    """Criteria are printed exactly as the awarding body words them."""
    text = sources["003_d285d2377619c41d.txt"]
    wrong = [
        c.text
        for unit in UNITS
        if unit.qualification == "8585"
        for c in unit.criteria()
        if c.text not in text
    ]
    assert wrong == []


@pytest.mark.parametrize("unit", [u for u in UNITS if u.id in ("8585-301", "8585-302")], ids=lambda u: u.id)
def test_a_unit_states_every_requirement_of_its_kind(unit: Unit) -> None:
    """No id of the requirements for 8585-301 and 302 is left out."""
    assert set(DOMAIN_IDS.split()) - {rule.id for rule in unit.rules} == set()


@pytest.mark.parametrize(("unit", "rule"), RULES, ids=lambda v: v.id)
def test_a_rule_can_be_run_and_explained(unit: Unit, rule: Rule) -> None:
    """Its check exists, its options are known, its fields are in the workbook, and it says what to do."""
    module = check_module(rule)
    options = read_options(module.Options, rule)
    assert {*module.fields(options), *module.required(options)} <= FIELDS
    assert any(other.meaning for other in unit.rules if other.id == rule.id)
    assert rule.remedy.endswith(".")
    if rule.derived is not None:
        assert rule.derived.endswith(".")


def test_the_two_units_differ_only_in_hours_and_supervision() -> None:
    """301 and 302 share every rule but the hours, the supervisions and the name of the other unit."""
    first, second = (next(u for u in UNITS if u.id == name) for name in ("8585-301", "8585-302"))
    different = {
        one.id
        for one, two in zip(first.rules, second.rules, strict=True)
        if (one.id, one.check, one.options, one.severity) != (two.id, two.check, two.options, two.severity)
    }
    assert different == {"supervision-count", "single-matrix"}
    assert (first.required_minutes, second.required_minutes) == (360, 720)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_explains_itself(name: str) -> None:
    """A check's module text says when it hits and when it misses."""
    manual = CHECKS[name].__doc__ or ""
    assert "Hit: " in manual and "Miss: " in manual


def test_every_check_is_used() -> None:
    """There is no check that no unit file names."""
    assert set(CHECKS) == {rule.check for _, rule in RULES}


def rule_with(**options: str | int | bool) -> Rule:
    return Rule("hours", "coaching-hours", Severity.MUST, options=options, derived="For a test.")


def test_an_unknown_option_is_refused_with_the_nearest() -> None:
    """A slip in a unit file is named, with what was probably meant."""
    with pytest.raises(UnreadableInput, match=r"unknown option off.* Did you mean of\?"):
        read_options(CHECKS["coaching-hours"].Options, rule_with(of="planned", off=360))


def test_an_option_of_another_type_is_refused() -> None:
    """Text where a number belongs is named."""
    with pytest.raises(UnreadableInput, match="of of the rule hours is of the wrong type"):
        read_options(CHECKS["coaching-hours"].Options, rule_with(of=360))


def test_a_yes_is_no_number() -> None:
    """True is not taken for a text."""
    with pytest.raises(UnreadableInput, match="wrong type"):
        read_options(CHECKS["coaching-hours"].Options, rule_with(of=True))


def test_a_missing_option_is_refused() -> None:
    """An option that a check needs must be there."""
    with pytest.raises(UnreadableInput, match="lacks the option of"):
        read_options(CHECKS["coaching-hours"].Options, rule_with())


def test_an_unknown_check_is_refused() -> None:
    """A rule that names no check is a fault of the unit file."""
    with pytest.raises(UnreadableInput, match="unknown check coaching-ours"):
        check_module(Rule("hours", "coaching-ours", Severity.MUST, derived="For a test."))
