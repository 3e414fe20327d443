"""PDFs that somebody signed digitally: merging breaks the signature, so the file itself is kept as well."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from ilmdocs.attachments.pdfs import BROKEN
from ilmdocs.attachments.searchable import pdf_texts

_DEEPEST = 40


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether a field of the PDF holds a signature; one that waits for a signature does not count."""
    return any(
        isinstance(thing, pikepdf.Dictionary)
        and isinstance(signature := thing.get("/V"), pikepdf.Dictionary)
        and "/ByteRange" in signature
        and "/Contents" in signature
        for thing in pdf.objects
    )


def has_embedded_files(pdf: pikepdf.Pdf) -> bool:
    """Whether the PDF carries other files, which nobody could search."""
    return any(
        isinstance(thing, pikepdf.Dictionary) and ("/EF" in thing or "/EmbeddedFiles" in thing)
        for thing in pdf.objects
    )


def all_texts(data: bytes, name: str) -> tuple[str, ...]:
    """Every text that a PDF holds, wherever: its pages, properties, comments, bookmarks and signatures.

    Raises:
        AttachmentUnreadable: when it cannot be opened any more.
    """
    return (*pdf_texts(data, name), *_hidden_texts(data))


def _hidden_texts(data: bytes) -> Iterator[str]:
    with pikepdf.Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        for thing in pdf.objects:
            yield from _strings(thing, 0)
        if isinstance(pdf.trailer.get("/Info"), pikepdf.Dictionary):
            yield from _strings(pdf.trailer.Info, 0)


def _strings(thing: object, depth: int) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Stream):
        if thing.get("/Type") == pikepdf.Name.Metadata:
            yield _decoded(thing)
        yield from _strings(thing.stream_dict, depth)
    elif depth < _DEEPEST and isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
        values = thing.values() if isinstance(thing, pikepdf.Dictionary) else thing.as_list()
        for value in values:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)


def _decoded(metadata: pikepdf.Stream) -> str:
    try:
        return metadata.read_bytes().decode("utf-8", "replace")
    except BROKEN:
        return ""
