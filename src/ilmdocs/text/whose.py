"""Says in words whom a text names: by the client's reference, and never by the name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ilmdocs.text.names import NameHit, TermKind, looks_like_reference


def client_words(references: Iterable[str]) -> str:
    """`client C1`, `client C1 and client C2`; `a client` where a reference might be a name itself."""
    known = list(dict.fromkeys(references))
    if not known or not all(map(looks_like_reference, known)):
        return "a client"
    return " and ".join(f"client {_bare(reference)}" for reference in known)


def named_words(hits: Sequence[NameHit]) -> str:
    """Who is named for certain, to begin a sentence with: `Client C1 is`, `Client C1 and client C2 are`."""
    clients = dict.fromkeys(hit.client for hit in hits if hit.certain)
    words = client_words(clients)
    return f"{words[0].upper()}{words[1:]} {'are' if ' and ' in words else 'is'}"


def doubtful_words(hits: Sequence[NameHit]) -> str:
    """What a text holds that may be a client's name, or may tell who it is."""
    whose = client_words(hit.client for hit in hits)
    if {hit.kind for hit in hits} <= {TermKind.EMPLOYER, TermKind.SITE}:
        return f"the employer or site of {whose}, which may tell who it is"
    return f"a word that is also a name of {whose}"


def _bare(reference: str) -> str:
    head, _, tail = reference.strip().partition(" ")
    return tail if tail and head.casefold() == "client" else reference.strip()
