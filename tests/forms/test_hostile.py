"""Form packs that mean harm: nothing of them runs, nothing of them fills the memory, no run hangs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from docx import Document

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms.archive import read_parts
from ilmdocs.forms.reading import FormReader
from ilmdocs.forms.shapes import Fields
from ilmdocs.forms.template import FormTemplate
from ilmdocs.forms.values import Blank
from tests.forms.test_archive import edited, template

PAYLOADS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ text.__class__.__base__ }}",
    "{{ text['__class__'] }}",
    "{{ text|attr('__class__') }}",
    "{{ rows|map(attribute='__class__')|list }}",
    "{{ rows|selectattr('__class__.__mro__')|list|tojson }}",
    "{{ rows|groupby('__class__') }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ lipsum(n=100000) }}",
    "{{ range(100000)|list }}",
    "{{ dict(a=1) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ loop.__class__ }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(text) }}",
    "{{ '{:>999999999}'.format(text) }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ text|center(999999999) }}",
    "{{ text|indent(999999999) }}",
    "{{ 'a' * 999999999 }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ 'x'.join(rows) }}",
    "{{ text|list|join(text)|list|join(text) }}",
    "{{ text.replace('a', text).replace('a', text) }}",
    "{{ rows.append(1) }}",
    "{{ rows.clear() }}",
    "{{ text|safe }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends '/etc/passwd' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% autoescape false %}{{ text }}{% endautoescape %}",
    "{% filter safe %}{{ text }}{% endfilter %}",
    "{% set x %}{{ text }}{% endset %}{{ x }}",
    "{% for r in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{% set a = text ~ text %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "{% for a in text %}{% for b in text %}{% for c in text %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in text %}{% for b in text %}{{ text }}{% endfor %}{% endfor %}",
    "{% for a in 5 %}{% endfor %}",
    "{{ rows|sort }}",
    "{{ text.gi_frame.f_globals }}",
    "{{ missing }}",
    "{% if missing %}x{% endif %}",
    "{% debug %}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_form_is_refused_and_harms_nothing(tmp_path: Path, payload: str) -> None:
    """Each payload ends in a plain refusal that names the file and quotes no answer, within seconds."""
    started = time.process_time()
    data = {"text": "confidential " * 300, "rows": [{"a": "1"}, {"a": "2"}]}
    with pytest.raises(UnreadableInput, match=r"form\.docx") as refusal:
        FormTemplate(template(tmp_path, payload)).render(data, "title")
    assert "confidential" not in str(refusal.value)
    assert data["rows"] == [{"a": "1"}, {"a": "2"}]
    assert time.process_time() - started < 20


def test_what_forms_are_told_to_use_still_works(tmp_path: Path) -> None:
    """Conditions, loops with an else, names, comparisons and the allowed filters."""
    text = (
        "{% set first = rows|first %}{% for row in rows|selectattr('a')|list if row.a != '3' %}"
        "{{ loop.index }}{{ row.a|upper }}{% else %}none{% endfor %}"
        "{{ first.a if first.a is defined and not missing_is_never_asked|default('') else 'x' }}"
    )
    form = FormTemplate(template(tmp_path, text))
    rendered = form.render({"rows": [{"a": "one"}, {"a": "3"}, {"a": "two"}]}, "title")
    assert rendered.paragraphs[0].split() == ["1ONE2TWOone"]


@pytest.mark.parametrize(
    "start",
    [
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]>',
        b'<?xml version="1.0" encoding="UTF-7"?>',
        '<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16"),
    ],
)
def test_a_form_with_a_document_type_is_refused(tmp_path: Path, start: bytes) -> None:
    """Entities could be written out without end, and no Word document has any."""
    path = tmp_path / "form.docx"
    Document().save(str(path))
    declared = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    with pytest.raises(UnreadableInput, match="Word never does"):
        read_parts(edited(path, "word/document.xml", declared, start))


def test_a_form_with_a_damaged_stream_is_refused(tmp_path: Path) -> None:
    """A byte that the disk lost is told in plain words, whatever the library makes of it."""
    path = template(tmp_path, "{{ a }}")
    whole = path.read_bytes()
    for place in range(60, len(whole) - 60, 997):
        path.write_bytes(whole[:place] + b"\xff\x00\xff" + whole[place + 3 :])
        try:
            FormTemplate(path)
        except UnreadableInput:
            continue


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("{{ " + "(" * 3000 + "text" + ")" * 3000 + " }}", "far too many brackets"),
        ("{% if text %}" * 300 + "x" + "{% endif %}" * 300, "far too many brackets"),
        ("{% for r in rows %}" * 25 + "{% endfor %}" * 25, "far too many brackets"),
        ("{{ " + "9" * 6000 + " }}", "far too many brackets"),
        ("{{ text" + "|upper" * 5000 + " }}", "far too many brackets"),
        ("{% for a in text %}{% set x = text|upper|lower %}{% endfor %}", "looks through far too much"),
        (
            "{% for a in rows %}{% for b in text %}{{ text }}{{ text }}{% endfor %}{% endfor %}",
            "far too long",
        ),
        ("{{ text is divisibleby 0 }}", "broken tag"),
        ("{{ rows|selectattr('a') }}", "prints a list"),
        ("{{ rows }}", "prints a list"),
        ("{{ rows|upper }}", "treats a list"),
        ("{{ text|sort }}", "on something that is no list"),
        ("{{ text.upper }}", "prints a list or a group"),
        ("{% for r in rows %}{{ loop.cycle }}{% endfor %}", "prints a list or a group"),
    ],
)
def test_what_is_too_deep_too_long_or_no_text_is_refused_in_words(
    tmp_path: Path, typed: str, words: str
) -> None:
    """Python's own limits are told like any other mistake, and its own words for a list are never printed."""
    started = time.process_time()
    data = {"text": "x" * 30_000, "rows": [{"a": "1"}, {"a": "2"}]}
    with pytest.raises(UnreadableInput, match=words):
        FormTemplate(template(tmp_path, typed)).render(data, "title")
    assert time.process_time() - started < 20


