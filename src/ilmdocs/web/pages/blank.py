"""Where a blank workbook is made for the units that somebody chooses."""

from __future__ import annotations

from collections.abc import Mapping

from ilmdocs.errors import IlmdocsError
from ilmdocs.model.unit import Regime, Unit
from ilmdocs.report.html.markup import Markup, tag
from ilmdocs.web.pages.shell import heading, trouble, whole


def blank_page(units: Mapping[str, Unit], *, error: IlmdocsError | None = None) -> bytes:
    """The page with the units to choose from, by qualification."""
    groups: dict[str, list[Unit]] = {}
    for unit in units.values():
        groups.setdefault(f"{unit.qualification_title} ({unit.qualification})", []).append(unit)
    fields = (_group(name, inside) for name, inside in groups.items())
    written = any(unit.regime is not Regime.PORTFOLIO for unit in units.values())
    form = tag(
        "form",
        *fields,
        _word() if written else None,
        tag("button", "Download the workbook", class_="button main"),
        action="/workbook/download",
        method="post",
        class_="stack",
    )
    return whole(
        "Blank workbook",
        heading("A blank workbook for your units.",
                lead="One workbook serves all of a learner's units; nothing is typed twice."),
        trouble(error, title="Nothing was made") if error else None,
        form if units else None,
        here="/workbook",
    )  # fmt: skip


def _group(name: str, units: list[Unit]) -> Markup:
    return tag(
        "fieldset",
        tag("legend", name),
        *(
            tag("div",
                tag("input", type="checkbox", name="unit", value=unit.id, id=f"unit-{unit.id}"),
                tag("label", tag("b", unit.name or unit.id), " ", unit.title, for_=f"unit-{unit.id}"),
                class_="tick")
            for unit in units
        ),
    )  # fmt: skip


def _word() -> Markup:
    help_ = (
        "For units that are written assignments or reports: a Word document with the headings of each. "
        "You get them with the workbook in one ZIP; keep them together in one folder."
    )
    return tag(
        "fieldset",
        tag("legend", "Long answers"),
        tag("div",
            tag("input", type="checkbox", name="word", value="1", id="word", aria_describedby="word-help"),
            tag("label", "I want to write long answers in Word", for_="word"), class_="tick"),
        tag("p", help_, id="word-help", class_="quiet"),
    )  # fmt: skip
