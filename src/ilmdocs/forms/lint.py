"""Checks a form pack before any learner is filled in: all problems in one run, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms.archive import read_parts
from ilmdocs.forms.fields import form_fields, known_forms
from ilmdocs.forms.pack_file import PACK_FILE, missing_pack_remedy, pack_data, pack_problems
from ilmdocs.forms.packs import Form, Pack, load_pack, pack_folders
from ilmdocs.forms.reading import FormReader
from ilmdocs.forms.tags import Place, lines
from ilmdocs.forms.template import FormTemplate
from ilmdocs.forms.unprinted import expected_fields
from ilmdocs.model.unit import Unit
from ilmdocs.suggest import suggestion
from ilmdocs.workbook.schema import SHEETS, sheet_schema

Used = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Something wrong with a form pack.

    `file` is the file's name; `place` says where in it (None: the whole file); `tag` is the tag as typed,
    empty when it is about no tag.
    """

    file: str
    message: str
    remedy: str
    place: Place | None = None
    tag: str = ""

    def data(self) -> dict[str, object]:
        """The problem as JSON-ready data; what does not apply is null."""
        place = self.place
        return {
            "file": self.file,
            "part": place.part if place else None,
            "paragraph": place.paragraph or None if place else None,
            "table": place.table or None if place else None,
            "row": place.row or None if place else None,
            "cell": place.cell or None if place else None,
            "tag": self.tag or None,
            "message": self.message,
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        tag = f" {self.tag}" if self.tag else ""
        return f"{where}:{tag} {self.message} {self.remedy}"


def check_pack(
    folder: Path, templates: Path, units: Collection[Unit], used: Used
) -> tuple[TemplateProblem, ...]:
    """Everything wrong with a pack, or with all packs below a folder.

    Args:
        folder: a pack, the shipped ones or a centre's own.
        templates: the shipped templates, from which a centre's pack takes the forms that it lacks.
        units: the units whose forms count.
        used: unit id to the workbook fields that the unit looks at: they must be printed.

    Returns:
        Problems in pack order, each form from top to bottom; answers that no form prints come last.
    """
    inside = () if (folder / PACK_FILE).is_file() else sorted(folder.glob(f"*/*/{PACK_FILE}"))
    if not inside:
        return tuple(_pack_problems(folder, templates, units, used))
    found = []
    for pack in (path.parent for path in inside):
        for problem in _pack_problems(pack, templates, units, used):
            file = f"{pack.relative_to(folder).as_posix()}/{problem.file}"
            found.append(replace(problem, file=file))
    return tuple(dict.fromkeys(found))


def refuse_broken_pack(folder: Path, units: Collection[Unit]) -> None:
    """Stop before the first learner when a centre's forms cannot be filled; a lost answer is no reason.

    Raises:
        UnreadableInput: naming the first problem and how many there are.
    """
    data, problems = _pack_data(folder)
    forms = data.get("forms", {})
    for name, item in (forms if isinstance(forms, dict) else {}).items():
        problems += _form_problems(name, item, folder, units)
    if problems:
        more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
        raise UnreadableInput(
            f"The forms in {folder.name} cannot be used. {problems[0]}{more}",
            f'All problems:  ilmdocs templates check "{folder}"',
        )


def template_fields(form: Form, units: Collection[Unit]) -> frozenset[str]:
    """The workbook fields (`Sheet.field`) that a form prints.

    Raises:
        UnreadableInput: when the file cannot be read.
    """
    named = [section.name for section in form.sections or () if section.name]
    reader = FormReader(form_fields(form.name, units, named))
    reader.read(read_parts(form.path))
    return frozenset(reader.printed)


def printed_fields(pack: Pack, unit: Unit) -> frozenset[str]:
    """The workbook fields (`Sheet.field`) that the forms of a unit print.

    Raises:
        UnreadableInput: when a form of the pack cannot be read.
    """
    names = {rule.form for rule in unit.parts if rule.form} & set(pack.forms)
    return frozenset().union(*(template_fields(pack.form(name), [unit]) for name in names))


def _pack_problems(
    folder: Path, templates: Path, units: Collection[Unit], used: Used
) -> Iterator[TemplateProblem]:
    data, problems = _pack_data(folder)
    yield from problems
    forms = data.get("forms", {})
    sound = not problems
    for name, item in (forms if isinstance(forms, dict) else {}).items():
        for problem in _form_problems(name, item, folder, units):
            sound = False
            yield problem
    if sound:
        yield from _lost_answers(folder, templates, units, used)


def _pack_data(folder: Path) -> tuple[Mapping[str, Any], list[TemplateProblem]]:
    path = folder / PACK_FILE
    if not path.is_file():
        message = f"The folder {folder.name} has no {PACK_FILE}."
        return {}, [TemplateProblem(PACK_FILE, message, missing_pack_remedy(folder))]
    try:
        data = pack_data(path)
    except UnreadableInput as error:
        return {}, [TemplateProblem(PACK_FILE, error.message, error.remedy)]
    remedy = "docs/templates.md explains every key."
    return data, [TemplateProblem(PACK_FILE, message, remedy) for message in pack_problems(data, folder)]


def _form_problems(
    name: str, item: object, folder: Path, units: Collection[Unit]
) -> Iterator[TemplateProblem]:
    known = known_forms(units)
    if name not in known:
        hint = suggestion(name, known).strip() or f"Known forms: {', '.join(sorted(known))}."
        yield TemplateProblem(PACK_FILE, f"No unit has a form named {name}.", hint)
        return
    file = item.get("file") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(file, str) or not (folder / Path(file).name).is_file():
        return  # said already, as a problem of pack.toml
    serving = [unit for unit in units if any(rule.form == name for rule in unit.parts)]
    reader = FormReader(form_fields(name, serving, _section_names(item)))
    path = folder / Path(file).name
    try:
        parts = read_parts(path)
        reader.read(parts)
        text = tuple(lines(parts))
    except UnreadableInput as error:
        yield TemplateProblem(path.name, error.message, error.remedy)
        return
    for complaint in reader.complaints:
        yield TemplateProblem(path.name, complaint.message, complaint.remedy, complaint.place, complaint.tag)
    yield from _section_problems(name, item, text, serving)
    if not reader.complaints:
        try:
            FormTemplate(path)
        except UnreadableInput as error:
            yield TemplateProblem(path.name, error.message, "Type the form's tags again, one by one.")


_BOXES = frozenset(f"{schema.name}.{field.id}" for schema in SHEETS for field in schema.fields)


def _section_names(item: Mapping[str, Any]) -> list[str]:
    sections = item.get("sections", ())
    found = [section.get("name") for section in sections if isinstance(section, dict)]
    return [name for name in found if isinstance(name, str) and name]


def _section_problems(
    name: str, item: Mapping[str, Any], text: Collection[str], units: Collection[Unit]
) -> Iterator[TemplateProblem]:
    criteria = {criterion.id for unit in units for criterion in unit.criteria()}
    for section in item.get("sections", ()):
        if not isinstance(section, dict) or not isinstance(section.get("anchor"), str):
            continue
        start = " ".join(section["anchor"].split("{number}")[0].split())
        if not any(line.startswith(start) for line in text):
            yield TemplateProblem(
                PACK_FILE,
                f"No line of the form {name} begins with “{start}”.",
                "Type how the section's heading begins.",
            )
        named = section.get("criteria", ())
        for criterion in named if isinstance(named, list) else ():
            if criterion not in criteria:
                yield TemplateProblem(
                    PACK_FILE,
                    f"The form {name} names the criterion {criterion}, which no unit has.",
                    "Correct it.",
                )
        boxes = section.get("answers", ())
        for box in boxes if isinstance(boxes, list) else ():
            if box not in _BOXES:
                yield TemplateProblem(
                    PACK_FILE,
                    f"The form {name} names the box {box}, which the workbook does not have.",
                    suggestion(str(box), _BOXES).strip() or "Correct it.",
                )


def _lost_answers(
    folder: Path, templates: Path, units: Collection[Unit], used: Used
) -> Iterator[TemplateProblem]:
    """Fields of a unit that no form prints, neither the pack's nor those it falls back to."""
    own = folder.resolve()
    told: set[str] = set()
    for unit in units:
        shipped = [item.resolve() for item in pack_folders(templates, unit)]
        centre = None if own in shipped else folder
        if own.is_relative_to(templates.resolve()) and centre is not None:
            continue
        pack = load_pack(templates, unit, centre)
        for name in sorted(expected_fields(unit, used.get(unit.id, ())) - printed_fields(pack, unit) - told):
            told.add(name)
            sheet, field = name.split(".", 1)
            heading = sheet_schema(sheet).field(field).heading
            yield TemplateProblem(
                PACK_FILE,
                f"No form prints {name} (“{heading}”): what a learner types there would be lost.",
                "Put its tag into a form; docs/templates.md lists all tags.",
            )
