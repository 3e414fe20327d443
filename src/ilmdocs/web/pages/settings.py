"""The centre's settings as a form: each with its label, what it does, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.centre.change import ORDER, PEOPLE
from ilmdocs.errors import IlmdocsError
from ilmdocs.model.unit import UNNUMBERED, Unit
from ilmdocs.report.html.markup import Markup, hidden, joined, tag
from ilmdocs.text.standing import plural
from ilmdocs.web.pages.shell import button_form, heading, trouble, whole
from ilmdocs.web.settings_form import LINES, NUMBERS, ON, SWITCHES, TITLES, Typed

_FIELDS: Mapping[str, tuple[str, str]] = {
    "name": (
        "Name of the centre",
        "As the awarding body writes it. Workbooks that leave it blank are taken to say this.",
    ),
    "number": ("Centre number", "For example 012345."),
    "logo": (
        "Logo",
        "The name of a PNG or JPEG picture beside the settings file, for example logo.png. It stands at the "
        "head of the authentication sheet.",
    ),
    "pack": (
        "Folder with your own forms",
        "A folder beside the settings file, for example our forms. Leave it blank to use the forms that come "
        "with ilmdocs.",
    ),
    "file_name": (
        "Names of portfolios",
        "Leave it blank for the awarding body's own way. You may use {initial} {surname} {registration} "
        "{centre} {unit} {attempt}.",
    ),
    "charts": (
        "Charts at the end of every portfolio",
        "Hours of coaching by client over time, and how coachees rated the coach, each with its numbers as a "
        "table.",
    ),
    "low_score": (
        "Low rating, up to",
        "A coachee's rating from 1 up to this number counts as low. Blank means 4.",
    ),
    "retention_months": (
        "Months to keep portfolios",
        "Boards and sampling plans say the day; nothing is ever deleted.",
    ),
}
_GROUPS = (
    ("Who you are", ("name", "number", "logo")),
    ("How portfolios look", ("file_name", "pack", "charts")),
    ("What is checked, and for how long it is kept", ("low_score", "retention_months")),
)
_PLACED = frozenset(key for _, keys in _GROUPS for key in keys)
_REST = tuple(key for key in (*LINES, *NUMBERS, *SWITCHES) if key not in _PLACED)
"""Settings that the reader knows and nobody has yet said more of."""
_SPARE = 1
"""Empty rows for people to be added; saving brings new ones."""
_NARROW = frozenset({"low_score", "retention_months", "number"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: the file, what stands in it, and what is wrong.

    `digest` is that of the file when the form was filled; `saved` says that it was just written.
    """

    path: Path
    typed: Typed
    units: Mapping[str, Unit]
    digest: str = ""
    problems: Mapping[str, str] = ()  # type: ignore[assignment]
    error: IlmdocsError | None = None
    saved: bool = False


def settings_page(shown: Shown) -> bytes:
    """The form with all settings."""
    wrong = dict(shown.problems)
    title = f"{plural(len(wrong), 'setting')} to put right" if wrong else "Centre settings"
    form = tag(
        "form",
        tag("input", type="hidden", name="digest", value=shown.digest),
        *(_group(name, keys, shown.typed, wrong) for name, keys in _GROUPS),
        _group("Other settings", _REST, shown.typed, wrong) if _REST else None,
        _people(shown.typed, wrong),
        _orders(shown, wrong),
        tag("button", "Save the settings", class_="button main"),
        action="/settings",
        method="post",
        class_="stack",
        novalidate=True,
    )
    return whole(
        title,
        heading("Centre settings", lead=f"They stand in {shown.path} and count for all who work there."),
        trouble(shown.error, title="Nothing was saved") if shown.error else None,
        _summary(wrong) if wrong else None,
        tag("p", "✓ Saved. It counts for everything that is dropped from now on.", class_="saved",
            role="status", tabindex=-1, data_focus=True)
        if shown.saved
        else None,
        form,
        here="/settings",
    )  # fmt: skip


def no_settings_page(path: Path, error: IlmdocsError | None = None) -> bytes:
    """Where there is no file yet, or one that cannot be read."""
    if error is not None:
        return whole(
            "Settings cannot be read",
            heading("The settings cannot be read.", lead=f"They stand in {path}."),
            tag("div", tag("h2", "Why, and what to do"), tag("p", str(error)), class_="notice"),
            tag("p", "Open the file with Notepad, put it right, save it, and load this page again. Nothing "
                "can be built until then."),
            tag("p", tag("a", "Load the page again", href="/settings", class_="button main")),
            here="/settings",
        )  # fmt: skip
    return whole(
        "Centre settings",
        heading("There are no settings yet.",
                lead="With them, ilmdocs knows your centre's name and number, your staff and your forms."),
        tag("p", f"They would stand in {path}. The new file explains every setting; nothing changes until "
            "you fill something in."),
        button_form("/settings/start", "Start a settings file", kind="main"),
        here="/settings",
    )  # fmt: skip


