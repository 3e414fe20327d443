"""The hours of a unit as a small picture: a bar for each client and one for all, each with its words."""

from __future__ import annotations

from ilmdocs.model.cohort import UnitStanding
from ilmdocs.report.html.markup import Markup, tag
from ilmdocs.report.html.parts import bar
from ilmdocs.text.formats import duration


def hours_picture(unit: UnitStanding) -> Markup | None:
    """Planned and delivered against what is required; nothing for a unit without practice."""
    readiness = unit.readiness
    required, done, planned = (
        readiness.required_minutes,
        readiness.delivered_minutes,
        readiness.planned_minutes,
    )
    if not required:
        return None
    scale = max(required, done, planned)
    rows = [
        _row(f"Client {one.client}" if one.client else "A client without a reference",
             one.delivered_minutes, one.planned_minutes, scale, "")
        for one in unit.clients
        if len(unit.clients) > 1
    ]  # fmt: skip
    short = f"{duration(required - done)} to go" if done < required else "reached"
    rows.append(_row("All together", done, planned, scale, f" of {duration(required)}: {short}"))
    legend = tag(
        "p",
        tag("span", "delivered", class_="key done"), " ", tag("span", "planned", class_="key planned"),
        f"{duration(required)} required",
        class_="quiet",
    )  # fmt: skip
    return tag("div", tag("h3", "Hours of coaching"), tag("ul", *rows, class_="hours"), legend)


def _row(name: str, done: int, planned: int, scale: int, more: str) -> Markup:
    words = tag(
        "span",
        tag("b", f"{duration(done)}{more}"),
        f" · {duration(planned)} planned",
        class_="figure",
    )
    return tag("li", tag("span", name, class_="who"), bar(done, planned, scale), words)
