"""The centre's settings behind the form: read, checked, written in one step; all else in the file stays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ilmdocs.atomic import write_atomically
from ilmdocs.centre import read_centre, starting_file
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.hashing import digest
from ilmdocs.model.unit import Unit
from ilmdocs.units import load_units
from ilmdocs.web.pages.settings import Shown, no_settings_page, settings_page
from ilmdocs.web.session import Session
from ilmdocs.web.settings_form import as_typed, new_text, problems, typed_in

_CHANGED = UnreadableInput(
    "The settings file was changed by somebody else after this page was loaded.",
    "It is shown now as it stands there. Type your changes again, and save.",
)


def shown(session: Session, saved: bool = False) -> bytes:
    """The page with the settings as they are."""
    path = session.terms.centre_file
    if not path.exists():
        return no_settings_page(path.absolute())
    try:
        centre = read_centre(path)
    except IlmdocsError as error:
        return no_settings_page(path.absolute(), error)
    return settings_page(
        Shown(
            path.absolute(), as_typed(centre, path), _units(session), digest(path.read_bytes()), saved=saved
        )
    )


def save(session: Session, form: Mapping[str, str]) -> bytes | None:
    """Write what was typed.

    Returns:
        The page that says what is wrong; None where it was saved.
    """
    path = session.terms.centre_file
    units = _units(session)
    typed = typed_in(form, units)
    try:
        text = path.read_bytes()
        if digest(text) != form.get("digest"):
            return settings_page(
                Shown(path.absolute(), as_typed(read_centre(path), path), units, digest(text), error=_CHANGED)
            )
        wrong = problems(typed, path, units)
        if wrong:
            return settings_page(Shown(path.absolute(), typed, units, digest(text), wrong))
        _write(path, new_text(text.decode("utf-8-sig"), typed))
    except OSError as error:
        gone = UnreadableInput(f"{path.name} cannot be read: {error.strerror}.", "Load the page again.")
        return settings_page(Shown(path.absolute(), typed, units, error=gone))
    except IlmdocsError as error:
        return settings_page(Shown(path.absolute(), typed, units, form.get("digest", ""), error=error))
    session.settings_changed()
    return None


def start(session: Session) -> bytes | None:
    """Write a settings file in which every setting is explained and none is in force, unless there is one.

    Returns:
        The page that says why it could not be written; None where it was.
    """
    path = session.terms.centre_file
    try:
        if not path.exists():
            write_atomically(path, starting_file(), new=True)
    except IlmdocsError as error:
        return no_settings_page(path.absolute(), error)
    return None


def _write(path: Path, text: str) -> None:
    """Write the file where it really is, whole or not at all, for the same people as before."""
    target = path.resolve()
    mode = target.stat().st_mode & 0o777
    write_atomically(target, text.encode("utf-8"))
    target.chmod(mode)
    read_centre(path)


def _units(session: Session) -> Mapping[str, Unit]:
    """The units whose parts can be put into another order."""
    try:
        return session.library().units
    except IlmdocsError:  # the page says elsewhere what is wrong with the centre's forms
        return load_units(session.terms.templates)
