"""References lead somewhere: clients, sessions, units, criteria, sections, sources that are named exist.

A reference that several rows share is reported at the first of them; the others follow from it, since the
row that is missing or misspelt is most likely the one they all mean.

Options: `of` lists what is looked up: `units` and `criteria` in every unit, `clients` and `sessions` in every
unit with sessions. Some units add `tools` (client and session of a tool), `progress` and `examples` (sessions
in the progress log, and as examples of an answer), `reviews` (sessions or labels of evidence in the
self-review) and `sources` (what a point of the report is based on).

Hit: a session for client `C7` where the Clients sheet has C1 and C2. Miss: for C2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.narratives import section_of
from ilmdocs.rules.session_links import SESSION_FIELDS, known_sessions, labels_of_evidence, session_references
from ilmdocs.rules.unit_links import foreign_units, unlisted_units
from ilmdocs.rules.wording import listed
from ilmdocs.text.names import looks_like_reference

_CLIENT_SHEETS = ("Goals", "Sessions", "CoacheeFeedback", "Evidence", "Private")
_CLIENTS_IN: Mapping[str, tuple[str, ...]] = {"clients": _CLIENT_SHEETS, "tools": ("Tools",)}
_REVIEW = ("SelfReview", "evidence")
_SESSIONS_IN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sessions": SESSION_FIELDS,
    "tools": (("Tools", "session"),),
    "progress": (("ProgressLog", "session"),),
    "examples": (("Narrative", "sessions"),),
    "reviews": (_REVIEW,),
}
_SESSION = re.compile(r"(?P<client>.+)-\d+")

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "units": (),
    "criteria": ("Narrative.section", "Narrative.criterion", "Evidence.criteria"),
    "sources": ("ReportItems.reference",),
}


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    of: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each cell that refers to nothing."""
    yield from _clients(case, [sheet for name in options.of for sheet in _CLIENTS_IN.get(name, ())])
    yield from _sessions(case, [pair for name in options.of for pair in _SESSIONS_IN.get(name, ())])
    for name in options.of:
        if name in _LOOKED_UP:
            yield from _LOOKED_UP[name](case)


def fields(options: Options) -> Iterable[str]:
    """Every field that refers to something."""
    for name in options.of:
        if name not in {*_CLIENTS_IN, *_SESSIONS_IN, *_LOOKED_UP}:
            raise UnreadableInput(f"The check unknown-reference cannot look up {name}.")
        yield from (f"{sheet}.client_ref" for sheet in _CLIENTS_IN.get(name, ()))
        yield from (f"{sheet}.{field_id}" for sheet, field_id in _SESSIONS_IN.get(name, ()))
        yield from _FIELDS.get(name, ())


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _clients(case: Case, sheets: Collection[str]) -> Iterator[Found]:
    every = {*sheets, *_CLIENT_SHEETS}
    used = {row.text("client_ref") for sheet in every for row in case.submission.rows(sheet)} - {""}
    misspelt = [
        row.at("client_ref")
        for row in case.submission.rows("Clients")
        if row.text("client_ref") not in used or case.client_of(row) is not row
    ]
    first: dict[str, Location] = {}
    for sheet in (name for name in case.submission.sheets if name in every):
        for row in case.submission.rows(sheet):
            ref = row.text("client_ref")
            if not ref or ref in case.by_reference:
                continue
            place = row.at("client_ref")
            if sheet not in sheets:
                first.setdefault(ref, place)
                continue
            named = looks_like_reference(ref)
            shown = f"Client reference “{ref}”" if named else "What you typed as client reference"
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


def _sessions(case: Case, places: Iterable[tuple[str, str]]) -> Iterator[Found]:
    known = known_sessions(case)
    first: dict[str, Location] = {}
    for sheet, field_id in places:
        is_review = (sheet, field_id) == _REVIEW
        shown_instead = labels_of_evidence(case) if is_review else frozenset()
        for row in case.rows(sheet):
            refs = session_references(row, field_id)
            unknown = [ref for ref in refs if ref.casefold() not in known | shown_instead]
            if not unknown:
                continue
            place = row.at(field_id)
            message, remedy = _no_session(unknown, or_evidence=is_review)
            yield Found(
                place,
                message,
                remedy,
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


def _no_session(unknown: Iterable[str], *, or_evidence: bool) -> tuple[str, str]:
    """Message and remedy; what might be a name is not repeated."""
    safe = [f"“{ref}”" for ref in unknown if looks_like_reference(ref.rpartition("-")[0] or ref)]
    what = "session or piece of evidence" if or_evidence else "session"
    message = f"There is no {what} {listed(safe, 'or')}." if safe else f"There is no such {what}."
    remedy = "Type the reference of a session that stands on the Sessions sheet, for example C1-03"
    return message, f"{remedy}, or a label from the Evidence sheet." if or_evidence else f"{remedy}."


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


def _criteria(case: Case) -> Iterator[Found]:
    units = [plan.unit for plan in case.plans]
    criteria = {criterion.id for unit in units for criterion in unit.criteria()}
    for row in case.rows("Narrative"):
        if row.has("criterion") and row.text("criterion") not in criteria:
            yield _no_criterion(case, row, "criterion", [row.text("criterion")])
        if row.has("section") and all(section_of(row, unit) is None for unit in units):
            sections = listed(outcome.id for outcome in case.unit.outcomes)
            yield Found(
                row.at("section"),
                f"There is no section “{row.text('section')[:20]}” in {case.unit.id}.",
                f"Type one of {sections}.",
                because_of=(row.at("section"), *unlisted_units(case)),
            )
    for row in case.rows("Evidence"):
        unknown = [name for name in row.items("criteria") if name not in criteria]
        if unknown:
            yield _no_criterion(case, row, "criteria", unknown)


def _sources(case: Case) -> Iterator[Found]:
    rows = case.rows("References")
    known = {row.text("ref_id").casefold() for row in rows}
    first: dict[str, Location] = {}
    for row in case.rows("ReportItems"):
        ref = row.text("reference").casefold()
        if not ref or ref in known:
            continue
        place = row.at("reference")
        typed = row.text("reference")
        shown = f" “{typed}”" if looks_like_reference(typed) else " of this label"
        yield Found(
            place,
            f"The References sheet has no source{shown}.",
            "Type the label of a source that stands there, for example R1.",
            because_of=(
                *case.headings_of_empty("References"),
                case.submission.heading_at("References", "ref_id"),
                *(source.at("ref_id") for source in rows),
                *((first[ref],) if ref in first else ()),
            ),
        )
        first.setdefault(ref, place)


def _no_criterion(case: Case, row: Row, field_id: str, unknown: list[str]) -> Found:
    return Found(
        row.at(field_id),
        f"There is no criterion {listed((f'“{name[:20]}”' for name in unknown), 'or')} in your units.",
        "Type the number of a criterion, for example 3.3.",
        because_of=tuple(unlisted_units(case)),
    )


_LOOKED_UP: Mapping[str, Callable[[Case], Iterator[Found]]] = {
    "units": foreign_units,
    "criteria": _criteria,
    "sources": _sources,
}
