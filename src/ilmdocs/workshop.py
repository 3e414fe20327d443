"""What a process needs to make portfolios: units and forms, loaded once, and an engine."""

from __future__ import annotations

from dataclasses import dataclass

from ilmdocs.convert import Engine, choose_engine
from ilmdocs.library import Library, load_library
from ilmdocs.orders import BuildOrder


@dataclass(frozen=True, slots=True)
class Workshop:
    """Units, forms and an engine; kept for all learners of a run."""

    library: Library
    engine: Engine


def open_workshop(order: BuildOrder) -> Workshop:
    """Load what an order needs.

    Raises:
        UsageProblem: there is no engine, or no unit, of a name that was asked for.
        UnreadableInput: a unit file is broken, or a centre's forms cannot be filled.
        EngineFailure: the engine is not installed.
    """
    library = load_library(order.forms.templates, order.forms.centre)
    for unit_id in order.only:
        library.unit(unit_id)
    return Workshop(library, choose_engine(order.engine))
