"""A name hidden in any kind of place is reported, and is in nothing that a build leaves behind.

`benchmarks/names.py` does the same with a hundred names and more ways of writing them.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from docx import Document

from ilmdocs.cli import cli
from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder
from tests.attachments.builders import pdf, saved
from tests.hidden_names import (
    PLACES,
    TODAY,
    Hidden,
    invented,
    names_in,
    outputs_with,
    squeezed,
    write_hidden,
)

NAME = "Zorvek Quandrix"


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Hidden]]:
    """One learner for each kind of place."""
    folder = tmp_path_factory.mktemp("hidden") / "intake"
    library = load_library(templates_folder())
    return folder, [write_hidden(number, folder, library) for number in range(len(PLACES))]


def ilmdocs(*arguments: str) -> Result:
    """Run a command on a fixed day."""
    return CliRunner().invoke(cli, [*arguments, "--today", TODAY.isoformat()])


def test_each_name_is_reported_where_it_stands(intake: tuple[Path, list[Hidden]]) -> None:
    """At its cell or with its file, by the client's reference."""
    folder, learners = intake
    done = ilmdocs("check", str(folder), "--json")
    books = json.loads(done.stdout)["workbooks"]
    for learner, book in zip(learners, books, strict=True):
        told = [finding for finding in book["findings"] if finding["id"] == "client-named"]
        sheet, is_cell, _ = learner.said_at.partition("!")
        places = [(finding["sheet"], bool(finding["cell"])) for finding in told]
        assert ((sheet, True) in places) if is_cell else places, learner
        assert not names_in(squeezed(done.output), learner.name), learner


@pytest.mark.parametrize("draft", [True, False])
def test_no_name_is_in_anything_that_a_build_leaves(
    draft: bool, intake: tuple[Path, list[Hidden]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Portfolios, Word documents, reports, board, journal, what is printed, and the temporary folder."""
    folder, learners = intake
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    options = ["--draft"] if draft else []
    done = ilmdocs(
        "build", str(folder), "-o", str(tmp_path / "out"), "--engine", "embedded", "--jobs", "1", *options
    )
    names = {learner.place: learner.name for learner in learners}
    others = {"address": "kqmailbox", "employer": "Vrooxelworks", "site": "Blarnheath"}
    assert outputs_with(names | others, tmp_path) == []
    assert [place for place, name in names.items() if names_in(squeezed(done.output), name)] == []
    built = sorted(path.parts[-3] for path in (tmp_path / "out").rglob("manifest.json"))
    left_out = {"properties of an attachment", "data of a photo", "properties or comment in Word",
                "assessor's marks"}  # fmt: skip
    assert len(built) == len(left_out)  # what is left out of the portfolio stands in no one's way


def test_a_form_of_the_centre_that_names_a_client_lets_nothing_be_written(
    tmp_path: Path, hidden_in_form: Path
) -> None:
    """Nothing that was typed names anybody; the finished file does, and so it is not published."""
    library = load_library(templates_folder())
    learner = write_hidden(5, tmp_path / "intake", library)
    _fill(hidden_in_form, learner.name)
    done = ilmdocs(
        "build", str(learner.folder), "-o", str(tmp_path / "out"), "--engine", "embedded",
        "--templates", str(hidden_in_form.parent),
    )  # fmt: skip
    assert done.exit_code == 1
    assert "Client C1 is named in" in done.output
    assert "so nothing was written" in done.output
    assert list((tmp_path / "out").rglob("*.pdf")) == []
    assert outputs_with({"form": learner.name}, tmp_path / "out") == []


@pytest.fixture
def hidden_in_form(tmp_path: Path) -> Path:
    """A centre's own pack with one form."""
    pack = tmp_path / "pack"
    pack.mkdir()
    source = next(templates_folder().rglob("authentication.docx"))
    (pack / "pack.toml").write_text(
        'name = "Our own"\nversion = "1"\nofficial = false\n'
        '[forms.authentication]\nfile = "form.docx"\nsections = []\n',
        encoding="utf-8",
    )
    (pack / "form.docx").write_bytes(source.read_bytes())
    return pack / "form.docx"


def _fill(form: Path, name: str) -> None:
    document = Document(str(form))
    document.add_paragraph(f"As in the case of {name}.")
    document.save(str(form))


def test_pages_that_nobody_can_search_are_told(tmp_path: Path) -> None:
    """A scan may show a name: check, build and verify say which pages somebody has to look at."""
    learner = write_hidden(4 + len(PLACES) * 4, tmp_path / "intake", load_library(templates_folder()))
    assert learner.place == "properties of an attachment"
    document = pdf(3, "Notes of a workshop on listening, page")
    document.pages[1].obj.Contents = document.make_stream(b"")
    (learner.folder / "notes.pdf").write_bytes(saved(document))
    checked = json.loads(ilmdocs("check", str(learner.folder), "--json").stdout)["workbooks"][0]
    (told,) = [finding for finding in checked["findings"] if finding["id"] == "not-searchable"]
    assert told["message"] == 'Of "notes.pdf", page 2 holds no text to search for names: look there yourself.'
    assert (told["severity"], told["sheet"]) == ("info", "Evidence")
    out = tmp_path / "out"
    built = ilmdocs("build", str(learner.folder), "-o", str(out), "--engine", "embedded")
    assert told["message"] in " ".join(built.output.split())
    book = next(learner.folder.glob("*.xlsx"))
    proven = " ".join(ilmdocs("verify", str(out), "--workbook", str(book)).output.split())
    assert "without searchable text: look there yourself." in proven
    assert "No client is named anywhere in the text of" in proven


def kinds_of_files() -> Mapping[str, bytes]:
    """A name in each kind of file, as deep as such files hide it."""
    document = Document()
    paragraph = document.add_paragraph("Zor")
    paragraph.add_run("vek").bold = True
    word = io.BytesIO()
    document.save(word)
    titled = pdf()
    titled.docinfo["/Title"] = pikepdf.String(NAME)
    attached = pdf()
    attached.attachments["a.txt"] = pikepdf.AttachedFileSpec(attached, NAME.encode())
    return {
        "a.docx": word.getvalue(),
        "b.pdf": saved(pdf(1, NAME)),
        "c.pdf": saved(titled),
        "d.pdf": saved(attached),
        "e.json": json.dumps({"x": "Zorv\u00e9k"}).encode(),
        "f.html": b"Zor&shy;vek",
        "g.txt": NAME.upper().encode("utf-16"),
    }


@pytest.mark.parametrize("file", kinds_of_files())
def test_the_search_of_these_tests_finds_a_name_in_any_file(file: str, tmp_path: Path) -> None:
    """Otherwise the tests above would prove nothing."""
    (tmp_path / file).write_bytes(kinds_of_files()[file])
    assert outputs_with({"x": NAME}, tmp_path) == [(file, "x")]


def test_invented_names_differ() -> None:
    """Whoever is found is the one that was hidden."""
    names = [invented(number) for number in range(140)]
    assert len(set(names)) == len(names)
