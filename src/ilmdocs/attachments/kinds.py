"""What a file really is, told from its first bytes; its ending is not believed."""

from __future__ import annotations

from enum import StrEnum

from ilmdocs.attachments.problem import AttachmentUnreadable

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")
_RECORDING_BRANDS = (b"iso", b"mp4", b"M4", b"qt", b"3g", b"avc", b"dash", b"f4", b"mmp4")
_SAVE_AS = "Save it as a PDF, or as a JPEG or PNG picture, and name that file."
_PICTURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*",
    b"II+\x00", b"MM\x00+",
)  # fmt: skip
"""How PNG, JPEG, GIF and TIFF start."""
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
_NAMED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one protected with a password"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "an Office document or a ZIP file"),
    (b"%!PS", "a PostScript drawing"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\x00\x00\x00\x0cJXL", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"8BPS", "a Photoshop picture"),
    (b"gimp xcf", "a GIMP picture"),
    (b"v/1\x01", "an OpenEXR picture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\xd7\xcd\xc6\x9a", "a WMF drawing"),
    (b"\x01\x00\x00\x00", "an EMF drawing, or damaged"),
    *((b"P%d" % number + blank, "a PNM picture") for number in range(1, 8) for blank in (b"\n", b" ", b"\r")),
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
    if start.startswith(_PICTURES) or _is_bmp(start):
        return Kind.PICTURE
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return Kind.PICTURE
    if start.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return Kind.WORD
    raise AttachmentUnreadable(*_refusal(start, name))


def _is_bmp(start: bytes) -> bool:
    """Two letters alone tell too little: the size of the header behind them is one of a few."""
    return start.startswith(b"BM") and int.from_bytes(start[14:18], "little") in _BMP_HEADERS


def _refusal(start: bytes, name: str) -> tuple[str, str]:
    if start[4:8] == b"ftyp":
        if start[8:12] in _HEIC_BRANDS:
            return (
                f'"{name}" is a HEIC picture, which cannot be used.',
                "Save it as JPEG. On an iPhone choose Settings, Camera, Formats, Most Compatible.",
            )
        if start[8:12] in _AVIF_BRANDS:
            return (f'"{name}" is an AVIF picture, which cannot be used.', _SAVE_AS)
        if start[8:12] == b"crx ":
            return (f'"{name}" is a raw picture of a camera, which cannot be used.', _SAVE_AS)
        if start[8:12].startswith(_RECORDING_BRANDS):
            return (f'"{name}" is a recording, not a document.', _RECORDING)
    if start.startswith(b"RIFF") and start[8:12] in (b"WAVE", b"AVI "):
        return (f'"{name}" is a recording, not a document.', _RECORDING)
    if b"<svg" in start:
        return (f'"{name}" is an SVG drawing, which cannot be used.', _SAVE_AS)
    for magic, what in _NAMED:
        if start.startswith(magic):
            remedy = _RECORDING if "recording" in what else _SAVE_AS
            return (f'"{name}" is {what}, which cannot be used.', remedy)
    if start.lstrip().lower().startswith((b"<html", b"<!doctype html")):
        return (f'"{name}" is a web page, which cannot be used.', "Print it to PDF, and name that file.")
    return (
        f'"{name}" is neither a PDF nor a picture of a kind that is taken (JPEG, PNG, WebP, TIFF, GIF, BMP),'
        " or it is damaged.",
        _SAVE_AS,
    )
