"""Does what closes a gap, in the rows of a fictional learner: fills in, adds, plans, puts right."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from ilmdocs.gap import Need, needs_of
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Submission
from ilmdocs.rules import CheckContext, CheckResult, check
from ilmdocs.workbook.schema import FIRST_ROW, sheet_schema
from tests.builders import FIRST_SESSION, TODAY, UNITS, Rows, perfect_rows, plans_for, submission
from tests.rules.perfect_8580 import PERFECT_UNITS, perfect_8580
from tests.rules.perfect_others import others

_FIRST = ("Clients", "Sessions", "SelfReview")
"""What others refer to is there before them."""
NEW = "C9"
"""The reference of a client of whom nothing was known before."""


def perfect(unit: str) -> Rows:
    """A learner who lacks nothing that the unit asks for."""
    if unit in PERFECT_UNITS:
        return perfect_8580(unit)
    return perfect_rows(unit) if unit in ("8585-301", "8585-302") else others(unit)


def checked(rows: Rows, unit: str) -> tuple[Submission, CheckResult]:
    """What the rules say."""
    made = submission(rows)
    return made, check(made, plans_for(made, (unit,)), CheckContext(TODAY))


def needs(rows: Rows, unit: str) -> tuple[Need, ...]:
    """What closes the gap."""
    made, result = checked(rows, unit)
    return needs_of(made, UNITS[unit], result.readiness[0], result.findings)


def musts(rows: Rows, unit: str) -> list[Finding]:
    """What stands in the way of a unit."""
    return [found for found in checked(rows, unit)[1].findings if found.severity is Severity.MUST]


def closed(rows: Rows, unit: str, todo: Sequence[Need]) -> Rows:
    """The rows after somebody has done what was asked for, and nothing else."""
    done = copy.deepcopy(rows)
    for need in sorted(todo, key=lambda one: _FIRST.index(one.at.sheet) if one.at.sheet in _FIRST else 9):
        _do(done, unit, need)
    return done


def _do(rows: Rows, unit: str, need: Need) -> None:
    sheet = need.at.sheet or ""
    if need.corrects is not None:
        _put_right(rows, unit, need)
    elif need.plan_to:
        rows["Clients"][_item(need.at.row)]["planned_sessions"] = need.plan_to
    elif need.rows:
        for _ in range(need.rows):
            rows.setdefault(sheet, []).append(_new(rows, unit, need))
        for place in need.follows:
            row = rows["Sessions"][_item(place.row)]
            name = sheet_schema("Sessions").fields[(place.column or 1) - 1].id
            row[name] = row["date"] + timedelta(days=1) if name.endswith("date") else "Room 2"
    elif need.row is not None:
        item = 0 if sheet_schema(sheet).layout == "form" else _item(need.row.number)
        for name in need.fields:
            rows[sheet][item][name] = _typed(rows, unit, sheet, item, name)


def _item(number: int | None) -> int:
    return (number or 0) - FIRST_ROW


def _typed(rows: Rows, unit: str, sheet: str, item: int, name: str) -> Any:
    """What somebody would type into a cell: as in the perfect rows, or what refers to something there."""
    if (sheet, name) == ("SelfReview", "evidence"):
        return ("E01",)  # the first part of any portfolio
    known = perfect(unit).get(sheet, [])
    refers, _, key = sheet_schema(sheet).field(name).refers_to.partition(".")
    there = {client["client_ref"] for client in rows.get("Clients", [])}
    if refers == "Clients" and item < len(known) and known[item][name] in there:
        return known[item][name]
    if refers == "Sessions":
        row = rows["Sessions"][0]
        return _as(sheet, name, f"{row['client_ref']}-{row['session_no']:02}")
    if refers and name != "units":
        return _as(sheet, name, rows[refers][0][key])
    if item < len(known) and known[item].get(name) is not None:
        return known[item][name]
    return next((row[name] for row in known if row.get(name) is not None), date(2026, 6, 29))


def _as(sheet: str, name: str, label: str) -> Any:
    return (label,) if sheet_schema(sheet).field(name).type == "refs" else label


def _put_right(rows: Rows, unit: str, need: Need) -> None:
    if need.row is not None:
        for name in need.fields[1:]:
            _correct(rows, unit, need.row.at(name))
    for place in (need.at, *need.again):
        _correct(rows, unit, place)


def _correct(rows: Rows, unit: str, place: Location) -> None:
    sheet = place.sheet or ""
    item = _item(place.row)
    name = sheet_schema(sheet).fields[(place.column or 1) - 1].id
    if item >= 0:
        rows[sheet][item][name] = _typed(rows, unit, sheet, item, name)
    elif sheet == "CPD" and name == "end":
        rows[sheet][-1]["end"] = date(2028, 1, 1)
    else:  # a link to be typed in any row of the plan
        for row in rows[sheet]:
            row[name] = tuple(entry["review_id"] for entry in rows["SelfReview"])


def _new(rows: Rows, unit: str, need: Need) -> dict[str, Any]:
    """A complete new row, from the perfect ones, with the values that were asked for."""
    sheet, values = need.at.sheet or "", dict(need.values)
    if "client_ref" in values:
        values["client_ref"] = (
            values["client_ref"] or (rows["Clients"] or [{"client_ref": NEW}])[-1]["client_ref"]
        )
    there = len(rows.get(sheet, []))
    known = perfect(unit)[sheet]
    fits = [row for row in known if all(_holds(row, name, value) for name, value in values.items())]
    fresh = [row for row in fits or known if row not in rows.get(sheet, [])]
    row = dict((fresh or fits or known)[0])
    row.update({name: value.split("|")[0] for name, value in values.items() if not _holds(row, name, value)})
    for name, value in row.items():
        refers = sheet_schema(sheet).field(name).refers_to
        if value and refers.split(".")[0] in ("Sessions", "SelfReview", "Tools", "ProgressLog"):
            target = refers.split(".")[0]
            row[name] = _typed(rows, unit, sheet, 10**6, name) if rows.get(target) else None
    if sheet == "Clients":
        taken = {client["client_ref"] for client in rows["Clients"]}
        row["client_ref"] = values.get("client_ref", NEW if row["client_ref"] in taken else row["client_ref"])
        row["planned_sessions"] = -(-max(need.minutes, 1) // row["planned_session_hours"])
        row["final_coach_signed"] = row["final_client_signed"] = date(2026, 6, 1)
    elif sheet == "Sessions":
        row = _session(rows, row, values.get("client_ref", "C1"), need.minutes)
    elif sheet == "SelfReview":
        row["evidence"] = ("E01",)  # the first part of any portfolio
    elif sheet == "Supervision":
        row["date"] = date(2026, 5, 1) + timedelta(days=there)
    elif "text" in row:
        row["text"] = f"{row['text']} And more, number {there}."
    elif sheet == "Tools":
        row["tool"] = f"Tool number {there}"
    elif sheet == "CPD":
        row["start"], row["end"] = date(2026, 7, 1), date(2028, 1, 1)
        links = tuple(entry["review_id"] for entry in rows.get("SelfReview", []))
        row["linked_to"] = links or None
    if "review_id" in row and "review_id" not in values:
        row["review_id"] = f"N{there}"
    return row


def _holds(row: dict[str, Any], name: str, value: str) -> bool:
    return str(row.get(name)) in value.split("|")


def _session(rows: Rows, row: dict[str, Any], client: str, minutes: int) -> dict[str, Any]:
    """The client's next session, the day after the one before, each client at an hour of the day."""
    held = [one for one in rows["Sessions"] if one.get("client_ref") == client]
    day = max((one["date"] for one in held if one.get("date")), default=FIRST_SESSION + timedelta(days=30))
    number = max((one["session_no"] or 0 for one in held), default=0) + 1
    order = sum(one["client_ref"] < client for one in rows["Clients"])
    return {
        **row, "client_ref": client, "session_no": number, "duration": minutes,
        "date": day + timedelta(days=1), "start_time": time(8 + 4 * order), "one_to_one": True,
        "target_date": day + timedelta(days=9), "next_date": day + timedelta(days=2), "next_venue": "Room 2",
        "progress_review": f"The step before session {number} was taken.", "session_ref": None,
    }  # fmt: skip
