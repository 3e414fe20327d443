"""Evidence matrix, contents and narrative: lists that a form prints row by row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ilmdocs.forms.values import Blank, Record, Wording, record
from ilmdocs.model.portfolio import Layout, Part, Plan
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Outcome, Unit
from ilmdocs.text.references import cite

_PAGE_TO_COME = 0
"""Printed as a page number until the layout is known."""


def citation(part: Part, page: int | None) -> str:
    """Reference and page as matrix and contents print them: `E07, p. 12`."""
    return cite(part.reference or "", _PAGE_TO_COME if page is None else page)


def matrix(plan: Plan, layout: Layout | None) -> Record:
    """The sections of the evidence matrix with one row of evidence for each part."""
    return {"sections": [_section(outcome, plan, layout) for outcome in plan.unit.outcomes]}


def criterion_lines(unit: Unit, ids: Collection[str]) -> list[Record]:
    """Some criteria of a unit, in the unit's order, with printed number, wording and most marks."""
    return [
        {
            "id": Wording(criterion.number),
            "text": Wording(criterion.text),
            "marks": Wording("" if criterion.marks is None else criterion.marks),
        }
        for criterion in unit.criteria()
        if criterion.id in ids
    ]


def criteria_records(plan: Plan, layout: Layout | None, *, with_evidence: bool) -> Record:
    """Each criterion under its own name (`ac_1_1`), for a matrix with fixed rows."""
    found: Record = {}
    for criterion in plan.unit.criteria():
        values: Record = {"id": Wording(criterion.number), "text": Wording(criterion.text)}
        if with_evidence:
            evidence = _evidence(criterion.id, plan, layout)
            for name, source in (("titles", "title"), ("references", "reference")):
                lines = [item[source] for item in evidence]
                values[name] = lines[0] if len(lines) == 1 else "\n".join(str(line) for line in lines)
        found[criterion_root(criterion.id)] = values
    return found


def criterion_root(criterion_id: str) -> str:
    """The name under which a form prints one criterion: `ac_1_1`."""
    return f"ac_{criterion_id.replace('.', '_')}"


def contents(plan: Plan, layout: Layout | None) -> list[Record]:
    """Every part with a reference number, in portfolio order."""
    numbers = {criterion.id: criterion.number for criterion in plan.unit.criteria()}
    rows: list[Record] = []
    for part in plan.parts:
        if part.is_numbered:
            page = layout.first_page[part.name] if layout else None
            rows.append(
                {
                    "reference": citation(part, page),
                    "number": part.reference or "",
                    "page": str(_PAGE_TO_COME if page is None else page),
                    "title": part.title,
                    "criteria": ", ".join(numbers.get(criterion, criterion) for criterion in part.criteria),
                }
            )
    return rows


def narrative(rows: Sequence[Row], unit: Unit) -> Record:
    """Introductions, statements per criterion and summaries, section by section, as typed.

    A text whose section or criterion the unit does not know is kept under `others`.
    """
    sections = [_narrative_section(outcome, rows) for outcome in unit.outcomes]
    known = {id(row) for outcome in unit.outcomes for row in rows if _belongs(row, outcome)}
    return {
        "sections": [section for section in sections if section is not None],
        "others": [record("Narrative", row) for row in rows if id(row) not in known],
    }


def _section(outcome: Outcome, plan: Plan, layout: Layout | None) -> Record:
    criteria = [
        {
            "id": Wording(criterion.number),
            "text": Wording(criterion.text),
            "evidence": _evidence(criterion.id, plan, layout),
        }
        for criterion in outcome.criteria
    ]
    return {"title": Wording(outcome.title), "criteria": criteria}


def _evidence(criterion: str, plan: Plan, layout: Layout | None) -> list[Record]:
    rows: list[Record] = []
    for part in plan.evidence_for(criterion):
        page = layout.criterion_page[(part.name, criterion)] if layout else None
        rows.append({"title": part.title, "reference": citation(part, page)})
    return rows or [{"title": Blank(f"matrix.{criterion}"), "reference": Blank(f"matrix.{criterion}")}]


def _belongs(row: Row, outcome: Outcome) -> bool:
    if row.has("criterion"):
        return row.text("criterion") in {criterion.id for criterion in outcome.criteria}
    return row.text("section").casefold() in (outcome.id.casefold(), outcome.title.casefold())


def _narrative_section(outcome: Outcome, rows: Sequence[Row]) -> Record | None:
    mine = [row for row in rows if _belongs(row, outcome)]
    if not mine:
        return None
    plain = [row for row in mine if not row.has("criterion")]
    criteria = []
    for criterion in outcome.criteria:
        texts = [record("Narrative", row) for row in mine if row.text("criterion") == criterion.id]
        if texts:
            criteria.append(
                {"id": Wording(criterion.number), "text": Wording(criterion.text), "statements": texts}
            )
    return {
        "title": Wording(outcome.title),
        "introductions": [record("Narrative", row) for row in plain if row.text("kind") != "summary"],
        "criteria": criteria,
        "summaries": [record("Narrative", row) for row in plain if row.text("kind") == "summary"],
    }
