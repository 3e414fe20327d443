"""Small fictional parts and portfolios for the tests of assembly and verification."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from ilmdocs.assemble import assemble, lay_out
from ilmdocs.model.portfolio import Draft, Identity, Layout, Part, PdfPart, Plan, PortfolioFile, Section
from ilmdocs.model.unit import PartKind, Unit
from ilmdocs.text.references import cite
from ilmdocs.units.load import load_unit

UNIT_FILE = Path(__file__).parents[2] / "templates" / "8585" / "2018-11" / "8585-301.toml"
A4 = (0.0, 0.0, 595.0, 842.0)
WHO = Identity(
    learner_name="Ffion Example",
    surname="Example",
    initial="F",
    registration="ABC123",
    centre_name="Example Centre",
    centre_number="012345",
    attempt=1,
)
PROVENANCE: Mapping[str, object] = {"workbook": {"sha256": "0" * 64}, "engine": "none, pages made in a test"}


def unit() -> Unit:
    return load_unit(UNIT_FILE)


def text_pdf(
    pages: Sequence[Sequence[str]],
    *,
    tagged: bool = True,
    box: Sequence[float] = A4,
    page_keys: Mapping[str, object] | None = None,
    roles: Mapping[str, str] | None = None,
    top: float = 100.0,
) -> bytes:
    """Pages of plain lines, each line its own tagged paragraph, as an engine would make them."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    numbers: list[object] = []
    for index, lines in enumerate(pages):
        page = pdf.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        page.obj.MediaBox = Array(box)
        for key, value in (page_keys or {}).items():
            page.obj[key] = value
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        content, elements = [], []
        for mark, line in enumerate(lines):
            kind = "Heading" if mark == 0 and roles else "P"
            element = pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=document, Pg=page.obj, K=Array([mark]))
            )
            document.K.append(element)
            elements.append(element)
            coded = line.encode("cp1252").hex()
            show = f"BT /F1 11 Tf {box[0] + 60} {box[3] - top - 20 * mark} Td <{coded}> Tj ET"
            content.append(f"/{kind} <</MCID {mark}>> BDC {show} EMC" if tagged else show)
        page.obj.Contents = pdf.make_stream("\n".join(content).encode())
        if tagged:
            page.obj.StructParents = index
            numbers += [index, Array(elements)]
    if tagged:
        root.K = document
        root.ParentTree = Dictionary(Nums=Array(numbers))
        if roles:
            root.RoleMap = Dictionary({f"/{key}": Name(f"/{value}") for key, value in roles.items()})
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
    return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def scan_pdf(width: float = 595.0, height: float = 842.0, **page_keys: object) -> bytes:
    """A page that is one picture from edge to edge, with a dark wedge that shows which way is up."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.MediaBox = Array([0, 0, width, height])
    rows = [bytes(90 if x < y else 235 for x in range(60)) for y in range(80)]
    image = pdf.make_stream(
        b"".join(rows), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=80,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.obj.Contents = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im Do Q".encode())
    for key, value in page_keys.items():
        page.obj[f"/{key}"] = value
    return saved(pdf)


def part(kind: PartKind, title: str, reference: str | None = None, **more: object) -> Part:
    name = title.casefold().replace(" ", "-")
    return Part(kind, title, name, reference, **more)  # type: ignore[arg-type]


def pdf_part(of: Part, pdf: bytes, sections: Sequence[tuple[Section, int]] = ()) -> PdfPart:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    return PdfPart(of, pdf, pages, tuple(s for s, _ in sections), tuple(p for _, p in sections))


def sample_parts(
    make: Callable[[Sequence[Sequence[str]]], bytes] = text_pdf,
    *,
    diary_text: str = "What was said in the session",
    wrong: Mapping[str, int] | None = None,
) -> list[PdfPart]:
    """A whole small portfolio: three front parts, a diary with sections, a log, a picture.

    `wrong` puts another page number into the matrix row of a criterion.
    """
    criteria = [criterion.id for criterion in unit().criteria()]
    in_diary, in_log = criteria[:-1], criteria[-1:]
    sections = [
        (Section("Plan", "Plan", tuple(in_diary[:2])), 0),
        (Section("Contract", "Contract", tuple(in_diary[2:])), 1),
        (Section("Session 1", "Session 1"), 2),
    ]
    evidence = [
        pdf_part(
            part(PartKind.DIARY, "Coaching diary, client C1", "E01", client="C1", criteria=tuple(in_diary)),
            make([["Plan", diary_text], ["Contract", "We agreed"], ["Session 1", diary_text]]),
            sections,
        ),
        pdf_part(
            part(
                PartKind.REFLECTIVE_LOG,
                "Reflective log, client C1",
                "E02",
                client="C1",
                criteria=tuple(in_log),
            ),
            make([["Reflective log", "I listened more than I spoke."]]),
        ),
        pdf_part(
            part(PartKind.EVIDENCE, "Photo of the flip chart", "E03", attachment="chart.pdf"), scan_pdf()
        ),
    ]
    first = {"E01": 4, "E02": 7, "E03": 8}
    pages = {c: 4 + evidence[0].page_of(c) for c in in_diary} | {c: first["E02"] for c in in_log}
    pages |= wrong or {}
    rows = [f"{c} {text_of(c)} {cite('E01' if c in in_diary else 'E02', pages[c])}" for c in criteria]
    return [
        pdf_part(
            part(PartKind.AUTHENTICATION, "Authentication sheet"), make([["Authentication sheet", "Whose"]])
        ),
        pdf_part(part(PartKind.MATRIX, "Evidence matrix"), make([["Evidence matrix", *rows]])),
        pdf_part(
            part(PartKind.CONTENTS, "Contents"),
            make(
                [
                    [
                        "Contents",
                        *(
                            f"{e.part.title} {cite(r, first[r])}"
                            for e, r in zip(evidence, first, strict=True)
                        ),
                    ]
                ]
            ),
        ),
        *evidence,
    ]


def text_of(criterion: str) -> str:
    return f"Criterion number {criterion.replace('.', ' of ')}"


def build(
    parts: Sequence[PdfPart], *, draft: Draft | None = None, layout: Layout | None = None
) -> PortfolioFile:
    plan = Plan(unit(), tuple(p.part for p in parts))
    return assemble(parts, plan, layout or lay_out(parts), WHO, provenance=PROVENANCE, draft=draft)
