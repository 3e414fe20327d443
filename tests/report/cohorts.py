"""Cohorts made in memory: any number of invented learners, the same ones each time. Nobody here is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ilmdocs.model.cohort import Assessment, Cohort, LearnerStanding, Outcome, Owed, UnitStanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.gap import Addition, CriterionEvidence
from ilmdocs.model.hours import ClientHours
from ilmdocs.model.location import Location
from ilmdocs.model.readiness import CriterionStatus, Readiness, Status
from ilmdocs.model.unit import Unit
from tests.builders import UNITS

TODAY = date(2026, 11, 22)
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>document.title='gone'</script>"
LONG_NAME = "Maximiliana Wilhelmina Featherstonehaugh-Cholmondeley of Little Wittering under Edge"
_FIRST = (
    "Ada", "Zoë", "Björn", "Siân", "Łukasz", "Noémie", "Tariq", "Oluwaseun", "Mehmet", "Aoife",
    "Ignatius", "Xóchitl", "Đorđe", "Priya", "Gwen", "Hamish",
)  # fmt: skip
_LAST = (
    "Quillfeather", "Ångberg", "Tarrant", "O’Mallory", "Pellworth", "Çelebi", "Nakamoto-Reyes", "Fernsby",
    "Włoszek", "Underhaye", "Brambleby", "Iñárritu", "Greatorex", "van der Meersel",
)  # fmt: skip
_OUTCOMES: tuple[Outcome, ...] = ("built", "unchanged", "refused", "refused", "refused", "draft", "failed")
_TOO_SLOW = "LibreOffice did not answer within 120 seconds. Build this learner again."
_WHAT = (
    ("Sessions", "Duration must be more than 0. You entered 0.", "Type hours and minutes, for example 1:30."),
    (
        "Contracts",
        "The contract with client C1 has no date.",
        "Type the day on which C1 signed.",
    ),
    ("Goals", "Client C2 has no goal yet.", "Add a row for C2 with one goal."),
    ("Feedback", "The rating of client C1 is missing.", "Ask C1 for a rating from 1 to 10."),
)


def standing(
    unit: str = "8585-301",
    outcome: Outcome = "built",
    *,
    statuses: tuple[Status, ...] | None = None,
    required: int | None = 360,
    planned: int = 360,
    delivered: int = 360,
    submission: date | None = date(2026, 12, 4),
    assessments: tuple[Assessment, ...] = (),
    attempt: int = 1,
    folder: str = "Tarrant R FIC5001",
    error: str = "",
) -> UnitStanding:
    """One unit; every criterion is met unless `statuses` says otherwise."""
    known = UNITS[unit]
    everything_met: tuple[Status, ...] = tuple("met" for _ in known.criteria())
    states = statuses or everything_met
    made = outcome in ("built", "unchanged", "draft")
    readiness = Readiness(
        unit, outcome in ("built", "unchanged", "failed", "checked"), required, planned, delivered,
        tuple(CriterionStatus(c.id, s) for c, s in zip(known.criteria(), states, strict=False)),
    )  # fmt: skip
    where = f"{folder}/{unit}({attempt})"
    return UnitStanding(
        unit, known.name, known.title, attempt, outcome, readiness, submission, assessments,
        portfolio=f"{where}/portfolio #1 & 50%.pdf" if made else "",
        manifest=f"{where}/manifest.json" if made else "",
        pages=31 if made else 0,
        error=error,
    )  # fmt: skip


def learner(
    name: str = "Rosalind Tarrant", *units: UnitStanding, findings: tuple[Finding, ...] = (), **more: str
) -> LearnerStanding:
    """One learner, by default with one unit that is ready."""
    return LearnerStanding(
        more.pop("file", "intake/Tarrant/Tarrant 8585.xlsx"),
        name,
        units=units or (standing(),),
        findings=findings,
        report=more.pop("report", "Tarrant R FIC5001/report.html"),
        **more,  # type: ignore[arg-type]
    )


def finding(
    severity: Severity = Severity.MUST,
    unit: str | None = "8585-301",
    number: int = 0,
    cause: str | None = None,
) -> Finding:
    """One finding; numbers tell them apart."""
    sheet, message, remedy = _WHAT[number % len(_WHAT)]
    place = Location("Tarrant 8585.xlsx", sheet, 8 + number, 6)
    return Finding(
        f"rule-{number}", severity, place, message, remedy, unit, "2.1", "a sentence", False, cause
    )


def unreadable(name: str = "Protected workbook") -> LearnerStanding:
    """A workbook that nobody could read."""
    return LearnerStanding(
        f"intake/{name}.xlsx",
        name,
        report=f"{name}/report.html",
        error="The workbook is protected with a password. Save it without one and build again.",
    )


def hostile() -> LearnerStanding:
    """A learner every one of whose texts attacks the page or the spreadsheet."""
    bad = Finding(
        "rule-x", Severity.MUST, Location(f"{FORMULA}.xlsx", f"{SCRIPT}", 3, 2),
        f"{FORMULA} \x00\x0b\ud800 {SCRIPT}", f"\t+1+1 \" onmouseover='x' {SCRIPT}", "8585-301", f"{FORMULA}",
    )  # fmt: skip
    unit = standing(outcome="failed", error=f"@SUM(1) {SCRIPT}")
    return LearnerStanding(
        f"intake/{SCRIPT}.xlsx", FORMULA, registration=f"-1{SCRIPT}", email="x@example.com", units=(unit,),
        findings=(bad,), owed=(Owed("client", f"{SCRIPT}", bad),), report="javascript:alert(1)",
    )  # fmt: skip


def cohort_of(count: int, seed: int = 4) -> Cohort:
    """So many learners with one to three units each, every sort of trouble among them."""
    random = Random(seed)
    made: list[LearnerStanding] = []
    for number in range(count):
        if number % 17 == 5:
            made.append(unreadable(f"Workbook {number}"))
        elif number == 9:
            made.append(hostile())
        else:
            name = LONG_NAME if number == 3 else f"{random.choice(_FIRST)} {random.choice(_LAST)}"
            made.append(_anybody(name, number, random))
    return Cohort(tuple(made))


def _anybody(name: str, number: int, random: Random) -> LearnerStanding:
    folder = f"{name.split()[-1]} {name[0]} FIC{number:04}"
    chosen = random.sample(sorted(UNITS), random.choice((1, 1, 1, 2, 2, 3)))
    findings: list[Finding] = []
    units = []
    for unit in sorted(chosen):
        outcome = random.choice(_OUTCOMES)
        if outcome in ("refused", "draft"):
            findings += [finding(Severity.MUST, unit, n) for n in range(random.randint(1, 6))]
        findings += [finding(Severity.SHOULD, unit, 20 + n) for n in range(random.randint(0, 3))]
        units.append(_any_unit(UNITS[unit], outcome, folder, random))
    return LearnerStanding(
        f"intake/{folder}/{name.split()[-1]}.xlsx", name, f"FIC{number:04}", "someone@example.com",
        "Dr Beatrix Underhaye", "Owen Fairlough", "Marguerite Sallow", tuple(units), tuple(findings),
        tuple(Owed("client" if "C1" in f.message else "learner", "C1" if "C1" in f.message else name, f)
              for f in findings),
        report=f"{folder}/report.html",
    )  # fmt: skip


def _any_unit(unit: Unit, outcome: Outcome, folder: str, random: Random) -> UnitStanding:
    ready = outcome in ("built", "unchanged")
    choices: tuple[Status, ...] = ("met",) if ready else ("met", "met", "met", "partly", "missing")
    required = unit.required_minutes
    done = (required or 0) if ready else random.randrange(0, (required or 60) + 1, 15)
    submission = None if random.random() < 0.1 else TODAY + timedelta(days=random.randint(-20, 60))
    assessments: tuple[Assessment, ...] = ()
    if ready and random.random() < 0.5:
        total = random.randint(38, 90) if unit.total_marks else None
        passed = total is None or total >= 50
        word = "PASS" if passed else "REFERRAL"
        assessments = (Assessment(1, "Dr Beatrix Underhaye", TODAY, word, passed, total, unit.total_marks),)
    return standing(
        unit.id, outcome, statuses=tuple(random.choice(choices) for _ in unit.criteria()), required=required,
        planned=required or 0, delivered=done, submission=submission, assessments=assessments,
        attempt=random.choice((1, 1, 1, 2)), folder=folder,
        error=_TOO_SLOW if outcome == "failed" else "",
    )  # fmt: skip


def in_full(outcome: Outcome = "checked") -> LearnerStanding:
    """A learner of whom all is known that a report can tell: two clients, a gap, evidence, assumptions."""
    known = UNITS["8585-302"]
    built = outcome in ("built", "unchanged")
    statuses: tuple[Status, ...] = () if built else ("met", "partly", "missing")
    met: tuple[Status, ...] = tuple("met" for _ in known.criteria())
    unit = standing(
        "8585-302", outcome, statuses=(*statuses, *met)[: len(met)],
        required=720, planned=900, delivered=720 if built else 540,
    )  # fmt: skip
    book = "Tarrant 8585.xlsx"
    gap = (
        Addition("Two more sessions of 1 h 30 min with client C2", Location(book, "Sessions", 12, 1), 1),
        Addition("One supervision record", Location(book, "Supervision", 6, 1), 1),
        Addition("A date: “Contract signed by coach on” in Clients!R3", Location(book, "Clients", 3, 18), 1),
    )
    page = 7 if built else None
    rich = replace(
        unit,
        readiness=replace(unit.readiness, ready=built),
        gap=() if built else gap,
        evidence=tuple(
            CriterionEvidence(c.id, f"E{n:02}", f"Coaching diary, client C{n}", page)
            for c in known.criteria()
            for n in range(1, 9 if c.id == "3.1" else 3)
            if built or c.id != "1.3"
        ),
        criteria={c.id: f"{c.number} {c.text}" for c in known.criteria()},
        clients=(ClientHours("C1", 450, 360), ClientHours("C2", 450, 360 if built else 180)),
        assumed=("“Attempt” is blank in Units!C5; that counts as 1.",),
        forms="ilmdocs forms for 8585, version 2018-11",
        engine="embedded" if built else "",
    )
    must = () if built else (finding(unit="8585-302"), finding(unit="8585-302", number=1))
    found = (*must, finding(Severity.SHOULD, "8585-302", 2), finding(Severity.INFO, "8585-302", 3))
    return learner("Rosalind Tarrant", rich, findings=found, registration="FIC5001")
