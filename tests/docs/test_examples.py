"""What the documentation tells people to type works: every block is run, every mention is understood.

A block of commands begins with ```sh; `<!-- not run: REASON -->` above it leaves it out. Above another block,
`<!-- shape of: COMMAND -->` says whose `--json` it describes. docs/adding-a-unit.md has a test of its own.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

import ilmdocs.executors
from ilmdocs.cli import cli
from ilmdocs.executors import Here
from ilmdocs.made import Task
from ilmdocs.orders import Order

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "guides").glob("*.md"), ROOT / "README.md"])
_BLOCK = re.compile(r"(<!-- not run: .+? -->\n)?```sh\n(.*?)```", re.DOTALL)
_SHAPE = re.compile(r"<!-- shape of: (.+?) -->\n```\w*\n(.*?)```", re.DOTALL)
_UNIT = "8580-500"
_TODAY = "2026-11-26"
_HERE: Here[Any] = Here()


class InThisProcess:
    """Does the work of a crew without starting anybody: the files here are our own."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def run(self, tasks: list[Task], order: Order[Any]) -> Generator[Any]:
        """What becomes of every task."""
        return _HERE.run(tasks, order)

    @contextmanager
    def attending(self, order: Order[Any]) -> Iterator[Callable[[Task], Any]]:
        """One task after the other."""
        yield lambda task: next(_HERE.run([task], order))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as its readers have it: a workbook, a cohort of one fictional learner, and what was built."""
    folder = tmp_path_factory.mktemp("scene")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ilmdocs.executors, "Crew", InThisProcess)
        patch.chdir(folder)
        (folder / "intake" / "Morgan Ellery").mkdir(parents=True)
        workbook = "intake/Morgan Ellery/Ellery.xlsx"
        for command in (f'new {_UNIT} --sample -o "{workbook}"', "build intake"):
            code, said = _run(command)
            assert code == 0, said
    shutil.copy(folder / workbook, folder / "my-workbook.xlsx")
    return folder


def _blocks(text: str) -> list[str]:
    """The commands of a page's blocks that are to be run."""
    lines = [line for why, block in _BLOCK.findall(text) if not why for line in block.splitlines()]
    return [line for line in lines if line.startswith("ilmdocs ")]


def _run(command: str) -> tuple[int, str]:
    """What a command prints, and its exit code; with the engine that needs nothing else."""
    words = shlex.split(command)
    told = cli.get_command(click.Context(cli), words[0])
    known = {name for option in (told.params if told else ()) for name in option.opts}
    for option, value in (("--engine", "embedded"), ("--today", _TODAY)):
        if option in known and option not in words:
            words += [option, value]
    done = CliRunner().invoke(cli, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


WITH_BLOCKS = [page for page in PAGES if _blocks(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.name)
def test_the_commands_of_a_page_work(
    page: Path, scene: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who types a page's commands one after the other meets no error."""
    monkeypatch.setattr(ilmdocs.executors, "Crew", InThisProcess)
    shutil.copytree(scene, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for command in _blocks(page.read_text(encoding="utf-8")):
        code, said = _run(command.removeprefix("ilmdocs "))
        assert code == 0, f"{command}\n{said}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_of_commands_says_that_it_is_one(page: Path) -> None:
    """No command escapes the test above because its block has no word for what it is."""
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^```(?:text)?\n(ilmdocs [a-z-]+ .*)", text, re.M) == []
    assert re.findall(r"\n\n {4}(ilmdocs .+)", text) == []


def test_pages_with_commands_are_found() -> None:
    """The tests above have something to do."""
    assert {"batch.md", "install.md", "anonymise.md", "command-line.md"} <= {
        page.name for page in WITH_BLOCKS
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_mentioned_exists(page: Path) -> None:
    """Each `ilmdocs …` in a sentence, a table or a block names a command and options that there are."""
    text = page.read_text(encoding="utf-8")
    for mention in re.findall(r"`(?:\.venv[/\\]\S+[/\\])?ilmdocs ([^`\n]+)`", text) + [
        line.removeprefix("ilmdocs ") for line in re.findall(r"^ilmdocs .+$", _code(text), re.M)
    ]:
        _understood(mention, page.name)


def _code(text: str) -> str:
    return "\n".join(re.findall(r"```(?:sh|console)?\n(.*?)```", text, re.DOTALL))


def _understood(mention: str, page: str) -> None:
    words = re.sub(r"\s#.*$", "", mention).replace("\\", "/").split()
    command: click.Command | None = cli
    context = click.Context(cli, info_name="ilmdocs")
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        if words[0].isupper() or words[0] == "…":  # stands for any command
            return
        command = command.get_command(context, words.pop(0))
    assert command is not None, f"{page} mentions a command that there is not: ilmdocs {mention}"
    known = {name for option in command.params for name in option.opts} | {"-h", "--help", "--version"}
    unknown = [word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word) and word not in known]
    assert unknown == [], f"{page} mentions options that there are not: ilmdocs {mention}"


SHAPES = [
    (page.name, command, shape)
    for page in PAGES
    for command, shape in _SHAPE.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "command", "shape"), SHAPES, ids=lambda value: str(value)[:20])
def test_data_are_as_a_page_describes_them(
    page: str, command: str, shape: str, scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key that a program finds is told to whoever writes that program."""
    monkeypatch.setattr(ilmdocs.executors, "Crew", InThisProcess)
    monkeypatch.chdir(scene)
    code, said = _run(command.removeprefix("ilmdocs "))
    assert code == 0, said
    data = json.loads(said)
    assert data["schema"] in shape
    named = set(re.findall(r'"(\w+)"', shape))
    assert set(_keys(data)) - named == set(), f"{page} does not name all"


def _keys(data: object) -> Iterator[str]:
    """The keys of data; what a finding consists of is described elsewhere."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            if key not in ("findings", "finding"):
                yield from _keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from _keys(value)
