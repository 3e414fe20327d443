"""Parts of formulas about rows: whether one is started, what it lacks, whose it is.

Each takes what stands for a field: one cell (for the row itself) or a span (for all rows at once).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ilmdocs.model.goals import Need
from ilmdocs.workbook.guidance.places import elsewhere, quoted, span
from ilmdocs.workbook.schema import SheetSchema, sheet_schema

Places = Mapping[str, str]


def blank(place: str) -> str:
    """Whether a cell shows nothing: spaces and line breaks alone do not count."""
    return f'(TRIM(CLEAN({place}))="")'


def filled(place: str) -> str:
    """Whether a cell shows anything."""
    return f'(TRIM(CLEAN({place}))<>"")'


def started(schema: SheetSchema, at: Places) -> str:
    """Whether a row holds more than defaults, which mean the same as blank cells."""
    parts = [f'({at[item.id]}<>"")' for item in schema.fields]
    parts += [
        f"({at[item.id]}&{quoted('')}={quoted(item.default)})" for item in schema.fields if item.default
    ]
    plain = len(schema.fields)
    return "((" + "+".join(parts[:plain]) + "".join(f"-{part}" for part in parts[plain:]) + ")>0)"


def asked(need: Need, at: Places) -> str:
    """Whether a row is asked for a need's cells; empty when every row is."""
    parts = []
    if need.given:
        place = at[need.given]
        parts.append(filled(place))
        if need.equals:
            parts.append(f"({place}={quoted(need.equals)})")
        if need.unless:
            parts.append(f"({place}<>{quoted(need.unless)})")
    if need.skip:
        sign = "<" if need.skip == "first" else ">"
        parts.append(
            f"(COUNTIFS({span(need.sheet, 'client_ref')},{at['client_ref']},"
            f'{span(need.sheet, "session_no")},"{sign}"&{at["session_no"]})>0)'
        )
    if need.elsewhere:
        parts.append(blank(elsewhere(need.elsewhere)))
    return "*".join(parts)


def lacking(needs: Sequence[Need], at: Places) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a row may lack: the condition that it does, and the fields to name then. Each field once."""
    always = {field for need in needs if need.always for field in need.fields}
    said: set[str] = set()
    for need in needs:
        if need.any_of:
            if not always.intersection(need.fields):
                yield _with(asked(need, at), "*".join(blank(at[name]) for name in need.fields)), need.fields
            continue
        for name in need.fields:
            known = name if need.always else f"{name} {need}"
            if known in said or (not need.always and name in always):
                continue
            said.add(known)
            yield _with(asked(need, at), blank(at[name])), (name,)


def complete(needs: Sequence[Need], at: Places) -> str:
    """Whether a row lacks nothing; 1 where there is nothing that it could lack."""
    return "*".join(f"(1-{condition})" for condition, _ in lacking(needs, at)) or "1"


def _with(condition: str, what: str) -> str:
    return f"{condition}*{what}" if condition else what


def of_unit(sheet: str, unit_id: str) -> str:
    """1 for each row of a sheet that counts for a unit: a blank Units cell takes the client's.

    Empty where every row does, and where no unit is named.
    """
    schema = sheet_schema(sheet)
    ids = {item.id for item in schema.fields}
    if sheet == "Units" and unit_id:
        return f"({span(sheet, 'unit_id')}={quoted(unit_id)})"
    if "units" not in ids or not unit_id:
        return ""
    own = span(sheet, "units")
    named = f"ISNUMBER(SEARCH({quoted(unit_id)},{own}))"
    unsaid = blank(own)
    if "client_ref" in ids and sheet != "Clients":
        others = (
            f"(COUNTIFS({span('Clients', 'client_ref')},{span(sheet, 'client_ref')},"
            f'{span("Clients", "units")},"?*",{span("Clients", "units")},"<>*{unit_id}*")=0)'
        )
        unsaid = f"{unsaid}*{others}"
    return f"(({named}+{unsaid})>0)"
