"""A learner's Word document with answers, as text with its headings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """Where in the document a text stands."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    FOOTNOTE = "footnote"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of text, of a cell, of a footnote or of a table of contents.

    `level` is 1 to 9 for a heading, 0 for other text.
    """

    text: str
    level: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class AnswerDocument:
    """A Word document that the Narrative sheet names; `file` is its name as typed there.

    `unit` is the only one of the learner's units whose headings it has; empty where that is not plain.
    """

    file: str
    blocks: tuple[Block, ...]
    unit: str = ""
