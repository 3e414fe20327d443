"""What the workbook says that a portfolio must hold, and must not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

FindPrivate = Callable[[str], Sequence[str]]
"""From a text to the references of the clients whose private names stand in it."""

MissingValues = Callable[[Sequence[str], Sequence[str]], Sequence[int]]
"""From values and page texts to the positions of the values that are not found in the texts."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known from the workbook.

    `printed` gives the values of each generated part, by part name, in print order. `missing_values`
    compares them with the pages. `find_private` is None when the workbook names nobody to look for.
    `other_forms` are the forms that the portfolio was filled with and that are not at hand; `printed`
    then leaves their parts out. `other_settings` says that it was made with other settings of the centre
    than those at hand, which may give other words and another order.
    """

    printed: Mapping[str, Sequence[str]]
    missing_values: MissingValues
    find_private: FindPrivate | None = None
    other_forms: tuple[str, ...] = ()
    other_settings: bool = False
