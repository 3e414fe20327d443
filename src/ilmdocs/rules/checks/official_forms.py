"""Where the ILM Assessment Service assesses, ILM's own forms are used.

Options: `forms` are the forms that ILM provides.

Hit: route ILMA and a diary from our own pack. Miss: route centre, or a diary from an official pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    forms: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding at the submission route, naming the forms that are not ILM's."""
    learner = case.submission.learner
    if learner.text("submission_route") != "ILMA":
        return
    used = dict.fromkeys(part.form for part in case.plan.parts if part.form in options.forms)
    ours = [form for form in used if form not in case.context.official_forms]
    if ours:
        yield Found(
            learner.at("submission_route"),
            f"The ILM Assessment Service accepts ILM's own forms only; these are not: {listed(ours)}.",
        )


def fields(options: Options) -> Iterable[str]:
    """The submission route."""
    return ("Learner.submission_route",)


def required(options: Options) -> Iterable[str]:
    """None: a blank route means the centre."""
    return ()
