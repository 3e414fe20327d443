"""Opens a learner's Word document with care and cleans it: what leaves here may be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ilmdocs.answers import problem
from ilmdocs.answers.cleaning import alternative_texts, clean, clean_settings, cut_links
from ilmdocs.answers.content import objects, revisions, shapes
from ilmdocs.answers.problem import Remark, refusal
from ilmdocs.answers.story import Notes, Paragraph, Story
from ilmdocs.answers.styles import Style, W, read_styles
from ilmdocs.picture_data import without_metadata
from ilmdocs.word.closing import closed, reachable
from ilmdocs.word.package import (
    Flaw,
    FlawedPackage,
    parse_xml,
    part_of_type,
    related,
    styles_part,
    text_parts,
    to_bytes,
    unpack,
)

_CUT = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people", "/customXml",
        "/customXmlProps", "/glossaryDocument", "/extended-properties", "/custom-properties", "/thumbnail",
        "/printerSettings", "/documenttasks", "/mailMergeSource", "/recipientData", "/core-properties",
        "/digital-signature/origin")  # fmt: skip
"""Kinds of relationship that lead to what is never printed and may name people."""
_MOST_XML = 16 * 1024 * 1024
_MOST_TAGS = 300_000
"""A hundred pages as Word writes them have a third of either."""
_MOST_LETTERS = 600_000
"""A hundred thousand words."""
_PDF = b"%PDF-"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_SAVED_BY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cleaned document.

    `parts` are its package, without properties; `paragraphs` its text in order, `margins` the text of
    headers, footers and pictures' descriptions. `remarks` say what was found. `is_settled` is False while it
    has tracked changes: then nobody can say what its text is.
    """

    parts: Mapping[str, bytes]
    paragraphs: tuple[Paragraph, ...]
    margins: tuple[str, ...]
    remarks: tuple[Remark, ...]
    is_settled: bool


def prepare(data: bytes, name: str, learner: str) -> Prepared:
    """Read and clean a learner's document.

    Args:
        data: the file's bytes.
        name: how the learner named it, for messages.
        learner: the learner's name: another one in the properties is worth a look.

    Raises:
        AnswerUnusable: when it is no Word document that can be read, or holds macros.
    """
    if data.startswith(_PDF):
        raise problem.pdf(name)
    try:
        return _prepared(unpack(data), name, learner)
    except FlawedPackage as error:
        raise refusal(error.flaw, name) from error
    except RecursionError as error:  # tables in tables in tables
        raise refusal(Flaw.ODD, name) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(Flaw.DAMAGED, name) from error


def _prepared(parts: dict[str, bytes], name: str, learner: str) -> Prepared:
    main = part_of_type(parts, "document.main+xml")
    if main is None:
        raise FlawedPackage(Flaw.NOT_WORD)
    _not_too_long(parts)
    roots = {part: parse_xml(parts[part]) for part in text_parts(parts)}
    sheet = styles_part(parts)
    is_used = sheet is not None and sheet in related(parts, main).values()
    style_root = parse_xml(parts[sheet]) if sheet is not None and is_used else None
    tracked = revisions((*roots.values(), *(() if style_root is None else (style_root,))))
    seen = list(_seen(parts, roots, name, learner))
    styles = read_styles(style_root)
    hidden = [clean(root, styles) for root in roots.values()]
    links = cut_links(parts, roots)
    kept = _packed(parts, roots)
    found = [
        *([problem.tracked_changes(name, tracked)] if tracked else ()),
        *seen,
        *([problem.hidden_text(name)] if any(hidden) else ()),
        *([problem.links(name)] if links else ()),
    ]
    body = roots[main].find(f"{W}body")
    story = Story(styles, _notes(roots))
    paragraphs = () if body is None else tuple(story.read(body))
    if sum(len(paragraph.block.text) for paragraph in paragraphs) > _MOST_LETTERS:
        raise FlawedPackage(Flaw.LONG)
    return Prepared(kept, paragraphs, tuple(_margins(roots, main, styles)), tuple(found), not tracked)


def _not_too_long(parts: Mapping[str, bytes]) -> None:
    """Refuse what would take minutes to read and an engine hours to print."""
    texts = [data for name, data in parts.items() if name.endswith(".xml")]
    if sum(map(len, texts)) > _MOST_XML or sum(data.count(b"<") for data in texts) > _MOST_TAGS:
        raise FlawedPackage(Flaw.LONG)


def _packed(parts: dict[str, bytes], roots: Mapping[str, etree._Element]) -> dict[str, bytes]:
    """The package with the cleaned parts, cut off from what is outside and never printed."""
    parts = {**parts, **{name: to_bytes(root) for name, root in roots.items()}}
    settings = part_of_type(parts, "wordprocessingml.settings+xml")
    if settings is not None:
        root = parse_xml(parts[settings])
        clean_settings(root)
        parts[settings] = to_bytes(root)
    kept = reachable(closed(parts, _CUT))
    return {name: without_metadata(data) if "/media/" in name else data for name, data in kept.items()}


def _seen(
    parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], name: str, learner: str
) -> Iterator[Remark]:
    for what in objects(parts, roots):
        yield problem.objects(name, what)
    if drawn := shapes(roots.values()):
        yield problem.shapes(name, drawn)
    remarks = _comments(parts)
    if remarks:
        yield problem.comments(name, len(remarks))
    people = {*_authors(parts), *(comment.get(f"{W}author") or "" for comment in remarks)} - {""}
    own = set(learner.casefold().split())
    strangers = {person for person in people if not set(person.casefold().split()) <= own}
    if strangers:
        yield problem.other_author(name)
    elif people:
        yield problem.author(name)


def _comments(parts: Mapping[str, bytes]) -> list[etree._Element]:
    listing = part_of_type(parts, "wordprocessingml.comments+xml")
    return [] if listing is None else list(parse_xml(parts[listing]).iter(f"{W}comment"))


def _authors(parts: Mapping[str, bytes]) -> set[str]:
    listing = part_of_type(parts, "core-properties+xml")
    if listing is None:
        return set()
    root = parse_xml(parts[listing])
    return {(element.text or "").strip() for element in root.iter(_CREATOR, _SAVED_BY)}


def _notes(roots: Mapping[str, etree._Element]) -> Notes:
    found = {}
    for root in roots.values():
        for kind in ("footnote", "endnote"):
            for note in root.iter(f"{W}{kind}"):
                if note.get(f"{W}type") in (None, "normal"):
                    found[kind, note.get(f"{W}id") or ""] = note
    return found


def _margins(roots: Mapping[str, etree._Element], main: str, styles: Mapping[str, Style]) -> Iterator[str]:
    story = Story(styles, {})
    for root in roots.values():
        if etree.QName(root).localname in ("hdr", "ftr"):
            yield from (paragraph.block.text for paragraph in story.read(root) if paragraph.block.text)
    yield from alternative_texts(roots.values())
