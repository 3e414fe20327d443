"""A centre's own document stands for a form: its boxes are not checked, which is said once.

Hit: an Evidence row of kind evidence that takes the place of the diary. Miss: a signed scan of our form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding for each such document."""
    for row in case.rows("Evidence"):
        if row.has("replaces") and row.has("file") and row.text("kind") in ("", "evidence"):
            yield Found(
                row.at("replaces"),
                f"Your own document stands for the form {row.text('replaces')}{case.whose(row)}: "
                "what that form asks for is not checked here.",
            )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Evidence.replaces", "Evidence.kind", "Evidence.file", "Evidence.client_ref", "Evidence.session")


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
