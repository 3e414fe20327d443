"""What is cited is listed, and what is listed is cited: one mistake, one finding."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import UNREADABLE, Rows, causes, check_rows, perfect_rows, place

RULE = "sources-acknowledged"
WHITMORE = {
    "ref_id": "R2",
    "type": "book",
    "author": "Whitmore, J.",
    "year": "2017",
    "title": "Coaching for Performance",
    "publisher_or_url": "Example Press",
}


def citing(*texts: str, **source: Any) -> Rows:
    """A perfect learner who also lists Whitmore, and reflects on the first sessions in these words."""
    rows = perfect_rows()
    rows["References"].append({**WHITMORE, **source})
    for session, text in zip(rows["Sessions"], texts, strict=False):
        session["refl_improve"] = text
    return rows


def improve(item: int) -> str:
    return str(place("Sessions", item, "refl_improve"))


@pytest.mark.parametrize(
    "text",
    [
        "I follow the model (Whitmore, 2017: 12).",
        "As Whitmore (2017) says, wait.",
        "Wait longer [R2].",
        "I read it in R2 first.",
        "Much of it is in Coaching for performance.",
    ],
)
def test_a_source_that_is_listed_and_cited_is_in_order(text: str) -> None:
    """Any of the usual ways of citing a listed source will do."""
    assert causes(check_rows(citing(text))) == []


def test_a_sheet_that_only_another_unit_prints_cites_nothing_for_this_one() -> None:
    """The points of an 8588-500 report need no source in the list of 8585-301."""
    rows = perfect_rows()
    rows["ReportItems"] = [{"criterion": "1.2", "kind": "context-factor", "text": "Trust (Hawkins, 2012)."}]
    assert causes(check_rows(rows)) == []


def test_a_source_that_nothing_cites_is_found_at_its_row() -> None:
    """The finding stands at the label of the source and names it."""
    result = check_rows(citing("Wait longer (session 3, May 2026)."))
    assert causes(result) == [(RULE, "References!A6")]
    assert "Whitmore, J. (2017)" in result.findings[0].message


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Wait (Whitmore, 2017; Hawkins, 2012).", "“Hawkins, 2012”"),
        ("Wait (Whitmore, 2017), says Rogers et al. (2020).", "“Rogers et al. (2020)”"),
        ("Wait (Whitmore, 2017) [R9].", "“[R9]”"),
    ],
)
def test_a_citation_of_nothing_listed_is_quoted_at_its_cell(text: str, quote: str) -> None:
    """The learner sees which citation of the text is meant."""
    result = check_rows(citing(text))
    assert causes(result) == [(RULE, improve(0))]
    assert quote in result.findings[0].message and "Whitmore, 2017" not in result.findings[0].message


@pytest.mark.parametrize("text", ["See (S1) and (C1).", "On (G1) we agreed.", "In session (3) too."])
def test_labels_of_other_things_are_no_sources(text: str) -> None:
    """A client's reference or the label of a goal in brackets is not taken for a source."""
    rows = citing(text, "(Whitmore, 2017)")
    rows["SelfReview"] = [{"review_id": "S1"}]
    assert (RULE, improve(0)) not in causes(check_rows(rows))


@pytest.mark.parametrize("wrong", ["(Whitmore, 2009)", "(Whitmor, 2017)"])
def test_a_slip_in_the_text_is_one_finding(wrong: str) -> None:
    """That the listed source is then cited nowhere only follows from it."""
    result = check_rows(citing(f"Wait {wrong}."))
    assert causes(result) == [(RULE, improve(0))]
    assert "It lists Whitmore, J. (2017)." in result.findings[0].message


def test_a_slip_in_the_list_is_one_finding() -> None:
    """A wrong year in the list is reported at the first text that cites the source, and follows elsewhere."""
    result = check_rows(citing("Wait (Whitmore, 2017).", "As Whitmore (2017) says.", year="2071"))
    assert causes(result) == [(RULE, improve(0))]


@pytest.mark.parametrize(
    ("field", "rule"), [("author", "source-complete"), ("year", "source-complete"), ("ref_id", None)]
)
@pytest.mark.parametrize("value", [None, UNREADABLE])
def test_a_gap_in_the_list_makes_no_noise(field: str, rule: str | None, value: object) -> None:
    """Without author, year or label a source is only incomplete: it stays listed and cited."""
    found = causes(check_rows(citing("Wait (Whitmore, 2017).", **{field: value})))
    assert found == ([(rule, str(place("References", 1, field)))] if rule and value is None else [])


def test_a_text_that_is_missing_explains_why_nothing_cites_the_source() -> None:
    """Emptying the only text that cites a source is one finding, at that text."""
    rows = citing("Wait (Whitmore, 2017).")
    rows["Sessions"][0]["refl_improve"] = None
    assert causes(check_rows(rows)) == [("session-reflected", improve(0))]


def test_a_source_cited_for_another_unit_is_cited() -> None:
    """One list serves all units, so that a source need not be cited in each of them."""
    rows = perfect_rows("8585-302")
    rows["Units"].append({**rows["Units"][0], "unit_id": "8585-301"})
    rows["References"].append(dict(WHITMORE))
    rows["Narrative"].append(
        {"section": "1", "kind": "statement", "text": "So says Whitmore (2017).", "units": ("8585-302",)}
    )
    assert RULE not in {rule for rule, _ in causes(check_rows(rows, ("8585-301", "8585-302")))}


def test_a_source_may_be_named_without_a_citation() -> None:
    """The source of a point of the report, or the code of practice that was chosen, needs no citation."""
    rows = citing("Wait longer.")
    rows["ReportItems"] = [{"kind": "skill", "text": "Listening", "reference": "R2"}]
    assert causes(check_rows(rows)) == []
    assert causes(check_rows(citing("Wait.", author="EMCC Global", type="code"))) == []
    assert causes(check_rows(citing("Wait.", author="ICF", type="code"))) == [(RULE, "References!A6")]


def test_two_sources_with_one_label_are_told() -> None:
    """The second one is shown."""
    rows = citing("Wait (Whitmore, 2017).", ref_id="r1")
    assert causes(check_rows(rows)) == [("source-label", "References!A6")]
