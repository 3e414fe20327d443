"""Fictional demo learners with people's names hidden in what they wrote, on disk."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from ilmdocs.attachments.searchable import pdf_texts
from ilmdocs.cli.demo import files_of
from ilmdocs.library import Library
from ilmdocs.samples import demo_learners
from ilmdocs.text.folding import flat

Rows = dict[str, list[dict[str, Any]]]
BRAM, HEULWEN, ROSALIND = "Bram Oakhollow", "Heulwen Żółcińska", "Rosalind Tarrant"


@dataclass(frozen=True)
class Identity:
    """Whom a workbook is about; two of them make two workbooks that differ in nothing else."""

    learner: str
    registration: str
    centre: str
    centre_number: str
    assessor: str
    supervisor: str
    organisation: str


ONE = Identity(
    "Isolde Quernmoor", "QRN7781", "Pellucid Moor Training Centre", "774411", "Bartholomew Skirrow",
    "Perpetua Wintle", "Thistledown Kettles Ltd",
)  # fmt: skip
OTHER = Identity(
    "Jorah Brindlecote", "ZZB9042", "Umberfold Hill Training Centre", "553322", "Cosima Threlkeld",
    "Ambrose Fennimore", "Marrowgate Lanterns Ltd",
)  # fmt: skip


def write_learner(
    folder: Path,
    library: Library,
    name: str,
    change: Callable[[Rows], None] = lambda rows: None,
    *,
    say: str = "",
) -> Path:
    """Write a demo learner's folder, changed, and give the workbook.

    Args:
        folder: where the learner's files go.
        library: units and forms.
        name: the demo learner's.
        change: changes the rows in place.
        say: what is put at the end of every answer of the Word documents and every comment of the marks.
    """
    learner = next(item for item in demo_learners() if item.folder == name)
    rows: Any = copy.deepcopy({sheet: [dict(row) for row in given] for sheet, given in learner.rows.items()})
    change(rows)
    head = {field: rows["Learner"][0][field] for field in _HEAD}
    answers = {
        file: (unit, {key: f"{text} {say}".strip() for key, text in texts.items()})
        for file, (unit, texts) in learner.answers.items()
    }
    marks = {file: _marked(sheets, head, say) for file, sheets in learner.marks.items()}
    changed = replace(learner, rows=rows, answers=answers, marks=marks)
    for file, make in files_of(changed, library):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
    return folder / learner.workbook


_HEAD = ("learner_name", "ilm_registration_no", "centre_name", "centre_number")


def _marked(sheets: Mapping[str, Any], head: Mapping[str, Any], say: str) -> Any:
    marked = {sheet: [dict(row) for row in rows] for sheet, rows in sheets.items()}
    marked["MarkSheet"][0].update(head)
    for row in marked["Criteria"]:
        row["feedback"] = f"{row.get('feedback', '')} {say}".strip()
    return marked


def identified(identity: Identity) -> Callable[[Rows], None]:
    """A change that makes a workbook one of these people, who are named in many of its texts."""

    def change(rows: Rows) -> None:
        first = identity.learner.split()[0]
        rows["Learner"][0].update(
            learner_name=identity.learner,
            ilm_registration_no=identity.registration,
            centre_name=identity.centre,
            centre_number=identity.centre_number,
            tutor_assessor=identity.assessor,
            iqa=identity.assessor,
            supervisor_default=identity.supervisor,
            email=f"{first.lower()}@example.com",
            organisation_description=f"{identity.organisation} makes kitchenware. It has 85 people.",
        )
        rows["Learner"][0].pop("surname", None)
        for row in rows.get("Supervision", ()):
            row["supervisor"] = identity.supervisor
            row["outcomes"] += f" {told(identity)}"
        for row in rows.get("Observations", ()):
            row["observer"] = identity.supervisor
            row["rapport"] += f" {told(identity)}"
        for row in rows.get("Narrative", ()):
            if row.get("text"):
                row["text"] += f"\n{told(identity)}"
        for row in rows.get("Evidence", ()):
            row["held_by"] = identity.centre
            row["title"] = f"{row['title']}, kept by {identity.assessor}"
        for row in rows["Private"]:
            row["employer"] = identity.organisation

    return change


def told(identity: Identity) -> str:
    """Everybody named in every way that the copy has to find."""
    first, last = identity.learner.split()
    other, surname = identity.supervisor.split()
    plain = identity.organisation.removesuffix(" Ltd")
    return (
        f"{identity.learner} spoke, and {first}'s notes were read by {identity.supervisor.upper()}; "
        f"{last.lower()} too. {first[0]}. {last} and {surname}, {other[0]}. agreed with "
        f"{first.replace('o', 'ö')}. Dr {surname} came to {plain} and to {identity.centre.lower()}. "
        f"The number {identity.registration} of centre {identity.centre_number} was sent to "
        f"{first.lower()}.{last.lower()}@example.com, and {identity.assessor} rang 01632 960123."
    )


TOLD = (
    "Learner spoke, and Learner's notes were read by Supervisor; Learner too. Learner and Supervisor agreed "
    "with Learner. Supervisor came to Organisation and to Centre. The number [registration number withheld] "
    "of centre [centre number withheld] was sent to [e-mail address withheld], and Assessor rang "
    "[telephone number withheld]."
)
"""The same in a copy."""


def pieces(identity: Identity) -> tuple[str, ...]:
    """What must be found nowhere, as `flat` writes it."""
    people = (identity.learner, identity.assessor, identity.supervisor)
    words = [word for name in people for word in name.split()]
    words += [identity.registration, identity.centre_number, identity.centre.split()[0]]
    words += [identity.organisation.split()[0], "960123"]
    return tuple(flat(word) for word in words)


def everything_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Every name and every text of every file below a folder, PDF and Word files taken apart."""
    for path in sorted(folder.rglob("*")):
        yield "a name", str(path.relative_to(folder))
        if path.is_file():
            yield from ((path.name, flat(text)) for text in _texts(path))


def _texts(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    yield data.decode("latin-1")
    yield data.decode("utf-8", "ignore")
    if path.suffix == ".docx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "ignore")
    if path.suffix == ".pdf":
        yield "\n".join(pdf_texts(data, path.name))
        with pikepdf.open(BytesIO(data)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
                    yield item.read_bytes().decode("utf-8", "replace")
                yield from _strings(item)


def _strings(item: Any) -> Iterator[str]:
    """The texts of an object, which may be stored in more than one way."""
    waiting = [item]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.String):
            yield str(value)
        elif isinstance(value, pikepdf.Array):
            waiting += [entry for entry in value if not _is_elsewhere(entry)]
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [entry for _, entry in value.items() if not _is_elsewhere(entry)]


def _is_elsewhere(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
