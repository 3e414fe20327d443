"""The cohort board as a page: what it says, that it is safe, and that it stands on its own."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import Assessment, Cohort, LearnerStanding
from ilmdocs.report.html import board_html
from tests.report.cohorts import FORMULA, TODAY, cohort_of, finding, hostile, learner, standing, unreadable


def parsed(*learners: LearnerStanding) -> Any:
    return html.fromstring(board_html(Cohort(learners), today=TODAY))


def rows(page: Any) -> list[Any]:
    return list(page.xpath("//table[@id='board']/tbody/tr"))


def said(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_the_first_heading_is_the_most_important_sentence() -> None:
    """Who opens the page knows in one line how the cohort stands."""
    page = parsed(learner(), unreadable())
    assert page.xpath("string(//h1)") == "1 of 2 learners is ready; 1 workbook could not be read."


def test_a_row_says_everything_in_words() -> None:
    """Status, hours, days and points are words, so that neither colour nor script is needed."""
    unit = standing(
        outcome="refused", statuses=("met", "partly", "missing"), required=360, planned=300, delivered=135,
        submission=date(2026, 12, 4), attempt=2,
    )  # fmt: skip
    (row,) = rows(parsed(learner("Zoë Fernsby", unit, findings=(finding(), finding(number=1)))))
    text = said(row)
    for part in (
        "Zoë Fernsby", "8585-301", "attempt 2", "Not built", "2 points to fix", "1 of 3 met", "1.1 met",
        "1.2 partly", "1.3 missing", "2 h 15 min of 6 h", "3 h 45 min to go", "5 h planned", "in 12 days",
        "4 December 2026", "not yet",
    ):  # fmt: skip
        assert part in text


def test_a_learners_name_opens_the_report() -> None:
    """It is where somebody clicks first; without a report it is just the name."""
    (row,) = rows(parsed(learner("Zoë Fernsby")))
    (link,) = row.xpath("./th//a")
    assert link.text == "Zoë Fernsby" and said(link) == "Zoë Fernsby : report"
    assert unquote(link.get("href")).endswith("report.html")
    (row,) = rows(parsed(learner("Zoë Fernsby", report="")))
    assert not row.xpath("./th//a") and said(row.xpath("./th")[0]) == "Zoë Fernsby"


def test_every_unit_of_every_learner_has_its_row() -> None:
    """200 learners: nobody is left out, and each row has a cell under each heading."""
    cohort = cohort_of(200)
    page: Any = html.fromstring(board_html(cohort, today=TODAY))
    headings = page.xpath("//table[@id='board']/thead//th")
    assert len(rows(page)) == sum(max(1, len(one.units)) for one in cohort.learners)
    assert {len(row) for row in rows(page)} == {len(headings)}


def test_links_lead_to_files_whatever_their_names() -> None:
    """A portfolio named with #, % and spaces is found, and the report stands beside the name."""
    (row,) = rows(parsed(learner()))
    report, portfolio = row.xpath(".//a/@href")
    assert unquote(report) == "./Tarrant R FIC5001/report.html"
    assert "#" not in portfolio
    assert unquote(portfolio) == "./Tarrant R FIC5001/8585-301(1)/portfolio #1 & 50%.pdf"


@pytest.mark.parametrize(
    "path", ["javascript:alert(1)", "//evil.example/x", "\\\\evil\\x", "https://evil.example"]
)
def test_no_path_becomes_another_address(path: str) -> None:
    """A link leads to a file beside the page, never to a script or another machine."""
    (row,) = rows(parsed(learner(report=path)))
    (address,) = (link for link in row.xpath(".//a/@href") if "portfolio" not in link)
    assert re.fullmatch(r"\./[^:\\]*", address)


def test_hostile_texts_stay_texts() -> None:
    """Names, units, points and errors that are written as HTML are shown and never run."""
    broken = replace(unreadable(), error="<img src=x onerror=alert(1)>")
    centre = Centre(name="</title><script>alert(1)</script>")
    page = board_html(Cohort((hostile(), broken)), today=TODAY, centre=centre)
    tree: Any = html.fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//img | //@onerror | //@onmouseover | //@style") == []
    assert FORMULA in said(rows(tree)[0])
    assert "<img src=x onerror=alert(1)>" in said(rows(tree)[1])
    assert not re.search("[\x00-\x08\x0b\ud800-\udfff]", page)


