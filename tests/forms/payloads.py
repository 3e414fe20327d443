"""Template injections that really do harm where nothing keeps them from it, and places of a form to put them.

Each payload leaves a mark outside: it makes the file `@F@` or sets the environment variable of `MARKED`.
`tests/forms/test_injection.py` first proves that each of them works in an open template engine.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MARKED = "ILMDOCS_TEST_INJECTED"
_ACT = "os.system('echo > @F@')"
_OS = f"lipsum.__globals__.{_ACT}"

PAYLOADS = (
    f"{{{{ cycler.__init__.__globals__.{_ACT} }}}}",
    f"{{{{ cycler.next.__globals__.{_ACT} }}}}",
    f"{{{{ joiner.__init__.__globals__.{_ACT} }}}}",
    f"{{{{ namespace.__init__.__globals__.{_ACT} }}}}",
    f"{{{{ {_OS} }}}}",
    "{{ lipsum.__globals__['os'].popen('echo > @F@').close() }}",
    "{{ lipsum.__globals__.__builtins__.open('@F@', 'w').close() }}",
    "{{ lipsum.__globals__['__builtins__']['eval'](\"open('@F@', 'w').close()\") }}",
    "{{ lipsum.__globals__['__builtins__'].exec(\"open('@F@', 'w').close()\") }}",
    "{{ self.__init__.__globals__.__builtins__.__import__('os').system('echo > @F@') }}",
    "{{ missing.__init__.__globals__.__builtins__.open('@F@', 'w').close() }}",
    "{{ cycler.__init__.__globals__.__builtins__.__import__('pathlib').Path('@F@').touch() }}",
    f"{{{{ (lipsum|attr('__globals__')).{_ACT} }}}}",
    f"{{{{ (lipsum|attr('__glo' ~ 'bals__')).{_ACT} }}}}",
    f"{{{{ (lipsum|attr(['__glo', 'bals__']|join)).{_ACT} }}}}",
    f"{{{{ lipsum['__glo\\x62als__'].{_ACT} }}}}",
    f"{{{{ lipsum[('__slabolg__'|reverse)].{_ACT} }}}}",
    "{{ [lipsum]|map(attribute='__globals__.os.system')|map('string')|list }}{{ " + _OS + " }}",
    f"{{{{ 'x' if {_OS} else 'y' }}}}",
    f"{{{{ missing|default({_OS}) }}}}",
    f"{{{{ 'x'|center({_OS}) }}}}",
    f"{{{{ '%s'|format({_OS}) }}}}",
    f"{{{{ '{{0}}'.format({_OS}) }}}}",
    f"{{{{ dict(a={_OS}) }}}}",
    f"{{{{ [1, 2][{_OS}] }}}}",
    f"{{{{ ({_OS})|safe }}}}",
    f"{{%- if {_OS} -%}}{{%- endif -%}}",
    f"{{% for x in [{_OS}] %}}{{% endfor %}}",
    "{% for name, value in lipsum.__globals__.items() if name == 'os' %}"
    "{{ value.system('echo > @F@') }}{% endfor %}",
    "{% for c in ''.__class__.__base__.__subclasses__() %}{% if c.__name__ == '_wrap_close' %}"
    "{{ c.__init__.__globals__['system']('echo > @F@') }}{% endif %}{% endfor %}",
    f"{{% set x = {_OS} %}}",
    f"{{% set x %}}{{{{ {_OS} }}}}{{% endset %}}",
    f"{{% with x = {_OS} %}}{{% endwith %}}",
    f"{{% macro m() %}}{{{{ {_OS} }}}}{{% endmacro %}}{{{{ m() }}}}",
    f"{{% macro m() %}}{{{{ caller() }}}}{{% endmacro %}}{{% call m() %}}{{{{ {_OS} }}}}{{% endcall %}}",
    f"{{% filter upper %}}{{{{ {_OS} }}}}{{% endfilter %}}",
    f"{{% autoescape false %}}{{{{ {_OS} }}}}{{% endautoescape %}}",
    f"{{% block b %}}{{{{ {_OS} }}}}{{% endblock %}}",
    f"{{% import ({_OS}) ~ '' as x %}}",
    f"{{% include ({_OS}) ~ '' ignore missing %}}",
    f"{{% extends ({_OS}) ~ '' %}}",
    f"{{{{ lipsum.__globals__.os.environ.update({{'{MARKED}': '@F@'}}) }}}}",
)

DATA = (
    *PAYLOADS,
    "{_{ 7*7 }_}", "{_% if x %_}", "{{ 7*7 }}", "{%tr endfor %}", "{{r x }}", "{# gone #}",
    "{%p for a in b %}", "{% raw %}", "{%- x -%}", "}} {{", "%} {%", "{ { a } }", "[[client.profile]]",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{{", "}}", "{%", "%}", "{#", "#}",
)  # fmt: skip
"""What a learner may type: all of these, and what the template language and its Word dialect treat apart."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_END = b"<w:sectPr"
_PIECES = 7

