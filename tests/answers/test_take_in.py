"""A workbook that names Word documents: what is found about them and where, and what reaches the pages."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ilmdocs.answers import create_answers
from ilmdocs.checking import Checked, check_workbook
from ilmdocs.cli import cli
from ilmdocs.library import Library, load_library
from ilmdocs.model.finding import Finding
from ilmdocs.model.submission import Value
from ilmdocs.units import load_units
from tests.answers import builders
from tests.answers.builders import FILE, UNIT_ID
from tests.answers.test_prepare import after, commented, hidden, tracked, with_chart, with_linked_picture
from tests.building import build_here

TODAY = date(2026, 11, 22)
Sheet = list[dict[str, Value]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return builders.library(tmp_path_factory.mktemp("library"))


def checked(
    folder: Path,
    library: Library,
    document: bytes | None,
    narrative: Sheet | None = None,
    units: tuple[str, ...] = (UNIT_ID,),
) -> Checked:
    """A learner's folder, checked; without a document only the workbook is there."""
    if document is not None:
        (folder / FILE).write_bytes(document)
    sheets = {} if narrative is None else {"Narrative": narrative}
    path = builders.write_workbook(folder, [library.unit(unit) for unit in units], builders.rows(**sheets))
    return check_workbook(path, library, TODAY)


def first(result: Checked) -> list[Finding]:
    """The findings that are no consequences and no mere notes, those of this sheet."""
    return [f for f in result.findings if f.caused_by is None and f.severity != "info"]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"", "attachment-unreadable"),
        (None, "attachment-missing"),
        (b"only words", "attachment-unreadable"),
        (b"%PDF-1.7 a PDF", "attachment-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document", "attachment-unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(
    tmp_path: Path, library: Library, document: bytes | None, expected: str
) -> None:
    """At the cell that names it; the missing answers are its consequences."""
    result = checked(tmp_path, library, document)
    (finding,) = first(result)
    assert (finding.id, str(finding.location)) == (expected, "Narrative!E5")
    rest = [f for f in result.findings if f.id == "criterion-answered"]
    assert len(rest) == 4 and {f.caused_by for f in rest} == {expected}


def test_tracked_changes_stop_the_build_and_are_never_guessed(tmp_path: Path, library: Library) -> None:
    """Neither reading of the text is used; everything else follows from the changes."""
    result = checked(tmp_path, library, tracked(builders.written(library.unit(UNIT_ID))))
    (finding,) = first(result)
    assert (finding.id, finding.severity, str(finding.location)) == (
        "tracked-changes",
        "must",
        "Narrative!E5",
    )
    assert result.submission.answers == {}


def test_a_remark_explains_no_missing_answer(tmp_path: Path, library: Library) -> None:
    """A comment in the document is no reason why 2.2 is not answered."""
    data = builders.edited(
        commented(builders.written(library.unit(UNIT_ID))), "My questions grew shorter.", ""
    )
    assert {f.id for f in first(checked(tmp_path, library, data))} == {
        "document-comments",
        "criterion-answered",
    }


@pytest.mark.parametrize("place", ["text", "footnote", "picture"])
def test_a_client_named_in_a_document_is_found(tmp_path: Path, library: Library, place: str) -> None:
    """In an answer, a footnote or what is read aloud for a picture; the message does not repeat the name."""
    data = builders.rich(library.unit(UNIT_ID))
    if place == "text":
        data = builders.edited(data, "My questions", "Zebedee Quixby says my questions")
    elif place == "footnote":
        data = builders.edited(data, "A note about clocks", "Zebedee Quixby's clocks", "word/footnotes.xml")
    else:
        data = builders.edited(data, "A red square", "Zebedee Quixby in red")
    result = checked(tmp_path, library, data)
    (finding,) = first(result)
    assert (finding.id, finding.severity, str(finding.location)) == ("client-named", "must", "Narrative!E5")
    assert "Quixby" not in finding.message and FILE in finding.message


def test_a_draft_leaves_out_a_document_whose_text_is_unclear(tmp_path: Path, library: Library) -> None:
    """With tracked changes neither text is printed, not even in a draft; the rest is."""
    checked(tmp_path, library, tracked(builders.written(library.unit(UNIT_ID))))
    (result,) = build_here([tmp_path / "learner.xlsx"], library, tmp_path / "output", TODAY, draft=True)
    assert result.status == "draft"
    assert {"authentication", "matrix"} <= {part["kind"] for part in result.parts}
    assert "assignment" not in {part["kind"] for part in result.parts}


