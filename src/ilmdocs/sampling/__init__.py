"""Draws samples of assessed portfolios for internal and external quality assurance."""

from ilmdocs.sampling.draw import draw, rank
from ilmdocs.sampling.readme import README_NAME, archive_root, readme
from ilmdocs.sampling.record import RECORD_NAME, check_record, sample_data

__all__ = [
    "README_NAME",
    "RECORD_NAME",
    "archive_root",
    "check_record",
    "draw",
    "rank",
    "readme",
    "sample_data",
]
