"""The naive pipeline, as a good junior would write it: python benchmarks/naive.py FOLDER OUTPUT.

For each workbook below FOLDER: read it with openpyxl, fill each form with docxtpl, turn each document into
PDF with a soffice process of its own, append the PDFs with pypdf. No tags, stamps, links, bookmarks, page
numbers on the matrix, read-back or cleaning of what strangers wrote.

Taken from the program, so that the same documents with the same texts are made: reading the workbook, the
plan that says which documents there are, and the values for the forms. Not taken: compiled templates,
calls of many documents, settings that make LibreOffice start faster. Nothing here is slow on purpose: one
profile serves all processes, and matrix and contents are converted once, where the program does so twice.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from docxtpl import DocxTemplate
from pypdf import PdfWriter

from ilmdocs.forms.context import Sources, build_context
from ilmdocs.forms.values import Blank, Wordings
from ilmdocs.library import Library, load_library
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.submission import Submission
from ilmdocs.plan import plan_portfolio
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.read import read_workbook


def plain(value: object) -> object:
    """Values as anybody would hand them to docxtpl: texts, lists and dictionaries."""
    if isinstance(value, Blank):
        return ""
    if isinstance(value, Wordings):
        return value  # texts already
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def build(workbook: Path, output: Path, library: Library, profile: Path) -> None:
    """Make the portfolios of one learner."""
    read = read_workbook(workbook, library.units, library.required)
    for unit_id in read.included:
        folder = output / workbook.stem / unit_id
        (folder / "documents").mkdir(parents=True)
        plan = plan_portfolio(read.submission, library.units[unit_id], ())
        merge(convert(fill(plan, read.submission, library, folder / "documents"), profile), folder)


def fill(plan: Plan, submission: Submission, library: Library, folder: Path) -> list[Path]:
    """Fill the forms in portfolio order."""
    documents = []
    pack = library.pack(plan.unit)
    for number, part in enumerate((part for part in plan.parts if part.form), start=1):
        form = pack.form(part.form)
        context = build_context(Sources(part, plan, submission, sections=form.sections or ()))
        template = DocxTemplate(form.path)
        template.render({name: plain(value) for name, value in context.items()}, autoescape=True)
        document = folder / f"{number:02} {part.form}.docx"
        template.save(document)
        documents.append(document)
    return documents


def convert(documents: list[Path], profile: Path) -> list[Path]:
    """Turn documents into PDF, one process each."""
    for document in documents:
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation={profile.as_uri()}",
                "--headless", "--convert-to", "pdf", "--outdir", document.parent, document,
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
    return [document.with_suffix(".pdf") for document in documents]


def merge(pdfs: list[Path], folder: Path) -> None:
    """Append PDFs to one portfolio."""
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(pdf)
        pdf.unlink()
    writer.write(folder / "portfolio.pdf")


def main(folder: Path, output: Path) -> None:
    """Build every workbook below a folder."""
    library = load_library(templates_folder())
    with tempfile.TemporaryDirectory() as profile:
        for workbook in sorted(folder.rglob("*.xlsx")):
            build(workbook, output, library, Path(profile))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
