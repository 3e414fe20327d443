"""Whom a text names is said by reference; a reference that might be a name itself is not repeated."""

from __future__ import annotations

import pytest

from ilmdocs.text.names import NameHit, TermKind
from ilmdocs.text.whose import client_words, doubtful_words, named_words


def hit(client: str, kind: TermKind = TermKind.SINGLE, *, certain: bool = False) -> NameHit:
    return NameHit(kind, client, certain, 0, 4)


@pytest.mark.parametrize(
    ("references", "words"),
    [
        (("C1",), "client C1"),
        (("C1", "C2", "C1"), "client C1 and client C2"),
        (("Client A",), "client A"),
        (("Zebedee",), "a client"),
        (("C1", "Zebedee"), "a client"),
        ((), "a client"),
    ],
)
def test_clients_are_told_by_reference(references: tuple[str, ...], words: str) -> None:
    """Once each, without saying "client" twice."""
    assert client_words(references) == words


def test_only_certain_hits_name_somebody() -> None:
    """A sentence about one or several begins with a capital and has the right verb."""
    assert named_words([hit("C1", certain=True), hit("C2")]) == "Client C1 is"
    assert named_words([hit("C1", certain=True), hit("C2", certain=True)]) == "Client C1 and client C2 are"


def test_an_employer_is_not_called_a_name() -> None:
    """What is worth a look is told as what it is."""
    assert doubtful_words([hit("C1")]) == "a word that is also a name of client C1"
    employer = doubtful_words([hit("C1", TermKind.EMPLOYER)])
    assert employer == "the employer or site of client C1, which may tell who it is"
