"""Links: citations of the matrix and the contents page become links; a part's own links are kept if safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ilmdocs.assemble.framing import Frame
from ilmdocs.assemble.looking import Printed
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.proof.page_text import Box

_KEPT = {"/Type", "/Subtype", "/Rect", "/Border", "/F", "/Contents", "/StructParent", "/Dest", "/A"}
_PADDING = 2.0


def keep_own_links(
    source: pikepdf.Page, page: pikepdf.Page, pages: Mapping[tuple[int, int], pikepdf.Page], frame: Frame
) -> None:
    """Reduce a merged page's notes to web links and links inside the same part.

    Args:
        source: the page in the part's own file.
        page: the same page in the portfolio.
        pages: the portfolio's pages by the object number in the part's own file.
        frame: how the page was set.
    """
    own, merged = _notes(source), _notes(page)
    kept = [note for old, note in zip(own, merged, strict=True) if _safe(old, note, pages)]
    for note in kept:
        note.Rect = Array([round(edge, 3) for edge in frame.place(float(e) for e in note.Rect.as_list())])
    if kept:
        page.obj.Annots = Array(kept)
    elif "/Annots" in page.obj:
        del page.obj["/Annots"]


def has_other_notes(source: pikepdf.Pdf) -> bool:
    """Whether a part has notes, fields or marks that are no links and must be printed into its pages."""
    return any(note.get("/Subtype") != Name.Link for page in source.pages for note in _notes(page))


def cited_page(printed: Printed, allowed: Mapping[str, frozenset[int]], scan: str) -> int:
    """The page that a citation points to, after comparing it with the layout.

    Args:
        printed: the citation.
        allowed: by reference number, the pages on which that part or one of its sections starts.
        scan: the title of the part, when it is a learner's own file; else empty.

    Raises:
        UnreadableInput: when a learner's own file cites a page that is not right.
        IlmdocsError: when a page that we printed is not right.
    """
    citation = printed.citation
    pages = allowed.get(citation.reference)
    if pages is None or citation.page not in pages:
        truth = "no part has this reference" if pages is None else f"it starts on {_or(sorted(pages))}"
        if scan:
            raise UnreadableInput(
                f"Your file for “{scan}” says {citation}, but {truth}.",
                "Build without that file, print and sign the new page, and put its scan in place.",
            )
        raise IlmdocsError(
            f"The page references did not settle: {citation} is printed, but {truth}.",
            "Nothing was written. Build again; if it stays so, report it with the name of the form pack.",
        )
    return citation.page


def link_note(
    pdf: pikepdf.Pdf, page: pikepdf.Page, boxes: Sequence[Box], target: pikepdf.Page, words: str
) -> pikepdf.Object:
    """Make a link from boxes on a page, one a line, to the top of another page.

    Args:
        pdf: the portfolio.
        page: the page to put it on.
        boxes: left, bottom, right and top in points.
        target: the page to go to.
        words: what a screen reader says.
    """
    wide = [(x0 - _PADDING, y0 - _PADDING, x1 + _PADDING, y1 + _PADDING) for x0, y0, x1, y1 in boxes]
    left, bottom, right, top = zip(*wide, strict=True)
    quads = [edge for x0, y0, x1, y1 in wide for edge in (x0, y1, x1, y1, x0, y0, x1, y0)]
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            F=4,
            Border=Array([0, 0, 0]),
            Rect=Array(_rounded([min(left), min(bottom), max(right), max(top)])),
            QuadPoints=Array(_rounded(quads)),
            Contents=String(words),
            A=Dictionary(S=Name.GoTo, D=destination(target)),
        )
    )
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(note)
    return note


def destination(page: pikepdf.Page) -> pikepdf.Array:
    """The top of an upright page, at whatever size the reader looks at it."""
    return Array([page.obj, Name.XYZ, 0, page.obj.MediaBox[3], None])


def _safe(old: pikepdf.Object, note: pikepdf.Object, pages: Mapping[tuple[int, int], pikepdf.Page]) -> bool:
    if old.get("/Subtype") != Name.Link or not isinstance(old.get("/Rect"), Array) or len(old.Rect) != 4:
        return False
    action = old.get("/A")
    target: Any = old.get("/Dest")
    address: Any = None
    if isinstance(action, Dictionary):
        address = action.get("/URI") if action.get("/S") == Name.URI else None
        target = action.get("/D") if action.get("/S") == Name.GoTo else target
    for key in set(note.keys()) - _KEPT | ({"/A", "/Dest"} & set(note.keys())):
        del note[key]
    if isinstance(address, String) and str(address).casefold().startswith(("http://", "https://", "mailto:")):
        note.A = Dictionary(S=Name.URI, URI=String(bytes(address)))
        return True
    if isinstance(target, Array) and len(target) and isinstance(target[0], Dictionary):
        page = pages.get(target[0].objgen)
        if page is not None:
            note.A = Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]))
            return True
    return False


def _notes(page: pikepdf.Page) -> list[Any]:
    notes = page.obj.get("/Annots")
    found: Iterator[Any] = iter(notes.as_list() if isinstance(notes, Array) else [])
    return [note if isinstance(note, Dictionary) else Dictionary() for note in found]


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(number, 2) for number in numbers]


def _or(pages: Sequence[int]) -> str:
    listed = [f"p. {page}" for page in pages]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"
