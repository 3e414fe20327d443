"""What `ilmdocs mark build` prints about one learner's unit."""

from __future__ import annotations

from typing import Any

from ilmdocs.cli.options import relative, shown, typed
from ilmdocs.mark_sheets import MarkResult
from ilmdocs.model.marking import Marking
from ilmdocs.report.data import finding_data
from ilmdocs.report.text import findings_text, plural


def describe(result: MarkResult) -> str:
    """The outcome, or what must be put right first, then all findings with their cells."""
    head = f"{result.learner}  {result.unit or ''}".rstrip()
    if result.attempt > 1:
        head += f", attempt {result.attempt}"
    if result.error is not None:
        return f"{head}: failed. {result.error}"
    if result.status == "unmarked":
        return f"{head}: not marked yet.\n  Make the workbook:  ilmdocs mark new {typed(result.path)}"
    lines = []
    if result.status == "refused":
        musts = sum(1 for f in result.findings if f.severity == "must" and f.caused_by is None)
        lines.append(f"{head}: no mark sheet yet, {plural(musts, 'point')} must be fixed first.")
    elif result.marking is not None:
        lines.append(f"{head}: {outcome_text(result.marking)}")
        lines += [f"  {shown(path)}" for path in (result.document, result.pdf) if path is not None]
    lines += [f"  Note: {note}" for note in result.notes]
    if result.findings:
        lines += ["", findings_text(result.findings).rstrip()]
    return "\n".join(lines)


def outcome_text(marking: Marking) -> str:
    """Such as `REFERRAL, 97 of 100 marks; criterion 1.3 is not passed`, as a sentence."""
    words = marking.outcome or "no outcome yet"
    if marking.total is not None:
        words += f", {marking.total} of {marking.unit.total_marks} marks"
    if marking.referred:
        several = len(marking.referred) > 1
        words += f"; {'criteria' if several else 'criterion'} {', '.join(marking.referred)} "
        words += "are not passed" if several else "is not passed"
    return f"{words}."


def result_data(result: MarkResult) -> dict[str, Any]:
    """A result as in `ilmdocs.mark-build/1`. The outcome is null until the mark sheet can be made."""
    marking = result.marking if result.status == "built" else None
    where = relative(result.marks) or ""
    return {
        "file": relative(result.path),
        "marks": where or None,
        "learner": result.learner,
        "unit": result.unit,
        "attempt": result.attempt,
        "status": result.status,
        "outcome": marking.outcome if marking else None,
        "total": marking.total if marking else None,
        "total_marks": marking.unit.total_marks if marking else None,
        "referred": list(marking.referred) if marking else [],
        "document": relative(result.document),
        "pdf": relative(result.pdf),
        "findings": [finding_data(finding) for finding in result.findings],
        "notes": list(result.notes),
        "error": None if result.error is None else str(result.error),
    }
