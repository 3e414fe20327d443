"""Each open point is owed by the one who can put it right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from ilmdocs.model.party import Party
from ilmdocs.owing import asked_for, learner_email, owed
from ilmdocs.workbook.schema import ALL_SHEETS, KNOWN_FROM
from tests.builders import TODAY as DAY
from tests.marks.fictional import FULL, SIGNED, Desk, changed, desk, library_with_marks

from .learners import Change, both, checked, debts, emptied, standing, told, without

LEARNER, SUPERVISOR, TUTOR = "Morgan Ellery", "Imogen Calloway", "Rowan Thistlewood"
PEER_ALONE = emptied("Observations", observer="Piers Peerless", observer_role="peer")


@pytest.mark.parametrize(
    ("change", "party", "who", "words"),
    [
        (emptied("Clients", "client_signed"), "client", "C1", "contract"),
        (emptied("Clients", "final_client_signed"), "client", "C1", "completed diary"),
        (without("CoacheeFeedback"), "client", "C1", "Fill in a feedback sheet"),
        (emptied("CoacheeFeedback", "rating_empathy"), "client", "C1", "of your feedback sheet of"),
        (emptied("Supervision", "outcomes"), "supervisor", SUPERVISOR, "session of 29 January 2026."),
        (emptied("Observations", "listening"), "supervisor", SUPERVISOR, "Fill in the whole sheet"),
        (without("Observations"), "supervisor", SUPERVISOR, "Observe a session"),
        (PEER_ALONE, "supervisor", SUPERVISOR, "Observe a session"),
        (
            emptied("Observations", "listening", observer="Tilda Tutor", observer_role="tutor"),
            "assessor",
            "Tilda Tutor",
            "Fill in the whole sheet",
        ),
        (both(without("Supervision"), without("Observations")), "assessor", TUTOR, "Hold a supervision"),
        (emptied("Sessions", "reality", item=1), "learner", LEARNER, ""),
        (emptied("Clients", "coach_signed"), "learner", LEARNER, ""),
        (emptied("Clients", client_signed=date(2062, 3, 1)), "learner", LEARNER, ""),
        (emptied("CoacheeFeedback", rating_empathy=11), "learner", LEARNER, ""),
        (emptied("Supervision", "actions"), "learner", LEARNER, ""),
        (without("Goals"), "learner", LEARNER, ""),
        (emptied("Observations", "listening", observer_role="peer"), "learner", LEARNER, ""),
        (emptied("CoacheeFeedback", "overall", given_by="stakeholder"), "learner", LEARNER, ""),
    ],
)  # fmt: skip
def test_who_can_put_it_right(change: Change, party: str, who: str, words: str, tmp_path: Path) -> None:
    """Missing things are asked of whom they must come from; what is wrong is the learner's to correct."""
    found = debts(checked(tmp_path, change))
    mine = [debt for debt in found if (debt.party, debt.who) == (party, who)]
    assert mine, [(debt.party, debt.who, debt.finding.message) for debt in found]
    assert any(words in debt.ask for debt in mine)
    assert all(bool(debt.ask) == (debt.party != "learner") for debt in found)


def test_the_tutor_signs_the_declaration(tmp_path: Path) -> None:
    """The learner has signed; only the tutor's date is missing."""
    look = checked(tmp_path, emptied("Units", "tutor_signed"), "8580-500")
    assert told(look) == [("assessor", TUTOR, "declaration-signed", "Units!H5")]


def test_feedback_that_no_client_gave_is_owed_by_each_of_them(tmp_path: Path) -> None:
    """One finding at the heading of an empty sheet: every client of the unit is asked."""
    look = checked(tmp_path, without("CoacheeFeedback"), "8580-501")
    parties = [(d.party, d.who) for d in debts(look) if d.finding.id == "coachee-feedback"]
    assert parties == [("client", "C1"), ("client", "C2")]


