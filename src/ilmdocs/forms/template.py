"""One Word form, compiled once and filled many times.

docxtpl gives the tag language (`{{ … }}`, `{%p … %}`, `{%tr … %}`, `{%tc … %}`, `{% vm %}`): its `patch_xml`
turns a part of the document into a template. Filling works on text and trees alone, so nothing has to
be restored between two learners and unchanged parts are never parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Template, TemplateError
from lxml import etree

from ilmdocs.errors import EngineFailure, UnreadableInput
from ilmdocs.forms.archive import read_parts
from ilmdocs.forms.environment import ClosedEnvironment, compiled, fill
from ilmdocs.forms.logo import place_logo
from ilmdocs.forms.marks import (
    W,
    blanks_in,
    settle,
    values_in,
    without_marks_in_attributes,
)
from ilmdocs.forms.own_styles import with_own_styles
from ilmdocs.forms.pictures import MEDIA_TYPE, RELATIONSHIP, InlinePicture, descriptions, drawing
from ilmdocs.forms.short_rows import keep_short_rows
from ilmdocs.forms.shown import bring_braces_back, put_braces_away
from ilmdocs.forms.tags import HIDDEN
from ilmdocs.word.package import (
    CORE,
    add_default_type,
    add_relationship,
    core_properties,
    parse_xml,
    text_parts,
    write_parts,
)
from ilmdocs.word.packing import pack

_STRAY = re.compile(r"\{\s*\{|\{\s*[%#]|\}\s*\}|[%#]\s*\}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled form: the file, the learner's values in it, its missing fields, its paragraphs' text.

    `pictures` are the descriptions of its pictures in their order, where all of them stand in lines of text.
    """

    docx: bytes
    printed: tuple[str, ...]
    blanks: tuple[str, ...]
    paragraphs: tuple[str, ...]
    pictures: tuple[str, ...] = ()


def tag_source(xml: bytes) -> str:
    """A document part as the template text that docxtpl makes of it.

    Tags count in the text that Word shows and nowhere else; there braces are put away for the time being.
    """
    from docxtpl import DocxTemplate  # slow to load, and a run that only checks fills no form

    root = parse_xml(xml)
    put_braces_away(root)
    text = etree.tostring(root, encoding="unicode")
    return _TAG.sub(lambda tag: tag[0].translate(HIDDEN), str(DocxTemplate("").patch_xml(text)))


