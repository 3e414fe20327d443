"""Opens a finished portfolio with two independent readers and takes down all that proofs need."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ilmdocs.model.unit import PartKind
from ilmdocs.proof.manifest import MANIFEST_NAME, Manifest, read_manifest
from ilmdocs.proof.page_text import Box, PageText
from ilmdocs.text.references import Citation, Stamp, find_citations, read_stamp

DAMAGE = (
    PyPdfError, RuntimeError, ValueError, LookupError, TypeError, AttributeError, AssertionError,
    ArithmeticError, EOFError, OSError, MemoryError, zlib.error, struct.error,
)  # fmt: skip
"""What the readers raise for damaged files: they promise no common class (pdfium's is a RuntimeError)."""

_PROTECTED = "It is protected with a password. Ask for the file as it was built."
_TOP = 36.0
_STAMP_ONLY = 80
_CITING = {str(PartKind.MATRIX), str(PartKind.CONTENTS)}


class NotAPortfolio(Exception):
    """The file cannot be looked at any further; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation in the finished file and where it stands."""

    citation: Citation
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as pdfium sees it; `number` is its 1-based place in the file, whatever is stamped on it."""

    number: int
    text: str
    stamp: Stamp | None
    cited: tuple[Cited, ...]

    @property
    def is_picture(self) -> bool:
        """Whether the page holds no more text than its stamp, so that nothing on it can be searched."""
        return len(self.text.strip()) < _STAMP_ONLY


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened portfolio. `inside` is the embedded manifest as data, `manifest` the one to compare with."""

    content: bytes
    reader: PdfReader
    pages: tuple[SeenPage, ...]
    inside: Mapping[str, object] | None
    manifest: Manifest | None

    def stamped(self, number: int) -> SeenPage | None:
        """The first page that is stamped with a page number."""
        return next((page for page in self.pages if page.stamp and page.stamp.page == number), None)

    def kind_of(self, page: SeenPage) -> str | None:
        """The kind of the part that a page says it belongs to; None when it cannot be told."""
        if page.stamp is None or self.manifest is None:
            return None
        part = self.manifest.part_at(page.stamp.page)
        return None if part is None else part.kind

    def citing(self, *kinds: str) -> tuple[SeenPage, ...]:
        """The pages of the matrix and the contents; without a manifest, the whole front matter."""
        wanted = set(kinds) or _CITING
        if self.manifest is None:
            return tuple(page for page in self.pages if page.stamp and page.stamp.reference is None)
        return tuple(page for page in self.pages if self.kind_of(page) in wanted)


def open_portfolio(pdf: bytes, beside: Mapping[str, object] | None) -> Opened:
    """Open a portfolio.

    Args:
        pdf: the file's bytes.
        beside: the manifest that lies beside the file; used when the embedded one is lost.

    Raises:
        NotAPortfolio: when it cannot be opened, or nothing in it says that this program made it.
    """
    reader, count, inside = _opened(pdf)
    pages = _seen(pdf)
    if count != len(pages) or not count:
        raise NotAPortfolio("It is damaged: two readers do not agree on how many pages it has.")
    manifest = read_manifest(inside) or read_manifest(beside)
    if manifest is None and not any(page.stamp for page in pages):
        raise NotAPortfolio(
            "This PDF was not made by ilmdocs: no page carries a stamp, and no manifest is inside."
        )
    return Opened(pdf, reader, pages, inside, manifest)


def portfolio_manifest(pdf: bytes, beside: Mapping[str, object] | None) -> Manifest | None:
    """What a portfolio says about itself, from inside the file or else from beside it; None for others."""
    try:
        return read_manifest(_opened(pdf)[2]) or read_manifest(beside)
    except NotAPortfolio:
        return None


def _opened(pdf: bytes) -> tuple[PdfReader, int, Mapping[str, object] | None]:
    """The file's structure, its number of pages and the manifest inside it."""
    if (foreign := _no_pdf(pdf)) is not None:
        raise NotAPortfolio(foreign)
    try:
        reader = PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotAPortfolio(_PROTECTED)
        count = len(reader.pages)
        inside = _embedded(reader)
    except DependencyError as error:  # an encryption that this installation cannot undo
        raise NotAPortfolio(_PROTECTED) from error
    except DAMAGE as error:
        raise NotAPortfolio("It cannot be opened as a PDF: it is damaged or not fully copied.") from error
    return reader, count, inside


def _no_pdf(content: bytes) -> str | None:
    """Why bytes are no PDF at all, whatever the file's name says; None when they may be one."""
    if not content.strip():
        return "It is empty: the file was not fully copied."
    if b"%PDF-" in content[:1024]:
        return None
    if content.startswith(b"PK"):
        return "It is no PDF but a Word, Excel or ZIP file. Name the PDF of the portfolio."
    return "It is no PDF, whatever its name says. Name the PDF of the portfolio."


def _embedded(reader: PdfReader) -> Mapping[str, object] | None:
    files = {file.name: file for file in reader.attachment_list}
    file = files.get(MANIFEST_NAME)
    if file is None:
        return None
    try:
        data = json.loads(file.content)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _seen(pdf: bytes) -> tuple[SeenPage, ...]:
    try:
        document = pdfium.PdfDocument(pdf)
    except DAMAGE as error:
        raise NotAPortfolio("It cannot be opened as a PDF: it is damaged or not fully copied.") from error
    try:
        return tuple(_see(document[index], index + 1) for index in range(len(document)))
    except DAMAGE as error:
        raise NotAPortfolio("It is damaged: one of its pages cannot be read.") from error
    finally:
        document.close()


def _see(page: pdfium.PdfPage, number: int) -> SeenPage:
    letters = PageText(page)
    left, _, right, top = page.get_mediabox()
    stamp = read_stamp(letters.within(left, top - _TOP, right, top))
    cited = tuple(
        Cited(citation, tuple(letters.lines(citation.start, citation.end)))
        for citation in find_citations(letters.text)
    )
    return SeenPage(number, letters.readable, stamp, cited)
