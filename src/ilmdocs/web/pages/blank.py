"""Where a blank workbook is made for the units that somebody chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilmdocs.blank import written_units
from ilmdocs.errors import IlmdocsError
from ilmdocs.model.unit import Unit
from ilmdocs.report.html.markup import Markup, tag
from ilmdocs.web.pages.shell import heading, trouble, whole


def blank_page(units: Mapping[str, Unit], *, error: IlmdocsError | None = None) -> bytes:
    """The page with the units to choose from, by qualification."""
    groups: dict[str, list[Unit]] = {}
    for unit in units.values():
        groups.setdefault(f"{unit.qualification_title} ({unit.qualification})", []).append(unit)
    fields = (_group(name, inside) for name, inside in groups.items())
    form = tag(
        "form",
        *fields,
        _word(tuple(units.values())),
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


def _word(units: Sequence[Unit]) -> Markup | None:
    written = {unit.id for unit in written_units(units)}
    if not written:
        return None
    help_ = (
        "For units that are written assignments or reports: a Word document with the headings of each. "
        "You get them with the workbook in one ZIP; keep them together in one folder."
    )
    others = [unit.name or unit.id for unit in units if unit.id not in written]
    told = "word-help word-none" if others else "word-help"
    return tag(
        "fieldset",
        tag("legend", "Long answers"),
        tag("div",
            tag("input", type="checkbox", name="word", value="1", id="word", aria_describedby=told),
            tag("label", "I want to write long answers in Word", for_="word"), class_="tick"),
        tag("p", help_, id="word-help", class_="quiet"),
        tag("p", _without(others), id="word-none", class_="quiet") if others else None,
    )  # fmt: skip


def _without(units: Sequence[str]) -> str:
    """Why nothing for Word comes with some of the units."""
    one = len(units) == 1
    names = units[0] if one else f"{', '.join(units[:-1])} and {units[-1]}"
    return (
        f"{names} {'has' if one else 'have'} no written assignment, so there is no Word document"
        f"{'' if one else ' for them'}."
    )
