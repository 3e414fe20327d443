"""Notes at cells: what is wrong there and what to do. A note that somebody else wrote stays above ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from ilmdocs.text.clean import clean_text
from ilmdocs.workbook.escapes import encode_escapes
from ilmdocs.workbook.fix_words import NOTE_START
from ilmdocs.workbook.note_boxes import NoteBoxes, box_height
from ilmdocs.workbook.note_marks import Span, our_parts, signature
from ilmdocs.workbook.parts import MAIN, RELATION, EditedPackage, empty, local, place_before
from ilmdocs.workbook.table_sheet import shortened

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AUTHOR = "ilmdocs"
_THREADED = "tc="
"""How the author of a note begins that only stands in for a conversation, which Excel shows in its place."""
_AFTER_DRAWING = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
        "extLst",
    }
)  # fmt: skip
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add_notes(package: EditedPackage, sheet: str, notes: Mapping[str, Sequence[str]]) -> None:
    """Add notes to cells of a sheet, each with its heading line in bold.

    Args:
        package: the workbook.
        sheet: the name of the sheet's part.
        notes: by the cell's address, its notes; several become one.
    """
    boxes = _boxes(package, sheet)
    if boxes is None:
        return  # drawn in a way that is no XML: better no note than a drawing less
    comments = _comments(package, sheet)
    authors, holder = _child(comments, "authors"), _child(comments, "commentList")
    here = {item.get("ref", ""): item for item in holder if local(item) == "comment"}
    for address, texts in notes.items():
        comment = here.get(address)
        if comment is None:
            comment = etree.SubElement(holder, f"{{{MAIN}}}comment", ref=address, authorId=_author(authors))
            etree.SubElement(comment, f"{{{MAIN}}}text")
        elif _is_conversation(comment, authors):
            continue
        _append(_child(comment, "text"), texts)
        boxes.fit(address, box_height(_text(comment)))
    holder[:] = sorted(holder, key=lambda item: _place(item.get("ref", "")))


def remove_notes(package: EditedPackage, sheet: str) -> None:
    """Take the notes of an earlier annotated copy off; what somebody else wrote above or below them stays."""
    part = package.related(sheet, "comments")
    if part is None or package.found(part) is None:
        return
    if not package.holds(package.found(part) or part, NOTE_START.encode()):
        return
    boxes = _boxes(package, sheet)
    tree = package.tree(part)
    for comment in [item for item in tree.iter() if local(item) == "comment"]:
        ours = our_parts(_text(comment))
        if not ours:
            continue
        holder = comment.getparent()
        if _is_all(_text(comment), ours) and holder is not None and boxes is not None:
            holder.remove(comment)
            boxes.remove(comment.get("ref", ""))
        else:
            _cut_out(comment, ours)
            _give_away(comment, _child(tree, "authors"))


def _boxes(package: EditedPackage, sheet: str) -> NoteBoxes | None:
    """The boxes in which a sheet's notes are shown; a sheet without any gets a part for them."""
    tree = package.tree(sheet)
    link = next((item for item in tree if local(item) == "legacyDrawing"), None)
    if link is None:
        part = package.free_name("xl/drawings/vmlDrawing{}.vml")
        boxes = NoteBoxes.empty()
        package.add_default_type("vml", _VML_TYPE)
        package.add(part, boxes.root, "")
        element = etree.Element(f"{{{MAIN}}}legacyDrawing", nsmap={"r": RELATION})
        element.set(f"{{{RELATION}}}id", package.relate(sheet, "vmlDrawing", part))
        place_before(tree, element, _AFTER_DRAWING)
        return boxes
    wanted = link.get(f"{{{RELATION}}}id")
    for item, _, target in package.relations(sheet):
        if item.get("Id") == wanted:
            try:
                return NoteBoxes(package.tree(target))
            except etree.XMLSyntaxError:
                return None
    return None


def _comments(package: EditedPackage, sheet: str) -> etree._Element:
    part = package.related(sheet, "comments")
    if part is not None:
        return package.tree(part)
    part = package.free_name("xl/comments{}.xml")
    root = empty("comments", MAIN)
    etree.SubElement(root, f"{{{MAIN}}}authors")
    etree.SubElement(root, f"{{{MAIN}}}commentList")
    package.add(part, root, _TYPE)
    package.relate(sheet, "comments", part)
    return root


