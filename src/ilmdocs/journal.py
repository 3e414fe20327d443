"""What earlier runs made: a line for every learner, written once everything of the learner is on disk.

The journal makes an unchanged learner cheap and an interrupted run harmless: the next one finds the lines of
the learners that were finished and makes the others. It also is what board, chase list and sampling read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from io import FileIO
from pathlib import Path
from typing import Any

from ilmdocs.atomic import write_atomically
from ilmdocs.errors import UnreadableInput
from ilmdocs.folders import make_folder, sync_folder
from ilmdocs.hashing import file_hash
from ilmdocs.model.cohort import Cohort, LearnerStanding
from ilmdocs.unwritable import unwritable

STATE = ".ilmdocs"
"""The folder in the output folder that holds what runs remember."""
_JOURNAL = "journal.jsonl"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """What was made of one unit. `files` are all files of it, relative to the output folder, with hashes."""

    unit: str
    outcome: str
    portfolio: str = ""
    manifest: str = ""
    archive: str = ""
    documents: tuple[str, ...] = ()
    pages: int = 0
    engine: str = ""
    notes: tuple[str, ...] = ()
    reason: str = ""
    findings: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """What was made of one workbook.

    `stamp` says under which conditions, `inputs` from which files (`inputs.input_hashes`). `standing` is a
    `LearnerStanding` as plain data. `files` are those that belong to no unit, such as the report. A learner
    with a failure is `failed` and always tried again.
    """

    workbook: str
    learner: str
    stamp: str
    workbook_hash: str
    inputs: Mapping[str, str | None]
    units: tuple[UnitRecord, ...]
    standing: Mapping[str, Any]
    files: Mapping[str, str] = field(default_factory=dict)
    failed: bool = False


class Journal:
    """The journal of an output folder.

    Args:
        output: the output folder; the journal need not be there yet.
    """

    def __init__(self, output: Path) -> None:
        self._output = output
        self._path = output / STATE / _JOURNAL
        self._records: dict[str, Record] = {}
        self._lines = 0
        for line in self._read():
            self._lines += 1
            record = _record(line)
            if record is not None:
                # A newer line of the same workbook takes its place in the order, too.
                self._records.pop(record.workbook, None)
                self._records[record.workbook] = record

    @property
    def records(self) -> Sequence[Record]:
        """The newest record of every workbook that is there; all, if the output folder alone was moved."""
        everybody = tuple(self._records.values())
        return tuple(record for record in everybody if self._is_there(record)) or everybody

    def __contains__(self, key: str) -> bool:
        return key in self._records

    def find(self, workbook: Path) -> Record | None:
        """The newest record of a workbook; also of one that stood elsewhere and was moved or renamed."""
        key = self.key(workbook)
        if key in self._records:
            return self._records[key]
        content = file_hash(workbook)
        gone = (r for r in self._records.values() if r.workbook_hash == content and not self._is_there(r))
        moved = next(gone, None)
        return None if moved is None else replace(moved, workbook=key)

    def key(self, workbook: Path) -> str:
        """How a workbook is named in the journal: seen from the output folder, so that both may be moved."""
        try:
            seen = os.path.relpath(workbook.resolve(), self._output.resolve())
        except ValueError:  # another drive
            return workbook.resolve().as_posix()
        return Path(seen).as_posix()

    def add(self, record: Record) -> None:
        """Write a line, on disk when this comes back.

        Raises:
            UnwritableOutput: when it cannot be written.
        """
        line = _line(record)
        try:
            make_folder(self._path.parent, inside=self._output)
            with open(self._path, "ab", buffering=0, opener=_owners_alone) as file:
                if self._lines and not self._ends_whole():
                    line = b"\n" + line  # a run was killed in the middle of a line
                _append(file, line)
            sync_folder(self._path.parent)
        except OSError as error:
            said = f"The journal in {self._path.parent} cannot be written"
            raise unwritable(error, said, self._path) from error
        self._lines += 1
        self._records.pop(record.workbook, None)
        self._records[record.workbook] = record

    def tidy(self, order: Sequence[Path]) -> None:
        """Keep one line for each workbook that is still there: those named first, then the others.

        Raises:
            UnwritableOutput: when it cannot be written.
        """
        place = {self.key(path): number for number, path in enumerate(order)}
        kept = sorted(self.records, key=lambda record: place.get(record.workbook, len(place)))
        if self._lines == len(kept) and list(self._records.values()) == kept:
            return
        write_atomically(self._path, b"".join(map(_line, kept)), inside=self._output)
        self._records = {record.workbook: record for record in kept}
        self._lines = len(kept)

    def _read(self) -> Sequence[bytes]:
        try:
            return self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise UnreadableInput(
                f"The journal in {self._path.parent} cannot be read: {error.strerror or error}.",
                "Choose another folder, or see to it that you may read this one.",
            ) from error

    def _is_there(self, record: Record) -> bool:
        return (self._output / record.workbook).is_file()

    def _ends_whole(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def _line(record: Record) -> bytes:
    """A record as a line of the journal; days as `2026-03-04`."""
    data = {"version": _VERSION, **asdict(record)}
    text = json.dumps(data, ensure_ascii=False, default=date.isoformat) + "\n"
    # Linux has file names that are no text at all; `json.loads` gives them back as they were.
    return text.encode("utf-8", "surrogatepass")


def _append(file: FileIO, line: bytes) -> None:
    """Add a line and have it on the disk; where there is no room for all of it, nothing of it stays."""
    size = os.fstat(file.fileno()).st_size
    try:
        while line:
            line = line[file.write(line) :]
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), size)
        raise


def _day(value: date | str, _: type[date]) -> date:
    """A day of a record: as text where it was read from the journal, else as it is."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def _owners_alone(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _record(line: bytes) -> Record | None:
    """The record of a line; None for one that was not written to its end, or by another version."""
    try:
        data = json.loads(line)
        if data.pop("version") != _VERSION:
            return None
        units = tuple(_unit(item) for item in data.pop("units"))
        return Record(units=units, **data)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _unit(item: Mapping[str, Any]) -> UnitRecord:
    listed = {name: tuple(item[name]) for name in ("documents", "notes")}
    return UnitRecord(**{**item, **listed})


def read_cohort(output: Path) -> Cohort:
    """How the learners stand of which the journal of an output folder tells.

    Raises:
        UnreadableInput: when nothing was built there yet.
    """
    return cohort_of(Journal(output).records, output)


def cohort_of(records: Sequence[Record], output: Path) -> Cohort:
    """How learners stand, from their records.

    Raises:
        UnreadableInput: when there are none.
    """
    import cattrs  # for these alone: an unchanged cohort does without

    if not records:
        raise UnreadableInput(
            f"There is no record of learners in {output}.", "Build them first:  ilmdocs build --help"
        )
    converter = cattrs.Converter()
    converter.register_structure_hook(date, _day)
    return Cohort(tuple(converter.structure(record.standing, LearnerStanding) for record in records))
