"""From a learner's Word document to the proven portfolio."""

from __future__ import annotations

from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from ilmdocs.library import Library
from ilmdocs.proving import prove
from ilmdocs.results import BuildResult
from ilmdocs.text.references import find_citations, read_stamp
from tests.answers import builders
from tests.building import build_here
from tests.test_portfolio import ENGINES

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return builders.library(tmp_path_factory.mktemp("library"))


def build(folder: Path, library: Library, engine: str, *, draft: bool = False) -> BuildResult:
    """The one portfolio of a learner in a folder."""
    (result,) = build_here(
        [folder / "learner.xlsx"], library, folder / "output", TODAY, engine=engine, draft=draft
    )
    assert result.error is None, result.error
    return result


def is_red(page: int, pdf: Path) -> bool:
    """Whether the red picture is seen on a page."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render().to_pil().convert("RGB")
    colours = image.getcolors(10**6)
    document.close()
    assert colours is not None
    return bool(sum(n for n, (red, green, blue) in colours if red > 180 and green < 60 and blue < 60) > 1000)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_document_reaches_the_portfolio_unharmed(
    tmp_path: Path, library: Library, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text, table, list, picture and footnote are on its pages; its headings are bookmarks and are cited."""
    unit = library.unit(builders.UNIT_ID)
    (tmp_path / builders.FILE).write_bytes(builders.rich(unit))
    builders.write_workbook(tmp_path, [unit], builders.rows())
    result = build(tmp_path, library, engine)
    assert result.status == "built"
    part = next(part for part in result.parts if part["kind"] == "assignment")
    assert part["criteria"] == ["1.1", "1.2", "2.1", "2.2"]
    assert result.portfolio is not None
    reader = PdfReader(result.portfolio)
    first = int(str(part["first_page"])) - 1
    pages = reader.pages[first : first + int(str(part["pages"]))]
    text = squeezed("".join(page.extract_text() for page in pages))
    for wanted in (
        *builders.TEXTS.values(), "A note about clocks.", "Pressure of time", "Seventeen a day",
        "to them, as these reasons show.",
    ):  # fmt: skip
        assert all(squeezed(piece) in text for piece in wanted.split("\n")), wanted
    assert sum(map(is_red, range(first, first + len(pages)), repeat(result.portfolio))) == 1
    titles = _titles(reader.outline)
    assert [t for t in titles if t[:4] in ("1.1 ", "1.2 ", "2.1 ", "2.2 ")] == [
        "1.1 Define listening – and say what it is not",
        "1.2 Explain why an organisation’s managers interrupt",
        "2.1 Compare open and closed questions",
        "2.2 Review your own questions",
    ]
    cited = [c for page in reader.pages[:first] for c in find_citations(page.extract_text())]
    assert {c.reference for c in cited} == {"E01"}
    stamp = read_stamp(pages[0].extract_text())
    assert stamp is not None and stamp.reference == "E01"
    monkeypatch.setattr("ilmdocs.proving.templates_folder", lambda: library.templates)
    proofs = prove(result.portfolio, workbook=tmp_path / "learner.xlsx", today=TODAY)
    assert [proof for proof in proofs if proof.ok is False] == []


def _titles(outline: Any) -> list[str]:
    """The titles of all bookmarks, in order."""
    return [
        title
        for item in outline
        for title in (_titles(item) if isinstance(item, list) else [str(item.title)])
    ]
