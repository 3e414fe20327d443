"""An independent walk of a tag tree, with another library than the one that wrote it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject


@dataclass
class Walked:
    """What the tree says: element kinds in order, and which content each page's elements claim."""

    kinds: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    claimed: dict[int, list[int]] = field(default_factory=dict)
    linked: list[tuple[int, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def walk(pdf: bytes) -> Walked:
    """Walk the tree of a finished file and note everything that does not fit together."""
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.root_object["/StructTreeRoot"]
    pages = {
        page.indirect_reference.idnum: i for i, page in enumerate(reader.pages) if page.indirect_reference
    }
    numbers = root["/ParentTree"]["/Nums"]
    parents = {int(numbers[i]): numbers[i + 1].get_object() for i in range(0, len(numbers), 2)}
    walked = Walked(claimed={i: [] for i in range(len(reader.pages))})
    _element(root.raw_get("/K"), root, None, pages, parents, reader, walked)
    for index, page in enumerate(reader.pages):
        contents = page.get_contents()
        marks = _marks(b"" if contents is None else contents.get_data())
        if sorted(marks) != sorted(walked.claimed[index]):
            walked.problems.append(f"page {index + 1}: marked {marks}, claimed {walked.claimed[index]}")
        for note in page.get("/Annots", ArrayObject()):
            if note.get_object().get("/StructParent") not in parents:
                walked.problems.append(f"page {index + 1}: a note is not in the tree")
    return walked


def _marks(content: bytes) -> list[int]:
    return [int(number) for number in re.findall(rb"/MCID (\d+)", content)]


def _items(value: Any) -> Iterator[Any]:
    value = value.get_object() if not isinstance(value, ArrayObject) and _is_array(value) else value
    yield from value if isinstance(value, ArrayObject) else [value]


def _is_array(value: Any) -> bool:
    return isinstance(value, IndirectObject) and isinstance(value.get_object(), ArrayObject)


def _element(
    kids: Any, parent: Any, page: int | None, pages: Any, parents: Any, reader: Any, walked: Walked
) -> None:
    for kid in _items(kids):
        item: Any = kid.get_object()
        if isinstance(item, NumberObject):
            _claim(int(item), page, parent, parents, reader, walked)
            continue
        if not isinstance(item, DictionaryObject):
            walked.problems.append(f"{type(item).__name__} among the elements")
            continue
        _entry(item, parent, page, pages, parents, reader, walked)


def _entry(
    item: Any, parent: Any, page: int | None, pages: Any, parents: Any, reader: Any, walked: Walked
) -> None:
    here = _page(item, page, pages, walked)
    if item.get("/Type") == "/OBJR":
        note = item["/Obj"].get_object()
        walked.linked.append((here if here is not None else -1, note))
        if parents.get(note.get("/StructParent")) != parent:
            walked.problems.append("a note's parent in the parent tree is another element")
    elif item.get("/Type") == "/MCR":
        _claim(int(item["/MCID"]), here, parent, parents, reader, walked)
    else:
        if item["/P"].get_object() is not parent and item["/P"].get_object() != parent:
            walked.problems.append(f"{item['/S']} has another parent than the one it hangs on")
        walked.kinds.append(str(item["/S"])[1:])
        if "/T" in item:
            walked.titles.append(str(item["/T"]))
        _element(
            item.raw_get("/K") if "/K" in item else ArrayObject(), item, here, pages, parents, reader, walked
        )


def _page(item: DictionaryObject, page: int | None, pages: Any, walked: Walked) -> int | None:
    if "/Pg" not in item:
        return page
    reference = item.raw_get("/Pg")
    number = pages.get(reference.idnum) if isinstance(reference, IndirectObject) else None
    if number is None:
        walked.problems.append(f"{item.get('/S')} points to a page that is not in the file")
    return number


def _claim(mark: int, page: int | None, owner: Any, parents: Any, reader: Any, walked: Walked) -> None:
    assert page is not None
    walked.claimed[page].append(mark)
    entry = parents[reader.pages[page]["/StructParents"]]
    if entry[mark].get_object() != owner:
        walked.problems.append(f"page {page + 1}, content {mark}: the parent tree names another element")
