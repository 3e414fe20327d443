"""What the shared forms say: answers under their sub-headings, the records of a diary, sections by unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ilmdocs.forms import Filler, load_pack
from ilmdocs.forms.packs import SectionRule
from ilmdocs.model.finding import Severity
from ilmdocs.model.portfolio import FilledDocument
from ilmdocs.model.submission import Sheet, Value
from ilmdocs.model.unit import Rule, Unit

from . import fictional, written
from .fictional import rows
from .outline import outline

FILLER = Filler(load_pack(fictional.TEMPLATES, written.unit()))


def filled(form: str, unit: Unit | None = None, **sheets: Sheet) -> FilledDocument:
    """A form filled for the fictional learner, some sheets replaced."""
    asking = unit or written.unit("9100-2" if form == "report" else "9100-1")
    given = written.submission(**sheets)
    plan = replace(written.planned(given, asking.id), unit=asking)
    return FILLER.fill(fictional.part_for(plan, form), plan, given)


def test_each_criterion_stands_under_its_sub_heading_in_order() -> None:
    """An assessor finds every sub-heading and criterion in the unit's order, answered or not."""
    lines = outline(filled("assignment").docx).splitlines()
    headings = [line for line in lines if line.startswith(("Section: ", "Criterion: "))]
    assert headings == [
        "Section: Introduction",
        "Section: Preparing the ground",
        "Criterion: AC 1.1 Agree what shall grow with each client",
        "Criterion: AC 1.2b Explain why soil matters",
        "Section: Reflecting on the harvest",
        "Criterion: AC 2.1 Record all visits",
        "Criterion: AC 2.2 Review what was learned",
        "Section: Section 9",
    ]


def test_sub_headings_get_bookmarks_of_their_own() -> None:
    """A reader's side panel shows the sub-headings with the criteria that follow each."""
    titles = [section.title for section in filled("assignment").sections]
    assert titles.index("Preparing the ground") + 1 == titles.index("AC 1.1")
    assert titles.index("Reflecting on the harvest") > titles.index("AC 1.2b")


def test_sections_of_an_assignment_carry_the_printed_number() -> None:
    """Bookmarks and matrix point to the heading as it is printed, by the criterion that it is about."""
    sections = {section.anchor: section.criteria for section in filled("assignment").sections}
    assert sections["AC 1.2b"] == ("1.2",)


def test_answers_keep_paragraphs_and_lists() -> None:
    """A blank line starts a paragraph, a line break stays one."""
    text = outline(filled("assignment").docx)
    assert "Normal: Answer: soil feeds.\nNormal: It also holds.\n" in text
    assert "Intro one: the ground. ⏎ - clay ⏎ - sand" in text


def test_a_criterion_shown_by_records_alone_points_to_the_matrix() -> None:
    """No gap is shown for what a diary is evidence for, and a gap for what nothing is."""
    note = "Note: See the evidence listed for this criterion in the matrix."
    assert f"Criterion: AC 2.1 Record all visits\n{note}" in outline(filled("assignment").docx)
    without = filled("assignment", Clients=rows("Clients"))
    assert "Criterion: AC 2.1 Record all visits\nNormal: ····not provided····" in outline(without.docx)
    assert "Narrative.text" in without.blanks


def test_points_of_a_kind_stand_together_with_their_source() -> None:
    """A report's table groups its points; an unknown label is printed as typed.

    Where no point has a source there is no column for it.
    """
    text = outline(filled("report").docx)
    table = [line for line in text.splitlines() if "Point: " in line]
    assert table == [
        "| difference | Point: weight. | A. Writer, 2017 |",
        "| difference | Point: colour. | R9 |",
        "| similarity | Point: both are ground. | \u2013 |",
        "| individual barrier | Point: a bad back. | Strategy: raised beds. |",
    ]


