"""Each tampering with a real finished file is caught by the proof that is there for it, hashes left out."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject, NameObject, NumberObject

from ilmdocs.model.portfolio import Proof
from ilmdocs.proof.canonical import PAGE_KEY
from ilmdocs.verify import Expected, verify_portfolio
from tests.assemble.builders import build, sample_parts, text_pdf


@pytest.fixture(scope="module")
def portfolio() -> bytes:
    return build(sample_parts()).pdf


def proofs(pdf: bytes, expected: Expected | None = None) -> dict[str, Proof]:
    return {proof.name: proof for proof in verify_portfolio(pdf, expected=expected)}


def failed(pdf: bytes, expected: Expected | None = None) -> set[str]:
    return {name for name, proof in proofs(pdf, expected).items() if proof.ok is False}


def changed(pdf: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    """The file after a change made with another library, everything else kept."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def swap(writer: PdfWriter, one: int, other: int) -> None:
    kids = writer.root_object["/Pages"]["/Kids"]  # type: ignore[index]
    kids[one], kids[other] = kids[other], kids[one]
    writer.flattened_pages = None


def overlay(page: PageObject, *lines: str) -> None:
    """Print lines over a page, low on it, as anybody can with a PDF editor."""
    extra = PdfReader(io.BytesIO(text_pdf([lines], tagged=False, top=600))).pages[0]
    page.merge_transformed_page(extra, Transformation())


def rewrite(writer: PdfWriter, index: int, old: str, new: str) -> None:
    """Change words inside a page's own content stream."""
    page = writer.pages[index]
    contents = page.get_contents()
    assert contents is not None
    data = contents.get_data()
    before, after = (text.encode("cp1252").hex().encode() for text in (old, new))
    assert before in data
    stream = DecodedStreamObject()
    stream.set_data(data.replace(before, after, 1))
    page[NameObject("/Contents")] = writer._add_object(stream)


def test_an_untouched_portfolio_proves_itself(portfolio: bytes) -> None:
    """From the PDF alone, ten proofs hold and only those that need more are left open."""
    found = proofs(portfolio)
    assert {name for name, proof in found.items() if proof.ok is None} == {
        "hashes", "readback", "confidentiality",
    }  # fmt: skip
    assert all(proof.ok for proof in found.values() if proof.ok is not None), found


def test_two_pages_swapped(portfolio: bytes) -> None:
    """Swapped pages fail `order`, which names the page; no content has changed."""
    pdf = changed(portfolio, lambda writer: swap(writer, 4, 5))
    assert failed(pdf) == {"order"}
    assert proofs(pdf)["order"].details == ("Page 6 of the file is stamped page 5, but comes after page 6.",)


def test_a_page_removed(portfolio: bytes) -> None:
    """A removed page fails `pages`, which names it; the pages that are left are still in order."""
    pdf = changed(portfolio, lambda writer: writer.remove_page(5))
    assert "pages" in failed(pdf)
    assert "order" not in failed(pdf)
    assert proofs(pdf)["pages"].details == ("Page 6 of 8 is missing.",)


def test_a_page_put_in(portfolio: bytes) -> None:
    """A page that was never part of the portfolio fails `pages` and `stamps`."""
    extra = PdfReader(io.BytesIO(text_pdf([["Slipped in"]])))

    def insert(writer: PdfWriter) -> None:
        writer.insert_page(extra.pages[0], 6)

    pdf = changed(portfolio, insert)
    assert {"pages", "stamps"} <= failed(pdf)
    assert proofs(pdf)["pages"].details == ("Page 7 of the file is no page of this portfolio.",)


def test_a_page_doubled(portfolio: bytes) -> None:
    """The same page twice fails `pages` and `order`."""
    pdf = changed(portfolio, lambda writer: writer.insert_page(writer.pages[6], 7))
    assert {"pages", "order"} <= failed(pdf)


def test_words_changed_in_a_part(portfolio: bytes) -> None:
    """One word of a reflective log rewritten fails `parts` alone, which names page and part."""
    pdf = changed(portfolio, lambda writer: rewrite(writer, 6, "listened more", "listened less"))
    assert failed(pdf) == {"parts"}
    details = proofs(pdf)["parts"].details
    assert details == ("Page 7 (“Reflective log, client C1”) has been changed since it was made.",)


