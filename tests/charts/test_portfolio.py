"""Charts at the end of a portfolio: off at first, last when on, read aloud, every value as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ilmdocs.charts import charts_of
from ilmdocs.errors import UnreadableInput
from ilmdocs.journal import read_cohort
from ilmdocs.library import Library, load_library
from ilmdocs.model.centre import Centre
from ilmdocs.model.unit import PartKind
from ilmdocs.plan import plan_portfolio
from ilmdocs.proving import prove
from ilmdocs.report.cohort import cohort_data
from ilmdocs.results import BuildResult
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.text.readback import missing_values
from ilmdocs.units import with_settings
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.schema import RATINGS
from tests.assemble.tag_tree import walk
from tests.builders import UNITS, perfect_rows, submission
from tests.building import build_here
from tests.convert.paper import needs_libreoffice

UNIT = "8585-301"
TODAY = date(2026, 11, 22)
ENGINES = ("embedded", pytest.param("libreoffice", marks=[pytest.mark.engine, needs_libreoffice]))
WITH, WITHOUT = Centre(charts=True), Centre()


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(templates_folder(), WITH)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A fictional learner whose client gave ratings twice."""
    rows: dict[str, list[dict[str, Any]]] = {
        sheet: [dict(row) for row in values] for sheet, values in rows_for([UNIT]).items()
    }
    later = rows["CoacheeFeedback"][0]
    earlier = {f"rating_{name}": 3 + number % 4 for number, (name, _) in enumerate(RATINGS)}
    rows["CoacheeFeedback"].append({**later, "date": date(2026, 1, 20), **earlier})
    path = tmp_path_factory.mktemp("charts") / "learner.xlsx"
    made = create_workbook([library.unit(UNIT)], rows=rows, required=library.required, used=library.used)
    path.write_bytes(made)
    return path


def build(book: Path, centre: Centre, output: Path, engine: str = "embedded") -> BuildResult:
    """Build the learner as a centre wants it."""
    (result,) = build_here([book], load_library(templates_folder(), centre), output, TODAY, engine=engine)
    return result


def kinds(result: BuildResult) -> list[str]:
    """The kinds of parts, in order."""
    return [part["kind"] for part in result.parts]


def alternatives(pdf: bytes, title: str) -> list[str]:
    """The words of all figures in the part with a title, in reading order."""
    root: Any = PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]

    def below(element: Any) -> Iterator[Any]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            inner = kid.get_object()
            if hasattr(inner, "get") and "/S" in inner:
                yield from below(inner)

    parts = [item for item in below(root["/K"][0].get_object()) if item.get("/T") == title]
    return [str(item["/Alt"]) for part in parts for item in below(part) if item["/S"] == "/Figure"]


@pytest.fixture(scope="module")
def made(book: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """A portfolio with charts."""
    return build(book, WITH, tmp_path_factory.mktemp("with"))


@pytest.mark.parametrize("engine", ENGINES)
def test_charts_end_the_portfolio_and_every_proof_holds(
    book: Path, made: BuildResult, tmp_path: Path, engine: str
) -> None:
    """The appendix comes last, is cited in the contents, has its values as text and its pictures as words."""
    result = made if engine == "embedded" else build(book, WITH, tmp_path, engine)
    assert kinds(result)[-1] == "charts"
    last = result.parts[-1]
    assert result.portfolio is not None
    pdf = result.portfolio.read_bytes()
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    charts = "\n".join(pages[last["first_page"] - 1 :])
    wanted = (
        "Hours of coaching by client",
        "Ratings by client C1, before and after",
        "14 January 2026 C1 1 h 1 h 1 h",
    )
    assert missing_values(wanted, [charts]) == ()
    assert any(last["reference"] in text and last["title"] in text for text in pages[:6])
    told = alternatives(pdf, last["title"])
    assert [words.split(" ")[0] for words in told] == ["Coaching", "Ratings"]
    assert "Compared with the sheet of 20 January 2026: 15 higher" in told[1]
    assert walk(pdf).problems == []
    proofs = prove(result.portfolio, workbook=book, today=TODAY, centre=WITH)
    assert [proof.name for proof in proofs if proof.ok is not True] == []


def test_switching_charts_builds_again(book: Path, made: BuildResult, tmp_path: Path) -> None:
    """The setting alone makes a portfolio anew, with the same bytes wherever it is made.

    Off, it is as if there were no charts; a standing has them either way, and the journal keeps them.
    """
    assert "charts" not in kinds(build(book, WITHOUT, tmp_path))
    assert build(book, WITHOUT, tmp_path).status == "unchanged"
    on = build(book, WITH, tmp_path)
    assert (on.status, kinds(on)[-1]) == ("built", "charts")
    assert build(book, WITH, tmp_path).status == "unchanged"
    assert on.portfolio is not None
    assert made.portfolio is not None
    assert on.portfolio.read_bytes() == made.portfolio.read_bytes()
    proofs = {proof.name: proof for proof in prove(on.portfolio, workbook=book, today=TODAY)}
    assert proofs["readback"].ok is None
    assert "--centre" in " ".join(proofs["readback"].details)
    data: Any = cohort_data(read_cohort(tmp_path), TODAY)
    told = data["learners"][0]["units"][0]["charts"]
    assert told["hours"]["sessions"][0] == {"date": "2026-01-14", "client": "C1", "minutes": 60}
    assert sum(session["minutes"] for session in told["hours"]["sessions"]) >= told["hours"]["required"]
    assert told["ratings"][0]["before_date"] == "2026-01-20"


def test_every_unit_may_have_charts_and_they_stand_before_the_mark_sheet() -> None:
    """A unit file says nothing of them; a unit without practice has none even when they are on."""
    arranged = with_settings(UNITS, WITH)
    for unit in arranged.values():
        end = [kind for kind in unit.order if kind in (PartKind.CHARTS, PartKind.MARK_SHEET)]
        assert list(unit.order[-len(end) :]) == end
        assert end[0] is PartKind.CHARTS
        given = submission(perfect_rows("8585-302"))
        planned = [part.kind for part in plan_portfolio(given, unit).parts]
        assert (PartKind.CHARTS in planned) == (charts_of(given, unit) is not None)
    assert PartKind.CHARTS not in {kind for unit in UNITS.values() for kind in unit.order}


def test_a_centre_may_put_them_elsewhere() -> None:
    """Among the evidence they may be ordered like any part, when they are on."""
    order = {UNIT: ("charts", "diary")}
    arranged = with_settings(UNITS, replace(WITH, part_order=order))[UNIT]
    assert arranged.order[3:5] == (PartKind.CHARTS, PartKind.DIARY)
    with pytest.raises(UnreadableInput, match="do not have"):
        with_settings(UNITS, replace(WITHOUT, part_order=order))