@pytest.mark.parametrize("change", [with_chart, with_linked_picture])
def test_a_draft_is_made_without_what_cannot_be_taken_over(
    tmp_path: Path, library: Library, change: Callable[[bytes], bytes]
) -> None:
    """A chart or a linked picture stops the portfolio; a draft shows the text around it."""
    result = checked(tmp_path, library, change(builders.written(library.unit(UNIT_ID))))
    assert [(f.id, str(f.location)) for f in first(result)] == [("document-object", "Narrative!E5")]
    (built,) = build_here([tmp_path / "learner.xlsx"], library, tmp_path / "output", TODAY, draft=True)
    assert built.status == "draft" and built.error is None
    assert "assignment" in {part["kind"] for part in built.parts}


def test_a_changed_document_is_built_anew(tmp_path: Path, library: Library) -> None:
    """The manifest knows the document's bytes: the same ones change nothing, others do."""
    unit, output = library.unit(UNIT_ID), tmp_path / "output"
    checked(tmp_path, library, builders.written(unit))
    statuses = [build_here([tmp_path / "learner.xlsx"], library, output, TODAY)[0].status for _ in range(2)]
    (tmp_path / FILE).write_bytes(builders.written(unit, **{"2.2": "They grew shorter and slower."}))
    statuses.append(build_here([tmp_path / "learner.xlsx"], library, output, TODAY)[0].status)
    assert statuses == ["built", "unchanged", "built"]


def test_what_must_not_leave_is_in_no_output(tmp_path: Path, library: Library) -> None:
    """Comments, hidden text and other people's names are in neither the portfolio nor its Word documents."""
    data = hidden(commented(builders.written(library.unit(UNIT_ID))))
    creator = "<dc:creator>Quilla Editor</dc:creator></cp:coreProperties>"
    checked(tmp_path, library, builders.edited(data, "</cp:coreProperties>", creator, "docProps/core.xml"))
    (result,) = build_here([tmp_path / "learner.xlsx"], library, tmp_path / "output", TODAY)
    assert result.status == "built", result.error
    documents = list((tmp_path / "output").rglob("*.docx"))
    assert any("Assignment" in path.name for path in documents)
    for path in documents:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                assert not {b"CANARY", b"Quilla"} & {
                    word for word in (b"CANARY", b"Quilla") if word in archive.read(name)
                }


def test_a_document_may_stand_beside_answers_in_cells(tmp_path: Path, library: Library) -> None:
    """One criterion in a document of its own, the others in cells: three parts of evidence, no finding."""
    unit = library.unit(UNIT_ID)
    data = create_answers(unit, texts={"1.2": builders.TEXTS["1.2"]})
    for other in ("1.1", "2.1", "2.2"):
        heading = next(c.text for c in unit.criteria() if c.id == other)
        data = builders.edited(data, f"{other} {heading}", "")
    narrative: Sheet = [{"criterion": "1.2", "file": FILE}]
    narrative += [
        {"criterion": c, "text": builders.TEXTS[c].replace("\n\n", " ")} for c in ("1.1", "2.1", "2.2")
    ]
    result = checked(tmp_path, library, data, narrative)
    assert first(result) == []
    parts = [part for part in result.plans[0].parts if part.kind == "assignment"]
    assert [part.criteria for part in parts] == [("1.1", "2.1", "2.2"), ("1.2",)]


def test_a_document_for_an_unknown_unit_is_asked_about(tmp_path: Path) -> None:
    """Two written units and a row without a unit: it is never guessed, and nothing else is said of it."""
    folder = builders.templates(tmp_path)
    second = builders.TOML.replace("9999-100", "9999-200")
    (folder / "9999" / "2026-01" / "9999-200.toml").write_text(second, encoding="utf-8")
    both = load_library(folder)
    assert set(load_units(folder)) >= {"9999-100", "9999-200"}
    data = builders.written(both.unit(UNIT_ID))
    result = checked(tmp_path, both, data, [{"file": FILE}], ("9999-100", "9999-200"))
    assert [(f.id, str(f.location)) for f in first(result)] == [("answer-astray", "Narrative!H5")]
    (tmp_path / "learner.xlsx").unlink()
    result = checked(tmp_path, both, data, [{"file": FILE, "units": (UNIT_ID,)}], (UNIT_ID, "9999-200"))
    assert {f.unit for f in first(result)} == {"9999-200"}


def two_units(tmp_path: Path) -> Library:
    """The fictional unit, and a second one whose criteria are worded otherwise."""
    folder = builders.templates(tmp_path)
    second = builders.TOML.replace("9999-100", "9999-200")
    for word, other in (
        ("Define listening", "Describe hearing"),
        ("Explain why", "Discuss how often"),
        ("Compare open", "Set out short"),
        ("Review your own", "Judge a colleague's"),
    ):
        second = second.replace(word, other)
    (folder / "9999" / "2026-01" / "9999-200.toml").write_text(second, encoding="utf-8")
    return load_library(folder)


