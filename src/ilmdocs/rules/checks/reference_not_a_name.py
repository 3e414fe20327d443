"""References of clients and stakeholders are codes or roles, not names.

Options: `role_words` are words of which one makes a stakeholder's reference a role.

Hit: client reference `Anwen`, stakeholder `Mr Pugh`. Miss: `C1`, `Client A`, `Line manager`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.text.names import looks_like_reference

_HONORIFIC = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|rev)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    role_words: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each reference that looks like a name."""
    for row in case.rows("Clients"):
        if row.has("client_ref") and not looks_like_reference(row.text("client_ref")):
            yield Found(
                row.at("client_ref"),
                f"{case.label('Clients', 'client_ref')} looks like a name.",
                because_of=(row.at("client_ref"),),
            )
        if row.has("stakeholder_ref") and _is_name(row.text("stakeholder_ref"), options.role_words):
            yield Found(
                row.at("stakeholder_ref"),
                f"{case.label('Clients', 'stakeholder_ref')}{case.whose(row)} looks like a name.",
                "Type the role, for example Line manager.",
                because_of=(row.at("stakeholder_ref"),),
            )


def fields(options: Options) -> Iterable[str]:
    """Both references."""
    return ("Clients.client_ref", "Clients.stakeholder_ref")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _is_name(text: str, role_words: Iterable[str]) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if _HONORIFIC.search(text):
        return True
    if looks_like_reference(text) or {word.casefold() for word in words} & set(role_words):
        return False
    return len(words) in (2, 3) and all(word[0].isupper() and word[1:].islower() for word in words)
