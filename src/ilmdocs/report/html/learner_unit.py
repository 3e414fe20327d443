"""A unit in a learner's report: how it stands, what would close the gap, what meets each criterion."""

from __future__ import annotations

import posixpath
import textwrap
from datetime import date

from ilmdocs.model.cohort import LearnerStanding, UnitStanding
from ilmdocs.model.gap import CriterionEvidence
from ilmdocs.model.readiness import CriterionStatus
from ilmdocs.report.html import parts
from ilmdocs.report.html.charts import unit_charts
from ilmdocs.report.html.hours_picture import hours_picture
from ilmdocs.report.html.markup import Child, Markup, hidden, joined, link_to, tag
from ilmdocs.text.standing import latest_assessment, plural

_TEXT = 130
"""So many characters of a criterion are shown: enough to know which one it is."""
_LEAST = (
    "The least that makes this unit ready, as far as the workbook shows it; "
    "check again when it is done. Lengths and numbers are an example."
)
_PARTS = 6
"""So many parts are named as evidence for a criterion; the portfolio's matrix names all."""


def unit_section(learner: LearnerStanding, unit: UnitStanding, today: date) -> Markup:
    """Everything about one unit."""
    attempt = f", attempt {unit.attempt}" if unit.attempt > 1 else ""
    facts: list[tuple[str, Child]] = [
        ("Result", parts.result(learner, unit)),
        ("Submission", parts.due(unit, today)),
    ]
    assessment = latest_assessment(unit)
    if assessment is not None:
        facts.append(("Assessment", parts.assessed(assessment)))
    address = _portfolio(learner, unit)
    if address:
        link = tag("a", "Open the portfolio", hidden(f" of {unit.label or unit.unit}"), href=address)
        facts.append(("Portfolio", joined((link, tag("span", plural(unit.pages, "page"), class_="quiet")))))
    terms = joined(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts)
    heading = tag("h2", f"{unit.label or unit.unit} ", tag("span", f"{unit.title}{attempt}", class_="quiet"))
    return tag(
        "section",
        heading,
        tag("dl", terms, class_="unit"),
        closing_gap(unit),
        hours_picture(unit),
        _criteria(unit, address),
        unit_charts(unit),
        class_="of-unit",
    )


def _portfolio(learner: LearnerStanding, unit: UnitStanding) -> str:
    """The address of the portfolio, seen from the report; empty without one."""
    if not unit.portfolio:
        return ""
    return link_to(posixpath.relpath(unit.portfolio, posixpath.dirname(learner.report) or "."))


def closing_gap(unit: UnitStanding, level: str = "h3") -> Markup | None:
    """The smallest set of additions that makes the unit ready, under a heading of a level."""
    if not unit.gap:
        return None
    items = (tag("li", addition.words, ".", class_="words") for addition in unit.gap)
    return tag(
        "div",
        tag(level, "What would close the gap"),
        tag("p", _LEAST, class_="quiet"),
        tag("ul", *items, class_="gap"),
        class_="closing",
    )


def _criteria(unit: UnitStanding, address: str) -> Markup | None:
    """Each criterion with its status and what meets it."""
    criteria = unit.readiness.criteria
    if not criteria:
        return None
    met = sum(item.status == "met" for item in criteria)
    heads = joined(
        tag("th", words, scope="col", role="columnheader") for words in ("Criterion", "Status", "Evidence")
    )
    table = tag(
        "table",
        tag("caption", f"{met} of {plural(len(criteria), 'criterion', 'criteria')} met"),
        tag("thead", tag("tr", heads, role="row"), role="rowgroup"),
        tag("tbody", *(_criterion(unit, item, address) for item in criteria), role="rowgroup"),
        class_="evidence",
        role="table",
    )
    return joined((tag("h3", "Criteria and their evidence"), table))


def _criterion(unit: UnitStanding, item: CriterionStatus, address: str) -> Markup:
    number, _, text = unit.criteria.get(item.criterion, item.criterion).partition(" ")
    short = textwrap.shorten(text, _TEXT, placeholder=" …") if text else ""
    found = [one for one in unit.evidence if one.criterion == item.criterion]
    shown = [_part(one, address) for one in found[:_PARTS]]
    if len(found) > _PARTS:
        shown.append(tag("li", f"and {len(found) - _PARTS} more", class_="quiet"))
    evidence = tag("ul", *shown, class_="parts") if shown else tag("span", "none yet", class_="quiet")
    return tag(
        "tr",
        tag("th", tag("b", number), " ", short, scope="row", role="rowheader"),
        tag("td", tag("span", item.status, class_=f"status {item.status}"), role="cell"),
        tag("td", evidence, role="cell"),
        role="row",
    )


def _part(one: CriterionEvidence, address: str) -> Markup:
    name = joined((tag("b", one.label), " ", one.title)) if one.label else joined((one.title,))
    if one.page is None:
        return tag("li", name)
    page = f"page {one.page}"
    where = tag("a", page, hidden(f", {one.title}"), href=f"{address}#page={one.page}") if address else page
    return tag("li", name, ", ", tag("span", where, class_="where"))
