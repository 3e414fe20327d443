"""The findings of one learner: what must be put right first, each with its cell and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.report.html.markup import Markup, tag
from ilmdocs.text.standing import plural, points, what
from ilmdocs.web.state import Row


def findings_sections(row: Row, units: Markup | None) -> Iterator[Markup | None]:
    """What must be put right first, then how the units stand; what is merely good to know is closed."""
    learner = row.standing
    findings = learner.findings if learner else _from_results(row)
    musts = points(findings, Severity.MUST)
    shoulds = points(findings, Severity.SHOULD)
    infos = points(findings, Severity.INFO)
    if musts:
        yield _section(f"To put right ({len(musts)})", "must", musts, learner)
    if shoulds:
        yield _section(f"To look at ({len(shoulds)})", "should", shoulds, learner)
    if not musts and not shoulds:
        yield tag("section", tag("h2", "Findings"), tag("p", "Nothing needs to be put right."))
    yield units
    told = {what(finding) for finding in (*musts, *shoulds, *infos)}
    rest = list({what(finding): finding for finding in findings if what(finding) not in told}.values())
    if rest:
        follow = "follows" if len(rest) == 1 else "follow"
        yield _closed(f"{plural(len(rest), 'more point')} that {follow} from those above", rest, learner)
    if infos:
        yield _closed(f"{plural(len(infos), 'thing')} good to know", infos, learner)


def _section(title: str, kind: str, found: Sequence[Finding], learner: LearnerStanding | None) -> Markup:
    items = (_item(finding, learner) for finding in found)
    return tag("section", tag("h2", title), tag("ol", *items, class_="points"), class_=f"findings {kind}")


def _closed(title: str, found: Sequence[Finding], learner: LearnerStanding | None) -> Markup:
    items = (_item(finding, learner) for finding in found)
    return tag("details", tag("summary", title), tag("ul", *items, class_="points"))


def _item(finding: Finding, learner: LearnerStanding | None) -> Markup:
    about = [*_units(finding, learner)]
    if finding.criterion:
        about.append(f"criterion {finding.criterion}")
    return tag(
        "li",
        tag("span", str(finding.location), class_="place"),
        tag("span", finding.message, class_="message"),
        tag("span", finding.remedy, class_="remedy") if finding.remedy else None,
        tag("span", " · ".join(about), class_="quiet") if about else None,
    )


def _units(finding: Finding, learner: LearnerStanding | None) -> Iterator[str]:
    """For which units it is said, where there are several."""
    if learner is None or len(learner.units) < 2:
        return
    same = {f.unit for f in learner.findings if what(f) == what(finding)}
    yield from (unit.label or unit.unit for unit in learner.units if unit.unit in same)


def _from_results(row: Row) -> tuple[Finding, ...]:
    """The findings of a workbook that nothing was noted down of."""
    found = {what(finding): finding for result in row.results for finding in result.findings}
    return tuple(found.values())
