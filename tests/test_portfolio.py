"""From the workbook on disk to the proven portfolio, as a quality assurer meets it; all is fictional."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from ilmdocs.cli.demo import files_of
from ilmdocs.errors import UnreadableInput
from ilmdocs.library import Library, load_library
from ilmdocs.model.portfolio import Proof
from ilmdocs.proving import prove
from ilmdocs.results import BuildResult
from ilmdocs.samples import demo_learners, rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.text.references import find_citations, read_stamp
from ilmdocs.workbook.create import create_workbook
from tests.building import build_here
from tests.convert.paper import needs_libreoffice
from tests.verify.test_tampering import changed, overlay, swap

TODAY = date(2026, 11, 22)
UNIT = "8585-302"
NASTY = 'Smith & Sons <draft> "x" {{ 7*7 }} {% raw %} ŵŷ Łódź ☒ – 😀'
ENGINES = (
    pytest.param("embedded"),
    pytest.param("libreoffice", marks=[pytest.mark.engine, needs_libreoffice]),
)

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(templates_folder())


def sample() -> Rows:
    """The complete fictional learner, to be changed."""
    return {sheet: [dict(row) for row in rows] for sheet, rows in rows_for([UNIT]).items()}


def write(folder: Path, library: Library, rows: Mapping[str, Any]) -> Path:
    """A learner's workbook on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    unit = library.unit(UNIT)
    path = folder / "learner.xlsx"
    path.write_bytes(create_workbook([unit], rows=rows, required=library.required, used=library.used))
    return path


def build(
    book: Path,
    library: Library,
    output: Path,
    *,
    engine: str = "embedded",
    today: date = TODAY,
    draft: bool = False,
    force: bool = False,
) -> BuildResult:
    """Build the one portfolio of a workbook."""
    (result,) = build_here([book], library, output, today, engine=engine, draft=draft, force=force)
    assert result.error is None
    return result


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    return write(tmp_path_factory.mktemp("intake"), library, sample())


@pytest.fixture(scope="module")
def built(book: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build(book, library, tmp_path_factory.mktemp("output"))


def finished(result: BuildResult) -> Path:
    assert result.portfolio is not None
    return result.portfolio


def failed(proofs: tuple[Proof, ...]) -> set[str]:
    return {proof.name for proof in proofs if proof.ok is False}


def texts(pdf: Path) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(pdf).pages]


def flat(text: str) -> str:
    """Text without white space, which engines set as they like."""
    return "".join(text.split())


def test_the_parts_stand_in_their_order(built: BuildResult) -> None:
    """Authentication, matrix, contents, then the evidence from E01 on, kinds never mixed."""
    kinds = list(dict.fromkeys(part["kind"] for part in built.parts))
    assert built.status == "built"
    assert kinds == [
        "authentication", "matrix", "contents", "diary", "reflective-log", "coachee-feedback", "supervision",
        "cpd", "observation", "statement", "references",
    ]  # fmt: skip
    references = [part["reference"] for part in built.parts]
    assert references == [None] * 3 + [f"E{number:02}" for number in range(1, len(references) - 2)]
    assert all(part["pages"] <= 2 for part in built.parts if part["kind"] in ("matrix", "contents"))


def test_citations_stamps_and_labels_agree(built: BuildResult) -> None:
    """Each citation of matrix and contents names a page stamped with its reference and labelled so."""
    reader = PdfReader(finished(built))
    stamps = [read_stamp(page.extract_text()) for page in reader.pages]
    assert [stamp.page for stamp in stamps if stamp] == list(range(1, built.pages + 1))
    assert reader.page_labels == [str(number) for number in range(1, built.pages + 1)]
    front = [page.extract_text() for page, stamp in zip(reader.pages, stamps, strict=True)
             if stamp and stamp.reference is None]  # fmt: skip
    cited = [citation for text in front for citation in find_citations(text)]
    assert len(cited) > 30
    for citation in cited:
        stamp = stamps[citation.page - 1]
        assert stamp is not None
        assert stamp.reference == citation.reference


