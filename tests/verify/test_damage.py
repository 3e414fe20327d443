"""Damaged and foreign files are failed proofs in plain words, never a crash."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilmdocs.verify import PROOFS, verify_portfolio
from tests.assemble.builders import build, sample_parts, saved, text_pdf

PORTFOLIO = build(sample_parts()).pdf


def opens(pdf: bytes) -> str:
    proofs = verify_portfolio(pdf)
    assert tuple(proof.name for proof in proofs) == PROOFS
    assert proofs[0].ok is False
    assert all(proof.ok is None for proof in proofs[1:])
    return proofs[0].details[0]


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"PK\x03\x04 a zip", b"<html>", PORTFOLIO[:300]], ids=len)
def test_what_is_no_pdf(pdf: bytes) -> None:
    """Empty, cut and other files do not open, and the reason is given."""
    assert opens(pdf).startswith("It ")


def test_a_pdf_of_somebody_else() -> None:
    """A sound PDF that this program did not make is said to be one."""
    assert opens(text_pdf([["Minutes of a meeting"]])).startswith("This PDF was not made by ilmdocs")


def test_a_pdf_without_pages() -> None:
    """A PDF with nothing in it does not open as a portfolio."""
    assert opens(saved(pikepdf.new()))


def test_a_file_behind_a_password() -> None:
    """A protected copy is said to be protected."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(PORTFOLIO)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert "password" in opens(file.getvalue())


def test_an_embedded_manifest_that_makes_no_sense() -> None:
    """A manifest that was tampered with until it is none is treated as lost."""
    with pikepdf.open(io.BytesIO(PORTFOLIO)) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        names[1].EF.F.write(b'{"schema": "ilmdocs.manifest/1", "parts": 7}')
        proofs = {proof.name: proof for proof in verify_portfolio(saved(pdf))}
    assert proofs["bookmarks"].ok is None
    assert "lost" in proofs["opens"].details[0]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, len(PORTFOLIO) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_random_damage(changes: list[tuple[int, int]]) -> None:
    """Whatever bytes are changed, there is one answer a proof."""
    damaged = bytearray(PORTFOLIO)
    for place, value in changes:
        damaged[place] = value
    assert tuple(proof.name for proof in verify_portfolio(bytes(damaged))) == PROOFS


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, len(PORTFOLIO) - 1))
def test_files_cut_short(length: int) -> None:
    """A download that broke off anywhere is answered too."""
    assert tuple(proof.name for proof in verify_portfolio(PORTFOLIO[:length])) == PROOFS
