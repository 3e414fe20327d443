"""Who is drawn, why, and that nobody's rank depends on anybody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilmdocs.model.centre import Centre, Person
from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.model.sample import Risk, Sample
from ilmdocs.sampling import rank

from .builders import assessment, cohort, learner, sample

ALEX = Person("Alex Assessor", since=date(2015, 1, 1))


def names(drawn: Sample) -> list[str]:
    """The learners that were drawn, in printed order."""
    return [one.learner.learner for one in drawn.drawn]


def risks(marks: Any, centre: Centre | None = None, **how: Any) -> tuple[Risk, ...]:
    """The risks of one assessment."""
    (only,) = sample(learner(1, marks=marks), centre=centre, **how).drawn
    return only.risks


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (assessment(), ()),
        (assessment(passed=False, outcome="REFERRAL"), (Risk.REFERRAL,)),
        (assessment(margin=1), (Risk.BORDERLINE,)),
        (assessment(margin=0), (Risk.BORDERLINE,)),
        (assessment(margin=2), ()),
        (assessment(margin=None, total=None, most=None), ()),
        (assessment(attempt=2), (Risk.SECOND_ATTEMPT,)),
        (
            assessment(attempt=2, passed=False, margin=0),
            (Risk.REFERRAL, Risk.BORDERLINE, Risk.SECOND_ATTEMPT),
        ),
    ],
)
def test_what_counts_as_a_risk(marks: Any, expected: tuple[Risk, ...]) -> None:
    """Each risk by its own, and all of them together."""
    assert risks(marks) == expected


def test_how_near_is_borderline_can_be_said() -> None:
    """A wider border takes in more."""
    assert risks(assessment(margin=3), borderline=3) == (Risk.BORDERLINE,)
    assert risks(assessment(margin=1), borderline=0) == ()


@pytest.mark.parametrize(
    ("since", "assessed", "is_new"),
    [
        (date(2025, 7, 3), date(2026, 7, 2), True),  # the last day of the first twelve months
        (date(2025, 7, 2), date(2026, 7, 2), False),
        (date(2026, 7, 2), date(2026, 7, 2), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),  # a leap day's year is over on the 28th
        (date(2025, 11, 23), None, True),  # not dated: the day of the draw counts
        (date(2025, 11, 22), None, False),
        (None, date(2026, 7, 2), False),
    ],
)
def test_who_is_a_new_assessor(since: date | None, assessed: date | None, is_new: bool) -> None:
    """The day of the assessment counts, not that of the draw."""
    centre = Centre(assessors=(Person("alex  ASSESSOR", since=since),))
    assert risks(assessment(assessed=assessed), centre) == ((Risk.NEW_ASSESSOR,) if is_new else ())


def test_an_assessor_whom_the_centre_does_not_list_is_new() -> None:
    """A centre that lists its assessors knows those who are not new."""
    made = sample(learner(1), centre=Centre(assessors=(Person("Somebody Else"),)))
    assert made.drawn[0].reasons == ("New assessor: not on the centre's list of assessors.",)


def test_the_record_says_when_it_is_not_known_who_is_new() -> None:
    """Without settings, and for an assessor without a day in them."""
    assert "centre.toml" in sample(learner(1)).notes[0]
    assert "Alex Assessor" in sample(learner(1), centre=Centre(assessors=(Person("Alex Assessor"),))).notes[0]
    assert sample(learner(1), centre=Centre(assessors=(ALEX,))).notes == ()


def test_the_rate_is_rounded_up_in_every_stratum() -> None:
    """Eleven without a risk at 20 % are three, one is one, and the risks come on top."""
    many = [learner(n) for n in range(11)]
    risky = [learner(n, marks=assessment(margin=0)) for n in range(20, 23)]
    other = learner(30, "8580-503")
    made = sample(*many, *risky, other)
    assert [(s.unit, s.portfolios, s.at_risk, s.from_rest, s.taken) for s in made.strata] == [
        ("8580-501", 14, 3, 3, 6),
        ("8580-503", 1, 0, 1, 1),
    ]
    assert made.considered == 15 and len(made.drawn) == 7


def test_spelling_makes_no_stratum() -> None:
    """Alex and ALEX are one assessor."""
    made = sample(learner(1), learner(2, marks=assessment(assessor="ALEX  assessor")))
    assert [s.portfolios for s in made.strata] == [2]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"outcome": "draft"}, "Only a draft so far."),
        ({"outcome": "refused"}, "Not built yet: points must be fixed first."),
        ({"outcome": "failed", "error": "The engine stopped."}, "Not built: The engine stopped."),
        ({"assessments": ()}, "Not assessed yet: there are no complete marks."),
        ({"attempt": 2}, "Not assessed yet (an earlier attempt was): there are no complete marks."),
    ],
)
def test_what_cannot_be_drawn_is_listed_with_its_reason(changes: dict[str, Any], why: str) -> None:
    """Nothing is left out without a word."""
    made = sample(learner(1, **changes), learner(2))
    assert names(made) == ["Learner 2"]
    assert [(item.learner, item.unit, item.why) for item in made.left_out] == [("Learner 1", "8580-501", why)]


def test_an_unreadable_workbook_is_listed() -> None:
    """Its learner is not known; the file is."""
    made = sample(learner(1), LearnerStanding("in/x.xlsx", "", error="x.xlsx is damaged."))
    assert [(item.learner, item.why) for item in made.left_out] == [
        ("in/x.xlsx", "Not read: x.xlsx is damaged.")
    ]


def test_portfolios_that_are_marked_on_paper_can_be_drawn_when_asked_for() -> None:
    """Then the assessor is the one whom the workbook names."""
    made = sample(learner(1, assessments=(), assessor="Paper Assessor"), unmarked=True)
    assert [(d.assessor, d.assessment) for d in made.drawn] == [("Paper Assessor", None)]
    assert made.left_out == ()


def test_a_learner_who_refused_use_by_ilm_is_drawn_like_any_other_and_it_is_said() -> None:
    """Refusing reuse does not bar quality assurance."""
    (only,) = sample(learner(1, refuses_ilm_use=True)).drawn
    assert "refused use by ILM" in only.remarks[0]


def test_the_algorithm_stays_as_it_is() -> None:
    """The hash is the one that sha256sum gives for the list that the documentation names."""
    (one,) = cohort(learner(7)).learners
    assert rank("4711", one, one.units[0]).startswith("9972ca7ac5630526bb821971ab1245d7")


_COHORTS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(["8580-501", "8580-503", "8585-301"]),
        st.sampled_from(["Alex Assessor", "Bo Assessor", ""]),
        st.one_of(st.none(), st.integers(0, 5)),
        st.booleans(),
        st.integers(1, 2),
    ),
    max_size=40,
    unique_by=lambda item: item[0],
)


def _made(items: list[Any]) -> list[LearnerStanding]:
    return [
        learner(n, unit, marks=assessment(assessor=who, margin=margin, passed=passed, attempt=attempt))
        for n, unit, who, margin, passed, attempt in items
    ]


@settings(deadline=None)
@given(_COHORTS, st.integers(0, 100), st.text(max_size=5))
def test_every_risk_and_one_of_every_stratum_is_taken(items: list[Any], rate: int, seed: str) -> None:
    """Whatever the cohort, the rate and the seed."""
    made = sample(*_made(items), rate=rate, seed=seed)
    drawn = {d.learner.registration for d in made.drawn}
    for n, _, _, margin, passed, attempt in items:
        if not passed or attempt > 1 or (margin is not None and margin <= 1):
            assert f"FIC{n:04}" in drawn
    assert all(s.taken >= 1 and s.from_rest * 100 >= s.rest * rate for s in made.strata)
    assert all(s.from_rest <= max(1, s.rest * rate / 100 + 1) for s in made.strata)
    assert sum(s.portfolios for s in made.strata) == made.considered == len(items)
    assert sum(s.taken for s in made.strata) == len(made.drawn) == len(drawn)


@settings(deadline=None)
@given(_COHORTS, st.integers(61, 99), st.randoms(use_true_random=False))
def test_another_learner_moves_nobody(items: list[Any], number: int, shuffler: Any) -> None:
    """One more learner can only push one out of the sample, and the order of learners counts for nothing."""
    before = _made(items)
    more = [*before, learner(number)]
    shuffler.shuffle(more)
    first = {d.learner.registration for d in sample(*before).drawn}
    second = {d.learner.registration for d in sample(*more).drawn}
    assert len(first - second) <= 1
    assert not (first - second) or f"FIC{number:04}" in second
    assert len(second - first - {f"FIC{number:04}"}) <= 1


def test_the_same_input_draws_the_same_and_another_seed_another() -> None:
    """Reproducible, and really drawn."""
    many = [learner(n) for n in range(40)]
    assert sample(*many) == sample(*many)
    assert len({tuple(names(sample(*many, seed=str(seed)))) for seed in range(5)}) == 5


def test_chance_favours_nobody() -> None:
    """Over many seeds each of ten learners is drawn about as often as the others."""
    many = [learner(n) for n in range(10)]
    count = dict.fromkeys((one.learner for one in many), 0)
    for seed in range(1000):
        for name in names(sample(*many, seed=str(seed))):
            count[name] += 1
    assert sum(count.values()) == 2000
    assert all(150 < times < 250 for times in count.values())
