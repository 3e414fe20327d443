"""The pages of a portfolio as pictures, one below the other; those in sight are drawn first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ilmdocs.report.html import parts
from ilmdocs.report.html.markup import Markup, hidden, tag
from ilmdocs.results import BuildResult
from ilmdocs.text.standing import plural
from ilmdocs.web.state import Row, Upload

_WIDTH, _HEIGHT = 900, 1273
"""Of a page of A4; the place is kept free until the picture is there."""


def preview(upload: Upload, row: Row, result: BuildResult) -> Markup:
    """All pages of a unit's portfolio or draft."""
    base = f"/uploads/{upload.number}/learners/{row.number}"
    kind = "draft" if result.status == "draft" else "portfolio"
    several = sum(r.unit is not None for r in row.results) > 1
    title = f"{'Draft' if kind == 'draft' else 'Pages'}{f' for {result.unit}' if several else ''}"
    sheets = (
        _sheet(number, result, f"{base}/{kind}/{result.unit}/pages/{number}")
        for number in range(1, result.pages + 1)
    )
    ident = f"pages-{result.unit}"
    return tag(
        "section",
        tag(
            "div",
            tag("h2", title, id=ident),
            tag("p", plural(result.pages, "page"), class_="quiet figure", data_where=True),
            tag(
                "a", "Open as PDF", hidden(f": {kind} for {result.unit}"), href=f"{base}/{kind}/{result.unit}"
            ),
            class_="preview-head",
        ),
        _marked() if kind == "draft" else None,
        tag("div", *sheets, class_="sheets", tabindex=0, role="region", aria_labelledby=ident),
        class_=f"preview {kind}",
    )


def _marked() -> Markup:
    words = "Not for submission: made in spite of open points, every page is marked."
    return tag("p", parts.badge("Draft only", "draft"), " ", words, class_="marked")


def _sheet(number: int, result: BuildResult, address: str) -> Markup:
    part = _part_at(number, result)
    name = " ".join(str(part[key]) for key in ("reference", "title") if part.get(key))
    return tag(
        "figure",
        tag("img", src=address, alt=f"Page {number} of {result.pages}{f': {name}' if name else ''}",
            loading="lazy", decoding="async", width=_WIDTH, height=_HEIGHT),
        tag("figcaption", f"{number} of {result.pages}{f' · {name}' if name else ''}", aria_hidden="true"),
        class_="sheet", data_page=number,
    )  # fmt: skip


def _part_at(number: int, result: BuildResult) -> Mapping[str, Any]:
    """The part of the portfolio that a page belongs to, as the manifest lists it."""
    for part in result.parts:
        if part["first_page"] <= number < part["first_page"] + part["pages"]:
            return part
    return {}
