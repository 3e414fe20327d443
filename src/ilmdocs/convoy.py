"""Several portfolios in the making, with one engine call for the documents of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

from ilmdocs.convert import Engine, convert_lots
from ilmdocs.errors import IlmdocsError
from ilmdocs.faults import contained
from ilmdocs.guard import Step
from ilmdocs.model.portfolio import FilledDocument, PdfPart
from ilmdocs.pipeline import Built, Production

Key = TypeVar("Key")
_Lot = Sequence[FilledDocument]
_Converted = tuple[PdfPart, ...] | IlmdocsError


@dataclass(slots=True)
class _Member:
    """A portfolio on its way: what it waits for, what it was sent, and the seconds that it took."""

    production: Production
    lot: _Lot | None = None
    sent: Sequence[PdfPart] = ()
    seconds: float = 0.0


def drive(
    productions: Mapping[Key, Production],
    engine: Engine,
    work: Path,
    alive: Callable[[Step], None] = lambda _: None,
) -> Iterator[tuple[Key, Built | IlmdocsError, float]]:
    """Bring portfolios to their end together; yields each as it is finished, with its seconds.

    One that fails says why and leaves the convoy; the others go on.

    Args:
        productions: what `pipeline.produce` gives.
        engine: what turns documents into PDF.
        work: a private folder for temporary files.
        alive: told before each step, so that whoever waits sees that work goes on.
    """
    members = {key: _Member(production) for key, production in productions.items()}
    while members:
        for key, member in list(members.items()):
            alive(Step.FILLING)
            started = monotonic()
            end = _resume(member)
            member.seconds += monotonic() - started
            if end is not None:
                del members[key]
                yield key, end, member.seconds
        alive(Step.CONVERTING)
        for key, failure in _convert(members, engine, work):
            yield key, failure, members.pop(key).seconds


def _resume(member: _Member) -> Built | IlmdocsError | None:
    """Let a portfolio go on until it needs a conversion; its end, if it comes to one."""
    try:
        with contained():
            try:
                # A generator that was not started yet takes nothing but None.
                member.lot = (
                    next(member.production) if member.lot is None else member.production.send(member.sent)
                )
            except StopIteration as stop:
                built: Built = stop.value
                return built
    except IlmdocsError as error:
        return error
    return None


def _convert(
    members: Mapping[Key, _Member], engine: Engine, work: Path
) -> Iterator[tuple[Key, IlmdocsError]]:
    """Convert what the portfolios wait for; yields those whose documents cannot be converted."""
    keys = list(members)
    lots = [members[key].lot or () for key in keys]
    started = monotonic()
    converted = _converted(engine, lots, work)
    each = (monotonic() - started) / max(sum(map(len, lots)), 1)
    for key, lot, result in zip(keys, lots, converted, strict=True):
        members[key].seconds += each * len(lot)
        if isinstance(result, IlmdocsError):
            yield key, result
        else:
            members[key].sent = result


def _converted(engine: Engine, lots: Sequence[_Lot], work: Path) -> Sequence[_Converted]:
    """The parts of every lot; where nobody foresaw what happens, each lot is tried on its own."""
    if not lots:
        return ()
    try:
        with contained():
            return convert_lots(engine, lots, work)
    except IlmdocsError as error:
        if len(lots) == 1:
            return (error,)
    return [_converted(engine, [lot], work)[0] for lot in lots]
