"""Form packs: `pack.toml` beside tagged .docx files, one pack standing in for another form by form."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.unit import Unit
from ilmdocs.suggest import suggestion

PACK_FILE = "pack.toml"
_PACK_KEYS = ("name", "version", "official", "forms")
_UNITS_KEY = "units"
"""A centre's labels of units; the units stage reads them."""
_FORM_KEYS = ("file", "sections")
_SECTION_KEYS = ("title", "anchor", "criteria", "each")
_EACH = ("", "session")


@dataclass(frozen=True, slots=True)
class SectionRule:
    """Where a section of a form starts: `anchor` is how its first line begins on the page.

    With `each` = `session` there is one section per session, and `{number}` in title and anchor stands
    for the session's number.
    """

    title: str
    anchor: str
    criteria: tuple[str, ...] = ()
    each: str = ""


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


def missing_pack_remedy(folder: Path) -> str:
    """What to do about a folder without pack.toml; Notepad likes to add an ending that Explorer hides."""
    if (folder / f"{PACK_FILE}.txt").is_file():
        return f"Its name is {PACK_FILE}.txt: rename it, without .txt."
    return "docs/templates.md shows what it holds."


def pack_data(path: Path) -> dict[str, Any]:
    """What a pack.toml says, however an editor on Windows saved it.

    Raises:
        UnreadableInput: when it is no TOML; the message names the line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableInput(f"It cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            "It is not saved as UTF-8.", "In Notepad choose File, Save As and the encoding UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(
            f"It cannot be understood: {error}.",
            'Text stands between straight quotation marks, for example name = "Sample Centre".',
        ) from error


def pack_problems(data: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Everything wrong with the content of a pack.toml, one plain sentence each."""
    problems = [*_unknown(data, (*_PACK_KEYS, _UNITS_KEY), "")]
    optional = ("forms",) if _UNITS_KEY in data else ()
    problems += [f"The key {key} is missing." for key in _PACK_KEYS if key not in (*data, *optional)]
    problems += [f"{key} must be text in quotes." for key in _PACK_KEYS[:2] if not _text_or_absent(data, key)]
    if not isinstance(data.get("official", False), bool):
        problems.append("official must be true or false, without quotes.")
    forms = data.get("forms", {})
    if not isinstance(forms, dict):
        return (*problems, "forms must be tables such as [forms.diary].")
    for name, item in forms.items():
        problems += _form_problems(name, item, folder)
    return tuple(problems)


def _text_or_absent(data: Mapping[str, Any], key: str) -> bool:
    return key not in data or isinstance(data[key], str)


def _form_problems(name: str, item: object, folder: Path) -> list[str]:
    where = f"forms.{name}"
    if not isinstance(item, dict):
        return [f'{where} must be a table with a line such as file = "{name}.docx".']
    problems = [*_unknown(item, _FORM_KEYS, where)]
    file = item.get("file")
    if not isinstance(file, str):
        problems.append(f'{where} needs a line such as file = "{name}.docx".')
    elif Path(file).name != file or not (folder / file).is_file():
        problems.append(f"{where} names the file {file}, which is not in the pack's folder.")
    sections = item.get("sections", [])
    if not isinstance(sections, list) or not all(isinstance(section, dict) for section in sections):
        return [*problems, f"{where}.sections must be a list of tables."]
    for section in sections:
        problems += _unknown(section, _SECTION_KEYS, f"{where}.sections")
        problems += [
            f"{where}.sections: every section needs {key} as text in quotes."
            for key in ("title", "anchor")
            if not isinstance(section.get(key), str) or not section[key]
        ]
        if section.get("each", "") not in _EACH:
            problems.append(f'{where}.sections: each can only be "session".')
        if not isinstance(section.get("criteria", []), list):
            problems.append(f'{where}.sections: criteria must be a list such as ["1.1", "1.2"].')
    return problems


def _unknown(data: Mapping[str, Any], keys: Collection[str], where: str) -> list[str]:
    found = []
    for key in data:
        if key not in keys:
            place = f" in {where}" if where else ""
            found.append(f"Unknown key {key}{place}.{suggestion(key, keys)}")
    return found


def _form(name: str, item: Mapping[str, Any], data: Mapping[str, Any], folder: Path) -> Form:
    sections = None
    if "sections" in item:
        sections = tuple(
            SectionRule(s["title"], s["anchor"], tuple(s.get("criteria", ())), s.get("each", ""))
            for s in item["sections"]
        )
    return Form(name, folder / item["file"], data["name"], data["version"], data["official"], sections)
