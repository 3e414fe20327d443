"""What a run loads once: units, form packs and what each unit needs of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ilmdocs.errors import UsageProblem
from ilmdocs.forms import Filler, InlinePicture, Pack, load_pack
from ilmdocs.hashing import digest, sha256
from ilmdocs.model.centre import NO_SETTINGS, Centre
from ilmdocs.model.goals import Aim
from ilmdocs.model.unit import PartKind, Unit
from ilmdocs.rules import aims_of, required_fields, used_fields
from ilmdocs.shown_fields import ShownFields
from ilmdocs.suggest import suggestion
from ilmdocs.units import (
    centre_settings,
    centre_unit_files,
    load_units,
    unit_files,
    with_centre,
    with_settings,
)


@dataclass(frozen=True, slots=True)
class Library:
    """Units and packs of one run; templates are read and compiled at most once.

    `required` and `used` are, per unit, the `Sheet.field` names whose blank cell is a must finding and
    those that anything of the unit looks at. `settings` are the centre's, in which `pack` is the folder of
    its own forms and units.
    """

    templates: Path
    settings: Centre
    units: Mapping[str, Unit]
    required: Mapping[str, frozenset[str]]
    used: Mapping[str, frozenset[str]]
    logo: InlinePicture | None = None
    _packs: dict[str, Pack] = field(default_factory=dict, repr=False)
    _fillers: dict[str, Filler] = field(default_factory=dict, repr=False)
    _hashes: dict[Path | str, str] = field(default_factory=dict, repr=False)
    _shown: list[ShownFields] = field(default_factory=list, repr=False)

    def unit(self, unit_id: str) -> Unit:
        """A unit by id.

        Raises:
            UsageProblem: when there is no such unit; suggests the nearest.
        """
        try:
            return self.units[unit_id]
        except KeyError:
            part = [k for k in self.units if k.endswith(f"-{unit_id}") or k.startswith(f"{unit_id}-")]
            hint = f" Did you mean {' or '.join(part)}?" if part else suggestion(unit_id, self.units)
            remedy = f"There are: {', '.join(self.units)}."
            raise UsageProblem(f"There is no unit {unit_id}.{hint}", remedy) from None

    @property
    def shown(self) -> ShownFields:
        """By unit id, the fields that a workbook shows: those in `used`, and what the unit's forms print."""
        if not self._shown:
            self._shown.append(ShownFields(self.units, self.used, self._printed))
        return self._shown[0]

    def _printed(self, unit: Unit) -> frozenset[str]:
        from ilmdocs.forms import printed_fields

        return printed_fields(self.pack(unit), unit)

    def aims(self, units: Iterable[Unit]) -> dict[str, tuple[Aim, ...]]:
        """What of these units a workbook can count, by unit id."""
        return {unit.id: aims_of(unit) for unit in units}

    def unit_files(self, unit: Unit) -> tuple[Path, ...]:
        """The file that a unit was read from, those that it includes, and the centre's that changes it."""
        shipped = self.templates / unit.qualification / unit.version / f"{unit.id}.toml"
        own = {path.stem: path for path in centre_unit_files(self.settings.pack)}
        files = unit_files(own.get(unit.id, shipped), self.templates)
        return (*files, *centre_settings(self.settings.pack, unit.id))

    def pack(self, unit: Unit) -> Pack:
        """The forms of a unit: the centre's where it has them, else the built-in ones."""
        if unit.id not in self._packs:
            self._packs[unit.id] = load_pack(self.templates, unit, self.settings.pack)
        return self._packs[unit.id]

    def logo_for(self, unit: Unit) -> InlinePicture | None:
        """The centre's logo, where the authentication sheet is ours.

        The centre's own form holds whatever it wants to show, and the awarding body's own is left as it is.
        """
        used = {part.form for part in unit.parts if part.kind is PartKind.AUTHENTICATION}
        forms = [form for name, form in self.pack(unit).forms.items() if name in used]
        theirs = any(form.official or self.is_centres_own(unit, form.name) for form in forms)
        return None if theirs else self.logo

    def is_centres_own(self, unit: Unit, form: str) -> bool:
        """Whether a form of a unit comes from the centre's own folder."""
        own = self.settings.pack
        return own is not None and self.pack(unit).form(form).path.is_relative_to(own)

    def digest_of(self, form: Path) -> str:
        """The SHA-256 of a form or its pack's file, taken once: what was compiled is what is named."""
        if form not in self._hashes:
            self._hashes[form] = sha256(form)
        return self._hashes[form]

    def unit_digest(self, unit: Unit) -> str:
        """The SHA-256 of all files that a unit was read from, taken once."""
        if unit.id not in self._hashes:
            content = b"".join(path.read_bytes() for path in self.unit_files(unit))
            self._hashes[unit.id] = digest(content)
        return self._hashes[unit.id]

    def filler(self, unit: Unit) -> Filler:
        """The compiled forms of a unit."""
        if unit.id not in self._fillers:
            self._fillers[unit.id] = Filler(self.pack(unit), self.logo_for(unit))
        return self._fillers[unit.id]


def load_library(templates: Path, settings: Centre = NO_SETTINGS, *, broken_forms: bool = False) -> Library:
    """Read all unit files; packs follow when they are needed.

    Args:
        templates: the folder of built-in packs.
        settings: the centre's settings, which may name a folder with its own forms and units.
        broken_forms: whether a centre's forms may be broken, as where all that is wrong with them is said.

    Raises:
        UnreadableInput: when a unit file or what the centre says of a unit is broken, or the centre's forms
            cannot be filled, an order of parts is none of the unit's, or the logo is no picture.
    """
    pack = settings.pack
    units = with_settings(with_centre(load_units(templates, pack), pack), settings)
    if pack is not None and not broken_forms:
        from ilmdocs.forms import refuse_broken_pack

        refuse_broken_pack(pack, tuple(units.values()))
    return Library(
        templates=templates,
        settings=settings,
        units=units,
        required={unit.id: required_fields(unit) for unit in units.values()},
        used={unit.id: used_fields(unit) for unit in units.values()},
        logo=None if settings.logo is None else _logo(settings.logo, settings.name),
    )


def _logo(file: Path, name: str) -> InlinePicture:
    from ilmdocs.forms import load_logo

    return load_logo(file, name)
