"""Reads a guide from its Markdown page: a title, a few sentences, numbered steps with a picture each, notes.

A guide uses nothing else of Markdown, so that the page on the site and the page on paper are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ilmdocs.errors import OurFault, UnreadableInput


class Face(StrEnum):
    """How words stand out."""

    PLAIN = "plain"
    STRONG = "strong"
    NAMED = "em"
    TYPED = "code"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a sentence in one face."""

    text: str
    face: Face = Face.PLAIN


Paragraph = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside a step: its file, and the words for those who do not see it."""

    file: Path
    alternative: str


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, in a few sentences; most steps have a picture."""

    paragraphs: tuple[Paragraph, ...]
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide of one page: `lead` stands above the steps, `notes` below them."""

    title: str
    lead: tuple[Paragraph, ...]
    steps: tuple[Step, ...]
    notes: tuple[Paragraph, ...]

    def texts(self) -> tuple[str, ...]:
        """Every paragraph as it must be found in the finished page."""
        steps = [paragraph for step in self.steps for paragraph in step.paragraphs]
        said = [*self.lead, *steps, *self.notes]
        return (self.title, *("".join(words.text for words in paragraph) for paragraph in said))


def guides_folder() -> Path:
    """The folder that holds the guides, in a checkout as in an installed wheel.

    Raises:
        UnreadableInput: when the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_guides", package.parents[1] / "docs" / "guides"):
        if folder.is_dir():
            return folder
    raise UnreadableInput("The guides of ilmdocs are missing.", "Install ilmdocs again.")


def read_guide(page: Path) -> Guide:
    """The guide of a page.

    Raises:
        OurFault: when the page holds something that a guide cannot show on paper.
    """
    tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")))
    title = ""
    lead: list[Paragraph] = []
    notes: list[Paragraph] = []
    steps: list[Step] = []
    for node in tree.children:
        if node.type == "heading" and node.tag == "h1":
            title = "".join(words.text for words in _words(node, page))
        elif node.type == "ordered_list" and not steps:
            steps = [_step(item, page) for item in node.children]
        elif node.type == "paragraph":
            (notes if steps else lead).append(tuple(_words(node, page)))
        else:
            raise _no_place(node, page)
    return Guide(title, tuple(lead), tuple(steps), tuple(notes))


def _step(item: SyntaxTreeNode, page: Path) -> Step:
    paragraphs: list[Paragraph] = []
    picture: Picture | None = None
    for node in item.children:
        if node.type != "paragraph":
            raise _no_place(node, page)
        inner = node.children[0].children
        if len(inner) == 1 and inner[0].type == "image":
            picture = Picture(page.parent / str(inner[0].attrs["src"]), inner[0].content)
        else:
            paragraphs.append(tuple(_words(node, page)))
    return Step(tuple(paragraphs), picture)


def _words(node: SyntaxTreeNode, page: Path, face: Face = Face.PLAIN) -> Iterator[Words]:
    for inner in node.children:
        if inner.type == "text":
            yield Words(inner.content, face)
        elif inner.type == "code_inline":
            yield Words(inner.content, Face.TYPED)
        elif inner.type == "softbreak":
            yield Words(" ", face)
        elif inner.type in (Face.STRONG, Face.NAMED):
            yield from _words(inner, page, Face(inner.type))
        elif inner.type in ("inline", "link"):  # on paper a link is its words
            yield from _words(inner, page, face)
        else:
            raise _no_place(inner, page)


def _no_place(node: SyntaxTreeNode, page: Path) -> OurFault:
    line = node.map[0] + 1 if node.map else "?"
    return OurFault(f"The guide {page.name} has a {node.type} in line {line}, which has no place in a guide.")
