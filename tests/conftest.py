"""Shared fixtures. Everything about people in the tests is fictional."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites the golden files; review the diff."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")
