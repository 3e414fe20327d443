"""No message names a client: what a learner typed is repeated in messages, and it may be a private name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ilmdocs.errors import IlmdocsError
from ilmdocs.model.finding import CLIENT_NAMED, Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Submission
from ilmdocs.text.names import PrivateTerms, find_names, private_terms
from ilmdocs.text.whose import client_words

_HIDDEN = "[a client’s name]"
_Error = TypeVar("_Error", bound=IlmdocsError)


def without_names(findings: Iterable[Finding], submission: Submission) -> tuple[Finding, ...]:
    """The findings with every certain name of the Private sheet taken out of message, remedy and place.

    The cell still says where it stands; a sheet that bears a client's name is told as the whole file.
    """
    terms = private_terms(submission)
    return tuple(_discreet(finding, terms) for finding in findings) if terms else tuple(findings)


def named_unseen(path: Path, submission: Submission, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`client-named` where no rule sees the name: file and folder, headings, cells that cannot be read.

    What stands in a cell that cannot be read, such as a name in place of a duration, is known from its
    finding alone. It is printed nowhere, yet it is a name that somebody has to take out.

    Args:
        path: the learner's workbook.
        submission: what was read from it.
        findings: what was found while reading, before any name is taken out.
    """
    terms = private_terms(submission)
    if not terms:
        return ()
    seen = {
        row.at(name) for sheet in submission.sheets for row in submission.rows(sheet) for name in row.values
    }
    named: dict[Location, Finding] = {}
    for name, what in ((path.name, "file"), (path.absolute().parent.name, "folder")):
        place = Location(submission.file)
        for client in _clients(name, terms):
            named.setdefault(
                place, _client_named(place, f"The name of this {what} holds", client, "Rename it.")
            )
    for finding in findings:
        place = finding.location
        for text, remedy in ((place.sheet or "", "Rename that sheet."), (finding.message, "Take it out.")):
            for client in _clients(text, terms) if place not in seen and finding.id != CLIENT_NAMED else ():
                what = "One of the sheets bears" if text == place.sheet else "In this cell stands"
                named.setdefault(place, _client_named(place, what, client, remedy))
    return tuple(named.values())


def _clients(text: str, terms: PrivateTerms) -> list[str]:
    return [hit.client for hit in find_names(text, terms) if hit.certain]


def _client_named(place: Location, what: str, client: str, remedy: str) -> Finding:
    message = f"{what} the name of {client_words([client])}."
    return Finding(CLIENT_NAMED, Severity.MUST, place, message, remedy, derived=True)


def shown_path(path: Path, submission: Submission) -> Path:
    """A learner's workbook as it may be told: names of clients are taken out of file and folder."""
    terms = private_terms(submission)
    told = "/".join(hidden(part, terms) for part in path.as_posix().split("/"))
    return path if told == path.as_posix() else Path(told)


def discreet_error(error: _Error, terms: PrivateTerms) -> _Error:
    """An error whose words name no client."""
    message, remedy = hidden(error.message, terms), hidden(error.remedy, terms)
    if (message, remedy) == (error.message, error.remedy):
        return error
    return type(error)(message, remedy)


def hidden(text: str, terms: PrivateTerms) -> str:
    """A text with every certain name of a client taken out."""
    for hit in reversed(find_names(text, terms)):
        if hit.certain:
            text = text[: hit.start] + _HIDDEN + text[hit.end :]
    return text


def _discreet(finding: Finding, terms: PrivateTerms) -> Finding:
    place = finding.location
    if place.sheet is not None and hidden(place.sheet, terms) != place.sheet:
        place = Location(place.file)
    if hidden(place.file, terms) != place.file:
        place = replace(place, file=hidden(place.file, terms))
    message, remedy = hidden(finding.message, terms), hidden(finding.remedy, terms)
    missing = tuple(
        replace(lack, values=tuple((name, hidden(value, terms)) for name, value in lack.values))
        for lack in finding.missing
    )
    told = replace(finding, message=message, remedy=remedy, location=place, missing=missing)
    return finding if told == finding else told
