"""The reference pages say what the program knows, and README and docs say of exit codes what it says."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from ilmdocs.centre.read import KEYS
from ilmdocs.cli import cli
from ilmdocs.cli.options import JsonOption, print_json
from ilmdocs.errors import ExitCode, OurFault
from ilmdocs.units import load_units
from ilmdocs.workbook.schema import ALL_SHEETS
from reference_pages import reference_pages
from reference_pages.commands import commands_page
from reference_pages.settings import settings_page
from tests.builders import TEMPLATES

ROOT = Path(__file__).parents[2]
PAGES = reference_pages()


@pytest.mark.parametrize("page", ["README.md", "docs/command-line.md"])
def test_exit_codes_are_told_as_the_program_knows_them(page: str) -> None:
    """Each table of exit codes has every code, with just the words that stand in the program."""
    text = (ROOT / page).read_text(encoding="utf-8")
    table = re.search(r"\| code \| meaning \|\n\|---\|---\|\n((?:\|.*\n)+)", text)
    assert table is not None
    rows = [tuple(cell.strip() for cell in line.strip("|\n").split("|")) for line in table[1].splitlines()]
    assert rows == [(str(code.value), code.meaning) for code in ExitCode]


def test_every_command_stands_in_the_reference_with_its_options_and_examples() -> None:
    """A reader finds each command, what may be typed after it, and how it is typed."""
    page = commands_page()
    for context, command in commands():
        part = re.split(rf"^#+ {context.command_path}$", page, flags=re.M)[1]
        part = re.split(r"^##", part, maxsplit=1, flags=re.M)[0]
        for option in command.params:
            if isinstance(option, click.Option):
                assert max(option.opts, key=len) in part, f"{context.command_path} {option.opts}"
        if not isinstance(command, click.Group):
            assert re.search(rf"Examples:\n\n```text\n{context.command_path}\b", part), context.command_path


def test_every_command_that_prints_data_says_which_schema() -> None:
    """Whoever reads `--json` finds the schema's name in the help, and each name once."""
    told: dict[str, str] = {}
    for context, command in commands():
        for option in command.params:
            if "--json" in option.opts:
                assert isinstance(option, JsonOption), context.command_path
                assert option.schema not in told, f"{context.command_path} and {told[option.schema]}"
                assert option.schema in (option.help or "")
                told[option.schema] = context.command_path
    assert told["ilmdocs.check/1"] == "ilmdocs check"


def test_data_of_another_schema_than_the_help_says_are_never_printed() -> None:
    """The name in the help and the one in the data cannot part."""
    command = cli.get_command(click.Context(cli), "check")
    assert command is not None
    with click.Context(command), pytest.raises(OurFault, match=r"ilmdocs\.check/1"):
        print_json({"schema": "ilmdocs.build/1"})


def test_every_sheet_and_field_stands_in_the_reference() -> None:
    """Heading and id of each field of the workbooks."""
    page = PAGES["reference/sheets.md"]
    for sheet in ALL_SHEETS:
        assert f"\n### {sheet.name}: " in page
        missing = [item.id for item in sheet.fields if f"`{item.id}`" not in page]
        assert missing == []


def test_every_unit_has_its_page_with_criteria_and_rules() -> None:
    """Each criterion word for word, each rule with the sentence it comes from."""
    for unit in load_units(TEMPLATES).values():
        page = _without_marks(PAGES[f"reference/units/{unit.id}.md"])
        for criterion in unit.criteria():
            assert " ".join(criterion.text.split()) in page
        for rule in unit.rules:
            said = rule.source.quote if rule.source else rule.derived or ""
            assert f"### {rule.id}\n" in page
            assert " ".join(said.split()) in page


def test_every_finding_leads_to_its_explanation() -> None:
    """The overview has each heading of docs/findings.md."""
    explained = re.findall(r"^### (.+)$", (ROOT / "docs" / "findings.md").read_text(encoding="utf-8"), re.M)
    linked = re.findall(r"\]\(\.\./findings\.md#([\w-]+)\)", PAGES["reference/findings.md"])
    assert sorted(linked) == sorted(explained)


def test_every_setting_of_a_centre_stands_in_the_file_and_so_in_the_reference() -> None:
    """What may be set is what the file of `ilmdocs init` explains."""
    shown = re.findall(r"^(?:\[+)?(\w+)(?:\]+| = )", settings_page(), re.M)
    assert set(KEYS) <= set(shown)


def commands() -> list[tuple[click.Context, click.Command]]:
    """Every command with those below it."""
    found: list[tuple[click.Context, click.Command]] = []
    waiting: list[tuple[click.Context, click.Group]] = [(click.Context(cli, info_name="ilmdocs"), cli)]
    while waiting:
        above, group = waiting.pop()
        for name in group.list_commands(above):
            command = group.get_command(above, name)
            assert command is not None
            context = click.Context(command, info_name=name, parent=above)
            found.append((context, command))
            if isinstance(command, click.Group):
                waiting.append((context, command))
    return found


def _without_marks(page: str) -> str:
    return re.sub(r"\\([\\`*_\[\]<>|~])", r"\1", page)
