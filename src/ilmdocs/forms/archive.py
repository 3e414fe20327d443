"""Reads a template, and says what is wrong with it in the words of the centre that supplied it."""

from __future__ import annotations

from pathlib import Path

from ilmdocs.errors import UnreadableInput
from ilmdocs.word.closing import closed
from ilmdocs.word.package import Flaw, FlawedPackage, unpack

_AS_DOCX = "Save it in Word as a Word Document (.docx)."
_AGAIN = "Save it again in Word as a Word Document (.docx)."
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

    Hyperlinks stay; linked pictures, attached templates, embedded objects and macros do not.

    Raises:
        UnreadableInput: when the file is missing, is no .docx, is damaged or holds macros.
    """
    try:
        return closed(unpack(path.read_bytes()))
    except (FlawedPackage, OSError) as error:
        flaw = error.flaw if isinstance(error, FlawedPackage) else Flaw.UNOPENABLE
        said, remedy = _WORDS[flaw]
        raise UnreadableInput(f"The template {path.name} {said}.", remedy) from error
