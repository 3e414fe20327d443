"""A filled form as lines that a person can read and compare: style and text, tables row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def outline(docx: bytes) -> str:
    """Header, body and footer; `Style: text` for a paragraph, `| a | b |` for a table row."""
    document = Document(io.BytesIO(docx))
    section = document.sections[0]
    lines = [f"header {line}" for line in _blocks(section.header)]
    lines += [f"page {section.orientation.name.lower()}" if section.orientation else "page"]
    lines += list(_blocks(document))
    lines += [f"footer {line}" for line in _blocks(section.footer)]
    return "\n".join(lines) + "\n"


def _blocks(holder: object) -> Iterator[str]:
    for item in holder.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(item, Table):
            yield from _table(item)
        else:
            yield f"{_style(item)}: {_text(item)}".rstrip()


def _table(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        previous = None
        for cell in row.cells:
            if cell._tc is not previous:
                cells.append(" / ".join(_text(paragraph) for paragraph in cell.paragraphs))
            previous = cell._tc
        yield f"| {' | '.join(cells)} |"


def _text(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\n", " ⏎ ").replace("\t", " → ").replace("\u00a0", "·")


def _style(paragraph: Paragraph) -> str:
    return paragraph.style.name or "" if paragraph.style is not None else ""
