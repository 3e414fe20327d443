"""A signed scan or a centre's own document takes the place of a generated form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ilmdocs.model.portfolio import Part
from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import Unit


def replace_forms(parts: Sequence[Part], submission: Submission, unit: Unit) -> list[Part]:
    """Put each Evidence row that `replaces` a form in that form's place.

    A row that names a client or a session replaces only what belongs to it. Where nothing was generated
    (an observation that only exists as a scan), or where it is unclear which of several forms is meant,
    the scan becomes a part of that kind of its own.
    """
    result = list(parts)
    for number, row in enumerate(unit_rows(submission, unit.id, "Evidence"), start=1):
        form = row.text("replaces")
        if not form or not row.has("file"):
            continue
        hits = [i for i, part in enumerate(result) if part.form == form and _same(part, row)]
        if len(hits) == 1:
            result[hits[0]] = _scan(result[hits[0]], row, form)
        else:  # none, or several without a client or session named: never drop a filled form on a guess
            added = _added(row, form, unit, number)
            if added is not None:
                result.append(added)
    return result


def _scan(part: Part, row: Row, form: str) -> Part:
    criteria = tuple(dict.fromkeys((*part.criteria, *row.items("criteria"))))
    return replace(
        part,
        form="",
        attachment=row.text("file"),
        replaces_form=form,
        criteria=criteria,
        rows=(row, *part.rows),
    )


def _same(part: Part, row: Row) -> bool:
    client = row.text("client_ref")
    session = row.text("session")
    if client and part.client not in (None, client):
        return False
    if session:
        sessions = {r.text("session_ref") or r.text("session") for r in part.rows}
        return session in sessions
    return True


def _added(row: Row, form: str, unit: Unit, number: int) -> Part | None:
    rule = next((rule for rule in unit.parts if rule.form == form), None)
    if rule is None:
        return None
    return Part(
        rule.kind,
        row.text("title") or rule.title,
        f"{form}-scan-{number:02}",
        client=row.text("client_ref") or None,
        criteria=row.items("criteria") or rule.criteria,
        rows=(row,),
        attachment=row.text("file"),
        replaces_form=form,
    )
