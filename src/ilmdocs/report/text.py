"""Findings, readiness, build results and proofs as plain text a learner can read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.portfolio import AS_IT_CAME, NOT_COMPARED, SAVED_AGAIN
from ilmdocs.text.standing import causes, not_ready, points, what
from ilmdocs.text.standing import plural as plural  # the command line counts with it too

if TYPE_CHECKING:
    from ilmdocs.model.portfolio import Proof
    from ilmdocs.model.readiness import Readiness
    from ilmdocs.model.unit import Unit

WIDTH = 79
_LABEL = {Severity.MUST: "MUST FIX", Severity.SHOULD: "SHOULD", Severity.INFO: "NOTE"}
_FOLLOWS = "FOLLOWS"
"""What rests on another point is no point of its own, and is not counted as one."""
_STATUS = {"met": "[x] met", "partly": "[~] partly", "missing": "[ ] missing"}


def hours(minutes: int | None) -> str:
    """Whole minutes as `6 h 30 min`."""
    if minutes is None:
        return "-"
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02} min" if rest else f"{whole} h"


def findings_text(findings: Sequence[Finding], *, with_sources: bool = False) -> str:
    """All findings in the order given, each with its cell, what is wrong and what to do.

    Args:
        findings: the findings, in the order in which they are told.
        with_sources: also say which sentence of which source each rests on.
    """
    lines: list[str] = []
    first = causes(findings)
    for finding in findings:
        place = str(finding.location)
        label = _FOLLOWS if finding.caused_by else _LABEL[finding.severity]
        head = f"{label:<9} {place}"
        about = " · ".join(
            part
            for part in (finding.unit, finding.criterion and f"AC {finding.criterion}", finding.id)
            if part
        )
        lines.append(f"{head}  ({about})")
        lines += wrapped(finding.message)
        if finding.remedy:
            lines += wrapped(finding.remedy)
        elsewhere = first.get(what(finding))
        if finding.caused_by and elsewhere:
            lines += wrapped(f"The same is said for {elsewhere.unit}; put it right once.")
        elif finding.caused_by:
            lines += wrapped(f"This follows from {_cause(finding, findings)}; put that right first.")
        if with_sources:
            lines += wrapped(f"Why: {_source_of(finding)}")
        lines.append("")
    return "\n".join(lines)


def _cause(finding: Finding, findings: Sequence[Finding]) -> str:
    """Where the point stands that another rests on."""
    about = [f for f in findings if f.id == finding.caused_by and f.unit in (None, finding.unit)]
    return str(about[0].location) if about else "another point"


def _source_of(finding: Finding) -> str:
    if finding.source:
        return finding.source
    return "a rule of ilmdocs; no source states it." if finding.derived else "it follows from the workbook."


def readiness_text(readiness: Readiness, unit: Unit, findings: Iterable[Finding]) -> str:
    """Whether a unit is ready, its hours and the state of each criterion."""
    musts = len(points(tuple(findings), Severity.MUST, unit.id))
    verdict = "Ready to build." if readiness.ready else not_ready(musts)
    lines = [f"{unit.name}  {unit.title}", f"  {verdict}"]
    if readiness.required_minutes is not None:
        lines.append(
            f"  Hours: {hours(readiness.delivered_minutes)} delivered, "
            f"{hours(readiness.planned_minutes)} planned, {hours(readiness.required_minutes)} required."
        )
    criteria = {criterion.id: criterion for criterion in unit.criteria()}
    for status in readiness.criteria:
        criterion = criteria[status.criterion]
        text = textwrap.shorten(criterion.text, WIDTH - 24, placeholder=" …")
        lines.append(f"  {_STATUS[status.status]:<12} {criterion.number:<5} {text}")
    return "\n".join(lines)


def proofs_text(file: str, proofs: Sequence[Proof], *, brief: bool = False) -> str:
    """Each proof of a portfolio with its outcome and what it found; only why, where it cannot be opened.

    Args:
        file: what the portfolio is called.
        proofs: its proofs.
        brief: tell of those alone that failed.
    """
    failed = {proof.name for proof in proofs if proof.ok is False}
    lines = [file, *wrapped(_verdict(failed, proofs), indent=2)]
    if "opens" in failed:
        for proof in proofs:
            for detail in proof.details if proof.name == "opens" else ():
                lines += wrapped(detail, indent=2)
        return "\n".join(lines)
    for proof in (p for p in proofs if p.ok is False or not brief):
        mark = {True: "ok", False: "FAILED", None: "not proven"}[proof.ok]
        lines.append(f"  {proof.name:<16} {mark}")
        for detail in proof.details:
            lines += wrapped(detail, indent=19)
    return "\n".join(lines)


def _verdict(failed: Set[str], proofs: Sequence[Proof]) -> str:
    """The most important sentence about a portfolio whose proofs failed like this."""
    if not failed:
        return "Everything that can be proven holds."
    if "opens" in failed:
        return "NOTHING CAN BE PROVEN about this file."
    if "confidentiality" in failed and failed <= {"readback", "confidentiality"}:
        return "A CLIENT IS NAMED in this portfolio."
    if failed == {"readback"}:
        return "This portfolio DOES NOT SAY WHAT THE WORKBOOK SAYS."
    if failed == {"hashes"} and _is_saved_again(proofs):
        return (
            "Saved again by another program: every page's content is as it was built, "
            "but the file is not the same."
        )
    return "THIS PORTFOLIO IS NOT AS IT WAS BUILT."


def _is_saved_again(proofs: Sequence[Proof]) -> bool:
    """Whether the pages are proven and the file's bytes alone differ; manifest and originals do not."""
    if not any(proof.name == "parts" and proof.ok for proof in proofs):
        return False
    told = [detail for proof in proofs if proof.name == "hashes" for detail in proof.details]
    return told[:1] == [SAVED_AGAIN] and all(one.endswith((AS_IT_CAME, NOT_COMPARED)) for one in told[1:])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A small table with columns as wide as their longest entry."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [_cells(head, widths), "  ".join("-" * width for width in widths)]
    return "\n".join([*lines, *(_cells(row, widths) for row in rows)])


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def wrapped(text: str, indent: int = 10, first: int | None = None) -> list[str]:
    """A text in lines that fit a terminal; words, and paths without spaces, stay whole.

    Args:
        text: the text.
        indent: how many spaces stand before each line.
        first: how many stand before the first one, if not as many.
    """
    before = " " * (indent if first is None else first)
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=before,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
