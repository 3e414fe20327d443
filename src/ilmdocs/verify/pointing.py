"""Proofs about targets: do links and bookmarks go where they say?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from ilmdocs.model.portfolio import Proof
from ilmdocs.proof.manifest import Manifest
from ilmdocs.verify.opened import Cited, Opened
from ilmdocs.verify.wording import proof, unproven


def prove_links(opened: Opened) -> Proof:
    """Every citation is a link, and the link goes to the page that is printed."""
    numbers = {_key(page.indirect_reference): i for i, page in enumerate(opened.reader.pages)}
    faults, count = [], 0
    for page in opened.citing():
        links = list(_links(opened.reader.pages[page.number - 1]))
        for cited in page.cited:
            count += 1
            if fault := _wrong_link(opened, cited, links, numbers):
                faults.append(f"Page {page.number}: {cited.citation} {fault}")
    if not count:
        return unproven("links", "No printed reference was found that could be a link.")
    return proof("links", faults, f"All {count} printed references are links to their pages.")


def prove_bookmarks(opened: Opened) -> Proof:
    """There is a bookmark for every part and section, and it goes to its page."""
    if opened.manifest is None:
        return unproven(
            "bookmarks", "The manifest inside the file is lost, so nothing says which there were."
        )
    found = list(_bookmarks(opened, opened.reader.outline))
    wanted = list(_wanted_bookmarks(opened.manifest))
    faults = []
    if len(found) != len(wanted):
        faults.append(f"There are {len(found)} bookmarks; {len(wanted)} were made.")
    else:
        for (title, page), (right_title, right_page) in zip(found, wanted, strict=True):
            if title != right_title:
                faults.append(f"The bookmark “{right_title}” is missing or has another title.")
            elif page != right_page:
                faults.append(f"The bookmark “{title}” does not go to page {right_page}.")
    return proof("bookmarks", faults, f"All {len(wanted)} bookmarks go to their pages.")


def _wrong_link(
    opened: Opened, cited: Cited, links: list[DictionaryObject], numbers: Mapping[Any, int]
) -> str | None:
    here = [link for link in links if all(_covers(link, box) for box in cited.boxes[:1])]
    if not here:
        return "is no link."
    targets = {_target(link, numbers) for link in here}
    shown = {opened.pages[index].stamp for index in targets if index is not None}
    pages = {stamp.page for stamp in shown if stamp is not None}
    if None in targets or pages != {cited.citation.page}:
        goes = f"page {min(pages)}" if pages else "no page of this file"
        return f"is a link to {goes}."
    return None


def _links(page: DictionaryObject) -> Iterator[DictionaryObject]:
    notes = page.get("/Annots")
    notes = notes.get_object() if notes is not None else ()
    for note in notes if isinstance(notes, ArrayObject) else ():
        entries = note.get_object()
        if isinstance(entries, DictionaryObject) and entries.get("/Subtype") == "/Link":
            yield entries


def _covers(link: DictionaryObject, box: tuple[float, float, float, float]) -> bool:
    edges = link.get("/Rect", ArrayObject()).get_object()
    if not isinstance(edges, ArrayObject) or len(edges) != 4:
        return False
    x0, y0, x1, y1 = (float(edge.get_object()) for edge in edges)
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return min(x0, x1) <= across <= max(x0, x1) and min(y0, y1) <= up <= max(y0, y1)


def _target(link: DictionaryObject, numbers: Mapping[Any, int]) -> int | None:
    """The place in the file of the page that a link goes to, from 0."""
    action = link.get("/A")
    action = action.get_object() if action is not None else None
    found = action.get("/D") if isinstance(action, DictionaryObject) else link.get("/Dest")
    found = found.get_object() if found is not None else None
    if not isinstance(found, ArrayObject) or not found:
        return None
    return numbers.get(_key(found[0]))


def _key(reference: object) -> tuple[int, int] | None:
    return (reference.idnum, reference.generation) if isinstance(reference, IndirectObject) else None


def _bookmarks(opened: Opened, outline: Any) -> Iterator[tuple[str, int | None]]:
    for item in outline:
        if isinstance(item, list):
            yield from _bookmarks(opened, item)
            continue
        index = opened.reader.get_destination_page_number(item)
        stamp = None if index is None or index < 0 else opened.pages[index].stamp
        yield str(item.title), None if stamp is None else stamp.page


def _wanted_bookmarks(manifest: Manifest) -> Iterator[tuple[str, int]]:
    for part in manifest.parts:
        yield (part.title if part.reference is None else f"{part.reference} {part.title}"), part.first_page
        for section in part.sections:
            yield section.title, section.page
