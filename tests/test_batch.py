"""Many learners at once: one learner's trouble, or a fault of ours, never touches another's result."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilmdocs import checking, making
from ilmdocs.begun import Begun
from ilmdocs.errors import ExitCode
from ilmdocs.guard import Guard
from ilmdocs.journal import STATE
from ilmdocs.library import Library, load_library
from ilmdocs.proving import prove
from ilmdocs.results import BuildResult, exit_code
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook
from tests.building import build_here

TODAY = date(2026, 6, 30)
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in units, compiled once."""
    return load_library(templates_folder())


def workbook(path: Path, library: Library, **learner: str) -> Path:
    """A complete fictional learner; `learner` changes fields of the Learner sheet."""
    rows = dict(rows_for(["8585-301"]))
    rows["Learner"] = [{**rows["Learner"][0], **learner}]
    path.parent.mkdir(parents=True, exist_ok=True)
    units = [library.unit("8585-301")]
    path.write_bytes(create_workbook(units, rows=rows, required=library.required, used=library.used))
    return path


@pytest.fixture(scope="module")
def built(library: Library, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """A learner built once; tests work on copies."""
    folder = tmp_path_factory.mktemp("built")
    path = workbook(folder / "in" / "learner.xlsx", library)
    (result,) = build_here([path], library, folder / "out", TODAY)
    assert result.status == "built", result.error
    return result


def copied(built: BuildResult, folder: Path) -> Path:
    """A copy of what was built; gives its output folder."""
    assert built.portfolio is not None
    shutil.copytree(built.portfolio.parents[2], folder / "out")
    return folder / "out"


def portfolio_in(output: Path) -> Path:
    """The one portfolio below an output folder."""
    (pdf,) = output.rglob("*.pdf")
    return pdf


def test_a_portfolio_is_proven_by_everything_at_hand(built: BuildResult) -> None:
    """What was built verifies with workbook and manifest, no proof left open."""
    assert built.portfolio is not None
    proofs = prove(built.portfolio, workbook=built.path, today=TODAY)
    assert [(proof.name, proof.details) for proof in proofs if not proof.ok] == []
    assert len(proofs) == 13


def test_nothing_is_built_twice_and_every_file_counts(
    built: BuildResult, library: Library, tmp_path: Path
) -> None:
    """A second run changes nothing; a lost document or a broken manifest makes the portfolio anew."""
    output = copied(built, tmp_path)
    before = portfolio_in(output).read_bytes()
    (again,) = build_here([built.path], library, output, TODAY)
    assert (again.status, again.pages, again.parts) == ("unchanged", built.pages, built.parts)
    assert [p.name for p in again.documents] == [p.name for p in built.documents]
    next(iter(again.documents)).unlink()
    (rebuilt,) = build_here([built.path], library, output, TODAY)
    assert rebuilt.status == "built"
    assert portfolio_in(output).read_bytes() == before
    manifest = portfolio_in(output).with_name("manifest.json")
    data = json.loads(manifest.read_text(encoding="utf-8"))
    no_manifest: tuple[object, ...] = ({**data, "parts": [{}]}, {**data, "provenance": "x"}, [], {"pages": 1})
    for broken in no_manifest:
        manifest.write_text(json.dumps(broken), encoding="utf-8")
        (mended,) = build_here([built.path], library, output, TODAY)
        assert mended.status == "built"
        assert portfolio_in(output).read_bytes() == before


def test_a_document_that_somebody_edited_is_kept(
    built: BuildResult, library: Library, tmp_path: Path
) -> None:
    """A tutor's changes in a Word document are set aside under another name, never overwritten."""
    output = copied(built, tmp_path)
    diary = next(output.rglob("04 *.docx"))
    original = diary.read_bytes()
    diary.write_bytes(b"edited by the tutor")
    (result,) = build_here([built.path], library, output, TODAY)
    kept = diary.with_name(f"{diary.stem} (edited).docx")
    assert result.status == "built"
    assert (diary.read_bytes(), kept.read_bytes()) == (original, b"edited by the tutor")
    assert kept.name in " ".join(result.notes)


def test_a_portfolio_under_an_older_name_does_not_stay(
    built: BuildResult, library: Library, tmp_path: Path
) -> None:
    """When the centre number changes, one portfolio is left, and the user's own files with it."""
    output = copied(built, tmp_path)
    own = portfolio_in(output).with_name("my notes.pdf")
    own.write_bytes(b"%PDF-1.4 mine")
    changed = workbook(tmp_path / "in" / "learner.xlsx", library, centre_number="000999")
    (result,) = build_here([changed], library, output, TODAY)
    assert result.status == "built"
    assert result.portfolio is not None
    assert sorted(path.name for path in output.rglob("*.pdf")) == sorted([own.name, result.portfolio.name])
    assert "000999" in result.portfolio.name


def test_two_workbooks_of_one_learner_never_overwrite_each_other(
    built: BuildResult, library: Library, tmp_path: Path
) -> None:
    """The second one fails and says which is the first; what the first gave stays."""
    output = copied(built, tmp_path)
    copy = tmp_path / "in" / "copy of learner.xlsx"
    copy.parent.mkdir()
    shutil.copyfile(built.path, copy)
    first, second = build_here([built.path, copy], library, output, TODAY)
    assert (first.status, second.status) == ("unchanged", "failed")
    assert "in/learner.xlsx" in str(second.error)
    assert exit_code([first, second]) == ExitCode.SOME_FAILED


def test_a_fault_of_ours_stops_one_learner_and_quotes_nothing(
    built: BuildResult, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception that nobody foresaw becomes a failed result; the others are done."""
    output = copied(built, tmp_path)
    bad = workbook(tmp_path / "bad.xlsx", library, ilm_registration_no="FIC9009")
    whole = checking.check_workbook

    def failing(
        path: Path, library: Library, today: date, only: Sequence[str], guard: Guard
    ) -> checking.Checked:
        if path == bad:
            raise KeyError("Somebody Secret")
        return whole(path, library, today, only, guard)

    monkeypatch.setattr(making, "check_workbook", failing)
    first, second = build_here([bad, built.path], library, output, TODAY)
    assert (first.status, second.status) == ("failed", "unchanged")
    assert "KeyError" in str(first.error)
    assert "Secret" not in str(first.error)
    assert exit_code([first]) == ExitCode.OUR_FAULT
    assert exit_code([first, second]) == ExitCode.SOME_FAILED


def test_a_named_client_is_built_into_nothing(library: Library, tmp_path: Path) -> None:
    """Not even a draft is made of a workbook that names a client; a report without names is all there is."""
    path = workbook(tmp_path / "in" / "learner.xlsx", library)
    book = load_workbook(path)
    book["Goals"].cell(5, 3).value = "Help Thandeka Okonjo to lead her team."
    book.save(path)
    (result,) = build_here([path], library, tmp_path / "out", TODAY, draft=True)
    assert result.status == "refused"
    assert "client-named" in {finding.id for finding in result.findings}
    assert exit_code([result]) == ExitCode.MUST_FINDINGS
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {path.name for path in written} == {"journal.jsonl", "lock", "report 8585-301.html"}
    assert all("Thandeka" not in path.read_text("utf-8") for path in written)


def test_a_learner_without_the_unit_asked_for_is_passed_over(library: Library, tmp_path: Path) -> None:
    """A workbook that includes another unit than the one asked for gives no result and no file."""
    path = workbook(tmp_path / "in" / "learner.xlsx", library)
    assert list(build_here([path], library, tmp_path / "out", TODAY, only=("8585-302",))) == []
    assert not (tmp_path / "out").exists()


def test_an_unreadable_workbook_fails_alone(library: Library, tmp_path: Path) -> None:
    """What is no workbook is reported with its own exit code."""
    path = tmp_path / "learner.xlsx"
    path.write_bytes(b"no workbook")
    (result,) = build_here([path], library, tmp_path / "out", TODAY)
    assert (result.status, result.unit) == ("failed", None)
    assert exit_code([result]) == ExitCode.UNREADABLE


def test_the_manifest_tells_no_name_that_a_learner_chose(built: BuildResult) -> None:
    """Folder and file names of the learner's own stay out of the portfolio's manifest."""
    assert built.manifest is not None
    data: Mapping[str, object] = json.loads(built.manifest.read_text(encoding="utf-8"))
    text = json.dumps(data["provenance"])
    assert "learner.xlsx" not in text
    assert str(built.path.parent) not in text


def test_a_second_workbook_never_takes_the_report_of_one_that_is_unchanged(
    built: BuildResult, library: Library, tmp_path: Path
) -> None:
    """The report goes on saying what is true of the portfolio beside it, run after run."""
    output = copied(built, tmp_path)
    (report,) = output.rglob("report *.html")
    before = report.read_bytes()
    copy = workbook(tmp_path / "in" / "copy of learner.xlsx", library, organisation_description="A bakery.")
    for _ in range(2):
        results = build_here([built.path, copy], library, output, TODAY)
        assert [result.status for result in results] == ["unchanged", "failed"]
        assert report.read_bytes() == before


def test_what_a_killed_run_wrote_is_nobodys_own_work(
    built: BuildResult, library: Library, tmp_path: Path
) -> None:
    """Killed among the Word documents, then built from a changed workbook: nothing is set aside or left."""
    output = copied(built, tmp_path)
    (folder,) = output.rglob("documents")
    begun = Begun(output, output / STATE)
    texts = {path.name: path.read_bytes() + b"later" for path in folder.iterdir()}
    begun.begin(folder.parent, {**texts, "99 Gone.docx": b"gone"})
    for name, data in [*texts.items(), ("99 Gone.docx", b"gone")]:
        (folder / name).write_bytes(data)
    torn = folder / ".ilmdocs-torn.part"
    torn.write_bytes(b"half")
    changed = workbook(tmp_path / "in" / "learner.xlsx", library, organisation_description="A bakery.")
    (result,) = build_here([changed], library, output, TODAY)
    assert (result.status, result.notes) == ("built", ())
    assert {path.name for path in folder.iterdir()} == set(texts)
    assert {path.name for path in (output / STATE).iterdir()} == {"journal.jsonl", "lock"}


def test_killed_right_after_a_learner_was_noted(built: BuildResult, library: Library, tmp_path: Path) -> None:
    """Nothing is made again, and the note of the killed run does not stay."""
    output = copied(built, tmp_path)
    (folder,) = output.rglob("documents")
    Begun(output, output / STATE).begin(folder.parent, {})
    (result,) = build_here([built.path], library, output, TODAY)
    assert result.status == "unchanged"
    assert "begun.json" not in {path.name for path in (output / STATE).iterdir()}
