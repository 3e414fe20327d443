"""Draws samples of assessed portfolios for internal and external quality assurance."""

from ilmdocs.sampling.draw import draw, rank
from ilmdocs.sampling.record import sample_data

__all__ = ["draw", "rank", "sample_data"]
