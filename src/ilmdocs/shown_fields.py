"""Which columns an intake workbook shows: what a unit's rules look at, and what its forms print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ilmdocs.model.unit import Unit


class ShownFields(Mapping[str, frozenset[str]]):
    """By unit id; forms are read when a unit is asked for, and then once.

    Of a sheet that no rule of the unit looks at nothing is shown: its place in a form that several units
    share stays blank.
    """

    def __init__(
        self,
        units: Mapping[str, Unit],
        used: Mapping[str, frozenset[str]],
        printed: Callable[[Unit], frozenset[str]],
    ) -> None:
        """Take what the rules look at, and what reads the forms."""
        self._units, self._used, self._printed = units, used, printed
        self._found: dict[str, frozenset[str]] = {}

    def __getitem__(self, unit_id: str) -> frozenset[str]:
        """The fields (`Sheet.field`) of a unit."""
        if unit_id not in self._found:
            used = self._used[unit_id]
            sheets = {name.partition(".")[0] for name in used}
            printed = self._printed(self._units[unit_id])
            self._found[unit_id] = used | {name for name in printed if name.partition(".")[0] in sheets}
        return self._found[unit_id]

    def __iter__(self) -> Iterator[str]:
        """The ids of the units."""
        return iter(self._used)

    def __len__(self) -> int:
        """How many units there are."""
        return len(self._used)
