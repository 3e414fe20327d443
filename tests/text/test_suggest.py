"""Did you mean …? For slips that people make in units, names and words."""

from __future__ import annotations

import pytest

from ilmdocs.suggest import suggestion

UNITS = ("8580-500", "8585-301", "8585-302", "8585-303", "8588-500")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8585-310", "8585-301"),  # two digits the other way round
        ("8585-320", "8585-302"),
        ("8585-330", "8585-303"),
        ("8858-500", "8588-500"),
        ("8585-3O1", "8585-301"),
        ("8585-30l", "8585-301"),
    ],
)
def test_the_likeliest_slip_is_told(typed: str, meant: str) -> None:
    """Swapped digits before others, letters for digits too."""
    assert suggestion(typed, UNITS) == f" Did you mean {meant}?"


def test_what_resembles_nothing_gets_no_guess() -> None:
    """Better nothing than something wrong."""
    assert suggestion("handbook", UNITS) == ""
