"""What the file says about itself: title, author and subject, the manifest."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ilmdocs import __version__
from ilmdocs.assemble.tags import LANGUAGE
from ilmdocs.model.portfolio import Draft, Identity, Layout, PdfPart, Plan
from ilmdocs.proof.manifest import MANIFEST_NAME, Manifest, ManifestPart, ManifestSection

PROGRAM = f"ilmdocs {__version__}"
_PACKET = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag>{keyword_items}</rdf:Bag></dc:subject>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def make_manifest(
    parts: Sequence[PdfPart],
    plan: Plan,
    layout: Layout,
    identity: Identity,
    *,
    provenance: Mapping[str, object],
    draft: Draft | None,
) -> Manifest:
    """The manifest of a portfolio, still without the digests of its pages."""
    unit = plan.unit
    title = f"{unit.id}({identity.attempt}) {unit.title}: portfolio of {identity.learner_name}"
    return Manifest(
        program=PROGRAM,
        unit=unit.id,
        attempt=identity.attempt,
        title=title if draft is None else f"Draft, not for submission: {title}",
        author=identity.learner_name,
        subject=f"{unit.id} {unit.title}",
        language=LANGUAGE,
        pages=layout.total,
        open_points=None if draft is None else draft.open_points,
        order=tuple(str(kind) for kind in unit.order),
        criteria=tuple(criterion.id for criterion in unit.criteria()),
        parts=tuple(_manifest_part(pdf_part, layout) for pdf_part in parts),
        provenance=dict(provenance),
    )


def _manifest_part(pdf_part: PdfPart, layout: Layout) -> ManifestPart:
    part = pdf_part.part
    first = layout.first_page[part.name]
    return ManifestPart(
        name=part.name,
        kind=str(part.kind),
        title=part.title,
        reference=part.reference,
        client=part.client,
        criteria=part.criteria,
        first_page=first,
        pages=pdf_part.pages,
        sections=tuple(
            ManifestSection(section.title, first + page, section.criteria)
            for section, page in zip(pdf_part.sections, pdf_part.section_pages, strict=True)
        ),
        digests=(),
    )


def describe(pdf: pikepdf.Pdf, manifest: Manifest, keywords: Iterable[str]) -> None:
    """Set title, author, subject, keywords and language; no date and no client is named anywhere."""
    words = list(keywords)
    listed = ", ".join(words)
    info = {
        "/Title": manifest.title, "/Author": manifest.author, "/Subject": manifest.subject,
        "/Keywords": listed, "/Producer": PROGRAM,
    }  # fmt: skip
    for key, value in info.items():
        pdf.docinfo[key] = String(value)
    packet = _PACKET.format(
        title=escape(manifest.title, quote=False), author=escape(manifest.author, quote=False),
        subject=escape(manifest.subject, quote=False),
        keyword_items="".join(f"<rdf:li>{escape(word, quote=False)}</rdf:li>" for word in words),
        keywords=escape(listed, quote=False), language=LANGUAGE, program=PROGRAM,
    )  # fmt: skip
    pdf.Root.Metadata = pdf.make_stream(packet.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines


def save(pdf: pikepdf.Pdf, *, compact: bool = True) -> bytes:
    """Make the file's bytes; nothing in them depends on the clock or on chance.

    Args:
        pdf: the portfolio.
        compact: smaller, but slower to read; content streams are stored the same either way.
    """
    file = io.BytesIO()
    modes = pikepdf.ObjectStreamMode
    mode = modes.generate if compact else modes.disable
    pdf.save(file, min_version="1.7", deterministic_id=True, object_stream_mode=mode)
    return file.getvalue()


def embed_manifest(pdf: pikepdf.Pdf, content: bytes) -> None:
    """Attach the manifest to the PDF as `manifest.json`."""
    stream = pdf.make_stream(content, Type=Name.EmbeddedFile, Params=Dictionary(Size=len(content)))
    stream.Subtype = Name("/application/json")
    file = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(MANIFEST_NAME),
            UF=String(MANIFEST_NAME),
            Desc=String("What this portfolio consists of and was made from"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    names = Array([String(MANIFEST_NAME), file])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = Array([file])
