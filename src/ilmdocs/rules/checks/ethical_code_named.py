"""The statement on ethical contracting names a code of practice or a policy, or one is chosen beside it.

Hit: `We agreed it fairly.` and no code chosen. Miss: `I followed the EMCC code.`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found, is_blank

_CODE = re.compile(
    r"\b(?:AC|EMCC|ICF|BACP|CIPD|APECS)\b|\b(?:code|polic(?:y|ies)|standards?|charter)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the blank choice of a code."""
    for row in case.rows("Clients"):
        statement = row.text("ethical_contracting")
        if statement and is_blank(row, "code_of_practice") and not _CODE.search(statement):
            yield Found(
                row.at("code_of_practice"),
                f"Neither {case.label('Clients', 'code_of_practice')} nor the statement beside it names "
                f"a code or policy{case.whose(row)}.",
            )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Clients.ethical_contracting", "Clients.code_of_practice")


def required(options: Options) -> Iterable[str]:
    """None: no must rule uses this check."""
    return ()
