"""Puts the chase list into the output folder: a note for each person, and one page about all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ilmdocs.assemble import file_name
from ilmdocs.atomic import remove, write_atomically
from ilmdocs.chase import Note, chase_notes, letter, overview, unsent_mail
from ilmdocs.chase.overview import HEAD, row
from ilmdocs.folders import refuse_links
from ilmdocs.hashing import digest
from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import Cohort
from ilmdocs.model.finding import Severity
from ilmdocs.publish import keep_edited, manifest_data
from ilmdocs.report.text import table

CHASE = "chase"
"""The folder of the notes below the output folder."""
OVERVIEW = "chase-list.html"
_RECORD = "chase.json"
_SCHEMA = "ilmdocs.chase/1"
_ENDINGS = (".eml", ".docx")


def write_notes(cohort: Cohort, centre: Centre | None, folder: Path, *, today: date) -> tuple[Path, ...]:
    """Write every note and the overview; the same open points give the same bytes.

    Notes of an earlier run whose people owe nothing any more are removed; what somebody edited is kept under
    another name. Nothing else in the folder is touched.

    Args:
        cohort: every learner's open points.
        centre: the centre's settings, if there are any.
        folder: where the notes go, `chase` below the output folder.
        today: decides whether a day of submission has passed.

    Returns:
        The overview and then the notes.

    Raises:
        UnwritableOutput: when something cannot be written.
    """
    named = named_notes(chase_notes(cohort, centre, today=today))
    names = dict(named)
    files = {OVERVIEW: overview(named), **{name: _content(note, name, names) for note, name in named}}
    listed = _listed(folder / _RECORD)
    refuse_links(folder, folder.parent)
    keep_edited(folder, listed, files)
    for name, data in files.items():
        write_atomically(folder / name, data, inside=folder.parent)
    for name in sorted(listed.keys() - files.keys()):
        remove(folder / name)
    record = {**notes_data(named), "files": {name: digest(data) for name, data in files.items()}}
    content = (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    write_atomically(folder / _RECORD, content, inside=folder.parent)
    return tuple(folder / name for name in files)


def named_notes(notes: Iterable[Note]) -> tuple[tuple[Note, str], ...]:
    """Each note with the name of its file, safe on every system; capitals alone make no difference."""
    taken: set[str] = set()
    found = []
    for note in notes:
        ending = ".eml" if note.email else ".docx"
        stem = file_name(note.label)
        number = 1
        while f"{stem}{ending}".casefold() in taken:
            number += 1
            stem = file_name(f"{number} {note.label}")
        taken.add(f"{stem}{ending}".casefold())
        found.append((note, f"{stem}{ending}"))
    return tuple(found)


def notes_data(named: Sequence[tuple[Note, str]]) -> dict[str, Any]:
    """Who owes how much, as data for other programs; no address is in it."""
    notes = [
        {
            "party": note.party,
            "who": note.who or None,
            "learners": list(dict.fromkeys(section.learner for section in note.sections)),
            "must": note.count(Severity.MUST),
            "should": note.count(Severity.SHOULD),
            "file": name,
        }
        for note, name in named
    ]
    return {"schema": _SCHEMA, "notes": notes}


def describe(named: Sequence[tuple[Note, str]]) -> str:
    """Who owes how much, as a table."""
    return table(HEAD, [(*row(note), name) for note, name in named]) if named else "Nobody owes anything."


def _content(note: Note, name: str, names: Mapping[Note, str]) -> bytes:
    if name.endswith(".docx"):
        return letter(note)
    return unsent_mail(note, [(names[one], letter(one)) for one in note.enclosed])


def _listed(record: Path) -> dict[str, str]:
    """What an earlier run wrote, file name to hash: only our kinds of file, and none of another folder."""
    data = manifest_data(record) or {}
    files = data.get("files") if data.get("schema") == _SCHEMA else None
    items = files.items() if isinstance(files, dict) else ()
    return {
        name: str(value)
        for name, value in items
        if name == Path(name).name and (name == OVERVIEW or name.endswith(_ENDINGS))
    }
