"""The mark sheet as it is printed, and where it goes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ilmdocs.convert import choose_engine
from ilmdocs.library import Library
from ilmdocs.mark_sheets import MarkOrder, MarkResult, build_mark_sheets, exit_code
from tests.builders import TODAY

from .fictional import FULL, MOST, SIGNED, Desk, changed, desk

pytestmark = pytest.mark.engine


def build(made: Desk, output: Path, engine: str = "embedded") -> MarkResult:
    """The one mark sheet of a learner."""
    order = MarkOrder(made.library, choose_engine(engine), output, TODAY)
    (result,) = build_mark_sheets([made.workbook], order)
    return result


def text_of(path: Path | None) -> str:
    """All text of a PDF, white space made even."""
    assert path is not None
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_marked_sheet_says_everything(tmp_path: Path, library: Library) -> None:
    """Head, items, bands, marks with their minimum, feedback, comments, total, outcome, signature, date."""
    made = desk(tmp_path / "in", library)
    made.give(
        {**changed(ac_1_3=1), "1.1": {"mark": 8, "feedback": "Client C1 is well described."}},
        sections={"1": {"section_comments": "A careful start.", "verification_comments": "Agreed."}},
    )
    result = build(made, tmp_path / "out")
    text = text_of(result.pdf)
    for said in (
        "MARK SHEET – UNIT 999 - Keeping bees in the workplace",
        "Centre Number 012345 Centre Name Example Centre",
        "1. Learner named above confirms authenticity of submission.",
        "2. ILM uses learners' submissions – on an anonymous basis – for assessment standardisation.",
        "please refuse by ticking the box: ☐",
        "Learning Outcome / Section 1: Be able to keep hive number 1",
        "AC 1.1 Explain bee number 1.1",
        "Client C1 is well described. 8 / 8 (min. of 4) Pass",
        "1 / 4 (min. of 2) Referral",
        "A careful start.",
        "Agreed.",
        "97 / 100 TOTAL MARKS",
        "REFERRAL",
        "Alex Assessor",
        "Signed by the assessor on 2 July 2026, original held by the centre",
    ):
        assert said in text, said
    assert "[ca." not in text and "Good Pass" not in text


def test_the_refusal_box_stands_as_the_learner_recorded_it(tmp_path: Path, library: Library) -> None:
    """Yes ticks it; No and blank do not."""
    for refuse, box in ((True, "☒"), (False, "☐")):
        made = desk(tmp_path / str(refuse), library, refuse_ilm_use=refuse)
        made.give(FULL)
        text = text_of(build(made, tmp_path / "out").pdf)
        assert f"ticking the box: {box}" in text


def test_decisions_alone_print_no_mark_cells(tmp_path: Path, library: Library) -> None:
    """Without marks there is neither a mark, a minimum nor a total."""
    made = desk(tmp_path / "in", library)
    made.give({criterion: {"decision": "Pass"} for criterion in MOST})
    text = text_of(build(made, tmp_path / "out").pdf)
    assert "(min. of" not in text and "TOTAL MARKS" not in text and "PASS" in text


def test_a_mixture_prints_no_total(tmp_path: Path, library: Library) -> None:
    """Where one criterion has no mark, no total is made up."""
    made = desk(tmp_path / "in", library)
    made.give(changed(ac_3_3="Pass"))
    text = text_of(build(made, tmp_path / "out").pdf)
    assert "TOTAL MARKS" not in text and "8 / 8 (min. of 4)" in text


def test_an_8585_sheet_has_no_refusal_box(tmp_path: Path, library: Library) -> None:
    """The items of the 8580 mark sheet are in no source of 8585, so they are not printed there."""
    made = desk(tmp_path / "in", library, "8585-301")
    made.give({c.id: {"decision": "Pass"} for c in made.unit.criteria()})
    text = text_of(build(made, tmp_path / "out").pdf)
    assert "Assessment decisions – Unit 301" in text and "Pass or Refer" in text
    assert "anonymous" not in text and "☐" not in text


def test_a_typed_signature_leaves_the_line_empty(tmp_path: Path, library: Library) -> None:
    """Nobody's signature is made up."""
    made = desk(tmp_path / "in", library)
    made.give(FULL, {**SIGNED, "signature_mode": "typed"})
    assert "Signed" not in text_of(build(made, tmp_path / "out").pdf)


