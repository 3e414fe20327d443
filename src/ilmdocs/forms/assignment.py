"""What a learner wrote under a unit's sub-headings, criterion by criterion, with the points of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ilmdocs.forms.values import NO_SOURCE, Blank, Record, Wording, record
from ilmdocs.model.portfolio import Part, Plan
from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import Criterion, Outcome, PartKind, Unit


def assignment(part: Part, plan: Plan, rows: Sequence[Row], submission: Submission) -> Record:
    """Every sub-heading and criterion of the unit, answered or not, in the unit's order.

    A criterion without a typed answer says so, unless another part of the portfolio is evidence for it.

    Args:
        part: the part that the form is filled for.
        plan: the portfolio's plan, which says what other parts are evidence for.
        rows: the part's rows of the Narrative sheet; those that name a file only are printed elsewhere.
        submission: the learner's workbook, for the points of a report (an assignment has none) and
            their sources.
    """
    unit = plan.unit
    typed = [row for row in rows if row.has("text")]
    points = unit_rows(submission, unit.id, "ReportItems") if part.kind is PartKind.REPORT else ()
    sources = {row.text("ref_id"): row for row in unit_rows(submission, unit.id, "References")}
    cited_kinds = _cited_kinds(unit)

    def criterion_record(criterion: Criterion) -> Record:
        answers = _texts(row for row in typed if row.text("criterion") == criterion.id)
        own = [row for row in points if row.text("criterion") == criterion.id]
        elsewhere = any(other.name != part.name for other in plan.evidence_for(criterion.id))
        if not (answers or own or elsewhere):
            answers = [record("Narrative", None)]
        return {
            "id": Wording(criterion.number),
            "text": Wording(criterion.text),
            "answers": answers,
            "is_elsewhere": elsewhere and not (answers or own),
            "points": [_point(row, sources, cited_kinds) for row in _by_kind(own)],
            "has_strategies": any(row.has("strategy") for row in own),
            "has_sources": any(row.has("reference") or row.text("kind") in cited_kinds for row in own),
        }

    def section_record(outcome: Outcome) -> Record:
        mine = [row for row in typed if not row.has("criterion") and _names(row, outcome)]
        return {
            "heading": Wording(outcome.heading or outcome.title),
            "title": Wording(outcome.title),
            "task": Wording(outcome.task),
            "introductions": _texts(row for row in mine if row.text("kind") != "summary"),
            "criteria": [criterion_record(criterion) for criterion in outcome.criteria],
            "summaries": _texts(row for row in mine if row.text("kind") == "summary"),
        }

    whole = [row for row in typed if not row.has("criterion") and not row.has("section")]
    return {
        "introductions": _texts(row for row in whole if row.text("kind") != "summary"),
        "sections": [section_record(outcome) for outcome in unit.outcomes],
        "summaries": _texts(row for row in whole if row.text("kind") == "summary"),
        "others": _texts(row for row in typed if row not in whole and not _is_known(row, unit.outcomes)),
    }


def _texts(rows: Iterable[Row]) -> list[Record]:
    return [record("Narrative", row) for row in rows]


def _names(row: Row, outcome: Outcome) -> bool:
    known = {outcome.id.casefold(), outcome.title.casefold(), outcome.heading.casefold()} - {""}
    return row.text("section").casefold() in known


def _is_known(row: Row, outcomes: Iterable[Outcome]) -> bool:
    if row.has("criterion"):
        return any(row.text("criterion") == c.id for outcome in outcomes for c in outcome.criteria)
    return any(_names(row, outcome) for outcome in outcomes)


def _by_kind(rows: Sequence[Row]) -> list[Row]:
    """Points of one kind together, kinds in the order in which they were first typed."""
    kinds = list(dict.fromkeys(row.text("kind") for row in rows))
    return sorted(rows, key=lambda row: kinds.index(row.text("kind")))


def _cited_kinds(unit: Unit) -> frozenset[str]:
    """Kinds of points that the unit's rules ask a source of, so that a missing one is a gap.

    A code of practice may be named in the text instead, so its empty source is none.
    """
    kinds: set[object] = set()
    for rule in unit.rules:
        fields = rule.options.get("fields")
        about_points = rule.options.get("sheet") == "ReportItems"
        if about_points and isinstance(fields, Sequence) and "reference" in fields:
            kinds.add(rule.options.get("equals"))
    return frozenset(kind for kind in kinds if isinstance(kind, str))


def _point(row: Row, sources: dict[str, Row], cited_kinds: frozenset[str]) -> Record:
    missing = Blank("ReportItems.reference") if row.text("kind") in cited_kinds else Blank("", NO_SOURCE)
    source = _cited(sources.get(row.text("reference"))) or row.text("reference")
    return {**record("ReportItems", row), "source": source or missing}


def _cited(source: Row | None) -> str:
    """A source as a text cites it: `A. Writer, 2017`."""
    if source is None:
        return ""
    named = source.text("author") or source.text("title")
    return ", ".join(piece for piece in (named, source.text("year")) if piece)