def test_a_sentence_printed_over_a_page(portfolio: bytes) -> None:
    """Text laid over a page fails `parts`."""
    pdf = changed(portfolio, lambda writer: overlay(writer.pages[3], "Approved by the assessor"))
    assert failed(pdf) == {"parts"}


def test_a_picture_exchanged(portfolio: bytes) -> None:
    """Another picture under the same name fails `parts`."""

    def repaint(writer: PdfWriter) -> None:
        page = writer.pages[7]
        box = page["/Resources"]["/XObject"]["/IlmPage"]  # type: ignore[index]
        image = box["/Resources"]["/XObject"]["/Im"]
        image.set_data(bytes(255 - value for value in image.get_data()))

    pdf = changed(portfolio, repaint)
    assert failed(pdf) == {"parts"}


def test_a_comment_covers_a_page(portfolio: bytes) -> None:
    """A note laid over a page changes what is seen, so it fails `parts`."""
    from pypdf.annotations import FreeText

    note = FreeText(text="See me", rect=(50, 550, 300, 650), font_size="20pt")
    pdf = changed(portfolio, lambda writer: writer.add_annotation(4, note))
    assert failed(pdf) == {"parts"}


def test_a_page_turned(portfolio: bytes) -> None:
    """A page turned in a viewer and saved fails `parts`."""
    pdf = changed(portfolio, lambda writer: writer.pages[4].rotate(90))
    assert failed(pdf) == {"parts"}


def test_a_reference_with_a_page_of_another_part(portfolio: bytes) -> None:
    """A matrix that cites E01 on a page of E02 fails `references`, which says whose page it is."""
    pdf = changed(portfolio, lambda writer: rewrite(writer, 1, "E01,\xa0p.\xa05", "E01,\xa0p.\xa07"))
    assert {"references", "parts"} <= failed(pdf)
    assert proofs(pdf)["references"].details[0] == "Page 2: E01, p. 7 is printed, but page 7 is E02."


def test_a_reference_with_another_section_of_the_same_part(portfolio: bytes) -> None:
    """A matrix row that cites the wrong section of the right part fails `references`."""
    pdf = changed(portfolio, lambda writer: rewrite(writer, 1, "E01,\xa0p.\xa05", "E01,\xa0p.\xa04"))
    assert "references" in failed(pdf)
    assert proofs(pdf)["references"].details == (
        "The matrix cites E01, p. 4 for 1.3, which is evidenced on other pages.",
        "The matrix cites no page for 1.3.",
    )


def test_a_reference_that_leads_nowhere(portfolio: bytes) -> None:
    """A page number beyond the end fails `references`."""
    pdf = changed(portfolio, lambda writer: rewrite(writer, 2, "E02,\xa0p.\xa07", "E02,\xa0p.\xa09"))
    assert proofs(pdf)["references"].details == ("Page 3: E02, p. 9 is printed, but there is no page 9.",)


def test_a_wrong_reference_printed_over_the_matrix(portfolio: bytes) -> None:
    """A citation added to the matrix as an overlay is compared like any other."""
    pdf = changed(portfolio, lambda writer: overlay(writer.pages[1], "E02, p. 4"))
    assert "references" in failed(pdf)


def test_a_criterion_taken_out_of_the_matrix(portfolio: bytes) -> None:
    """A matrix row that lost its citation fails `references`."""
    pdf = changed(portfolio, lambda writer: rewrite(writer, 1, "E02,\xa0p.\xa07", "see below"))
    assert "The matrix cites no page for 3.4." in proofs(pdf)["references"].details


def test_a_link_sent_elsewhere(portfolio: bytes) -> None:
    """A link that no longer goes to the printed page fails `links` alone."""

    def redirect(writer: PdfWriter) -> None:
        links = writer.pages[1]["/Annots"]
        links[0].get_object()["/A"]["/D"][0] = writer.pages[6].indirect_reference  # type: ignore[index]

    pdf = changed(portfolio, redirect)
    assert failed(pdf) == {"links"}
    assert proofs(pdf)["links"].details == ("Page 2: E01, p. 4 is a link to page 7.",)


