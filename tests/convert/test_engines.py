"""Both engines for real: every character arrives, nothing is fetched, the same input gives the same pages."""

from __future__ import annotations

import http.server
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from ilmdocs.convert import ENGINES, choose_engine, convert_documents
from ilmdocs.convert.coverage import undrawn_characters
from ilmdocs.convert.engine import ConversionJob, Engine
from ilmdocs.convert.pages import page_texts
from ilmdocs.convert.sanitise import sanitise
from ilmdocs.errors import EngineFailure
from tests.convert.paper import (
    R,
    field,
    filled,
    needs_libreoffice,
    outside,
    paragraph,
    picture,
    styles,
    table,
    word,
)

pytestmark = pytest.mark.engine

NASTY = 'Smith & Sons <draft> “x” "y" {{ 7*7 }} {% raw %} ŵŷ Ŵ Łódź ☒ ☐ ✓ ■ – — → ≥ ½ € 😀 office ﬁ'
WORDS = " ".join(f"word{number}" for number in range(4000))[:32_000]
LINES = "\n".join(f"{number}: we met and talked." for number in range(1500))[:32_000]
LONG_WORD = "before " + "abcdefghij" * 300 + " after"


@pytest.fixture(params=[pytest.param("libreoffice", marks=needs_libreoffice), "embedded"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each real engine in turn."""
    return ENGINES[str(request.param)]


def only_pdf(engine: Engine, docx: bytes, work: Path) -> bytes:
    """Convert one document without proving it."""
    conversion = engine.convert([ConversionJob("x", docx)], work, timeout_seconds=60)
    assert conversion.failures == {}
    return conversion.pdfs["x"]


def test_every_awkward_character_is_printed(engine: Engine, tmp_path: Path) -> None:
    """Welsh, Polish, quotes, markup, braces, boxes, arrows and a face reach the page."""
    (part,) = convert_documents(engine, [filled("a", NASTY, "☐", "C1", NASTY)], tmp_path)
    assert part.pages == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("answer", [WORDS, LINES, LONG_WORD], ids=["words", "lines", "one-word"])
def test_an_answer_taller_than_pages_is_complete(engine: Engine, tmp_path: Path, answer: str) -> None:
    """32,000 characters in one table cell, and a word of 3,000 letters, are all there, in visible text."""
    docx = word(table([["Label", "before"], ["What happened?", answer], ["Last row", "after it all"]]))
    document = filled("a", "What happened?", answer, "after it all", docx=docx)
    (part,) = convert_documents(engine, [document], tmp_path)
    assert part.pages >= (8 if answer != LONG_WORD else 1)


def test_many_documents_in_one_call(engine: Engine, tmp_path: Path) -> None:
    """Each document gets its own PDF; a damaged one fails alone."""
    jobs = [ConversionJob(f"n{n}", word(paragraph(f"document {n}"))) for n in range(5)]
    jobs.insert(2, ConversionJob("bad", word("", parts={"word/document.xml": b"<w:document"})))
    conversion = engine.convert(jobs, tmp_path, timeout_seconds=60)
    assert {name: page_texts(pdf)[0].strip() for name, pdf in conversion.pdfs.items()} == {
        f"n{n}": f"document {n}" for n in range(5)
    }
    assert set(conversion.failures) == {"bad"}
    assert list(tmp_path.iterdir()) == []


def structure(made: bytes) -> set[str]:
    """The kinds of structure elements in a PDF; empty when it does not claim to be tagged."""
    with pikepdf.open(io.BytesIO(made)) as document:
        if "/MarkInfo" not in document.Root and "/StructTreeRoot" not in document.Root:
            return set()
        dictionaries = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        return {str(item.S) for item in dictionaries if "/S" in item}


def test_pages_have_the_size_of_the_document(engine: Engine, tmp_path: Path) -> None:
    """A4 stays A4."""
    made = only_pdf(engine, word(paragraph("text")), tmp_path)
    box = pypdf.PdfReader(io.BytesIO(made)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


@needs_libreoffice
def test_libreoffice_tags_tables_for_screen_readers(tmp_path: Path) -> None:
    """The structure tree holds the table with its rows and cells."""
    made = only_pdf(ENGINES["libreoffice"], word(table([["Label", "Answer"]])), tmp_path)
    assert {"/Table", "/TR", "/TD"} <= structure(made)


def test_the_embedded_engine_does_not_claim_tags_that_it_does_not_write(tmp_path: Path) -> None:
    """It tags headings alone; a screen reader that believed the claim would read no answer."""
    heading = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Heading</w:t></w:r></w:p>'
    assert structure(only_pdf(ENGINES["embedded"], word(heading + paragraph("answer")), tmp_path)) == set()


def test_the_same_document_gives_the_same_pages(engine: Engine, tmp_path: Path) -> None:
    """Two conversions differ at most in date and identifiers, never in a page's content."""
    docx = word(paragraph(NASTY) + table([["Label", WORDS[:9000]]]))
    assert content(only_pdf(engine, docx, tmp_path)) == content(only_pdf(engine, docx, tmp_path))


def content(made: bytes) -> list[bytes]:
    """What each page of a PDF draws."""
    with pikepdf.open(io.BytesIO(made)) as document:
        return [b"".join(stream.read_bytes() for stream in streams(page)) for page in document.pages]


def streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The content streams of a page, which may be one or many."""
    contents = page.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def test_a_character_without_a_glyph_is_never_a_silent_box(engine: Engine, tmp_path: Path) -> None:
    """Of a script that no form font has, the run either prints every character or names it."""
    rare = "𓀀"  # an Egyptian hieroglyph
    try:
        (part,) = convert_documents(engine, [filled("a", f"plain {rare}")], tmp_path)
    except EngineFailure as failure:
        assert "U+13000" in failure.message
    else:
        assert undrawn_characters(part.pdf, [rare]) == ()


def test_a_soft_hyphen_in_the_middle_of_a_line_is_not_printed(engine: Engine, tmp_path: Path) -> None:
    """Text pasted from a web page is full of them."""
    text = page_texts(only_pdf(engine, word(paragraph("re\u00adflec\u00adtion")), tmp_path))[0]
    assert text.strip() == "reflection"


def test_text_in_tables_has_the_size_of_its_style(engine: Engine, tmp_path: Path) -> None:
    """A label of 9 points stays smaller than the document's default of 20, also inside a table."""
    font = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    given = styles(
        f'<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="40"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Label"><w:name w:val="Label"/><w:basedOn w:val="Normal"/>'
        '<w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
    )
    cell = '<w:p><w:pPr><w:pStyle w:val="Label"/></w:pPr><w:r><w:t>small label</w:t></w:r></w:p>'
    plain = "<w:p><w:r><w:t>big text</w:t></w:r></w:p>"
    body = table([["Label", "x"]]).replace(paragraph("Label"), cell).replace(paragraph("x"), plain)
    rels = f'<Relationship Id="rId5" Type="{R}/styles" Target="styles.xml"/>'
    docx = word(body, relationships=rels, parts={"word/styles.xml": given})
    sizes: dict[str, float] = {}

    def note(text: str, _matrix: object, scale: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes[text.split()[0]] = size * abs(scale[3])

    pypdf.PdfReader(io.BytesIO(only_pdf(engine, docx, tmp_path))).pages[0].extract_text(visitor_text=note)
    assert 0.4 < sizes["small"] / sizes["big"] < 0.5


class Listener(http.server.BaseHTTPRequestHandler):
    """Counts who asks for anything."""

    asked: list[str]

    def do_GET(self) -> None:
        """Note the request and give nothing."""
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine: its address and what was asked of it."""
    asked: list[str] = []
    handler = type("Handler", (Listener,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def hostile(address: str, secret: Path) -> bytes:
    """A document that reaches out in every way a relationship or a field can."""
    include = field(f' INCLUDEPICTURE "{address}/field.png" ', "shown last")
    png = io.BytesIO()
    Image.new("RGB", (30, 12), (11, 85, 99)).save(png, "PNG")
    return word(
        paragraph("harmless text") + picture('r:embed="rId8" r:link="rId9"') + include,
        relationships=f'<Relationship Id="rId8" Type="{R}/image" Target="media/a.png"/>'
        + outside("rId9", "image", f"{address}/linked.png")
        + outside("rId10", "attachedTemplate", f"{address}/template.dotm")
        + outside("rId11", "image", secret.as_uri()),
        parts={"word/media/a.png": png.getvalue()},
    )


def test_a_hostile_document_asks_nobody(
    engine: Engine, tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    """What is cleaned out cannot be fetched; the text and the embedded picture are printed."""
    address, asked = listener
    docx = hostile(address, tmp_path / "secret.png")
    (part,) = convert_documents(engine, [filled("a", "harmless text", "shown last", docx=docx)], tmp_path)
    assert asked == []
    assert part.pages == 1


def test_the_engine_alone_asks_nobody_either(
    engine: Engine, tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    """Should cleaning miss something, the closed profile still keeps a remote picture out."""
    address, asked = listener
    docx = word(
        paragraph("text") + picture('r:link="rId9"'),
        relationships=outside("rId9", "image", f"{address}/linked.png"),
    )
    with pytest.raises(EngineFailure):
        sanitise(docx, "Diary")
    assert "text" in page_texts(only_pdf(engine, docx, tmp_path))[0]
    assert asked == []


@needs_libreoffice
def test_libreoffice_obeys_the_private_profile(tmp_path: Path) -> None:
    """No bookmarks are exported, which is our setting and not LibreOffice's: the profile is read."""
    heading = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Heading</w:t></w:r></w:p>'
    made = only_pdf(ENGINES["libreoffice"], word(heading + paragraph("text")), tmp_path)
    assert pypdf.PdfReader(io.BytesIO(made)).outline == []


def test_the_embedded_engine_embeds_our_fonts(tmp_path: Path) -> None:
    """On Linux nothing but the supplied fonts is used, so a bare machine prints the same."""
    made = only_pdf(ENGINES["embedded"], word(paragraph(NASTY)), tmp_path)
    with pikepdf.open(io.BytesIO(made)) as document:
        names = {
            str(item.BaseFont).split("+")[-1]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    assert names == {"Arimo-Regular", "DejaVuSans"}


@needs_libreoffice
def test_auto_prefers_libreoffice_and_keeps_the_embedded_engine_behind_it(tmp_path: Path) -> None:
    """Whoever has LibreOffice gets it without asking."""
    (part,) = convert_documents(choose_engine("auto"), [filled("a", "hello")], tmp_path)
    assert part.engine == "libreoffice"
