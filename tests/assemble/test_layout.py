"""Page numbers of the portfolio follow from the page counts of the parts."""

from __future__ import annotations

import pytest

from ilmdocs.assemble import lay_out
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.model.portfolio import Layout, PdfPart
from ilmdocs.model.unit import PartKind
from tests.assemble.builders import build, part, pdf_part, sample_parts, text_pdf


def test_first_pages_and_criterion_pages() -> None:
    """Parts follow each other; a criterion is cited where its section starts, else where its part does."""
    layout = lay_out(sample_parts())
    assert layout.total == 8
    assert list(layout.first_page.values()) == [1, 2, 3, 4, 7, 8]
    diary = "coaching-diary,-client-c1"
    assert layout.criterion_page[diary, "1.1"] == 4
    assert layout.criterion_page[diary, "1.3"] == 5
    assert layout.criterion_page["reflective-log,-client-c1", "3.4"] == 7


def test_a_wrong_page_in_the_matrix_stops_the_build() -> None:
    """A printed page that the layout does not give is never turned into a link."""
    with pytest.raises(
        IlmdocsError, match=r"E01, p\. 6 is printed, but it starts on p\. 4 or p\. 5"
    ) as caught:
        parts = sample_parts(wrong={"1.3": 6})
        diary = parts[3]
        parts[3] = PdfPart(diary.part, diary.pdf, diary.pages, diary.sections[:2], diary.section_pages[:2])
        build(parts)
    assert "Nothing was written" in str(caught.value)


def test_a_reference_that_does_not_exist_stops_the_build() -> None:
    """A citation of a part that is not there is an error, not a dead link."""
    parts = sample_parts()
    parts[2] = pdf_part(parts[2].part, text_pdf([["Contents", "E09, p. 4"]]))
    with pytest.raises(IlmdocsError, match=r"E09, p\. 4 is printed, but no part has this reference"):
        build(parts)


def test_a_layout_that_is_not_the_parts_stops_the_build() -> None:
    """Pages that were counted before a form grew are not used."""
    with pytest.raises(IlmdocsError, match="other page numbers"):
        build(sample_parts(), layout=Layout(9, {}, {}))


def test_a_part_with_another_page_count_stops_the_build() -> None:
    """The pages of a part are counted again when it is merged."""
    parts = sample_parts()
    last = parts[-1]
    parts[-1] = PdfPart(last.part, last.pdf, 2)
    with pytest.raises(IlmdocsError, match="has 1 pages; 2 were counted"):
        build(parts)


def test_a_part_that_is_no_pdf_is_named() -> None:
    """A broken part stops the build with its title."""
    parts = sample_parts()
    last = parts[-1]
    parts[-1] = PdfPart(last.part, b"not a PDF", 1)
    with pytest.raises(UnreadableInput, match="Photo of the flip chart"):
        build(parts)


def test_a_signed_scan_of_an_older_matrix_is_the_learners_to_replace() -> None:
    """When the wrong page is in the learner's own file, the message says which file and what to do."""
    parts = sample_parts()
    scan = part(PartKind.MATRIX, "Evidence matrix", attachment="signed matrix.pdf")
    parts[1] = pdf_part(scan, text_pdf([["Evidence matrix", "1.1 E01, p. 3"]]))
    with pytest.raises(UnreadableInput, match=r"Your file for “Evidence matrix” says E01, p\. 3, but it"):
        build(parts)
