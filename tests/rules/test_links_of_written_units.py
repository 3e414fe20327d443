"""References on the sheets of the written units lead somewhere, in the units that look at them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Severity
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.unit import Rule
from ilmdocs.rules import CheckContext, check, used_fields
from tests.builders import TODAY, UNIT_301, Rows, causes, perfect_rows, place, submission

LINKED = ("clients", "sessions", "tools", "progress", "examples", "reviews", "sources")


def unit_with(*of: str) -> Any:
    rule = Rule(
        "unknown-reference", "unknown-reference", Severity.MUST, options={"of": of}, derived="A test."
    )
    return replace(UNIT_301, rules=(rule,))


def said(rows: Rows, *of: str) -> list[tuple[str, str]]:
    plan = Plan(unit_with(*of), ())
    return [(place, message) for _, place, message in _found(rows, plan)]


def _found(rows: Rows, plan: Plan) -> list[tuple[str, str, str]]:
    result = check(submission(rows), [plan], CheckContext(TODAY))
    first = causes(result)
    return [(f.id, str(f.location), f.message) for f in result.findings if (f.id, str(f.location)) in first]


def linked_rows() -> Rows:
    """A perfect learner with a tool, an entry of the log, an example, a strength and a point."""
    rows = perfect_rows()
    rows["Evidence"] = [{"evidence_ref": "Notes", "title": "Notes of a workshop"}]
    rows["Tools"] = [{"client_ref": "C1", "session": "C1-02", "tool": "Wheel"}]
    rows["ProgressLog"] = [{"session": "C1-02"}]
    rows["Narrative"][0]["sessions"] = ("C1-01", "C1-02")
    rows["SelfReview"] = [{"review_id": "S1", "evidence": ("C1-03", "notes")}]
    rows["ReportItems"] = [{"text": "Listening", "reference": "r1"}]
    return rows


def test_what_leads_somewhere_is_in_order() -> None:
    """Sessions, clients, labels of evidence and of sources are found, however they are written."""
    assert said(linked_rows(), *LINKED) == []


@pytest.mark.parametrize(
    ("kind", "sheet", "field", "wrong", "message"),
    [
        ("tools", "Tools", "client_ref", "C7", "Client reference “C7” is not on the Clients sheet."),
        ("tools", "Tools", "session", "C1-99", "There is no session “C1-99”."),
        ("progress", "ProgressLog", "session", "C1-99", "There is no session “C1-99”."),
        ("examples", "Narrative", "sessions", ("C1-01", "C1-99"), "There is no session “C1-99”."),
        (
            "reviews",
            "SelfReview",
            "evidence",
            ("C1-99",),
            "There is no session or piece of evidence “C1-99”.",
        ),
        ("sources", "ReportItems", "reference", "R9", "The References sheet has no source “R9”."),
    ],
)
def test_what_leads_nowhere_is_found_where_a_unit_looks_at_it(
    kind: str, sheet: str, field: str, wrong: object, message: str
) -> None:
    """The cell is named, in a unit that asks for such links and in no other."""
    rows = linked_rows()
    rows[sheet][0][field] = wrong
    ((where, what),) = said(rows, *LINKED)
    assert where == str(place(sheet, 0, field)) and what.startswith(message)
    assert said(rows, *(other for other in LINKED if other != kind)) == []
    assert f"{sheet}.{field}" in used_fields(unit_with(*LINKED))
    assert f"{sheet}.{field}" not in used_fields(unit_with("clients", "sessions"))


def test_a_name_in_place_of_a_reference_is_not_repeated() -> None:
    """Somebody who types a name where a reference belongs does not read it in the finding."""
    rows = linked_rows()
    rows["SelfReview"][0]["evidence"] = ("Talk with Zebedee",)
    rows["ReportItems"][0]["reference"] = "Zebedee Quixby"
    assert not any("Zebedee" in message for _, message in said(rows, *LINKED))
    assert len(said(rows, *LINKED)) == 2


def test_a_missing_session_is_said_once() -> None:
    """The same unknown session in three sheets is one mistake, shown where it stands first."""
    rows = linked_rows()
    rows["Tools"][0]["session"] = rows["ProgressLog"][0]["session"] = "C1-99"
    rows["SelfReview"][0]["evidence"] = ("C1-99",)
    assert [where for where, _ in said(rows, *LINKED)] == [str(place("Tools", 0, "session"))]


def test_a_missing_source_is_said_once() -> None:
    """Two points of the report that name a source which is gone follow from each other."""
    rows = linked_rows()
    rows["ReportItems"].append({"text": "Patience", "reference": "R1"})
    rows["References"][0]["ref_id"] = None
    assert [where for where, _ in said(rows, *LINKED)] == [str(place("ReportItems", 0, "reference"))]


def test_a_slip_in_a_unit_file_is_refused() -> None:
    """A kind of link that does not exist is named."""
    with pytest.raises(UnreadableInput, match="cannot look up sesions"):
        used_fields(unit_with("sesions"))
