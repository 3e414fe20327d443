"""A note as an e-mail that has not been sent: Outlook and others open it as a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from itertools import groupby

from ilmdocs.chase.note import Note
from ilmdocs.chase.wording import Line, lines, title

_WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_NAME = 120
_ACCENT, _FONT = "#0B5563", "font-family:Arial,Helvetica,sans-serif;font-size:11pt;color:#1A1A1A"
_TAGS = {"learner": "h2", "unit": "h3", "weight": "h4"}
_HEADING_SIZES = {"h2": "14pt", "h3": "12pt", "h4": "11pt"}


def unsent_mail(note: Note, enclosed: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The .eml file of a note; the same note gives the same bytes.

    It has no sender, day or message number: those are added by the program that sends it.

    Args:
        note: a note with an e-mail address.
        enclosed: file name and content of Word documents to attach.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = title(note)
    message["To"] = Address(note.who[:_LONGEST_NAME], addr_spec=note.email)
    message["X-Unsent"] = "1"
    said = tuple(lines(note))
    message.set_content(_text(said), charset="utf-8", cte="quoted-printable")
    message.add_alternative(_html(said), subtype="html", charset="utf-8", cte="quoted-printable")
    for name, data in enclosed:
        message.add_attachment(data, maintype="application", subtype=_WORD, filename=name)
    _fix_boundaries(message)
    return message.as_bytes()


def _fix_boundaries(message: EmailMessage) -> None:
    """What separates the parts is made from what they hold and not by chance."""
    whole = message.get_body(("plain",))
    seed = whole.get_content() if whole is not None else ""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_ilmdocs_{number}_{hashlib.sha256(seed.encode()).hexdigest()[:24]}")


def _text(said: Iterable[Line]) -> str:
    return "\n".join(_plain(said)) + "\n"


def _plain(said: Iterable[Line]) -> Iterator[str]:
    before = ""
    for line in said:
        if line.style not in ("point", "todo") or (line.style == "point" and before == "todo"):
            yield ""
        place = f"{line.place}: " if line.place else ""
        if line.style == "point":
            yield f"- {place}{line.text}"
        elif line.style == "todo":
            yield f"  What to do: {line.text}"
        elif line.style == "weight":
            yield f"{line.text}:"
        else:
            yield line.text
        before = line.style


def _html(said: Iterable[Line]) -> str:
    parts = [f'<html lang="en-GB"><body style="{_FONT}">']
    for is_list, group in groupby(said, key=lambda line: line.style in ("point", "todo")):
        if is_list:
            parts += ["<ul>", *map(_item, group), "</ul>"]
        else:
            parts += [_paragraph(line) for line in group]
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _item(line: Line) -> str:
    place = f"<b>{escape(line.place)}</b>: " if line.place else ""
    if line.style == "todo":
        return f'<li style="list-style:none;margin-bottom:6pt"><i>What to do:</i> {escape(line.text)}</li>'
    return f"<li>{place}{escape(line.text)}</li>"


def _paragraph(line: Line) -> str:
    tag = _TAGS.get(line.style, "p")
    size = f"font-size:{_HEADING_SIZES[tag]};" if tag in _HEADING_SIZES else ""
    colour = "" if tag in ("p", "h4") else f"color:{_ACCENT};"
    style = f' style="{size}{colour}"' if size else ""
    return f"<{tag}{style}>{escape(line.text).replace(chr(10), '<br>')}</{tag}>"
