"""Whose work `ilmdocs mark` is about: learners, and their units that have a mark sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ilmdocs.cli.options import learners
from ilmdocs.errors import UsageProblem

if TYPE_CHECKING:
    from ilmdocs.library import Library
    from ilmdocs.model.centre import Centre
    from ilmdocs.model.unit import Unit


def nobody(only: tuple[str, ...]) -> UsageProblem:
    """What is said when nothing is to be assessed."""
    if only:
        message = f"None of these learners takes {' or '.join(only)}."
        return UsageProblem(message, "Leave --unit out, or choose it on the sheet Units.")
    message = "None of these learners takes a unit that has a mark sheet."
    return UsageProblem(message, "A unit whose source names no marks or decisions has none.")


def named_by_marks(
    paths: tuple[Path, ...], only: tuple[str, ...]
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The learners' workbooks for marks workbooks that were named in their place, which also say the unit."""
    from ilmdocs.marking import learner_of

    found = [learner_of(path) for path in paths]
    units = tuple(dict.fromkeys(unit for _, unit in found))
    return tuple(path for path, _ in found), only if only or "" in units else units


def to_assess(
    paths: tuple[Path, ...], only: tuple[str, ...], centre: Centre
) -> tuple[Library, tuple[Path, ...]]:
    """Units and forms, and the workbooks to look at; each unit asked for must have a mark sheet."""
    library, workbooks = learners(paths, only, centre)
    for unit_id in only:
        require_sheet(library.unit(unit_id))
    return library, workbooks


@contextmanager
def opened_apart(centre: Centre) -> Iterator[Callable[[Path], None]]:
    """Gives what opens a workbook, and the marks beside it, in a process of its own first.

    It raises where that takes too long, too much memory, or the process with it.
    """
    from ilmdocs.executors import Crew
    from ilmdocs.made import Task
    from ilmdocs.orders import FormSource, ReadOrder
    from ilmdocs.templates_path import templates_folder

    numbers = count()
    with Crew(1).attending(ReadOrder(FormSource(templates_folder(), centre))) as ask:

        def first(workbook: Path) -> None:
            error = ask(Task(next(numbers), workbook)).error
            if error is not None:
                raise error

        yield first


def require_sheet(unit: Unit) -> None:
    """Say so where a unit has no mark sheet.

    Raises:
        UsageProblem: when it has none.
    """
    from ilmdocs.marking import has_mark_sheet

    if not has_mark_sheet(unit):
        remedy = "Its source names no marks; record the result as your centre does."
        raise UsageProblem(f"{unit.id} has no mark sheet.", remedy)


def assessed_units(library: Library, included: tuple[str, ...], only: tuple[str, ...]) -> list[Unit]:
    """The included units that have a mark sheet, of those asked for."""
    from ilmdocs.marking import has_mark_sheet

    units = [library.units[unit_id] for unit_id in included if not only or unit_id in only]
    return [unit for unit in units if has_mark_sheet(unit)]
