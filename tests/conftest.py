"""Shared fixtures. Everything about people in the tests is fictional."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path

import pytest

# A process of the tests that another one of them has started is guarded already, from its first moment.
OutsideCall: type[BaseException] = getattr(sys.modules.get("sitecustomize"), "OutsideCall", None) or (
    import_module("tests.guard.sitecustomize").OutsideCall
)

CI = bool(os.environ.get("CI"))
_GUARD = str(Path(__file__).parent / "guard")
"""Every Python program that a test starts, and what that starts, is guarded like the tests themselves."""
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (_GUARD, os.environ.get("PYTHONPATH"))))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites the golden files; review the diff."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI is set nothing may be left out: a skipped test is a failed one."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} did not run, and with CI set every test must. {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """On a machine that lacks something, say in one line what was not tested."""
    skipped = len(terminalreporter.stats.get("skipped", ()))
    if skipped:
        terminalreporter.write_line(
            f"{skipped} tests did not run here; the reasons follow. With CI=true they would have failed."
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests: at the end every other process would wait for them."""
    items.sort(key=lambda item: not item.name.startswith("test_the_demo_end_to_end"))
