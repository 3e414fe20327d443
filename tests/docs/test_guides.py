"""The one-page guides: on the site as on paper, one page each, complete, with words for every picture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from ilmdocs.convert import choose_engine
from ilmdocs.errors import OurFault
from ilmdocs.guide_pages import GuidePage, make_guides
from ilmdocs.guides import guide_document, guides_folder, read_guide
from tests.convert.paper import needs_libreoffice

A4 = (595, 842)
GUIDES = sorted(guides_folder().glob("*.md"))
ENGINES = ["embedded", pytest.param("libreoffice", marks=needs_libreoffice)]


@cache
def made_with(engine: str) -> tuple[GuidePage, ...]:
    """All guides, made once with an engine."""
    return tuple(make_guides(choose_engine(engine)))


def test_there_is_a_guide_for_each_of_three_readers() -> None:
    """Learner, administrator and quality assurer."""
    assert [page.stem for page in GUIDES] == ["administrator", "learner", "quality-assurer"]


@pytest.mark.engine
@pytest.mark.parametrize("engine", ENGINES)
def test_each_guide_is_one_whole_page(engine: str) -> None:
    """One side of A4 with every step, made by either engine; the title is the document's."""
    made = made_with(engine)
    assert [guide.name for guide in made] == [page.stem for page in GUIDES]
    for guide, page in zip(made, GUIDES, strict=True):
        reader = PdfReader(io.BytesIO(guide.pdf))
        assert len(reader.pages) == guide.pages == 1, guide.name
        assert tuple(round(float(side)) for side in reader.pages[0].mediabox[2:]) == A4
        said = " ".join(reader.pages[0].extract_text().split())
        for step in read_guide(page).steps:
            assert step.paragraphs[0][0].text in said
        assert reader.metadata is not None
        assert reader.metadata.title == read_guide(page).title


@pytest.mark.engine
@needs_libreoffice
def test_a_screen_reader_hears_what_each_picture_shows() -> None:
    """Made by LibreOffice, a guide is tagged and its pictures bear the words of the page."""
    for guide, page in zip(made_with("libreoffice"), GUIDES, strict=True):
        with pikepdf.open(io.BytesIO(guide.pdf)) as pdf:
            heard = [str(element.Alt) for element in _figures(pdf.Root.StructTreeRoot.K)]
        shown = [step.picture.alternative for step in read_guide(page).steps if step.picture is not None]
        assert heard == shown


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_pictures_are_small_readable_and_have_words(page: Path) -> None:
    """At most 80 kB, sharp on paper, and told in words; the names of their files stay out."""
    guide = read_guide(page)
    pictures = [step.picture for step in guide.steps if step.picture is not None]
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture.file.stat().st_size <= 80_000, picture.file.name
        assert len(picture.alternative.split()) > 3
        with Image.open(picture.file) as image:
            assert image.width >= 1000
    document = Document(io.BytesIO(guide_document(guide, footer="")))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        picture.alternative for picture in pictures
    ]
    assert ".png" not in document.element.xml


def test_no_picture_lies_about_unused() -> None:
    """What the guides do not show is not shipped."""
    used = {step.picture.file.name for page in GUIDES for step in read_guide(page).steps if step.picture}
    assert {file.name for file in (guides_folder() / "pictures").iterdir()} == used


def test_the_same_guide_gives_the_same_document() -> None:
    """No date and no chance in it."""
    guide = read_guide(GUIDES[0])
    assert guide_document(guide, footer="x") == guide_document(guide, footer="x")


@pytest.mark.parametrize("page", ["# A\n\n## B\n", "# A\n\n| a |\n|---|\n", "# A\n\n1. a\n\n   > b\n"])
def test_what_paper_cannot_show_is_refused_by_name(page: str, tmp_path: Path) -> None:
    """Whoever writes a guide learns at once what has no place in it, and in which line."""
    file = tmp_path / "guide.md"
    file.write_text(page, encoding="utf-8")
    if "|" in page:  # without the extension for tables it is a sentence, and stays one
        assert read_guide(file).lead
        return
    with pytest.raises(OurFault, match=r"guide\.md has a \w+ in line 3|in line 5"):
        read_guide(file)


def _figures(kids: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == "/Figure":
                yield kid
            if "/K" in kid:
                yield from _figures(kid.K)
