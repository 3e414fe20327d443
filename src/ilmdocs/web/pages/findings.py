"""The findings of one learner beside the pages: what must be put right first, then how the units stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.model.finding import Severity
from ilmdocs.report.html.learner_points import consequences, points_sections
from ilmdocs.report.html.markup import Markup, tag
from ilmdocs.text.standing import what
from ilmdocs.web.pages.remedies import on_the_page
from ilmdocs.web.pages.sentences import row_name
from ilmdocs.web.state import Row


def findings_sections(row: Row, units: Markup | None) -> Iterator[Markup | None]:
    """The same points in the same words as in the report.

    Args:
        row: the learner.
        units: how the units stand; it comes after what has to be done.
    """
    learner = _on_the_page(row.standing or _from_results(row))
    to_do = tuple(points_sections(learner, Severity.MUST, Severity.SHOULD))
    yield from to_do
    if not to_do:
        yield tag("section", tag("h2", "Findings"), tag("p", "Nothing needs to be put right."))
    yield units
    yield from points_sections(learner, Severity.INFO)
    yield consequences(learner)


def _on_the_page(learner: LearnerStanding) -> LearnerStanding:
    return replace(learner, findings=tuple(on_the_page(finding) for finding in learner.findings))


def _from_results(row: Row) -> LearnerStanding:
    """What is known of a workbook that nothing was noted down of."""
    found = {what(finding): finding for result in row.results for finding in result.findings}
    return LearnerStanding("", row_name(row), findings=tuple(found.values()))
