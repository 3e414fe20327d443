"""The development plan is linked to what the learner found in the self-review.

Options: with `each_row` every row of the plan names an entry of SelfReview; with `both_kinds` the plan as a
whole names at least one strength and one weakness. A link that leads nowhere is always reported. `form` as in
`fields-filled`. With `each_row`, where a link leads nowhere and an entry of SelfReview has no label, it is
the label that is missing.

Hit: a row of the plan that is linked to nothing, or to W9 where SelfReview has W1. Miss: linked to W1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.goals import FilledGoal, Goal, Need
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found, is_blank
from ilmdocs.rules.columns import has_no_column, without_column
from ilmdocs.rules.review_links import entries_by_label, linked_to
from ilmdocs.rules.wording import listed

_KINDS = ("strength", "weakness")


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    each_row: bool = False
    both_kinds: bool = False
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each link that leads nowhere, and at a blank one or the heading for a kind."""
    rows = [row for row in case.rows("CPD") if not (options.form and case.is_replaced(options.form, row))]
    known = entries_by_label(case)
    if rows and has_no_column(rows[0], "linked_to"):
        message, remedy = without_column(case.submission, "CPD", "linked_to", " to link the plan")
        yield Found(rows[0].at("linked_to"), message, remedy)
        return
    if options.each_row:
        yield from _unlabelled(case, rows, known)
    for row in rows:
        if row.has("linked_to"):
            yield from _nowhere(case, row, known)
        elif options.each_row and "linked_to" not in row.defects:
            yield Found(row.at("linked_to"), "This row of the plan is linked to no strength or weakness.")
    if options.both_kinds and rows:
        linked = [known[ref.casefold()] for row in rows for ref in linked_to(row) if ref.casefold() in known]
        blank = next((row for row in rows if is_blank(row, "linked_to")), None)
        for kind in _KINDS:
            if not any(entry.text("kind") == kind for entry in linked):
                yield Found(
                    blank.at("linked_to") if blank else case.submission.heading_at("CPD", "linked_to"),
                    f"No row of the plan is linked to a {kind} of the SelfReview sheet.",
                    because_of=(
                        *(row.at("linked_to") for row in rows),
                        *(row.at(name) for row in case.rows("SelfReview") for name in ("review_id", "kind")),
                        case.submission.heading_at("SelfReview", "kind"),
                        *case.headings_of_empty("SelfReview"),
                    ),
                )


def fields(options: Options) -> Iterable[str]:
    """The links and what they lead to."""
    return ("CPD.linked_to", "SelfReview.review_id", "SelfReview.kind")


def required(options: Options) -> Iterable[str]:
    """The link, where every row needs one."""
    return ("CPD.linked_to",) if options.each_row else ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """A link in each row, where each needs one; where it leads cannot be counted."""
    needs = (Need("CPD", ("linked_to",)),)
    return (FilledGoal("CPD", needs),) if options.each_row else ()


def _unlabelled(case: Case, rows: Iterable[Row], known: dict[str, Row]) -> Iterator[Found]:
    dangling = [ref for row in rows for ref in linked_to(row) if ref.casefold() not in known]
    entry = next((row for row in case.rows("SelfReview") if is_blank(row, "review_id")), None)
    if dangling and entry is not None:
        yield Found(
            entry.at("review_id"),
            f"This entry has no label, and the plan is linked to “{dangling[0][:20]}”, which no entry has.",
            "Type the label of this entry, for example W1.",
        )


def _nowhere(case: Case, row: Row, known: dict[str, Row]) -> Iterator[Found]:
    unknown = [ref for ref in linked_to(row) if ref.casefold() not in known]
    if unknown:
        yield Found(
            row.at("linked_to"),
            f"The SelfReview sheet has no entry {listed((f'“{ref[:20]}”' for ref in unknown), 'or')}.",
            "Type the label of an entry there, for example W1.",
            because_of=(
                *(entry.at("review_id") for entry in case.rows("SelfReview")),
                *case.headings_of_empty("SelfReview"),
            ),
        )
