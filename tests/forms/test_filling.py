"""What stands on a filled form: values in words, visible blanks, sections, pages, always the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms import Filler, Pack, load_pack
from ilmdocs.model.portfolio import FilledDocument, Layout
from ilmdocs.model.submission import Sheet

from . import fictional
from .outline import outline

FILLER = Filler(load_pack(fictional.TEMPLATES, fictional.unit()))


def filled(
    form: str, sheets: Mapping[str, Sheet] | None = None, number: int = 0, layout: Layout | None = None
) -> FilledDocument:
    """A form filled from a fictional workbook."""
    given = fictional.submission(sheets)
    plan = fictional.planned(given)
    return FILLER.fill(fictional.part_for(plan, form, number), plan, given, layout)


def test_hours_are_added_up_from_the_sessions() -> None:
    """Three sessions of 60 and three of 75 minutes make 6 h 45 min, which nobody typed."""
    assert "| Total number of hours completed: | 6 h 45 min |" in outline(filled("diary").docx)


def test_start_date_is_the_first_session_unless_typed() -> None:
    """A blank start date takes the first session's; a typed one is kept."""
    assert "| Start Date of Activity: | 4 March 2026 |" in outline(filled("diary").docx)
    typed = fictional.learner_sheets(start_date=date(2026, 2, 1))
    assert "| Start Date of Activity: | 1 February 2026 |" in outline(filled("diary", typed).docx)


def test_every_value_of_the_sessions_is_printed_and_recorded() -> None:
    """What is read back from the PDF is the full list of what was written."""
    document = filled("diary")
    assert "Reality 3: most tasks stay on the desk. " + fictional.LONG * 2 in document.printed
    assert document.printed.count("11 March 2026") >= 3
    assert not any("Brief profile" in value or "Undertaking Coaching" in value for value in document.printed)


def test_missing_answer_shows_and_is_listed() -> None:
    """A gap is seen on the page, found by searching and named for the report."""
    sheets = fictional.learner_sheets()
    sheets["Sessions"] = fictional.rows("Sessions", {"client_ref": "C1", "session_no": 1})
    document = filled("diary", sheets)
    assert "| Goal for today’s meeting | ····not provided···· |" in outline(document.docx)
    assert {"Sessions.goal", "Sessions.date", "Sessions.duration"} <= set(document.blanks)
    assert not any("not provided" in value for value in document.printed)


def test_first_and_last_session_have_no_false_gaps() -> None:
    """There is no progress before the first session and no session after the last."""
    sheets = fictional.learner_sheets()
    first, last = fictional.session(1), fictional.session(2)
    del first["progress_review"]
    for name in ("next_date", "next_venue"):
        del last[name]
    sheets["Sessions"] = fictional.rows("Sessions", first, last)
    document = filled("diary", sheets)
    assert "progress from last session (if applicable) | not applicable |" in outline(document.docx)
    assert "| Date and venue of next session | not applicable |" in outline(document.docx)
    assert document.blanks == ()


def test_missing_progress_in_a_later_session_is_a_gap() -> None:
    """From the second session on, progress is expected."""
    sheets = fictional.learner_sheets()
    second = fictional.session(2)
    del second["progress_review"]
    sheets["Sessions"] = fictional.rows("Sessions", fictional.session(1), second)
    assert filled("diary", sheets).blanks == ("Sessions.progress_review",)


def test_diary_has_a_section_for_each_criterion_and_session() -> None:
    """Bookmarks and matrix references find their place inside the diary."""
    sections = filled("diary").sections
    assert [section.title for section in sections][-2:] == ["Session 5", "Session 6"]
    assert sections[0].criteria == ("1.1",)
    assert sections[0].anchor == "AC 1.1"
    sessions = [section for section in sections if section.title.startswith("Session")]
    assert sessions[0].anchor == "Session no 1"
    assert {"2.2", "2.3", "2.4", "3.2"} == set(sessions[0].criteria)
    assert len(sessions) == 6


def test_statement_has_sections_only_for_what_was_answered() -> None:
    """A criterion without an answer leaves no heading and no bookmark."""
    sheets = fictional.learner_sheets()
    client = dict(sheets["Clients"].rows[0].values)
    for name in ("tools_statement", "model_statement"):
        del client[name]
    sheets["Clients"] = fictional.rows("Clients", client)
    document = filled("client-statement", sheets)
    assert "AC 2.1" not in [section.title for section in document.sections]
    assert "How the tools were used" not in outline(document.docx)


