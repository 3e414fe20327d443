"""The template engine, closed: escaping on, sandboxed, bounded, and an unknown field is an error.

A form pack may come from anybody, so a form can use what docs/templates.md shows and nothing else: fields,
`if`, `for`, `set`, comparisons and a few filters. No calls, no arithmetic, no joining of texts: with them
a form could reach for Python or fill the memory. How often loops turn and how much they write is limited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import StrictUndefined, Template, TemplateRuntimeError, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ilmdocs.forms.marks import finalise

MOST_TURNS = 200_000
"""Turns of all loops in one filling: 500 sessions with forty answers each are a tenth of it."""
MOST_TEXT = 128 * 1024 * 1024
"""Characters that one part of a form may become."""

_FILTERS = (
    "capitalize", "default", "first", "last", "length", "list", "lower", "rejectattr", "reverse",
    "selectattr", "sort", "title", "trim", "upper",
)  # fmt: skip
"""None of them returns ready-made markup or a text that is longer than what it was given."""
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.Name,
    nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Filter, nodes.Test, nodes.Keyword, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Tuple, nodes.List,
)  # fmt: skip
_COUNTED = "counted"


class _Counting(Context):
    """What one filling can see, and how often its loops have turned."""

    turns = 0


class ClosedEnvironment(ImmutableSandboxedEnvironment):
    """An environment in which data stays data.

    Values are escaped (without that the format loses everything after an `&` or `<`), a misspelt field
    raises instead of printing nothing, and a hostile template reaches neither Python nor the files.
    `names` are all names that its templates mention, those of their own loops among them.
    """

    context_class = _Counting

    def __init__(self) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, finalize=finalise, keep_trailing_newline=True
        )
        self.globals = {}
        self.names: set[str] = set()
        self.filters = {name: self.filters[name] for name in _FILTERS} | {_COUNTED: _counted}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Jinja's hook between reading and compiling a template: refuse what no form needs, count loops."""
        loops = []
        for node in source.find_all(nodes.Node):
            if type(node) not in _NODES:
                raise TemplateSyntaxError("forms use fields, if, for and set, and no more", node.lineno or 1)
            if isinstance(node, nodes.Name):
                self.names.add(node.name)
            elif isinstance(node, nodes.For):
                loops.append(node)
        for loop in loops:
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return super()._generate(source, name, filename, defer_init)


def fill(template: Template, data: Mapping[str, object]) -> str:
    """Fill a template of this environment.

    Raises:
        TemplateError: it asks for a field that does not exist, or for far too much.
        TypeError: it treats a value as something that it is not.
    """
    pieces: list[str] = []
    length = 0
    for piece in template.generate(data):
        length += len(piece)
        if length > MOST_TEXT:
            raise TemplateRuntimeError("it becomes far too long")
        pieces.append(piece)
    return "".join(pieces)


@pass_context
def _counted(context: _Counting, items: Iterable[object]) -> Iterator[object]:
    for item in items:
        context.turns += 1
        if context.turns > MOST_TURNS:
            raise TemplateRuntimeError("its loops never come to an end")
        yield item
