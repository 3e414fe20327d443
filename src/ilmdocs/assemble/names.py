"""File and folder names in the awarding body's convention that every file system accepts."""

from __future__ import annotations

import hashlib
import unicodedata

from ilmdocs.model.portfolio import Identity
from ilmdocs.model.unit import Unit
from ilmdocs.text.file_pattern import fill_pattern, is_kept

_STEM_BYTES = 80
_FIELD_BYTES = 20
_LEAST_SURNAME = 12
_DROPPED = frozenset({"Cf", "Mn", "Lo"})
"""Kinds of characters that part no words; those of them that can be seen are kept."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
"""Names that Windows keeps for devices, with whatever ending."""


def portfolio_name(identity: Identity, unit: Unit) -> str:
    """The file name of a portfolio: `R Jones-ABC123-012345-8585-301(1).pdf`.

    Initial and surname, registration, centre number, unit, attempt. What is not known yet is left out.
    A centre's own pattern arranges the same pieces in another way.
    A name that is too long is cut and given a mark of its own, so that two learners never share one.
    """
    if unit.file_name:
        return f"{_patterned(identity, unit)}.pdf"
    learner = f"{identity.initial} {identity.surname}"
    tail = (*_short(identity.registration, identity.centre_number), unit_folder(unit, identity.attempt))
    return f"{_joined(learner, tail, '-')}.pdf"


def _patterned(identity: Identity, unit: Unit) -> str:
    """The name that the centre's pattern gives; of its pieces the surname alone is cut to fit."""
    values = {
        "initial": _safe(identity.initial),
        "surname": "",
        "registration": "".join(_short(identity.registration)),
        "centre": "".join(_short(identity.centre_number)),
        "unit": _safe(unit.id),
        "attempt": str(identity.attempt),
    }
    others = fill_pattern(unit.file_name, {**values, "surname": "_"})
    room = max(_STEM_BYTES + 1 - len(others.encode()), _LEAST_SURNAME)
    return file_name(fill_pattern(unit.file_name, {**values, "surname": _cut(_safe(identity.surname), room)}))


def learner_folder(identity: Identity) -> str:
    """The name of a learner's output folder: `Jones R ABC123`.

    Where what tells learners apart loses characters on its way into a name, it gets a mark made from the
    whole of it: `A/1` and `A:1` are two learners.
    """
    telling = identity.registration or identity.surname
    mark = "" if _safe(telling) == _plain(telling) else _mark(telling)
    tail = (*_short(identity.registration), *filter(None, (mark,)))
    return _joined(f"{identity.surname} {identity.initial}", tail, " ")


def unit_folder(unit: Unit, attempt: int) -> str:
    """The name of a unit's folder: `8585-301(1)`."""
    return f"{_safe(unit.id)}({attempt})"


def file_name(title: str) -> str:
    """A title as a file name without ending, at most 80 bytes; `untitled` when nothing of it can be kept."""
    name = _cut(_safe(title), _STEM_BYTES) or "untitled"
    return f"{name}_" if name.casefold() in _RESERVED else name


def _short(*fields: str) -> tuple[str, ...]:
    return tuple(_cut(clean, _FIELD_BYTES) for clean in map(_safe, fields) if clean)


def _joined(name: str, tail: tuple[str, ...], separator: str) -> str:
    end = separator.join(tail)
    room = _STEM_BYTES - len(end.encode()) - len(separator)
    stem = separator.join(filter(None, (_cut(_safe(name), room), end)))
    return file_name(stem)


def _safe(text: str) -> str:
    """Letters, digits and a few marks; everything else, such as `/` or a line break, becomes a space."""
    composed = unicodedata.normalize("NFC", text)
    kept = (c if is_kept(c) else "" if unicodedata.category(c) in _DROPPED else " " for c in composed)
    return " ".join("".join(kept).split()).strip(" '-_")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _mark(text: str) -> str:
    return hashlib.sha256(_plain(text).casefold().encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _cut(text: str, limit: int) -> str:
    """Text of at most `limit` bytes in UTF-8; a cut text ends in a mark made from the whole of it."""
    raw = text.encode("utf-8")
    if len(raw) <= limit:
        return text
    mark = _mark(text)
    kept = raw[: max(limit - len(mark) - 1, 0)].decode("utf-8", "ignore").rstrip()
    return f"{kept}-{mark}"
