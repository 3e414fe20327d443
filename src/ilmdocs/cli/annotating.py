"""`ilmdocs check --annotate`: annotated copies put on disk, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ilmdocs.cli.options import require_excel_name, shown
from ilmdocs.copies import COPIES_FOLDER, alike, own_stem, put_copy
from ilmdocs.errors import UsageProblem
from ilmdocs.folders import require_writable
from ilmdocs.report.text import wrapped

if TYPE_CHECKING:
    from ilmdocs.made import LearnerChecked

F = TypeVar("F", bound=Callable[..., Any])


def annotate_option(function: F) -> F:
    """`--annotate`: also a copy with the findings in it."""
    return click.option(
        "--annotate",
        is_flag=True,
        help='Also write a copy of each workbook with coloured cells, notes and a sheet "Fix these first".',
    )(function)


@dataclass(frozen=True, slots=True)
class CopyWriter:
    """Writes each learner's copy into a folder, or the only learner's into a file."""

    place: Path
    is_file: bool
    alike: frozenset[str]

    def write(self, workbook: Path, checked: LearnerChecked) -> Path | None:
        """Write the copy of one learner and tell where it is; None when there is none to write.

        Raises:
            UnwritableOutput: when it cannot be written.
        """
        if checked.annotated is None:
            return None
        if self.is_file:
            return put_copy(self.place, checked.annotated.data)
        folder = checked.shown.absolute().parent.name
        is_alike = own_stem(workbook).casefold() in self.alike and bool(folder)
        name = f"{folder} - {checked.annotated.name}" if is_alike else checked.annotated.name
        return put_copy(self.place / name, checked.annotated.data)


def copy_writer(workbooks: Sequence[Path], output: Path | None) -> CopyWriter:
    """What writes the copies of these workbooks.

    Raises:
        UsageProblem: when one file is named for several workbooks.
        UnwritableOutput: when nothing can be written there.
    """
    place = output or COPIES_FOLDER
    is_file = place.suffix.casefold().startswith(".xls") and not place.is_dir()
    if is_file:
        require_excel_name(place)
        if len(workbooks) > 1:
            raise UsageProblem(
                f"{place} is one file, but there are {len(workbooks)} workbooks.", "Name a folder with -o."
            )
    require_writable(place.parent if is_file else place)
    return CopyWriter(place, is_file, alike(workbooks))


def told(checked: LearnerChecked, copy: Path | None) -> str:
    """What is said of a learner's copy: where it is, for whom, and what it lacks."""
    if copy is None or checked.annotated is None:
        return "No copy was written: there is nothing to put right."
    lines = [f"What to fix, as a workbook: {shown(copy)}"]
    if checked.annotated.lost:
        lines += wrapped("It holds the list alone. A full copy would have lost something of the workbook:", 2)
        lines += [line for lost in checked.annotated.lost for line in wrapped(f"- {lost}", 2)]
    else:
        lines += wrapped(
            "For the learner alone: it holds the whole workbook, the sheet Private too. Corrected, it takes "
            "the workbook's place.",
            2,
        )
    return "\n".join(lines)
