"""Pieces that the board and the learner's report share: criteria, hours, days to submission."""

from __future__ import annotations

from collections import Counter
from datetime import date

from ilmdocs.model.cohort import Assessment, LearnerStanding, UnitStanding
from ilmdocs.model.readiness import Readiness
from ilmdocs.report.html.markup import Markup, joined, tag
from ilmdocs.text.formats import duration, uk_date
from ilmdocs.text.standing import due_words, is_overdue, marks_words, state_of, state_words, to_fix

_BAR = 100


def result(learner: LearnerStanding, unit: UnitStanding) -> Markup:
    """What became of a unit: a word with a shape, how many points are open, why it failed."""
    state, fix = state_of(unit), to_fix(learner, unit)
    lines = [badge(state_words(unit), state)]
    if fix:
        lines.append(tag("span", fix, class_="fix"))
    if unit.error and state == "failed":
        lines.append(tag("span", unit.error, class_="why"))
    return joined(lines)


def badge(words: str, state: str) -> Markup:
    """A status as a word; its shape and colour come from the style sheet."""
    return tag("span", words, class_=f"badge {state.replace(' ', '-')}")


def criteria(readiness: Readiness) -> Markup:
    """How many criteria are met, then each with its status as a word."""
    if not readiness.criteria:
        return tag("span", "no criteria", class_="quiet")
    count = Counter(item.status for item in readiness.criteria)
    cells = joined(
        tag("li", tag("b", item.criterion), " ", item.status, class_=item.status)
        for item in readiness.criteria
    )
    summary = tag("span", f"{count['met']} of {len(readiness.criteria)} met", class_="figure")
    return joined((summary, tag("ul", cells, class_="criteria")))


def hours_done(readiness: Readiness) -> Markup:
    """Hours delivered of those required, with a small bar, and what is planned."""
    required, done, planned = (
        readiness.required_minutes,
        readiness.delivered_minutes,
        readiness.planned_minutes,
    )
    if not required:
        words = f"{duration(done)} delivered" if done else "none required"
        return tag("span", words, class_="quiet")
    lines = [
        tag("span", f"{duration(done)} of {duration(required)}", class_="figure"),
        bar(done, planned, required),
    ]
    if done < required:
        lines.append(tag("span", f"{duration(required - done)} to go", class_="short"))
    lines.append(tag("span", f"{duration(planned)} planned", class_="quiet"))
    return joined(lines)


def assessed(assessment: Assessment) -> Markup:
    """The outcome as a word with a shape, and the marks where the unit has them."""
    marks = marks_words(assessment)
    word = badge(assessment.outcome, "passed" if assessment.passed else "referred")
    return joined((word, tag("span", marks, class_="figure") if marks else None))


def due(unit: UnitStanding, today: date) -> Markup:
    """The day of submission and how far off it is; the day alone where it is past and all is done."""
    words = due_words(unit, today)
    if unit.submission is None:
        return tag("span", words, class_="quiet")
    day = tag("time", uk_date(unit.submission), datetime=unit.submission.isoformat(), class_="quiet")
    far = None
    if unit.submission >= today or is_overdue(unit, today):
        far = tag("span", words, class_="late" if is_overdue(unit, today) else "figure")
    kept = None
    if unit.keep_until is not None:
        kept = tag("span", f"keep until {uk_date(unit.keep_until)}", class_="quiet")
    return joined((far, day, kept))


def bar(done: int, planned: int, required: int) -> Markup:
    """Delivered in front, planned behind it; the words beside it say the same."""

    def part(minutes: int, name: str) -> Markup:
        width = max(0, min(_BAR, round(_BAR * minutes / required)))
        return tag("rect", class_=name, width=width, height=8)

    return tag(
        "svg",
        tag("rect", class_="track", width=_BAR, height=8),
        part(planned, "planned"),
        part(done, "done"),
        class_="bar",
        viewBox=f"0 0 {_BAR} 8",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )
