"""What breaks over a page in a filled form: long answers do, short rows and the end of a table do not."""

from __future__ import annotations

import pytest
from lxml import etree

from ilmdocs.forms.short_rows import LONGEST_KEPT, keep_short_rows

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
LINE = "x" * 40


def table(*answers: str, style: str = "Answer", properties: str = "") -> etree._Element:
    """A document with a table of one column, 4,500 twentieths of a point wide: 40 characters in a line."""
    rows = "".join(
        f'<w:tr>{properties}<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{answer}</w:t></w:r></w:p></w:tc></w:tr>'
        for answer in answers
    )
    return etree.fromstring(f'<w:document xmlns:w="{_WORD}"><w:tbl>{rows}</w:tbl></w:document>')


def kept(root: etree._Element) -> list[bool]:
    """Row by row, whether it stays in one piece."""
    keep_short_rows(root)
    return [row.find(f"{_W}trPr/{_W}cantSplit") is not None for row in root.iter(f"{_W}tr")]


def tied(root: etree._Element) -> list[bool]:
    """Row by row, whether it stays on the page of the next one."""
    keep_short_rows(root)
    return [row.find(f".//{_W}keepNext") is not None for row in root.iter(f"{_W}tr")]


def test_only_a_long_answer_breaks_over_the_page() -> None:
    """Two lines never part; an answer of more lines than a quarter of a page holds goes on overleaf."""
    assert kept(table("short", LINE * LONGEST_KEPT, LINE * (LONGEST_KEPT + 1))) == [True, True, False]


def test_lines_that_the_learner_typed_count() -> None:
    """A list of many short lines is as tall as a long text."""
    root = table("item")
    run = next(root.iter(f"{_W}r"))
    for _ in range(LONGEST_KEPT):
        etree.SubElement(run, f"{_W}br")
    assert kept(root) == [False]


def test_a_table_does_not_end_alone_on_a_page() -> None:
    """The last row brings the one before it along, unless the table is small or the row long."""
    assert tied(table("a", "b", "c", "d")) == [False, False, True, False]
    assert tied(table("a", "b", "c")) == [False, False, False]
    assert tied(table("a", "b", "c", LINE * 50)) == [False, False, False, False]


def test_forms_in_other_styles_stay_as_they_are() -> None:
    """A centre's own form breaks where the centre made it break."""
    root = table("a", "b", "c", "d", style="TableText")
    before = etree.tostring(root)
    keep_short_rows(root)
    assert etree.tostring(root) == before


@pytest.mark.parametrize(
    ("properties", "order"),
    [
        ("<w:trPr><w:tblHeader/></w:trPr>", ["cantSplit", "tblHeader"]),
        ('<w:trPr><w:gridBefore w:val="1"/><w:jc w:val="left"/></w:trPr>', ["gridBefore", "cantSplit", "jc"]),
        ("<w:trPr><w:cantSplit/></w:trPr>", ["cantSplit"]),
    ],
)
def test_properties_of_a_row_keep_the_order_that_word_wants(properties: str, order: list[str]) -> None:
    """A document with properties in another order counts as broken."""
    root = table("a", properties=properties)
    keep_short_rows(root)
    row = next(root.iter(f"{_W}tr"))
    assert [etree.QName(element).localname for element in row[0]] == order
