"""What the expressions inside a form's tags name, and which workbook fields they print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jinja2 import TemplateError, nodes

from ilmdocs.forms.environment import LIST_FILTERS, TEXT_FILTERS, ClosedEnvironment, compiled
from ilmdocs.forms.shapes import Fields, Leaf, Many, Shape
from ilmdocs.suggest import suggestion

_LOOP = Fields(
    {
        name: Leaf(frozenset(), "where the loop is")
        for name in ("index", "index0", "revindex", "revindex0", "first", "last", "length")
    }
)
_CHOOSING = ("selectattr", "rejectattr", "list", "sort", "reverse")
_ONE = ("first", "last")


class Unreadable(Exception):
    """A tag that cannot be understood or names something that is not there; never leaves the lint."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class Names:
    """The names that can be used at one spot of a form: its fields, and what for and set tags add."""

    def __init__(self, fields: Fields) -> None:
        self._environment = ClosedEnvironment()
        self._scopes: list[dict[str, Shape | None]] = [dict(fields.names)]

    def open(self, *, loop: bool = False) -> None:
        """Enter an if or, with `loop`, a for."""
        self._scopes.append({"loop": _LOOP} if loop else {})

    def close(self) -> None:
        """Leave it again: its names are gone."""
        self._scopes.pop()

    def close_all(self) -> None:
        """Leave everything that is still open."""
        del self._scopes[1:]

    def define(self, name: str, shape: Shape | None) -> None:
        """Add a name; without a shape anything may be asked of it."""
        self._scopes[-1][name] = shape

    def value(self, expression: str) -> Shape | None:
        """What an expression gives; None when that cannot be said.

        Raises:
            Unreadable: when it is no expression or names an unknown field.
        """
        return self._shape(self._parsed(expression))

    def many(self, expression: str) -> Shape | None:
        """What each turn of a loop through an expression has; None when that cannot be said.

        Raises:
            Unreadable: when it is no expression, names an unknown field or gives no list.
        """
        node = self._parsed(expression)
        shape = self._shape(node)
        if isinstance(shape, (Leaf, Fields)) or isinstance(node, nodes.Const):
            raise Unreadable(
                "This is not a list, so there is nothing to go through.", "Name a list, such as sessions."
            )
        return None if shape is None else shape.item

    def printed(self, expression: str) -> tuple[Shape | None, frozenset[str]]:
        """What an expression gives, and the workbook fields that show when it is printed.

        Raises:
            Unreadable: when it is no expression or names an unknown field.
        """
        node = self._parsed(expression)
        return self._shape(node), frozenset(self._sources(node))

    def prove(self, block: str) -> None:
        """Make sure that a tag of its own can be understood as a whole.

        Raises:
            Unreadable: when it cannot.
        """
        try:
            compiled(self._environment, block)
        except TemplateError as error:
            raise _not_understood(error.message or str(error)) from error

    def _parsed(self, expression: str) -> nodes.Node:
        source = f"{{{{ {expression} }}}}"
        try:
            compiled(self._environment, source)  # refuses unknown filters too
            output = self._environment.parse(source).find(nodes.Output)
        except TemplateError as error:
            raise _not_understood(error.message or str(error)) from error
        if output is None or not output.nodes:
            raise Unreadable("This tag is empty.", "Name a field in it, or remove it.")
        return output.nodes[0]

    def _shape(self, node: nodes.Node) -> Shape | None:
        """What an expression gives; None when that cannot be said and anything is allowed."""
        if isinstance(node, nodes.Name):
            return self._named(node.name)
        if isinstance(node, nodes.Getattr):
            return _member(self._shape(node.node), node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            base = self._shape(node.node)
            if isinstance(node.arg.value, str):
                return _member(base, node.arg.value)
            return base.item if isinstance(base, Many) else None
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node)
        for child in node.iter_child_nodes():
            self._shape(child)
        return None

    def _filtered(self, node: nodes.Filter) -> Shape | None:
        base = self._shape(node.node) if node.node is not None else None
        if isinstance(base, Many):
            if (
                node.name in ("selectattr", "rejectattr")
                and node.args
                and isinstance(node.args[0], nodes.Const)
            ):
                _member(base.item, str(node.args[0].value))
            if node.name in _CHOOSING:
                return base
            if node.name in _ONE:
                return base.item
        if isinstance(base, (Many, Fields)) and node.name in TEXT_FILTERS:
            raise Unreadable(
                f"“|{node.name}” is for a text, and this is none.", "Put it behind a single field."
            )
        if isinstance(base, (Leaf, Fields)) and node.name in LIST_FILTERS:
            raise Unreadable(f"“|{node.name}” is for a list, and this is none.", _without(node.name))
        return None

    def _named(self, name: str) -> Shape | None:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        known = [key for scope in self._scopes for key in scope]
        raise _unknown(name, known)

    def _sources(self, node: nodes.Node) -> Iterator[str]:
        shape = self._shape(node) if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)) else None
        if isinstance(shape, Leaf):
            yield from shape.sources
            return
        for child in node.iter_child_nodes():
            yield from self._sources(child)


def _not_understood(said: str) -> Unreadable:
    """The template language's complaint in words that need no knowledge of it."""
    if "got 'end of print statement'" in said and "Expected an expression" in said:
        return Unreadable("This tag is empty or breaks off.", "Name a field in it, or remove it.")
    if found := re.search(r"No filter named '(\w+)'", said):
        return Unreadable(
            f"This tag cannot be understood: forms do not know “|{found[1]}”.",
            _without(found[1]),
        )
    copy = "Check dots, brackets and quotation marks, or copy the tag from docs/templates.md."
    if found := re.search(r"got '(.+)'|unexpected '(.+)'|unexpected char '(.+)' at", said):
        stumbled = next(word for word in found.groups() if word)
        if stumbled.startswith("end of"):
            return Unreadable("This tag cannot be understood: it breaks off.", copy)
        return Unreadable(f"This tag cannot be understood from “{stumbled}” on.", copy)
    return Unreadable("This tag cannot be understood.", copy)


def _without(name: str) -> str:
    return f"Take away the bar and the word {name}."


def _member(base: Shape | None, name: str) -> Shape | None:
    if base is None:
        return None
    if isinstance(base, Fields):
        if name not in base.names:
            raise _unknown(name, base.names)
        return base.names[name]
    if isinstance(base, Many):
        raise Unreadable("This names a field of a list.", "Put it into a for tag that goes through the list.")
    raise Unreadable(f"This value has no field {name}.", "Remove the dot and what follows it.")


def _unknown(name: str, known: Iterable[str]) -> Unreadable:
    hint = suggestion(name, known).strip() or "docs/templates.md lists all fields."
    return Unreadable(f"There is no field named {name} here.", hint)
