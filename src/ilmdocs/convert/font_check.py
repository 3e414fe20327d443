"""Says which fonts a document asks for and its PDF does not have: then lines and pages break elsewhere."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

from lxml import etree
from pikepdf import Dictionary, Pdf

from ilmdocs.convert.package import read_parts
from ilmdocs.word.package import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWN = re.compile(r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_STYLES, _THEME = "word/styles.xml", "word/theme/theme1.xml"
_KINDS = (f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")
_TWINS: Mapping[str, tuple[str, ...]] = {
    "arial": ("arimo", "liberationsans", "helvetica"),
    "helvetica": ("arimo", "liberationsans", "arial"),
    "timesnewroman": ("liberationserif", "tinos", "times"),
    "times": ("liberationserif", "tinos", "timesnewroman"),
    "couriernew": ("liberationmono", "cousine", "courier"),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
}
"""Fonts with letters as wide as another's, made to stand in for it: with them nothing moves."""


def fonts_missing(docx: bytes, pdf: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fonts that a document's text asks for and its PDF lacks, and those that the PDF has; sorted."""
    there = {name: _plain(name) for name in _embedded(pdf)}
    missing = sorted(
        {
            family
            for family in _asked_for(docx)
            if not any(
                name.startswith(twin)
                for twin in (_plain(family), *_TWINS.get(_plain(family), ()))
                for name in there.values()
            )
        }
    )
    return tuple(missing), tuple(sorted(there))


def font_note(docx: bytes, pdf: bytes) -> str:
    """What to tell about the fonts of a document; empty when there is nothing to tell."""
    missing, there = fonts_missing(docx, pdf)
    if not missing:
        return ""
    return (
        f"The Word document uses {_listed(missing)}, which was not there to print it; it is printed in"
        f" {_listed(there)}, so lines and pages may break elsewhere. Arial looks alike on every machine."
    )


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or "no font of its own"


def _plain(family: str) -> str:
    """A font's name without spaces, marks and the ending that PDF names carry."""
    return re.sub(r"(?:ps)?mt$", "", re.sub(r"[^a-z0-9]", "", family.casefold()))


def _embedded(pdf: bytes) -> set[str]:
    """The families of a PDF's fonts: `ABCDEF+LiberationSans-Bold` is `LiberationSans`."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        names = [
            str(item.BaseFont).lstrip("/")
            for item in document.objects
            if isinstance(item, Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item
        ]
    return {re.split(r"[-,]", name.split("+")[-1])[0] for name in names}


def _asked_for(docx: bytes) -> set[str]:
    """The families that the text of a document is set in, directly, by its styles or by default."""
    parts = read_parts(docx)
    theme = _theme(parts.get(_THEME))
    styles = parse_xml(parts[_STYLES]) if _STYLES in parts else etree.Element("none")
    by_id = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
    default = next((_font(item, theme) for item in styles.iter(f"{_W}rPrDefault")), "")
    found: set[str] = set()
    for name in filter(_DRAWN.match, parts):
        for run in parse_xml(parts[name]).iter(f"{_W}r"):
            if any((text.text or "").strip() for text in run.iter(f"{_W}t")):
                found.add(_font_of(run, by_id, theme) or default)
    return found - {""}


def _font_of(
    run: etree._Element, by_id: Mapping[str | None, etree._Element], theme: Mapping[str, str]
) -> str:
    """The font of a run; empty where nothing but the defaults says it."""
    holders = [run, *run.iterancestors(f"{_W}p", f"{_W}tbl")]
    for holder in holders:
        properties = holder.find(f"{_W}{etree.QName(holder).localname}Pr")
        if properties is None:
            continue
        if holder is run and (font := _font(properties, theme)):
            return font
        named = next((item.get(f"{_W}val") for item in properties.iterchildren(*_KINDS)), None)
        for style in _chain(named, by_id):
            if font := _font(style, theme):
                return font
    normal = (s for s in by_id.values() if s.get(f"{_W}default") and s.get(f"{_W}type") == "paragraph")
    return next((_font(style, theme) for style in normal), "")


def _chain(named: str | None, by_id: Mapping[str | None, etree._Element]) -> Iterator[etree._Element]:
    """A style and those that it is based on."""
    seen: set[str | None] = set()
    while named in by_id and named not in seen:
        seen.add(named)
        yield by_id[named]
        based = by_id[named].find(f"{_W}basedOn")
        named = None if based is None else based.get(f"{_W}val")


def _font(holder: etree._Element, theme: Mapping[str, str]) -> str:
    fonts = next(holder.iter(f"{_W}rFonts"), None)
    if fonts is None:
        return ""
    kind = fonts.get(f"{_W}asciiTheme") or fonts.get(f"{_W}hAnsiTheme") or ""
    return theme.get(kind[:5], "") or fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""


def _theme(content: bytes | None) -> dict[str, str]:
    """The fonts of a document's theme by the beginning of their names: `minor`, `major`."""
    if content is None:
        return {}
    root = parse_xml(content)
    found = {}
    for kind in ("minor", "major"):
        latin = root.find(f".//{_A}{kind}Font/{_A}latin")
        found[kind] = "" if latin is None else latin.get("typeface") or ""
    return found
