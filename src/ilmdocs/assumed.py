"""What is taken for granted of a learner's unit where the workbook says nothing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import Unit
from ilmdocs.rules.columns import is_missing
from ilmdocs.text.standing import plural
from ilmdocs.workbook.schema import SHEETS, Field, SheetSchema

_ALWAYS = frozenset({"Units.include", "Units.attempt"})
"""Fields that count for every unit, whichever rules it has."""


def assumptions(
    submission: Submission, unit: Unit, used: frozenset[str], units: Sequence[str]
) -> tuple[str, ...]:
    """Sentences about blank cells that mean something.

    Args:
        submission: the learner's workbook.
        unit: the unit.
        used: the fields (`Sheet.field`) that anything of the unit looks at.
        units: all units that are planned from the workbook.
    """
    return (
        *_defaults(submission, unit, used | _ALWAYS),
        *_supervisor(submission, unit),
        *_of_every_unit(submission, unit, units),
        *_of_centre(submission),
    )


def _defaults(submission: Submission, unit: Unit, used: frozenset[str]) -> Iterator[str]:
    for schema in SHEETS:
        rows = _rows(submission, unit, schema)
        for field in schema.fields:
            if field.default and f"{schema.name}.{field.id}" in used:
                blank = [row for row in rows if is_missing(row, field.id)]
                if blank:
                    yield _default(submission, schema, field, blank)


def _rows(submission: Submission, unit: Unit, schema: SheetSchema) -> tuple[Row, ...]:
    if schema.name != "Units":
        return unit_rows(submission, unit.id, schema.name)
    own = submission.registration(unit.id)
    return (own,) if own else ()


def _default(submission: Submission, schema: SheetSchema, field: Field, blank: Sequence[Row]) -> str:
    heading = _heading(submission, schema.name, field.id)
    if len(blank) == 1 and field.id in blank[0].cells:
        return f"{heading} is blank in {blank[0].at(field.id)}; that counts as {field.default}."
    return (
        f"{heading} is blank in {plural(len(blank), 'row')} of {schema.name}; each counts as {field.default}."
    )


def _supervisor(submission: Submission, unit: Unit) -> Iterator[str]:
    usual = submission.learner.text("supervisor_default")
    rows = [
        row
        for row in unit_rows(submission, unit.id, "Supervision")
        if is_missing(row, "supervisor") and usual
    ]
    if rows:
        name = "names" if len(rows) == 1 else "name"
        yield (
            f"{plural(len(rows), 'supervision record')} {name} no supervisor; "
            "the usual one of the sheet Learner stands there."
        )


def _of_every_unit(submission: Submission, unit: Unit, units: Sequence[str]) -> Iterator[str]:
    """Rows that name no unit, where a workbook has several."""
    if len(units) < 2:
        return
    clients = {row.text("client_ref"): row for row in submission.rows("Clients")}
    count = sum(
        1
        for sheet in submission.sheets
        if sheet not in ("Learner", "Units", "Private", "References")
        for row in unit_rows(submission, unit.id, sheet)
        if "units" in row.cells
        and not row.items("units")
        and not (row.text("client_ref") in clients and clients[row.text("client_ref")].items("units"))
    )
    if count:
        yield f"{plural(count, 'row')} without a unit of their own count for all {len(units)} units."


def _of_centre(submission: Submission) -> Iterator[str]:
    for name in submission.from_centre:
        heading = _heading(submission, "Learner", name)
        yield f"{heading} is blank on the sheet Learner; what the centre's settings say is used."


def _heading(submission: Submission, sheet: str, field_id: str) -> str:
    """A heading as the learner sees it."""
    return f"“{submission.heading_text(sheet, field_id)}”"
