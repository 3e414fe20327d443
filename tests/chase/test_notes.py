"""Each person gets one note with nothing but their own points."""

from __future__ import annotations

from datetime import date

from ilmdocs.chase import Note, chase_notes
from ilmdocs.chase.note import plain_address
from ilmdocs.chase.wording import lines, title
from ilmdocs.model.centre import Centre, Person
from ilmdocs.model.cohort import Cohort, LearnerStanding, Owed, UnitStanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.party import Party
from ilmdocs.model.readiness import Readiness

TODAY = date(2026, 11, 22)
TYPED = "Something private that was typed"


def point(
    message: str,
    *,
    weight: Severity = Severity.MUST,
    unit: str | None = "8585-301",
    remedy: str = "Type it.",
    column: int = 6,
) -> Finding:
    return Finding("some-rule", weight, Location("l.xlsx", "Sessions", 8, column), message, remedy, unit)


def owes(party: Party, who: str, ask: str = "", **finding: object) -> Owed:
    return Owed(party, who, point(TYPED, **finding), ask)  # type: ignore[arg-type]


def learner(name: str, *debts: Owed, number: str = "", email: str = "", units: int = 1) -> LearnerStanding:
    every = ("8585-301", "8585-303")[:units]
    return LearnerStanding(
        f"intake/{name}/l.xlsx",
        name,
        number,
        email,
        units=tuple(
            UnitStanding(
                unit, unit, f"Title of {unit}", 1, "refused", Readiness(unit, False, None, 0, 0, ()),
                submission=date(2026, 12, 1),
            )
            for unit in every
        ),
        owed=debts,
    )  # fmt: skip


def notes_of(*learners: LearnerStanding, centre: Centre | None = None) -> tuple[Note, ...]:
    return chase_notes(Cohort(learners), centre, today=TODAY)


def said(note: Note) -> str:
    return "\n".join(f"{line.place}: {line.text}" if line.place else line.text for line in lines(note))


def test_a_supervisor_of_three_gets_one_note() -> None:
    """Capitals and spaces make no other person of a name; another role does."""
    made = notes_of(
        learner("Ann", owes("supervisor", "R Penhaligon", "Do one."), number="1"),
        learner("Ben", owes("supervisor", "r  PENHALIGON ", "Do two."), number="2"),
        learner(
            "Cem",
            owes("supervisor", "R Penhaligon", "Do three."),
            owes("assessor", "R Penhaligon", "Sign."),
            number="3",
        ),
    )
    supervisor, assessor = made
    assert [section.learner for section in supervisor.sections] == ["Ann", "Ben", "Cem"]
    assert supervisor.label == "supervisor R Penhaligon"
    assert assessor.label == "assessor R Penhaligon"
    text = said(supervisor)
    assert "supervisor of 3 learners" in text
    assert all(asked in text for asked in ("Do one.", "Do two.", "Do three."))
    assert "Sign." not in text
    assert "Sign." in said(assessor)


def test_what_is_needed_comes_first() -> None:
    """Within a unit what stands in the way comes before what would be better."""
    note = notes_of(
        learner(
            "Ann",
            Owed("learner", "Ann", point("Better.", weight=Severity.SHOULD, remedy="Improve.")),
            Owed("learner", "Ann", point("Empty one.")),
            Owed("learner", "Ann", point("Empty two.", column=7)),
            Owed("learner", "Ann", point("Of the other.", unit="8585-303")),
            Owed("learner", "Ann", point("Of both.", unit=None)),
            units=2,
        )
    )[0]
    text = said(note)
    order = [
        "4 points have to be put right before you can hand in. 1 more point would make it better.",
        "All units", "Of both.",
        "Unit 8585-301, Title of 8585-301", "The portfolio is to be handed in by 1 December 2026.",
        "Needed before handing in", "Sessions!F8: Empty one.", "Sessions!G8: Empty two.", "Type it.",
        "Worth doing as well", "Better.", "Improve.",
        "Unit 8585-303", "Of the other.",
    ]  # fmt: skip
    place = 0
    for part in order:
        place = text.index(part, place) + len(part)
    first = text[text.index("Unit 8585-301") : text.index("Worth doing")]
    assert first.count("Type it.") == 1


