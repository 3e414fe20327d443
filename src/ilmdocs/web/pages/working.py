"""While work goes on: the steps for one learner, or the board of a cohort that fills row by row."""

from __future__ import annotations

from ilmdocs.report.html.markup import Markup, hidden, joined, tag
from ilmdocs.text.standing import plural
from ilmdocs.web.pages.board import board_row, board_table
from ilmdocs.web.pages.sentences import about
from ilmdocs.web.pages.shell import button_form, heading, whole
from ilmdocs.web.state import Snapshot, Stage, Upload

_STEPS = (
    (Stage.READING, "Reading the workbook"),
    (Stage.CHECKING, "Checking every cell against the rules"),
    (Stage.FILLING, "Filling in the forms"),
    (Stage.CONVERTING, "Making the pages of the portfolio"),
)
_DRAFT_STEPS = _STEPS[2:]
_REFRESH_SECONDS = 3


def working_page(upload: Upload) -> bytes:
    """The page that is shown until everything is finished; it keeps itself up to date."""
    snapshot = upload.snapshot
    content: Markup = (
        board_table(upload) if snapshot.is_cohort and snapshot.draft_of is None else steps(snapshot)
    )
    live = tag(
        "div",
        tag("p", said(snapshot), class_="listen", role="status", sse_swap="said"),
        tag("div", progress(snapshot), sse_swap="progress"),
        content
        if snapshot.is_cohort and snapshot.draft_of is None
        else tag("div", content, sse_swap="steps"),
        tag("div", sse_swap="end"),
        hx_ext="sse",
        sse_connect=f"/uploads/{upload.number}/events?rows={len(snapshot.rows)}",
        sse_close="over",
    )
    return whole(
        "At work",
        heading(_title(snapshot), over=about(upload), lead="You can leave this page; work goes on."),
        tag("div", id="lost", role="alert"),
        live,
        tag(
            "div",
            button_form(f"/uploads/{upload.number}/remove", "Stop and remove", kind="quiet"),
            class_="after",
        ),
        here="/",
        wide=snapshot.is_cohort,
        refresh=_REFRESH_SECONDS,
    )


def steps(snapshot: Snapshot) -> Markup:
    """The steps for one learner, each with a word for how far it is."""
    order = list(Stage)
    first = Stage.READING if snapshot.draft_of is None else Stage.FILLING
    now = max(order.index(snapshot.stage), order.index(first) if snapshot.stage is not Stage.WAITING else 0)
    items = []
    for stage, words in _STEPS if snapshot.draft_of is None else _DRAFT_STEPS:
        place = order.index(stage)
        kind, word = (
            ("done", "done") if place < now else ("now", "now") if place == now else ("next", "to come")
        )
        current = "step" if kind == "now" else None
        items.append(
            tag("li", tag("span", words), hidden(": "), tag("span", word, class_="word"), class_=kind,
                aria_current=current)
        )  # fmt: skip
    waits = None
    if snapshot.stage is Stage.WAITING:
        waits = tag("p", "What was dropped before is finished first.", class_="quiet")
    return joined((tag("ol", *items, class_="stages"), waits))


def progress(snapshot: Snapshot) -> Markup:
    """How many learners of a cohort are finished, as a bar with its words."""
    if not snapshot.is_cohort or snapshot.draft_of is not None:
        return joined(())
    words = f"{snapshot.done} of {plural(len(snapshot.rows), 'learner')} finished"
    return tag(
        "p",
        tag("b", words, id="how-far", class_="figure"),
        tag("progress", max=len(snapshot.rows), value=snapshot.done, aria_labelledby="how-far"),
        class_="far",
    )


def said(snapshot: Snapshot) -> str:
    """What those who listen are told: each step of one learner, each quarter of a cohort."""
    if snapshot.stage is Stage.WAITING:
        return "Waiting until what was dropped before is finished."
    if snapshot.is_cohort and snapshot.draft_of is None:
        quarter = 4 * snapshot.done // len(snapshot.rows)
        return f"{quarter * 25} % of {len(snapshot.rows)} learners finished"
    return next((words for stage, words in _STEPS if stage is snapshot.stage), "Looking at the files")


def changed_rows(upload: Upload, before: Snapshot | None) -> list[tuple[str, Markup]]:
    """The rows of the board that say something new since a moment before, by the name of their event."""
    now = upload.snapshot
    old = before.rows if before is not None and len(before.rows) == len(now.rows) else ()
    return [
        (f"row-{row.number}", board_row(upload, row))
        for row in now.rows
        if not old or old[row.number] is not row
    ]


def gone_on(upload: Upload) -> Markup:
    """Where the browser goes when everything is finished."""
    draft_of = upload.snapshot.draft_of
    place = f"/learners/{draft_of}" if draft_of is not None and upload.snapshot.is_cohort else ""
    address = f"/uploads/{upload.number}{place}#result"
    return tag(
        "p", tag("a", "Finished: look at the result", href=address, data_go=True, class_="button main")
    )


def look_again(upload: Upload) -> Markup:
    """Has the browser load the page again, which was made before it was known that this is a cohort."""
    address = f"/uploads/{upload.number}/working#result"
    return tag("p", tag("a", "Several learners were found: look at the board", href=address, data_go=True))


def _title(snapshot: Snapshot) -> str:
    """What is being done; it does not change while the page is shown."""
    if snapshot.draft_of is not None:
        return "Making a draft …"
    return "Making the portfolios …" if snapshot.is_cohort else "Looking at what you dropped …"
