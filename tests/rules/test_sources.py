"""Every rule of a unit file says where it comes from, and the quotation is really there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.checks import CHECKS
from ilmdocs.rules.engine import check_module
from ilmdocs.rules.options import read_options
from ilmdocs.units import load_units
from ilmdocs.workbook.schema import ALL_SHEETS
from tests.builders import TEMPLATES

ROOT = Path(__file__).parents[2]
SOURCES = Path(os.environ.get("ILMDOCS_SOURCES", ROOT.parent / "shared" / "seeds"))
UNITS = list(load_units(TEMPLATES).values())
RULES = [(unit, rule) for unit in UNITS for rule in unit.rules]
FIELDS = {f"{sheet.name}.{field.id}" for sheet in ALL_SHEETS for field in sheet.fields}

_WHOLE = """
header-complete client-named unknown-reference future-date placeholder-text
"""
_PRACTICE = """
dates-ascending duration-range sessions-overlap session-numbers counted-twice two-qualifications
next-session-date closing-date session-before-start repeated-text
"""
_OF_8585 = """
declaration-signed header-complete criterion-evidenced matrix-first part-order electronic-route
client-named website-access-date linking-text official-forms command-verb planned-hours plan-complete
delivered-hours client-goal goal-process contract-signed stakeholder-signed contract-anonymised
contract-scope ethical-contracting contract-review contract-before-sessions diagnostics-recorded
tools-described model-named skills-evidenced session-complete process-complete diary-closed
session-reflected reflection-examples session-feedback coachee-feedback low-score-improvement
other-feedback communication-review supervision-count supervisor-named observation matrix-complete
single-matrix plan-span
"""
_OF_8580 = """
declaration-signed closing-statement criterion-evidenced reuse-choice command-verb self-check
criterion-answered word-count
"""
DOMAIN_IDS = {
    "8585-301": _WHOLE + _PRACTICE + _OF_8585,
    "8585-302": _WHOLE + _PRACTICE + _OF_8585,
    "8580-500": f"""{_WHOLE} {_OF_8580}
        introduction-given definitions-compared barriers-and-strategies case-presented coach-qualities
        communication-needed responsibilities-covered process-model contracting-analysed
        expectations-and-boundaries supervision-justified elements-reviewed evaluation-method""",
    "8580-501": f"""{_WHOLE} {_PRACTICE} {_OF_8580}
        rationale-given contract-scope contract-signed client-goal needs-identified goals-aligned
        planned-hours delivered-hours contracted-hours tools-reviewed ability-assessed overview-record
        coachee-feedback practice-reviewed supervision-evidenced observer-feedback session-complete
        diary-entry-complete resources-planned""",
    "8580-503": f"""{_WHOLE} {_OF_8580} duration-range
        ability-analysed strengths-and-weaknesses practice-reviewed own-skills-evaluated ethics-discussed
        reflection-on-activity supervision-evidenced supervision-reviewed progress-logged plan-span
        plan-linked assessment-methods""",
}
"""The requirements of each unit, by id; a unit that is not listed is listed by its own tests."""
WORDED_IN = {
    "8585-301": "003_d285d2377619c41d.txt",
    "8585-302": "003_d285d2377619c41d.txt",
    "8580-500": "002_a0d9e159bfeab965.txt",
    "8580-501": "002_a0d9e159bfeab965.txt",
    "8580-503": "002_a0d9e159bfeab965.txt",
}
"""The source document that words a unit; of a unit that is not listed no source holds all of its wording."""


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


def test_units_are_worded_as_in_the_source(sources: dict[str, str]) -> None:
    """Criteria, sections, sub-headings and the sentences of the task are the awarding body's own."""
    wrong = [
        (unit.id, text)
        for unit in UNITS
        if unit.id in WORDED_IN
        for text in printed(unit)
        if plain(text) not in sources[WORDED_IN[unit.id]]
    ]
    assert wrong == []


def printed(unit: Unit) -> Iterator[str]:
    """What is printed word for word; our caption of the plan and our title of a sheet of decisions is not."""
    yield unit.title
    for outcome in unit.outcomes:
        yield from (text for text in (outcome.title, outcome.heading, outcome.task) if text)
    yield from (criterion.text for criterion in unit.criteria())
    for name, text in unit.wording.items():
        if name != "plan_caption" and not (name == "mark_sheet_title" and unit.total_marks is None):
            yield from text.split("\n\n")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.id in DOMAIN_IDS], ids=lambda u: u.id)
def test_a_unit_states_every_requirement_of_its_kind(unit: Unit) -> None:
    """No id of the unit's requirements is left out."""
    assert set(DOMAIN_IDS[unit.id].split()) - {rule.id for rule in unit.rules} == set()


MARKS = {
    "8580-500": "8 8 8 8 8 8 8 8 8 8 8 12",
    "8580-501": "8 8 4 16 12 12 12 8 12 8",
    "8580-503": "16 16 12 12 8 12 8 8 8",
}


@pytest.mark.parametrize("unit", MARKS)
def test_marks_are_those_of_the_mark_sheet(unit: str, sources: dict[str, str]) -> None:
    """Each criterion has the marks of the source, the fewest are half of them, and they add up to 100."""
    found = next(u for u in UNITS if u.id == unit)
    assert [c.marks for c in found.criteria()] == [int(marks) for marks in MARKS[unit].split()]
    assert found.total_marks == 100
    for criterion in found.criteria():
        assert f"/ {criterion.marks} (min. of {criterion.least_marks})" in sources[WORDED_IN[unit]]


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
