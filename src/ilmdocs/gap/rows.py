"""As few new rows as do for everything that asks for rows of one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """So many `rows` of a sheet that hold `values` (an empty value: whatever stands there).

    `closes` is how many findings go away once they are there.
    """

    sheet: str
    rows: int
    values: Values = ()
    closes: int = 1


@dataclass(slots=True)
class _Planned:
    values: dict[str, str] = field(default_factory=dict)
    closes: int = 0

    def takes(self, values: Values) -> bool:
        return all(self.values.get(name, value) == value for name, value in values)


def packed(demands: Sequence[Demand]) -> list[tuple[int, Values, int]]:
    """Rows that do for all demands together: how many, what they hold, how many findings they close.

    A row holds one value a field, so that demands for two values of a field never share one; all others do.
    Demands that ask for most come first, and mere numbers take the rows that are there anyway.
    """
    planned: list[_Planned] = []
    for demand in sorted(demands, key=lambda one: -len(one.values)):
        free = [row for row in planned if row.takes(demand.values)]
        while len(free) < demand.rows:
            planned.append(_Planned())
            free.append(planned[-1])
        for row in free[: demand.rows]:
            row.values.update(demand.values)
        if demand.rows:
            free[0].closes += demand.closes
    alike: dict[Values, list[_Planned]] = {}
    for row in planned:
        alike.setdefault(tuple(row.values.items()), []).append(row)
    return [(len(rows), values, sum(row.closes for row in rows)) for values, rows in alike.items()]
