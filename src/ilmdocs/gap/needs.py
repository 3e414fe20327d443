"""From findings to needs: cells to fill in or put right, rows to add, sessions to plan; as few as will do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ilmdocs.gap.apart import apart
from ilmdocs.gap.hours import Short, planned_gap, sessions_gap
from ilmdocs.gap.lost import Lost, lost_rows, named_rows, of_lost, only_names_lost
from ilmdocs.gap.roots import repeated, roots
from ilmdocs.gap.rows import Demand, packed
from ilmdocs.gap.scene import Scene
from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location
from ilmdocs.model.readiness import Readiness
from ilmdocs.model.submission import Row, Submission
from ilmdocs.model.unit import Unit


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that has to be done; `rows`, `corrects`, `plan_to` or else `fields` says what.

    Args:
        at: where it is done.
        closes: how many must findings go away with it.
        rows: so many new rows of the sheet, each complete and with these `values` (field to value).
        values: what the new rows have to hold; `client_ref` is empty for any client.
        minutes: how long each new session is; or how much time is to be planned with all clients together.
        row: the row whose cells are filled in.
        fields: the empty cells of it; or those to be put right.
        corrects: what is wrong, where something is there that has to be put right, in the `fields` of `row`.
        again: the other cells in which the same is wrong.
        plan_to: the number of sessions to be planned with the client of `row`.
        follows: the cells of the session before the new ones that have to name the next one.
    """

    at: Location
    closes: int
    rows: int = 0
    values: tuple[tuple[str, str], ...] = ()
    minutes: int = 0
    row: Row | None = None
    fields: tuple[str, ...] = ()
    corrects: Finding | None = None
    again: tuple[Location, ...] = ()
    plan_to: int = 0
    follows: tuple[Location, ...] = ()


def needs_of(
    submission: Submission, unit: Unit, readiness: Readiness, findings: Sequence[Finding]
) -> tuple[Need, ...]:
    """What has to be done so that no must finding of a unit is left, in the order of the sheets.

    Args:
        submission: the learner's workbook.
        unit: the unit.
        readiness: its hours so far.
        findings: all findings of the workbook, those of other units among them.
    """
    scene = Scene(submission, unit)
    first = roots(scene, findings)
    own = [finding for finding in findings if finding.unit in (None, unit.id)]
    again = repeated(scene, first, own)
    scene = scene.with_wrong(first, again)
    first = (*(f for f in first if not scene.counts_a_copy(f)), *apart(scene, first, own))
    scene = scene.with_wrong(first, again)
    short = sessions_gap(scene, readiness, first)
    lost = lost_rows(scene, first, own, short.sessions if short else 0)
    named = named_rows(scene, first, lost, own)
    work = _Work(scene, readiness, first, lost, (*of_lost(lost, own), *named), short, again)
    needs = (*work.cells(), *work.new_rows())
    position = {name: number for number, name in enumerate(submission.sheets)}
    return tuple(
        sorted(needs, key=lambda n: (position.get(n.at.sheet or "", -1), n.at.row or 0, n.at.column or 0))
    )


def _plans(fields: tuple[str, ...]) -> bool:
    return bool({"planned_sessions", "planned_session_hours"}.intersection(fields))


