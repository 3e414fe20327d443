"""Pictures and drawings of a PDF that refer to one another in circles.

Some programs give every drawing of a page one common list of all of them. Nothing is wrong with that, but
whoever follows the references one by one never comes to an end. What a drawing does not use is taken out of
its list; what then still goes round in circles, no reader can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from ilmdocs.attachments.problem import PRINT_IT, AttachmentUnreadable

_MOST_IN_A_CIRCLE = 5
"""A font may name itself, a drawing its mask and the other way round; more is no accident."""
_DEEPEST = 120
_REFERENCE = re.compile(rb"(?<![\w/])(\d+) (\d+) R\b")
_UPWARDS = re.compile(rb"/Parent \d+ \d+ R\b")
_LISTS = ("/XObject", "/Pattern")
_PLAIN = re.compile(r"/[\w.+-]+", re.ASCII)

_Id = tuple[int, int]
_References = dict[_Id, tuple[_Id, ...]]


def disentangle(pdf: pikepdf.Pdf, name: str) -> None:
    """Take out of drawings what they only list.

    Raises:
        AttachmentUnreadable: when drawings hold one another, or lie too deep in one another.
    """
    references = _references(pdf)
    circles = [circle for circle in _circles(references, name) if len(circle) > 1]
    if not any(len(circle) > _MOST_IN_A_CIRCLE for circle in circles):
        return
    for circle in circles:
        for key in circle:
            _without_unused(pdf.get_object(key))
    if any(len(circle) > _MOST_IN_A_CIRCLE for circle in _circles(_references(pdf), name)):
        raise _entangled(name)


def _entangled(name: str) -> AttachmentUnreadable:
    return AttachmentUnreadable(
        f'The drawings in the PDF "{name}" are entangled so that it cannot be taken over.',
        PRINT_IT,
    )


def _references(pdf: pikepdf.Pdf) -> _References:
    """Which object refers to which, those above it left out."""
    found: _References = {}
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            continue
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Pages:
            continue
        entries = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        written = _UPWARDS.sub(b"", entries.unparse(resolved=True))
        found[thing.objgen] = tuple(
            dict.fromkeys(
                (int(number), int(generation)) for number, generation in _REFERENCE.findall(written)
            )
        )
    return found


def _circles(references: Mapping[_Id, Sequence[_Id]], name: str) -> Iterator[list[_Id]]:
    """Groups of objects each of which leads to all of its group (Tarjan 1972, without recursion)."""
    number: dict[_Id, int] = {}
    lowest: dict[_Id, int] = {}
    pile: list[_Id] = []
    piled: set[_Id] = set()
    for start in references:
        way: list[tuple[_Id, Iterator[_Id]]] = []
        following: _Id | None = None if start in number else start
        while way or following is not None:
            if following is not None:
                if len(way) > _DEEPEST:
                    raise _entangled(name)
                number[following] = lowest[following] = len(number)
                pile.append(following)
                piled.add(following)
                way.append((following, iter(references.get(following, ()))))
            here, rest = way[-1]
            following = None
            for other in rest:
                if other not in number:
                    following = other
                    break
                if other in piled:
                    lowest[here] = min(lowest[here], number[other])
            if following is not None:
                continue
            way.pop()
            if way:
                above = way[-1][0]
                lowest[above] = min(lowest[above], lowest[here])
            if lowest[here] == number[here]:
                place = pile.index(here)
                circle = pile[place:]
                del pile[place:]
                piled.difference_update(circle)
                yield circle


def _without_unused(drawing: pikepdf.Object) -> None:
    """Give a drawing a list of its own with what its content mentions."""
    resources = drawing.get("/Resources") if isinstance(drawing, pikepdf.Stream) else None
    if not isinstance(resources, pikepdf.Dictionary):
        return
    content = drawing.read_bytes()
    kept = pikepdf.Dictionary(dict(resources.items()))
    for kind in _LISTS:
        listed = resources.get(kind)
        if isinstance(listed, pikepdf.Dictionary):
            kept[kind] = pikepdf.Dictionary(
                {key: value for key, value in listed.items() if _mentions(content, key)}
            )
    drawing.Resources = kept


def _mentions(content: bytes, key: str) -> bool:
    if not _PLAIN.fullmatch(key) or b"#" in content:
        return True  # a name may be written in several ways
    return re.search(re.escape(key.encode()) + rb"(?![\w.+-])", content) is not None
