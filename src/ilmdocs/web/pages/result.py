"""What became of one learner: the most important sentence, what to do, the findings beside the pages."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from ilmdocs.errors import OurFault
from ilmdocs.model.finding import CLIENT_NAMED
from ilmdocs.report.html import parts
from ilmdocs.report.html.charts import unit_charts
from ilmdocs.report.html.learner_unit import closing_gap
from ilmdocs.report.html.markup import Child, Markup, hidden, joined, tag
from ilmdocs.results import BuildResult
from ilmdocs.text.standing import UNREADABLE, plural
from ilmdocs.web.pages.board import notes, unit_badge
from ilmdocs.web.pages.dropping import drop_form
from ilmdocs.web.pages.findings import findings_sections
from ilmdocs.web.pages.preview import preview
from ilmdocs.web.pages.remedies import remedy_of
from ilmdocs.web.pages.sentences import error_of, row_name, row_sentence
from ilmdocs.web.pages.shell import button_form, heading, trouble, whole
from ilmdocs.web.state import Row, Upload


def result_page(upload: Upload, row: Row) -> bytes:
    """One learner, when everything is finished."""
    if row_sentence(row) == UNREADABLE:
        return _unreadable(upload, row)
    snapshot = upload.snapshot
    words = row_sentence(row)
    built = tuple(r for r in (*row.results, *row.drafts) if r.portfolio is not None)
    shown = {result.unit: result for result in built}  # a draft goes before what stood there
    left = joined((_gaps(row), *findings_sections(row, _units(row))))
    right = tag("aside", *(preview(upload, row, result) for result in shown.values()),
                _no_pages(upload, row, shown), aria_label="Pages", class_="pages")  # fmt: skip
    return whole(
        words,
        heading(words, over=_over(upload, row), lead=_lead(row)),
        trouble(snapshot.error) if snapshot.error else None,
        _actions(upload, row),
        notes(snapshot) if not snapshot.is_cohort else None,
        tag("div", tag("div", left, class_="findings-side"), right, class_="beside"),
        _next(row),
        here="/",
        wide=True,
    )


def failed_page(upload: Upload) -> bytes:
    """Something of which nothing could be made at all."""
    error = upload.snapshot.error or OurFault("Nothing was made.")
    return whole(
        "That did not work",
        heading("That did not work.", over="What you dropped", lead=error.message),
        tag("div", tag("h2", "What to do"), tag("p", error.remedy), class_="notice")
        if error.remedy
        else None,
        tag("section", tag("h2", "Try again"), drop_form("Choose files", small=True)),
        here="/",
    )


def _unreadable(upload: Upload, row: Row) -> bytes:
    return whole(
        UNREADABLE,
        heading(UNREADABLE, over=_back(upload)),
        tag("div", tag("h2", "Why, and what to do"), *_why(row), class_="notice"),
        tag("section", tag("h2", "When it is put right"), drop_form("Choose the workbook", small=True)),
        here="/",
    )


def _why(row: Row) -> Iterator[Markup]:
    error = error_of(row)
    if error is not None:
        yield tag("p", error.message)
        yield tag("p", remedy_of(error), class_="remedy")


def _over(upload: Upload, row: Row) -> Child:
    registration = row.standing.registration if row.standing else ""
    words = " · ".join(part for part in (row_name(row), registration) if part)
    back = _back(upload)
    return joined((back, " › ", words)) if back else words


def _back(upload: Upload) -> Markup | None:
    if not upload.snapshot.is_cohort:
        return None
    return tag("a", f"Cohort of {len(upload.snapshot.rows)}", href=f"/uploads/{upload.number}")


def _lead(row: Row) -> str:
    if any(result.musts for result in row.results):
        return "Put the points below right in the workbook or its annotated copy, save, and drop it again."
    failed = next((str(result.error) for result in row.results if result.error), "")
    return failed or "Download the portfolio and look through it once before you hand it in."


def _actions(upload: Upload, row: Row) -> Markup:
    base = f"/uploads/{upload.number}/learners/{row.number}"
    ready = [result for result in row.results if result.portfolio is not None]
    several = len(ready) > 1
    items: list[Child] = [
        tag(
            "a",
            f"Download the portfolio{f' for {result.unit}' if several else ''}",
            tag("small", f"PDF, {plural(result.pages, 'page')}"),
            href=f"{base}/portfolio/{result.unit}?save=1",
            class_="button main",
        )
        for result in ready
    ]
    if row.standing and row.standing.findings and (row.annotated or upload.snapshot.is_cohort):
        about = tag("small", "your workbook with the points in it")
        items.append(tag("a", "Annotated copy", about, href=f"{base}/annotated",
                         class_="button" if ready else "button main"))  # fmt: skip
    if row.standing and row.standing.report:
        report = f"/uploads/{upload.number}/files/{quote(row.standing.report)}"
        items.append(tag("a", "Report", tag("small", "all of it on one page"), href=report, class_="button"))
    if not upload.snapshot.is_cohort:
        items.append(
            tag("a", "Everything", tag("small", "as one ZIP"),
                href=f"/uploads/{upload.number}/everything.zip", class_="button")
        )  # fmt: skip
    lost = None
    if row.lost:
        lost = tag("p", "The annotated copy holds the list of points alone; a whole copy would lose: ",
                   "; ".join(row.lost), class_="quiet")  # fmt: skip
    kept = upload.snapshot.kept
    where = tag("p", f"Kept in {kept}.", class_="quiet") if kept else None
    return tag("div", tag("div", *items, class_="actions"), lost, where)


def _units(row: Row) -> Markup | None:
    """How each unit stands, where there is more to say than the sentence on top."""
    if row.standing is None or not row.standing.units:
        return None
    items = []
    for unit, result in zip(row.standing.units, row.results, strict=False):
        facts: tuple[tuple[str, Child], ...] = (
            ("Hours", parts.hours_done(unit.readiness)),
            ("Criteria", parts.criteria(unit.readiness)),
        )
        terms = joined(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts)
        items.append(
            tag("li", tag("h3", unit.label or unit.unit, " ", tag("span", unit.title, class_="quiet")),
                tag("p", unit_badge(result)), tag("dl", terms, class_="unit-facts"),
                unit_charts(unit))
        )  # fmt: skip
    word = "Unit" if len(items) == 1 else "Units"
    return tag("section", tag("h2", word), tag("ul", *items, class_="unit-list"))


def _gaps(row: Row) -> Markup | None:
    """The least that has to be done, before the list of all points."""
    units = row.standing.units if row.standing else ()
    made = [(unit, gap) for unit in units if (gap := closing_gap(unit, "h2"))]
    if not made:
        return None
    named = (
        (tag("p", unit.label or unit.unit, class_="over") if len(units) > 1 else None, gap)
        for unit, gap in made
    )
    return tag("section", *(joined(pair) for pair in named), class_="gaps")


def _no_pages(upload: Upload, row: Row, shown: dict[str | None, BuildResult]) -> Markup | None:
    """What is offered in place of pages that are not there: a draft."""
    missing = [r for r in row.results if r.unit not in shown and r.unit is not None]
    if not missing:
        return None
    if any(finding.id == CLIENT_NAMED for result in missing for finding in result.findings):
        named = next(f for result in missing for f in result.findings if f.id == CLIENT_NAMED)
        words = f"There is no draft either, because a client's name stands in {named.location}."
        return tag("section", tag("h2", "No pages yet"), tag("p", words), class_="offer")
    failed = [result for result in missing if result.error is not None]
    if failed and len(failed) == len(missing):
        words = " ".join(str(result.error) for result in failed)
        return tag("section", tag("h2", "No pages"), tag("p", words), class_="offer")
    name = " and ".join(result.unit or "" for result in missing) if shown else ""
    return tag(
        "section",
        tag("h2", f"No pages {f'for {name} ' if name else ''}yet"),
        tag("p", "The portfolio is built once nothing needs to be put right. A draft shows the pages as they "
            "stand now; each of them is marked as a draft and cannot be handed in."),
        button_form(f"/uploads/{upload.number}/learners/{row.number}/draft", "Make a draft"),
        class_="offer",
    )  # fmt: skip


def _next(row: Row) -> Markup:
    musts = any(result.musts for result in row.results)
    words = "Put right? Drop it again" if musts else "Another one"
    return tag(
        "section", tag("h2", words, hidden(": choose a workbook")), drop_form("Choose files", small=True)
    )
