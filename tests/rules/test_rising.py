"""Which values break a rising series."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.rules.rising import out_of_line


def test_one_value_out_of_place_is_found() -> None:
    """The value that was moved is named, not its neighbours."""
    assert out_of_line([1, 2, 7, 4, 5, 6]) == [2]
    assert out_of_line([1, 2, 3, 0, 4]) == [3]


def test_of_two_that_contradict_each_other_the_less_trusted_goes() -> None:
    """Without trust the later goes; with it the one that nothing supports."""
    assert out_of_line([1, 3, 2]) == [2]
    assert out_of_line([1, 3, 2], [1, 1, 2]) == [1]


def test_equal_values_break_only_a_strict_series() -> None:
    """Two sessions may be on one day, but not have one number."""
    assert out_of_line([1, 2, 2, 3], strictly=False) == []
    assert out_of_line([1, 2, 2, 3]) == [2]


@given(st.lists(st.integers(0, 20), max_size=12))
def test_what_is_left_rises_and_nothing_is_taken_in_vain(values: list[int]) -> None:
    """Without the named values the series rises, and a rising series keeps all of them."""
    gone = out_of_line(values)
    rest = [value for place, value in enumerate(values) if place not in gone]
    assert rest == sorted(set(rest))
    assert out_of_line(rest) == []
