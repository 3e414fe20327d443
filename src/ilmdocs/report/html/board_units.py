"""The small table above the board: how each unit stands over all its learners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ilmdocs.model.cohort import Cohort, UnitStanding
from ilmdocs.report.html.markup import Child, Markup, tag
from ilmdocs.text.formats import uk_date
from ilmdocs.text.standing import is_overdue, state_of

_HEADINGS = ("Unit", "Learners", "Ready", "Draft", "Not built", "Failed", "Short of hours", "Overdue")
_MOST = 3
"""How many criteria are named that many learners still lack."""


def units_table(cohort: Cohort, today: date) -> Markup | None:
    """One row a unit, in the order of the units; None when nobody has a unit."""
    found: dict[str, list[UnitStanding]] = {}
    for _, unit in cohort.units():
        found.setdefault(unit.unit, []).append(unit)
    if not found:
        return None
    heads = [
        tag("th", words, scope="col", role="columnheader", class_="numbers" if number else None)
        for number, words in enumerate(_HEADINGS)
    ]
    heads.append(tag("th", "Next submission", scope="col", role="columnheader"))
    heads.append(tag("th", "Most often open", scope="col", role="columnheader"))
    rows = (_row(found[unit], today) for unit in sorted(found))
    return tag(
        "table",
        tag("caption", "How each unit stands"),
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        tag("tbody", *rows, role="rowgroup"),
        class_="units",
        role="table",
    )


def _row(units: Sequence[UnitStanding], today: date) -> Markup:
    first = units[0]
    states = Counter(state_of(unit) for unit in units)
    numbers = (
        len(units),
        states["ready"],
        states["draft"],
        states["not ready"],
        states["failed"],
        sum(_is_short(unit) for unit in units),
        sum(is_overdue(unit, today) for unit in units),
    )
    return tag(
        "tr",
        tag(
            "th",
            tag("b", first.label or first.unit),
            " ",
            tag("span", first.title, class_="quiet"),
            scope="row",
            role="rowheader",
        ),
        *(
            _cell(heading, number, "numbers" if number else "numbers nil")
            for heading, number in zip(_HEADINGS[1:], numbers, strict=True)
        ),
        _cell("Next submission", _next(units, today)),
        _cell("Most often open", _open_criteria(units)),
        role="row",
    )


def _cell(heading: str, content: Child, kind: str | None = None) -> Markup:
    label = tag("span", heading, class_="label", aria_hidden="true")
    return tag("td", label, tag("div", content, class_="in"), role="cell", class_=kind)


def _is_short(unit: UnitStanding) -> bool:
    required = unit.readiness.required_minutes
    return required is not None and unit.readiness.delivered_minutes < required


def _next(units: Sequence[UnitStanding], today: date) -> Child:
    """The nearest day of submission still to come."""
    day = min((u.submission for u in units if u.submission and u.submission >= today), default=None)
    return "–" if day is None else tag("time", uk_date(day), datetime=day.isoformat())


def _open_criteria(units: Sequence[UnitStanding]) -> str:
    """The criteria that most learners have not met yet, the most frequent first."""
    counted = Counter(
        item.criterion for unit in units for item in unit.readiness.criteria if item.status != "met"
    )
    most = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    return ", ".join(f"{criterion}\u00a0({count})" for criterion, count in most) or "none"
