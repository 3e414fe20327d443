"""The templates with the fictional unit, made once."""

from __future__ import annotations

import pytest

from ilmdocs.library import Library

from .fictional import library_with_marks


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped units and one fictional marked unit."""
    return library_with_marks(tmp_path_factory.mktemp("marked"))
