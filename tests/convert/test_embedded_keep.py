"""Table rows that belong together stay on one page with the embedded engine, and nothing is lost for it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from ilmdocs.convert.embedded import Embedded
from ilmdocs.convert.embedded_fit import fit
from ilmdocs.convert.embedded_keep import keep_rows
from ilmdocs.convert.engine import ConversionJob
from ilmdocs.convert.package import read_parts
from tests.convert.paper import paragraph, table, word

KEPT = "<w:pPr><w:keepNext/></w:pPr>"
DOWN = "<w:vMerge/>"


def kept(rows: str, *texts: str) -> str:
    """The rows whose first cell says one of the texts ask to stay with the next row."""
    for text in texts:
        before, after = rows.split(f">{text}<", 1)
        start = before.rindex("<w:p>") + len("<w:p>")
        rows = f"{before[:start]}{KEPT}{before[start:]}>{text}<{after}"
    return rows


def merged(rows: str) -> str:
    """The first cell of each row continues the one above it; the first row begins."""
    first, *others = rows.split('<w:tcW w:w="2500" w:type="dxa"/>')
    width = '<w:tcW w:w="2500" w:type="dxa"/>'
    begun = width + '<w:vMerge w:val="restart"/>'
    return first + begun + (width + DOWN).join(others)


def pages(tmp_path: Path, body: str) -> list[str]:
    """The text of each page that the embedded engine makes."""
    done = Embedded().convert([ConversionJob("form", word(body))], tmp_path, timeout_seconds=60)
    document = pypdfium2.PdfDocument(done.pdfs["form"])
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.engine
@pytest.mark.parametrize("lines", range(36, 62))
def test_a_band_never_stands_alone(tmp_path: Path, lines: int) -> None:
    """Wherever the page ends, the band is on the page of the two rows that it goes with."""
    rows = table([["Band", ""], ["one", "first"], ["two", "second"], ["three", "third"]])
    text = pages(tmp_path, paragraph("x") * lines + kept(rows, "Band", "one") + paragraph("end"))
    (page,) = [page for page in text if "Band" in page]
    assert "first" in page
    assert "second" in page


@pytest.mark.engine
@pytest.mark.parametrize("lines", range(36, 62))
def test_a_table_heading_never_stands_alone_and_is_repeated(tmp_path: Path, lines: int) -> None:
    """Column headings are on the page of their first row, and again on each page that the table reaches."""
    rows = kept(table([["Heading", ""], *([f"row{n};", "a"] for n in range(60))]), "Heading")
    heading = rows.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    text = pages(tmp_path, paragraph("x") * lines + heading + paragraph("end"))
    with_rows = [page for page in text if "row" in page]
    assert ["Heading" in page for page in text] == ["row" in page for page in text]
    assert len(with_rows) > 1
    assert [n for n in range(60) if f"row{n};" not in "".join(text)] == []


@pytest.mark.engine
def test_nothing_is_lost_where_tied_rows_do_not_fit_on_a_page(tmp_path: Path) -> None:
    """A question is not tied to an answer that is longer than a page; each word is printed."""
    words = [f"word{number}" for number in range(1500)]
    text = " ".join(pages(tmp_path, kept(table([["Question", ""], [" ".join(words), ""]]), "Question")))
    assert [word for word in words if word not in text.split()] == []


@pytest.mark.engine
def test_nothing_is_lost_where_merged_cells_do_not_fit_on_a_page(tmp_path: Path) -> None:
    """A criterion with a hundred pieces of evidence is printed whole."""
    text = " ".join(pages(tmp_path, merged(table([["", f"evidence{number}"] for number in range(100)]))))
    assert [number for number in range(100) if f"evidence{number}" not in text.split()] == []


def test_a_style_may_ask_for_it_and_a_paragraph_may_refuse() -> None:
    """What a style inherits counts, and what the paragraph says itself counts more."""
    styles = (
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:style w:styleId="Base"><w:pPr><w:keepNext/></w:pPr></w:style>'
        b'<w:style w:styleId="Question"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )

    def tied(properties: str) -> bool:
        body = table([["Question", ""], ["answer", ""]]).replace("<w:p>", f"<w:p>{properties}", 1)
        document = read_parts(word(body))["word/document.xml"]
        return keep_rows(document, styles) is not None

    styled = '<w:pPr><w:pStyle w:val="Question"/>{}</w:pPr>'
    assert tied(styled.format(""))
    assert not tied(styled.format('<w:keepNext w:val="0"/>'))
    assert not tied("")


def test_a_document_without_tied_rows_is_left_alone() -> None:
    """Its bytes are the same as before."""
    document = word(table([["a", "b"], ["c", "d"]]))
    assert fit(document) == document
