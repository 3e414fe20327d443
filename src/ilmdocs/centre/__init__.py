"""A centre's settings: read from `centre.toml`, written by `ilmdocs init`, compared with a workbook."""

from ilmdocs.centre.compare import compare_marks, take_settings
from ilmdocs.centre.read import KEYS, centre_of, read_centre
from ilmdocs.centre.start import starting_file

__all__ = ["KEYS", "centre_of", "compare_marks", "read_centre", "starting_file", "take_settings"]
