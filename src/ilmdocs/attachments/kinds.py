"""What a file really is, told from its first bytes; its ending is not believed."""

from __future__ import annotations

from enum import StrEnum

from ilmdocs.attachments.problem import AttachmentUnreadable

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_SAVE_AS = "Save it as a PDF, or as a JPEG or PNG picture, and name that file."
_NAMED: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one protected with a password"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a recording"),
    (b"\x1aE\xdf\xa3", "a video recording"),
)
_RECORDING = 'List recordings with the kind "recording" and who holds them; they are never merged.'


class Kind(StrEnum):
    """The kinds of file that pages are made of; `word` is a Word document."""

    PDF = "pdf"
    PICTURE = "picture"
    WORD = "word"


def kind_of(data: bytes, name: str) -> Kind:
    """Tell a file's kind.

    Args:
        data: the whole file.
        name: how the learner named it, for the message.

    Raises:
        AttachmentUnreadable: when it is none of the three, saying what it is where that can be told.
    """
    start = data[:1024]
    if b"%PDF-" in start:
        return Kind.PDF
    if start.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return Kind.PICTURE
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return Kind.PICTURE
    if start.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return Kind.WORD
    raise AttachmentUnreadable(*_refusal(start, name))


def _refusal(start: bytes, name: str) -> tuple[str, str]:
    if start[4:8] == b"ftyp":
        if start[8:12] in _HEIC_BRANDS:
            return (
                f'"{name}" is a HEIC picture, which cannot be used.',
                "Save it as JPEG. On an iPhone choose Settings, Camera, Formats, Most Compatible.",
            )
        return (f'"{name}" is a recording, not a document.', _RECORDING)
    if start.startswith(b"RIFF"):
        return (f'"{name}" is a recording, not a document.', _RECORDING)
    if b"<svg" in start:
        return (f'"{name}" is an SVG drawing, which cannot be used.', _SAVE_AS)
    for magic, what in _NAMED:
        if start.startswith(magic):
            remedy = _RECORDING if "recording" in what else _SAVE_AS
            return (f'"{name}" is {what}, which cannot be used.', remedy)
    return (f'"{name}" is neither a PDF nor a picture, or it is damaged.', _SAVE_AS)