def test_the_document_of_another_unit_is_one_finding(tmp_path: Path) -> None:
    """The same document in the rows of both units: said once; the rest are consequences."""
    both = two_units(tmp_path)
    data = builders.written(both.unit(UNIT_ID))
    narrative: Sheet = [{"file": FILE, "units": (UNIT_ID,)}, {"file": FILE, "units": ("9999-200",)}]
    result = checked(tmp_path, both, data, narrative, (UNIT_ID, "9999-200"))
    (finding,) = first(result)
    assert (finding.id, str(finding.location)) == ("answer-astray", "Narrative!E6")
    assert f'"{FILE}" has the headings of {UNIT_ID}, not those of 9999-200.' == finding.message
    rest = [f for f in result.findings if f.id == "criterion-answered"]
    assert [(f.unit, f.caused_by) for f in rest] == [("9999-200", "answer-astray")] * 4


def test_the_unit_that_is_suggested_is_the_one_whose_headings_it_has(tmp_path: Path) -> None:
    """A row without a unit: the remedy names the one that the headings are of."""
    both = two_units(tmp_path)
    data = builders.written(both.unit(UNIT_ID))
    result = checked(tmp_path, both, data, [{"file": FILE}], ("9999-200", UNIT_ID))
    (finding,) = first(result)
    assert (finding.id, str(finding.location)) == ("answer-astray", "Narrative!H5")
    assert f"for example {UNIT_ID}." in finding.remedy


def test_a_pdf_is_called_a_pdf(tmp_path: Path, library: Library) -> None:
    """Saving it as a Word document is no remedy; the document that it was made from is."""
    (finding,) = first(checked(tmp_path, library, b"%PDF-1.7 a PDF"))
    assert "is a PDF" in finding.message and "made from" in finding.remedy


def test_a_document_that_says_nothing_is_not_left_out_in_silence(tmp_path: Path, library: Library) -> None:
    """A picture or a heading alone would vanish from the portfolio without anybody noticing."""
    parts = builders.unpacked(create_answers(library.unit(UNIT_ID), texts={}))
    body = parts["word/document.xml"].decode()
    start, end = body.index("<w:body>") + len("<w:body>"), body.index("<w:sectPr")
    silent = builders.packed({**parts, "word/document.xml": (body[:start] + body[end:]).encode()})
    (finding,) = first(checked(tmp_path, library, silent))
    assert finding.id == "attachment-unreadable"
    assert "holds no text of an answer" in finding.message and FILE in finding.message


def test_a_statement_of_a_portfolio_may_be_a_word_document(tmp_path: Path, library: Library) -> None:
    """In a unit without an assignment a document needs its criterion, and is then a part of its own."""
    data = create_answers(library.unit(UNIT_ID), texts={"1.1": "My questions grew more open."})
    result = checked(tmp_path, library, data, [{"file": FILE}], ("8585-301",))
    assert "answer-astray" in {f.id for f in result.findings}
    (tmp_path / "learner.xlsx").unlink()
    result = checked(tmp_path, library, data, [{"file": FILE, "criterion": "3.3"}], ("8585-301",))
    assert "answer-astray" not in {f.id for f in result.findings}
    (part,) = [part for part in result.plans[0].parts if part.kind == "statement" and part.attachment]
    assert part.criteria == ("3.3",)


def test_new_makes_a_document_beside_the_workbook_and_keeps_one_that_is_there(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workbook names it; a second run never overwrites what the learner wrote."""
    monkeypatch.setattr("ilmdocs.templates_path.templates_folder", lambda: library.templates)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["new", UNIT_ID, "-o", "a.xlsx"])
    assert done.exit_code == 0, done.output
    made = tmp_path / f"answers-{UNIT_ID}.docx"
    assert made.read_bytes() and made.name in done.output
    rows = check_workbook(tmp_path / "a.xlsx", library, TODAY).submission.rows("Narrative")
    assert [row.text("file") for row in rows] == [made.name]
    made.write_bytes(b"mine")
    assert "Kept" in CliRunner().invoke(cli, ["new", UNIT_ID, "-o", "b.xlsx"]).output
    assert made.read_bytes() == b"mine"
    made.unlink()
    assert CliRunner().invoke(cli, ["new", UNIT_ID, "-o", "c.xlsx", "--no-answers"]).exit_code == 0
    assert not made.exists()
    assert check_workbook(tmp_path / "c.xlsx", library, TODAY).submission.rows("Narrative") == ()


def test_a_text_box_is_read_for_the_rules(tmp_path: Path, library: Library) -> None:
    """Its words belong to the answer that it stands in."""
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
        "<w:r><w:t>A boxed thought.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        "</w:p>"
    )
    result = checked(tmp_path, library, after(builders.written(library.unit(UNIT_ID)), box))
    assert [(f.id, f.severity) for f in first(result)] == [("document-text-box", "should")]
    texts = [block.text for block in result.submission.answers[FILE].blocks]
    assert "A boxed thought." in texts
