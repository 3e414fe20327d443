"""A client with goals, totals and signature lines, and the client's sessions, as printable data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ilmdocs.forms.pictures import InlinePicture
from ilmdocs.forms.signature import own, signed
from ilmdocs.forms.values import (
    DATE_LINE,
    LEFT_BLANK,
    NOT_APPLICABLE,
    NOT_USED,
    Blank,
    Record,
    Wording,
    record,
    unused,
)
from ilmdocs.model.hours import Uncounted, why_not_counted
from ilmdocs.model.portfolio import Part
from ilmdocs.model.submission import Row, Submission, client_sessions, unit_rows
from ilmdocs.model.unit import Unit
from ilmdocs.text.formats import duration, uk_date

_ROWS_OF_A_CLIENT = {"tools": "Tools", "feedback": "CoacheeFeedback"}
_NOT_COUNTED = {
    Uncounted.LEVEL: "not counted: level of the client",
    Uncounted.GROUP: "not counted: not one to one",
    Uncounted.BEFORE_CONTRACT: "not counted: before the contract",
}
_SIGNED = ("coach_signed", "client_signed", "stakeholder_signed", "final_coach_signed", "final_client_signed")


def client_record(part: Part, unit: Unit, submission: Submission, signature: InlinePicture | None) -> Record:
    """The client that a part belongs to; every field blank when it belongs to none.

    Hours are added up from the client's sessions that count for the unit. A blank start date is the date
    of the earliest session.
    """
    row = _client_row(part, unit, submission)
    goals = _own("Goals", part.client, unit, submission)
    asked = _asked(unit)
    values = record("Clients", row)
    sessions = client_sessions(submission, unit.id, part.client)
    for name in _SIGNED:
        if isinstance(values[name], Blank):
            values[name] = Blank(f"Clients.{name}", DATE_LINE)
    if not values["stakeholder_ref"]:
        values["stakeholder_signed"] = Blank("", DATE_LINE)
    if not values["learning_style"] and not values["diagnostics_text"]:
        values["learning_style"] = Blank("Clients.learning_style")
    dates = sorted(day for session in sessions if (day := session.day("date")) is not None)
    if dates:
        values["start_date"] = values["start_date"] or uk_date(dates[0])
    return {
        **values,
        "label": _named(part.client, "Client") if part.client else Blank("Clients.client_ref"),
        "total_hours": _total(sessions, row, unit),
        "goals": [record("Goals", goal, asked) for goal in goals],
        "goals_text": "\n\n".join(_goal_line(goal) for goal in goals if goal.has("goal"))
        or Blank("Goals.goal"),
        **{
            name: [record(sheet, item) for item in _own(sheet, part.client, unit, submission)]
            for name, sheet in _ROWS_OF_A_CLIENT.items()
        },
        "no_tools": Blank("Tools.tool"),
        "no_feedback": Blank("CoacheeFeedback.overall"),
        "no_sessions": Blank("Sessions.session_no"),
        **_signatures(row, part.client or "", signature),
    }


def session_records(part: Part, unit: Unit, submission: Submission) -> list[Record]:
    """The sessions of a part, in the plan's order.

    What cannot be there is no gap: progress since the last session in the first, the next session in the
    last. A blank reflection on the client's feedback takes the session's own feedback.
    """
    own_rows = [row for row in part.rows if row.sheet == "Sessions"]
    everyone = client_sessions(submission, unit.id, part.client)
    client = _client_row(part, unit, submission)
    totals = dict(_running_totals(everyone, client, unit))
    last = totals[id(everyone[-1])] if everyone else Blank("Sessions.duration")
    return [
        {
            **_session(row, everyone),
            "total_so_far": totals.get(id(row), last),
            "not_counted": _why_not(row, client, unit),
        }
        for row in own_rows
    ]


def unused_session() -> Record:
    """The second column of a reflective log with one session: every field says that it is not used."""
    computed = dict.fromkeys(("model_used", "total_so_far", "not_counted"), Blank("", NOT_USED))
    return {**unused("Sessions"), **computed, "is_first": False, "is_last": False}


def _session(row: Row, everyone: tuple[Row, ...]) -> Record:
    values = record("Sessions", row)
    is_first = bool(everyone) and row is everyone[0]
    is_last = bool(everyone) and row is everyone[-1]
    if is_first:
        values["progress_review"] = values["progress_review"] or Blank("", NOT_APPLICABLE)
    if is_last:
        for name in ("next_date", "next_venue"):
            values[name] = values[name] or Blank("", NOT_APPLICABLE)
    values["refl_feedback"] = values["refl_feedback"] or values["feedback_received"]
    model = values["model_name"] if row.text("model") == "other" else values["model"]
    return {**values, "model_used": model, "is_first": is_first, "is_last": is_last}


def _running_totals(
    everyone: tuple[Row, ...], client: Row | None, unit: Unit
) -> Iterator[tuple[int, str | Blank]]:
    """The total up to and with each session, in one pass over a log that may be long; keyed by the row."""
    minutes, is_known = 0, False
    for row in everyone:
        length = row.minutes("duration")
        if length is not None:
            is_known = True
            minutes += 0 if unit.hours and why_not_counted(row, client, unit.hours) else length
        yield id(row), duration(minutes) if is_known else Blank("Sessions.duration")


def _why_not(row: Row, client: Row | None, unit: Unit) -> str | Wording:
    """Why a session does not count; empty where it does."""
    reason = why_not_counted(row, client, unit.hours) if unit.hours else None
    return Wording(_NOT_COUNTED[reason]) if reason else ""


def _total(sessions: Iterable[Row], client: Row | None, unit: Unit) -> str | Blank:
    """The time of the sessions that count; a gap when no session has a duration."""
    lengths = [(length, row) for row in sessions if (length := row.minutes("duration")) is not None]
    hours = unit.hours
    counted = (length for length, row in lengths if not hours or not why_not_counted(row, client, hours))
    return duration(sum(counted)) if lengths else Blank("Sessions.duration")


def _asked(unit: Unit) -> frozenset[str]:
    """The fields that answer a criterion of the unit."""
    return frozenset(name for rule in unit.parts for fields in rule.answers.values() for name in fields)


def _client_row(part: Part, unit: Unit, submission: Submission) -> Row | None:
    rows = (*part.rows, *unit_rows(submission, unit.id, "Clients"))
    found = (row for row in rows if row.sheet == "Clients" and row.text("client_ref") == part.client)
    return next(found, None) if part.client else None


def _own(sheet: str, client: str | None, unit: Unit, submission: Submission) -> tuple[Row, ...]:
    """The rows of a sheet that belong to a client."""
    rows = unit_rows(submission, unit.id, sheet)
    return tuple(row for row in rows if client and row.text("client_ref") == client)


def _goal_line(goal: Row) -> str:
    """A goal as typed, behind its short label where it has one."""
    return f"{goal.text('goal_id')}: {goal.text('goal')}" if goal.has("goal_id") else goal.text("goal")


def _named(client: str, word: str) -> str:
    """`client C1`, but not `client Client A`."""
    return client if client.casefold().startswith("client") else f"{word} {client}"


def _signatures(row: Row | None, client: str, signature: InlinePicture | None) -> Record:
    """Every signature line of the contract and of the diary's front."""
    mode = row.text("signature_mode") if row else ""
    days = {name: row.day(name) if row else None for name in _SIGNED}
    stakeholder = row.text("stakeholder_ref") if row else ""

    def line(name: str, who: str) -> str | Blank:
        return signed(mode, who, days[name], f"Clients.{name}")

    return {
        "coach_signature": own(signature, days["coach_signed"], line("coach_signed", "the coach")),
        "client_signature": line("client_signed", _named(client, "client")),
        "stakeholder_signature": line("stakeholder_signed", f"the stakeholder ({stakeholder})")
        if stakeholder
        else Blank("", LEFT_BLANK),
        "final_coach_signature": own(
            signature, days["final_coach_signed"], line("final_coach_signed", "the coach")
        ),
        "final_client_signature": line("final_client_signed", _named(client, "client")),
    }
