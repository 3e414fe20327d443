"""Portfolios named in a centre's own way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ilmdocs.assemble import portfolio_name
from ilmdocs.model.portfolio import Identity
from tests.builders import UNIT_301

WHO = Identity("Rae Jones", "Jones", "R", "ABC123", "Fictional Centre", "012345", 1)


def name(pattern: str, who: Identity = WHO) -> str:
    """A portfolio's name under a pattern."""
    return portfolio_name(who, replace(UNIT_301, file_name=pattern))


def test_the_awarding_bodys_way_can_be_said_as_a_pattern() -> None:
    """Its pattern gives the same names as no pattern."""
    pattern = "{initial} {surname}-{registration}-{centre}-{unit}({attempt})"
    assert name(pattern) == name("") == "R Jones-ABC123-012345-8585-301(1).pdf"
    assert name(pattern, replace(WHO, registration="")) == name("", replace(WHO, registration=""))


@pytest.mark.parametrize(
    ("pattern", "full", "without"),
    [
        ("{unit} {attempt} {surname} {registration}", "8585-301 1 Jones ABC123", "8585-301 1 Jones"),
        ("{registration}_{surname}_{unit}_{attempt}", "ABC123_Jones_8585-301_1", "Jones_8585-301_1"),
        ("{surname} ({registration}) {unit}-{attempt}", "Jones (ABC123) 8585-301-1", "Jones 8585-301-1"),
        ("Portfolio {registration} {surname} {unit} {attempt}", "Portfolio ABC123 Jones 8585-301 1",
         "Portfolio Jones 8585-301 1"),
    ],
)  # fmt: skip
def test_what_is_not_known_leaves_no_gap(pattern: str, full: str, without: str) -> None:
    """A learner without a registration number gets a name without double marks or empty brackets."""
    assert name(pattern) == f"{full}.pdf"
    assert name(pattern, replace(WHO, registration="")) == f"{without}.pdf"


def test_long_and_odd_names_stay_safe_and_apart() -> None:
    """At most 80 bytes, no odd character, unit and attempt whole, two learners apart."""
    pattern = "{surname} {initial} {registration} {centre} {unit}({attempt})"
    long = replace(WHO, registration="R" * 90, centre_number="9" * 90)
    one = name(pattern, replace(long, surname="Ælfthryth/.." * 30))
    other = name(pattern, replace(long, surname="Ælfthryth/.." * 31))
    assert one != other
    for made in (one, other):
        assert len(made.encode()) <= 84
        assert "/" not in made
        assert made.endswith("8585-301(1).pdf")
