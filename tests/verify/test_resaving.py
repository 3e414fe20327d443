"""Saving a portfolio again changes its bytes but nothing that the proofs are about."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from pypdf import PdfWriter

from ilmdocs.model.portfolio import AS_IT_CAME, SAVED_AGAIN, PortfolioFile, Proof
from ilmdocs.model.unit import PartKind
from ilmdocs.report.text import proofs_text
from ilmdocs.verify import verify_portfolio
from tests.assemble.builders import build, part, pdf_part, sample_parts, saved


@pytest.fixture(scope="module")
def portfolio() -> PortfolioFile:
    """With a picture whose bytes are stored with a predictor, as scanners store them."""
    picture = part(PartKind.EVIDENCE, "Second photo", "E04", attachment="photo.pdf")
    return build([*sample_parts(), pdf_part(picture, predicted_picture())])


def predicted_picture() -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    rows = b"".join(b"\2" + bytes(60) for _ in range(80))
    import zlib

    image = pikepdf.Stream(pdf, b"")
    image.write(
        zlib.compress(rows), filter=Name.FlateDecode, decode_parms=Dictionary(Predictor=15, Columns=60)
    )
    for key, value in {"Width": 60, "Height": 80, "BitsPerComponent": 8}.items():
        image[f"/{key}"] = value
    image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.obj.Contents = pdf.make_stream(b"q 300 0 0 400 100 200 cm /Im Do Q")
    return saved(pdf)


def by_name(pdf: bytes, manifest: object = None) -> dict[str, Proof]:
    return {proof.name: proof for proof in verify_portfolio(pdf, manifest=manifest)}  # type: ignore[arg-type]


def holds(pdf: bytes) -> bool:
    return all(proof.ok is not False for proof in by_name(pdf).values())


def test_the_untouched_file_has_the_hash_of_its_manifest(portfolio: PortfolioFile) -> None:
    """Beside its manifest the file is proven byte for byte."""
    assert by_name(portfolio.pdf, portfolio.manifest)["hashes"].ok is True


def test_saved_again_by_pypdf(portfolio: PortfolioFile) -> None:
    """The portfolio still proves itself; only its hash says that it was saved again."""
    file = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(portfolio.pdf)).write(file)
    found = by_name(file.getvalue(), portfolio.manifest)
    assert {name for name, proof in found.items() if proof.ok is False} == {"hashes"}
    told = " ".join(proofs_text("a.pdf", list(found.values())).split())
    assert "Saved again by another program: every page's content is as it was built, but the file is" in told
    assert "NOT AS IT WAS BUILT" not in told


def test_only_a_harmless_difference_is_called_saved_again(portfolio: PortfolioFile) -> None:
    """A word that was changed, another manifest, an original that was swapped: those are no such thing."""
    found = by_name(portfolio.pdf + b"\n", portfolio.manifest)
    other = by_name(portfolio.pdf + b"\n", {**portfolio.manifest, "author": "Somebody Else"})
    swapped = Proof("hashes", False, (SAVED_AGAIN, "06 a.pdf was changed: it is another file."))
    kept = Proof("hashes", False, (SAVED_AGAIN, f"06 a.pdf {AS_IT_CAME}"))
    changed = Proof("parts", False, ("Page 5 is not as it was made.",))
    for name, proofs, is_harmless in (
        ("kept", {**found, "hashes": kept}, True),
        ("other", other, False),
        ("swapped", {**found, "hashes": swapped}, False),
        ("changed", {**found, "parts": changed}, False),
    ):
        assert ("Saved again" in proofs_text("a.pdf", list(proofs.values()))) is is_harmless, name
        assert ("NOT AS IT WAS BUILT" in proofs_text("a.pdf", list(proofs.values()))) is not is_harmless, name


def test_quietly_only_what_failed_is_told(portfolio: PortfolioFile) -> None:
    """A headline, the proof that failed, and why; none of the dozen that hold."""
    told = proofs_text("a.pdf", list(by_name(portfolio.pdf + b"\n", portfolio.manifest).values()), brief=True)
    assert "hashes           FAILED" in told and "saved again or changed" in told
    assert " ok" not in told and "readback" not in told


def test_saved_again_with_compression_by_pypdf(portfolio: PortfolioFile) -> None:
    """Content streams packed anew have the same digests."""
    writer = PdfWriter(clone_from=io.BytesIO(portfolio.pdf))
    for page in writer.pages:
        page.compress_content_streams()
    file = io.BytesIO()
    writer.write(file)
    assert holds(file.getvalue())


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize(
    "options",
    [[], ["--linearize"], ["--object-streams=disable"], ["--coalesce-contents"], ["--stream-data=preserve"]],
    ids=lambda options: " ".join(options) or "plain",
)
def test_saved_again_by_qpdf(portfolio: PortfolioFile, tmp_path: Path, options: list[str]) -> None:
    """However qpdf stores the file, it still proves itself."""
    source, target = tmp_path / "made.pdf", tmp_path / "again.pdf"
    source.write_bytes(portfolio.pdf)
    subprocess.run(["qpdf", *options, source, target], check=True)
    assert holds(target.read_bytes())


def test_a_manifest_of_another_build(portfolio: PortfolioFile) -> None:
    """A manifest that does not belong to the file fails `hashes` in both ways it can."""
    other = {**portfolio.manifest, "attempt": 2, "portfolio_sha256": "0" * 64}
    proof = by_name(portfolio.pdf, other)["hashes"]
    assert proof.ok is False
    assert len(proof.details) == 2
