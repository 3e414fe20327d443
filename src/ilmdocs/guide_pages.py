"""The one-page guides as PDF, each made by the same engines as a portfolio and proven the same way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ilmdocs.assemble import single_document
from ilmdocs.convert import Engine, convert_documents
from ilmdocs.guides import guide_document, guides_folder, read_guide
from ilmdocs.model.portfolio import FilledDocument, Part
from ilmdocs.model.unit import PartKind
from ilmdocs.scratch import scratch_folder

_FOOTER = "ilmdocs works on your computer alone; nothing is sent anywhere."


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A finished guide: whom it is for (the name of its file), its title, the PDF and its pages."""

    name: str
    title: str
    pdf: bytes
    pages: int


def make_guides(engine: Engine) -> Iterator[GuidePage]:
    """Every guide, in the order of their names.

    Raises:
        EngineFailure: when one cannot be turned into a complete PDF.
    """
    for page in sorted(guides_folder().glob("*.md")):
        guide = read_guide(page)
        document = FilledDocument(
            Part(PartKind.STATEMENT, guide.title, page.stem),
            guide_document(guide, footer=_FOOTER),
            printed=guide.texts(),
        )
        with scratch_folder() as work:
            (made,) = convert_documents(engine, [document], work)
        yield GuidePage(page.stem, guide.title, single_document(made.pdf, guide.title), made.pages)