def test_others_are_told_nothing_that_was_typed() -> None:
    """Clients and staff read what is asked of them, never a message about the learner's words."""
    made = notes_of(
        learner(
            "Ann",
            Owed("learner", "Ann", point("Only for Ann.")),
            *(owes(party, "C1" if party == "client" else "Kim", f"Ask {party}.")
              for party in ("client", "supervisor", "assessor", "quality assurer")),
            owes("client", "C2", "Ask the other client."),
        )
    )  # fmt: skip
    assert [(note.party, note.who) for note in made] == [
        ("learner", "Ann"), ("client", "C1"), ("client", "C2"),
        ("supervisor", "Kim"), ("assessor", "Kim"), ("quality assurer", "Kim"),
    ]  # fmt: skip
    for note in made[1:]:
        text = f"{title(note)}\n{said(note)}"
        assert TYPED not in text
        assert "Only for Ann." not in text
        assert "Sessions" not in text
        asked = "Ask the other client." if note.who == "C2" else f"Ask {note.party}."
        assert asked in text
        assert text.count("Ask ") == 1
    assert "C2" not in said(made[1])


def test_a_client_is_reached_through_the_learner() -> None:
    """The note says for whom it is and carries no address; the learner's own has it enclosed."""
    made = notes_of(
        learner("Ann Example", owes("client", "C1", "Sign."), number="X1", email="ann@example.org")
    )
    ann, client = made
    assert title(client) == "For client C1 of Ann Example"
    assert client.email == ""
    assert ann.enclosed == (client,)
    assert "Your own part of the portfolio is complete." in said(ann)
    assert "comes a note for your client C1. Please pass it on." in said(ann)


def test_somebody_without_a_name_is_asked_through_the_learner() -> None:
    """Two unnamed supervisors are two people; the assessor without a name is nobody the learner writes to."""
    made = notes_of(
        learner("Ann", owes("supervisor", "", "Observe."), number="1"),
        learner("Ben", owes("supervisor", " ", "Observe."), owes("assessor", "", "Sign."), number="2"),
    )
    assert [note.label for note in made] == [
        "learner Ann 1", "learner Ben 2", "supervisor of Ann 1", "supervisor of Ben 2", "assessor of Ben 2",
    ]  # fmt: skip
    assert [one.label for one in made[1].enclosed] == ["supervisor of Ben 2"]
    assert "your supervisor" in said(made[1])
    assert "This is about your work as tutor or assessor of Ben." in said(made[4])


def test_two_workbooks_of_one_learner_are_one_note() -> None:
    """The registration number says who it is; without one, the same name may be two people."""
    first, second = (
        LearnerStanding(file, "Ann", number, owed=(owes("learner", "Ann"),))
        for file, number in (("a/one.xlsx", "X1"), ("b/two.xlsx", "x1"))
    )
    (note,) = notes_of(first, second)
    assert "one.xlsx" in said(note)
    assert "two.xlsx" in said(note)
    unregistered = (
        LearnerStanding(file, "Ann", owed=(owes("learner", "Ann"),)) for file in ("a/one.xlsx", "b/two.xlsx")
    )
    assert len(notes_of(*unregistered)) == 2


def test_a_workbook_that_cannot_be_read_is_asked_for_again() -> None:
    """There is nothing else that one could say about it."""
    broken = LearnerStanding("intake/ann.xlsx", "ann", error="ann.xlsx is protected with a password.")
    (note,) = notes_of(broken)
    assert "ann.xlsx: ann.xlsx is protected with a password." in said(note)
    assert note.count(Severity.MUST) == 1


def test_staff_are_written_to_at_the_address_of_the_centre() -> None:
    """In the spelling of the centre; a name with two addresses, or a broken one, has none."""
    centre = Centre(
        name="Fernside",
        tutors=(Person("Dr Kim Lee", "kim@example.org"), Person("Jo Two", "jo@example.org")),
        assessors=(Person("Jo Two", "other@example.org"), Person("Max Odd", "max@example")),
    )
    made = notes_of(
        learner("Ann", *(owes("assessor", who, "Sign.") for who in ("dr kim  lee", "Jo Two", "Max Odd"))),
        centre=centre,
    )
    assert [(note.who, note.email) for note in made] == [
        ("Dr Kim Lee", "kim@example.org"), ("Jo Two", ""), ("Max Odd", ""),
    ]  # fmt: skip
    assert said(made[0]).endswith("Kind regards\nFernside")


def test_an_address_is_one_address() -> None:
    """Nothing that could add a second one, a name or a header."""
    assert plain_address(" o'neil+x@mail.example.org ") == "o'neil+x@mail.example.org"
    bad = (
        "", "ann", "ann@example", "a@b.org, c@d.org", "Ann <a@b.org>", "a@b.org\r\nBcc: c@d.org",
        "a@b.org\n", "ann@exämple.org", "a b@c.org", "a@b..org", "a" * 260 + "@b.org", "a@-b.org",
    )  # fmt: skip
    assert [plain_address(text) for text in bad if text != "a@b.org\n"] == [""] * (len(bad) - 1)
    assert "\n" not in plain_address("a@b.org\n")
