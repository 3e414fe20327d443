"""Units as a centre's settings arrange them: the order of parts and the names of portfolios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.centre import Centre
from ilmdocs.model.unit import FRONT_MATTER, UNNUMBERED, PartKind, Unit
from ilmdocs.suggest import suggestion


def with_settings(units: Mapping[str, Unit], centre: Centre) -> dict[str, Unit]:
    """The units as a centre arranges their portfolios.

    Args:
        units: the units by id.
        centre: the centre's settings.

    Raises:
        UnreadableInput: when an order is about an unknown unit, names a part that the unit does not have, or
            breaks the order that the awarding body prescribes.
    """
    for name in centre.part_order:
        if name not in units:
            raise UnreadableInput(
                f"{centre.file} orders the parts of {name}, which is no unit.{suggestion(name, units)}",
                f"There are: {', '.join(units)}.",
            )
    return {name: _arranged(unit, centre) for name, unit in units.items()}


def _arranged(unit: Unit, centre: Centre) -> Unit:
    arranged = replace(unit, file_name=centre.file_name, has_charts=centre.charts)
    if centre.charts:
        arranged = replace(arranged, order=_with_charts(unit))
    wanted = centre.part_order.get(unit.id)
    if wanted is None:
        return arranged
    return replace(arranged, order=_ordered(arranged, wanted, f"{centre.file} part_order {unit.id}"))


def _with_charts(unit: Unit) -> tuple[PartKind, ...]:
    """The unit's order with the charts at the end of the evidence, unless the unit's file says where."""
    if PartKind.CHARTS in unit.order:
        return unit.order
    last = [kind for kind in unit.order if kind is PartKind.MARK_SHEET]
    return (*(kind for kind in unit.order if kind not in last), PartKind.CHARTS, *last)


def _ordered(unit: Unit, wanted: Sequence[str], place: str) -> tuple[PartKind, ...]:
    """The unit's order, the named parts first among the evidence; what is not named follows as it stood."""
    own = [kind.value for kind in unit.order]
    for number, kind in enumerate(wanted):
        if kind not in own:
            raise UnreadableInput(
                f"{place} names {kind}, which portfolios of that unit do not have.{suggestion(kind, own)}",
                f"They have: {', '.join(own)}.",
            )
        if kind in wanted[:number]:
            raise UnreadableInput(f"{place} names {kind} twice.", "Name each part once.")
    front = list(takewhile(lambda kind: kind in FRONT_MATTER, unit.order))
    evidence = [kind for kind in unit.order if kind not in UNNUMBERED]
    moved = [kind for name in wanted for kind in evidence if kind.value == name]
    rest = [kind for kind in evidence if kind not in moved]
    result = (*front, *moved, *rest, *(kind for kind in unit.order if kind not in (*front, *evidence)))
    _refuse_broken(unit, wanted, [kind.value for kind in result], place)
    return result


def _refuse_broken(unit: Unit, wanted: Sequence[str], result: Sequence[str], place: str) -> None:
    """Refuse an order in which a part stands elsewhere than it may.

    Raises:
        UnreadableInput: with the reason, which is a sentence of the source where there is one.
    """
    if sorted(wanted, key=result.index) == list(wanted):
        return
    fixed = [kind.value for kind in unit.order if kind in FRONT_MATTER]
    last = [kind.value for kind in unit.order if kind is PartKind.MARK_SHEET]
    if last and last[0] in wanted[:-1]:
        raise UnreadableInput(
            f"{place} puts something behind the mark sheet, which is the assessor's and always comes last.",
            f"Leave {last[0]} out of the list; it comes last by itself.",
        )
    raise UnreadableInput(
        f"{place} breaks an order that is prescribed: every portfolio begins with {', '.join(fixed)}, "
        f"in this order{_as_prescribed(unit)}.",
        f"Leave {', '.join(fixed)} out of the list; they come first by themselves.",
    )


def _as_prescribed(unit: Unit) -> str:
    """The sentence of the source that says where the matrix stands, where the unit's source has one."""
    quotes = [rule.source.quote for rule in unit.rules if rule.check == "matrix-first" and rule.source]
    return f" (“{' '.join(quotes[0].split())}”)" if quotes else ""