def test_a_point_that_needs_a_source_shows_that_it_is_missing() -> None:
    """Where a rule asks for the source of a kind of point, its absence is a gap, not a dash."""
    unit = written.unit("9100-2")
    rule = Rule(
        "cited",
        "fields-filled",
        Severity.MUST,
        options={"sheet": "ReportItems", "fields": ("reference",), "equals": "similarity"},
    )
    asking = replace(unit, rules=(*unit.rules, rule))
    form = filled("report", asking)
    assert "| similarity | Point: both are ground. | \u00b7\u00b7\u00b7\u00b7not provided" in outline(
        form.docx
    )
    assert "ReportItems.reference" in form.blanks
    code = Rule("code", "code-referenced", Severity.MUST, options={"kind": "individual barrier"})
    text = outline(filled("report", replace(unit, rules=(code,))).docx)
    assert "| Strategy: raised beds. |\n" in f"{text}\n"  # a code may be named in the text: no gap, no column


def test_points_answer_a_task_of_a_report_and_of_nothing_else() -> None:
    """A task answered with points alone shows no gap; an assignment of the same learner prints no points."""
    assert filled("report").blanks == ("Narrative.text",)  # 2.1, which has neither
    assert "Point: " not in outline(filled("assignment").docx)


def test_task_sheet_leaves_out_what_the_source_does_not_suggest() -> None:
    """Hours and words are printed in our words, and not at all without a suggestion."""
    unit = written.unit()
    assert "Note: Suggested: about 12 hours of work, 1,000 to 1,500 words." in outline(filled("task").docx)
    words = replace(unit, effort_hours=None)
    assert "Note: Suggested: 1,000 to 1,500 words." in outline(filled("task", words).docx)
    hours = replace(unit, suggested_words=None)
    assert "Note: Suggested: about 12 hours of work." in outline(filled("task", hours).docx)
    assert "Suggested" not in outline(filled("task", replace(hours, effort_hours=None)).docx)


def test_criteria_without_marks_print_no_marks() -> None:
    """A unit that is passed or referred has no marks to show."""
    unit = written.unit()
    outcomes = tuple(
        replace(o, criteria=tuple(replace(c, marks=None) for c in o.criteria)) for o in unit.outcomes
    )
    assert "(8\u00b7marks)" in outline(filled("task").docx)
    assert "marks" not in outline(filled("task", replace(unit, outcomes=outcomes)).docx)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"one_to_one": False}, "not counted: not one to one"),
        ({"date": date(2026, 3, 2)}, "not counted: before the contract"),
    ],
)
def test_only_sessions_that_count_are_added_up(changes: dict[str, Value], reason: str) -> None:
    """Hours that a unit does not count are in no total, and the overview says why."""
    sessions = rows("Sessions", written.session(1, **changes), written.session(2))
    text = outline(filled("diary", Sessions=sessions).docx)
    assert "| Total hours that count | 1 h 15 min |" in text
    assert f"| 1 h | 0 min / {reason} |" in text
    assert "| 11 March 2026 | 1 h 15 min | 1 h 15 min |" in text


def test_sessions_below_the_level_of_the_unit_do_not_count() -> None:
    """A client at another level than the unit asks for gives no hours."""
    text = outline(filled("diary", Clients=written.learner_sheets(client_level="middle")["Clients"]).docx)
    assert "| Total hours that count | 0 min |" in text
    assert text.count("not counted: level of the client") == 2


def test_a_diary_is_titled_by_what_takes_place() -> None:
    """Mentoring is called mentoring; a blank cell means coaching, as the workbook says."""
    assert "Form Title: Mentoring diary" in outline(filled("diary").docx)
    coached = written.learner_sheets()["Clients"].rows[0].values
    blank = rows("Clients", {name: value for name, value in coached.items() if name != "mode"})
    text = outline(filled("diary", Clients=blank).docx)
    assert "Form Title: Coaching diary" in text
    assert "| Coaching or mentoring | coaching |" in text


def test_sections_of_the_diary_take_their_criteria_from_the_unit() -> None:
    """Each criterion's page is that of the box which answers it."""
    found = {section.title: section.criteria for section in filled("diary").sections}
    assert found == {
        "Rationale and profile": ("1.1",),
        "Contract": ("1.1",),
        "Development needs and goals": ("1.1",),
        "Plan": (),
        "Diagnostic tools and techniques": ("1.1",),
        "Overview record": ("2.1",),
        "Session 1": ("2.1",),
        "Session 2": ("2.1",),
        "Feedback from the client": ("1.1",),
        "Review and conclusion": (),
    }


