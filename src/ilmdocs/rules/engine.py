"""Runs every rule of every included unit over a submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Finding, Severity, in_workbook_order
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.reading_answers import REMARKS
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Rule, RuleBook
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.checks import CHECKS, CheckModule
from ilmdocs.rules.consequences import Draft, settle
from ilmdocs.rules.context import CheckContext, CheckResult
from ilmdocs.rules.options import read_options
from ilmdocs.rules.standing import readiness


def check(
    submission: Submission,
    plans: Sequence[Plan],
    context: CheckContext,
    workbook: RuleBook = RuleBook.INTAKE,
) -> CheckResult:
    """Check a submission against the units of its plans.

    `workbook` says which rules: those about the learner's workbook, or those about an assessor's marks, where
    there is no readiness to tell. A finding that holds for every unit alike is reported once, without a
    unit; one that holds for some only is reported for each, but is one cause: the others follow from it.

    Raises:
        UnreadableInput: a unit file names an unknown check or option.
    """
    drafts = [Draft(finding, explains=finding.id not in REMARKS) for finding in context.reading]
    cases = [Case(submission, plan, tuple(plans), context) for plan in plans]
    for case in cases:
        drafts.extend(_drafts(case, workbook))
    findings = settle(drafts)
    units = [plan.unit.id for plan in plans]
    return CheckResult(
        in_workbook_order(_told_once(_merged(findings, units)), submission.sheets),
        tuple(readiness(case, findings) for case in cases) if workbook is RuleBook.INTAKE else (),
    )


def check_module(rule: Rule) -> CheckModule:
    """The module that decides a rule.

    Raises:
        UnreadableInput: there is no such check.
    """
    if rule.check not in CHECKS:
        raise UnreadableInput(f"The rule {rule.id} names the unknown check {rule.check}.")
    return CHECKS[rule.check]


def _drafts(case: Case, workbook: RuleBook) -> list[Draft]:
    found = [(rule, item) for rule in case.unit.rules_about(workbook) for item in _found(case, rule)]
    explained = {
        item.criterion or rule.criterion
        for rule, item in found
        if (item.severity or rule.severity) is Severity.MUST and not item.unless_explained
    }
    return [
        Draft(_finding(case, rule, item), item.because_of, item.explains)
        for rule, item in found
        if not (item.unless_explained and (item.criterion or rule.criterion) in explained)
    ]


def _found(case: Case, rule: Rule) -> Iterator[Found]:
    module = check_module(rule)
    yield from module.check(case, rule, read_options(module.Options, rule))


def _finding(case: Case, rule: Rule, item: Found) -> Finding:
    return Finding(
        id=rule.id,
        severity=item.severity or rule.severity,
        location=item.location,
        message=item.message,
        remedy=item.remedy or rule.remedy,
        unit=case.unit.id,
        criterion=item.criterion or rule.criterion,
        source=None if rule.source is None else rule.source.quote,
        derived=rule.derived is not None,
        lacks=item.lacks,
        missing=item.missing,
    )


def _merged(findings: Iterable[Finding], units: Sequence[str]) -> Iterator[Finding]:
    """One finding where every unit says the same; identical ones of one unit once."""
    alike: dict[Finding, dict[str | None, Finding]] = {}
    for finding in findings:
        alike.setdefault(replace(finding, unit=None, source=None), {}).setdefault(finding.unit, finding)
    for by_unit in alike.values():
        first = next(iter(by_unit.values()))
        if len(units) > 1 and set(units) <= set(by_unit):
            yield replace(first, unit=None)
        else:
            yield from by_unit.values()


def _told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Where several units say the same of one cell, the heaviest of them is the cause of the others."""
    every = tuple(findings)
    roots: dict[object, Finding] = {}
    for finding in sorted(every, key=lambda one: one.severity is not Severity.MUST):
        if finding.caused_by is None:
            roots.setdefault((finding.id, finding.location, finding.message), finding)
    for finding in every:
        root = roots.get((finding.id, finding.location, finding.message), finding)
        is_repeated = finding.caused_by is None and finding.unit != root.unit
        yield replace(finding, caused_by=root.id) if is_repeated else finding