def _summary(wrong: Mapping[str, str]) -> Markup:
    links = (
        tag("li", tag("a", _label(key), href=f"#{_first(key)}"), _after(_label(key), said))
        for key, said in wrong.items()
    )
    return tag(
        "div",
        tag("h2", f"Nothing was saved: {plural(len(wrong), 'setting')} to put right", tabindex=-1,
            data_focus=True),
        tag("ul", *links),
        class_="notice", role="alert",
    )  # fmt: skip


def _group(name: str, keys: tuple[str, ...], typed: Typed, wrong: Mapping[str, str]) -> Markup:
    fields = (
        _switch(key, typed.lines.get(key, ""))
        if key in SWITCHES
        else _field(key, _label(key), _help(key), typed.lines.get(key, ""), wrong.get(key, ""))
        for key in keys
    )
    return tag("fieldset", tag("legend", name), *fields)


def _field(key: str, label: str, help_: str, value: str, wrong: str) -> Markup:
    described = f"{key}-help{f' {key}-wrong' if wrong else ''}"
    return tag(
        "div",
        tag("label", label, for_=key),
        tag("p", help_, id=f"{key}-help", class_="quiet"),
        tag("p", wrong, id=f"{key}-wrong", class_="wrong") if wrong else None,
        tag("input", type="text", id=key, name=key, value=value, aria_describedby=described,
            aria_invalid="true" if wrong else None, class_="narrow" if key in _NARROW else None,
            autocomplete="off", inputmode="numeric" if key in _NARROW else None),
        class_="field",
    )  # fmt: skip


def _switch(key: str, value: str) -> Markup:
    box = tag("input", type="checkbox", id=key, name=key, value=ON, checked=value == ON,
              aria_describedby=f"{key}-help")  # fmt: skip
    words = tag("p", _help(key), id=f"{key}-help", class_="quiet")
    return tag("div", tag("div", box, tag("label", _label(key), for_=key), class_="tick"), words,
               class_="field")  # fmt: skip


def _people(typed: Typed, wrong: Mapping[str, str]) -> Markup:
    kinds = (_kind(kind, typed.people.get(kind, ()), wrong.get(kind, "")) for kind in PEOPLE)
    words = (
        "Somebody whom a workbook names and who is not listed is pointed out. Leave a kind of people out and "
        "nobody of that kind is checked. A workbook's “Tutor or assessor” may stand in either list, so it is "
        "checked once both lists name somebody. To remove somebody, empty the row. E-mail and day "
        "may be left blank."
    )
    return tag("fieldset", tag("legend", "Who works for you"), tag("p", words, class_="quiet"), *kinds)


def _kind(kind: str, people: tuple[Mapping[str, str], ...], wrong: str) -> Markup:
    title = TITLES[kind]
    one = title.removesuffix("s")
    rows = (*people, *({} for _ in range(_SPARE)))
    items = (_person(kind, one, number, row) for number, row in enumerate(rows))
    told = tag("p", wrong, class_="wrong", id=f"{kind}-wrong") if wrong else None
    return joined((tag("h3", title), told, tag("ul", *items, class_="people")))


def _person(kind: str, one: str, number: int, row: Mapping[str, str]) -> Markup:
    def cell(key: str, words: str, hint: str = "") -> Markup:
        ident = f"{kind}-{number}-{key}"
        about = hidden(f" of {one.lower()} {number + 1}")
        return tag("div", tag("label", words, about, for_=ident),
                   tag("input", type="text", id=ident, name=ident, value=row.get(key, ""), autocomplete="off",
                       placeholder=hint or None))  # fmt: skip

    day = cell("since", "Assesses since", "31/01/2026") if kind == "assessors" else None
    return tag("li", cell("name", "Name"), cell("email", "E-mail"), day)


def _orders(shown: Shown, wrong: Mapping[str, str]) -> Markup | None:
    if not shown.units:
        return None
    told = tag("p", wrong[ORDER], class_="wrong", id=f"{ORDER}-wrong") if ORDER in wrong else None
    fields = (
        _field(
            f"{ORDER}-{unit.id}",
            unit.name,
            f"It has: {', '.join(kind.value for kind in unit.order if kind not in UNNUMBERED)}.",
            shown.typed.orders.get(unit.id, ""),
            "",
        )
        for unit in shown.units.values()
    )
    words = "Name the parts in your order, with commas between them; what you leave out follows as it stood."
    summary = tag("summary", "In which order the parts of a portfolio stand")
    is_open = bool(shown.typed.orders) or ORDER in wrong
    return tag("details", summary, tag("p", words, class_="quiet"), told, *fields, id=ORDER, open=is_open)


def _label(key: str) -> str:
    if key == ORDER:
        return "Order of the parts"
    return TITLES.get(key) or (_FIELDS[key][0] if key in _FIELDS else key.replace("_", " ").capitalize())


def _help(key: str) -> str:
    return _FIELDS[key][1] if key in _FIELDS else f"See {key} in the settings file."


def _after(label: str, said: str) -> str:
    """What follows a setting's name: a sentence that begins with it says it once."""
    return said.removeprefix(label) if said.startswith(f"{label},") else f": {said}"


def _first(key: str) -> str:
    return f"{key}-0-name" if key in TITLES else key
