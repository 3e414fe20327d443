"""A learner's report as a page: every finding once, with its cell and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from lxml import html

from ilmdocs.model.cohort import LearnerStanding, Owed
from ilmdocs.model.finding import Severity
from ilmdocs.report.html import learner_report_html
from tests.report.cohorts import FORMULA, TODAY, finding, hostile, learner, standing, unreadable


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
