"""One learner's report: ready or not, what to do next, each unit, every finding, what was assumed."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.report.html.learner_points import consequences, points_sections
from ilmdocs.report.html.learner_steps import next_steps
from ilmdocs.report.html.learner_unit import unit_section
from ilmdocs.report.html.markup import Child, Markup, tag
from ilmdocs.report.html.page import page
from ilmdocs.text.formats import uk_date
from ilmdocs.text.standing import report_sentence


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
        _unreadable(learner) if learner.error else next_steps(learner, today),
        *(unit_section(learner, unit, today) for unit in learner.units),
        *points_sections(learner),
        consequences(learner),
        _assumed(learner),
        tag("footer", tag("p", "Clients appear by reference only.")),
        id="content",
        class_="report",
    )
    return page(f"{learner.learner} – report", body)


def _unreadable(learner: LearnerStanding) -> Markup:
    return tag("div", tag("h2", "Why, and what to do"), tag("p", learner.error), class_="notice")


def _assumed(learner: LearnerStanding) -> Markup | None:
    """What was taken for granted, once where it holds for every unit; then forms and engine."""
    of: dict[str, list[str]] = {}
    for unit in learner.units:
        lines = [*unit.assumed]
        lines += [f"Forms: {unit.forms}."] if unit.forms else []
        lines += [f"Turned into PDF by the engine “{unit.engine}”."] if unit.engine else []
        for line in lines:
            of.setdefault(line, []).append(unit.label or unit.unit)
    if not of:
        return None
    items = (
        tag("li", line, _about(labels) if len(labels) < len(learner.units) else None)
        for line, labels in of.items()
    )
    return tag(
        "section",
        tag("h2", "What was assumed", id="assumed"),
        tag("p", "Type something else into the cell if this is not right.", class_="quiet"),
        tag("ul", *items, class_="plain"),
        class_="assumed",
        aria_labelledby="assumed",
    )


def _about(labels: list[str]) -> Child:
    return tag("span", f" ({', '.join(labels)})", class_="quiet")
