"""Anonymised copies as files: nobody named anywhere, the same references, the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ilmdocs.anonymise import AnonymiseOrder, NotAnonymous, TwinResult, anonymise_learners
from ilmdocs.anonymise.finding import Finder, finder_for
from ilmdocs.anonymise.learners import bench
from ilmdocs.anonymise.people import NOBODY_ELSE, Hidden, cast_of
from ilmdocs.anonymise.scan import require_anonymous
from ilmdocs.anonymise.twin import make_twins
from ilmdocs.anonymise.vocabulary import authors_words, printed_words
from ilmdocs.attachments.searchable import pdf_texts
from ilmdocs.checking import Checked, check_workbook
from ilmdocs.convert import choose_engine
from ilmdocs.executors import Here
from ilmdocs.library import Library, load_library
from ilmdocs.model.centre import Centre, Person
from ilmdocs.orders import FormSource
from ilmdocs.workshop import Workshop
from tests.anonymise.learners import (
    BRAM,
    HEULWEN,
    ONE,
    OTHER,
    ROSALIND,
    TOLD,
    Rows,
    everything_in,
    identified,
    pieces,
    told,
    write_learner,
)
from tests.builders import TEMPLATES, TODAY
from tests.building import build_here

LEARNERS = (BRAM, HEULWEN, ROSALIND)
CENTRE = Centre(name=ONE.centre, number=ONE.centre_number, assessors=(Person(ONE.assessor),))


@pytest.fixture(scope="module")
def library() -> Library:
    """Units and forms, read once."""
    return load_library(TEMPLATES)


def run(
    workbooks: list[Path], library: Library, output: Path, hidden: Hidden = NOBODY_ELSE
) -> list[TwinResult]:
    """Make the copies with the embedded engine."""
    workshop = Workshop(library, choose_engine("embedded"))
    order = AnonymiseOrder(output, TODAY, FormSource(TEMPLATES, library.settings), "embedded", hidden=hidden)
    return list(anonymise_learners(workbooks, order, Here(bench(order, workshop))))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, library: Library) -> tuple[list[TwinResult], Path]:
    """The copies of three learners whose texts name everybody."""
    folder = tmp_path_factory.mktemp("anonymise")
    books = [write_learner(folder / name, library, name, identified(ONE), say=told(ONE)) for name in LEARNERS]
    output = folder / "out"
    return run(books, replace(library, settings=CENTRE), output), output


def page_texts(result: TwinResult) -> str:
    """All pages of a copy as one line."""
    assert result.twin is not None
    return " ".join(" ".join(pdf_texts(result.twin.pdf, "twin.pdf")).split())


def test_every_unit_gets_a_copy(made: tuple[list[TwinResult], Path]) -> None:
    """Portfolio, written and marked units alike."""
    assert [(result.unit, result.status, str(result.error)) for result in made[0]] == [
        (unit, "made", "None") for unit in ("8585-301", "8585-302", "8580-500", "8580-501", "8580-503")
    ]


def test_nobody_is_named_in_any_byte(made: tuple[list[TwinResult], Path]) -> None:
    """Not in pages, properties, bookmarks, tags, manifests or names of files, however it was typed."""
    found = [
        (place, piece)
        for place, text in everything_in(made[1])
        for piece in pieces(ONE)
        if piece in text.casefold()
    ]
    assert found == []


def test_the_search_of_this_test_finds_names_where_they_are(
    tmp_path: Path, library: Library, made: tuple[list[TwinResult], Path]
) -> None:
    """The portfolio itself, searched in the same way, names each of them."""
    workbook = write_learner(tmp_path / "in", library, BRAM, identified(ONE))
    (built,) = build_here([workbook], library, tmp_path / "out", TODAY)
    assert built.status == "built"
    everything = "\n".join(text for _, text in everything_in(tmp_path / "out"))
    assert [piece for piece in pieces(ONE) if piece not in everything] == []


def test_references_are_the_same_all_over(made: tuple[list[TwinResult], Path]) -> None:
    """The supervisor in a cell for a name is the supervisor in the texts, in each way of writing."""
    text = page_texts(made[0][0])
    assert text.count(TOLD) >= 4
    assert "Name of supervisor/tutor Supervisor" in text


def test_two_workbooks_that_differ_in_people_alone_give_the_same_bytes(
    tmp_path: Path, library: Library, made: tuple[list[TwinResult], Path]
) -> None:
    """So nothing of a copy, its name and its hashes included, can tell anything about them."""
    book = write_learner(tmp_path / "in", library, ROSALIND, identified(OTHER), say=told(OTHER))
    others = run([book], library, tmp_path / "out")
    ours = [result for result in made[0] if (result.unit or "").startswith("8580")]
    assert [r.portfolio.name for r in others if r.portfolio] == [
        r.portfolio.name for r in ours if r.portfolio
    ]
    for one, other in zip(ours, others, strict=True):
        assert one.portfolio is not None
        assert other.portfolio is not None
        assert one.portfolio.read_bytes() == other.portfolio.read_bytes()
        assert one.manifest is not None
        assert other.manifest is not None
        assert one.manifest.read_bytes() == other.manifest.read_bytes()


def test_what_a_copy_is_made_from_names_nobody_either(tmp_path: Path, library: Library) -> None:
    """The folder that the pages are made in holds rewritten data only."""
    workbook = write_learner(tmp_path / "in", library, ROSALIND, identified(ONE), say=told(ONE))
    checked = check_workbook(workbook, library, TODAY)
    work = tmp_path / "work"
    work.mkdir()
    workshop = Workshop(library, choose_engine("embedded"))
    assert len(list(make_twins(checked, ("8580-500",), workshop, NOBODY_ELSE, work))) == 1
    names = {path.name for path in work.rglob("*") if path.is_file()}
    assert {"submission.json", "answers-01.docx", "marks-1.json"} <= names
    found = [piece for _, text in everything_in(work) for piece in pieces(ONE) if piece in text.casefold()]
    assert found == []


def test_attachments_are_pages_that_say_what_was_withheld(made: tuple[list[TwinResult], Path]) -> None:
    """In their place, with kind, pages and criteria, and cited from matrix and contents."""
    twin = made[0][0].twin
    assert twin is not None
    assert [(page.part.title, page.what) for page in twin.withheld] == [
        ("Authentication sheet", "a PDF, 1 page"),
        ("Flip chart of session 3, kept by Assessor", "a picture, 1 page"),
    ]
    last = pdf_texts(twin.pdf, "twin.pdf")[-1]
    assert "Flip chart of session 3, kept by Assessor" in last
    assert "A picture, 1 page." in last
    assert "Criteria 2.1, 2.2." in last
    assert f"page {twin.pages} of {twin.pages}" in last
    assert f"p.\u00a0{twin.pages}" in "".join(pdf_texts(twin.pdf, "twin.pdf")[1:4])


def test_the_manifest_holds_no_hash_of_the_learners_files(
    made: tuple[list[TwinResult], Path], library: Library
) -> None:
    """No workbook, no attachment, nothing of the centre's settings."""
    for result in made[0]:
        assert result.manifest is not None
        manifest = json.loads(result.manifest.read_text(encoding="utf-8"))
        assert manifest["author"] == "Learner"
        assert "centre" not in manifest["provenance"]
        assert manifest["provenance"]["signature"] is None


