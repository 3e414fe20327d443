"""No finding names a client: what a learner typed is repeated in messages, and it may be a private name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Submission
from ilmdocs.text.names import PrivateTerms, find_names, private_terms

_HIDDEN = "[a client’s name]"


def without_names(findings: Iterable[Finding], submission: Submission) -> tuple[Finding, ...]:
    """The findings with every certain name of the Private sheet taken out of message, remedy and place.

    The cell still says where it stands; a sheet that bears a client's name is told as the whole file.
    """
    terms = private_terms(submission)
    return tuple(_discreet(finding, terms) for finding in findings) if terms else tuple(findings)


def _discreet(finding: Finding, terms: PrivateTerms) -> Finding:
    place = finding.location
    if place.sheet is not None and _hidden(place.sheet, terms) != place.sheet:
        place = Location(place.file)
    message, remedy = _hidden(finding.message, terms), _hidden(finding.remedy, terms)
    if (message, remedy, place) == (finding.message, finding.remedy, finding.location):
        return finding
    return replace(finding, message=message, remedy=remedy, location=place)


def _hidden(text: str, terms: PrivateTerms) -> str:
    for hit in reversed(find_names(text, terms)):
        if hit.certain:
            text = text[: hit.start] + _HIDDEN + text[hit.end :]
    return text
