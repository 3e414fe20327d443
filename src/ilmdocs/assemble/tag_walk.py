"""Walks the tag tree of a part: its elements, its number tree, what on a page is numbered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

_DEEPEST = 50


def has_tags(source: pikepdf.Pdf) -> bool:
    """Whether a PDF has a tag tree that can be taken over."""
    tree = source.Root.get("/StructTreeRoot")
    return isinstance(tree, Dictionary) and "/K" in tree and isinstance(tree.get("/ParentTree"), Dictionary)


def kids_of(element: pikepdf.Object) -> Iterator[Any]:
    """What an element holds: elements, numbers of tagged content, references to content and notes."""
    yield from listed(element.get("/K"))


def listed(value: Any) -> Iterator[Any]:
    """The items of an array; one value counts as an array of one, none as an empty one."""
    if isinstance(value, Array):
        yield from value
    elif value is not None:
        yield value


def items_of(value: Any) -> Iterator[tuple[str, Any]]:
    """The entries of a dictionary; none when it is no dictionary."""
    if isinstance(value, Dictionary):
        yield from ((str(key), item) for key, item in value.items())


def elements(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """An element and all below it, each once."""
    waiting, seen = [top], set()
    while waiting:
        element = waiting.pop()
        key = element.objgen
        if key in seen:
            continue
        if key[0]:  # an object of its own
            seen.add(key)
        yield element
        kids = element.get("/K")
        for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
            # most are numbers: to ask the library about those takes half of the time
            if not isinstance(kid, int) and isinstance(kid, Dictionary) and "/S" in kid:
                waiting.append(kid)


def number_tree(tree: pikepdf.Object, depth: int = 0) -> Iterator[tuple[int, pikepdf.Object]]:
    """The entries of a number tree."""
    pairs = list(listed(tree.get("/Nums")))
    for number, value in zip(pairs[::2], pairs[1::2], strict=False):
        yield int(number), value
    if depth < _DEEPEST:
        for kid in listed(tree.get("/Kids")):
            yield from number_tree(kid, depth + 1)


def numbered_things(page: pikepdf.Page, seen: set[tuple[int, int]]) -> Iterator[tuple[pikepdf.Object, str]]:
    """Everything on a page that has a number in the parent tree, with the key that holds it."""
    things = [page.obj, *listed(page.obj.get("/Annots")), *_forms(page.obj, 0)]
    for thing in things:
        if not hasattr(thing, "keys") or (thing.is_indirect and thing.objgen in seen):
            continue
        if thing.is_indirect:
            seen.add(thing.objgen)
        for key in ("/StructParents", "/StructParent"):
            if key in thing:
                yield thing, key


def _forms(owner: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    resources = owner.get("/Resources")
    if depth > 3 or not isinstance(resources, Dictionary):
        return
    for _, form in items_of(resources.get("/XObject")):
        yield form
        yield from _forms(form, depth + 1)
