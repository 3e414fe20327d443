"""The list of fields that forms may print is the data that filling offers, and nothing is lost."""

from __future__ import annotations

import pytest

from ilmdocs.forms import load_pack, printed_fields, template_vocabulary
from ilmdocs.forms.context import Sources, build_context
from ilmdocs.forms.fields import form_fields, known_forms
from ilmdocs.forms.shapes import Fields, Many, Shape
from ilmdocs.forms.unprinted import NOT_PRINTED, expected_fields
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.schema import ALL_SHEETS

from . import fictional

UNITS = (fictional.unit(), fictional.unit("8585-302"))
GIVEN = fictional.submission()
PLAN = fictional.planned(GIVEN)


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


@pytest.mark.parametrize("form", sorted(known_forms(UNITS)))
def test_described_fields_are_the_data(form: str) -> None:
    """A tag that the lint accepts can be filled, and a tag that it refuses cannot."""
    part = fictional.part_for(PLAN, form)
    context = build_context(Sources(part, PLAN, GIVEN))
    shape = form_fields(form, [PLAN.unit])
    wording = {name: value for name, value in shape.names.items() if name != "unit"}
    assert differences(Fields(wording), {k: v for k, v in context.items() if k != "unit"}, "") == []
    assert differences(shape.names["unit"], context["unit"], "unit") == []


def test_no_field_hides_behind_a_method() -> None:
    """A field id such as `items` would print Python instead of an answer."""
    ids = {field.id for sheet in ALL_SHEETS for field in sheet.fields}
    assert {name for name in ids if hasattr({}, name)} == set()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_shipped_forms_print_every_answer(unit: Unit) -> None:
    """What a learner can type for a unit is printed somewhere, or there is a reason."""
    printed = printed_fields(load_pack(fictional.TEMPLATES, unit), unit)
    assert expected_fields(unit) - printed == set()


def test_excuses_name_real_fields_that_are_not_printed() -> None:
    """The list of fields that need not be printed holds no stale entry."""
    known = {f"{sheet.name}.{field.id}" for sheet in ALL_SHEETS for field in sheet.fields}
    assert set(NOT_PRINTED) <= known
    printed = printed_fields(load_pack(fictional.TEMPLATES, UNITS[0]), UNITS[0])
    sometimes = {"Evidence.kind", "References.type", "Learner.refuse_ilm_use"}
    assert set(NOT_PRINTED) & printed - sometimes == set()


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
