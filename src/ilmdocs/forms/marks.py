"""Private marks that printed values carry from the template engine to the finished document tree.

A template engine writes text; blanks, chosen numbers and pictures need runs of their own, and line
breaks need elements. So `finalise` wraps each value in characters that no text may contain (Unicode
noncharacters), and `settle` turns them into WordprocessingML. Because the data stays escaped text until
then, nothing in it can act as markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from html import unescape

from jinja2 import TemplateRuntimeError, Undefined
from lxml import etree
from markupsafe import Markup

from ilmdocs.forms.values import DATE_LINE, NOT_PROVIDED, SIGNATURE_LINE, Blank, Chosen, Picture, Wording

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

VALUE, VALUE_END = "\ufdd0", "\ufdd1"
BLANK, BLANK_WORDS, BLANK_END = "\ufdd2", "\ufdd3", "\ufdd4"
CHOSEN, CHOSEN_END = "\ufdd5", "\ufdd6"
PICTURE, PICTURE_END = "\ufdd7", "\ufdda"  # those between are the braces put away in shown.py
BOX = "\u25a0\u00a0"
"""What stands before the chosen number: a filled box, so that it survives black-and-white printing."""

BLANK_STYLE, REMARK_STYLE, LINE_STYLE, CHOSEN_STYLE = "NotProvided", "Remark", "BlankLine", "Chosen"
_LINE = "\u00a0"
_LINE_LENGTH = {SIGNATURE_LINE: 46, DATE_LINE: 24}
_BLANK_MARGIN = 4

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ANY_MARK = re.compile("[\ufdd0-\ufdd7\ufdda]")
_MARKED_ATTRIBUTE = re.compile('="[^"<>\ufdd0-\ufdd7\ufdda]*[\ufdd0-\ufdd7\ufdda][^"<>]*"')
_VALUES = re.compile(f"{VALUE}([^{VALUE_END}]*){VALUE_END}")
_BLANKS = re.compile(f"{BLANK}([^{BLANK_WORDS}]*){BLANK_WORDS}")
_TOKEN = re.compile(
    f"{BLANK}[^{BLANK_WORDS}]*{BLANK_WORDS}(?P<blank>[^{BLANK_END}]*){BLANK_END}"
    f"|{CHOSEN}(?P<chosen>[^{CHOSEN_END}]*){CHOSEN_END}"
    f"|{PICTURE}(?P<picture>[^{PICTURE_END}]*){PICTURE_END}"
    rf"|(?P<paragraph>\n(?:[ \t]*\n)+)|(?P<line>\n)|(?P<tab>\t)"
)
_SPECIAL = re.compile(f"[{BLANK}{CHOSEN}{PICTURE}\n\t]")


def inert(text: str) -> str:
    """Text without characters that a document cannot hold; every kind of line end becomes a newline."""
    if text.isprintable():  # nothing that is looked for is printable, and most values are
        return text
    text = _NEW_LINES.sub("\n", text)
    return _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))


def finalise(value: object) -> str:
    """What the template engine writes for a printed value, before escaping.

    Raises:
        UndefinedError: when the template asks for a field that does not exist.
        TemplateRuntimeError: when it prints something that is neither text nor number.
    """
    if isinstance(value, Undefined):
        return str(value)
    if value is None:
        value = Blank("", NOT_PROVIDED)
    if isinstance(value, Blank):
        return f"{BLANK}{value.field}{BLANK_WORDS}{value.words}{BLANK_END}"
    if isinstance(value, Picture):
        return f"{PICTURE}{value.name}{PICTURE_END}"
    if not isinstance(value, (str, int, float)):  # a list, a group: Python's own words for it are no answer
        raise TemplateRuntimeError("it prints a list or a group of fields")
    text = inert(str(value))
    if isinstance(value, Wording) or not text:
        return text
    if isinstance(value, Chosen):
        return f"{CHOSEN}{VALUE}{BOX}{text}{VALUE_END}{CHOSEN_END}"
    marked = f"{VALUE}{text}{VALUE_END}"
    return Markup(marked) if isinstance(value, Markup) else marked


def values_in(xml: str) -> tuple[str, ...]:
    """The learner's values in rendered XML, in print order, as plain text."""
    return tuple(unescape(found) for found in _VALUES.findall(xml))


def blanks_in(xml: str) -> tuple[str, ...]:
    """The field ids of missing values in rendered XML, in print order, each once."""
    return tuple(dict.fromkeys(name for name in _BLANKS.findall(xml) if name))


