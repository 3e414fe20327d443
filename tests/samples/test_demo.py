"""The demo's files: real attachments with real traps, and workbooks that pass or fail as intended."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import ExifTags, Image

from ilmdocs.attachments import attachment_texts
from ilmdocs.checking import check_workbook
from ilmdocs.cli.demo import files_of
from ilmdocs.library import Library, load_library
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.samples import DemoLearner, demo_learners, rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def learners() -> tuple[DemoLearner, ...]:
    """All demo learners."""
    return demo_learners()


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in units."""
    return load_library(templates_folder())


def written(learner: DemoLearner, library: Library, folder: Path) -> tuple[Finding, ...]:
    """Write a demo learner's folder and check the workbook in it."""
    for name, make in files_of(learner, library):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(make())
    return check_workbook(folder / learner.workbook, library, TODAY).findings


def test_the_demo_covers_every_unit(learners: tuple[DemoLearner, ...], library: Library) -> None:
    """Whoever runs the demo sees a portfolio of each unit that ilmdocs knows."""
    assert {unit for learner in learners for unit in learner.units} == set(library.units)


def test_the_complete_demo_learners_have_no_finding(
    learners: tuple[DemoLearner, ...], library: Library, tmp_path: Path
) -> None:
    """Nothing stands in the way of a portfolio: neither in the workbooks nor in Word files and marks."""
    for number, learner in enumerate(learners[:-1]):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = [f"{f.id} {f.location}" for f in written(learner, library, folder) if f.severity != "info"]
        assert found == [], learner.folder


def test_a_high_total_is_referred_for_one_mark(learners: tuple[DemoLearner, ...], library: Library) -> None:
    """The marked learner passes 501 and fails 503, which has more marks, by a single criterion."""
    (marked,) = (learner for learner in learners if learner.marks)
    totals, below = {}, {}
    for rows in marked.marks.values():
        unit = library.unit(str(rows["MarkSheet"][0]["unit"]))
        marks = {c.id: (c, row.get("mark")) for c, row in zip(unit.criteria(), rows["Criteria"], strict=True)}
        assert list(marks) == [row["criterion"] for row in rows["Criteria"]]
        given = [(c, mark) for c, mark in marks.values() if isinstance(mark, int)]
        totals[unit.id] = sum(mark for _, mark in given)
        below[unit.id] = [c.id for c, mark in given if mark < (c.least_marks or 0)]
    assert below == {"8580-500": [], "8580-501": [], "8580-503": ["3.2"]}
    assert totals["8580-503"] > totals["8580-501"] > 0 == totals["8580-500"]


def test_the_answers_of_one_unit_come_from_word(learners: tuple[DemoLearner, ...], library: Library) -> None:
    """The same learner answers 503 in a Word document and 501 in cells; no answer stands in both."""
    (writer,) = (learner for learner in learners if learner.answers)
    ((file, (unit, texts)),) = writer.answers.items()
    assert unit == "8580-503"
    assert {criterion.id for criterion in library.unit(unit).criteria()} < set(texts)
    rows = [row for row in writer.rows["Narrative"] if row["units"] == (unit,)]
    assert [row.get("text") for row in rows] == [None]
    assert rows[0]["file"] == file
    assert any(row["units"] == ("8580-501",) and row["text"] for row in writer.rows["Narrative"])


def test_the_demo_learner_with_mistakes_shows_each(
    learners: tuple[DemoLearner, ...], library: Library, tmp_path: Path
) -> None:
    """Twelve different mistakes are found by twelve rules, each at the cell where it was made."""
    findings = written(learners[-1], library, tmp_path)
    found = {f.id for f in findings if f.caused_by is None}
    assert {
        "contract-signed", "contract-before-sessions", "delivered-hours", "session-reflected",
        "sessions-overlap", "ambiguous-duration", "client-named", "coachee-feedback", "unknown-reference",
        "supervision-count", "future-date", "attachment-missing",
    } <= found  # fmt: skip
    assert not any("cazza" in f"{f.message} {f.remedy}".casefold() for f in findings)


