"""The settings of a centre, read from the commented file that `ilmdocs init` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ilmdocs.centre import starting_file
from reference_pages.markdown import plain

_INTRODUCTION = """\
# Every setting of a centre

This is the file `centre.toml` that `ilmdocs init` writes, part by part. What each setting changes, and when:
[settings of a centre](../centre.md).
"""
_PART = re.compile(r"# ---- (.+) ----")


def settings_page() -> str:
    """The whole page as Markdown: a heading for each part of the file, its explanations, its examples."""
    return "\n".join([_INTRODUCTION, *_parts(starting_file().decode("utf-8"))])


def _parts(text: str) -> Iterator[str]:
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line]
        while lines and (part := _PART.fullmatch(lines[0])):
            yield f"## {part[1]}\n"
            del lines[0]
        told = [line[2:].strip() if line.startswith("# ") else "" for line in lines if _explains(line)]
        for paragraph in "\n".join(told).split("\n\n"):
            if paragraph.strip():
                yield f"{plain(paragraph)}\n"
        settings = [line.removeprefix("#") for line in lines if not _explains(line)]
        if settings:
            yield "```toml\n" + "\n".join(settings) + "\n```\n"


def _explains(line: str) -> bool:
    return line == "#" or line.startswith("# ")
