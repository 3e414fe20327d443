"""Cells of the column Units that name a unit which the learner, or the row's client, does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilmdocs.model.location import Location
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed

_WITHOUT = ("Learner", "Units", "Private")


def foreign_units(case: Case) -> Iterator[Found]:
    """Yield a finding at each such cell.

    A unit that several rows name and the Units sheet lacks is told at the first; the others follow from it.
    """
    first: dict[str, Location] = {}
    for sheet in (name for name in case.submission.sheets if name not in _WITHOUT):
        for row in case.submission.rows(sheet):
            place, named = row.at("units"), row.items("units")
            unknown = [name for name in named if name not in case.known_units]
            client = case.client_of(row) if sheet != "Clients" else None
            theirs = client.items("units") if client else ()
            if unknown:
                yield Found(
                    place,
                    f"{_shown(unknown)} not on the Units sheet.",
                    f"Type {listed(sorted(case.known_units), 'or')}, leave the cell blank, "
                    "or add the unit to the Units sheet.",
                    because_of=(*unlisted_units(case), *(first[name] for name in unknown if name in first)),
                )
                for name in unknown:
                    first.setdefault(name, place)
            elif client and named and theirs and not set(named) & set(theirs):
                yield Found(
                    place,
                    f"{_shown(named)} not among the units of this row's client, {listed(theirs)}.",
                    "Type a unit of the client, leave the cell blank, or add the unit on the Clients sheet.",
                    because_of=(client.at("units"),),
                )


def _shown(names: Sequence[str]) -> str:
    return f"{listed(f'“{name}”' for name in names)} {'is' if len(names) == 1 else 'are'}"


def unlisted_units(case: Case) -> Iterator[Location]:
    """The cells of the Units sheet that name no unit which is checked."""
    checked = {plan.unit.id for plan in case.plans}
    return (row.at("unit_id") for row in case.submission.rows("Units") if row.text("unit_id") not in checked)
