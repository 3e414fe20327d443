"""References lead somewhere: clients, sessions, units, criteria and sections that are named exist.

A reference that several rows share is reported at the first of them; the others follow from it, since the
row that is missing or misspelt is most likely the one they all mean.

Options: `of` lists what is looked up: `clients`, `sessions`, `units`, `criteria`.

Hit: a session for client `C7` where the Clients sheet has C1 and C2. Miss: for C2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.narratives import section_of
from ilmdocs.rules.session_links import SESSION_FIELDS, known_sessions, session_references
from ilmdocs.rules.wording import listed
from ilmdocs.text.names import looks_like_reference

_CLIENT_SHEETS = ("Goals", "Sessions", "CoacheeFeedback", "Evidence", "Private")
_SESSION = re.compile(r"(?P<client>.+)-\d+")


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "clients": tuple(f"{sheet}.client_ref" for sheet in _CLIENT_SHEETS),
    "sessions": tuple(f"{sheet}.{field_id}" for sheet, field_id in SESSION_FIELDS),
    "units": (),
    "criteria": ("Narrative.section", "Narrative.criterion", "Evidence.criteria"),
}


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    of: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each cell that refers to nothing."""
    for name in options.of:
        yield from _LOOKED_UP[name](case)


def fields(options: Options) -> Iterable[str]:
    """Every field that refers to something."""
    return [name for kind in options.of for name in _FIELDS[kind]]


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _clients(case: Case) -> Iterator[Found]:
    used = {row.text("client_ref") for sheet in _CLIENT_SHEETS for row in case.submission.rows(sheet)} - {""}
    misspelt = [
        row.at("client_ref") for row in case.submission.rows("Clients") if row.text("client_ref") not in used
    ]
    first: dict[str, Location] = {}
    for sheet in (name for name in case.submission.sheets if name in _CLIENT_SHEETS):
        for row in case.submission.rows(sheet):
            ref = row.text("client_ref")
            if not ref or ref in case.by_reference:
                continue
            place = row.at("client_ref")
            shown = (
                f"Client reference “{ref}”"
                if looks_like_reference(ref)
                else "What you typed as client reference"
            )
            known = [r for r in case.by_reference if looks_like_reference(r)]
            hint = f" It lists {listed(known)}." if known else ""
            yield Found(
                place,
                f"{shown} is not on the Clients sheet.{hint}",
                because_of=(
                    place,
                    case.submission.heading_at("Clients", "client_ref"),
                    *misspelt,
                    *((first[ref],) if ref in first else ()),
                ),
            )
            first.setdefault(ref, place)


def _sessions(case: Case) -> Iterator[Found]:
    known = known_sessions(case)
    first: dict[str, Location] = {}
    for sheet, field_id in SESSION_FIELDS:
        for row in case.rows(sheet):
            unknown = [ref for ref in session_references(row, field_id) if ref.casefold() not in known]
            if not unknown:
                continue
            place = row.at(field_id)
            safe = [f"“{ref}”" for ref in unknown if looks_like_reference(ref.rpartition("-")[0] or ref)]
            yield Found(
                place,
                f"There is no session {listed(safe, 'or')}." if safe else "There is no such session.",
                "Type the reference of a session that stands on the Sessions sheet, for example C1-03.",
                because_of=(
                    place,
                    case.submission.heading_at("Sessions", "client_ref"),
                    *case.headings_of_empty("Sessions"),
                    *_session_causes(case, unknown),
                    *(first[r] for r in unknown if r in first),
                ),
            )
            for ref in unknown:
                first.setdefault(ref, place)


def _session_causes(case: Case, unknown: Iterable[str]) -> Iterator[Location]:
    """Cells of the client's sessions on which the missing reference may rest."""
    for ref in unknown:
        match = _SESSION.fullmatch(ref)
        client = case.by_reference.get(match["client"]) if match else None
        if client is None:
            yield from (row.at("client_ref") for row in case.strays("Sessions") if row.has("client_ref"))
            continue
        chain = case.chain(client)
        yield from (row.at(name) for row in chain for name in ("session_no", "session_ref"))
        yield from (row.at("client_ref") for row in case.strays("Sessions"))
        if int(ref.rpartition("-")[2]) <= len(chain) + 1:
            yield case.submission.heading_at("Sessions", "duration")


def _units(case: Case) -> Iterator[Found]:
    for sheet in case.submission.sheets:
        if sheet in ("Learner", "Units", "Private"):
            continue
        for row in case.submission.rows(sheet):
            unknown = [name for name in row.items("units") if name not in case.known_units]
            if unknown:
                yield Found(
                    row.at("units"),
                    f"{listed(f'“{name}”' for name in unknown)} {'is' if len(unknown) == 1 else 'are'} "
                    "not on the Units sheet.",
                    "Type a unit as on the Units sheet, for example 8585-301, or leave the cell blank.",
                )


def _criteria(case: Case) -> Iterator[Found]:
    units = [plan.unit for plan in case.plans]
    criteria = {criterion.id for unit in units for criterion in unit.criteria()}
    for row in case.rows("Narrative"):
        if row.has("criterion") and row.text("criterion") not in criteria:
            yield _no_criterion(row, "criterion", [row.text("criterion")])
        if row.has("section") and all(section_of(row, unit) is None for unit in units):
            sections = listed(outcome.id for outcome in case.unit.outcomes)
            yield Found(
                row.at("section"),
                f"There is no section “{row.text('section')[:20]}” in {case.unit.id}.",
                f"Type one of {sections}.",
                because_of=(row.at("section"),),
            )
    for row in case.rows("Evidence"):
        unknown = [name for name in row.items("criteria") if name not in criteria]
        if unknown:
            yield _no_criterion(row, "criteria", unknown)


def _no_criterion(row: Row, field_id: str, unknown: list[str]) -> Found:
    return Found(
        row.at(field_id),
        f"There is no criterion {listed((f'“{name[:20]}”' for name in unknown), 'or')} in your units.",
        "Type the number of a criterion, for example 3.3.",
    )


_LOOKED_UP: Mapping[str, Callable[[Case], Iterator[Found]]] = {
    "clients": _clients,
    "sessions": _sessions,
    "units": _units,
    "criteria": _criteria,
}
