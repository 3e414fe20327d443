"""What others have written and we serve is what they have published, with their licence beside it."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest

_STATIC = files("ilmdocs.web.static")
_RECORD = Path(__file__).parents[2] / "docs/decisions/0021-the-page-in-the-browser.md"


@pytest.mark.parametrize(
    ("name", "licence"),
    [("htmx.min.js", "htmx-licence.txt"), ("htmx-sse.min.js", "htmx-sse-licence.txt")],
)
def test_scripts_of_others_are_unchanged_and_licensed(name: str, licence: str) -> None:
    """The hash is the one in the record of the decision."""
    digest = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()
    assert f"{digest}  {name}" in _RECORD.read_text(encoding="utf-8")
    assert "purpose with or without fee is hereby granted" in " ".join(
        (_STATIC / licence).read_text(encoding="utf-8").split()
    )