def test_a_section_may_name_criteria_itself() -> None:
    """A centre's form for one unit says what stands where, whatever the unit file says."""
    rule = SectionRule("Plan", "Plan", ("2.2",))
    assert rule.criteria_for(written.unit(), "diary") == ("2.2",)


def test_what_a_unit_asks_for_is_a_visible_gap_and_what_it_does_not_is_left_out() -> None:
    """Tools and feedback answer a criterion of this unit, so their absence is seen; a review does not."""
    bare = rows("Clients", {"client_ref": "C1"})
    none = filled("diary", Clients=bare, Tools=rows("Tools"), CoacheeFeedback=rows("CoacheeFeedback"))
    assert {"Tools.tool", "CoacheeFeedback.overall", "Clients.rationale"} <= set(none.blanks)
    text = outline(none.docx)
    assert "Section: E. Diagnostic tools and techniques" in text
    assert "Section: H. Review and conclusion" not in text
    unit = written.unit()
    diary = next(part for part in unit.parts if part.form == "diary")
    parts = tuple(replace(part, answers={}) if part is diary else part for part in unit.parts)
    unasked = outline(
        filled(
            "diary",
            replace(unit, parts=parts),
            Clients=bare,
            Tools=rows("Tools"),
            CoacheeFeedback=rows("CoacheeFeedback"),
        ).docx
    )
    assert "E. Diagnostic tools" not in unasked
    assert "G. Feedback from the client" not in unasked


def test_rows_of_another_client_stay_out_of_a_diary() -> None:
    """Tools, feedback and goals are printed with their own client only."""
    tools = rows(
        "Tools", {"tool": "Tool: mine", "client_ref": "C1"}, {"tool": "Tool: his", "client_ref": "C2"}
    )
    text = outline(filled("diary", Tools=tools).docx)
    assert "Tool: mine" in text
    assert "Tool: his" not in text


def test_a_reflection_that_only_repeats_the_feedback_is_printed_once() -> None:
    """The client's words stand once, and a reflection of its own stands besides."""
    assert "Reflection: the client’s feedback" not in outline(filled("diary").docx)
    own = rows("Sessions", written.session(1, refl_feedback="Besides: she smiled."))
    assert "| Reflection: the client’s feedback | Besides: she smiled. |" in outline(
        filled("diary", Sessions=own).docx
    )


def test_a_sentence_that_a_unit_does_not_have_prints_nothing() -> None:
    """A form that several units share does not fail for the one without the sentence."""
    unit = written.unit()
    wording = {name: text for name, text in unit.wording.items() if name != "closing_line"}
    assert "This is my own work" in outline(filled("assignment").docx)
    assert outline(filled("assignment", replace(unit, wording=wording)).docx).endswith(
        "Closing Line:\nfooter Footer: Maren Fictional, registration ABC0123\n"
    )


def test_a_plan_by_horizon_needs_no_dates() -> None:
    """A plan in short, mid and long term shows the term where there are no dates, and gaps without either."""
    row: dict[str, Value] = {"area": "Area", "how": "How", "support": "Support", "success": "Success"}
    by_horizon = outline(filled("cpd", CPD=rows("CPD", {**row, "horizon": "short"})).docx)
    assert "| Area | How | Support | Short term | Success |" in by_horizon
    assert filled("cpd", CPD=rows("CPD", row)).blanks == ("CPD.start", "CPD.end")


def test_matrices_say_which_criteria_are_in_no_source() -> None:
    """The sentence is the last line about criteria, in the shared matrix and in that of 8585."""
    sentence = "Criterion 9.9 is in no source."
    unit = replace(fictional.unit(), unknown_criteria=sentence)
    given = fictional.submission()
    plan = replace(fictional.planned(given), unit=unit)
    filler = Filler(load_pack(fictional.TEMPLATES, unit))
    theirs = outline(filler.fill(fictional.part_for(plan, "matrix"), plan, given).docx).splitlines()
    assert theirs.index(f"| {sentence} |") == len(theirs) - 4
    ours = outline(filled("evidence-matrix", replace(written.unit(), unknown_criteria=sentence)).docx)
    assert f"| {sentence} |\nTable End:" in ours
    assert "no source" not in outline(
        filled("evidence-matrix", replace(written.unit(), unknown_criteria="")).docx
    )
