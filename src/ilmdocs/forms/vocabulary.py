"""Every tag that a form may hold, as a list for people: `ilmdocs templates fields`, docs/templates.md."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ilmdocs.forms.fields import Fields, Leaf, Many, Shape, form_fields, known_forms
from ilmdocs.model.unit import Unit

EVERY_FORM = "every form"
_SINGULAR = {"criteria": "criterion", "evidence": "item", "contents": "entry", "sessions": "session"}


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
        last = path.rpartition(".")[2]
        one = _SINGULAR.get(last, last.removesuffix("s"))
        loop = f"for {one} in {path}"
        yield from _entries(shape.item, one, f"{inside}, {loop}" if inside else loop)
