"""The cohort board: every learner's every unit on one page that can be sorted, filtered and printed."""

from __future__ import annotations

from datetime import date

from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import Cohort, LearnerStanding
from ilmdocs.report.html.board_rows import HEADINGS, board_rows
from ilmdocs.report.html.board_units import units_table
from ilmdocs.report.html.markup import Child, Markup, hidden, joined, link_to, tag
from ilmdocs.report.html.page import page
from ilmdocs.text.formats import uk_date
from ilmdocs.text.standing import cohort_sentence, is_overdue, plural, state_of

_MANY = 8
"""More unreadable workbooks than this are listed behind one line, so that the board stays in sight."""


def board_html(cohort: Cohort, *, today: date, centre: Centre | None = None) -> str:
    """Make `cohort.html`: one file that needs no other and reaches for none.

    Args:
        cohort: how everybody stands; its paths are relative to the folder in which the page will lie.
        today: the day from which days to submission are counted.
        centre: whose board it is, if the centre has said so.
    """
    name = " ".join(part for part in (centre.name, centre.number) if part) if centre else ""
    header = tag(
        "header",
        tag("p", f"Cohort board{' · ' + name if name else ''}", class_="over"),
        tag("h1", cohort_sentence(cohort)),
        _facts(cohort, today),
        _unreadable(cohort),
    )
    sections = (_units(cohort, today), _learners(cohort, today)) if cohort.learners else ()
    footer = tag(
        "footer",
        tag("p", f"Days are counted from {uk_date(today)}. Clients appear by reference only."),
    )
    body = tag("main", header, *sections, footer, id="content", class_="board")
    return page(f"Cohort board{' – ' + name if name else ''}", body, script="board.js")


def _facts(cohort: Cohort, today: date) -> Markup | None:
    """What else somebody wants to know at once: how the units stand and what is late."""
    units = list(cohort.units())
    if not units:
        return None
    states = [state_of(unit) for _, unit in units]
    late = sum(is_overdue(unit, today) for _, unit in units)
    figures: list[tuple[int, str, str]] = [
        (states.count("ready"), "built", "ready"),
        (states.count("to build"), "ready to build", "to-build"),
        (states.count("draft"), "draft only", "draft"),
        (states.count("not ready"), "not built", "not-ready"),
        (states.count("failed"), "failed", "failed"),
        (late, "overdue", "overdue"),
    ]
    items: list[Child] = [tag("li", tag("b", len(units)), f" {'unit' if len(units) == 1 else 'units'}")]
    items += [
        tag("li", tag("b", count), f" {words}", class_=f"fact {name}")
        for count, words, name in figures
        if count
    ]
    return tag("ul", *items, class_="facts")


def _unreadable(cohort: Cohort) -> Markup | None:
    """The workbooks that could not be read, with why: nothing else on the page speaks of them."""
    broken = [learner for learner in cohort.learners if learner.error]
    if not broken:
        return None
    items = tag("ul", *(tag("li", _named(learner), " ", learner.error) for learner in broken))
    heading = tag("h2", f"{plural(len(broken), 'workbook')} could not be read")
    if len(broken) > _MANY:
        return tag("details", tag("summary", heading), items, class_="notice")
    return tag("div", heading, items, class_="notice")


def _named(learner: LearnerStanding) -> Markup:
    name = f"{learner.file}:"
    if not learner.report:
        return tag("b", name)
    return tag("a", name, href=link_to(learner.report))


def _units(cohort: Cohort, today: date) -> Markup | None:
    table = units_table(cohort, today)
    if table is None:
        return None
    return tag("section", tag("h2", "Unit by unit", id="units"), table, aria_labelledby="units")


def _learners(cohort: Cohort, today: date) -> Markup:
    heads = joined(
        tag("th", words, scope="col", role="columnheader", data_kind=kind, class_=side)
        for words, kind, side in HEADINGS
    )
    table = tag(
        "table",
        tag(
            "caption",
            "Learners and their units",
            hidden(": one row for each unit of each learner. Column headings sort the table."),
        ),
        tag("thead", tag("tr", heads, role="row"), role="rowgroup"),
        tag("tbody", board_rows(cohort, today), role="rowgroup"),
        id="board",
        role="table",
    )
    return tag(
        "section", tag("h2", "Learner by learner", id="learners"), _filters(cohort), table,
        aria_labelledby="learners",
    )  # fmt: skip


def _filters(cohort: Cohort) -> Markup:
    """Hidden until the script shows it: without script nothing stands there that does nothing."""
    units = dict(sorted({(unit.unit, unit.label) for _, unit in cohort.units()}))
    options = [tag("option", "All units", value="")]
    options += [tag("option", label or unit, value=unit) for unit, label in units.items()]
    return tag(
        "form",
        tag("p", tag("label", "Find a learner, file or result", for_="find"),
            tag("input", id="find", type="search", autocomplete="off", spellcheck="false")),
        tag("p", tag("label", "Unit", for_="unit"), tag("select", *options, id="unit")),
        tag("p", tag("input", id="open", type="checkbox"),
            tag("label", "Only what is not ready", for_="open"), class_="tick"),
        tag("p", tag("button", "Show all again", type="reset"), class_="tick"),
        tag("p", "", role="status", id="shown"),
        id="filters",
        hidden=True,
        aria_label="Choose what is shown",
    )  # fmt: skip
