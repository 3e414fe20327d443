"""What work on a learner gives back, before anything is on disk: plain values that may travel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ilmdocs.errors import IlmdocsError
from ilmdocs.model.cohort import LearnerStanding, Outcome
from ilmdocs.model.finding import Finding
from ilmdocs.model.portfolio import Proof
from ilmdocs.model.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Task:
    """A workbook to work on, or a portfolio to prove.

    `number` is its place in the run. `known` holds, by unit, what the portfolio on disk was made from; where
    the same would be made again, it is not. `stopped` are the files of this learner that had to be stopped
    before, by name as typed, with the reason.
    """

    number: int
    workbook: Path
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stopped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a portfolio belongs, relative to the output folder: `<learner>/<unit>(<attempt>)/<name>.pdf`."""

    learner_folder: str
    unit_folder: str
    name: str

    def folder(self, output: Path) -> Path:
        """The folder of the portfolio."""
        return output / self.learner_folder / self.unit_folder

    def portfolio(self, output: Path) -> Path:
        """The portfolio itself."""
        return self.folder(output) / self.name


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished portfolio with its Word documents and signed originals, by file name, and its manifest."""

    pdf: bytes
    manifest: Mapping[str, Any]
    documents: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class UnitMade:
    """What became of one unit; `finished` is there when it was built, `error` when it failed.

    `seconds` is the time that went into it, with its share of what the engine did for several learners.
    """

    unit: str
    outcome: Outcome
    seconds: float
    destination: Destination | None = None
    finished: Finished | None = None
    findings: tuple[Finding, ...] = ()
    engine: str = ""
    notes: tuple[str, ...] = ()
    error: IlmdocsError | None = None


@dataclass(frozen=True, slots=True)
class LearnerMade:
    """What became of one workbook.

    `passed_over`: it includes units, but none of those asked for. `inputs` are the files that it names, by
    name as typed, with their hashes; None for one that is not there. `workbook_hash` is empty where the next
    run is to look at the learner anew, whether or not anything changes. A workbook that cannot be read has
    neither units nor inputs and says why in `error`.
    """

    number: int
    standing: LearnerStanding
    units: tuple[UnitMade, ...] = ()
    passed_over: bool = False
    workbook_hash: str = ""
    inputs: Mapping[str, str | None] = field(default_factory=dict)
    seconds: float = 0.0
    error: IlmdocsError | None = None


@dataclass(frozen=True, slots=True)
class LearnerChecked:
    """What is wrong with one workbook and how far its units are.

    `shown` is its path without a client's name. `text` says how far the units are, for people.
    `passed_over`: it includes units, but none of those asked for. A workbook that cannot be read has nothing
    but `error`. `standing` is how the learner stands, as for a report; `annotated` is there when the order
    asks for it and there is something to put right. `missing` are the files that it names and that are not
    there, by name as typed, which may be a client's.
    """

    number: int
    shown: Path = Path()
    learner: str = ""
    typed_learner: str = ""
    findings: tuple[Finding, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    text: str = ""
    passed_over: bool = False
    error: IlmdocsError | None = None
    standing: LearnerStanding | None = None
    annotated: AnnotatedCopy | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """A copy of a workbook with its findings in it, as the bytes of an .xlsx file.

    `name` is what the file may be called: no client's name is in it. The copy itself holds all that the
    workbook holds, the sheet Private too, so that it is for the learner alone. `lost` says what a whole copy
    would have lost of the original; where it says anything, the copy holds the list of findings alone.
    """

    data: bytes
    lost: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookUpgraded:
    """A workbook of the newest version, made from an older one, as the bytes of an .xlsx file.

    `version` is the old one's (0: it does not say), `newest` the new one's; where they are the same there was
    nothing to do, and there is no `data`. `cells`, `notes` and `columns`
    count what was carried over: filled cells, the learner's own notes and columns; `sheets` are theirs.
    `findings` is how many findings both have, `left_out` what was not carried over, in words.
    """

    number: int
    data: bytes = b""
    version: int = 0
    newest: int = 0
    cells: int = 0
    notes: int = 0
    columns: int = 0
    sheets: tuple[str, ...] = ()
    findings: int = 0
    left_out: tuple[str, ...] = ()
    error: IlmdocsError | None = None


@dataclass(frozen=True, slots=True)
class PortfolioProved:
    """What was proven about one portfolio; one that cannot be opened has nothing but `error`."""

    number: int
    proofs: tuple[Proof, ...] = ()
    error: IlmdocsError | None = None


def unmade(task: Task, error: IlmdocsError, *, seconds: float = 0.0) -> LearnerMade:
    """What is given back for a workbook of which nothing could be made."""
    standing = LearnerStanding(task.workbook.as_posix(), task.workbook.stem, error=str(error))
    return LearnerMade(task.number, standing, seconds=seconds, error=error)
