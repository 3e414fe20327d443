"""Every finding of a learner's report: what stands in the way first, sheet by sheet, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.report.html.markup import Markup, joined, tag
from ilmdocs.report.html.point_blocks import points_list
from ilmdocs.text.standing import plural, points, what

GROUPS = (
    (Severity.MUST, "To put right", "must"),
    (Severity.SHOULD, "To look at", "should"),
    (Severity.INFO, "Good to know", "info"),
)
"""The severities, heaviest first, with what a reader calls them."""
WHOLE_FILE = "The workbook as a whole"


def by_sheet(findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    """Findings by sheet, in their order."""
    sheets: dict[str, list[Finding]] = {}
    for finding in findings:
        sheets.setdefault(finding.location.sheet or WHOLE_FILE, []).append(finding)
    return sheets


def anchors(learner: LearnerStanding) -> Mapping[object, str]:
    """The anchor of each point on the page, by what it says."""
    told = [finding for severity, _, _ in GROUPS for finding in points(learner.findings, severity)]
    return {what(finding): f"point-{number}" for number, finding in enumerate(told, start=1)}


def points_sections(learner: LearnerStanding, *severities: Severity) -> Iterator[Markup]:
    """A section for each severity, or for those named; what is said for several units is told once."""
    ids = anchors(learner)
    for severity, title, name in GROUPS:
        found = points(learner.findings, severity)
        if not found or severity not in (severities or Severity):
            continue
        blocks = [
            joined((tag("h3", sheet), points_list(learner, inside, ids)))
            for sheet, inside in by_sheet(found).items()
        ]
        yield tag(
            "section",
            tag("h2", f"{title} ({len(found)})", id=name),
            *blocks,
            class_=f"findings {name}",
            aria_labelledby=name,
        )


def consequences(learner: LearnerStanding) -> Markup | None:
    """What goes away by itself once the other points are put right, closed at first."""
    told = {what(finding) for severity in Severity for finding in points(learner.findings, severity)}
    rest = [finding for finding in learner.findings if what(finding) not in told]
    if not rest:
        return None
    items = joined(points_list(learner, inside, {}) for inside in by_sheet(rest).values())
    follow = "follows" if len(rest) == 1 else "follow"
    summary = tag("summary", f"{plural(len(rest), 'more point')} that {follow} from those above")
    return tag(
        "details", summary, tag("p", "Put the points above right first; these may then be gone."), items
    )
