"""Filled Word documents become PDF parts whose text is proven to be complete."""

from __future__ import annotations

from collections.abc import Mapping

from ilmdocs.convert.checkup import DoctorLine, examine
from ilmdocs.convert.coverage import describe as describe_characters
from ilmdocs.convert.coverage import doubtful_characters
from ilmdocs.convert.documents import convert_documents, convert_lots
from ilmdocs.convert.embedded import Embedded
from ilmdocs.convert.engine import Engine, WithFallback
from ilmdocs.convert.font_check import font_note
from ilmdocs.convert.libreoffice import LibreOffice
from ilmdocs.errors import EngineFailure, UsageProblem

__all__ = [
    "ENGINES",
    "DoctorLine",
    "Engine",
    "choose_engine",
    "convert_documents",
    "convert_lots",
    "describe_characters",
    "doctor",
    "doubtful_characters",
    "font_note",
]

AUTO = "auto"

ENGINES: Mapping[str, Engine] = {engine.name: engine for engine in (LibreOffice(), Embedded())}
"""All engines, in the order in which `auto` prefers them."""


def choose_engine(name: str = AUTO, engines: Mapping[str, Engine] = ENGINES) -> Engine:
    """Choose an engine by name, or with `auto` the first that is there, with the others to fall back to.

    Raises:
        UsageProblem: there is no engine of that name.
        EngineFailure: the engine is not installed, or with `auto` none is.
    """
    if name == AUTO:
        there = tuple(engine for engine in engines.values() if engine.is_available())
        if not there:
            raise EngineFailure(
                "No program that turns Word documents into PDF is installed here.",
                "Install LibreOffice from https://www.libreoffice.org, or run: python -m pip install dxpdf",
            )
        return WithFallback(there[0], there[1:])
    engine = engines.get(name)
    if engine is None:
        known = ", ".join([AUTO, *engines])
        raise UsageProblem(f"There is no engine “{name}”.", f"Choose one of: {known}.")
    if not engine.is_available():
        probe = engine.probe()
        others = ", ".join(other.name for other in engines.values() if other.is_available())
        instead = f"Here there is: {others}." if others else probe.remedy
        raise EngineFailure(f"The engine “{name}” is not installed here.", instead)
    return engine


def doctor() -> tuple[DoctorLine, ...]:
    """Say which engines, fonts and packages are here, what is missing and how to get it."""
    return examine(ENGINES.values())
