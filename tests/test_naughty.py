"""Awkward texts come through: from the cell, over the form, into the PDF, with everything behind them.

All of them go through both engines in `benchmarks/naughty.py`; here every one is read and a share is printed.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from benchmarks.naughty import FIELDS, LAST, diary_of, workbook_with

from ilmdocs.convert import choose_engine, convert_documents, doubtful_characters
from ilmdocs.library import Library, load_library
from ilmdocs.templates_path import templates_folder
from ilmdocs.text.clean import clean_text
from ilmdocs.text.readback import missing_values
from tests.convert.paper import needs_libreoffice
from tests.naughty import naughty_texts

TEXTS = naughty_texts()
PRINTABLE = [text for text in TEXTS if not doubtful_characters([clean_text(text).text])]
SHARE = PRINTABLE[::9]
ENGINES = (
    pytest.param("embedded"),
    pytest.param("libreoffice", marks=[pytest.mark.engine, needs_libreoffice]),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(templates_folder())


def test_there_are_enough_of_them() -> None:
    """More than 515 different texts, nearly all of which the supplied fonts can print."""
    assert len(set(TEXTS)) == len(TEXTS) >= 515
    assert len(PRINTABLE) > 490


@pytest.mark.parametrize("start", range(0, len(TEXTS), 180))
def test_every_text_is_read_as_typed(tmp_path: Path, library: Library, start: int) -> None:
    """Stored as Excel stores it, each text is read as the cleaning rule leaves it."""
    texts = TEXTS[start : start + 180]
    path = tmp_path / "awkward.xlsx"
    path.write_bytes(workbook_with(texts, library))
    values, document = diary_of(path, library)
    read = [values[f"{number // len(FIELDS)}/{FIELDS[number % len(FIELDS)]}"] for number in range(len(texts))]
    assert read == [clean_text(text).text for text in texts]
    assert {clean_text(text).text for text in texts} - {""} <= set(document.printed)


@pytest.mark.parametrize("name", ENGINES)
def test_a_share_of_them_in_the_pdf(tmp_path: Path, library: Library, name: str) -> None:
    """Each text stands in the PDF whole, and so does the sentence that follows it."""
    path = tmp_path / "awkward.xlsx"
    path.write_bytes(workbook_with(SHARE, library))
    values, document = diary_of(path, library)
    (part,) = convert_documents(choose_engine(name), [document], tmp_path)
    with pypdfium2.PdfDocument(part.pdf) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    behind = [value for cell, value in values.items() if cell.endswith(LAST)]
    assert len(behind) == (len(SHARE) + len(FIELDS) - 1) // len(FIELDS)
    assert missing_values([*(clean_text(text).text for text in SHARE), *behind], pages) == ()
