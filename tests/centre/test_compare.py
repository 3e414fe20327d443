"""Who is pointed out as not listed: only somebody of whom the settings can know it. All fictional."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ilmdocs.centre import take_settings
from ilmdocs.model.centre import Centre, Person
from ilmdocs.model.submission import Submission
from ilmdocs.workbook.read import read_workbook
from tests.web.site import LIBRARY, workbook

WHO = "Robin Tarrant"
JO, ROBIN = (Person("Jo Marsh"),), (Person(WHO),)


@cache
def submission() -> Submission:
    """A learner whose “Tutor or assessor” is `WHO`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mine.xlsx"
        path.write_bytes(workbook(tutor_assessor=WHO))
        return read_workbook(path, LIBRARY.units, LIBRARY.required).submission


@pytest.mark.parametrize(
    ("tutors", "assessors", "is_told"),
    [
        ((), JO, False),  # may be a tutor, and of tutors nothing is said
        (JO, (), False),
        (JO, JO, True),
        (ROBIN, JO, False),
        (JO, ROBIN, False),
        ((), (), False),
    ],
)
def test_a_tutor_or_assessor_is_looked_for_in_both_lists(
    tutors: tuple[Person, ...], assessors: tuple[Person, ...], is_told: bool
) -> None:
    """Leave a kind out and nobody of that kind is checked, as the form says."""
    _, findings = take_settings(submission(), Centre(tutors=tutors, assessors=assessors))
    told = [finding.message for finding in findings if finding.id == "staff-unlisted"]
    assert told == ([f"“Tutor or assessor” is {WHO}, who is not listed in centre.toml."] if is_told else [])