def test_nothing_comes_from_outside() -> None:
    """The page forbids every request, and runs only the script and style it carries itself."""
    page = board_html(cohort_of(20), today=TODAY)
    tree: Any = html.fromstring(page)
    (rule,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert rule.startswith("default-src 'none'")
    for kind in ("style", "script"):
        (content,) = re.findall(f"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in rule
        assert "http" not in content
    assert tree.xpath("//link | //iframe | //img | //@src") == []
    assert all(address.startswith(("./", "#")) for address in tree.xpath("//@href"))


def test_the_structure_can_be_heard() -> None:
    """Language, one h1, captions, scopes, labels and a way past the top: a screen reader finds its way."""
    tree: Any = html.fromstring(board_html(cohort_of(20), today=TODAY))
    assert tree.get("lang") == "en-GB"
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    for table in tree.xpath("//table"):
        assert said(table.find("caption"))
        assert {cell.get("scope") for cell in table.xpath("./thead//th")} == {"col"}
        assert {cell.get("scope") for cell in table.xpath("./tbody//th")} == {"row"}
        assert all(row[0].tag == "th" for row in table.xpath("./tbody/tr"))
    (skip,) = tree.xpath("//a[@class='skip']/@href")
    assert tree.xpath(f"//*[@id='{skip[1:]}']")
    fields = tree.xpath("//form//input/@id | //form//select/@id")
    assert sorted(fields) == sorted(tree.xpath("//form//label/@for"))
    assert tree.xpath("//form/@hidden") != []  # without script nothing stands there that does nothing


def sort_keys(page: Any, column: int) -> list[str]:
    return [row[column].get("data-sort") for row in rows(page)]


def test_results_sort_worst_first_and_most_points_first() -> None:
    """Ascending begins with what needs a person most."""
    two, one = (finding(), finding(number=1)), (finding(),)
    page = parsed(
        learner("A", standing()),
        learner("B", standing(outcome="refused"), findings=one),
        learner("C", standing(outcome="draft"), findings=one),
        learner("D", standing(outcome="refused"), findings=two),
        learner("E", standing(outcome="failed")),
        unreadable("F"),
    )
    names = [said(row[0])[0] for row in sorted(rows(page), key=lambda row: int(row[2].get("data-sort")))]
    assert "".join(names) == "FEDBCA"


def test_numbers_sort_as_numbers_and_what_is_missing_says_so() -> None:
    """Hours sort by the share delivered, days by number; a row without either has no key."""
    page = parsed(
        learner("A", standing(required=720, delivered=360, submission=date(2026, 11, 20))),
        learner("B", standing(required=None, delivered=0, submission=None)),
        unreadable(),
    )
    assert sort_keys(page, 4) == ["500", "", ""]
    assert sort_keys(page, 5) == ["-2", "", ""]


def test_only_what_is_not_ready_can_be_asked_for() -> None:
    """Drafts, refusals, failures and unreadable workbooks are open; what is built is not."""
    page = parsed(
        learner("A", standing(), standing("8585-302", "unchanged")),
        learner("B", standing(outcome="draft"), standing(outcome="refused"), standing(outcome="failed")),
        unreadable(),
        replace(learner("C"), units=()),
    )
    assert ["data-open" in row.attrib for row in rows(page)] == [False, False, True, True, True, True, True]


def test_what_is_searched_is_small_letters() -> None:
    """The script compares with small letters: name, registration, file, unit and result are found."""
    (row,) = rows(parsed(learner("Zoë ÅNGBERG", registration="FIC7")))
    found = row.get("data-find")
    assert found == found.casefold()
    for word in ("zoë ångberg", "fic7", "tarrant 8585.xlsx", "8585-301", "ready, built"):
        assert word in found


def test_the_assessors_outcome_is_shown() -> None:
    """Outcome, marks, assessor and day; an earlier attempt is named as such."""
    marked = Assessment(1, "Beatrix Underhaye", date(2026, 9, 1), "REFERRAL", False, 48, 100)
    (row,) = rows(parsed(learner("A", standing("8580-501", assessments=(marked,), attempt=2))))
    for part in ("REFERRAL", "48 of 100", "Beatrix Underhaye", "1 September 2026", "attempt 1"):
        assert part in said(row[6])


def test_unreadable_workbooks_are_told_at_the_top() -> None:
    """The administrator reads which file it is and what to do, without looking for its row."""
    (notice,) = parsed(learner(), unreadable()).xpath("//div[@class='notice']")
    assert "intake/Protected workbook.xlsx" in said(notice)
    assert "Save it without one and build again." in said(notice)


def test_each_unit_is_summed_up() -> None:
    """Learners, ready, short of hours and the criteria most often open, by unit."""
    page = parsed(
        learner("A", standing()),
        learner("B", standing(outcome="refused", delivered=60, statuses=("met", "missing", "partly"))),
        learner("C", standing(outcome="refused", submission=date(2026, 11, 1), statuses=("met", "missing"))),
    )
    (row,) = page.xpath("//table[@class='units']/tbody/tr")
    numbers = [int(said(cell[1])) for cell in row.xpath("./td")[:7]]
    assert numbers == [3, 1, 0, 2, 0, 1, 1]
    assert said(row[-1][1]) == "1.2 (2), 1.3 (1)"
    assert said(row[-2][1]) == "4 December 2026"


def test_an_empty_cohort_is_said() -> None:
    """No empty tables for nobody."""
    page = parsed()
    assert page.xpath("string(//h1)") == "There is no learner on this board yet."
    assert page.xpath("//table") == []
