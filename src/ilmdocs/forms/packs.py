"""Form packs: `pack.toml` beside tagged .docx files, one pack standing in for another form by form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms.pack_file import PACK_FILE, missing_pack_remedy, pack_data, pack_problems
from ilmdocs.model.unit import Unit


@dataclass(frozen=True, slots=True)
class SectionRule:
    """Where a section of a form starts: `anchor` is how its first line begins on the page.

    `criteria` says what is evidenced there. A form that serves several units says it with `answers`, the
    boxes (`Sheet.field`) of the section: each unit's own file says which criteria they answer. The form
    prints those criteria as `criteria_of.<name>`.

    With `each` = `session` there is one section per session, and `{number}` in title and anchor stands
    for the session's number.
    """

    title: str
    anchor: str
    criteria: tuple[str, ...] = ()
    each: str = ""
    answers: tuple[str, ...] = ()
    name: str = ""

    def criteria_for(self, unit: Unit, form: str) -> tuple[str, ...]:
        """The ids of the criteria that the section is evidence for, in the unit's order."""
        if not self.answers:
            return self.criteria
        boxes = frozenset(self.answers)
        rules = [rule for rule in unit.parts if rule.form == form]
        found = {c for rule in rules for c, fields in rule.answers.items() if boxes & set(fields)}
        return tuple(criterion.id for criterion in unit.criteria() if criterion.id in found)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a pack. Without `sections` (None), headings such as `AC 1.1` are looked for."""

    name: str
    path: Path
    pack: str
    version: str
    official: bool
    sections: tuple[SectionRule, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The forms that serve a unit, each from the first pack that has it."""

    forms: Mapping[str, Form]

    def form(self, name: str) -> Form:
        """The form with a name.

        Raises:
            UnreadableInput: when no pack has it.
        """
        if name not in self.forms:
            raise UnreadableInput(
                f"No form pack has a form named {name}.", "Add it to the pack, or install ilmdocs again."
            )
        return self.forms[name]

    def path(self, name: str) -> Path:
        """The .docx of a form.

        Raises:
            UnreadableInput: when no pack has it.
        """
        return self.form(name).path

    @property
    def official(self) -> frozenset[str]:
        """Names of the forms that come from a pack of the awarding body's own forms."""
        return frozenset(name for name, form in self.forms.items() if form.official)


def load_pack(templates: Path, unit: Unit, centre: Path | None = None) -> Pack:
    """The forms for a unit: the centre's own first, then the qualification's, then the common ones.

    Args:
        templates: the folder with `<qualification>/<version>/` and `common/<number>/`.
        unit: names qualification and version.
        centre: a centre's own pack, or None.

    Raises:
        UnreadableInput: when a pack.toml is broken, or the centre's folder has none.
    """
    forms: dict[str, Form] = {}
    for folder in pack_folders(templates, unit, centre):
        forms.update(read_pack(folder))
    return Pack(forms)


def pack_folders(templates: Path, unit: Unit, centre: Path | None = None) -> tuple[Path, ...]:
    """The pack folders that serve a unit, the strongest last."""
    common = sorted(
        (folder for folder in templates.glob("common/*") if folder.name.isdecimal()),
        key=lambda f: int(f.name),
    )
    own = templates / unit.qualification / unit.version
    found = [folder for folder in (*common[-1:], own) if (folder / PACK_FILE).is_file()]
    return (*found, centre) if centre is not None else tuple(found)


def read_pack(folder: Path) -> dict[str, Form]:
    """The forms of one pack folder, by name.

    Raises:
        UnreadableInput: when pack.toml is missing, broken, has an unknown key or names a missing file.
    """
    path = folder / PACK_FILE
    if not path.is_file():
        raise UnreadableInput(f"The form pack {folder.name} has no {PACK_FILE}.", missing_pack_remedy(folder))
    try:
        data = pack_data(path)
    except UnreadableInput as error:
        message = f"{PACK_FILE} of the form pack {folder.name}: {error.message}"
        raise UnreadableInput(message, error.remedy) from error
    problems = pack_problems(data, folder)
    if problems:
        raise UnreadableInput(
            f"{PACK_FILE} of the form pack {folder.name}: {problems[0]}",
            "docs/templates.md explains every key.",
        )
    return {name: _form(name, item, data, folder) for name, item in data.get("forms", {}).items()}


def _form(name: str, item: Mapping[str, Any], data: Mapping[str, Any], folder: Path) -> Form:
    sections = None
    if "sections" in item:
        sections = tuple(
            SectionRule(
                s["title"],
                s["anchor"],
                tuple(s.get("criteria", ())),
                s.get("each", ""),
                tuple(s.get("answers", ())),
                s.get("name", ""),
            )
            for s in item["sections"]
        )
    return Form(name, folder / item["file"], data["name"], data["version"], data["official"], sections)
