"""What a tag can name in the lists of a unit: criteria, evidence matrix, contents, what a learner wrote."""

from __future__ import annotations

from collections.abc import Collection

from ilmdocs.forms.shapes import Fields, Many, Shape
from ilmdocs.forms.sheet_fields import leaf, sheet_fields
from ilmdocs.model.unit import Unit


def criterion_lines(help_: str = "") -> Many:
    """Some criteria, one after the other."""
    line = {
        "id": leaf("1.1"),
        "text": leaf("the criterion's wording"),
        "marks": leaf("the most marks for it; nothing where there are none"),
    }
    return Many(Fields(line), help_)


def criteria_by_number(units: Collection[Unit], *, with_evidence: bool) -> dict[str, Shape]:
    """Each criterion under its own name (`ac_1_1`)."""
    found: dict[str, Shape] = {}
    for criterion in (criterion for unit in units for criterion in unit.criteria()):
        names: dict[str, Shape] = {
            "id": leaf(f"{criterion.id}"),
            "text": leaf("the criterion's wording"),
        }
        if with_evidence:
            names["titles"] = leaf("Portfolio Evidence Titles, one to a line")
            names["references"] = leaf("Reference Numbers with pages, one to a line")
        found[f"ac_{criterion.id.replace('.', '_')}"] = Fields(names)
    return found


def narrative_fields() -> Fields:
    """What a Narrative sheet holds, where something is written."""
    texts = Many(Fields(sheet_fields("Narrative")))
    criterion = Fields({"id": leaf("1.1"), "text": leaf("the criterion's wording"), "statements": texts})
    section = Fields(
        {
            "title": leaf("Section One"),
            "introductions": texts,
            "criteria": Many(criterion),
            "summaries": texts,
        }
    )
    return Fields({"sections": Many(section), "others": texts})


def assignment_fields() -> Fields:
    """All sub-headings and criteria with what is written under them."""
    texts = Many(Fields(sheet_fields("Narrative")))
    cited = ("ReportItems.reference", "References.author", "References.title", "References.year")
    point: dict[str, Shape] = {
        **sheet_fields("ReportItems"),
        "source": leaf("the source as cited: A. Writer, 2017", *cited),
    }
    criterion: dict[str, Shape] = {
        "id": leaf("1.1"),
        "text": leaf("the criterion's wording"),
        "answers": texts,
        "is_elsewhere": leaf("for conditions: answered by other evidence alone"),
        "points": Many(Fields(point)),
        "has_strategies": leaf("for conditions: a point has a strategy"),
        "has_sources": leaf("for conditions: a point has a source, or needs one"),
    }
    section: dict[str, Shape] = {
        "heading": leaf("the sub-heading that an assignment uses, or else the title"),
        "title": leaf("Section One"),
        "task": leaf("the sentence that opens the section; most often nothing"),
        "introductions": texts,
        "criteria": Many(Fields(criterion)),
        "summaries": texts,
    }
    whole: dict[str, Shape] = {
        "introductions": texts,
        "sections": Many(Fields(section)),
        "summaries": texts,
        "others": texts,
    }
    return Fields(whole)


def matrix_fields() -> Fields:
    """The evidence matrix."""
    evidence = Fields({"title": leaf("evidence title"), "reference": leaf("for example E07, p. 12")})
    criterion = Fields({"id": leaf("1.1"), "text": leaf("its wording"), "evidence": Many(evidence)})
    section = Fields({"title": leaf("Section One"), "criteria": Many(criterion)})
    return Fields({"sections": Many(section)})


def contents_fields() -> Many:
    """The list of contents."""
    entry = Fields(
        {
            "reference": leaf("for example E07, p. 12"),
            "number": leaf("for example E07"),
            "page": leaf("for example 12"),
            "title": leaf("the part's title"),
            "criteria": leaf("for example 1.1, 1.2"),
        }
    )
    return Many(entry, "the evidence in order")
