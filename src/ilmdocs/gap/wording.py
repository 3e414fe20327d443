"""Needs in plain English: what to add, how many, where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ilmdocs.gap.needs import Need
from ilmdocs.model.finding import Finding
from ilmdocs.model.gap import Addition
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.text.formats import duration
from ilmdocs.workbook.schema import FieldType, sheet_schema

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROWS = {
    "Clients": ("client", "clients"),
    "Goals": ("goal", "goals"),
    "Sessions": ("session", "sessions"),
    "Tools": ("diagnostic tool or technique", "diagnostic tools or techniques"),
    "CoacheeFeedback": ("feedback sheet", "feedback sheets"),
    "Supervision": ("supervision record", "supervision records, each of another day"),
    "Observations": ("observation by a supervisor or tutor", "observations by a supervisor or tutor"),
    "CPD": ("row of the development plan", "rows of the development plan"),
    "SelfReview": ("entry of the self-review", "entries of the self-review"),
    "Networks": ("entry about peers and networks", "entries about peers and networks"),
    "ProgressLog": ("entry of the progress log", "entries of the progress log"),
    "ReportItems": ("point", "points"),
    "Narrative": ("answer", "answers"),
}
_SHOWN = 3
"""So many headings of one row are named; of more, how many there are."""


def additions_of(needs: Sequence[Need], submission: Submission, unit: Unit) -> tuple[Addition, ...]:
    """The needs in words. Answers to several criteria are one addition."""
    words = _Words(submission, unit)
    found = []
    for alike, group in groupby(needs, key=_alike):
        some = tuple(group)
        if alike is None:
            found += [Addition(words.of(need), need.at, need.closes) for need in some]
        else:
            found.append(Addition(words.answers(some), some[0].at, sum(need.closes for need in some)))
    return tuple(found)


def _alike(need: Need) -> str | None:
    """What makes needs one addition: answers differ in their criterion alone."""
    return dict(need.values).get("kind", "answer") if need.rows and need.at.sheet == "Narrative" else None


class _Words:
    def __init__(self, submission: Submission, unit: Unit) -> None:
        self._submission = submission
        self._unit = unit

    def of(self, need: Need) -> str:
        """One need, without a full stop."""
        if need.corrects is not None:
            return self._correction(need, need.corrects) + _again(need.again) + _enough(need)
        if need.plan_to and need.row is not None:
            ref = need.row.text("client_ref")
            whom = f" with client {ref}" if ref else ""
            return f"Plan {need.plan_to} sessions{whom}: {self._cell(need.at, 'planned_sessions')}"
        if need.rows:
            return self._sessions(need) if need.at.sheet == "Sessions" else self._rows(need)
        return self._filled(need)

    def answers(self, needs: Sequence[Need]) -> str:
        """Answers to one criterion or several, on one sheet."""
        names = [self._number(dict(need.values).get("criterion", "")) for need in needs]
        kind = "statement" if dict(needs[0].values).get("kind") == "statement" else "answer"
        if len(names) == 1:
            return f"{_article(kind)} for criterion {names[0]}"
        return f"{_count(len(names), kind, kind + 's')}, for the criteria {_listed(names)}"

    def _correction(self, need: Need, finding: Finding) -> str:
        row = need.row
        if row is None:
            words = (finding.remedy or finding.message).rstrip(".")
            return f"{finding.location}: {words}" if finding.location.cell else words
        if len(need.fields) == 1:
            return f"Put right {self._cell(need.at, need.fields[0])}"
        names = _listed(f"“{self._heading(row.sheet, name)}”" for name in need.fields)
        cells = ", ".join(row.at(name).cell or "" for name in need.fields)
        return f"Put right {names} in row {row.number} of {row.sheet} ({cells})"

    def _filled(self, need: Need) -> str:
        row = need.row
        if row is None:
            return ""
        enough = _enough(need)
        names = [f"“{self._heading(row.sheet, name)}”" for name in need.fields]
        if len(names) == 1:
            return f"{self._what(row.sheet, need.fields[0])} {names[0]} in {need.at}{enough}"
        more = len(names) - _SHOWN
        if more > 0:
            names = [*names[:_SHOWN], f"{more} more"]
        cells = [row.at(name).cell or "" for name in need.fields]
        shown = cells if len(cells) <= _SHOWN else [*cells[:_SHOWN], "…"]
        if sheet_schema(row.sheet).layout == "form":
            return f"{_listed(names)} on the sheet {row.sheet} ({', '.join(shown)}){enough}"
        return f"{_listed(names)} in row {row.number} of {row.sheet} ({', '.join(shown)}){enough}"

    def _rows(self, need: Need) -> str:
        sheet, values = need.at.sheet or "", dict(need.values)
        one, several = _ROWS.get(sheet, ("row", "rows"))
        words = [_count(need.rows, one, several)]
        if "client_ref" in values:
            ref = values.pop("client_ref")
            about = "with the reference" if sheet == "Clients" else "for client"
            words.append(f"{about} {ref}" if ref else "for this client")
        criterion = values.pop("criterion", "")
        for number, (name, value) in enumerate(values.items()):
            either = " or ".join(f"“{part}”" for part in value.split("|"))
            words.append(f"{'and' if number else 'with'} {either} under “{self._heading(sheet, name)}”")
        if criterion:
            words.append(f"for criterion {self._number(criterion)}")
        if sheet == "Clients" and need.minutes:
            words.append(
                f"{'and' if len(words) > 1 else 'with'} {duration(need.minutes)} of sessions planned"
            )
        return " ".join(words)

    def _sessions(self, need: Need) -> str:
        more = " more" if self._submission.rows("Sessions") else ""
        head = f"{_count(need.rows, f'{more} session'.strip(), f'{more} sessions'.strip())}"
        ref = dict(need.values).get("client_ref")
        whom = f" with client {ref}" if ref else "" if ref is None else " with this client"
        after = ""
        if need.follows:
            cells = _listed([str(need.follows[0]), *(place.cell or "" for place in need.follows[1:])])
            after = f" (then fill in {cells}, too: the session before them names the next one)"
        return f"{head} of {duration(need.minutes)}{whom}{after}"

    def _what(self, sheet: str, field_id: str) -> str:
        """What is typed into a cell, such as `A date:`."""
        kind = sheet_schema(sheet).field(field_id).type
        names = {FieldType.DATE: "A date:", FieldType.DURATION: "A duration:", FieldType.INTEGER: "A number:"}
        return names.get(kind, "Fill in")

    def _cell(self, place: Location, field_id: str) -> str:
        return f"“{self._heading(place.sheet or '', field_id)}” in {place}"

    def _heading(self, sheet: str, field_id: str) -> str:
        headings = self._submission.sheet(sheet).headings
        return (
            headings[field_id].text if field_id in headings else sheet_schema(sheet).field(field_id).heading
        )

    def _number(self, criterion: str) -> str:
        known = self._unit.criterion(criterion)
        return known.number if known else criterion


def _enough(need: Need) -> str:
    """How much has to be planned, where a cell to be typed decides about it."""
    return f", so that at least {duration(need.minutes)} are planned in all" if need.minutes else ""


def _again(places: Sequence[Location]) -> str:
    """Where the same is to be done again."""
    if not places:
        return ""
    if len(places) <= _SHOWN:
        return f", and in {_listed(map(str, places))}"
    sheets = {place.sheet: [one.cell or "" for one in places if one.sheet == place.sheet] for place in places}
    cells = "; ".join(f"{sheet}!{', '.join(some)}" for sheet, some in sheets.items())
    return f", and in {cells}"


def _count(number: int, one: str, several: str) -> str:
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word.capitalize()} {one if number == 1 else several}"


def _article(noun: str) -> str:
    return f"{'An' if noun[0] in 'aeiou' else 'A'} {noun}"


def _listed(items: Iterable[str]) -> str:
    words = list(items)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
