"""Good and poisoned learners together: the good ones are built as if alone, of the others it is told why."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest

from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder
from tests.poisons import BOOK, POISONS, Poison, contents, poison_folder, write_good, write_poisons

pytestmark = pytest.mark.engine

GOOD = 6
CLIENT = re.compile(r"thandeka|okonjo|quillmere", re.IGNORECASE)
USED = tuple(each for each in POISONS if sys.platform != "win32" or each.name != "link")
LEARNERS = tuple(each for each in USED if each.outcome != "noted")


@dataclass(frozen=True, slots=True)
class Run:
    """What a command said, and the folders that it wrote to."""

    code: int
    said: str
    complaints: str
    output: Path
    temporary: Path


@dataclass(frozen=True, slots=True)
class Runs:
    """The good learners alone, all of them together, and all of them once more."""

    clean: Run
    mixed: Run
    again: Run


def build(intake: Path, output: Path, *options: str) -> Run:
    """`ilmdocs build` as it is typed."""
    temporary = output.with_name(f"{output.name}-tmp")
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "ilmdocs", "build", intake.name, "-o", str(output), "--jobs", "2"]
    run = subprocess.run(
        [*command, "--engine", "embedded", "--today", "2026-06-30", *options],
        cwd=intake.parent,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Run(run.returncode, run.stdout, run.stderr, output, temporary)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Everything is built once; the tests look at it."""
    folder = tmp_path_factory.mktemp("poisoned")
    library = load_library(templates_folder())
    write_good(folder / "clean" / "intake", GOOD, library)
    shutil.copytree(folder / "clean" / "intake", folder / "intake")
    write_poisons(folder / "intake", library, USED, folder / "intake" / "010 sound" / BOOK)
    return Runs(
        clean=build(folder / "clean" / "intake", folder / "alone"),
        mixed=build(folder / "intake", folder / "together"),
        again=build(folder / "intake", folder / "together", "--json"),
    )


def folder_of(poison: Poison) -> str:
    """The poisoned learner's folder in the intake."""
    return poison_folder(USED.index(poison) + 1, poison)


def test_the_good_ones_are_as_if_alone(runs: Runs) -> None:
    """Exit code 3, and each of their files has the same bytes as without any neighbour."""
    assert runs.clean.code == 0, runs.clean.complaints
    assert runs.mixed.code == runs.again.code == 3
    clean, mixed = contents(runs.clean.output), contents(runs.mixed.output)
    assert sum(name.endswith(".pdf") for name in clean) == GOOD
    assert {name: mixed.get(name) == data for name, data in clean.items()} == dict.fromkeys(clean, True)


@pytest.mark.parametrize("poison", LEARNERS, ids=lambda poison: poison.name)
def test_each_poisoned_one_is_named_with_its_reason(runs: Runs, poison: Poison) -> None:
    """Once in the list of reasons, by its place; whoever was built is in none."""
    place = f"\n  intake/{folder_of(poison)}/{BOOK}\n"
    if poison.outcome == "built":
        assert place not in runs.mixed.said
        return
    assert runs.mixed.said.count(place) == 1
    failed, _, to_put_right = runs.mixed.said.partition("To be put right first:")
    below = (failed if poison.outcome == "failed" else to_put_right).partition(place)[2]
    reason = " ".join(re.split(r"\n {0,3}\S", below)[0].split())  # its lines stand further in
    assert poison.words in reason
    assert "Please report it" not in reason  # nothing of it is a fault of ours


@pytest.mark.parametrize("poison", [each for each in USED if each.outcome == "noted"], ids=lambda p: p.name)
def test_what_may_be_meant_as_a_learner_is_noted(runs: Runs, poison: Poison) -> None:
    """It is no result, but nobody is passed over in silence."""
    notes = [line for line in runs.mixed.complaints.splitlines() if folder_of(poison) in line]
    assert notes and any(poison.words in note for note in notes)
    assert folder_of(poison) not in runs.mixed.said


def test_the_table_names_everybody_once(runs: Runs) -> None:
    """A row for each learner, as wide as a screen: no name breaks or stretches it."""
    table = runs.mixed.said.partition("\nLearner ")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(table) == GOOD + len(LEARNERS)
    assert max(map(len, table)) < 100
    assert all(line.isprintable() for line in table)
    for poison in LEARNERS:
        if poison.outcome == "failed" and poison.name != "twice":  # whose it is, nobody could read
            assert sum(line.startswith(f"{folder_of(poison)}/{BOOK}") for line in table) == 1
    progress = [line for line in runs.mixed.said.splitlines() if re.match(r"\[\d+/\d+\] ", line)]
    assert len(progress) == len(table)


def test_nothing_is_written_for_those_that_are_not_built(runs: Runs) -> None:
    """A refused learner has a report and nothing else, a failed one nothing; odd names stay inside."""
    clean, mixed = contents(runs.clean.output), contents(runs.mixed.output)
    new = {name: data for name, data in mixed.items() if name not in clean}
    built = [name for name in new if name.endswith(".pdf")]
    assert len(built) == sum(each.outcome == "built" for each in LEARNERS)
    reports = [name for name in new if name.count("/") == 1]
    assert len(reports) == len(built) + sum(each.outcome == "refused" for each in LEARNERS)
    assert all(re.fullmatch(r".*/report 8585-303\.html", name) for name in reports)
    folders = {name.split("/")[0] for name in built}
    assert {name.split("/")[0] for name in new if name not in reports} == folders
    assert not any(".part" in name or len(name.split("/")[0].encode()) > 80 for name in mixed)


def test_nobody_sees_a_traceback_or_a_left_over(runs: Runs) -> None:
    """What is on stderr are notes alone, and the folders for temporary files are empty."""
    for run in (runs.clean, runs.mixed, runs.again):
        assert [line for line in run.complaints.splitlines() if not line.startswith("Note: ")] == []
        assert "Traceback" not in run.said
        assert list(run.temporary.iterdir()) == []


def test_no_client_is_named_anywhere(runs: Runs) -> None:
    """Not in a file, a file's name, the journal, the board or what was said."""
    for run in (runs.mixed, runs.again):
        assert not CLIENT.search(run.said + run.complaints)
    for path in runs.mixed.output.rglob("*"):
        assert not CLIENT.search(path.name)
        for text in texts(path) if path.is_file() else ():
            assert not CLIENT.search(text), path


def texts(path: Path) -> Iterator[str]:
    """All text in a file that was written."""
    yield path.read_bytes().decode("utf-8", "replace")
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield package.read(name).decode("utf-8", "replace")
    elif path.suffix == ".pdf":
        with pypdf.PdfReader(path) as pdf:
            yield str(pdf.metadata)
            yield from (page.extract_text() for page in pdf.pages)


def test_data_has_a_result_for_each(runs: Runs) -> None:
    """On the second run: the built ones are unchanged, the reason of the others is told again."""
    data: Mapping[str, Any] = json.loads(runs.again.said)
    results = {result["file"]: result for result in data["results"]}
    assert len(results) == len(data["results"]) == GOOD + len(LEARNERS)
    told = {poison.name: results[f"intake/{folder_of(poison)}/{BOOK}"] for poison in LEARNERS}
    for poison in LEARNERS:
        result = told[poison.name]
        wanted = "unchanged" if poison.outcome == "built" else poison.outcome
        assert result["status"] == wanted, poison.name
        assert poison.words in (result["error"] or result["reason"] or ""), poison.name
    good = [result for file, result in results.items() if " sound/" in file]
    assert [result["status"] for result in good] == ["unchanged"] * GOOD
    assert contents(runs.again.output) == contents(runs.mixed.output)