@dataclass(frozen=True)
class _Work:
    scene: Scene
    readiness: Readiness
    findings: tuple[Finding, ...]
    lost: tuple[Lost, ...]
    more: tuple[Demand, ...]
    short: Short | None
    again: Mapping[Location, tuple[Location, ...]]

    def cells(self) -> Iterator[Need]:
        """What is done in cells that are there: those of one row are filled in together."""
        blank: dict[tuple[str, int], list[tuple[str, Finding]]] = {}
        wrong: dict[Location, list[Finding]] = {}
        for finding in self.findings:
            row, field_id = self.scene.cell(finding.location)
            if row is not None and self.scene.is_blank(row, field_id):
                if not self.scene.asked_for_now(row, field_id):
                    blank.setdefault((row.sheet, row.number), []).append((field_id, finding))
            elif not finding.missing and not only_names_lost(self.scene, finding, self.lost):
                wrong.setdefault(finding.location, []).append(finding)
        for (sheet, number), found in blank.items():
            row = self.scene.row(sheet, number)
            fields = tuple(dict.fromkeys(name for name, _ in found))
            time = self._time_of_plan(*fields) if self._short("Clients") else 0
            yield Need(row.at(fields[0]), len(found), row=row, fields=fields, minutes=time)
        for place, same in wrong.items():
            again = self.again.get(place, ())
            row, field_id = self.scene.cell(place)
            yield Need(
                place, len(same) + len(again), corrects=same[0], again=again,
                minutes=self._time_of_plan(field_id), row=row,
                fields=(field_id, *self._of_copy(row)) if row else (),
            )  # fmt: skip
        yield from self._planning()

    def _time_of_plan(self, *fields: str) -> int:
        """How much has to be planned in all where one of these cells decides about it; else 0."""
        rules = self.scene.must_rules("coaching-hours")
        is_asked = any(rule.options.get("of") == "planned" for rule in rules)
        return (self.readiness.required_minutes or 0) if is_asked and _plans(fields) else 0

    def _of_copy(self, row: Row) -> tuple[str, ...]:
        """What else has to be typed anew in a session that was copied: its number, if it stands twice.

        What was rightly empty in a client's first session is not in the copy of it, which is a later one.
        """
        if row.sheet != "Sessions" or row.number not in self.scene.copies:
            return ()
        held = self.scene.rows("Sessions")
        labels = [(one.text("client_ref"), one.integer("session_no")) for one in held]
        is_twice = labels.count((row.text("client_ref"), row.integer("session_no"))) > 1
        later = sorted(self.scene.asked_except("first"))
        blank = (name for name in later if self.scene.is_blank(row, name))
        return (*(("session_no",) if is_twice else ()), *blank)

    def _short(self, sheet: str) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if any(m.minutes and m.sheet == sheet for m in f.missing))

    def _planning(self) -> Iterator[Need]:
        """More sessions planned with a client that is there."""
        for finding in () if self._lost_clients else self._short("Clients"):
            gap = planned_gap(self.scene, self.readiness, self.findings)
            if gap is not None and gap.client is not None:
                closes = int(finding.caused_by is None)
                yield Need(gap.client.at("planned_sessions"), closes, row=gap.client, plan_to=gap.sessions)

    @property
    def _lost_clients(self) -> bool:
        return any(one.sheet == "Clients" for one in self.lost)

    def new_rows(self) -> Iterator[Need]:
        """Rows to add, each for as many findings as it can be."""
        demands = [
            Demand(lack.sheet, lack.rows, lack.values, 1 if number == 0 else 0)
            for finding in self.findings
            for number, lack in enumerate(finding.missing)
            if lack.rows
        ]
        demands += [*self.more, *self._of_new_client()]
        demands += self._of_examples(demands)
        short = self.short
        sheets = dict.fromkeys([demand.sheet for demand in demands] + (["Sessions"] if short else []))
        for sheet in sheets:
            own = [demand for demand in demands if demand.sheet == sheet]
            yield from self._of_sheet(sheet, own, short if sheet == "Sessions" else None)
        if "Sessions" not in sheets:
            yield from self._anywhere()

    def _of_sheet(self, sheet: str, demands: Sequence[Demand], short: Short | None) -> Iterator[Need]:
        if sheet == "Sessions":
            yield from self._sessions(demands, short)
            return
        at = self.scene.next_row(sheet)
        time = self._time_to_plan() if sheet == "Clients" else 0
        for number, values, closes in packed(demands):
            yield Need(at, closes, rows=number, values=values, minutes=time)

    def _time_to_plan(self) -> int:
        """What new clients have to plan, so that it is enough with those that are there."""
        if not self._short("Clients"):
            return 0
        return max(0, (self.readiness.required_minutes or 0) - self.readiness.planned_minutes)

    def _sessions(self, demands: Sequence[Demand], short: Short | None) -> Iterator[Need]:
        """New sessions: one for each client without, and as many more as the hours ask for."""
        usual = self.scene.usual_minutes
        rows = [(number, values, closes) for number, values, closes in packed(demands)]
        more = max(0, (short.sessions if short else 0) - sum(number for number, _, _ in rows))
        own = int(any(f.caused_by is None for f in self._short("Sessions"))) + len(self._notes())
        if more and not rows:
            rows.append((0, (("client_ref", self.scene.whom_to_see()),), 0))
        for place, (number, values, closes) in enumerate(rows):
            first = place == 0
            ref = dict(values).get("client_ref", "")
            yield Need(
                self.scene.next_row("Sessions"),
                closes + (own if first else 0),
                rows=number + (more if first else 0),
                values=values,
                minutes=usual,
                follows=self.scene.left_open(ref),
            )

    def _notes(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if any(lack.anywhere for lack in f.missing))

    def _anywhere(self) -> Iterator[Need]:
        """A field that one row has to hold: in the first row that is there, else in a new one."""
        for finding in self._notes():
            lack = finding.missing[0]
            row = next(iter(self.scene.rows(lack.sheet)), None)
            if row is not None:
                yield Need(row.at(lack.anywhere), 1, row=row, fields=(lack.anywhere,))
            else:
                yield Need(
                    self.scene.next_row(lack.sheet), 1, rows=1,
                    values=(("client_ref", self.scene.whom_to_see()),), minutes=self.scene.usual_minutes,
                )  # fmt: skip

    def _of_examples(self, demands: Sequence[Demand]) -> list[Demand]:
        """A new answer that has to rest on a session needs one to rest on."""
        resting = {rule.criterion for rule in self.scene.must_rules("session-examples")}
        new = {dict(one.values).get("criterion") for one in demands if one.sheet == "Narrative"}
        there = self.scene.rows("Sessions") or any(one.sheet == "Sessions" for one in demands)
        return [] if there or not resting & new else [Demand("Sessions", 1, (), 0)]

    def _of_new_client(self) -> list[Demand]:
        """A unit with practice needs a client; each new one has what every client has to have."""
        closes = sum(f.caused_by is None for f in self._short("Clients"))
        new = [one.label for one in self.lost if one.sheet == "Clients"]
        unnamed = not new and bool(self._short("Clients")) and not self.scene.rows("Clients")
        theirs = [
            Demand(str(rule.options["child"]), 1, (("client_ref", ref),), 0)
            for rule in self.scene.must_rules("row-for-each-client")
            for ref in new or [""] * unnamed
            if not any(
                row.text("client_ref") == ref for row in self.scene.rows(str(rule.options["child"])) if ref
            )
        ]
        return [*([Demand("Clients", 1, (), closes)] if unnamed else []), *theirs]
