"""A PDF that somebody signed digitally is kept whole beside the portfolio, and it is said."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ilmdocs.attachments import inspect, normalise
from ilmdocs.library import load_library
from ilmdocs.proving import prove
from ilmdocs.templates_path import templates_folder
from tests.building import build_here
from tests.poisons import write_good

from . import builders as build

TODAY = date(2026, 6, 30)
NAME = "Thandeka Okonjo"


def signed(signer: str = "Sam Supervisor", *, empty: bool = False, embedded: bool = False) -> bytes:
    """A PDF of two pages with a signature field, signed unless it is `empty`."""
    document = build.pdf(2)
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String("Signature"),
        Rect=Array([0, 0, 0, 0]),
        F=132,
    )
    if not empty:
        field.V = document.make_indirect(
            Dictionary(
                Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]),
                Contents=String(b"\x30\x80"), Name=String(signer),
            )
        )  # fmt: skip
    indirect = document.make_indirect(field)
    document.pages[0].obj.Annots = Array([indirect])
    document.Root.AcroForm = Dictionary(Fields=Array([indirect]), SigFlags=3)
    if embedded:
        document.attachments["notes.txt"] = b"Only some words."
    return build.saved(document)


def test_a_signed_pdf_is_kept_as_it_came(tmp_path: Path) -> None:
    """Its pages go into the portfolio without the field, the file itself is handed on byte for byte."""
    data = signed()
    (tmp_path / "signed.pdf").write_bytes(data)
    made = normalise(build.part("signed.pdf"), tmp_path)
    assert made.original == data
    assert any("signed digitally" in note and "folder documents" in note for note in made.notes)


@pytest.mark.parametrize(
    ("data", "pages", "words"),
    [
        (signed(empty=True), "", ""),
        (signed(), "1", "only some of its pages"),
        (signed(embedded=True), "", "other files are embedded"),
    ],
)
def test_what_is_not_kept(tmp_path: Path, data: bytes, pages: str, words: str) -> None:
    """A field that nobody signed, pages that were not asked for, files that cannot be searched."""
    (tmp_path / "signed.pdf").write_bytes(data)
    made = normalise(build.part("signed.pdf", page_range=pages), tmp_path)
    assert made.original is None
    assert any(words in note for note in made.notes) if words else not any("signed" in n for n in made.notes)


def test_a_client_named_in_the_signature_is_found(tmp_path: Path) -> None:
    """The kept file is searched everywhere, not only on its pages."""
    (tmp_path / "signed.pdf").write_bytes(signed(NAME))
    private = build.row("Private", {"client_ref": "C1", "real_name": NAME})
    evidence = build.evidence(file="signed.pdf")
    found = inspect(build.submission(tmp_path, evidence, private))
    (finding,) = [finding for finding in found if finding.id == "client-named"]
    assert finding.severity == "must"
    assert "properties, comments or signatures" in finding.message
    assert NAME not in finding.message + finding.remedy


@pytest.mark.engine
def test_the_original_lies_beside_the_portfolio_and_is_proven(tmp_path: Path) -> None:
    """It is listed in the manifest, goes into the ZIP, and a change of it is found."""
    library = load_library(templates_folder())
    (book,) = write_good(tmp_path / "intake", 1, library)
    came = signed()
    (book.parent / "witness.pdf").write_bytes(came)
    output = tmp_path / "out"
    (result,) = build_here([book], library, output, TODAY, zipped=True)
    assert result.portfolio is not None and result.archive is not None
    (original,) = (result.portfolio.parent / "documents").glob("*.pdf")
    assert original.name == "Signed original 1 Witness testimony.pdf"
    assert original.read_bytes() == came
    manifest = json.loads(result.portfolio.with_name("manifest.json").read_text(encoding="utf-8"))
    listed = {item["file"]: item["sha256"] for item in manifest["provenance"]["documents"]}
    assert listed[original.name] == hashlib.sha256(came).hexdigest()
    with zipfile.ZipFile(result.archive) as archive:
        assert any(name.endswith(f"documents/{original.name}") for name in archive.namelist())
    (hashes,) = (p for p in prove(result.portfolio, workbook=book, today=TODAY) if p.name == "hashes")
    assert hashes.ok and any("byte for byte as it came" in line for line in hashes.details)
    original.write_bytes(signed("Somebody Else"))
    (hashes,) = (p for p in prove(result.portfolio, workbook=None, today=TODAY) if p.name == "hashes")
    assert hashes.ok is False and "was changed" in hashes.details[-1]
    with pikepdf.open(result.portfolio) as pdf:
        assert "/AcroForm" not in pdf.Root