def _child(element: etree._Element, name: str) -> etree._Element:
    found = next((child for child in element if local(child) == name), None)
    return etree.SubElement(element, f"{{{MAIN}}}{name}") if found is None else found


def _author(authors: etree._Element) -> str:
    names = [item.text or "" for item in authors]
    if _AUTHOR not in names:
        etree.SubElement(authors, f"{{{MAIN}}}author").text = _AUTHOR
        return str(len(names))
    return str(names.index(_AUTHOR))


def _is_conversation(comment: etree._Element, authors: etree._Element) -> bool:
    names = [item.text or "" for item in authors]
    number = int(comment.get("authorId", "0"))
    return 0 <= number < len(names) and names[number].startswith(_THREADED)


def _append(text: etree._Element, notes: Sequence[str]) -> None:
    """Add notes below what stands there; a text without runs becomes a run."""
    plain = [child for child in text if local(child) == "t"]
    for child in plain:
        run = etree.Element(f"{{{MAIN}}}r")
        text.replace(child, run)
        run.append(child)
    runs = [child for child in text if local(child) == "r"]
    begun = bool(runs)
    for note in notes:
        words = clean_text(shortened(note)).text
        head, _, rest = words.partition("\n")
        _run(text, ("\n\n" if begun else "") + head, bold=True)
        _run(text, f"\n{rest}\n{signature(words)}", bold=False)
        begun = True


def _run(text: etree._Element, content: str, *, bold: bool) -> None:
    run = etree.SubElement(text, f"{{{MAIN}}}r")
    look = etree.SubElement(run, f"{{{MAIN}}}rPr")
    if bold:
        etree.SubElement(look, f"{{{MAIN}}}b")
    etree.SubElement(look, f"{{{MAIN}}}sz", val="9")
    etree.SubElement(look, f"{{{MAIN}}}rFont", val="Arial")
    holder = etree.SubElement(run, f"{{{MAIN}}}t")
    holder.text = encode_escapes(content)
    holder.set(_SPACE, "preserve")


def _pieces(comment: etree._Element) -> list[etree._Element]:
    """The elements that hold the text of a note, in order; a guide to pronunciation is none of it."""
    return [
        item
        for item in comment.iter()
        if local(item) == "t" and (parent := item.getparent()) is not None and local(parent) in {"text", "r"}
    ]


def _text(comment: etree._Element) -> str:
    return "".join(item.text or "" for item in _pieces(comment))


def _is_all(text: str, spans: Sequence[Span]) -> bool:
    """Whether nothing but blanks is left of a note without some parts."""
    at = 0
    left = ""
    for start, end in spans:
        left, at = left + text[at:start], end
    return not (left + text[at:]).strip()


def _cut_out(comment: etree._Element, spans: Sequence[Span]) -> None:
    """Take parts out of a note; the rest keeps its looks."""
    place = 0
    for piece in _pieces(comment):
        content = piece.text or ""
        cuts = [(start - place, end - place) for start, end in spans]
        kept = "".join(
            letter for at, letter in enumerate(content) if not any(start <= at < end for start, end in cuts)
        )
        place += len(content)
        if kept != content:
            piece.text = kept
            piece.set(_SPACE, "preserve")
        run = piece.getparent()
        if not kept and run is not None and local(run) == "r" and (holder := run.getparent()) is not None:
            holder.remove(run)


def _give_away(comment: etree._Element, authors: etree._Element) -> None:
    """What is left of a note of ours is no note of ours: others know ours by their author."""
    names = [item.text or "" for item in authors]
    number = int(comment.get("authorId", "0"))
    if not 0 <= number < len(names) or names[number] != _AUTHOR:
        return
    if "" not in names:
        etree.SubElement(authors, f"{{{MAIN}}}author").text = ""
        names.append("")
    comment.set("authorId", str(names.index("")))


def _place(address: str) -> tuple[int, int, str]:
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :] or 0), len(letters), letters
