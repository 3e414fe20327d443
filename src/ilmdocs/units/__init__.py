"""Unit files (TOML) become `Unit` values."""

from ilmdocs.units.centre import centre_settings, with_centre
from ilmdocs.units.files import centre_unit_files, unit_files
from ilmdocs.units.load import load_unit, load_units
from ilmdocs.units.settings import with_settings

__all__ = [
    "centre_settings",
    "centre_unit_files",
    "load_unit",
    "load_units",
    "unit_files",
    "with_centre",
    "with_settings",
]