def test_bookmarks_lead_through_the_parts(built: BuildResult) -> None:
    """One for each part in order, and below each diary its sections and sessions."""
    reader = PdfReader(finished(built))
    parts = [item for item in reader.outline if not isinstance(item, list)]
    titles = [f"{part['reference']} {part['title']}" if part["reference"] else part["title"]
              for part in built.parts]  # fmt: skip
    assert [item.title for item in parts] == titles
    pages = [reader.get_destination_page_number(item) for item in parts]
    assert pages == [part["first_page"] - 1 for part in built.parts]
    below = reader.outline[titles.index("E01 Coaching diary, client C1") + 1]
    assert isinstance(below, list)
    assert "Session 1" in [str(item.title) for item in below if not isinstance(item, list)]


def test_the_untouched_portfolio_is_proven(built: BuildResult, book: Path) -> None:
    """With its manifest beside it and the workbook every proof holds."""
    proofs = prove(finished(built), workbook=book, today=TODAY)
    assert [proof for proof in proofs if proof.ok is not True] == []


def page_of(result: BuildResult, kind: str) -> int:
    return int(next(part["first_page"] for part in result.parts if part["kind"] == kind)) - 1


@pytest.mark.parametrize(
    ("tamper", "caught"),
    [
        (lambda writer, result: swap(writer, 6, 7), "order"),
        (lambda writer, result: writer.remove_page(7), "pages"),
        (lambda writer, result: overlay(writer.pages[page_of(result, "cpd")], "Never typed"), "parts"),
        (lambda writer, result: overlay(writer.pages[page_of(result, "matrix")], "E01, p. 30"), "references"),
        (lambda writer, result: overlay(writer.pages[8], str(private_name())), "confidentiality"),
    ],
    ids=["swapped", "removed", "content", "reference", "name"],
)
def test_tampering_is_caught_by_its_own_proof(
    built: BuildResult,
    book: Path,
    tmp_path: Path,
    tamper: Callable[[PdfWriter, BuildResult], object],
    caught: str,
) -> None:
    """Each tampering with the finished file is found, the manifest's hashes left out."""
    copy = tmp_path / "portfolio.pdf"
    copy.write_bytes(changed(finished(built).read_bytes(), lambda writer: tamper(writer, built)))
    proofs = prove(copy, workbook=book, today=TODAY)
    assert caught in failed(proofs)
    assert next(proof.ok for proof in proofs if proof.name == "hashes") is None


def private_name() -> object:
    return sample()["Private"][0]["real_name"]