def test_links_removed(portfolio: bytes) -> None:
    """A matrix without its links fails `links`."""

    def remove(writer: PdfWriter) -> None:
        del writer.pages[1]["/Annots"]

    assert "links" in failed(changed(portfolio, remove))


def test_a_stamp_rewritten(portfolio: bytes) -> None:
    """A page that calls itself something else fails `stamps`."""

    def restamp(writer: PdfWriter) -> None:
        page = writer.pages[6]
        contents = page.get_contents()
        assert contents is not None
        stream = DecodedStreamObject()
        stream.set_data(contents.get_data().replace(b"(E02 ", b"(E09 "))
        page[NameObject("/Contents")] = writer._add_object(stream)

    pdf = changed(portfolio, restamp)
    assert "stamps" in failed(pdf)
    assert proofs(pdf)["stamps"].details == (
        "Page 7 of the file is stamped “E09 · page 7 of 8”; right is “E02 · page 7 of 8”.",
    )


def test_page_labels_changed(portfolio: bytes) -> None:
    """Other page numbers in the viewer fail `labels` alone."""

    def relabel(writer: PdfWriter) -> None:
        writer.set_page_label(0, 2, style="/r")  # type: ignore[arg-type]

    assert failed(changed(portfolio, relabel)) == {"labels"}


def test_a_bookmark_removed(portfolio: bytes) -> None:
    """Bookmarks that are gone fail `bookmarks` alone."""

    def remove(writer: PdfWriter) -> None:
        del writer.root_object["/Outlines"]

    assert failed(changed(portfolio, remove)) == {"bookmarks"}


def test_a_bookmark_sent_elsewhere(portfolio: bytes) -> None:
    """A bookmark that goes to another page fails `bookmarks` alone."""

    def redirect(writer: PdfWriter) -> None:
        first = writer.root_object["/Outlines"]["/First"]  # type: ignore[index]
        first[NameObject("/Dest")] = ArrayObject(
            [writer.pages[5].indirect_reference, NameObject("/XYZ"), NumberObject(0), FloatObject(842)]
        )

    pdf = changed(portfolio, redirect)
    assert failed(pdf) == {"bookmarks"}
    assert proofs(pdf)["bookmarks"].details == ("The bookmark “Authentication sheet” does not go to page 1.",)


def test_another_author(portfolio: bytes) -> None:
    """A portfolio that says it is somebody else's fails `metadata` alone."""
    pdf = changed(portfolio, lambda writer: writer.add_metadata({"/Author": "Owen Other"}))
    assert failed(pdf) == {"metadata"}
    assert proofs(pdf)["metadata"].details == ("The document's author is not the one it was given.",)


def test_a_date_stored(portfolio: bytes) -> None:
    """A file that stores when it was saved fails `metadata`."""
    pdf = changed(portfolio, lambda writer: writer.add_metadata({"/ModDate": "D:20260301120000Z"}))
    assert failed(pdf) == {"metadata"}


def test_pages_collected_into_a_new_file(portfolio: bytes) -> None:
    """Without manifest, bookmarks and labels the stamps still prove order, pages, references and contents."""
    reader = PdfReader(io.BytesIO(portfolio))
    for name, picked in {"order": [0, 1, 2, 4, 3, 5, 6, 7], "pages": [0, 1, 2, 3, 4, 5, 7]}.items():
        writer = PdfWriter()
        for index in picked:
            writer.add_page(reader.pages[index])
        pdf = written(writer)
        assert proofs(pdf)["opens"].ok
        assert {name, "parts", "labels"} <= failed(pdf)
        assert ({"order", "pages"} - {name}).isdisjoint(failed(pdf))


def test_words_changed_in_a_file_that_lost_its_manifest(portfolio: bytes) -> None:
    """The digest that each page carries names the changed page when the manifest is gone."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(portfolio)).pages:
        assert PAGE_KEY in page
        writer.add_page(page)
    rewrite(writer, 6, "listened more", "listened less")
    details = proofs(written(writer))["parts"].details
    assert details[0] == "Page 7 of the file has been changed since it was made."
