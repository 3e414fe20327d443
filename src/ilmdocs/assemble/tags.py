"""The tag trees of the parts become one, so that a screen reader reads the portfolio in order.

Each part becomes a `Part` under one `Document`. Pages without tags become one element each: text that can
be read is a paragraph, a picture is a figure with a description.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ilmdocs.assemble.tag_names import renamed, with_names
from ilmdocs.assemble.tag_walk import elements, items_of, kids_of, listed, number_tree, numbered_things

LANGUAGE = "en-GB"


class TagTree:
    """The tag tree of one portfolio, grown part by part; `finish` writes it into the catalogue."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self._element("Document", self._root)
        self._document.Lang = String(LANGUAGE)
        self._entries: list[pikepdf.Object] = []
        self._parts: dict[tuple[int, int], pikepdf.Object] = {}
        self._roles: dict[str, pikepdf.Object] = {}
        self._classes: dict[str, pikepdf.Object] = {}
        self._ids: dict[bytes, pikepdf.Object] = {}
        self._namespaces: list[pikepdf.Object] = []

    def graft(self, title: str, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
        """Take over the tag tree of a part whose pages are already in the portfolio.

        Args:
            title: of the part.
            source: the part; `has_tags(source)` must be true.
            pages: the part's pages in the portfolio.
        """
        tree = self._pdf.copy_foreign(source.make_indirect(source.Root.StructTreeRoot))
        part = self._part(title, [kid for kid in kids_of(tree) if isinstance(kid, Dictionary)])
        self._parts.update((page.obj.objgen, part) for page in pages)
        self._merge_names(tree, part)
        self._namespaces += list(listed(tree.get("/Namespaces")))
        old = dict(number_tree(tree.ParentTree))
        new: dict[int, int] = {}
        seen: set[tuple[int, int]] = set()
        for page in pages:
            for thing, key in numbered_things(page, seen):
                number = int(thing[key])
                if number not in old:
                    del thing[key]
                    continue
                if number not in new:
                    new[number] = self._enter(old[number])
                thing[key] = new[number]

    def describe(
        self,
        title: str,
        pages: Sequence[pikepdf.Page],
        readable: Sequence[bool],
        pictures: Sequence[Sequence[str]] = (),
    ) -> list[str]:
        """Give each page of an untagged part an element of its own.

        Args:
            title: of the part; it is the description of pages that are pictures.
            pages: the part's pages in the portfolio.
            readable: for each page, whether it holds text.
            pictures: for each page, the descriptions of the pictures that `mark_pictures` marked.

        Returns:
            For each page the operator that opens its content; `EMC` closes it.
        """
        part = self._part(title, [])
        openings = []
        told = pictures or [()] * len(pages)
        for number, (page, text, own) in enumerate(zip(pages, readable, told, strict=True), start=1):
            kind = "P" if text or own else "Figure"
            whole = f"{title}, page {number} of {len(pages)}, a picture" if kind == "Figure" else ""
            elements = [self._content(kind, part, page, 0, whole)]
            for said in own:
                elements.append(self._content("Figure", part, page, len(elements), said))
                elements.append(self._content("P", part, page, len(elements), ""))
            page.obj.StructParents = self._enter(Array(elements))
            openings.append(f"/{kind} <</MCID 0>> BDC\n")
        return openings

    def _content(
        self, kind: str, part: pikepdf.Object, page: pikepdf.Page, mark: int, alternative: str
    ) -> pikepdf.Object:
        """An element that holds one marked piece of a page."""
        element = self._element(kind, part, page)
        element.K = Array([mark])
        if alternative:
            element.Alt = String(alternative)
        part.K.append(element)
        return element

    def add_link(self, page: pikepdf.Page, note: pikepdf.Object, mark: int | None, alone: bool) -> None:
        """File a link under the text that it belongs to.

        Args:
            page: the page it is on, whose tags are in this tree.
            note: the link annotation.
            mark: the number of the tagged content that holds the link's text; None when the engine left
                that text untagged: the link then stands at the end of the part.
            alone: whether that content is the link's text and nothing else; it then moves into the link.
        """
        owner = self._parts[page.obj.objgen] if mark is None else self._owners(page)[mark]
        link = self._element("Link", owner, page)
        link.K.append(Dictionary(Type=Name.OBJR, Obj=note, Pg=page.obj))
        kids = list(kids_of(owner))
        place = next((i for i, kid in enumerate(kids) if _is_mark(kid, mark, owner, page)), None)
        if alone and mark is not None and place is not None:
            link.K.insert(0, kids[place])
            kids[place] = link
            self._owners(page)[mark] = link
        else:
            kids.append(link)
        owner.K = Array(kids)
        note.StructParent = self._enter(link)

    def _owners(self, page: pikepdf.Page) -> pikepdf.Object:
        """The elements that hold a page's tagged content, by its numbers."""
        return self._entries[int(page.obj.StructParents)]

    def finish(self) -> None:
        """Write the tree into the portfolio's catalogue."""
        root = self._root
        root.K = Array([self._document])
        pairs = [item for number, entry in enumerate(self._entries) for item in (number, entry)]
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(pairs)))
        root.ParentTreeNextKey = len(self._entries)
        if self._roles:
            root.RoleMap = Dictionary(self._roles)
        if self._classes:
            root.ClassMap = Dictionary(self._classes)
        if self._ids:
            names = [item for name in sorted(self._ids) for item in (String(name), self._ids[name])]
            root.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(names)))
        if self._namespaces:
            root.Namespaces = Array(self._namespaces)
        self._pdf.Root.StructTreeRoot = root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)
        self._pdf.Root.Lang = String(LANGUAGE)

    def _element(self, kind: str, parent: pikepdf.Object, page: pikepdf.Page | None = None) -> pikepdf.Object:
        element = Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, K=Array())
        if page is not None:
            element.Pg = page.obj
        return self._pdf.make_indirect(element)

    def _part(self, title: str, kids: Sequence[pikepdf.Object]) -> pikepdf.Object:
        if len(kids) == 1 and kids[0].get("/S") == Name.Document:
            part = kids[0]
            part.S, part.P = Name.Part, self._document
            part.K = Array(list(kids_of(part)))
        else:
            part = self._element("Part", self._document)
            for kid in kids:
                kid.P = part
                part.K.append(kid)
        part.T = String(title)
        self._document.K.append(part)
        return part

    def _enter(self, entry: pikepdf.Object) -> int:
        self._entries.append(entry)
        return len(self._entries) - 1

    def _merge_names(self, tree: pikepdf.Object, part: pikepdf.Object) -> None:
        """Merge roles, classes and ids; a name that means something else already gets a new one."""
        roles = {key: value for key, value in items_of(tree.get("/RoleMap")) if key != str(value)}
        classes = dict(items_of(tree.get("/ClassMap")))
        suffix = f"-{len(self._document.K)}"
        new_roles = renamed(roles, self._roles, suffix)
        new_classes = renamed(classes, self._classes, suffix)
        for key, value in roles.items():
            self._roles[new_roles.get(key, key)] = Name(new_roles.get(str(value), str(value)))
        for key, value in classes.items():
            self._classes[new_classes.get(key, key)] = value
        has_ids = "/IDTree" in tree
        if not (new_roles or new_classes or has_ids):
            return
        for element in elements(part):
            kind = str(element.get("/S"))
            if kind in new_roles:
                element.S = Name(new_roles[kind])
            if new_classes and "/C" in element:
                element.C = with_names(element.C, new_classes)
            if has_ids:
                self._rename_ids(element, suffix)

    def _rename_ids(self, element: pikepdf.Object, suffix: str) -> None:
        """Ids are unique in one part only, so each gets the part's number; table cells name their headers."""
        if "/ID" in element:
            element.ID = String(bytes(element.ID) + suffix.encode())
            self._ids[bytes(element.ID)] = element
        for attributes in listed(element.get("/A")):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                headers = [String(bytes(header) + suffix.encode()) for header in attributes.Headers]
                attributes.Headers = Array(headers)


def _is_mark(kid: Any, mark: int | None, owner: pikepdf.Object, page: pikepdf.Page) -> bool:
    if isinstance(kid, int):
        return kid == mark and owner.get("/Pg") == page.obj
    return (
        isinstance(kid, Dictionary)
        and kid.get("/MCID") == mark
        and kid.get("/Pg", owner.get("/Pg")) == page.obj
    )
