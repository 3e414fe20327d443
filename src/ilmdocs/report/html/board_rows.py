"""The rows of the board: one for each unit of each learner, each with what it is sorted and found by."""

from __future__ import annotations

from datetime import date
from itertools import chain

from ilmdocs.model.cohort import Cohort, LearnerStanding, UnitStanding
from ilmdocs.model.finding import Severity
from ilmdocs.report.html import parts
from ilmdocs.report.html.markup import Child, Markup, hidden, joined, link_to, tag
from ilmdocs.text.formats import uk_date
from ilmdocs.text.standing import (
    State,
    days_left,
    latest_assessment,
    plural,
    points,
    result_words,
    state_of,
)

HEADINGS: tuple[tuple[str, str, str | None], ...] = (
    ("Learner", "text", None),
    ("Unit", "text", None),
    ("Result", "number", None),
    ("Criteria", "number", None),
    ("Hours", "number", "numbers"),
    ("Submission", "number", "numbers"),
    ("Assessed", "text", None),
)
"""Column headings, how their column sorts and on which side it stands."""

_WORST_FIRST: dict[State, int] = {
    "failed": 1, "not ready": 2, "draft": 3, "to build": 4, "ready": 5,
}  # fmt: skip
_UNREADABLE = 0
_STEP = 10_000
"""Room for the number of points within one state: of two that are not built, more points come first."""


def board_rows(cohort: Cohort, today: date) -> Markup:
    """All rows in the order of the cohort."""
    return joined(chain.from_iterable(_rows(learner, today) for learner in cohort.learners))


def _rows(learner: LearnerStanding, today: date) -> list[Markup]:
    if not learner.units:
        return [_row_without_unit(learner)]
    return [_row(learner, unit, today, again=n > 0) for n, unit in enumerate(learner.units)]


def _row(learner: LearnerStanding, unit: UnitStanding, today: date, *, again: bool) -> Markup:
    state = state_of(unit)
    readiness = unit.readiness
    met = sum(item.status == "met" for item in readiness.criteria)
    words = result_words(learner, unit)
    cells = (
        _learner(learner),
        _cell("Unit", _unit(unit), sort=f"{unit.unit} {unit.attempt}"),
        _cell("Result", _result(learner, unit), sort=_weight(learner, unit)),
        _cell(
            "Criteria",
            parts.criteria(readiness),
            sort=round(1000 * met / len(readiness.criteria)) if readiness.criteria else None,
        ),
        _cell(
            "Hours",
            parts.hours_done(readiness),
            sort=round(1000 * readiness.delivered_minutes / readiness.required_minutes)
            if readiness.required_minutes
            else None,
            kind="numbers",
        ),
        _cell("Submission", parts.due(unit, today), sort=days_left(unit, today), kind="numbers"),
        _assessed(unit),
    )
    return tag(
        "tr",
        *cells,
        role="row",
        class_="again" if again else None,
        data_of=f"{learner.learner} {learner.file}",
        data_unit=unit.unit,
        data_open=state != "ready",
        data_find=_findable(learner, unit.label, unit.title, words),
    )


def _row_without_unit(learner: LearnerStanding) -> Markup:
    """A workbook that could not be read, or that includes no unit: all columns are there, mostly empty."""
    words = "Could not be read" if learner.error else "No unit to build"
    why = learner.error or "The workbook includes no unit."
    nothing = tag("span", "–", class_="quiet")
    return tag(
        "tr",
        _learner(learner),
        _cell("Unit", nothing, sort=None),
        _cell(
            "Result",
            joined((parts.badge(words, "failed"), tag("span", why, class_="why"))),
            sort=_UNREADABLE,
        ),
        *(_cell(name, nothing, sort=None, kind=side) for name, _, side in HEADINGS[3:]),
        role="row",
        data_of=f"{learner.learner} {learner.file}",
        data_unit="",
        data_open=True,
        data_find=_findable(learner, words),
    )


def _learner(learner: LearnerStanding) -> Markup:
    name = tag("span", learner.learner, class_="name")
    if learner.report:
        name = tag("a", learner.learner, hidden(": report"), class_="name", href=link_to(learner.report))
    return tag(
        "th",
        name,
        tag("span", learner.registration, class_="quiet") if learner.registration else None,
        scope="row",
        role="rowheader",
        data_sort=learner.learner.casefold(),
    )


def _unit(unit: UnitStanding) -> Markup:
    attempt = f"attempt {unit.attempt}" if unit.attempt > 1 else ""
    pages = f" ({plural(unit.pages, 'page')})" if unit.pages else ""
    link = None
    if unit.portfolio:
        link = tag("a", "Portfolio", hidden(f" {unit.label}"), pages, href=link_to(unit.portfolio))
    return joined(
        (
            tag("b", unit.label or unit.unit),
            tag("span", attempt, class_="figure") if attempt else None,
            link,
        )
    )


def _result(learner: LearnerStanding, unit: UnitStanding) -> Markup:
    advice = len(points(learner.findings, Severity.SHOULD, unit.unit))
    more = tag("span", f"{plural(advice, 'point')} to look at", class_="quiet") if advice else None
    return joined((parts.result(learner, unit), more))


def _assessed(unit: UnitStanding) -> Markup:
    latest = latest_assessment(unit)
    if latest is None:
        return _cell("Assessed", tag("span", "not yet", class_="quiet"), sort=None)
    lines: list[Child] = [parts.assessed(latest)]
    when = uk_date(latest.assessed) if latest.assessed else ""
    lines += [tag("span", words, class_="quiet") for words in (latest.assessor, when) if words]
    if latest.attempt != unit.attempt:
        lines.append(tag("span", f"attempt {latest.attempt}", class_="quiet"))
    return _cell("Assessed", joined(lines), sort=f"{latest.outcome} {(latest.total or 0):05}")


def _cell(heading: str, content: Child, *, sort: str | int | None, kind: str | None = None) -> Markup:
    """A cell that says its heading again where the table becomes a list of cards on a narrow screen."""
    label = tag("span", heading, class_="label", aria_hidden="true")
    inner = tag("div", content, class_="in")
    return tag("td", label, inner, role="cell", class_=kind, data_sort="" if sort is None else sort)


def _weight(learner: LearnerStanding, unit: UnitStanding) -> int:
    """What a unit's result sorts by: the worst state first, within a state the most points first."""
    count = len(points(learner.findings, Severity.MUST, unit.unit))
    return _WORST_FIRST[state_of(unit)] * _STEP - min(count, _STEP - 1)


def _findable(learner: LearnerStanding, *words: str) -> str:
    return " ".join((learner.learner, learner.registration, learner.file, *words)).casefold()