def test_a_refusal_stands_before_everything(tmp_path: Path, library: Library) -> None:
    """Named with learner, file and cell; nothing is written."""

    def refuse(rows: Rows) -> None:
        rows["Learner"][0]["refuse_ilm_use"] = True

    book = write_learner(tmp_path / "in", library, BRAM, refuse)
    (result,) = run([book], library, tmp_path / "out")
    assert (result.status, result.learner, result.place) == ("refused", BRAM, "Learner!B18")
    assert result.reason.startswith("The learner refuses: “Do you refuse ILM's use of your work?” says Yes.")
    assert result.is_refused_by_learner
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("field", "value", "place", "words"),
    [
        ("overall_progress", "Caradoc Zelenka did well.", "Clients!AG5", "holds the name of client C1"),
        ("conclusion", None, "Clients!AH5", "must be fixed first"),
    ],
)
def test_nothing_is_made_of_a_portfolio_that_is_not_ready(
    tmp_path: Path, library: Library, field: str, value: str | None, place: str, words: str
) -> None:
    """A named client, or any open point; the client's name is in no message."""

    def change(rows: Rows) -> None:
        rows["Clients"][0][field] = value

    book = write_learner(tmp_path / "in", library, BRAM, change)
    (result,) = run([book], library, tmp_path / "out")
    assert (result.status, result.twin, result.place) == ("refused", None, place)
    assert words in result.reason
    assert "Zelenka" not in result.reason
    assert not (tmp_path / "out").exists()


def test_a_copy_that_would_name_somebody_is_refused(tmp_path: Path, library: Library) -> None:
    """The last search knows nothing of the rewriting: it is shown the portfolio itself."""
    book = write_learner(tmp_path / "in", library, BRAM, identified(ONE))
    (built,) = build_here([book], library, tmp_path / "out", TODAY)
    assert built.portfolio is not None
    assert built.manifest is not None
    manifest = json.loads(built.manifest.read_text(encoding="utf-8"))
    with pytest.raises(NotAnonymous) as told_:
        require_anonymous(built.portfolio.read_bytes(), manifest, ("x.pdf",), finder_of(book, library))
    assert "would name registration number: page 1, in “Authentication sheet”." in str(told_.value)
    assert not any(piece in str(told_.value).casefold() for piece in pieces(ONE))


def finder_of(book: Path, library: Library) -> Finder:
    """What looks for everybody in a workbook."""
    checked: Checked = check_workbook(book, library, TODAY)
    unit = checked.plans[0].unit
    cast = cast_of(checked.submission, [], Centre(), NOBODY_ELSE)
    return finder_for(
        cast, checked.submission, printed_words(library, unit), authors_words(checked.submission)
    )


def test_nothing_of_the_centres_forms_and_logo_is_used(tmp_path: Path, library: Library) -> None:
    """Which may show its name in a picture; the copy is the same with and without them."""
    from PIL import Image

    from ilmdocs.forms import load_logo

    Image.new("RGB", (40, 20), "red").save(tmp_path / "logo.png")
    settings = Centre(name="Somewhere Else", logo=tmp_path / "logo.png")
    branded = replace(
        library, settings=settings, logo=load_logo(tmp_path / "logo.png", "x"), _fillers={}, _hashes={}
    )
    book = write_learner(tmp_path / "in", library, HEULWEN)
    (with_logo,) = run([book], branded, tmp_path / "a")
    (without,) = run([book], library, tmp_path / "b")
    assert with_logo.twin is not None
    assert without.twin is not None
    assert with_logo.twin.pdf == without.twin.pdf