def test_a_gap_stays_a_gap_whatever_a_form_does_with_texts(tmp_path: Path) -> None:
    """A missing answer prints its own words and has no length."""
    form = FormTemplate(template(tmp_path, "{{ a|upper }} {{ a|trim }} {{ a|length }} {{ none|title }}"))
    rendered = form.render({"a": Blank("Clients.a"), "none": None}, "title")
    assert " ".join(rendered.paragraphs[0].split()) == "not provided not provided 0 not provided"
    assert rendered.blanks == ("Clients.a",)


@pytest.mark.parametrize("text", ["a" * 1_500_000, "{ " * 200_000, "{{ " * 20_000, "{% " * 20_000])
def test_a_form_of_one_endless_paragraph_is_read_in_seconds(tmp_path: Path, text: str) -> None:
    """Whatever is said about it: no search of the check goes through it again and again."""
    reader = FormReader(Fields({}))
    parts = read_parts(template(tmp_path, text))
    started = time.process_time()
    reader.read(parts)
    assert time.process_time() - started < 20
    assert bool(reader.complaints) == ("{" in text)


def test_a_form_that_is_too_long_or_holds_another_document_is_refused(tmp_path: Path) -> None:
    """Said when the pack is read, not when a learner waits."""
    with pytest.raises(UnreadableInput, match="is far too long for a form"):
        read_parts(template(tmp_path, "a" * 17_000_000))
    relation = b'<Relationship Id="r9" Type="http://x/relationships/oleObject" Target="embeddings/a.bin"/>'
    end = b"</Relationships>"
    path = edited(template(tmp_path, "x"), "word/_rels/document.xml.rels", end, relation + end)
    with pytest.raises(UnreadableInput, match="holds an embedded object or another document"):
        read_parts(path)
