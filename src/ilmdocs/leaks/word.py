"""Every place of a Word document that holds words, also those that Word does not show."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from ilmdocs.leaks.pdf import Place
from ilmdocs.leaks.pictures import picture_words

_LINE = re.compile(r"</w:p>|</a:p>|<w:br\b[^>]*>|<w:cr\b[^>]*>|</(?:dc|cp|dcterms|vt|[A-Z])\w*:?\w*>")
_BLANK = re.compile(r"<w:tab\b[^>]*>|<w:noBreakHyphen\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SAYING = re.compile(
    r"\b(?:descr|title|alt|name|author|initials|lastModifiedBy|Target|instr|tooltip|userId|string)=\"([^\"]+)\""
)
_LOOKS = re.compile(
    r"word/(?:styles|stylesWithEffects|fontTable|numbering|webSettings)\.xml|word/theme/.*|\[Content_Types\]\.xml"
)
"""Parts that hold looks alone."""
_PICTURE = re.compile(r".*\.(?:jpe?g|png)", re.IGNORECASE)


def word_places(docx: bytes) -> Iterator[Place]:
    """Every place of a Word document with the words that stand there, texts of cut up words in one."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        yield "the names of its parts", "\n".join(package.namelist())
        for name in package.namelist():
            if _PICTURE.fullmatch(name):
                yield "what the camera or a program noted in a picture", picture_words(package.read(name))
            elif name.endswith((".xml", ".rels")) and not _LOOKS.fullmatch(name):
                xml = package.read(name).decode("utf-8", "replace")
                yield _called(name), _words(xml)


def _called(name: str) -> str:
    if name == "word/document.xml":
        return "its text"
    return "its properties" if name.startswith("docProps/") else "a header, note, comment, link or property"


def _words(xml: str) -> str:
    said = "\n".join(found[1] for found in _SAYING.finditer(xml))
    text = html.unescape(_TAG.sub("", _BLANK.sub(" ", _LINE.sub("\n", xml))) + "\n" + said)
    return f"{text}\n{unquote(text)}" if "%" in text else text
