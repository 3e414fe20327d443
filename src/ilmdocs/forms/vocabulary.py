"""Every tag that a form may hold, as a list for people: `ilmdocs templates fields`, docs/templates.md."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ilmdocs.forms.fields import form_fields, known_forms
from ilmdocs.forms.shapes import Fields, Leaf, Many, Shape
from ilmdocs.model.unit import Unit

EVERY_FORM = "every form"
_SINGULAR = {
    "criteria": "criterion",
    "evidence": "item",
    "contents": "entry",
    "summaries": "summary",
    "others": "text",
    "hours": "chart",
    "ratings": "chart",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag: `forms` that may hold it, `tag` without braces, `inside` the for tag that it needs."""

    forms: tuple[str, ...]
    tag: str
    meaning: str
    inside: str = ""
    fields: tuple[str, ...] = ()

    def data(self) -> dict[str, object]:
        """The entry as JSON-ready data."""
        return {
            "forms": list(self.forms),
            "tag": self.tag,
            "inside": self.inside or None,
            "meaning": self.meaning,
            "fields": list(self.fields),
        }


def template_vocabulary(units: Collection[Unit]) -> tuple[Entry, ...]:
    """All tags, those of every form first, then form by form in alphabetical order."""
    forms = sorted(known_forms(units))
    by_form = {form: tuple(_entries(form_fields(form, units))) for form in forms}
    shared = [entry for entry in by_form[forms[0]] if all(entry in entries for entries in by_form.values())]
    found = [Entry((EVERY_FORM,), *entry) for entry in shared]
    for form, entries in by_form.items():
        found += [Entry((form,), *entry) for entry in entries if entry not in shared]
    return tuple(found)


_Bare = tuple[str, str, str, tuple[str, ...]]


def _entries(shape: Shape, path: str = "", inside: str = "") -> Iterator[_Bare]:
    if isinstance(shape, Leaf):
        yield (path, shape.help, inside, tuple(sorted(shape.sources)))
    elif isinstance(shape, Fields):
        for name, inner in shape.names.items():
            yield from _entries(inner, f"{path}.{name}" if path else name, inside)
    elif isinstance(shape, Many):
        before, _, last = path.rpartition(".")
        one = "score" if before.endswith("scores") else _SINGULAR.get(last, last.removesuffix("s"))
        loop = f"for {one} in {path}"
        yield from _entries(shape.item, one, f"{inside}, {loop}" if inside else loop)


def field_table(units: Collection[Unit]) -> str:
    """The tags as Markdown tables, the same ones in a row told once (docs/templates.md)."""
    lines: list[str] = []
    title = ""
    for entry in template_vocabulary(units):
        group = ", ".join(entry.forms)
        if group != title:
            title = group
            lines += [
                "",
                f"### {title[:1].upper()}{title[1:]}",
                "",
                "| tag | prints | inside |",
                "|---|---|---|",
            ]
        if not _REPEATS.match(entry.tag):
            inside = f"`{entry.inside}`" if entry.inside else ""
            lines.append(f"| `{{{{ {entry.tag} }}}}` | {entry.meaning} | {inside} |")
    return "\n".join(lines).strip() + "\n"


_REPEATS = re.compile(r"session_[ab]\.|ac_(?!1_1\.)")
"""Tags that docs/templates.md explains in a sentence instead of one by one."""
