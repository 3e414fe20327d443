"""What can be wrong with a learner's Word document, in the learner's words."""

from __future__ import annotations

from dataclasses import dataclass

from ilmdocs.errors import UnreadableInput
from ilmdocs.word.package import Flaw

_AS_DOCX = "In Word choose Save as, Word Document (.docx), and name that file."
_AGAIN = "Open it in Word, save it again as a Word Document (.docx) and use that file."


class AnswerUnusable(UnreadableInput):
    """The file is there and is no Word document that can be read."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a document that its reader has to know; `id` is that of a reading problem."""

    id: str
    message: str
    remedy: str


_REFUSALS = {
    Flaw.UNOPENABLE: ("is not a Word document, or it is damaged", _AS_DOCX),
    Flaw.RTF: ("is an RTF document", _AS_DOCX),
    Flaw.WEB_PAGE: ("is a web page", _AS_DOCX),
    Flaw.PROTECTED: (
        "is protected with a password",
        "In Word choose File, Info, Protect Document, Encrypt with Password, clear the password and save it.",
    ),
    Flaw.OLD: ("is an old Word document (.doc) or another old Office file", _AS_DOCX),
    Flaw.LARGE: ("is too large", "In Word choose Compress Pictures, and save it again."),
    Flaw.LONG: (
        "holds more text and tables than can be taken over",
        "Keep your answer alone in it, and hand in anything else as PDF under Evidence.",
    ),
    Flaw.NOT_WORD: ("is not a Word document of the kind .docx", _AS_DOCX),
    Flaw.STRICT: ("is of the kind “Strict Open XML Document”", _AS_DOCX),
    Flaw.ODD: ("is written in a way that Word never does", _AGAIN),
    Flaw.MACROS: ("holds macros", _AS_DOCX),
    Flaw.DAMAGED: ("is damaged", _AGAIN),
}


def refusal(flaw: Flaw, name: str) -> AnswerUnusable:
    """The refusal of a file, by what is wrong with it.

    Args:
        flaw: what was found.
        name: how the learner named the file.
    """
    said, remedy = _REFUSALS[flaw]
    return AnswerUnusable(f'"{name}" {said}.', remedy)


def pdf(name: str) -> AnswerUnusable:
    """The refusal of a PDF, which most often was made from the document that is wanted."""
    return AnswerUnusable(
        f'"{name}" is a PDF, not a Word document.',
        "Name the Word document (.docx) that it was made from.",
    )


def no_text(name: str) -> AnswerUnusable:
    """The refusal of a document that says nothing: it would be left out without anybody noticing."""
    return AnswerUnusable(
        f'"{name}" holds no text of an answer.',
        "Write your answer in it and save it, or name another document. Pictures alone go under Evidence.",
    )


def tracked_changes(name: str, count: int) -> Remark:
    """The document says two things at once."""
    changes = "a tracked change that is" if count == 1 else f"{count} tracked changes that are"
    return Remark(
        "tracked-changes",
        f'"{name}" holds {changes} neither accepted nor rejected, so it is unclear what you want to hand in.',
        "In Word choose Review, Accept, Accept All Changes (or reject them), and save it.",
    )


def objects(name: str, what: str) -> Remark:
    """The document shows something that cannot be taken over whole."""
    return Remark(
        "document-object",
        f'"{name}" holds {what}, which cannot be taken over whole.',
        "Copy it, choose Paste Special, Picture (PNG) in its place, and save the document.",
    )


def shapes(name: str, count: int) -> Remark:
    """The document has text outside its ordinary paragraphs."""
    what = "a text box or drawn shape" if count == 1 else f"{count} text boxes or drawn shapes"
    return Remark(
        "document-text-box",
        f'"{name}" holds {what}; not every program prints these alike.',
        "Move the text into ordinary paragraphs, and paste a drawing as a picture.",
    )


def comments(name: str, count: int) -> Remark:
    """The document has comments."""
    what = "a comment" if count == 1 else f"{count} comments"
    return Remark(
        "document-comments",
        f'"{name}" holds {what}. Comments are left out of the portfolio.',
        "Deal with them and delete them: in Word choose Review, Delete, Delete All Comments.",
    )


def hidden_text(name: str) -> Remark:
    """The document has text that does not print."""
    return Remark(
        "document-hidden-text",
        f'"{name}" holds hidden text. It is left out of the portfolio.',
        "Press Ctrl+A, open Font (Ctrl+D) and clear Hidden to see it; then keep it or delete it.",
    )


def author(name: str) -> Remark:
    """The document's properties name the learner."""
    return Remark(
        "document-author",
        f'"{name}" names you in its properties. They are left out of the portfolio.',
        "Nothing needs to be done.",
    )


def other_author(name: str) -> Remark:
    """The document's properties or comments name somebody else."""
    return Remark(
        "document-other-author",
        f'"{name}" names somebody other than you as its author, in its properties or comments.'
        " The name is left out of the portfolio.",
        "Check that this is your own work. File, Info, Inspect Document removes such names.",
    )


def links(name: str) -> Remark:
    """A link that leads to a file is cut."""
    return Remark(
        "document-link",
        f'"{name}" links to a file or another program. The link is cut off; its text stays.',
        "Give the file under Evidence if it belongs to your portfolio.",
    )
