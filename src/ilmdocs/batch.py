"""Many learners, in the order in which they are named: who needs work, who does it, what goes onto disk."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ilmdocs.begun import Begun
from ilmdocs.board import write_board, write_report
from ilmdocs.discover import place_of
from ilmdocs.errors import DiskFull, IlmdocsError, UnwritableOutput
from ilmdocs.faults import contained
from ilmdocs.folders import require_writable
from ilmdocs.journal import STATE, Journal, Record, UnitRecord
from ilmdocs.lock import output_lock
from ilmdocs.made import Destination, LearnerMade, Task, UnitMade
from ilmdocs.orders import BuildOrder
from ilmdocs.publish import Published, manifest_data, publish, take_folder, write_archive
from ilmdocs.recorded import known_portfolios, record_of, standing_on_disk, unchanged_results, unit_record
from ilmdocs.results import BuildResult, first_reason, listed_parts, severity_counts, without_units
from ilmdocs.scratch import remove_left_overs
from ilmdocs.stamp import run_stamp

LearnerResults = tuple[Path, tuple[BuildResult, ...]]
"""A workbook and what became of each of its units; of none, where it was passed over."""


class Executor(Protocol):
    """Whoever makes the portfolios: this process, several on this machine, or a cluster."""

    def run(self, tasks: Sequence[Task], order: BuildOrder) -> Generator[LearnerMade]:
        """Make the portfolios of every task and give each learner back once, in the order of the tasks."""


def build_learners(
    workbooks: Sequence[Path], order: BuildOrder, executor: Executor
) -> Generator[LearnerResults]:
    """Check and build each workbook; yields a learner at a time, once everything of it is on disk.

    A learner whose portfolios would be made from exactly what they were made from is left as it is. Two
    workbooks about the same learner and unit never overwrite each other: the second one fails. Each learner
    is noted in the journal before the next one, so that a run that is killed is finished by the next.

    Args:
        workbooks: the learners' workbooks.
        order: how to build.
        executor: who does the work.

    Raises:
        UnwritableOutput: when nothing can be written to the output folder, or another run is at work there.
    """
    require_writable(order.output)
    with output_lock(order.output / STATE):
        remove_left_overs()
        desk = _Desk(order)
        with closing(desk):
            yield from _worked(workbooks, order, executor, desk)


def _worked(
    workbooks: Sequence[Path], order: BuildOrder, executor: Executor, desk: _Desk
) -> Generator[LearnerResults]:
    """Each workbook with its results, once they are on disk; the board at the end."""
    unchanged: dict[int, tuple[BuildResult, ...]] = {}
    tasks: list[Task] = []
    for number, path in enumerate(workbooks):
        record = desk.record(path)
        results = desk.unchanged(path, record)
        if results is None:
            tasks.append(Task(number, path, known_portfolios(record, order.output)))
        else:
            unchanged[number] = results
    with closing(executor.run(tasks, order)) as made:
        for number, path in enumerate(workbooks):
            yield path, unchanged[number] if number in unchanged else desk.take(next(made), path)
    desk.finish(workbooks)


def build_all(workbooks: Sequence[Path], order: BuildOrder, executor: Executor) -> Iterator[BuildResult]:
    """As `build_learners`, a result per learner and unit."""
    for _, results in build_learners(workbooks, order, executor):
        yield from results


class _Desk:
    """Where what was made is put onto disk and noted down: the only one that writes to the output folder."""

    def __init__(self, order: BuildOrder) -> None:
        self._order = order
        self._journal = Journal(order.output)
        self._begun = Begun(order.output, order.output / STATE)
        self._stamp = run_stamp(order)
        self._taken: dict[str, Path] = {}
        self._reports: dict[str, Path] = {}

    def record(self, workbook: Path) -> Record | None:
        """What an earlier run made of a workbook; nothing that counts where everything is made again."""
        return None if self._order.force else self._journal.find(workbook)

    def unchanged(self, workbook: Path, record: Record | None) -> tuple[BuildResult, ...] | None:
        """The results of an earlier run, where this one would give the same."""
        results = record and unchanged_results(record, self._stamp, workbook, self._order.output)
        if not results:
            return None
        try:
            for result in results:
                if result.portfolio is not None:
                    take_folder(result.portfolio.parent, workbook, self._taken)
                    self._begun.done(result.portfolio.parent)
        except IlmdocsError:
            return None  # the one that took the folder comes first; this one is told why
        self._is_about(record.standing.get("report", "") if record else "", workbook)
        if record is not None and record.workbook not in self._journal:  # it was moved or renamed
            self._journal.add(record)
        return results

    def take(self, made: LearnerMade, workbook: Path) -> tuple[BuildResult, ...]:
        """Put what was made of a learner onto disk and note it down."""
        if made.passed_over:
            return ()
        if made.error is not None and not made.units:  # whose it is, nobody could read
            made = replace(made, standing=replace(made.standing, learner=place_of(workbook)))
        before = self._journal.find(workbook)
        old = {unit.unit: unit for unit in before.units} if before else {}
        told = Path(made.standing.file)  # without a client's name, where one stands in the path
        results = tuple(self._published(made, unit, workbook, old.get(unit.unit)) for unit in made.units)
        results = results or (without_units(made, workbook),)
        results = tuple(replace(result, path=told) for result in results)
        if told.as_posix() != workbook.as_posix():  # what has a client's name in its path is not noted down
            return results
        return self._noted(made, workbook, results, old)

    def finish(self, workbooks: Sequence[Path]) -> None:
        """Leave the journal tidy and the board up to date."""
        self._journal.tidy(workbooks)
        order = self._order
        write_board(self._journal.records, order.output, order.today, order.forms.centre)

    def close(self) -> None:
        """Leave no note of being at work."""
        self._begun.close()

    def _published(
        self, made: LearnerMade, unit: UnitMade, workbook: Path, old: UnitRecord | None
    ) -> BuildResult:
        result = BuildResult(
            workbook,
            made.standing.learner,
            unit.unit,
            unit.outcome,
            unit.seconds,
            engine=unit.engine,
            counts=severity_counts(unit.findings),
            findings=unit.findings,
            reason=first_reason(unit.findings, unit.unit),
            notes=unit.notes,
            error=unit.error,
        )
        if unit.destination is None or unit.outcome in ("refused", "failed"):
            return result
        try:
            with contained():
                take_folder(unit.destination.folder(self._order.output), workbook, self._taken)
                return self._on_disk(result, unit, unit.destination, old)
        except DiskFull:
            raise  # nobody after this one would fare better, and all the work would be for nothing
        except IlmdocsError as error:
            return replace(result, status="failed", error=error)

    def _on_disk(
        self, result: BuildResult, unit: UnitMade, destination: Destination, old: UnitRecord | None
    ) -> BuildResult:
        output = self._order.output
        if unit.finished is None:
            if old is None:
                raise LookupError("an unchanged portfolio that no journal knows")
            published = Published(
                output / old.portfolio, output / old.manifest, tuple(output / name for name in old.documents)
            )
            manifest = manifest_data(published.manifest) or {"pages": old.pages, "parts": ()}
        else:
            published = publish(unit.finished, destination, output, self._begun)
            manifest = unit.finished.manifest
        return replace(
            result,
            portfolio=published.portfolio,
            manifest=published.manifest,
            archive=write_archive(published, output) if self._order.zipped else None,
            documents=published.documents,
            pages=manifest["pages"],
            parts=listed_parts(manifest),
            notes=(
                *result.notes,
                *(f"Somebody had edited a document; it is now “{p.name}”." for p in published.kept),
            ),
        )

    def _is_about(self, report: str, workbook: Path) -> bool:
        """Take a report for a workbook; no when another one of this run speaks of that learner."""
        return self._reports.setdefault(report.casefold(), workbook) == workbook

    def _noted(
        self,
        made: LearnerMade,
        workbook: Path,
        results: tuple[BuildResult, ...],
        old: Mapping[str, UnitRecord],
    ) -> tuple[BuildResult, ...]:
        """The results, once they are in the journal; failed where the learner's report cannot be written."""
        output = self._order.output
        units = [
            unit_record(
                result,
                output,
                before=old.get(result.unit or "") if result.status == "unchanged" else None,
            )
            for result in results
        ]
        errors = {result.unit or "": str(result.error) for result in results if result.error is not None}
        standing = standing_on_disk(made.standing, units, errors, output)
        if not self._is_about(standing.report, workbook):
            standing = replace(standing, report="")
        try:
            files = write_report(standing, output, self._order.today)
        except DiskFull:
            raise
        except UnwritableOutput as error:
            made = replace(made, standing=replace(made.standing, report=""))
            first = replace(results[0], status="failed", error=results[0].error or error)
            return self._noted(made, workbook, (first, *results[1:]), old)
        key = self._journal.key(workbook)
        self._journal.add(record_of(made, standing, units, files, key=key, stamp=self._stamp))
        return results
