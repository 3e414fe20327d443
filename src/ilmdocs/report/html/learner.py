"""One learner's report: ready or not, each unit, and every finding with its cell and what to do."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from ilmdocs.model.cohort import LearnerStanding, Owed, UnitStanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.report.html import parts
from ilmdocs.report.html.charts import unit_charts
from ilmdocs.report.html.markup import Child, Markup, joined, link_to, tag
from ilmdocs.report.html.page import page
from ilmdocs.text.formats import uk_date
from ilmdocs.text.standing import (
    latest_assessment,
    plural,
    points,
    report_sentence,
    what,
)

_GROUPS = (
    (Severity.MUST, "To put right", "must"),
    (Severity.SHOULD, "To look at", "should"),
    (Severity.INFO, "Good to know", "info"),
)
_WHOLE_FILE = "The workbook as a whole"


def learner_report_html(learner: LearnerStanding, today: date) -> str:
    """Make a learner's `report.html`; links lead from the folder of `learner.report` to the portfolios."""
    header = tag(
        "header",
        tag(
            "p", " · ".join(p for p in ("Report", learner.learner, learner.registration) if p), class_="over"
        ),
        tag("h1", report_sentence(learner)),
        tag(
            "p",
            f"Made from {PurePosixPath(learner.file).name}. Days are counted from {uk_date(today)}.",
            class_="quiet",
        ),
    )
    body = tag(
        "main",
        header,
        _unreadable(learner) if learner.error else None,
        *(_unit(learner, unit, today) for unit in learner.units),
        *(_group(learner, *group) for group in _GROUPS),
        _consequences(learner),
        tag("footer", tag("p", "Clients appear by reference only.")),
        id="content",
        class_="report",
    )
    return page(f"{learner.learner} – report", body)


def _unreadable(learner: LearnerStanding) -> Markup:
    return tag("div", tag("h2", "Why, and what to do"), tag("p", learner.error), class_="notice")


def _unit(learner: LearnerStanding, unit: UnitStanding, today: date) -> Markup:
    link = None
    if unit.portfolio:
        path = posixpath.relpath(unit.portfolio, posixpath.dirname(learner.report) or ".")
        link = tag("p", tag("a", f"Open the portfolio ({plural(unit.pages, 'page')})", href=link_to(path)))
    attempt = f", attempt {unit.attempt}" if unit.attempt > 1 else ""
    facts: list[tuple[str, Child]] = [
        ("Result", parts.result(learner, unit)),
        ("Hours", parts.hours_done(unit.readiness)),
        ("Submission", parts.due(unit, today)),
    ]
    assessment = latest_assessment(unit)
    if assessment is not None:
        facts.append(("Assessment", parts.assessed(assessment)))
    facts.append(("Criteria", parts.criteria(unit.readiness)))
    terms = joined(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts)
    heading = tag("h2", f"{unit.label or unit.unit} ", tag("span", f"{unit.title}{attempt}", class_="quiet"))
    return tag("section", heading, tag("dl", terms, class_="unit"), link, unit_charts(unit))


def _group(learner: LearnerStanding, severity: Severity, title: str, name: str) -> Markup | None:
    """The findings of one severity, sheet by sheet; what is said for several units is told once."""
    found = points(learner.findings, severity)
    if not found:
        return None
    sheets: dict[str, list[Finding]] = {}
    for finding in found:
        sheets.setdefault(finding.location.sheet or _WHOLE_FILE, []).append(finding)
    blocks = [
        joined((tag("h3", sheet), tag("ul", *(_item(learner, f) for f in inside), class_="points")))
        for sheet, inside in sheets.items()
    ]
    return tag("section", tag("h2", f"{title} ({len(found)})"), *blocks, class_=f"findings {name}")


def _consequences(learner: LearnerStanding) -> Markup | None:
    """What goes away by itself once the other points are put right, closed at first."""
    told = {what(finding) for severity in Severity for finding in points(learner.findings, severity)}
    rest = [finding for finding in learner.findings if what(finding) not in told]
    if not rest:
        return None
    items = tag("ul", *(_item(learner, finding) for finding in rest), class_="points")
    follow = "follows" if len(rest) == 1 else "follow"
    summary = tag("summary", f"{plural(len(rest), 'more point')} that {follow} from those above")
    return tag(
        "details", summary, tag("p", "Put the points above right first; these may then be gone."), items
    )


def _item(learner: LearnerStanding, finding: Finding) -> Markup:
    about = [*_units_of(learner, finding)]
    if finding.criterion:
        about.append(f"criterion {finding.criterion}")
    about += [_owner(owed) for owed in learner.owed if what(owed.finding) == what(finding)][:1]
    return tag(
        "li",
        tag("span", str(finding.location), class_="place"),
        tag("span", finding.message, class_="message"),
        tag("span", finding.remedy, class_="remedy") if finding.remedy else None,
        tag("span", " · ".join(about), class_="quiet") if about else None,
    )


def _units_of(learner: LearnerStanding, finding: Finding) -> Sequence[str]:
    """The labels of all units for which the same is said."""
    labels = {unit.unit: unit.label or unit.unit for unit in learner.units}
    same = (f.unit for f in learner.findings if what(f) == what(finding) and f.unit)
    return tuple(dict.fromkeys(labels.get(unit, unit) for unit in same))


def _owner(owed: Owed) -> str:
    """Who can put it right, in words."""
    if owed.party == "client":
        return f"for client {owed.who}" if owed.who else "for the client"
    return f"for the {owed.party}{', ' + owed.who if owed.who else ''}"
