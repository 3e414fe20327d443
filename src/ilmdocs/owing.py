"""Decides who can put each open point of a learner right; the workbook's schema says whom to ask for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ilmdocs.discreet import without_names
from ilmdocs.model.cohort import Owed
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.marking import MARKS_SHEETS, AttemptMarks
from ilmdocs.model.party import Party
from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.text.formats import uk_date
from ilmdocs.text.names import PrivateTerms, find_names, looks_like_reference, private_terms
from ilmdocs.workbook.schema import ALL_SHEETS, KNOWN_FROM, Asked, Behind, sheet_schema

_LEARNER: Party = "learner"
_CLIENT: Party = "client"
_Cell = tuple[str, str | None, int | None, int | None]
_SCHEMAS = {schema.name: schema for schema in ALL_SHEETS}


def owed(
    findings: Iterable[Finding],
    submission: Submission,
    marks: Mapping[str, Sequence[AttemptMarks]] | None = None,
) -> tuple[Owed, ...]:
    """Who owes each open point: everything but mere notes and what only follows from another finding.

    What is wrong is the learner's to correct. What is missing is asked of whom the schema names, where the
    workbook says who that is: a point about every client is owed by each of them. No name of the Private
    sheet is ever given out as somebody's.

    Args:
        findings: a learner's findings.
        submission: the learner's workbook.
        marks: the assessor's complete marks by unit id; they may say who assesses.
    """
    ledger = _Ledger(submission, marks or {})
    open_points = [f for f in findings if f.severity is not Severity.INFO and f.caused_by is None]
    return tuple(debt for finding in _sendable(open_points, submission) for debt in ledger.debts(finding))


def blank_field(submission: Submission, place: Location) -> str:
    """The field (`Sheet.field`) of a cell that is there and empty; nothing for any other place."""
    return _blank(*_places(submission).get(_key(place), (None, "")))


def asked_for(missing: str) -> Asked | None:
    """Who provides what is missing, a row of a sheet or a field (`Sheet.field`); None: the learner."""
    sheet, _, field_id = missing.partition(".")
    if sheet not in _SCHEMAS:
        return None
    schema = sheet_schema(sheet)
    return schema.field(field_id).asked if field_id else schema.asked


def learner_email(submission: Submission) -> str:
    """The learner's own e-mail address; nothing when what stands there is a client's."""
    return _Secrets.of(submission).unless_private(submission.learner.text("email"))


def _sendable(findings: Iterable[Finding], submission: Submission) -> tuple[Finding, ...]:
    """The findings as they may leave this machine: a client's name is one even where staff bear it too."""
    private = {"Private": submission.sheet("Private")}
    return without_names(findings, Submission(submission.file, submission.folder, private))


@dataclass(frozen=True)
class _Secrets:
    """What must not be told: everything that the leak scan is sure of, and a client's whole name anywhere."""

    terms: PrivateTerms
    names: frozenset[str]

    @classmethod
    def of(cls, submission: Submission) -> _Secrets:
        """What the Private sheet says."""
        rows = submission.rows("Private")
        names = [name for row in rows for name in (row.text("real_name"), *row.text("aliases").split(";"))]
        return cls(private_terms(submission), frozenset(" ".join(n.split()).casefold() for n in names))

    def unless_private(self, name: str) -> str:
        """A name in one line, or nothing when it must not be told: a client may stand where staff belongs."""
        plain = " ".join(name.split())
        is_secret = plain.casefold() in self.names or any(
            hit.certain for hit in find_names(plain, self.terms)
        )
        return "" if is_secret else plain


