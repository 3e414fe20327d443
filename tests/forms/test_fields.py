"""The list of fields that forms may print is the data that filling offers, and nothing is lost."""

from __future__ import annotations

import pytest

from ilmdocs.forms import load_pack, printed_fields, template_vocabulary
from ilmdocs.forms.archive import read_parts
from ilmdocs.forms.context import Sources, build_context
from ilmdocs.forms.fields import form_fields, known_forms
from ilmdocs.forms.reading import FormReader
from ilmdocs.forms.shapes import Fields, Many, Shape
from ilmdocs.forms.unprinted import NOT_PRINTED, expected_fields
from ilmdocs.model.unit import Unit
from ilmdocs.rules import used_fields
from ilmdocs.units import load_units
from ilmdocs.workbook.schema import ALL_SHEETS

from . import fictional, written

SHIPPED = load_units(fictional.TEMPLATES)
UNITS = (*SHIPPED.values(), written.unit(), written.unit("9100-2"))
COACHED, WRITTEN = fictional.submission(), written.submission()
PLANS = {
    "8585-301": (COACHED, fictional.planned(COACHED)),
    "9100-1": (WRITTEN, written.planned(WRITTEN)),
    "9100-2": (WRITTEN, written.planned(WRITTEN, "9100-2")),
}
FILLED = [
    (unit_id, form) for unit_id, (_, plan) in PLANS.items() for form in sorted(known_forms([plan.unit]))
]


def differences(shape: Shape, value: object, path: str) -> list[str]:
    """Where the described fields and the offered data part."""
    if isinstance(shape, Fields):
        if not isinstance(value, dict):
            return [f"{path} is no record"]
        found = [f"{path}.{name}" for name in set(shape.names) ^ set(value)]
        for name in set(shape.names) & set(value):
            found += differences(shape.names[name], value[name], f"{path}.{name}")
        return found
    if isinstance(shape, Many):
        if not isinstance(value, list):
            return [f"{path} is no list"]
        return [problem for item in value for problem in differences(shape.item, item, f"{path}[]")]
    return [f"{path} is more than a value"] if isinstance(value, dict | list) else []


@pytest.mark.parametrize(("unit_id", "form"), FILLED)
def test_described_fields_are_the_data(unit_id: str, form: str) -> None:
    """A tag that the lint accepts can be filled, and a tag that it refuses cannot."""
    given, plan = PLANS[unit_id]
    part = fictional.part_for(plan, form)
    sections = load_pack(fictional.TEMPLATES, plan.unit).form(form).sections or ()
    context = build_context(Sources(part, plan, given, sections=sections))
    shape = form_fields(form, [plan.unit], [section.name for section in sections if section.name])
    assert differences(shape, context, "") == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_every_form_of_a_unit_can_be_filled(unit: Unit) -> None:
    """No form asks for a sentence or a field that this very unit does not have."""
    pack = load_pack(fictional.TEMPLATES, unit)
    complaints = []
    for name in known_forms([unit]):
        form = pack.form(name)
        named = [section.name for section in form.sections or () if section.name]
        reader = FormReader(form_fields(name, [unit], named))
        reader.read(read_parts(form.path))
        complaints += [f"{name}: {found.tag} {found.message}" for found in reader.complaints]
    assert complaints == []


def test_no_field_hides_behind_a_method() -> None:
    """A field id such as `items` would print Python instead of an answer."""
    ids = {field.id for sheet in ALL_SHEETS for field in sheet.fields}
    assert {name for name in ids if hasattr({}, name)} == set()


@pytest.mark.parametrize("unit", SHIPPED.values(), ids=lambda unit: unit.id)
def test_shipped_forms_print_every_answer(unit: Unit) -> None:
    """What a learner can type for a unit is printed somewhere, or there is a reason."""
    printed = printed_fields(load_pack(fictional.TEMPLATES, unit), unit)
    assert expected_fields(unit, used_fields(unit)) - printed == set()


def test_excuses_name_real_fields_that_are_not_printed() -> None:
    """The list of fields that need not be printed holds no stale entry."""
    known = {f"{sheet.name}.{field.id}" for sheet in ALL_SHEETS for field in sheet.fields}
    assert set(NOT_PRINTED) <= known
    printed = {name for unit in UNITS for name in printed_fields(load_pack(fictional.TEMPLATES, unit), unit)}
    said_besides = {"Evidence.kind", "Evidence.criteria", "References.type", "Learner.refuse_ilm_use"}
    assert set(NOT_PRINTED) & printed - said_besides == {"Narrative.criterion", "Narrative.section"}


def test_private_names_can_never_be_printed() -> None:
    """No tag reaches the sheet with the clients' real names, the learner's e-mail or a file's name."""
    sources = {source for entry in template_vocabulary(UNITS) for source in entry.fields}
    assert not any(source.startswith("Private.") for source in sources)
    assert not {"Learner.email", "Evidence.file", "Narrative.file"} & sources


def test_vocabulary_explains_every_tag_once_per_form() -> None:
    """Each tag is listed once for a form, with a meaning."""
    entries = template_vocabulary(UNITS)
    keys = [(entry.forms, entry.inside, entry.tag) for entry in entries]
    assert len(keys) == len(set(keys))
    assert all(entry.meaning for entry in entries)
