"""docs/templates.md tells what is true: every tag, every form, and a pack that works."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from ilmdocs.forms.fields import known_forms
from ilmdocs.forms.vocabulary import field_table
from ilmdocs.units import load_units

from . import fictional, written

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
START = "<!-- tags: generated, see tests/forms/test_documentation.py -->\n"
END = "<!-- end of tags -->"
UNITS = tuple(load_units(fictional.TEMPLATES).values())


def test_table_of_tags_is_up_to_date(request: pytest.FixtureRequest) -> None:
    """The table is generated from the fields that filling offers."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    wanted = f"{before}{START}\n{field_table(UNITS)}\n{END}{after}"
    if request.config.getoption("--update-golden"):
        if os.environ.get("CI"):
            pytest.fail("generated documentation is never rewritten where CI is set")
        PAGE.write_text(wanted, encoding="utf-8", newline="\n")
        page = wanted
    assert page == wanted


def test_every_form_is_named() -> None:
    """A centre learns the name under which each form goes into pack.toml."""
    page = PAGE.read_text(encoding="utf-8")
    everyone = (*UNITS, written.unit(), written.unit("9100-2"))
    assert [form for form in known_forms(everyone) if f"`{form}`" not in page] == []


def test_examples_of_pack_files_are_valid() -> None:
    """What stands there as an example can be copied."""
    examples = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 3
    for example in examples:
        tomllib.loads(re.sub(r"^   ", "", example, flags=re.MULTILINE))
