"""The manifest: what a portfolio says about itself, as values and as JSON-ready data.

It lies beside the portfolio as `manifest.json` and, without the file's own hash, inside the PDF.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SCHEMA = "ilmdocs.manifest/1"
MANIFEST_NAME = "manifest.json"
FILE_HASH = "portfolio_sha256"
"""The one key that only the manifest beside the file has."""


@dataclass(frozen=True, slots=True)
class ManifestSection:
    """A section of a part; `page` is its 1-based page in the portfolio."""

    title: str
    page: int
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ManifestPart:
    """A part as the manifest lists it; `digests` has one entry a page."""

    name: str
    kind: str
    title: str
    reference: str | None
    client: str | None
    criteria: tuple[str, ...]
    first_page: int
    pages: int
    sections: tuple[ManifestSection, ...]
    digests: tuple[str, ...]

    @property
    def last_page(self) -> int:
        """The part's last page in the portfolio, 1-based."""
        return self.first_page + self.pages - 1

    def page_of(self, criterion: str) -> int:
        """The page of the portfolio on which the evidence for a criterion starts."""
        pages = (section.page for section in self.sections if criterion in section.criteria)
        return next(pages, self.first_page)

    def citable(self) -> frozenset[int]:
        """Every page on which a citation of this part may point."""
        return frozenset({self.first_page, *(section.page for section in self.sections)})


@dataclass(frozen=True, slots=True)
class Manifest:
    """A portfolio's description of itself.

    `criteria` are the unit's in printed order; `order` the kinds of parts in the order that was asked for;
    `open_points` is None unless it is a draft; `provenance` says what it was made from and with.
    """

    program: str
    unit: str
    attempt: int
    title: str
    author: str
    subject: str
    language: str
    pages: int
    open_points: int | None
    order: tuple[str, ...]
    criteria: tuple[str, ...]
    parts: tuple[ManifestPart, ...]
    provenance: Mapping[str, object] = field(default_factory=dict)

    def part_at(self, page: int) -> ManifestPart | None:
        """The part to which a 1-based page of the portfolio belongs."""
        return next((part for part in self.parts if part.first_page <= page <= part.last_page), None)

    def reference_at(self, page: int) -> str | None:
        """The reference number of the part that a page belongs to; None in the front matter."""
        part = self.part_at(page)
        return None if part is None else part.reference

    def as_data(self) -> dict[str, object]:
        """JSON-ready data, without the file's own hash."""
        return {
            "schema": SCHEMA,
            "program": self.program,
            "unit": self.unit,
            "attempt": self.attempt,
            "title": self.title,
            "author": self.author,
            "subject": self.subject,
            "language": self.language,
            "pages": self.pages,
            "draft": self.open_points is not None,
            "open_points": self.open_points,
            "order": list(self.order),
            "criteria": list(self.criteria),
            "parts": [_part_data(part) for part in self.parts],
            "provenance": dict(self.provenance),
        }


def to_json(data: Mapping[str, object]) -> bytes:
    """The manifest as the bytes of a JSON file: sorted keys, UTF-8, a line break at the end."""
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def read_manifest(data: object) -> Manifest | None:
    """The manifest from JSON data, or None when the data is no manifest that this version understands."""
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        return None
    try:
        return Manifest(
            program=str(data["program"]),
            unit=str(data["unit"]),
            attempt=int(data["attempt"]),
            title=str(data["title"]),
            author=str(data["author"]),
            subject=str(data["subject"]),
            language=str(data["language"]),
            pages=int(data["pages"]),
            open_points=None if data["open_points"] is None else int(data["open_points"]),
            order=tuple(map(str, data["order"])),
            criteria=tuple(map(str, data["criteria"])),
            parts=tuple(_part(item) for item in data["parts"]),
            provenance=dict(data["provenance"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _part_data(part: ManifestPart) -> dict[str, object]:
    return {
        "name": part.name,
        "kind": part.kind,
        "title": part.title,
        "reference": part.reference,
        "client": part.client,
        "criteria": list(part.criteria),
        "first_page": part.first_page,
        "pages": part.pages,
        "sections": [{"title": s.title, "page": s.page, "criteria": list(s.criteria)} for s in part.sections],
        "page_digests": list(part.digests),
    }


def _part(item: Any) -> ManifestPart:
    return ManifestPart(
        name=str(item["name"]),
        kind=str(item["kind"]),
        title=str(item["title"]),
        reference=None if item["reference"] is None else str(item["reference"]),
        client=None if item["client"] is None else str(item["client"]),
        criteria=tuple(map(str, item["criteria"])),
        first_page=int(item["first_page"]),
        pages=int(item["pages"]),
        sections=tuple(
            ManifestSection(str(s["title"]), int(s["page"]), tuple(map(str, s["criteria"])))
            for s in item["sections"]
        ),
        digests=tuple(map(str, item["page_digests"])),
    )
