"""Gives one file to a fictional learner and looks at what is made of it (for `corpus.py`)."""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf

from ilmdocs.assemble import assemble, lay_out
from ilmdocs.attachments import normalise
from ilmdocs.checking import Checked, check_workbook
from ilmdocs.convert import choose_engine, convert_documents
from ilmdocs.errors import IlmdocsError
from ilmdocs.library import load_library
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.portfolio import Part, PdfPart, Plan, identity_of
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.verify import verify_portfolio
from ilmdocs.workbook.create import create_workbook
from ilmdocs.written import fill_written

sys.path.append(str(Path(__file__).parents[1]))
from tests.building import build_here

UNIT = "8585-303"
TODAY = date(2026, 11, 30)
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".csv"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".rtf", ".odt"})
_PICTURES = frozenset(
    {
        ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".webp", ".gif", ".bmp", ".dib", ".tif", ".tiff",
        ".heic", ".heif", ".avif", ".jp2", ".j2k", ".jxl", ".svg", ".ico", ".psd", ".tga", ".ppm", ".pgm",
        ".pbm", ".exr", ".xcf",
    }
)  # fmt: skip
_ACTIVE = re.compile(
    r"/(JS|JavaScript|Launch|OpenAction|AA|EmbeddedFiles|RichMedia|SubmitForm|ImportData|GoToR|GoToE"
    r"|Rendition|Movie|Sound|FileAttachment|Metadata|PieceInfo|AcroForm)"
)
_HARMLESS = re.compile(r"\(content, |may still be valid|inline image|content stream parsing")
"""What readers take in their stride: odd content, a stream without its sum."""
_PROOFS = frozenset({"opens", "pages", "stamps", "labels", "bookmarks", "parts", "hashes", "metadata"})
"""What can be proven of a portfolio whose other pages are left blank."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a file: `accepted`, `refused` or `wrong`, and in which words (the file's name as NAME)."""

    outcome: str
    reason: str = ""
    pages: int = 0


class Kit:
    """What learners are made with, loaded once."""

    def __init__(self, engine: str, *, build: bool) -> None:
        self.library = load_library(templates_folder())
        self.engine = choose_engine(engine)
        self.engine_name = engine
        self.build = build
        self._books: dict[tuple[str, str], bytes] = {}
        for kind, name in (
            (kind, "file" + suffix) for kind, suffixes in _NAMES.items() for suffix in suffixes
        ):
            self._books[kind, name] = self._book(kind, name)

    def write(self, path: Path, kind: str, folder: Path) -> tuple[Path, str]:
        """Write a learner's folder; gives the workbook and the name by which it knows the file."""
        if kind == "workbook":
            target = folder / f"learner{path.suffix.lower()}"
            shutil.copy(path, target)
            return target, target.name
        name = "file" + path.suffix.lower()
        book = folder / "learner.xlsx"
        book.write_bytes(self._books[kind, name])
        shutil.copy(path, folder / name)
        return book, name

    def _book(self, kind: str, name: str) -> bytes:
        rows: dict[str, list[Mapping[str, Any]]] = {s: list(c) for s, c in rows_for([UNIT]).items()}
        if kind == "word":
            row = {"criterion": "2.1", "kind": "statement", "file": name}
            rows["Narrative"] = [*rows.get("Narrative", []), row]
        else:
            rows["Evidence"] = [
                {"title": "Something to show", "kind": "evidence", "file": name, "criteria": ("2.1",)}
            ]
        library = self.library
        return create_workbook([library.unit(UNIT)], rows=rows, required=library.required, used=library.used)


_NAMES: Mapping[str, frozenset[str]] = {"word": _WORD, "pdf": frozenset({".pdf"}), "picture": _PICTURES}


def kind_of_file(path: Path) -> str:
    """workbook, word, pdf or picture by the file's ending; empty for any other."""
    ending = path.suffix.lower()
    kinds = {"workbook": _WORKBOOKS, **_NAMES}
    return next((kind for kind, endings in kinds.items() if ending in endings), "")


def look_at(path: Path, kind: str, kit: Kit) -> Looked:
    """Check a learner with this file, make its pages and, when asked, the whole portfolio."""
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        book, name = kit.write(path, kind, Path(folder))
        try:
            checked = check_workbook(book, kit.library, TODAY)
            looked = _of_workbook(checked) if kind == "workbook" else _of_file(checked, kind, name, kit)
        except IlmdocsError as error:
            looked = _refusal(str(error), name)
        if kit.build and looked.outcome != "wrong":
            _build(book, kit, Path(folder))
    return looked


