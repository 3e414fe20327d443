"""docs/reliability.md names tests and scripts that are there, and no row of the list of faults is missing."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ((?:ranked )?\d[^|]*) \|(.*)\|(.*)\|$", PAGE, re.MULTILINE)


def numbers(cell: str) -> set[int]:
    """The rows that a cell stands for: `34, 35` or `47–49`, or one with words behind it."""
    found: set[int] = set()
    for first, last in re.findall(r"(?<![\d.])(\d+)(?:–(\d+))?", cell):
        found.update(range(int(first), int(last or first) + 1))
    return found


def test_every_row_says_what_happens() -> None:
    """79 rows and 16 ranked points, each with what happens and where that is tested."""
    plain = set().union(*(numbers(cell) for cell, _, _ in ROWS if not cell.startswith("ranked")))
    ranked = set().union(*(numbers(cell) for cell, _, _ in ROWS if cell.startswith("ranked")))
    assert set(range(1, 80)) <= plain
    assert ranked == set(range(1, 17))
    assert all(what.strip() and where.strip() for _, what, where in ROWS)


def test_every_test_and_script_that_is_named_is_there() -> None:
    """A test that was moved or renamed is noticed here."""
    there = {path.name for path in (ROOT / "tests").rglob("*.py")}
    named = set(re.findall(r"[\w/]*?(test_\w+\.py)", PAGE))
    assert named and named <= there
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    functions = set(re.findall(r"`(?:[\w/.]+::)?(test_\w+)`", PAGE))
    assert functions and {name for name in functions if f"def {name}(" not in tests} == set()
    scripts = set(re.findall(r"benchmarks/(\w+\.py)", PAGE))
    assert scripts and {name for name in scripts if not (ROOT / "benchmarks" / name).is_file()} == set()
