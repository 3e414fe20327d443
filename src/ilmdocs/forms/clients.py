"""A client with goals, totals and signature lines, and the client's sessions, as printable data."""

from __future__ import annotations

from ilmdocs.forms.signature import Signature, own, signed
from ilmdocs.forms.values import (
    DATE_LINE,
    LEFT_BLANK,
    NOT_APPLICABLE,
    NOT_USED,
    Blank,
    Record,
    record,
    unused,
)
from ilmdocs.model.portfolio import Part
from ilmdocs.model.submission import Row, Submission, client_sessions, unit_rows
from ilmdocs.model.unit import Unit
from ilmdocs.text.formats import duration, uk_date

_SIGNED = ("coach_signed", "client_signed", "stakeholder_signed", "final_coach_signed", "final_client_signed")


def client_record(part: Part, unit: Unit, submission: Submission, signature: Signature | None) -> Record:
    """The client that a part belongs to; every field blank when it belongs to none.

    Hours are added up from the client's sessions that count for the unit. A blank start date is the date
    of the earliest of them.
    """
    row = _client_row(part, unit, submission)
    goals = _goals(part.client, unit, submission)
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
    minutes = [length for session in sessions if (length := session.minutes("duration")) is not None]
    return {
        **values,
        "label": _named(part.client, "Client") if part.client else Blank("Clients.client_ref"),
        "total_hours": duration(sum(minutes)) if minutes else Blank("Sessions.duration"),
        "goals": [record("Goals", goal) for goal in goals],
        "goals_text": "\n\n".join(_goal_line(goal) for goal in goals if goal.has("goal"))
        or Blank("Goals.goal"),
        **_signatures(row, part.client or "", signature),
    }


def session_records(part: Part, unit: Unit, submission: Submission) -> list[Record]:
    """The sessions of a part, in the plan's order.

    What cannot be there is no gap: progress since the last session in the first, the next session in the
    last. A blank reflection on the client's feedback takes the session's own feedback.
    """
    own_rows = [row for row in part.rows if row.sheet == "Sessions"]
    everyone = client_sessions(submission, unit.id, part.client)
    return [_session(row, everyone) for row in own_rows]


def unused_session() -> Record:
    """The second column of a reflective log with one session: every field says that it is not used."""
    return {**unused("Sessions"), "model_used": Blank("", NOT_USED), "is_first": False, "is_last": False}


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


def _client_row(part: Part, unit: Unit, submission: Submission) -> Row | None:
    rows = (*part.rows, *unit_rows(submission, unit.id, "Clients"))
    found = (row for row in rows if row.sheet == "Clients" and row.text("client_ref") == part.client)
    return next(found, None) if part.client else None


def _goals(client: str | None, unit: Unit, submission: Submission) -> tuple[Row, ...]:
    rows = unit_rows(submission, unit.id, "Goals")
    return tuple(row for row in rows if client and row.text("client_ref") == client)


def _goal_line(goal: Row) -> str:
    """A goal as typed, behind its short label where it has one."""
    return f"{goal.text('goal_id')}: {goal.text('goal')}" if goal.has("goal_id") else goal.text("goal")


def _named(client: str, word: str) -> str:
    """`client C1`, but not `client Client A`."""
    return client if client.casefold().startswith("client") else f"{word} {client}"


def _signatures(row: Row | None, client: str, signature: Signature | None) -> Record:
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