def test_another_learners_workbook_is_refused(built: BuildResult, library: Library, tmp_path: Path) -> None:
    """Whose workbook and whose portfolio it is, is said, and nothing is claimed about clients."""
    rows = sample()
    rows["Learner"][0]["learner_name"] = "Somebody Else"
    other = write(tmp_path, library, rows)
    with pytest.raises(
        UnreadableInput, match=r"learner.xlsx is the workbook of Somebody Else; .* belongs to"
    ):
        prove(finished(built), workbook=other, today=TODAY)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_workbook_gives_the_same_bytes(
    engine: str, book: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another folder, another day, another time zone and another language change nothing."""
    monkeypatch.setenv("TZ", "UTC")
    here = build(book, library, tmp_path / "here", engine=engine)
    moved = tmp_path / "some where" / "else.xlsx"
    moved.parent.mkdir()
    shutil.copy(book, moved)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    there = build(moved, library, tmp_path / "there", engine=engine, today=TODAY + timedelta(days=90))
    assert files(tmp_path / "here") == files(tmp_path / "there")
    assert len(here.documents) == len(there.documents) > 10


def files(folder: Path) -> dict[str, bytes]:
    """What is handed on; the report says the day and the workbook's name, the journal where it lies."""
    found = (path for path in folder.rglob("*") if path.suffix in {".pdf", ".docx", ".json", ".zip"})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_what_has_not_changed_is_not_built_again(library: Library, tmp_path: Path) -> None:
    """A second build does nothing; a changed attachment, a damaged portfolio and `--force` build anew."""
    rows = sample()
    rows["Evidence"] = [
        {"title": "Flip chart", "kind": "evidence", "file": "photo.jpg", "criteria": ("2.1",)}
    ]
    own = write(tmp_path / "in", library, rows)
    photos = [content for learner in demo_learners() for name, content in learner.attachments.items()
              if name.endswith(".jpg")]  # fmt: skip
    photo = own.with_name("photo.jpg")
    photo.write_bytes(photos[0])
    output = tmp_path / "out"
    first = build(own, library, output)
    note = finished(first).with_name("my notes.txt")
    note.write_text("mine", encoding="utf-8")
    stamp = finished(first).stat().st_mtime_ns
    assert build(own, library, output).status == "unchanged"
    assert finished(first).stat().st_mtime_ns == stamp
    assert build(own, library, output, force=True).status == "built"
    finished(first).write_bytes(finished(first).read_bytes()[:-1])
    assert build(own, library, output).status == "built"
    photo.write_bytes(photos[0] + b"\0")
    assert build(own, library, output).status == "built"
    assert note.read_text(encoding="utf-8") == "mine"


def test_a_draft_says_so_on_every_page(library: Library, tmp_path: Path) -> None:
    """Missing answers are printed as such; each stamp counts the open points; the draft proves itself."""
    rows = sample()
    for field in ("profile", "venue", "swot_threats"):
        del rows["Clients"][0][field]
    own = write(tmp_path / "in", library, rows)
    assert build(own, library, tmp_path / "out").status == "refused"
    draft = build(own, library, tmp_path / "out", draft=True)
    assert draft.status == "draft"
    pages = texts(finished(draft))
    assert all("DRAFT, not for submission: 3 points open" in " ".join(page.split()) for page in pages)
    assert sum(page.count("not provided") for page in pages) >= 3
    assert not failed(prove(finished(draft), workbook=own, today=TODAY))


@pytest.mark.parametrize("engine", ENGINES)
def test_nasty_text_reaches_the_page_whole(engine: str, library: Library, tmp_path: Path) -> None:
    """Markup, tags, rare letters and 32,000 characters in one answer are printed and proven."""
    rows = sample()
    rows["Sessions"][0]["options"] = NASTY
    long = " ".join(f"word{number}" for number in range(3500))[:32000]
    rows["Sessions"][1]["reality"] = long
    own = write(tmp_path / "in", library, rows)
    result = build(own, library, tmp_path / "out", engine=engine, draft=True)
    assert not failed(prove(finished(result), workbook=own, today=TODAY))
    printed = flat("".join(texts(finished(result))))
    assert flat('Smith & Sons <draft> "x" {{ 7*7 }} {% raw %}') in printed
    assert all(word in printed for word in long.split()[::50])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_demo_end_to_end(engine: str, library: Library, tmp_path: Path) -> None:
    """Complete learners are built and proven, the one with mistakes is refused; a scan names its owner."""
    statuses = {}
    for learner in demo_learners():
        folder = tmp_path / "intake" / learner.folder
        for name, make in files_of(learner, library):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(make())
        own = folder / learner.workbook
        for result in build_here([own], library, tmp_path / "output", TODAY, engine=engine):
            statuses[learner.folder, result.unit] = result.status
            if result.status == "built":
                assert not failed(prove(finished(result), workbook=own, today=TODAY))
                assert all(flat(page) for page in texts(finished(result)))
    assert list(statuses.values()) == ["built"] * (len(statuses) - 1) + ["refused"]
    assert {unit for _, unit in statuses} == set(library.units)
    (scanned,) = (tmp_path / "output").glob("Oakhollow*/*/*.pdf")
    assert "8585-301(1) · FIC1001 · page 1 of" in texts(scanned)[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_matrix_breaks_between_criteria_and_loses_nothing(
    engine: str, library: Library, tmp_path: Path
) -> None:
    """Band and criterion begin beside their first evidence; thirty references are longer than a page."""
    rows = sample()
    rows["Observations"] = rows["Observations"] * 4
    rows["References"] = [{**row, "ref_id": f"R{n}"} for n, row in enumerate(rows["References"] * 10)]
    result = build(write(tmp_path, library, rows), library, tmp_path / "out", engine=engine, draft=True)
    for text in texts(finished(result))[page_of(result, "matrix") : page_of(result, "contents")]:
        body = [line.strip() for line in text.splitlines() if line.strip()]
        for place, line in enumerate(body):
            if line.startswith(("Section ", "AC ")):
                assert find_citations(" ".join(body[place : place + 8])), line


def test_pdf_properties_name_no_client_and_no_date(built: BuildResult) -> None:
    """Title, author and language are set; no client of the Private sheet is named in them."""
    reader = PdfReader(io.BytesIO(finished(built).read_bytes()))
    assert reader.metadata is not None
    everything = " ".join(map(str, reader.metadata.values()))
    assert UNIT in everything
    assert str(private_name()) not in everything
    assert not any("Date" in key for key in reader.metadata)
    assert str(reader.root_object["/Lang"]) == "en-GB"
