"""Starting costs little: what a run does not need is not loaded."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_SAY = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh Python has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_SAY}"], capture_output=True, text=True, check=True, timeout=120
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_loads_click_and_little_else() -> None:
    """`ilmdocs --help` comes at once: no command and no library of a stage is loaded for it."""
    loaded = loaded_by("from ilmdocs.cli import cli\ncli.main(['--help'], standalone_mode=False)")
    ours = {name for name in loaded if name.startswith("ilmdocs")}
    assert ours == {"ilmdocs", "ilmdocs.cli", "ilmdocs.errors", "ilmdocs.faults"}
    assert not loaded & {"openpyxl", "docxtpl", "lxml", "pypdf", "pikepdf", "pypdfium2", "PIL", "tempfile"}


def test_only_the_page_loads_what_serves_it() -> None:
    """Commands that serve nothing do without the web server, and so does the help of the one that does."""
    loaded = loaded_by("import ilmdocs.pipeline, ilmdocs.batch, ilmdocs.executors.worker, ilmdocs.cli.web")
    assert not loaded & {"starlette", "uvicorn", "sse_starlette", "python_multipart", "tomlkit"}


def test_the_page_is_there_before_what_it_does_not_need() -> None:
    """The first page comes at once: units, forms and PDFs are loaded by those who work with them."""
    loaded = loaded_by("import ilmdocs.web.serving")
    assert not loaded & {"openpyxl", "docx", "docxtpl", "pikepdf", "pypdf", "tomlkit", "ilmdocs.rules"}


@pytest.mark.parametrize(
    "library",
    [
        "openpyxl",
        "docx",
        "fontTools",
        "pypdf",
        "ilmdocs.forms.lint",
        "ilmdocs.workbook.create",
        "ilmdocs.verify",
    ],
)
def test_building_loads_nothing_that_makes_workbooks_or_checks_forms(library: str) -> None:
    """Each process that builds pays for its start, so libraries for other work stay out of it."""
    assert library not in _building()


_KNOWN: list[set[str]] = []


def _building() -> set[str]:
    if not _KNOWN:
        _KNOWN.append(loaded_by("import ilmdocs.pipeline, ilmdocs.batch"))
    return _KNOWN[0]
