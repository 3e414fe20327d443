"""Unit files (TOML) become `Unit` values."""

from ilmdocs.units.files import unit_files
from ilmdocs.units.load import load_unit, load_units

__all__ = ["load_unit", "load_units", "unit_files"]