def test_the_quality_assurer_is_printed_when_sampled(tmp_path: Path, library: Library) -> None:
    """Outcome, name and date of the check."""
    sampled: dict[str, Any] = {
        "qa_sampled": True,
        "qa_name": "Quinn Checker",
        "qa_outcome": "Referral",
        "qa_signed": date(2026, 7, 9),
    }
    made = desk(tmp_path / "in", library)
    made.give(FULL, {**SIGNED, **sampled})
    text = text_of(build(made, tmp_path / "out").pdf)
    assert "Quinn Checker" in text and "9 July 2026" in text and "REFERRAL" in text


@pytest.mark.parametrize(("unit", "either"), [("8580-999", "PASS / REFERRAL"), ("8585-301", "PASS / REFER")])
def test_what_was_not_sampled_has_lines_to_fill_in(
    tmp_path: Path, library: Library, unit: str, either: str
) -> None:
    """The quality assurer can still delete one outcome by hand, in the words of the source."""
    made = desk(tmp_path / "in", library, unit)
    made.give({c.id: {"decision": "Pass"} for c in made.unit.criteria()})
    text = text_of(build(made, tmp_path / "out").pdf)
    assert either in text and text.count("delete as") == 2


def test_a_centres_descriptors_get_their_columns(tmp_path: Path, library: Library) -> None:
    """With the centre's own texts the three columns are there, each with its share of the marks."""
    made = desk(tmp_path / "in", library)
    own = {c: {"referral": "Too thin.", "passed": "Thin but enough.", "good_pass": "Rich."} for c in MOST}
    made.give(FULL, descriptors=own)
    text = text_of(build(made, tmp_path / "out").pdf)
    for said in (
        "Sufficiency Descriptors",
        "[ca. 4/16] Too thin.",
        "[8/16] Thin but enough.",
        "[ca. 12/16] Rich.",
    ):
        assert said in text, said


def test_nothing_is_made_while_something_must_be_fixed(tmp_path: Path, library: Library) -> None:
    """An incomplete marks workbook gives findings and exit code 1, and no file."""
    made = desk(tmp_path / "in", library)
    made.give(changed(ac_2_1=None))
    result = build(made, tmp_path / "out")
    assert result.status == "refused" and exit_code([result]) == 1
    assert not (tmp_path / "out").exists()


def test_building_again_keeps_an_edited_sheet(tmp_path: Path, library: Library) -> None:
    """An assessor's changes in Word are kept under another name; an untouched sheet is simply replaced."""
    made = desk(tmp_path / "in", library)
    made.give(FULL)
    first = build(made, tmp_path / "out")
    assert first.document is not None and first.pdf is not None
    folder = first.document.parent
    made.give(changed(ac_1_1=5))
    assert build(made, tmp_path / "out").notes == ()
    first.document.write_bytes(b"my own words")
    made.give(changed(ac_1_1=6))
    again = build(made, tmp_path / "out")
    assert "edited" in again.notes[0]
    assert (folder / f"{first.document.stem} (edited).docx").read_bytes() == b"my own words"
    assert json.loads((folder / "mark-sheet.json").read_text())["total"] == 98


def test_same_marks_same_bytes(tmp_path: Path, library: Library) -> None:
    """Two runs make the same Word document and PDF."""
    made = desk(tmp_path / "in", library)
    made.give(FULL)
    one, two = build(made, tmp_path / "one"), build(made, tmp_path / "two")
    assert one.document and two.document and one.pdf and two.pdf
    assert one.document.read_bytes() == two.document.read_bytes()
    assert one.pdf.read_bytes() == two.pdf.read_bytes()


def test_the_pdf_tells_nothing_of_machine_and_clock(tmp_path: Path, library: Library) -> None:
    """Title and language are set; no date and no author is stored, whatever the engine wrote."""
    made = desk(tmp_path / "in", library)
    made.give(FULL)
    result = build(made, tmp_path / "out", "auto")
    assert result.pdf is not None
    reader = PdfReader(result.pdf)
    assert reader.metadata is not None
    assert dict(reader.metadata).keys() == {"/Title", "/Producer"}
    assert reader.metadata.title == "8580-999 Mark sheet"
    assert str(reader.root_object["/Lang"]) == "en-GB"
