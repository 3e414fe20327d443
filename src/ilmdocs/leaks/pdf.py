"""Every place of a finished PDF that holds words: pages, properties, bookmarks, notes, attached files.

Page text is what PDFium reads. Everything else is read from the file's own bytes: walking a portfolio's
thousands of objects one by one takes longer than making it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

import pypdfium2

from ilmdocs.leaks.pictures import picture_words

Place = tuple[str, str]
"""Where something stands, in the user's words, and the words there."""

_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_HEAD = 2000
"""Bytes before a stream in which the description of it stands."""
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PROPERTIES = "its properties"
_ATTACHED = "a file inside it"
_ELSEWHERE = "a bookmark, link, note or description"
_PICTURE = "what the camera or a program noted in a picture"


_MOST_BYTES = 64 * 1024 * 1024
"""Of one stream, unpacked; a PDF with larger ones is refused as an attachment."""


def pdf_places(pdf: bytes) -> Iterator[Place]:
    """Every place of a PDF with the words that stand there."""
    yield from ((f"page {number}", text) for number, text in enumerate(page_texts(pdf), start=1))
    yield from pdf_notes(pdf)


def pdf_notes(pdf: bytes) -> Iterator[Place]:
    """As `pdf_places`, without the pages' own text."""
    rest: list[bytes] = []
    start = 0
    for head, found, content in _streams(pdf):
        rest.append(pdf[start:found])
        start = found + len(content)
        if re.search(rb"/Type\s*/ObjStm\b", head):
            rest.append(_unpacked(head, content))
        elif re.search(rb"/Type\s*/Metadata\b|/Subtype\s*/XML\b", head):
            yield _PROPERTIES, _unpacked(head, content).decode("utf-8", "replace")
        elif re.search(rb"/Type\s*/EmbeddedFile\b", head):
            yield _ATTACHED, _unpacked(head, content).decode("utf-8", "replace")
        elif b"/DCTDecode" in head:
            yield _PICTURE, picture_words(content)
    rest.append(pdf[start:])
    yield _ELSEWHERE, "\n".join(_strings(b"\n".join(rest)))


def page_texts(pdf: bytes) -> Iterator[str]:
    """The text of each page of a PDF, as PDFium reads it.

    Raises:
        PdfiumError: when it cannot be opened.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            yield _page_text(document, number)
    finally:
        document.close()


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            return str(words.get_text_range())
        finally:
            words.close()
    finally:
        page.close()


def _streams(pdf: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Each stream: its description, where its content starts, and the content as it is stored."""
    place = 0
    while (match := _STREAM.search(pdf, place)) is not None:
        begin = pdf.rfind(b" obj", max(0, match.start() - _HEAD), match.start())
        head = pdf[max(begin, 0) : match.start()] if begin >= 0 else b""
        length = re.search(rb"/Length\s+(\d+)(?!\s+\d+\s+R)", head)
        end = match.end() + int(length[1]) if length else -1
        if end < 0 or pdf[end : end + 12].lstrip()[: len(_END)] != _END:
            end = pdf.find(_END, match.end())
        if end < 0:
            return
        yield head, match.end(), pdf[match.end() : end]
        place = end + len(_END)


def _unpacked(head: bytes, content: bytes) -> bytes:
    if b"/FlateDecode" not in head:
        return content
    try:
        return zlib.decompressobj().decompress(content, _MOST_BYTES)
    except zlib.error:
        return b""


def _strings(objects: bytes) -> Iterator[str]:
    """Every string of objects, as a reader would show it; addresses of links also without their escapes."""
    for match in _LITERAL.finditer(objects):
        yield from _both(_text(_ESCAPE.sub(_unescaped, match[1])))
    for match in _HEX.finditer(objects):
        digits = re.sub(rb"\s", b"", match[1]).decode("ascii")
        yield from _both(_text(bytes.fromhex(digits + "0" * (len(digits) % 2))))


def _both(text: str) -> Iterator[str]:
    yield text
    if "%" in text:
        yield unquote(text)


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 0xFF])
    return b"" if code in (b"\n", b"\r\n") else _ESCAPED.get(code, code)


def _text(raw: bytes) -> str:
    """A text string (ISO 32000, 7.9.2.2)."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")