def without_marks_in_attributes(xml: str) -> str:
    """Rendered XML in which no attribute (such as a cell's width from a tag) carries a mark."""
    return _MARKED_ATTRIBUTE.sub(lambda found: _ANY_MARK.sub("", found[0]), xml)


def settle(root: etree._Element, drawings: Mapping[str, etree._Element]) -> frozenset[str]:
    """Turn all marks below an element into runs, breaks and paragraphs.

    Args:
        root: a document, header or footer.
        drawings: pictures as drawings, by name; one that is not among them leaves its place empty.

    Returns:
        The names of the drawings that were used.
    """
    drawn: set[str] = set()
    for text in list(root.iter(f"{W}t")):
        content = text.text or ""
        if VALUE in content or VALUE_END in content:
            content = content.replace(VALUE, "").replace(VALUE_END, "")
            text.text = content
        if _SPECIAL.search(content):
            drawn |= _rebuild(text, content, drawings)
    return frozenset(drawn)


def _rebuild(text: etree._Element, content: str, drawings: Mapping[str, etree._Element]) -> set[str]:
    """Replace one text element by what its marks ask for; gives the names of the drawings in it."""
    drawn: set[str] = set()
    run = text.getparent()
    if run is None or run.tag != f"{W}r":
        return drawn
    place = _Place(run, text)
    position = 0
    for token in _TOKEN.finditer(content):
        place.add_text(content[position : token.start()])
        position = token.end()
        if token["blank"] is not None:
            _add_blank(place, token["blank"])
        elif token["chosen"] is not None:
            place.add_run(CHOSEN_STYLE, token["chosen"])
        elif token["picture"] is not None:
            if token["picture"] in drawings:
                place.add_drawing(deepcopy(drawings[token["picture"]]))
                drawn.add(token["picture"])
        elif token["paragraph"]:
            place.new_paragraph()
        else:
            place.add(etree.Element(f"{W}br" if token["line"] else f"{W}tab"))
    place.add_text(content[position:])
    place.close()
    return drawn


def _add_blank(place: _Place, words: str) -> None:
    if words in _LINE_LENGTH:
        place.add_run(LINE_STYLE, _LINE * _LINE_LENGTH[words])
    elif words == NOT_PROVIDED:
        margin = _LINE * _BLANK_MARGIN
        place.add_run(BLANK_STYLE, f"{margin}{words}{margin}")
    else:
        place.add_run(REMARK_STYLE, words)


class _Place:
    """The spot in a run where one text element is being replaced by several."""

    def __init__(self, run: etree._Element, text: etree._Element) -> None:
        self._run = run
        self._properties = run.find(f"{W}rPr")
        self._rest = list(text.itersiblings())
        run.remove(text)
        for sibling in self._rest:
            run.remove(sibling)

    def add(self, element: etree._Element) -> None:
        self._run.append(element)

    def add_text(self, content: str) -> None:
        if content:
            self.add(_text(content))

    def add_run(self, style: str, content: str) -> None:
        run = self._next_run()
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.SubElement(run, f"{W}rPr")
        for old in properties.findall(f"{W}rStyle"):
            properties.remove(old)
        properties.insert(0, etree.Element(f"{W}rStyle", {f"{W}val": style}))
        run.append(_text(content))
        self._run = run
        self._run = self._next_run()

    def add_drawing(self, drawing: etree._Element) -> None:
        run = self._next_run()
        run.append(drawing)
        self._run = run
        self._run = self._next_run()

    def new_paragraph(self) -> None:
        paragraph = self._run.getparent()
        if paragraph is None or paragraph.tag != f"{W}p":
            self.add(etree.Element(f"{W}br"))
            return
        fresh = etree.Element(f"{W}p")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            fresh.append(deepcopy(properties))
            for section in properties.findall(f"{W}sectPr"):
                properties.remove(section)
        following = list(self._run.itersiblings())
        run = self._blank_run()
        fresh.append(run)
        fresh.extend(following)
        paragraph.addnext(fresh)
        self._run = run

    def close(self) -> None:
        self._run.extend(self._rest)

    def _next_run(self) -> etree._Element:
        run = self._blank_run()
        self._run.addnext(run)
        return run

    def _blank_run(self) -> etree._Element:
        run = etree.Element(f"{W}r")
        if self._properties is not None:
            run.append(deepcopy(self._properties))
        return run


def _text(content: str) -> etree._Element:
    element = etree.Element(f"{W}t", {XML_SPACE: "preserve"})
    element.text = content
    return element
