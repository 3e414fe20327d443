"""Fictional learners of 8580 without a fault, to be broken in one place at a time. Nobody here is real."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.builders import FIRST_SESSION, Rows, perfect_rows

PERFECT_UNITS = ("8580-500", "8580-501", "8580-503")

ANSWERS_500 = {
    "1.1": "Coaching draws answers out, mentoring hands them on; both need trust, they differ in method.",
    "1.2": "Individual barriers are fear and pride, operational ones are rotas, organisational ones "
    "the culture. My strategies overcome each of them.",
    "1.3": "Individuals grow in confidence, which in turn leads the organisation to better performance.",
    "2.1": "A coach has knowledge of models, the skill of asking, and behaves calmly.",
    "2.2": "Coaches need listening and questioning because clients find their own words only when heard.",
    "2.3": "A coach knows their own values and power, keeps to an ethical code and stays non-judgemental.",
    "3.1": "The GROW model moves from goal to reality, options and will.",
    "3.2": "A contract is made because both sides need clarity; it includes confidentiality and times.",
    "3.3": "Expectations and boundaries are agreed with every stakeholder, such as the line manager.",
    "3.4": "Supervision protects clients, since coaches need a second pair of eyes.",
    "4.1": "As the sections above have shown, effective coaching is embedded in policies.",
    "4.2": "Benefits are evaluated by the model of Kirkpatrick, level by level.",
}
ANSWERS_501 = {
    "2.3": "I build rapport by asking about the week. For example, in session 3 with C1 I put open questions"
    ", listened without notes and gave feedback on one habit (Example Institute, n.d.).",
    "3.2": "A pattern was my haste; I learned to wait, and I will improve my endings.",
    "3.3": "My supervisor told me to wait longer. I do so now, and clients say more.",
}
ANSWERS_503 = {
    "1.1": "Feedback from clients and a SWOT gave evidence of my knowledge, my skills and my behaviour.",
    "1.2": "Seen with GROW, my strength is the skill of asking; my weakness lies in knowledge of models and "
    "in hasty behaviour.",
    "2.1": "The process was steady, a pattern of rushed endings recurred, and outcomes were good.",
    "2.2": "My self-awareness grew, my approach softened, communication is clear and relationships are warm.",
    "2.3": "I follow an ethical code and I do not judge (Example Institute, n.d.).",
    "2.4": "In the third session I talked too much; since then I count to five.",
    "3.1": "Supervision helped me effectively: each tutorial left me with one task.",
    "3.2": "I kept a log after each session.",
    "3.3": "The plan follows from my weaknesses.",
}


def perfect_8580(unit: str) -> Rows:
    """A learner who has everything that a unit of 8580 asks for: 500 by cells, 501 with 15 h, or 503."""
    return {"8580-500": _perfect_500, "8580-501": _perfect_501, "8580-503": _perfect_503}[unit]()


def _base(unit: str) -> Rows:
    full = perfect_rows("8585-302")
    kept = {name: full[name] for name in ("Learner", "References", "Private")}
    return {**kept, "Units": [_unit(unit)]}


def _unit(unit: str) -> dict[str, Any]:
    return {
        "unit_id": unit,
        "include": True,
        "attempt": 1,
        "submission_date": date(2026, 6, 30),
        "learner_signed": date(2026, 6, 29),
        "tutor_signed": date(2026, 6, 30),
        "checklist_done": True,
    }


def _answers(texts: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"criterion": criterion, "kind": "statement", "text": text, "include_in_count": False}
        for criterion, text in texts.items()
    ]


def _perfect_500() -> Rows:
    return {**_base("8580-500"), "Narrative": _answers(ANSWERS_500), "References": []}


def _perfect_501() -> Rows:
    full = perfect_rows("8585-302")
    rows = {
        **_base("8580-501"),
        **{n: full[n] for n in ("Clients", "Sessions", "Supervision", "Observations")},
    }
    for client in rows["Clients"]:
        client["rationale"] = "A first post as leader, and a team that is being rebuilt."
    for session in rows["Sessions"]:
        where = f"session {session['session_no']} with {session['client_ref']}"
        session["preparation_resources"] = f"Wheel, cards and a quiet room, laid out for {where}."
    rows["Goals"] = [_goal(ref, number) for number, ref in enumerate(("C1", "C2"), start=1)]
    rows["Tools"] = [
        {
            "tool": tool,
            "client_ref": ref,
            "session": f"{ref}-02",
            "purpose": f"To see where {ref} stands.",
            "result": "Low on rest, high on pride.",
            "critical_review": "It opened the talk, but it took half the hour.",
        }
        for tool, ref in (("Wheel of work", "C1"), ("Learning styles questionnaire", "C2"))
    ]
    rows["CoacheeFeedback"] = [
        {"client_ref": ref, "date": date(2026, 5, 6), "given_by": "coachee", "overall": "I reached my goal."}
        for ref in ("C1", "C2")
    ]
    rows["Narrative"] = _answers(ANSWERS_501)
    return rows


def _goal(ref: str, number: int) -> dict[str, Any]:
    return {
        "goal_id": f"G{number}",
        "client_ref": ref,
        "need_id": f"N{number}",
        "need": "To speak up in meetings.",
        "goal": f"Lead the weekly meeting of team {ref} calmly.",
        "aligned_organisation": "Meetings that end on time.",
        "aligned_division_or_team": "The team's plan for shorter meetings.",
        "discussion": "What makes a meeting calm.",
        "progress": "Four of five meetings were calm.",
        "outcome": "The meeting is led calmly.",
        "agreed": FIRST_SESSION,
        "status": "met",
    }


def _perfect_503() -> Rows:
    full = perfect_rows("8585-302")
    rows = {
        **_base("8580-503"),
        **{n: full[n] for n in ("Clients", "Sessions", "Supervision", "Observations")},
    }
    for supervision in rows["Supervision"]:
        supervision["effectiveness"] = "It showed me a habit that I could not see."
    rows["SelfReview"] = [
        {
            "review_id": f"{kind[0].upper()}{number}",
            "domain": domain,
            "kind": kind,
            "text": f"What my {domain} are like, seen as a {kind}.",
            "evidence": (f"C1-0{number}",),
            "model_used": "GROW",
        }
        for number, domain in enumerate(("knowledge", "skills", "behaviours"), start=1)
        for kind in ("strength", "weakness")
    ]
    rows["ProgressLog"] = [
        {
            "date": FIRST_SESSION + timedelta(days=14 * number + 1),
            "activity": f"Session {number + 1} with C1.",
            "learning": "Silence helps.",
            "next_step": "Count to five.",
            "session": f"C1-0{number + 1}",
        }
        for number in range(2)
    ]
    rows["CPD"] = [
        {
            "area": area,
            "how": "Practise with a peer",
            "support": "A peer, one hour a month",
            "start": date(2026, 7, 1),
            "end": end,
            "success": "Peers notice it.",
            "linked_to": (link,),
        }
        for area, link, end in (("Silence", "W2", date(2027, 1, 31)), ("Models", "W1", date(2027, 8, 31)))
    ]
    rows["Narrative"] = _answers(ANSWERS_503)
    next(row for row in rows["Narrative"] if row["criterion"] == "2.4")["sessions"] = ("C1-03",)
    return rows
