"""Files that are no intake workbook are refused in plain words, without a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ilmdocs.errors import ExitCode, UnreadableInput
from ilmdocs.workbook.kind import ANNOTATED_KIND, WorkbookKind, store_kind
from ilmdocs.workbook.read import read_workbook

from .build import REQUIRED, UNITS, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refusal(path: Path) -> str:
    """What is said about a file that is refused."""
    with pytest.raises(UnreadableInput) as refused:
        read_workbook(path, UNITS, REQUIRED)
    assert refused.value.exit_code is ExitCode.UNREADABLE
    assert path.name in refused.value.message
    assert str(path.parent) not in str(refused.value)
    assert refused.value.remedy
    return str(refused.value)


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_part(path: Path, name: str, change: bytes, old: bytes = b"") -> None:
    """Put `change` in the place of `old`, or of the whole piece of the package."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = parts[name].replace(old, change, 1) if old else change
    path.write_bytes(packed(parts))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (OLE, "a file of an old program"),
        (OLE + "Workbook".encode("utf-16-le"), "old Excel file (.xls)"),
        (OLE + "BOOK WordDocument".encode("utf-16-le"), "old Excel file (.xls)"),
        (OLE + "WordDocument".encode("utf-16-le"), "old Word document (.doc)"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "old presentation (.ppt)"),
        (OLE + "__substg1.0_001A001F".encode("utf-16-le"), "an e-mail (.msg)"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "old Excel file (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"learner,centre\r\nRobin,12345\r\n", "text or CSV file"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "XML file"),
        (b"%PDF-1.7\n", "PDF"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "web page"),
        (b"{\\rtf1\\ansi Robin}", ".rtf"),
        (b"PK,Learner,Centre\r\n", "text or CSV file"),
        ("learner;centre".encode("utf-16"), "text or CSV file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"\x1f\x8b\x08\0\0\0", "packed file"),
        (b"\0\x01\x02\x03", "damaged"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument text"),
        (packed({"content.xml": b"<!DOCTYPE a><a/>", "META-INF/manifest.xml": b"<a/>"}), ".ods"),
        (packed({"Index/Document.iwa": b"\0"}), "Numbers"),
        (packed({}), "empty ZIP"),
        (packed({"robin/robin.xlsx": b"PK"}), "Unpack it"),
        (packed({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "presentation"),
        (packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "Word document"),
        (packed({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\0"}), "binary Excel file"),
        (packed({"readme.txt": b"hello"}), "a ZIP file, not an Excel workbook"),
        (packed({"_rels/.rels": b"<a/>", "visio/document.xml": b"<a/>"}), "not an Excel workbook"),
    ],
)
def test_other_kinds_of_files(tmp_path: Path, data: bytes, words: str) -> None:
    """Whatever a file is called, its content decides, and the message says what it is."""
    path = tmp_path / "robin.xlsx"
    path.write_bytes(data)
    assert words in refusal(path)


def test_owner_file_of_an_open_workbook(tmp_path: Path) -> None:
    """Excel's own mark of an open workbook is recognised by its name."""
    path = tmp_path / "~$robin.xlsx"
    path.write_bytes(b"\x05Robin")
    assert "Save and close robin.xlsx" in refusal(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is said to be so."""
    assert "no file" in refusal(tmp_path / "nobody.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    assert "folder" in refusal(tmp_path / "folder.xlsx")


def test_truncated_anywhere(tmp_path: Path) -> None:
    """A download that broke off is damaged, wherever it broke off."""
    data = write(tmp_path).read_bytes()
    path = tmp_path / "part.xlsx"
    for share in (0.1, 0.5, 0.9, 0.999):
        path.write_bytes(data[: int(len(data) * share)])
        assert "damaged" in refusal(path)


def test_flipped_bits_never_cause_a_traceback(tmp_path: Path) -> None:
    """A workbook with a few wrong bytes is read or refused, never a fault of ours."""
    data = write(tmp_path).read_bytes()
    path = tmp_path / "mutant.xlsx"
    chance = random.Random(8585)
    refused = 0
    for _ in range(25):
        mutant = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        path.write_bytes(bytes(mutant))
        try:
            read_workbook(path, UNITS, REQUIRED)
        except UnreadableInput:
            refused += 1
    assert refused


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("content", [b"", b"<broken", b"<other/>"])
def test_broken_parts(tmp_path: Path, name: str, content: bytes) -> None:
    """A broken piece of the package is a refusal in plain words (or does not matter), never a traceback."""
    path = write(tmp_path)
    with_part(path, name, content)
    try:
        read_workbook(path, UNITS, REQUIRED)
    except UnreadableInput as refused:
        assert "robin.xlsx" in refused.message


def test_raw_control_character_names_the_part(tmp_path: Path) -> None:
    """A character that XML forbids damages a sheet; the message names the part that is broken."""
    path = write(tmp_path)
    with_part(path, "xl/worksheets/sheet7.xml", b"Plan\x0bthe week", b"Plan the week")
    assert "xl/worksheets/sheet7.xml" in refusal(path)


def test_a_cell_that_stands_twice(tmp_path: Path) -> None:
    """Which of two entries for one cell is meant cannot be known, so the workbook counts as damaged."""
    path = write(tmp_path)
    again = b'<row r="2"><c r="A1"><v>1</v></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet7.xml", again, b"</sheetData>")
    assert "sheet7.xml" in refusal(path)
    again = b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet7.xml", again, b'<row r="2"><c r="A1"><v>1</v></c></row></sheetData>')
    assert "sheet7.xml" in refusal(path)


def test_zip_bomb(tmp_path: Path) -> None:
    """A small file that unpacks to very much is refused before anything is unpacked."""
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(packed({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b" " * (40 * 2**20)}))
    assert "unpacks to far more" in refusal(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    """No workbook declares entities; one that does is not opened at all."""
    path = write(tmp_path)
    hostile = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    with_part(path, "xl/worksheets/sheet7.xml", hostile.encode(encoding))
    assert "document type declaration" in refusal(path)


def test_parts_outside_the_package(tmp_path: Path) -> None:
    """Part names that lead out of the package, or stand twice, are refused."""
    path = write(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.xml", b"<x/>")
    assert "damaged" in refusal(path)


def test_strict_open_xml(tmp_path: Path) -> None:
    """The strict flavour, which would seem to have no sheets at all, is named with what to do."""
    path = write(tmp_path)
    with_part(
        path, "xl/workbook.xml", b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    )  # fmt: skip
    assert "Strict Open XML" in refusal(path)


def test_unusual_names_of_parts(tmp_path: Path) -> None:
    """Some programs name the workbook's own part differently; it is found through the package's index."""
    path = write(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {
            name.replace("workbook.xml", "workbook22.xml"): archive.read(name).replace(
                b"xl/workbook.xml", b"xl/workbook22.xml"
            )
            for name in archive.namelist()
        }
    path.write_bytes(packed(parts))
    assert read_workbook(path, UNITS, REQUIRED).findings == ()


@pytest.mark.parametrize("change", [str.upper, lambda name: name.replace("/", "\\")])
def test_names_of_parts_in_other_spelling(tmp_path: Path, change: Callable[[str], str]) -> None:
    r"""Some programs write `XL\SHAREDSTRINGS.XML`; Excel reads that, and so do we, to the last value."""
    path = write(tmp_path)
    expected = read_workbook(path, UNITS, REQUIRED)
    with zipfile.ZipFile(path) as archive:
        parts = {change(name): archive.read(name) for name in archive.namelist()}
    path.write_bytes(packed(parts))
    assert read_workbook(path, UNITS, REQUIRED) == expected


def test_a_sheet_whose_part_is_gone(tmp_path: Path) -> None:
    """A sheet that the file names and does not hold is a loss, even where no unit needs the sheet."""
    path = write(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("sheet7.xml")}
    path.write_bytes(packed(parts))
    assert "sheet7.xml" in refusal(path)


def test_a_name_left_behind_by_a_deleted_sheet(tmp_path: Path) -> None:
    """A tab that leads to no part at all is no loss."""
    path = write(tmp_path)
    with_part(path, "xl/workbook.xml", b'<sheet name="Old" sheetId="99" r:id=""/></sheets>', b"</sheets>")
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/workbook.xml").replace(b'r:id=""', b"")
    with_part(path, "xl/workbook.xml", xml)
    assert read_workbook(path, UNITS, REQUIRED).findings == ()


def test_somebody_elses_sheet_of_our_name(tmp_path: Path) -> None:
    """A foreign workbook with a sheet Clients gets one sentence, not a finding a heading."""
    path = tmp_path / "budget.xlsx"
    book = Workbook()
    book["Sheet"].title = "Clients"
    book["Clients"].append(["Company", "Turnover"])
    book.save(path)
    assert "none of their headings" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        "<sheetData><row>" + "<c/>" * 600_000 + "</row></sheetData>",
        "<sheetData><row><c t='str'><v>" + "x" * 3_000_000 + "</v></c></row></sheetData>",
    ],
    ids=["cells", "text"],
)
def test_far_more_than_a_workbook_holds(tmp_path: Path, content: str) -> None:
    """What would fill the memory is refused while it is read, long before it does."""
    path = write(tmp_path)
    noise = random.Random(1).randbytes(400_000).hex()  # keeps the part from looking like a bomb
    xml = f"<worksheet>{content}<!-- {noise} --></worksheet>"
    with_part(path, "xl/worksheets/sheet7.xml", xml.encode())
    assert "far more than a workbook" in refusal(path)


def test_more_rows_than_anybody_fills(tmp_path: Path) -> None:
    """Tens of thousands of entries on one sheet are one sentence, not tens of thousands of findings."""

    def fill(book: Workbook) -> None:
        for row in range(5, 3100):
            book["Goals"].cell(row, 1, f"G{row}")

    assert "more than 3,000 filled rows on the sheet Goals" in refusal(write(tmp_path, fill))


def test_some_other_workbook(tmp_path: Path) -> None:
    """A workbook with none of the intake sheets is no intake workbook."""
    path = tmp_path / "budget.xlsx"
    book = Workbook()
    book.save(path)
    assert "not an intake workbook" in refusal(path)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (WorkbookKind(ANNOTATED_KIND, 99), "newer version"),
        (WorkbookKind("marks", 1), "marks workbook"),
        (WorkbookKind("recipe", 1), "not an intake workbook"),
        (WorkbookKind("intake", 99), "newer version"),
    ],
)
def test_other_kinds_of_ours(tmp_path: Path, kind: WorkbookKind, words: str) -> None:
    """Marks workbooks, others and workbooks or copies for a newer version are refused with a reason."""

    def change(book: Workbook) -> None:
        while len(book.custom_doc_props.props):  # type: ignore[attr-defined]
            book.custom_doc_props.props.pop()  # type: ignore[attr-defined]
        store_kind(book, kind)

    assert words in refusal(write(tmp_path, change))


def test_kind_survives_programs_that_drop_properties(tmp_path: Path) -> None:
    """Without document properties the line on the Guide still says what the workbook is."""

    def drop(book: Workbook) -> None:
        book.custom_doc_props.props.clear()  # type: ignore[attr-defined]
        guide = book["Guide"]
        line = next(c for row in guide.iter_rows() for c in row if "schema 3" in str(c.value))
        line.value = str(line.value).replace("schema 3", "schema 4")

    path = write(tmp_path, drop)
    assert not load_workbook(path).custom_doc_props.props  # type: ignore[attr-defined]
    assert "newer version" in refusal(path)
