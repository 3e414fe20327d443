"""Plans a portfolio: which parts there are, in which order, with which reference numbers.

The plan is made once and serves the rules (is every criterion evidenced?), the forms (what to fill),
the assembly (order, links) and `verify`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ilmdocs.charts import charts_of
from ilmdocs.model.marking import AttemptMarks
from ilmdocs.model.portfolio import Part, Plan
from ilmdocs.model.submission import Row, Submission, client_sessions, unit_rows
from ilmdocs.model.unit import UNNUMBERED, PartRule, Per, Unit
from ilmdocs.plan.replacing import replace_forms
from ilmdocs.plan.writing import NARRATIVE, document_parts, in_criterion_order, typed_texts, with_own_criteria


def plan_portfolio(submission: Submission, unit: Unit, marks: Sequence[AttemptMarks] = ()) -> Plan:
    """List the parts of a learner's portfolio for a unit, in the unit's order.

    Args:
        submission: the learner's workbook.
        unit: the unit.
        marks: what was assessed, first attempt first; each becomes a mark sheet.

    References `E01`, `E02` … go to the parts after the front matter, in portfolio order; the assessor's
    mark sheet has none.
    """
    parts = [part for rule in unit.parts for part in _parts(rule, submission, unit)]
    parts = [*replace_forms(parts, submission, unit), *mark_sheets(unit, marks)]
    position = {kind: number for number, kind in enumerate(unit.order)}
    ordered = sorted(parts, key=lambda part: position.get(part.kind, len(position)))
    return Plan(unit, tuple(_numbered(ordered)))


def mark_sheets(unit: Unit, marks: Sequence[AttemptMarks]) -> tuple[Part, ...]:
    """The mark sheets of a unit, one for each attempt; none for a unit without them."""
    numbered = len(marks) > 1 or any(book.attempt > 1 for book in marks)
    return tuple(
        Part(
            rule.kind,
            f"{rule.title}, attempt {book.attempt}" if numbered else rule.title,
            f"{rule.kind}-{book.attempt}",
            form=rule.form,
            rows=book.rows,
        )
        for book in marks
        for rule in unit.parts
        if rule.per is Per.MARKS and bool(rule.sheet) == book.has_descriptors
    )


def _numbered(parts: Iterable[Part]) -> Iterator[Part]:
    number = 0
    for part in parts:
        if part.kind in UNNUMBERED:
            yield part
        else:
            number += 1
            yield replace(part, reference=f"E{number:02}")


def _parts(rule: PartRule, submission: Submission, unit: Unit) -> Iterator[Part]:
    if rule.per is Per.MARKS:
        return
    if rule.per is Per.CHARTS:
        yield from _charts(rule, submission, unit)
        return
    rows = tuple(row for row in unit_rows(submission, unit.id, rule.sheet) if _matches(row, rule))
    if rule.sheet == NARRATIVE and rule.per is Per.UNIT:
        yield from _texts(rule, rows, submission, unit)
    elif rows or not rule.sheet:
        yield from _made(rule, rows, submission, unit)


def _charts(rule: PartRule, submission: Submission, unit: Unit) -> Iterator[Part]:
    """The appendix with charts, where the centre wants one and there is something to draw."""
    if unit.has_charts and charts_of(submission, unit) is not None:
        yield Part(rule.kind, rule.title, rule.form, form=rule.form)


def _texts(rule: PartRule, rows: tuple[Row, ...], submission: Submission, unit: Unit) -> Iterator[Part]:
    """The form with the texts in cells, and each Word document as a part of its own, by criterion."""
    typed = typed_texts(rows)
    further = tuple(row for sheet in rule.also for row in unit_rows(submission, unit.id, sheet))
    documents = document_parts(rule, rows, submission, unit)
    forms = _made(rule, typed, submission, unit) if typed or further else ()
    filled = (with_own_criteria(form, rule, (*typed, *further), documents, unit) for form in forms)
    yield from in_criterion_order((*filled, *documents), unit)


def _made(rule: PartRule, rows: tuple[Row, ...], submission: Submission, unit: Unit) -> Iterator[Part]:
    makers = {
        Per.UNIT: _per_unit,
        Per.CLIENT: _per_client,
        Per.SESSION_PAIR: _per_session_pair,
        Per.ROW: _per_row,
        Per.ATTACHMENT: _per_attachment,
    }
    for part in makers[rule.per](rule, rows, submission, unit):
        evidenced = _evidenced(part, rule)
        if evidenced or not rule.when_answered:
            yield replace(part, criteria=evidenced)


def _matches(row: Row, rule: PartRule) -> bool:
    return all(row.text(name) == value for name, value in rule.where.items())


def _evidenced(part: Part, rule: PartRule) -> tuple[str, ...]:
    """The criteria for which the part really holds an answer."""

    def answered(criterion: str) -> bool:
        fields = rule.answers.get(criterion)
        if fields is None:
            return True
        wanted = {tuple(name.split(".", 1)) for name in fields}
        return any(row.sheet == sheet and row.has(name) for row in part.rows for sheet, name in wanted)

    own = rule.criteria if rule.criteria else part.criteria
    return tuple(criterion for criterion in own if answered(criterion))


def _per_unit(rule: PartRule, rows: tuple[Row, ...], _: Submission, __: Unit) -> Iterator[Part]:
    named = tuple(row.text("criterion") for row in rows if row.has("criterion"))
    criteria = tuple(dict.fromkeys(named + tuple(c for row in rows for c in row.items("criteria"))))
    yield Part(rule.kind, rule.title, rule.form, form=rule.form, criteria=criteria, rows=rows)


def _per_client(rule: PartRule, rows: tuple[Row, ...], submission: Submission, unit: Unit) -> Iterator[Part]:
    for client in rows:
        ref = client.text("client_ref")
        own = tuple(
            row
            for sheet in ("Goals", *rule.also)
            for row in unit_rows(submission, unit.id, sheet)
            if row.text("client_ref") == ref
        )
        sessions = client_sessions(submission, unit.id, ref)
        yield Part(
            rule.kind,
            f"{rule.title}, client {ref}",
            f"{rule.form}-{_stem(ref)}",
            form=rule.form,
            client=ref,
            rows=(client, *own, *sessions),
        )


def _per_session_pair(
    rule: PartRule, rows: tuple[Row, ...], submission: Submission, unit: Unit
) -> Iterator[Part]:
    for ref in dict.fromkeys(row.text("client_ref") for row in rows):
        sessions = client_sessions(submission, unit.id, ref)
        for start in range(0, len(sessions), 2):
            pair = sessions[start : start + 2]
            numbers = [row.text("session_no") for row in pair]
            named = f"session {numbers[0]}" if len(pair) == 1 else f"sessions {numbers[0]} and {numbers[1]}"
            yield Part(
                rule.kind,
                f"{rule.title}, client {ref}, {named}",
                f"{rule.form}-{_stem(ref)}-{start // 2 + 1:02}",
                form=rule.form,
                client=ref,
                rows=pair,
            )


def _per_row(rule: PartRule, rows: tuple[Row, ...], _: Submission, __: Unit) -> Iterator[Part]:
    for number, row in enumerate(rows, start=1):
        ref = row.text("client_ref")
        suffix = f", client {ref}" if ref else ""
        several = f" {number}" if len(rows) > 1 else ""
        yield Part(
            rule.kind,
            f"{rule.title}{several}{suffix}",
            f"{rule.form}-{number:02}",
            form=rule.form,
            client=ref or None,
            rows=(row,),
        )


def _per_attachment(rule: PartRule, rows: tuple[Row, ...], _: Submission, __: Unit) -> Iterator[Part]:
    free = [
        row for row in rows if row.has("file") and not row.has("replaces") and row.text("kind") != "recording"
    ]
    for number, row in enumerate(free, start=1):
        yield Part(
            rule.kind,
            row.text("title") or f"{rule.title} {number}",
            f"{rule.kind}-{number:02}",
            client=row.text("client_ref") or None,
            criteria=row.items("criteria"),
            rows=(row,),
            attachment=row.text("file"),
        )


def _stem(reference: str) -> str:
    """A client reference as part of a file name."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in reference).strip("-") or "client"
