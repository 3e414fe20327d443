"""Reads a template, and says what is wrong with it in the words of the centre that supplied it."""

from __future__ import annotations

from pathlib import Path

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms.marks import W
from ilmdocs.word.closing import closed, reachable
from ilmdocs.word.package import Flaw, FlawedPackage, parse_xml, text_parts, to_bytes, unpack

_AS_DOCX = "Save it in Word as a Word Document (.docx)."
_AGAIN = "Save it again in Word as a Word Document (.docx)."
_REMARKS = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people")
_REMARK_MARKS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_OBJECTS = (b"/oleObject", b"/control", b"/aFChunk", b"/subDocument", b"relationships/package")
_MOST_TEXT = 16 * 1024 * 1024
"""Bytes of a form's text with all its markup; the longest of ours has a hundredth."""
_WORDS = {
    Flaw.UNOPENABLE: ("cannot be opened", _AGAIN),
    Flaw.PROTECTED: ("is protected with a password", "Save it without a password."),
    Flaw.OLD: ("cannot be opened", _AGAIN),
    Flaw.RTF: ("is an RTF document", _AS_DOCX),
    Flaw.WEB_PAGE: ("is a web page", _AS_DOCX),
    Flaw.LARGE: ("is too large", "Make its pictures smaller."),
    Flaw.LONG: ("is too long", "Take out what is no form."),
    Flaw.NOT_WORD: ("is not a Word document", _AS_DOCX),
    Flaw.STRICT: ("is of the kind “Strict Open XML Document”", _AS_DOCX),
    Flaw.ODD: ("is written in a way that Word never does", _AGAIN),
    Flaw.MACROS: ("holds macros", _AS_DOCX),
    Flaw.DAMAGED: ("is damaged", "Open it in Word, repair it and save it again."),
}


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts of a template by name, without links to anything outside the file.

    Hyperlinks stay; linked pictures, attached templates and what people remarked on the form do not.

    Raises:
        UnreadableInput: when the file is missing, is no .docx, is damaged or far too long, or holds macros,
            another document or another program's object.
    """
    try:
        found = unpack(path.read_bytes())
        parts = reachable(closed(found, _REMARKS))
        texts = text_parts(parts)
        too_long = sum(len(parts[name]) for name in texts) > _MOST_TEXT
        marked = [] if too_long else [name for name in texts if b"comment" in parts[name]]
        parts |= {name: _without_remarks(parts[name]) for name in marked}
    except (FlawedPackage, OSError) as error:
        flaw = error.flaw if isinstance(error, FlawedPackage) else Flaw.UNOPENABLE
        said, remedy = _WORDS[flaw]
        raise UnreadableInput(f"The template {path.name} {said}.", remedy) from error
    if any(kind in data for name, data in found.items() if name.endswith(".rels") for kind in _OBJECTS):
        raise UnreadableInput(
            f"The template {path.name} holds an embedded object or another document, which would be lost.",
            "Take it out in Word, or paste it as text or as a picture, and save the form again.",
        )
    if too_long:
        raise UnreadableInput(f"The template {path.name} is far too long for a form.", _AGAIN)
    if not texts:
        said = f"The template {path.name} is a Word template (.dotx) or a document with macros (.docm)."
        raise UnreadableInput(said, _AS_DOCX)
    return parts


def _without_remarks(data: bytes) -> bytes:
    """A part without the marks of comments, which name their authors and are nobody else's business."""
    root = parse_xml(data)
    for mark in list(root.iter(*_REMARK_MARKS)):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    return to_bytes(root)
