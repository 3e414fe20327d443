"""A learner's report as a page: every finding once, with its cell and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

from lxml import html

from ilmdocs.model.cohort import LearnerStanding, Owed
from ilmdocs.model.finding import Severity
from ilmdocs.model.location import Location
from ilmdocs.report.html import learner_report_html
from tests.report.cohorts import FORMULA, TODAY, finding, hostile, in_full, learner, standing, unreadable


def parsed(one: LearnerStanding) -> Any:
    return html.fromstring(learner_report_html(one, TODAY))


def said(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_every_finding_is_told_with_cell_message_and_remedy() -> None:
    """Must first, then should, then notes; none is lost."""
    found = (finding(Severity.INFO, number=2), finding(Severity.SHOULD, number=1), finding())
    page = parsed(learner("Ada", standing(outcome="refused"), findings=found))
    assert page.xpath("string(//h1)") == "Not ready: 1 point to fix."
    groups = page.xpath("//section[contains(@class, 'findings')]")
    titles = [said(group.find("h2")) for group in groups]
    assert titles == ["To put right (1)", "To look at (1)", "Good to know (1)"]
    for group, one in zip(groups, reversed(found), strict=True):
        for part in (str(one.location), one.message, one.remedy, "8585-301", "criterion 2.1"):
            assert part in said(group)


def test_what_is_said_for_two_units_is_told_once() -> None:
    """Both units are named at the one point, so that it is put right once."""
    one = finding(unit="8585-301")
    again = replace(one, unit="8585-302", caused_by=one.id)
    units = (standing(outcome="refused"), standing("8585-302", "refused"))
    page = parsed(learner("Ada", *units, findings=(one, again)))
    (item,) = page.xpath("//ul[@class='points']/li")
    assert "8585-301 · 8585-302" in said(item)
    assert page.xpath("//details") == []


def test_consequences_are_kept_apart_but_not_lost() -> None:
    """Nobody hunts for what will go away by itself; it can still be read."""
    found = (finding(), finding(number=1, cause="rule-0"))
    page = parsed(learner("Ada", standing(outcome="refused"), findings=found))
    assert page.xpath("string(//h1)") == "Not ready: 1 point to fix."
    (rest,) = page.xpath("//details")
    assert said(rest[0]) == "1 more point that follows from those above"
    assert found[1].message in said(rest)


def test_who_can_put_it_right_is_named() -> None:
    """A client by reference, staff by name."""
    one, two = finding(number=1), finding()
    owed = (Owed("client", "C1", one), Owed("supervisor", "Marguerite Sallow", two))
    page = parsed(replace(learner("Ada", standing(outcome="refused"), findings=(two, one)), owed=owed))
    first, second = page.xpath("//ul[@class='points']/li")
    assert "for the supervisor, Marguerite Sallow" in said(first)
    assert "for client C1" in said(second)


def test_what_is_the_learners_own_to_do_is_not_said_to_be_for_the_learner() -> None:
    """On a page about one learner it goes without saying."""
    one = finding()
    owed = (Owed("learner", "Ada", one),)
    page = parsed(replace(learner("Ada", standing(outcome="refused"), findings=(one,)), owed=owed))
    (item,) = page.xpath("//ul[@class='points']/li")
    assert "learner" not in said(item)


def test_points_of_one_row_are_told_together_and_their_remedy_once() -> None:
    """The row is gone to once: its cells with what is wrong, what to do below; steps still lead to each."""
    cells = [replace(finding(), location=Location("a.xlsx", "Sessions", 6, column)) for column in (9, 13, 14)]
    first, second, third = cells[0], *(replace(c, remedy="Fill in this box.") for c in cells[1:])
    alone = replace(finding(), location=Location("a.xlsx", "Sessions", 7, 9), message="Another.")
    owed = (Owed("client", "C1", third),)
    found = (first, second, third, alone)
    page = parsed(replace(learner("Ada", standing(outcome="refused"), findings=found), owed=owed))
    block, single = page.xpath("//ul[@class='points']/li")
    assert said(block.xpath("./*[@class='place']")[0]) == "Sessions, row 6"
    assert [said(line) for line in block.xpath("./ul/li/b")] == ["I6", "M6", "N6"]
    assert [said(part) for part in block.xpath("./*[@class='remedy']")] == [first.remedy, "Fill in this box."]
    assert "(for client C1)" in said(block.xpath("./ul/li")[2]) and said(block).count("for client") == 1
    assert said(single.xpath("./*[@class='place']")[0]) == "Sessions!I7"
    targets = page.xpath("//ol[@class='steps']//a/@href")
    assert [said(page.xpath(f"//*[@id='{target[1:]}']")[0])[:2] for target in targets[:3]] == [
        "I6",
        "M6",
        "N6",
    ]


def test_the_same_remedy_in_several_rows_is_told_once() -> None:
    """One thing to do, all its cells."""
    found = tuple(replace(finding(), location=Location("a.xlsx", "Sessions", row, 6)) for row in range(5, 13))
    page = parsed(learner("Ada", standing(outcome="refused"), findings=found))
    (block,) = page.xpath("//ul[@class='points']/li")
    assert said(block.xpath("./*[@class='place']")[0]) == "Sessions!F5, F6, F7, F8, F9, F10 and 2 more"
    assert len(block.xpath("./ul/li")) == 8
    assert said(block).count(found[0].remedy) == 1


def test_a_portfolio_that_is_there_is_not_called_late() -> None:
    """The day is said, without days that nobody can bring back; an open one is still overdue."""
    past = date(2026, 3, 24)
    page = said(parsed(learner("Ada", standing(submission=past))).xpath("//main")[0])
    assert "hand it in. Its day of submission was 24 March 2026." in page
    assert "days ago" not in page and "overdue" not in page
    page = said(parsed(learner("Ada", standing(outcome="refused", submission=past), findings=(finding(),))))
    assert "243 days overdue" in page


def test_links_lead_from_the_reports_own_folder() -> None:
    """The report lies in the learner's folder, the portfolio one below it."""
    (address,) = parsed(learner()).xpath("//main//a/@href")
    assert unquote(address) == "./8585-301(1)/portfolio #1 & 50%.pdf"