def _refusal(message: str, name: str) -> Looked:
    outcome = "refused" if name in message else "wrong"
    return Looked(outcome, re.sub(r"\d+", "N", message.replace(name, "NAME")))


def _of_workbook(checked: Checked) -> Looked:
    musts = [f for f in checked.findings if f.severity is Severity.MUST]
    nameless = [f for f in musts if not f.message or not f.location]
    if nameless:
        return Looked("wrong", f"a finding without words or place: {nameless[0].id}")
    return Looked("accepted", "with must findings" if musts else "")


def _of_file(checked: Checked, kind: str, name: str, kit: Kit) -> Looked:
    sheet = "Narrative" if kind == "word" else "Evidence"
    row = next(row for row in checked.submission.rows(sheet) if row.text("file") == name)
    cells = {row.at("file"), row.at("page_range")} if kind != "word" else {row.at("file")}
    found: list[Finding] = [
        f for f in checked.findings if f.location in cells and f.severity is Severity.MUST
    ]
    if found:
        return _refusal(f"{found[0].message} {found[0].remedy}", name)
    plan = next(plan for plan in checked.plans if plan.unit.id == UNIT)
    part = next((part for part in plan.parts if part.attachment == name), None)
    if part is None:
        said = [f.message for f in checked.findings if name in f.message]
        return _refusal(said[0], name) if said else Looked("wrong", "left out without a word")
    folder = checked.path.parent
    if kind == "word":
        document = fill_written(part, plan.unit, checked.submission)
        with tempfile.TemporaryDirectory(prefix="corpus-engine-") as work:
            (pdf,) = convert_documents(kit.engine, [document], Path(work))
        return Looked("accepted", "", pdf.pages)
    made = normalise(part, folder)
    is_said = any("damaged" in note for note in made.notes)
    wrong = ("" if is_said else _left_in(made.pdf)) or (_metadata(made.pdf) if kind == "picture" else "")
    attached = PdfPart(part, made.pdf, made.pages, clear_tops=made.clear_tops)
    wrong = wrong or _unproven(checked, plan, part, attached)
    return Looked("wrong", wrong, made.pages) if wrong else Looked("accepted", "", made.pages)


def _left_in(data: bytes) -> str:
    """What a PDF still holds of what could do something or tell something; and whether it is sound."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            for key, value in _named(thing):
                if _ACTIVE.fullmatch(key) or (key in ("/S", "/Subtype") and _ACTIVE.fullmatch(str(value))):
                    return f"still holds {key} {value if key in ('/S', '/Subtype') else ''}".strip()
        problems = [text for text in pdf.check_pdf_syntax() if not _HARMLESS.search(text)]
    return f"qpdf: {problems[0]}" if problems else ""


def _named(thing: object) -> Sequence[tuple[str, pikepdf.Object]]:
    return list(thing.items()) if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else []


def _metadata(data: bytes) -> str:
    """Camera data in any picture of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == pikepdf.Name.DCTDecode:
                raw = thing.read_raw_bytes()
                for mark in (b"Exif\0", b"ns.adobe.com/xap", b"Photoshop 3.0", b"GPSLatitude"):
                    if mark in raw:
                        return f"a picture still holds {mark!r}"
    return ""


def _unproven(checked: Checked, plan: Plan, part: Part, attached: PdfPart) -> str:
    """Put the pages into a portfolio whose other pages are blank, and prove what can be proven of it."""
    with pikepdf.Pdf.new() as blank:
        blank.add_blank_page(page_size=(595, 842))
        out = io.BytesIO()
        blank.save(out)
    parts = [
        attached if other is part else PdfPart(other, out.getvalue(), 1, clear_tops=(True,))
        for other in plan.parts
    ]
    layout = lay_out(parts)
    identity = identity_of(checked.submission, plan.unit)
    made = assemble(parts, plan, layout, identity, provenance={}, draft=None)
    proofs = verify_portfolio(made.pdf, manifest=made.manifest)
    failed = [proof for proof in proofs if proof.ok is False and proof.name in _PROOFS]
    return f"proof {failed[0].name}: {failed[0].details[0]}" if failed else ""


def _build(book: Path, kit: Kit, folder: Path) -> None:
    """Build as a draft; an error that is no refusal goes through."""
    output = folder / "output"
    (result,) = build_here([book], kit.library, output, TODAY, engine=kit.engine_name, draft=True)[:1]
    error = getattr(result, "error", None)
    if error and "fault of ours" in str(error):
        raise RuntimeError(str(error))
