"""Looks of cells from one workbook added to the list of looks of another, each once."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from ilmdocs.workbook.parts import MAIN, local, place_before

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
    "colors", "extLst",
)  # fmt: skip
_OF_CELL = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


class StyleTable:
    """The looks that a workbook's cells share; what is added comes after what is there."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._known: dict[str, dict[bytes, int]] = {}

    def add(self, collection: str, item: etree._Element) -> int:
        """The number of a look in one of the collections; the same look gets no second number."""
        holder = self._collection(collection)
        known = self._known.get(collection)
        if known is None:
            items = [child for child in holder if isinstance(child.tag, str)]
            known = {_canonical(child): number for number, child in reversed(list(enumerate(items)))}
            self._known[collection] = known
        form = _canonical(item)
        if form not in known:
            known[form] = sum(isinstance(child.tag, str) for child in holder)
            holder.append(deepcopy(item))
            holder.set("count", str(known[form] + 1))
        return known[form]

    def take_in(self, other: etree._Element) -> tuple[list[int], list[int]]:
        """Add all looks of cells, and all looks under a condition, of another workbook's list.

        Returns:
            By their numbers there: the numbers of the cells' looks here, and of those under a condition.
        """
        moved = {
            collection: [self.add(collection, item) for item in _items(other, collection)]
            for collection in _OF_CELL.values()
        }
        cells = []
        for item in _items(other, "cellXfs"):
            look = deepcopy(item)
            for attribute, collection in _OF_CELL.items():
                look.set(attribute, str(moved[collection][int(look.get(attribute, "0"))]))
            look.set("xfId", "0")
            cells.append(self.add("cellXfs", look))
        return cells, [self.add("dxfs", item) for item in _items(other, "dxfs")]

    def _collection(self, name: str) -> etree._Element:
        for child in self._root:
            if local(child) == name:
                return child
        made = etree.Element(f"{{{MAIN}}}{name}", count="0")
        place_before(self._root, made, frozenset(_ORDER[_ORDER.index(name) + 1 :]))
        return made


def _items(root: etree._Element, collection: str) -> list[etree._Element]:
    return [item for holder in root if local(holder) == collection for item in holder]


def _canonical(item: etree._Element) -> bytes:
    return etree.tostring(item, method="c14n", exclusive=True, with_tail=False)
