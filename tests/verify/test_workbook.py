"""Proofs that need the workbook: read-back and confidentiality."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from pikepdf import String
from pypdf import PdfWriter
from pypdf.annotations import Link

from ilmdocs.model.portfolio import Proof
from ilmdocs.verify import Expected, verify_portfolio
from tests.assemble.builders import build, sample_parts, saved
from tests.verify.test_tampering import changed, overlay, rewrite

CLIENT = "Bronwen Fictional"
DIARY = "coaching-diary,-client-c1"


def missing(values: Sequence[str], texts: Sequence[str]) -> list[int]:
    everything = " ".join(" ".join(texts).split())
    return [position for position, value in enumerate(values) if value not in everything]


def find_private(text: str) -> list[str]:
    return ["C1"] if CLIENT.casefold() in " ".join(text.split()).casefold() else []


def expected(**printed: Sequence[str]) -> Expected:
    return Expected({DIARY: ("We agreed",), **printed}, missing, find_private)


def proofs(pdf: bytes, expected: Expected | None, file_name: str = "") -> dict[str, Proof]:
    return {p.name: p for p in verify_portfolio(pdf, expected=expected, file_name=file_name)}


@pytest.fixture(scope="module")
def portfolio() -> bytes:
    return build(sample_parts()).pdf


def test_everything_typed_is_there_and_nobody_is_named(portfolio: bytes) -> None:
    """With its workbook the untouched portfolio holds in both."""
    found = proofs(portfolio, expected(), "F Example-ABC123-012345-8585-301(1).pdf")
    assert found["readback"].ok is True
    assert found["confidentiality"].ok is True


def test_pages_that_are_pictures_are_named(portfolio: bytes) -> None:
    """What cannot be searched is said, so that somebody looks."""
    assert "8" in proofs(portfolio, expected())["confidentiality"].details[1]


def test_without_the_workbook_nothing_is_claimed(portfolio: bytes) -> None:
    """Both proofs say what they would need."""
    found = proofs(portfolio, None)
    assert found["readback"].ok is None
    assert found["confidentiality"].ok is None
    assert "--workbook" in found["readback"].details[0]
    assert "No name was looked for" in found["confidentiality"].details[0]
    assert "and 8 are without searchable text: look there yourself." in found["confidentiality"].details[1]


def test_what_was_searched_is_said(portfolio: bytes) -> None:
    """Somebody who relies on the proof knows what it looked at."""
    said = proofs(portfolio, expected())["confidentiality"].details[0]
    assert "the text of 2 of 8 pages, properties, bookmarks, links, notes" in said


def test_without_private_names_confidentiality_is_open(portfolio: bytes) -> None:
    """An empty Private sheet proves nothing."""
    assert proofs(portfolio, Expected({}, missing))["confidentiality"].ok is None


def test_a_value_that_is_not_printed(portfolio: bytes) -> None:
    """A value that the pages of its part lack fails `readback`, which quotes it."""
    pdf = changed(portfolio, lambda writer: rewrite(writer, 4, "We agreed", "We talked"))
    proof = proofs(pdf, expected())["readback"]
    assert proof.ok is False
    assert proof.details == ("“We agreed” is not found in “Coaching diary, client C1”.",)


def test_a_part_that_the_portfolio_lacks(portfolio: bytes) -> None:
    """A form that the workbook gives and the portfolio does not have fails `readback`."""
    proof = proofs(portfolio, expected(**{"cpd-plan": ("Read more",)}))["readback"]
    assert proof.details == ("The workbook gives a part “cpd-plan” that the portfolio does not have.",)


def test_a_missing_value_that_names_a_client_is_not_quoted(portfolio: bytes) -> None:
    """No message of the proof names a client."""
    proof = proofs(portfolio, expected(**{DIARY: (f"{CLIENT} said yes",)}))["readback"]
    assert proof.ok is False
    assert CLIENT not in str(proof)


def in_text(writer: PdfWriter) -> None:
    overlay(writer.pages[3], f"I met {CLIENT} on Monday")


def in_properties(writer: PdfWriter) -> None:
    writer.add_metadata({"/Subject": f"Coaching {CLIENT}"})


def in_metadata_packet(writer: PdfWriter) -> None:
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CLIENT}</x:xmpmeta>".encode()


def in_bookmark(writer: PdfWriter) -> None:
    writer.add_outline_item(title=f"Session with {CLIENT}", page_number=4)


def in_attachment(writer: PdfWriter) -> None:
    writer.add_attachment("notes.txt", CLIENT.encode())


def in_attachment_name(writer: PdfWriter) -> None:
    writer.add_attachment(f"{CLIENT}.txt", b"-")


def in_link(writer: PdfWriter) -> None:
    address = f"https://example.org/{CLIENT.replace(' ', '%20')}"
    writer.add_annotation(page_number=2, annotation=Link(rect=(0, 0, 9, 9), url=address))


@pytest.mark.parametrize(
    "hide",
    [in_link, in_text, in_properties, in_metadata_packet, in_bookmark, in_attachment, in_attachment_name],
)
def test_a_client_named_anywhere(portfolio: bytes, hide: Callable[[PdfWriter], None]) -> None:
    """Wherever a client's name is put into the file, `confidentiality` says so without repeating it."""
    proof = proofs(changed(portfolio, hide), expected())["confidentiality"]
    assert proof.ok is False
    assert "C1" in proof.details[0]
    assert CLIENT not in str(proof)


def test_a_client_named_in_a_note(portfolio: bytes) -> None:
    """The words of a link are searched like the pages."""
    with pikepdf.open(io.BytesIO(portfolio)) as pdf:
        pdf.pages[1].obj.Annots[0].Contents = String(f"To {CLIENT}")
        assert proofs(saved(pdf), expected())["confidentiality"].ok is False


def test_a_client_named_in_an_alternative_text(portfolio: bytes) -> None:
    """The description of a picture is searched like the pages."""
    with pikepdf.open(io.BytesIO(portfolio)) as pdf:
        pdf.Root.StructTreeRoot.K[0].K[0].Alt = String(f"Photo of {CLIENT}")
        assert proofs(saved(pdf), expected())["confidentiality"].ok is False


def test_a_client_named_in_the_file_name(portfolio: bytes) -> None:
    """The file's own name is searched too."""
    proof = proofs(portfolio, expected(), f"{CLIENT}.pdf")["confidentiality"]
    assert proof.details[0] == "The file name names C1."


def test_other_forms_are_no_reason_to_accuse(portfolio: bytes) -> None:
    """A portfolio that was filled with forms not at hand is called neither changed nor proven."""
    found = proofs(portfolio, Expected({}, missing, find_private, ("diary",)))["readback"]
    assert found.ok is None
    assert "diary" in found.details[0]
    lost = Expected({DIARY: ("This was never printed",)}, missing, find_private, ("matrix",))
    assert proofs(portfolio, lost)["readback"].ok is False