def test_an_unreadable_workbook_says_why_and_what_to_do() -> None:
    """Whoever gets the report knows what to do next."""
    page = parsed(unreadable())
    assert page.xpath("string(//h1)") == "This workbook could not be read."
    assert "protected with a password. Save it without one" in said(page.xpath("//div[@class='notice']")[0])


def test_a_ready_learner_is_told_so() -> None:
    """Nothing to do is the first thing said."""
    assert parsed(learner()).xpath("string(//h1)") == "Ready: nothing needs to be put right."


def test_hostile_texts_stay_texts() -> None:
    """A sheet or answer written as HTML is shown and never run; the page carries no script at all."""
    page = parsed(hostile())
    assert page.xpath("//script | //@onmouseover | //main//a[not(starts-with(@href, '#'))]") == []
    assert FORMULA in said(page)


def test_what_to_do_next_stands_first_and_in_order() -> None:
    """What stands in the way by sheet, with the cells that lead to each point; then the rest; then again."""
    page = parsed(in_full())
    steps = [step.text_content() for step in page.xpath("//ol[@class='steps']/li")]
    assert steps == [
        "On the sheet Sessions, put right 1 point: F8.",
        "On the sheet Contracts, put right 1 point: F9.",
        "Look at 1 point; it does not stand in the way.",
        "Save the workbook, then check or build again.",
    ]
    for address in page.xpath("//ol[@class='steps']//a/@href"):
        (target,) = page.xpath(f"//*[@id='{address[1:]}']")
        assert said(target)


def test_what_would_close_the_gap_is_listed() -> None:
    """Each addition of the unit, in its order; a ready unit has no such list."""
    items = [said(item) for item in parsed(in_full()).xpath("//ul[@class='gap']/li")]
    assert items == [f"{addition.words}." for addition in in_full().units[0].gap]
    assert parsed(in_full("built")).xpath("//ul[@class='gap']") == []


def test_each_criterion_says_what_meets_it_and_on_which_page() -> None:
    """Number and text, status as a word, part and page; the page is a link into the portfolio."""
    rows = parsed(in_full("built")).xpath("//table[@class='evidence']/tbody/tr")
    assert len(rows) == 11
    first = [said(cell) for cell in rows[0]]
    assert first[0].startswith("1.1 Produce a plan")
    assert first[1] == "met"
    assert "E01 Coaching diary, client C1, page 7" in first[2]
    (address, _) = rows[0].xpath(".//a/@href")
    assert unquote(address) == "./8585-302(1)/portfolio #1 & 50%.pdf#page=7"
    crowded = next(row for row in rows if said(row[0]).startswith("3.1"))
    assert "and 2 more" in said(crowded[2])


def test_evidence_that_is_not_there_yet_is_said() -> None:
    """Nothing was built: parts are named without a page; a criterion without any says so."""
    rows = parsed(in_full()).xpath("//table[@class='evidence']/tbody/tr")
    assert [said(row[1]) for row in rows[:3]] == ["met", "partly", "missing"]
    assert said(rows[2][2]) == "none yet"
    assert rows[0].xpath(".//a") == []


def test_the_hours_are_said_in_words_beside_their_bars() -> None:
    """Each client and all together: delivered, planned, required and what is still to go."""
    rows = [said(row) for row in parsed(in_full()).xpath("//ul[@class='hours']/li")]
    assert rows == [
        "Client C1 6 h · 7 h 30 min planned",
        "Client C2 3 h · 7 h 30 min planned",
        "All together 9 h of 12 h: 3 h to go · 15 h planned",
    ]


def test_what_was_assumed_is_told_at_the_end() -> None:
    """Blank cells that mean something, the forms, and the engine once something was built."""
    built = said(parsed(in_full("built")).xpath("//section[@aria-labelledby='assumed']")[0])
    for part in ("“Attempt” is blank in Units!C5; that counts as 1.", "version 2018-11", "engine “embedded”"):
        assert part in built
    assert "engine" not in said(parsed(in_full()).xpath("//section[@aria-labelledby='assumed']")[0])


def test_a_check_says_ready_to_build() -> None:
    """Nothing was built, so that nothing can be said to be ready but the workbook."""
    unit = replace(standing(outcome="checked"), portfolio="", pages=0)
    page = parsed(learner("Ada", unit))
    assert page.xpath("string(//h1)") == "Ready to build: nothing needs to be put right."
    assert said(page.xpath("//span[contains(@class, 'badge')]")[0]) == "Ready to build"
    assert [said(step) for step in page.xpath("//ol[@class='steps']/li")] == ["Build the portfolio."]
