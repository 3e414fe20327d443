"""The template engine, closed: escaping on, sandboxed, bounded, and an unknown field is an error.

A form pack may come from anybody, so a form can use what docs/templates.md shows and nothing else: fields,
`if`, `for`, `set`, comparisons, a few filters and tests. No calls, no arithmetic, no joining of texts: with
them a form could reach for Python or fill the memory. How often loops turn, how much filters look through and
how much is written is limited, by counting and not by the clock, so that a form fails always or never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ilmdocs.forms.marks import finalise
from ilmdocs.forms.values import Blank, Picture

MOST_TURNS = 200_000
"""Turns of all loops in one filling: 500 sessions with forty answers each are a tenth of it."""
MOST_LOOKED_AT = 5_000_000
"""What the filters of one filling may look at: two seconds, where forms need milliseconds."""
MOST_TEXT = 64 * 1024 * 1024
"""Characters that one part of a form may become: as much as a whole document that is read may hold."""

TEXT_FILTERS = ("capitalize", "lower", "title", "trim", "upper")
LIST_FILTERS = ("first", "last", "list", "rejectattr", "reverse", "selectattr", "sort")
_FILTERS = ("default", "length", *TEXT_FILTERS, *LIST_FILTERS)
"""None of them returns ready-made markup or a text that is longer than what it was given."""
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.Name,
    nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Filter, nodes.Test, nodes.Keyword, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Tuple, nodes.List,
)  # fmt: skip
_TESTS = ("defined", "undefined", "none", "string", "number", "in", "eq", "ne", "lt", "le", "gt", "ge")
"""What can be asked of a value: nothing that divides, calls or looks into the engine."""
_COUNTED, _WEIGHED = " counted", " weighed"
"""Filters of ours; no form can name them, because their names begin with a space."""


class _Counting(Context):
    """What one filling can see, how often its loops have turned and how much its filters have looked at."""

    turns = 0
    looked_at = 0


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
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters |= {name: _on_text(self.filters[name]) for name in TEXT_FILTERS} | {"length": _length}
        self.filters |= {_COUNTED: _counted, _WEIGHED: _weighed}
        self.tests = {name: self.tests[name] for name in _TESTS}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Jinja's hook between reading and compiling a template: refuse what no form needs, count on."""
        for node in list(source.find_all(nodes.Node)):
            if type(node) not in _NODES:
                raise TemplateSyntaxError("forms use fields, if, for and set, and no more", node.lineno or 1)
            if isinstance(node, nodes.Name):
                self.names.add(node.name)
            elif isinstance(node, nodes.For):
                node.iter = _through(node.iter, _COUNTED)
            elif isinstance(node, nodes.Filter) and node.node is not None:
                node.node = _through(node.node, _WEIGHED, nodes.Const(node.name))
        return super()._generate(source, name, filename, defer_init)


def _through(value: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    assert isinstance(value, nodes.Expr)
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=value.lineno)


def compiled(environment: ClosedEnvironment, source: str) -> Template:
    """A template of an environment.

    Raises:
        TemplateError: the source is no template, uses what no form needs, or is nested beyond all measure.
    """
    try:
        return environment.from_string(source)
    except (
        RecursionError,
        SyntaxError,
        ValueError,
        OverflowError,
        MemoryError,
    ) as error:  # Python's own limits
        raise TemplateSyntaxError("it holds far too many brackets, tags or digits", 1) from error


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


@pass_context
def _weighed(context: _Counting, value: object, name: str) -> object:
    """What a filter is given, counted, so that no loop can make filters look through long texts for ever."""
    context.looked_at += len(value) if isinstance(value, (str, list, tuple)) else 1
    if context.looked_at > MOST_LOOKED_AT:
        raise TemplateRuntimeError("it looks through far too much")
    if name in LIST_FILTERS and isinstance(value, (str, int, float)):
        raise TemplateRuntimeError(f"it uses “|{name}” on something that is no list")
    return value


def _on_text(wanted: Callable[[str], str]) -> Callable[[object], object]:
    """A filter for texts that leaves a gap a gap; of a list it would print how Python writes it."""

    def filtering(value: object) -> object:
        if value is None or isinstance(value, (Blank, Picture)):
            return value
        if isinstance(value, Undefined):
            return str(value)  # says which field there is not
        if not isinstance(value, (str, int, float)):
            raise TemplateRuntimeError("it treats a list or a group of fields as a text")
        return wanted(str(value))

    return filtering


def _length(value: object) -> int:
    return 0 if value is None or isinstance(value, Blank) else len(value)  # type: ignore[arg-type]
