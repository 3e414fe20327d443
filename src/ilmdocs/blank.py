"""Blank and sample intake workbooks, and the Word documents to write the answers of written units in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ilmdocs.model.centre import Centre
from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Regime, Unit

if TYPE_CHECKING:
    from ilmdocs.library import Library
    from ilmdocs.workbook.create import Rows


def blank_workbook(library: Library, units: Sequence[Unit], written: Sequence[Unit] = ()) -> bytes:
    """A workbook for some units, with nothing in it but what the centre knows.

    Args:
        library: all units and the centre's settings.
        units: the units that it is for.
        written: those of them whose answers are written in a Word document beside it.
    """
    return workbook_for(library, units, _known(written, library.settings))


def sample_workbook(library: Library, units: Sequence[Unit]) -> bytes:
    """A workbook for some units, filled in by a fictional learner.

    Raises:
        UsageProblem: when no learner takes these units together.
    """
    from ilmdocs.samples import rows_for

    return workbook_for(library, units, rows_for([unit.id for unit in units]))


def workbook_for(library: Library, units: Sequence[Unit], rows: Rows) -> bytes:
    """A workbook for some units with these rows, as the units' rules and forms want it.

    Args:
        library: all units, their rules and forms.
        units: the units that it is for.
        rows: sheet name to rows of values by field id.
    """
    from ilmdocs.workbook.create import create_workbook

    return create_workbook(
        units, rows=rows, required=library.required, used=library.shown, aims=library.aims(units)
    )


def written_units(units: Sequence[Unit]) -> list[Unit]:
    """The units whose answers may be written in a Word document."""
    return [unit for unit in units if unit.regime is not Regime.PORTFOLIO]


def workbook_name(units: Sequence[Unit], *, kind: str = "intake") -> str:
    """How the file is called: by its units, never by a learner."""
    return f"{kind}-{'-'.join(unit.id for unit in units)}.xlsx"


def answers_name(unit: Unit) -> str:
    """How the Word document for a unit's answers is called."""
    return f"answers-{unit.id}.docx"


def _known(written: Sequence[Unit], centre: Centre) -> dict[str, list[dict[str, Value]]]:
    """What a blank workbook says already: the documents to write in, and the centre where it has settings."""
    own = {"centre_name": centre.name, "centre_number": centre.number}
    learner: dict[str, Value] = {name: value for name, value in own.items() if value}
    return {"Narrative": _named(written), **({"Learner": [learner]} if learner else {})}


def _named(units: Sequence[Unit]) -> list[dict[str, Value]]:
    """The rows of the Narrative sheet that name the documents; a unit is typed where there are several."""
    return [
        {"file": answers_name(unit), **({"units": (unit.id,)} if len(units) > 1 else {})} for unit in units
    ]
