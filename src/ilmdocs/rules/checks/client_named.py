"""No client is named in anything that is handed in.

The names, e-mail addresses and employers of the Private sheet are looked for in every text of every other
sheet. Full names, other names of two words and e-mail addresses are certain; so is a single name with a
capital, unless it is an ordinary word or the learner or staff bear it too: then, as for an employer, a name
in small letters or one half of a double surname, it is worth a look (should). The message gives the client's
reference and never the name. Somebody who is typed as supervisor or assessor and is a client on the Private
sheet is told apart: nobody can be both. A client who has the learner's own name cannot be looked for.

Hit: `Anwen said` where client C1 is Anwen. Miss: `C1 said`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ilmdocs.model.finding import Severity
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found, bare_reference
from ilmdocs.rules.wording import listed
from ilmdocs.text.names import (
    NameHit,
    PrivateTerms,
    TermKind,
    find_names,
    looks_like_reference,
    private_terms,
)

_IDENTITY = frozenset({
    "Learner.learner_name", "Learner.surname", "Learner.first_names", "Learner.tutor_assessor", "Learner.iqa",
    "Learner.supervisor_default", "Learner.coach_display_name", "Learner.centre_name", "Learner.email",
    "Supervision.supervisor", "Observations.observer", "MarkSheet.learner_name", "MarkSheet.centre_name",
    "MarkSheet.assessor", "MarkSheet.qa_name",
})  # fmt: skip
"""Fields that name the learner or staff: there only a certain hit of a whole name means anything."""
_STAFF = {
    "Learner.tutor_assessor": "tutor or assessor", "Learner.iqa": "quality assurer",
    "Learner.supervisor_default": "supervisor", "Supervision.supervisor": "supervisor",
    "Observations.observer": "observer", "MarkSheet.assessor": "assessor",
    "MarkSheet.qa_name": "quality assurer",
}  # fmt: skip
"""Fields that name somebody who works with the learner, and as what."""
_FIELDS = {
    TermKind.FULL_NAME: ("real_name",), TermKind.ALIAS: ("aliases",), TermKind.EMAIL: ("email",),
    TermKind.EMPLOYER: ("employer",), TermKind.SITE: ("site",),
}  # fmt: skip
"""Columns of the sheet Private from which a word comes; parts of names come from either kind of name."""
_WHOLE = frozenset({TermKind.FULL_NAME, TermKind.ALIAS, TermKind.EMAIL})


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding for each cell that names a client, must if any hit is certain."""
    terms = private_terms(case.submission)
    if not terms:
        return
    for sheet in case.submission.sheets:
        if sheet != "Private":
            for row in case.submission.rows(sheet):
                for found, hits in _in_row(row, terms):
                    yield replace(found, remedy=f"{_typed_in(hits, case)}{found.remedy or rule.remedy}")


def fields(options: Options) -> Iterable[str]:
    """The sheet that the names come from; every text is read."""
    return tuple(
        f"Private.{name}" for name in ("client_ref", "real_name", "aliases", "email", "employer", "site")
    )


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()


def _in_row(row: Row, terms: PrivateTerms) -> Iterator[tuple[Found, list[NameHit]]]:
    for field_id, value in row.values.items():
        if field_id == "session_ref" and row.has("client_ref"):
            continue  # worked out from the client's reference, which is read on its own
        texts = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        hits = [hit for text in texts for hit in find_names(text, terms)]
        name = f"{row.sheet}.{field_id}"
        if name in _IDENTITY:
            whole = [hit for hit in hits if hit.kind in _WHOLE]
            hits = [hit for hit in whole if hit.certain]
            if whole and not hits and name == "Learner.learner_name":
                yield _namesake(row, whole), whole
        if hits:
            yield (_both if name in _STAFF else _found)(row, field_id, hits), hits


def _typed_in(hits: list[NameHit], case: Case) -> str:
    """Where on the sheet Private to see which word is meant: a message repeats no name."""
    places = dict.fromkeys(
        str(row.at(field_id))
        for hit in hits
        for row in case.submission.rows("Private")
        if row.text("client_ref") == hit.client
        for field_id in _FIELDS.get(hit.kind, ("real_name", "aliases"))
        if row.has(field_id)
    )
    return (
        f"{listed(list(places))} {'says' if len(places) == 1 else 'say'} which word is meant. "
        if places
        else ""
    )


def _namesake(row: Row, hits: list[NameHit]) -> Found:
    """The learner bears a client's whole name."""
    return Found(
        row.at("learner_name"),
        f"On the Private sheet {_whose(hits)} has the same name as you, so nobody can look for it.",
        "Correct the Private sheet; if you do share a name, look yourself that it stands for you alone.",
        severity=Severity.SHOULD,
    )


def _both(row: Row, field_id: str, hits: list[NameHit]) -> Found:
    """A client is typed as one of those who work with the learner."""
    role = _STAFF[f"{row.sheet}.{field_id}"]
    return Found(
        row.at(field_id),
        f"The {role} named here is {_whose(hits)} on the Private sheet: the same person cannot be both.",
        "Correct this cell or the Private sheet. If two people do share the name, type the client's first "
        "name alone on the Private sheet, and look for the whole name yourself.",
    )


def _whose(hits: list[NameHit]) -> str:
    refs = dict.fromkeys(hit.client for hit in hits)
    return listed(
        [f"client {bare_reference(ref)}" if looks_like_reference(ref) else "a client" for ref in refs]
    )


def _found(row: Row, field_id: str, hits: list[NameHit]) -> Found:
    certain = [hit for hit in hits if hit.certain]
    shown = certain or hits
    kinds = {hit.kind for hit in shown}
    if certain:
        what = "the e-mail address" if kinds == {TermKind.EMAIL} else "the name"
        message = f"This cell holds {what} of {_whose(shown)}."
    elif kinds <= {TermKind.EMPLOYER, TermKind.SITE}:
        message = f"This cell holds the employer or site of {_whose(shown)}, which may tell who it is."
    else:
        message = f"This cell holds a word that is also a name of {_whose(shown)}."
    return Found(row.at(field_id), message, severity=None if certain else Severity.SHOULD)