def test_odd_last_reflective_log_shows_its_unused_column() -> None:
    """With three sessions the second sheet has one column that visibly says it is not used."""
    document = filled("reflective-log", fictional.learner_sheets(3), number=1)
    assert "| Session date 18 March 2026 | Session date not used |" in outline(document.docx)
    assert outline(document.docx).count("not used") == 6
    assert document.blanks == ()


def test_blank_reflection_on_feedback_takes_the_sessions_own() -> None:
    """The client's feedback is typed once and printed on both forms."""
    assert "Received 1: the questions made me think." in outline(filled("reflective-log").docx)


def test_usual_supervisor_stands_in() -> None:
    """A supervision row without a name takes the supervisor of the Learner sheet."""
    assert "| Name of Supervisor | Sana Sample |" in outline(filled("supervision").docx)


def test_chosen_ratings_are_marked_and_only_they() -> None:
    """Fifteen ratings, fifteen filled boxes, each before the number that was given."""
    text = outline(filled("coachee-feedback").docx)
    assert re.findall(r"■·(\d+)", text) == [str(10 - number % 8) for number in range(15)]


def test_missing_or_impossible_rating_marks_no_number() -> None:
    """Nothing is ticked for a rating that was not given; what was typed instead still shows."""
    sheets = fictional.learner_sheets()
    row = dict(sheets["CoacheeFeedback"].rows[0].values)
    del row["rating_empathy"]
    row["rating_patience"] = 11
    sheets["CoacheeFeedback"] = fictional.rows("CoacheeFeedback", row)
    document = filled("coachee-feedback", sheets)
    text = outline(document.docx)
    assert text.count("■") == 13
    assert "| Shows empathy ····not provided···· | poor |" in text
    assert "| Has patience 11 | poor |" in text
    assert document.blanks == ("CoacheeFeedback.rating_empathy",)


def test_matrix_prints_reference_and_page_on_one_line() -> None:
    """The reference number cell names the evidence and the page where the criterion starts."""
    given = fictional.submission()
    plan = fictional.planned(given)
    layout = Layout(
        99,
        {part.name: 7 for part in plan.parts},
        {(part.name, criterion): 12 for part in plan.parts for criterion in part.criteria},
    )
    matrix = filled("matrix", layout=layout)
    assert "E01,\u00a0p.\u00a012" in matrix.printed
    contents = filled("contents", layout=layout)
    assert "E01,\u00a0p.\u00a07" in contents.printed
    pattern = re.compile(r"E\d{2,},?\s*p\.\s*\d+")
    evidence = [part for part in plan.parts if part.is_numbered]
    assert len(pattern.findall(" ".join(contents.printed))) == len(evidence)
    assert len(pattern.findall(" ".join(matrix.printed))) == sum(len(part.criteria) for part in evidence)


def test_matrix_names_a_criterion_without_evidence() -> None:
    """An uncovered criterion keeps its row, with a visible gap."""
    sheets = fictional.learner_sheets()
    del sheets["Supervision"], sheets["Observations"]
    document = filled("matrix", sheets)
    assert "matrix.3.4" in document.blanks


def test_matrix_rows_of_a_criterion_share_its_cell() -> None:
    """Word shows a criterion once beside all its evidence."""
    with zipfile.ZipFile(io.BytesIO(filled("matrix").docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    assert xml.count('w:vMerge w:val="restart"') == 11
    assert xml.count('w:vMerge w:val="continue"') > 5


def test_filling_twice_gives_the_same_bytes() -> None:
    """No clock and no leftover of an earlier learner reaches a document."""
    before = filled("diary").docx
    filled("diary", fictional.learner_sheets(profile="Somebody else entirely."))
    assert filled("diary").docx == before
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_document_properties_name_no_author() -> None:
    """Title and language are set; nobody's name and no date are."""
    with zipfile.ZipFile(io.BytesIO(filled("diary").docx)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>8585-301 Coaching diary, client C1</dc:title>" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert "creator" not in core and "modified" not in core


def test_header_names_client_and_sessions_where_the_form_does_not() -> None:
    """Our additions stand in the page header, and the learner in the footer."""
    text = outline(filled("reflective-log").docx)
    assert "header Header: 8585-301 · Reflective Log → Client C1, sessions 1 and 2" in text
    assert "footer Footer: Maren Fictional, registration ABC0123" in text


def test_missing_form_is_named() -> None:
    """A pack without the form says so instead of failing inside."""
    given = fictional.submission()
    plan = fictional.planned(given)
    with pytest.raises(UnreadableInput, match="diary"):
        Filler(Pack({})).fill(fictional.part_for(plan, "diary"), plan, given)
