"""Finds what a PDF could do by itself, and copies pages without any of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pikepdf

from ilmdocs.attachments.pdfs import page_notes
from ilmdocs.attachments.streams import shorten_numbers, without_camera_data

_PAGE_KEYS = (
    "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit", "/Resources",
    "/Contents", "/Group",
)  # fmt: skip
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_HIDDEN_DATA = (
    "/Metadata",
    "/PieceInfo",
    "/AA",
    "/AF",
    "/OPI",
    "/LastModified",
    "/StructParent",
    "/StructParents",
)
_OUTSIDE = ("/F", "/FFilter", "/FDecodeParms", "/Ref", "/Alternates", "/PS")
"""In a stream: content in another file, a page of another file, other pictures, PostScript."""
MAX_LINKS = 1000
"""Links to web pages that are kept of one attachment; nobody follows more."""
_LETTER = (0, 0, 612, 792)

_ACTIONS = {
    "/JavaScript": "a script",
    "/Launch": "a link that starts a program",
    "/SubmitForm": "a button that sends data away",
    "/ImportData": "a button that reads data in",
    "/GoToR": "a link to another file",
    "/GoToE": "a link to an embedded file",
    "/Rendition": "a sound or film",
    "/Movie": "a film",
    "/Sound": "a sound",
}
_ANNOTATIONS = {
    "/FileAttachment": "a file attached to a page",
    "/RichMedia": "a sound or film",
    "/Movie": "a film",
    "/Sound": "a sound",
    "/Screen": "a sound or film",
    "/3D": "a 3D model",
    "/Text": "a comment",
    "/Popup": "",
    "/Link": "",
    "/Widget": "",
}


def copied_pages(source: pikepdf.Pdf, wanted: Sequence[int]) -> pikepdf.Pdf:
    """Copy pages into a new PDF: how they look and links to web pages, nothing else.

    What a page may keep is listed, so that anything unheard of stays behind. Size and rotation stay as
    they are; a page without a size becomes US Letter, as PDF readers show it.
    """
    target = pikepdf.Pdf.new()
    room = MAX_LINKS
    for number in wanted:
        page = source.pages[number].obj
        kept = {key: value for key in _PAGE_KEYS if (value := _attribute(page, key)) is not None}
        kept.setdefault("/MediaBox", pikepdf.Array(_LETTER))
        kept.setdefault("/Resources", pikepdf.Dictionary())
        links = [_web_link(item) for item in page_notes(source.pages[number]) if _web_address(item)][:room]
        room -= len(links)
        fresh = source.make_indirect(pikepdf.Dictionary(kept | {"/Type": pikepdf.Name.Page}))
        if links:
            fresh.Annots = pikepdf.Array(links)
        target.pages.append(pikepdf.Page(fresh))
    _without_hidden_data(target)
    return target


def _attribute(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    place: pikepdf.Object | None = page
    for _ in range(64):  # a chain of parents may be a ring
        if place is None or key in place or key not in _INHERITED:
            break
        place = place.get("/Parent")
    return None if place is None else place.get(key)


def _web_address(annotation: pikepdf.Object) -> str:
    action = annotation.get("/A")
    if annotation.get("/Subtype") != pikepdf.Name.Link or not isinstance(action, pikepdf.Dictionary):
        return ""
    if not isinstance(annotation.get("/Rect"), pikepdf.Array) or len(annotation.Rect) != 4:
        return ""
    address = action.get("/URI", "")
    address = str(address) if isinstance(address, pikepdf.String) else ""
    return address if address.lower().startswith(("https://", "http://")) else ""


def _web_link(annotation: pikepdf.Object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=annotation.Rect,
        Border=pikepdf.Array([0, 0, 0]),
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(_web_address(annotation))),
    )


def _without_hidden_data(pdf: pikepdf.Pdf) -> None:
    """Take metadata out of pictures and drawings too: a scanned photo keeps its place in there."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            hidden = _HIDDEN_DATA if isinstance(thing, pikepdf.Dictionary) else _HIDDEN_DATA + _OUTSIDE
            for key in hidden:
                if key in thing:
                    del thing[key]
        if isinstance(thing, pikepdf.Stream):
            without_camera_data(thing)
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            shorten_numbers(thing)


def active_content_notes(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Say in plain words what `copied_pages` leaves behind, most frequent first."""
    found: Counter[str] = Counter()
    links = 0
    for annotation in (item for page in pdf.pages for item in page_notes(page)):
        found[_ANNOTATIONS.get(str(annotation.get("/Subtype")), "")] += 1
        found[_action(annotation)] += 1
        links += bool(_web_address(annotation))
        if "/AA" in annotation:
            found["a script"] += 1
    for page in pdf.pages:
        found["a script"] += "/AA" in page.obj
    root = pdf.Root
    found["something that happens on opening"] += "/OpenAction" in root or "/AA" in root
    found[f"links to web pages beyond the first {MAX_LINKS:,}"] += links > MAX_LINKS
    names = root.get("/Names", pikepdf.Dictionary())
    found["a script"] += "/JavaScript" in names
    found["an embedded file"] += "/EmbeddedFiles" in names or "/Collection" in root
    return tuple(f"Left out: {what}{_times(count)}." for what, count in found.most_common() if what and count)


def _times(count: int) -> str:
    return "" if count == 1 else f" ({count} times)"


def _action(annotation: pikepdf.Object) -> str:
    action = annotation.get("/A")
    if not isinstance(action, pikepdf.Dictionary):
        return ""
    kind = str(action.get("/S", ""))
    if kind == "/URI" and not _web_address(annotation):
        return "a link that is no web address"
    return _ACTIONS.get(kind, "")
