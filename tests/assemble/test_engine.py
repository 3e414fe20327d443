"""Merging what a real engine makes: tagged documents of LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from ilmdocs.model.portfolio import PdfPart, PortfolioFile, Section
from ilmdocs.model.unit import PartKind
from ilmdocs.text.references import cite
from ilmdocs.verify import verify_portfolio
from tests.assemble.builders import build, part, pdf_part, sample_parts, scan_pdf, unit
from tests.assemble.tag_tree import walk

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
EXPORT = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def write_documents(folder: Path) -> None:
    """A matrix of two pages as a table of three columns, and a diary with headings, one section a page."""
    matrix = Document()
    matrix.add_heading("Evidence matrix", 1)
    table = matrix.add_table(rows=0, cols=3)
    for criterion in unit().criteria():
        id_cell, title_cell, reference_cell = table.add_row().cells
        id_cell.text = f"{criterion.id} {criterion.text}"
        title_cell.text = "Coaching diary"
        reference_cell.text = cite("E01", 3 if criterion.id == "1.1" else 4)
    matrix.save(str(folder / "matrix.docx"))
    diary = Document()
    diary.add_heading("Plan", 1)
    diary.add_paragraph("What we planned & why. " * 20)
    diary.add_heading("Contract", 1).paragraph_format.page_break_before = True
    diary.add_paragraph("What we agreed. " * 20)
    diary.save(str(folder / "diary.docx"))


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[PdfPart], list[PdfPart]]:
    """The same parts, converted twice."""
    return _convert(tmp_path_factory.mktemp("one")), _convert(tmp_path_factory.mktemp("two"))


def _convert(folder: Path) -> list[PdfPart]:
    write_documents(folder)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    names = [str(folder / "matrix.docx"), str(folder / "diary.docx")]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", EXPORT, "--outdir", str(folder), *names],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    criteria = tuple(criterion.id for criterion in unit().criteria())
    sections = [
        (Section("Plan", "Plan", criteria[:1]), 0),
        (Section("Contract", "Contract", criteria[1:]), 1),
    ]
    diary = part(PartKind.DIARY, "Coaching diary", "E01", criteria=criteria)
    return [
        pdf_part(part(PartKind.MATRIX, "Evidence matrix"), (folder / "matrix.pdf").read_bytes()),
        pdf_part(diary, (folder / "diary.pdf").read_bytes(), sections),
        pdf_part(part(PartKind.EVIDENCE, "Scan", "E02", attachment="scan.pdf"), scan_pdf()),
    ]


@pytest.fixture(scope="module")
def portfolio(converted: tuple[list[PdfPart], list[PdfPart]]) -> PortfolioFile:
    return build(converted[0])


def test_the_engines_tags_survive(portfolio: PortfolioFile) -> None:
    """Tables, rows, cells and headings of both documents are in one tree in which everything fits."""
    walked = walk(portfolio.pdf)
    rows = len(list(unit().criteria()))
    assert walked.problems == []
    assert walked.kinds.count("Document") == 1
    assert walked.kinds.count("TR") == rows
    assert walked.kinds.count("TD") == 3 * rows
    assert walked.kinds.count("H1") == 3
    assert walked.kinds.count("Link") == rows


def test_the_portfolio_proves_itself(portfolio: PortfolioFile) -> None:
    """Every proof that can be made from the file and its manifest holds."""
    proofs = verify_portfolio(portfolio.pdf, manifest=portfolio.manifest)
    assert {p.name for p in proofs if p.ok is not True} == {"readback", "confidentiality"}, proofs


def test_the_words_are_still_there(portfolio: PortfolioFile) -> None:
    """Nothing of what the engine printed is lost in the merge."""
    text = " ".join((PdfReader(io.BytesIO(portfolio.pdf)).pages[2].extract_text()).split())
    assert "What we planned & why." in text


def test_converting_twice_gives_the_same_portfolio(converted: tuple[list[PdfPart], list[PdfPart]]) -> None:
    """What an engine writes about the time of day does not reach the portfolio."""
    one, two = converted
    assert one[0].pdf != two[0].pdf
    assert build(one).pdf == build(two).pdf


def test_a_sample_and_a_real_part_together(converted: tuple[list[PdfPart], list[PdfPart]]) -> None:
    """Parts of different engines share one tree."""
    merged = [converted[0][1], sample_parts()[4]]
    assert walk(build(merged).pdf).problems == []