Parts = dict[str, bytes]


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(text: str) -> str:
    return f"<w:p>{_run(text)}</w:p>"


def _cell(text: str) -> str:
    return (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc>'
        f'<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{_paragraph(text)}</w:tc></w:tr></w:tbl><w:p/>'
    )


def _cut(text: str) -> str:
    return f"<w:p>{''.join(_run(text[i : i + _PIECES]) for i in range(0, len(text), _PIECES))}</w:p>"


def _box(text: str) -> str:
    return (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{_paragraph(text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def _description(text: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}"><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="7" name="x" descr={quoteattr(text)}/></wp:inline></w:drawing></w:r></w:p>'
    )


def _field(text: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> QUOTE '
        f'{escape(text)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run("shown")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _body(around: Callable[[str], str], parts: Parts, texts: Sequence[str]) -> None:
    inside = "".join(map(around, texts)).encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(_END, inside + _END, 1)


def _part(kind: str, root: str, around: str, parts: Parts, texts: Sequence[str]) -> None:
    """A part of its own, such as a header."""
    inside = "".join(around.replace("@", _paragraph(text)) for text in texts)
    parts[f"word/{kind}9.xml"] = f'<w:{root} xmlns:w="{_W}">{inside}</w:{root}>'.encode()
    declared = f'<Override PartName="/word/{kind}9.xml" ContentType="{_TYPE}.{kind}+xml"/></Types>'
    related = f'<Relationship Id="rId{kind}" Type="{_R}/{kind}" Target="{kind}9.xml"/></Relationships>'
    for name, end, more in (
        ("[Content_Types].xml", b"</Types>", declared),
        ("word/_rels/document.xml.rels", b"</Relationships>", related),
    ):
        parts[name] = parts[name].replace(end, more.encode())


def _properties(parts: Parts, texts: Sequence[str]) -> None:
    words = escape(" ".join(texts))
    more = f'<dc:subject xmlns:dc="http://purl.org/dc/elements/1.1/">{words}</dc:subject>'
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"</cp:coreProperties>", f"{more}<cp:category>{words}</cp:category></cp:coreProperties>".encode()
    )


Put = Callable[[Parts, Sequence[str]], None]


def _in_body(around: Callable[[str], str]) -> Put:
    return lambda parts, texts: _body(around, parts, texts)


def _in_part(kind: str, root: str, around: str = "@") -> Put:
    return lambda parts, texts: _part(kind, root, around, parts, texts)


SHOWN: dict[str, Put] = {
    "paragraph": _in_body(_paragraph),
    "table cell": _in_body(_cell),
    "split runs": _in_body(_cut),
    "text box": _in_body(_box),
    "content control": _in_body(
        lambda text: f"<w:sdt><w:sdtContent>{_paragraph(text)}</w:sdtContent></w:sdt>"
    ),
    "link": _in_body(lambda text: f'<w:p><w:hyperlink w:anchor="x">{_run(text)}</w:hyperlink></w:p>'),
    "hidden text": _in_body(
        lambda text: _paragraph(text).replace("<w:t", "<w:rPr><w:vanish/></w:rPr><w:t", 1)
    ),
    "inserted by a tracked change": _in_body(
        lambda text: f'<w:p><w:ins w:id="1" w:author="x">{_run(text)}</w:ins></w:p>'
    ),
    "header": _in_part("header", "hdr"),
    "footer": _in_part("footer", "ftr"),
    "footnote": _in_part("footnotes", "footnotes", '<w:footnote w:id="5">@</w:footnote>'),
}
"""Places whose text is printed: a tag there would be filled in."""
UNSHOWN: dict[str, Put] = {
    "code of a field": _in_body(_field),
    "code of a simple field": _in_body(
        lambda text: f"<w:p><w:fldSimple w:instr={quoteattr(f'QUOTE {text}')}>{_run('x')}</w:fldSimple></w:p>"
    ),
    "description of a picture": _in_body(_description),
    "name of a bookmark": _in_body(
        lambda text: (
            f'<w:p><w:bookmarkStart w:id="3" w:name={quoteattr(text)}/><w:bookmarkEnd w:id="3"/></w:p>'
        )
    ),
    "deleted by a tracked change": _in_body(
        lambda text: (
            f'<w:p><w:del w:id="1" w:author="x">{_run(text).replace("w:t", "w:delText")}</w:del></w:p>'
        )
    ),
}
"""Places of the same parts where nothing may be filled in."""
UNREAD: dict[str, Put] = {
    "comment": _in_part("comments", "comments", '<w:comment w:id="0" w:author="x">@</w:comment>'),
    "properties of the file": _properties,
}
"""Parts that no portfolio gets."""


def put_into(form: Path, put: Put, texts: Sequence[str]) -> None:
    """Put texts into a form on disk."""
    with zipfile.ZipFile(form) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    put(parts, texts)
    with zipfile.ZipFile(form, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