class FormTemplate:
    """A compiled form.

    Args:
        path: the .docx with tags.

    `names` are the names that its tags mention.

    Raises:
        UnreadableInput: when the file cannot be read or a tag in it is broken.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.name
        self._parts = read_parts(path)
        self._templates: dict[str, Template] = {}
        environment = ClosedEnvironment()
        for name in text_parts(self._parts):
            source = tag_source(self._parts[name])
            try:
                self._templates[name] = compiled(environment, source)
            except TemplateError as error:
                said = f"The template {self._file} has a broken tag: {_said(error)}."
                raise UnreadableInput(said, _CHECK) from error
            if _STRAY.search(_without_tags(source)):
                raise UnreadableInput(f"The template {self._file} has a tag that is not closed.", _CHECK)
        self._moving_columns = {
            name
            for name in self._templates
            if b"{%tc" in self._parts[name] or b"{% colspan" in self._parts[name]
        }
        self._parts = with_own_styles(self._parts)
        self.names = frozenset(environment.names)
        self._packed = {
            name: pack(name, data)
            for name, data in self._parts.items()
            if name not in self._templates and name != CORE
        }
        self.has_signature_lines = any(b"_signature" in self._parts[name] for name in self._templates)

    def render(
        self,
        context: Mapping[str, object],
        title: str,
        pictures: Sequence[InlinePicture] = (),
        logo: InlinePicture | None = None,
    ) -> Rendered:
        """Fill the form once.

        Args:
            context: printable data by root name.
            title: the document's title property.
            pictures: what tags of pictures print: the learner's own signature image, charts.
            logo: the centre's logo, where it stands above everything else.

        Raises:
            UnreadableInput: when the template asks for a field that does not exist.
            EngineFailure: when a value did not reach the document whole.
        """
        parts = dict(self._parts)
        drawings = {picture.name: drawing(picture) for picture in pictures}
        printed: list[str] = []
        blanks: list[str] = []
        paragraphs: list[str] = []
        described: list[str] = []
        for name, template in self._templates.items():
            xml = self._fill(template, context)
            printed += values_in(xml)
            blanks += blanks_in(xml)
            root = self._tree(xml, name)
            drawn = settle(root, drawings)
            for picture in (picture for picture in pictures if picture.name in drawn):
                _embed(parts, name, picture)
            if logo and place_logo(root, logo):
                _embed(parts, name, logo)
            keep_short_rows(root)
            _number_drawings(root)
            paragraphs += paragraph_texts(root)
            described += descriptions(root)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._prove(printed, paragraphs)
        if CORE in parts:
            parts[CORE] = core_properties(title)
        ready = {name: packed for name, packed in self._packed.items() if parts[name] is self._parts[name]}
        docx = write_parts(parts, ready)
        missing = tuple(dict.fromkeys(blanks))
        return Rendered(docx, tuple(printed), missing, tuple(paragraphs), tuple(described))

    def _fill(self, template: Template, context: Mapping[str, object]) -> str:
        try:
            return bring_braces_back(without_marks_in_attributes(fill(template, context)))
        except TemplateError as error:
            raise UnreadableInput(
                f"The template {self._file} cannot be filled: {_said(error)}.", _CHECK
            ) from error
        except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError) as error:
            said = "treats a field as something that it is not, such as a list"  # theirs may quote an answer
            raise UnreadableInput(f"The template {self._file} {said}.", _CHECK) from error

    def _tree(self, xml: str, name: str) -> etree._Element:
        try:
            root = parse_xml(xml)
        except etree.XMLSyntaxError as error:
            said = f"The template {self._file} is not a sound document once it is filled."
            raise UnreadableInput(said, _CHECK) from error
        if name in self._moving_columns:
            from docxtpl import DocxTemplate

            fixed: etree._Element = DocxTemplate("").fix_tables(etree.tostring(root, encoding="unicode"))
            return fixed
        return root

    def _prove(self, printed: list[str], paragraphs: list[str]) -> None:
        text = "".join("".join(paragraphs).split())
        for number, value in enumerate(printed, start=1):
            if "".join(value.split()) not in text:
                said = f"Value {number} of {len(printed)} did not reach the form {self._file} whole."
                raise EngineFailure(said, _CHECK)


_CHECK = "Run `ilmdocs templates check` on the pack: it names table, row, cell and tag."


def _said(error: TemplateError) -> str:
    return (error.message or str(error)).rstrip(".")


def paragraph_texts(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph; breaks and tabs as a space, in document order."""
    for paragraph in root.iter(f"{W}p"):
        pieces = []
        for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
            pieces.append((element.text or "") if element.tag == f"{W}t" else " ")
        yield "".join(pieces)


def _without_tags(source: str) -> str:
    """The text that a reader would see, tags that the engine understands left out."""
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", source, flags=re.DOTALL)
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|\n", text))


def _number_drawings(root: etree._Element) -> None:
    for number, properties in enumerate(root.iter(_DOCPR), start=1):
        properties.set("id", str(number))


def _embed(parts: dict[str, bytes], name: str, picture: InlinePicture) -> None:
    """Put a picture beside the part that draws it."""
    add_relationship(parts, name, picture.relationship_id, f"media/{picture.media}", RELATIONSHIP)
    parts[f"word/media/{picture.media}"] = picture.png
    add_default_type(parts, "png", MEDIA_TYPE)
