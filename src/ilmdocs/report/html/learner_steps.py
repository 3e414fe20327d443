"""What a learner does next, in order: what stands in the way, what deserves a look, then hand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ilmdocs.model.cohort import LearnerStanding, UnitStanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.report.html.learner_points import WHOLE_FILE, anchors, by_sheet
from ilmdocs.report.html.markup import Child, Markup, joined, tag
from ilmdocs.text.formats import uk_date
from ilmdocs.text.standing import due_words, plural, points, state_of, what

_CELLS = 6
"""So many cells of one sheet are named; of more, how many there are."""


def next_steps(learner: LearnerStanding, today: date) -> Markup | None:
    """A numbered list, short enough to be read at once; cells lead to the point below."""
    steps = [*_to_put_right(learner), *_to_look_at(learner), *_then(learner, today)]
    if not steps:
        return None
    return tag(
        "section",
        tag("h2", "What to do next", id="next"),
        tag("ol", *(tag("li", step) for step in steps), class_="steps"),
        aria_labelledby="next",
    )


def _to_put_right(learner: LearnerStanding) -> Iterator[Child]:
    """A step for each sheet of the workbook on which something stands in the way."""
    ids = anchors(learner)
    for sheet, found in by_sheet(points(learner.findings)).items():
        where = "In the workbook as a whole" if sheet == WHOLE_FILE else f"On the sheet {sheet}"
        yield joined((f"{where}, put right {plural(len(found), 'point')}: ", _cells(ids, found), "."))


def _cells(ids: Mapping[object, str], found: Sequence[Finding]) -> Markup:
    links: list[Child] = []
    for finding in found[:_CELLS]:
        name = finding.location.cell or "see below"
        separator = ", " if links else ""
        links += [separator, tag("a", name, href=f"#{ids[what(finding)]}")]
    if len(found) > _CELLS:
        links.append(f" and {len(found) - _CELLS} more")
    return joined(links)


def _to_look_at(learner: LearnerStanding) -> Iterator[Child]:
    count = len(points(learner.findings, Severity.SHOULD))
    if count:
        link = tag("a", plural(count, "point"), href="#should")
        yield joined(
            ("Look at ", link, "; ", "it does" if count == 1 else "they do", " not stand in the way.")
        )


def _then(learner: LearnerStanding, today: date) -> Iterator[Child]:
    """Build, or build again; where everything is ready, read it and hand it in."""
    states = {state_of(unit) for unit in learner.units}
    if not learner.units:
        yield "Choose a unit on the sheet Units, then build."
    elif "failed" in states:
        yield "Build again; why it failed stands with the unit below."
    elif states & {"not ready", "draft"}:
        yield "Save the workbook, then check or build again."
    elif "to build" in states:
        yield "Build the portfolio."
    else:
        for unit in learner.units:
            if not unit.assessments:
                yield _hand_in(unit, today)


def _hand_in(unit: UnitStanding, today: date) -> str:
    name = unit.label or unit.unit
    words = f"Read the portfolio of {name} through, then hand it in"
    if unit.submission is None:
        return f"{words}."
    if unit.submission < today:
        return f"{words}. Its day of submission was {uk_date(unit.submission)}."
    return f"{words}, due {uk_date(unit.submission)} ({due_words(unit, today)})."
