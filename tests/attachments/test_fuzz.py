"""Broken copies of good files: each is refused by name or gives honest pages, and nothing else happens."""

from __future__ import annotations

import pytest

from tests.mutants import mutant

from .fuzzing import SUBJECTS, look

COPIES = 40


@pytest.mark.parametrize("kind", SUBJECTS)
def test_good_files_are_accepted(kind: str) -> None:
    """Otherwise the copies below would prove nothing."""
    assert look(kind, SUBJECTS[kind]())


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_broken_copy_is_refused_or_honest(kind: str) -> None:
    """The same copies each time; `benchmarks/fuzz_attachments.py` makes thousands of others."""
    whole = SUBJECTS[kind]()
    accepted = sum(look(kind, mutant(whole, seed)) for seed in range(COPIES))
    assert accepted < COPIES


def test_the_same_seed_breaks_a_file_alike() -> None:
    """A fault that was found once can be looked at again."""
    whole = SUBJECTS["png"]()
    assert mutant(whole, 7) == mutant(whole, 7) != mutant(whole, 8)
