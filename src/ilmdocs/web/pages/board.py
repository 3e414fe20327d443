"""The board of a cohort that was dropped: a row for each learner, filled as the learners are finished."""

from __future__ import annotations

from ilmdocs.board import PAGE, WORKBOOK
from ilmdocs.model.finding import Severity
from ilmdocs.report.html import parts
from ilmdocs.report.html.markup import Child, Markup, hidden, joined, tag
from ilmdocs.results import BuildResult
from ilmdocs.text.standing import outcome_words, plural, points
from ilmdocs.web.pages.dropping import drop_form
from ilmdocs.web.pages.remedies import remedy_of
from ilmdocs.web.pages.sentences import error_of, row_name, sentence
from ilmdocs.web.pages.shell import heading, trouble, whole
from ilmdocs.web.state import Row, Snapshot, Upload

_HEADINGS = ("Learner", "Units", "To do next")


def cohort_page(upload: Upload) -> bytes:
    """A cohort when everything is finished."""
    snapshot = upload.snapshot
    words = sentence(snapshot)
    return whole(
        words,
        heading(words, over=f"Cohort of {len(snapshot.rows)} learners", lead=_kept(snapshot)),
        trouble(snapshot.error) if snapshot.error else None,
        _downloads(upload) if snapshot.error is None else None,
        notes(snapshot),
        board_table(upload),
        tag("section", tag("h2", "Next"), drop_form("Choose files", small=True)),
        here="/",
        wide=True,
    )


def board_table(upload: Upload) -> Markup:
    """A row for each learner; on a narrow screen each becomes a card that says its headings itself."""
    heads = (tag("th", words, scope="col", role="columnheader") for words in _HEADINGS)
    rows = joined(board_row(upload, row) for row in upload.snapshot.rows)
    return tag(
        "table",
        tag("caption", "Learners and their units"),
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        tag("tbody", rows, role="rowgroup"),
        class_="cohort",
        role="table",
    )


def board_row(upload: Upload, row: Row) -> Markup:
    """One learner; as long as nothing is known yet, the row waits for its own event."""
    name: Child = row_name(row)
    if row.is_done:
        name = tag("a", name, href=f"/uploads/{upload.number}/learners/{row.number}")
    cells = (
        tag("th", tag("span", name, class_="name"), scope="row", role="rowheader"),
        _cell("Units", _units(upload, row)),
        _cell("To do next", _next(row)),
    )
    waits = None if row.is_done else f"row-{row.number}"
    swap = None if row.is_done else "outerHTML"
    return tag("tr", *cells, role="row", sse_swap=waits, hx_swap=swap)


def notes(snapshot: Snapshot) -> Markup | None:
    """What was passed over among the files."""
    if not snapshot.notes:
        return None
    summary = tag("summary", f"{plural(len(snapshot.notes), 'thing')} passed over")
    return tag("details", summary, tag("ul", *(tag("li", note) for note in snapshot.notes)), class_="notes")


def unit_badge(result: BuildResult) -> Markup:
    """What became of a unit, as a word with a shape."""
    return parts.badge(*outcome_words(result.status))


def _downloads(upload: Upload) -> Markup:
    base = f"/uploads/{upload.number}"
    return tag(
        "div",
        tag("a", "Open the full board", href=f"{base}/files/{PAGE}", class_="button main"),
        tag("a", "Board for Excel", href=f"{base}/files/{WORKBOOK}?save=1", class_="button"),
        tag("a", "Everything as ZIP", href=f"{base}/everything.zip", class_="button"),
        class_="actions",
    )


def _units(upload: Upload, row: Row) -> Child:
    if not row.is_done:
        return parts.badge("Reading and checking" if row.is_read else "Waiting", "working")
    if (error := error_of(row)) is not None:
        reason = tag("span", error.message, " ", remedy_of(error), class_="why")
        return joined((parts.badge("Could not be read", "failed"), reason))
    items = [
        tag("li", tag("b", result.unit), " ", unit_badge(result), " ", _portfolio(upload, row, result))
        for result in row.results
        if result.unit is not None
    ]
    return tag("ul", *items, class_="of-units") if items else parts.badge("No unit to build", "failed")


def _portfolio(upload: Upload, row: Row, result: BuildResult) -> Markup | None:
    if result.portfolio is None:
        return None
    address = f"/uploads/{upload.number}/learners/{row.number}/portfolio/{result.unit}"
    about = hidden(f" of {row_name(row)} for {result.unit}")
    return tag("a", "Portfolio", about, f" ({plural(result.pages, 'page')})", href=address)


def _next(row: Row) -> Child:
    if not row.is_done:
        return tag("span", "–", class_="quiet")
    if error_of(row) is not None:
        return "Ask for the workbook again."
    musts = max((result.musts for result in row.results), default=0)
    if musts:
        first = next((result.reason for result in row.results if result.reason), "")
        return joined((tag("span", f"{plural(musts, 'point')} to fix", class_="fix"),
                       tag("span", first, class_="quiet first")))  # fmt: skip
    failed = next((str(result.error) for result in row.results if result.error), "")
    if failed:
        return failed
    advice = len(points(row.standing.findings, Severity.SHOULD)) if row.standing else 0
    return f"{plural(advice, 'point')} to look at, then hand it in." if advice else "Nothing: hand it in."


def _kept(snapshot: Snapshot) -> str:
    return f"Kept in {snapshot.kept}." if snapshot.kept else ""


def _cell(heading_: str, content: Child) -> Markup:
    label = tag("span", heading_, class_="label", aria_hidden="true")
    return tag("td", label, tag("div", content, class_="in"), role="cell")
