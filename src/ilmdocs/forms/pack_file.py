"""Reads a `pack.toml` as a person wrote it and says in plain words what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.suggest import suggestion

PACK_FILE = "pack.toml"
_PACK_KEYS = ("name", "version", "official", "forms")
_UNITS_KEY = "units"
"""A centre's labels of units; the units stage reads them."""
_FORM_KEYS = ("file", "sections")
_SECTION_KEYS = ("title", "anchor", "criteria", "answers", "name", "each")
_EACH = ("", "session")
_LISTS = {"criteria": '["1.1", "1.2"]', "answers": '["Goals.goal"]'}
_NAME = re.compile(r"[a-z][a-z_]*")


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
        problems += [
            f"{where}.sections: {key} must be a list such as {example}."
            for key, example in _LISTS.items()
            if not isinstance(section.get(key, []), list)
        ]
        if "criteria" in section and "answers" in section:
            problems.append(f"{where}.sections: a section has either criteria or answers.")
        if not _NAME.fullmatch(str(section.get("name", "plan"))):
            problems.append(f"{where}.sections: name must be one word in small letters, such as plan.")
    return problems


def _unknown(data: Mapping[str, Any], keys: Collection[str], where: str) -> list[str]:
    found = []
    for key in data:
        if key not in keys:
            place = f" in {where}" if where else ""
            found.append(f"Unknown key {key}{place}.{suggestion(key, keys)}")
    return found