def test_what_only_follows_is_not_owed_twice(tmp_path: Path) -> None:
    """Consequences and mere notes are nobody's debt."""
    look = checked(tmp_path, without("Sessions"))
    assert any(finding.caused_by for finding in look.findings)
    owing = debts(look)
    assert owing
    assert all(debt.finding.caused_by is None and debt.finding.severity != "info" for debt in owing)


def test_a_row_without_a_supervisor_takes_the_usual_one(tmp_path: Path) -> None:
    """The Learner sheet says who usually supervises."""
    change = both(
        emptied("Supervision", "outcomes", "supervisor"), emptied("Learner", supervisor_default="Una Usual")
    )
    assert ("supervisor", "Una Usual", "supervision-count", "Supervision!F5") in told(
        checked(tmp_path, change)
    )


def test_of_two_supervisors_none_is_guessed(tmp_path: Path) -> None:
    """A missing observation names nobody when two people supervise; the tutor is then asked."""
    change = both(without("Observations"), emptied("Supervision", supervisor="Otto Other"))
    assert [row[:2] for row in told(checked(tmp_path, change))] == [("assessor", TUTOR)]


def test_a_client_is_never_named(tmp_path: Path) -> None:
    """Neither as client nor where the name of a member of staff belongs, nor by a private address."""
    name = "Thandeka Okonjo"
    as_reference = checked(
        tmp_path / "1",
        both(
            emptied("Clients", "client_signed", client_ref=name),
            *(emptied("Sessions", item=item, client_ref=name) for item in range(6)),
        ),
    )
    as_staff = checked(tmp_path / "2", emptied("Supervision", "outcomes", supervisor=name))
    signature = [debt for debt in debts(as_reference) if str(debt.finding.location) == "Clients!U5"]
    assert [debt.party for debt in signature] == ["learner"]
    for look in (as_reference, as_staff):
        assert "okonjo" not in str(debts(look)).casefold()
    address = checked(tmp_path / "3", emptied("Learner", email="t.okonjo@example.org"))
    assert learner_email(address.submission) == ""
    assert standing(as_staff).email == "morgan.ellery@example.com"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A learner with a tutor and a quality assurer, whose work is being marked."""
    folder = tmp_path_factory.mktemp("marked")
    library = library_with_marks(folder)
    return desk(folder / "learner", library, tutor_assessor="Tilda Tutor", iqa="Quentin Quality")


@pytest.mark.parametrize(
    ("marks", "head", "debtor"),
    [
        (changed(ac_1_1=None), SIGNED, ("assessor", "Tilda Tutor")),
        (FULL, {**SIGNED, "qa_sampled": True}, ("quality assurer", "Quentin Quality")),
        (changed(ac_1_1=None), {**SIGNED, "qa_sampled": True}, ("assessor", "Tilda Tutor")),
    ],
)
def test_marks_are_owed_by_whom_they_wait_for(
    marks: dict[str, dict[str, int]], head: dict[str, object], debtor: tuple[str, str], marked: Desk
) -> None:
    """An incomplete marks workbook waits for its assessor, or for the quality assurer alone."""
    from ilmdocs.checking import check_workbook

    marked.give(marks, head)
    look = check_workbook(marked.workbook, marked.library, DAY)
    found = [debt for debt in owed(look.findings, look.submission) if debt.finding.id == "marks-incomplete"]
    assert [(debt.party, debt.who) for debt in found] == [debtor]
    assert "marks" in found[0].ask


def test_the_schema_asks_nobody_unknown() -> None:
    """Everyone who is asked is a party, and for staff it is said where the name stands."""
    every = [asked_for(schema.name) for schema in ALL_SHEETS]
    every += [asked_for(f"{schema.name}.{field.id}") for schema in ALL_SHEETS for field in schema.fields]
    parties = {party for asked in every if asked for party in asked.of}
    assert parties == {"client", "supervisor", "assessor", "quality assurer"}
    assert parties < set(get_args(Party))
    names = {f"{schema.name}.{field.id}" for schema in ALL_SHEETS for field in schema.fields}
    assert {name for found in KNOWN_FROM.values() for name in found} <= names
    assert asked_for("Sessions.reality") is None
