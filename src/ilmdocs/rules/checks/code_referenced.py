"""A point about a code of practice says whose code it is: by a source of type code, or by the body's name.

Options: `kind` of the ReportItems rows.

Hit: `Codes of practice matter`, and no source or one of type book. Miss: source R2 of type code, or a text
that names EMCC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found, is_blank

_BODY = re.compile(
    r"\b(?:AC|EMCC|ICF|BACP|BPS|CIPD|APECS|AOCS|ILM|CMI)\b|Association for Coaching"
    r"|Mentoring and Coaching Council|Coaching Federation|Executive Coaching and Supervision"
)
"""Bodies that coaches and mentors are members of; short forms in capitals only."""


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    kind: str


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the source cell of each such point that leaves open whose code it is."""
    sources = {row.text("ref_id").casefold(): row for row in case.rows("References") if row.has("ref_id")}
    for row in case.rows("ReportItems"):
        if row.text("kind") != options.kind or not row.has("text") or "reference" in row.defects:
            continue
        source = sources.get(row.text("reference").casefold())
        if _BODY.search(row.text("text")) or (row.has("reference") and _is_code(source)):
            continue
        if source is not None and is_blank(source, "type"):
            yield Found(
                source.at("type"), "It is not said that this source is a code of practice.", "Choose code."
            )
            continue
        said = "its source is not of type code" if row.has("reference") else "it names no source"
        yield Found(
            row.at("reference"),
            f"It is not clear whose code of practice this is: {said}, and the text names no membership body.",
            because_of=(row.at("reference"), *((source.at("type"),) if source else ())),
        )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("ReportItems.kind", "ReportItems.text", "ReportItems.reference", "References.type")


def required(options: Options) -> Iterable[str]:
    """None: a name in the text does as well."""
    return ()


def _is_code(source: Row | None) -> bool:
    """Whether a source is a code; one that is not listed is another rule's."""
    if source is None or "type" in source.defects:
        return True
    return source.text("type") == "code" or bool(
        _BODY.search(f"{source.text('author')} {source.text('title')}")
    )
