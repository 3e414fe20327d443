"""8588-500, 8581-L7-20H and 8585-303 say what their sources say, word for word and in full."""

from __future__ import annotations

import pytest

from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.schema import sheet_schema
from tests.builders import UNITS
from tests.rules.perfect_others import JOURNAL, REPORT, SENIOR
from tests.rules.test_sources import SOURCES, plain

SOURCE = {
    REPORT: "004_1bc09c20639b6dbc.txt",
    SENIOR: "000_f69cb9447ddf1fa1.txt",
    JOURNAL: "003_d285d2377619c41d.txt",
}
GENERAL = """
declaration-signed header-complete criterion-evidenced client-named future-date unknown-reference
placeholder-text evidence-complete attempt-number website-access-date part-order command-verb
"""
PRACTICE = """
duration-range counted-twice sessions-overlap session-before-start closing-date session-numbers
dates-ascending next-session-date repeated-text two-qualifications client-reference
"""
REQUIRED = {
    REPORT: GENERAL
    + """
    criterion-answered items-complete similarities-and-differences context-factors benefits-given
    measures-given barriers-and-strategies knowledge-skills-behaviours communication-skills
    relationships-managed model-reviewed reflection-and-supervision contracting-analysed
    code-of-practice process-stages introduction-given method-approved quotes-marked word-count
    report-audience own-work self-check
    """,
    SENIOR: GENERAL
    + PRACTICE
    + """
    criterion-answered client-level plan-complete client-goal needs-identified goals-aligned
    contract-signed contract-anonymised contract-scope contract-before-sessions planned-hours
    session-complete session-prepared delivered-hours individual-sessions options-explored
    progress-reviewed session-reflected not-merely-a-log networks-joined supervision-count
    supervisor-named supervision-one-to-one coachee-feedback strengths-and-needs plan-span plan-linked
    observation tutor-feedback closing-statement reuse-choice self-check word-count
    """,
    JOURNAL: GENERAL
    + """
    criteria-unknown plan-span reflective-journal session-reflected session-complete session-numbers
    dates-ascending counted-twice repeated-text client-reference matrix-complete matrix-first
    electronic-route linking-text official-forms centre-devised
    """,
}
WORDING = ("task", "structure_instruction", "check_instruction", "closing_line")


def said(unit: Unit) -> list[str]:
    """Everything of a unit that must stand in its source."""
    texts = [criterion.text for criterion in unit.criteria()]
    texts += [outcome.heading for outcome in unit.outcomes]
    texts += [line for outcome in unit.outcomes for line in outcome.task.split("\n")]
    texts += [part for name in WORDING for part in unit.wording.get(name, "").split("\n\n")]
    return [plain(text) for text in texts if text]


@pytest.mark.parametrize("unit", SOURCE)
def test_criteria_headings_and_instructions_are_those_of_the_source_in_its_order(unit: str) -> None:
    """What is printed as the awarding body's wording is theirs, and criteria keep their order."""
    if not SOURCES.is_dir():
        pytest.skip(f"the source documents are not in {SOURCES.name}/; set ILMDOCS_SOURCES")
    text = plain((SOURCES / SOURCE[unit]).read_text(encoding="utf-8"))
    assert [line for line in said(UNITS[unit]) if line not in text] == []
    places = [text.index(plain(criterion.text)) for criterion in UNITS[unit].criteria()]
    assert places == sorted(places)


@pytest.mark.parametrize("unit", REQUIRED)
def test_a_unit_states_every_requirement_of_its_kind(unit: str) -> None:
    """No id of the requirements is left out."""
    assert set(REQUIRED[unit].split()) - {rule.id for rule in UNITS[unit].rules} == set()


def test_every_kind_that_is_counted_can_be_chosen_in_the_workbook() -> None:
    """A kind that no learner can choose would never be counted; each one is asked for by one task."""
    choices = sheet_schema("ReportItems").field("kind").choices
    counted: list[str] = []
    for rule in UNITS[REPORT].rules:
        kinds = rule.options.get("kinds", ())
        counted += [str(kind).rpartition(":")[0] for kind in (kinds if isinstance(kinds, tuple) else ())]
    assert sorted(counted) == sorted(choices)


def test_words_in_prose_are_never_a_must() -> None:
    """Coverage words are a hint."""
    hints = {
        rule.severity for unit in UNITS.values() for rule in unit.rules if rule.check == "coverage-words"
    }
    assert hints <= {Severity.SHOULD, Severity.INFO}