@pytest.mark.parametrize(
    "units",
    [
        ["8585-301"],
        ["8585-302"],
        ["8585-303"],
        ["8580-500"],
        ["8580-501"],
        ["8580-503"],
        ["8588-500"],
        ["8581-L7-20H"],
        ["8585-301", "8585-303"],
        ["8585-302", "8588-500"],
        ["8580-500", "8580-501", "8580-503"],
    ],
)
def test_a_sample_has_no_must_and_no_should_finding(
    units: list[str], library: Library, tmp_path: Path
) -> None:
    """`new --sample` gives a workbook that is ready as it stands."""
    path = tmp_path / "sample.xlsx"
    path.write_bytes(
        create_workbook(
            [library.unit(unit) for unit in units],
            rows=rows_for(units),
            required=library.required,
            used=library.used,
        )
    )
    checked = check_workbook(path, library, TODAY)
    assert [f"{f.id} {f.location}" for f in checked.findings if f.severity is not Severity.INFO] == []


def test_a_sample_for_two_units_has_only_the_matrix_to_choose(library: Library, tmp_path: Path) -> None:
    """Two units in one workbook lead to the one finding that cannot be avoided."""
    units = ["8585-301", "8585-302"]
    path = tmp_path / "sample.xlsx"
    path.write_bytes(
        create_workbook(
            [library.unit(unit) for unit in units],
            rows=rows_for(units),
            required=library.required,
            used=library.used,
        )
    )
    found = [f for f in check_workbook(path, library, TODAY).findings if f.severity is not Severity.INFO]
    assert {f.id for f in found} == {"single-matrix"}


def test_what_is_read_back_is_what_the_sample_says(library: Library, tmp_path: Path) -> None:
    """Letters, line breaks, dates and durations of the second demo learner survive the way through Excel."""
    learner = demo_learners()[1]
    units = [library.unit(unit_id) for unit_id in learner.units]
    path = tmp_path / learner.workbook
    path.write_bytes(create_workbook(units, rows=learner.rows, required=library.required, used=library.used))
    submission = check_workbook(path, library, TODAY).submission
    for sheet, rows in learner.rows.items():
        for row, read in zip(rows, submission.rows(sheet), strict=True):
            assert {field: read.values.get(field) for field in row} == dict(row), sheet


def test_the_scan_is_only_a_picture(learners: tuple[DemoLearner, ...], tmp_path: Path) -> None:
    """The signed authentication sheet cannot be searched, as a real scan cannot."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(learners[0].attachments["scans/authentication sheet.pdf"])
    assert attachment_texts(path) == ("",)


def test_the_photo_lies_on_its_side_and_knows_its_place(learners: tuple[DemoLearner, ...]) -> None:
    """The photo exercises what telephones do: orientation 6 and a GPS position."""
    data = learners[0].attachments["photos/flip chart session 3.jpg"]
    with Image.open(BytesIO(data)) as photo:
        exif = photo.getexif()
        assert exif[ExifTags.Base.Orientation] == 6
        assert ExifTags.GPS.GPSLatitude in exif.get_ifd(ExifTags.IFD.GPSInfo)
        assert photo.width > photo.height


def test_the_observation_is_a_turned_letter_page(learners: tuple[DemoLearner, ...], tmp_path: Path) -> None:
    """The observation has searchable text with Polish letters on a rotated page of another size."""
    path = tmp_path / "observation.pdf"
    path.write_bytes(learners[1].attachments["scans/observation C1-02.pdf"])
    with pikepdf.Pdf.open(path) as pdf:
        page = pdf.pages[0].obj
        assert [int(edge) for edge in page.MediaBox] == [0, 0, 612, 792]
        assert int(page.Rotate) == 90
    assert "Małgorzata Świerk-Pugh" in attachment_texts(path)[0]


def test_the_demo_is_the_same_every_time(learners: tuple[DemoLearner, ...]) -> None:
    """Two demos write the same bytes."""
    assert demo_learners() == learners


def test_everything_attached_is_said_to_be_fictional(
    learners: tuple[DemoLearner, ...], tmp_path: Path
) -> None:
    """A page that falls out of the demo's folder says itself that it is no real observation."""
    path = tmp_path / "observation.pdf"
    path.write_bytes(learners[1].attachments["scans/observation C1-02.pdf"])
    assert "FICTIONAL" in attachment_texts(path)[0]
