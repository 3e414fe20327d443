"""What an engine is: something that turns Word documents into PDF, many in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

DEFAULT_TIMEOUT_SECONDS = 120.0
"""How long an engine may be silent. A first LibreOffice start on an old laptop takes about 20 s."""


@dataclass(frozen=True, slots=True)
class EngineProbe:
    """Whether an engine can be used here.

    `found` is what was found, with its place or version, in the user's words; `remedy` how to get the
    engine, empty when it is there. `version` and `fonts` (which font stands for which, or the digest of a
    supplied one) go into the manifest.
    """

    name: str
    available: bool
    version: str = ""
    found: str = ""
    remedy: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConversionJob:
    """One Word document to convert; `name` is unique within the call and never reaches the engine."""

    name: str
    docx: bytes


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an engine gave back.

    `pdfs` holds bytes that an engine wrote, not yet looked at; `failures` says for every other job why
    there is none, in the user's words and without anything from the document.
    """

    pdfs: Mapping[str, bytes] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)


class Engine(Protocol):
    """An engine: one small file in `ilmdocs.convert` and one line in `ENGINES`."""

    @property
    def name(self) -> str:
        """The word that `--engine` takes."""

    def is_available(self) -> bool:
        """Whether the engine is there; cheap, starts nothing."""

    def probe(self) -> EngineProbe:
        """What is there: place, version, or how to get it. May start the engine to ask its version."""

    def convert(self, jobs: Sequence[ConversionJob], work: Path, *, timeout_seconds: float) -> Conversion:
        """Convert documents inside a private folder.

        Args:
            jobs: documents, already cleaned of macros, links to files and remote content.
            work: an existing folder; the engine makes its own folder in it and removes it again.
            timeout_seconds: the longest time without a sign of progress.

        Raises:
            EngineFailure: the engine is not there. A document that fails is no exception.
        """


@dataclass(frozen=True, slots=True)
class WithFallback:
    """An engine that has others behind it, for a document of which it loses text. What `auto` gives."""

    first: Engine
    others: tuple[Engine, ...] = ()

    @property
    def name(self) -> str:
        """The name of the engine that is tried first."""
        return self.first.name

    def is_available(self) -> bool:
        """Whether the first engine is there."""
        return self.first.is_available()

    def probe(self) -> EngineProbe:
        """What is known of the first engine."""
        return self.first.probe()

    def convert(self, jobs: Sequence[ConversionJob], work: Path, *, timeout_seconds: float) -> Conversion:
        """Convert with the first engine; whoever proves the result asks the others."""
        return self.first.convert(jobs, work, timeout_seconds=timeout_seconds)


def in_turn(engine: Engine) -> tuple[Engine, ...]:
    """The engines to try, one after the other."""
    return (engine.first, *engine.others) if isinstance(engine, WithFallback) else (engine,)