@dataclass(frozen=True)
class _Ledger:
    submission: Submission
    marks: Mapping[str, Sequence[AttemptMarks]]

    @cached_property
    def _secrets(self) -> _Secrets:
        return _Secrets.of(self.submission)

    @cached_property
    def _cells(self) -> Mapping[_Cell, tuple[Row, str]]:
        return _places(self.submission)

    def debts(self, finding: Finding) -> Iterator[Owed]:
        """One debt, or one for each client."""
        row, field_id = self._cells.get(_key(finding.location), (None, ""))
        asked = asked_for(finding.lacks or _blank(row, field_id))
        if asked is None:
            yield Owed(_LEARNER, self._learner, finding)
        elif asked.of == (_CLIENT,):
            yield from self._of_clients(finding, asked, row)
        else:
            yield self._of_staff(finding, asked, None if finding.lacks else row)

    def _of_clients(self, finding: Finding, asked: Asked, row: Row | None) -> Iterator[Owed]:
        """What a client owes; the learner, where the client has no reference that could be told."""
        behind = _behind(row)
        if row is not None and behind is not None and behind.party(row.text(behind.role)) != _CLIENT:
            yield Owed(_LEARNER, self._learner, finding)
            return
        rows = (row,) if row is not None else self._clients(finding.unit)
        references = dict.fromkeys(self._reference(one) for one in rows)
        if not references or "" in references:
            yield Owed(_LEARNER, self._learner, finding)
        else:
            yield from (Owed(_CLIENT, ref, finding, _words(asked, row)) for ref in references)

    def _clients(self, unit: str | None) -> tuple[Row, ...]:
        rows = (
            self.submission.rows("Clients") if unit is None else unit_rows(self.submission, unit, "Clients")
        )
        return tuple(row for row in rows if row.has("client_ref"))

    def _reference(self, row: Row) -> str:
        ref = row.text("client_ref").strip()
        return self._secrets.unless_private(ref) if looks_like_reference(ref) else ""

    def _of_staff(self, finding: Finding, asked: Asked, row: Row | None) -> Owed:
        """The first of those asked whose name is known; where the row says who it was, nobody else."""
        behind = _behind(row)
        own, parties = "", asked.of
        if row is not None and behind is not None:
            actual = behind.party(row.text(behind.role))
            own = self._secrets.unless_private(row.text(behind.named_in))
            parties = (actual,) if own or actual != behind.of else asked.of
        if _LEARNER in parties:
            return Owed(_LEARNER, self._learner, finding)
        named = [(party, own or self._known(party, finding.unit)) for party in parties]
        party, who = next((found for found in named if found[1]), named[0])
        return Owed(party, who, finding, _words(asked, row))

    def _known(self, party: Party, unit: str | None) -> str:
        """A party's name: the only one that stands where such names stand."""
        return next(filter(None, (self._only(name, unit) for name in KNOWN_FROM.get(party, ()))), "")

    def _only(self, field_name: str, unit: str | None) -> str:
        sheet, _, field_id = field_name.partition(".")
        typed = (self._secrets.unless_private(row.text(field_id)) for row in self._rows(sheet, unit))
        names = {name.casefold(): name for name in typed if name}
        return next(iter(names.values())) if len(names) == 1 else ""

    def _rows(self, sheet: str, unit: str | None) -> tuple[Row, ...]:
        if sheet not in MARKS_SHEETS:
            return self.submission.rows(sheet)
        attempts = (item for name, items in self.marks.items() if unit in (None, name) for item in items)
        return tuple(row for attempt in attempts for row in attempt.submission.rows(sheet))

    @property
    def _learner(self) -> str:
        return self.submission.learner.text("learner_name")


def _key(place: Location) -> _Cell:
    return place.file, place.sheet, place.row, place.column


def _places(submission: Submission) -> dict[_Cell, tuple[Row, str]]:
    """Every cell of every row, with its field; headings are in none."""
    return {
        _key(row.at(field_id)): (row, field_id)
        for sheet in submission.sheets
        for row in submission.rows(sheet)
        for field_id in row.cells
    }


def _blank(row: Row | None, field_id: str) -> str:
    if row is None or row.has(field_id) or field_id in row.defects:
        return ""
    return f"{row.sheet}.{field_id}"


def _behind(row: Row | None) -> Behind | None:
    return None if row is None or row.sheet not in _SCHEMAS else _SCHEMAS[row.sheet].behind


def _words(asked: Asked, row: Row | None) -> str:
    """What is asked, with the day of the row that it is missing from."""
    day = None if row is None else row.day("date")
    return asked.words.replace("{of}", f" of {uk_date(day)}" if day else "")
