"""How a proof puts its result into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ilmdocs.model.portfolio import Proof

_MOST = 20


def proof(name: str, faults: Sequence[str], fine: str, notes: Iterable[str] = ()) -> Proof:
    """A proof from its faults: none is good, and then `fine` says what was proven.

    Args:
        name: the proof's name in the contract.
        faults: what is wrong, one sentence each; after twenty the rest is only counted.
        fine: one sentence for when nothing is wrong.
        notes: said in either case.
    """
    if not faults:
        return Proof(name, True, (fine, *notes))
    more = len(faults) - _MOST
    rest = [f"{more} more of the same kind."] if more > 0 else []
    return Proof(name, False, (*faults[:_MOST], *rest, *notes))


def unproven(name: str, reason: str) -> Proof:
    """A proof that cannot be made from what was given."""
    return Proof(name, None, (reason,))


def listed(noun: str, numbers: Sequence[int], of: str = "") -> str:
    """Start a sentence with numbers: `Page 3 is`, `Pages 3, 5 and 9 are`, `Pages 3 to 7 of the file are`."""
    if len(numbers) == 1:
        return f"{noun} {numbers[0]}{of} is"
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 2:
        return f"{noun}s {numbers[0]} to {numbers[-1]}{of} are"
    return f"{noun}s {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}{of} are"
