"""The tag trees of the parts survive the merge as one tree in which everything fits together."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ilmdocs.model.unit import PartKind
from tests.assemble.builders import build, part, pdf_part, sample_parts, saved, text_pdf
from tests.assemble.tag_tree import walk


def test_one_tree_in_which_everything_fits() -> None:
    """No element, number or page of the merged tree points anywhere but where it should."""
    walked = walk(build(sample_parts()).pdf)
    assert walked.problems == []
    assert walked.kinds[0] == "Document"
    assert walked.kinds.count("Document") == 1
    assert walked.kinds.count("Part") == 6


def test_each_part_is_named() -> None:
    """A screen reader's user can go from part to part by title."""
    parts = sample_parts()
    assert walk(build(parts).pdf).titles == [p.part.title for p in parts]


def test_every_citation_is_a_tagged_link() -> None:
    """Each link of matrix and contents hangs in the tree and says where it goes."""
    walked = walk(build(sample_parts()).pdf)
    assert walked.kinds.count("Link") == 14
    assert [str(note["/Contents"]) for _, note in walked.linked][:2] == [
        "E01, page 4: Coaching diary, client C1",
        "E01, page 4: Coaching diary, client C1",
    ]


def test_a_citation_that_stands_alone_becomes_the_links_text() -> None:
    """Where a table cell holds only the citation, the link element holds its words, not just the note."""
    parts = sample_parts()
    parts[2] = pdf_part(parts[2].part, text_pdf([["Contents", "E01,\xa0p.\xa04", "Log E02,\xa0p.\xa07"]]))
    pdf = build(parts).pdf
    assert walk(pdf).problems == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        lines = opened.Root.StructTreeRoot.K[0].K[2].K
        alone, among = lines[1].K[0], lines[2].K[1]
        assert (alone.S, len(alone.K)) == (Name.Link, 2)
        assert (among.S, len(among.K)) == (Name.Link, 1)


def test_a_citation_that_the_engine_left_untagged() -> None:
    """A tagged document whose table is not tagged still has its links in the tree."""
    parts = sample_parts()
    with pikepdf.open(io.BytesIO(parts[1].pdf)) as opened:
        page = opened.pages[0].obj
        first, *rows = page.Contents.read_bytes().split(b"\n")
        plain = [row[row.index(b"BT") : row.index(b" EMC")] for row in rows]
        page.Contents = opened.make_stream(b"\n".join([first, *plain]))
        opened.Root.StructTreeRoot.K.K = Array([opened.Root.StructTreeRoot.K.K[0]])
        parts[1] = pdf_part(parts[1].part, saved(opened))
    walked = walk(build(parts).pdf)
    assert walked.problems == []
    assert walked.kinds.count("Link") == 14


def test_an_untagged_part_is_read_aloud_too() -> None:
    """Pages of an engine without tags become paragraphs, pictures become figures with a description."""
    pdf = build(sample_parts(lambda pages: text_pdf(pages, tagged=False))).pdf
    walked = walk(pdf)
    assert walked.problems == []
    assert walked.kinds.count("Figure") == 1
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figure = opened.Root.StructTreeRoot.K[0].K[5].K[0]
        assert str(figure.Alt) == "Photo of the flip chart, page 1 of 1, a picture"


def test_tags_of_a_learners_own_file_cannot_disturb_the_tree() -> None:
    """An attachment comes with tags of its own, numbered from nought; each of its pages is one element."""
    letter = part(PartKind.STATEMENT, "Letter", "E03", attachment="letter.pdf")
    parts = [*sample_parts()[:-1], pdf_part(letter, text_pdf([["Dear reader", "Yours"], ["PS"]]))]
    walked = walk(build(parts).pdf)
    assert walked.problems == []
    assert walked.kinds[-3:] == ["Part", "P", "P"]


def test_roles_that_clash_are_kept_apart() -> None:
    """Where two forms mean different things by a style's name, each keeps its own meaning."""
    parts = sample_parts()
    parts[0] = pdf_part(parts[0].part, text_pdf([["A", "b"]], roles={"Heading": "H1", "Same": "P"}))
    parts[3] = pdf_part(
        parts[3].part,
        text_pdf([["A"], ["b"], ["c"]], roles={"Heading": "H2", "Same": "P", "Loop": "Loop"}),
        list(zip(parts[3].sections, parts[3].section_pages, strict=True)),
    )
    pdf = build(parts).pdf
    assert walk(pdf).problems == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = opened.Root.StructTreeRoot
        first, fourth = tree.K[0].K[0].K[0], tree.K[0].K[3].K[0]
        roles = {str(key): str(value) for key, value in tree.RoleMap.items()}
        assert roles[str(first.S)] == "/H1"
        assert roles[str(fourth.S)] == "/H2"
        assert "/Loop" not in roles  # a name that means itself is no role and forbidden


def test_a_style_named_like_a_standard_type() -> None:
    """A form's style called Note stays a paragraph and does not redefine what Note means."""
    parts = sample_parts()
    for place in (0, 4):
        pdf = text_pdf([["A", "b"]], roles={"Heading": "Note", "Note": "P"})
        parts[place] = pdf_part(parts[place].part, pdf)
    pdf = build(parts).pdf
    assert walk(pdf).problems == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        roles = {str(key): str(value) for key, value in opened.Root.StructTreeRoot.RoleMap.items()}
    assert roles == {"/Heading": "/Note-style", "/Note-style": "/P"}


def with_ids_and_classes(pdf: bytes, indent: int) -> bytes:
    """A part whose table cells name their headers by id, and whose elements have classes."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = opened.Root.StructTreeRoot
        head, cell = tree.K.K[0], tree.K.K[1]
        head.ID = String("h1")
        head.C = Name.Indented
        cell.A = Dictionary(O=Name.Table, Headers=Array([String("h1")]))
        tree.IDTree = Dictionary(Names=Array([String("h1"), head]))
        tree.ClassMap = Dictionary(Indented=Dictionary(O=Name.Layout, StartIndent=indent))
        return saved(opened)


def test_ids_and_classes_of_two_parts_are_kept_apart() -> None:
    """Header ids and classes of the same name in two forms still mean each form's own."""
    parts = sample_parts()
    for place, indent in ((0, 5), (4, 9)):
        parts[place] = pdf_part(parts[place].part, with_ids_and_classes(parts[place].pdf, indent))
    with pikepdf.open(io.BytesIO(build(parts).pdf)) as opened:
        tree = opened.Root.StructTreeRoot
        names = tree.IDTree.Names
        ids = {bytes(names[i]): names[i + 1] for i in range(0, len(names), 2)}
        assert len(ids) == 2
        for place, indent in ((0, 5), (4, 9)):
            head, cell = tree.K[0].K[place].K[0], tree.K[0].K[place].K[1]
            assert ids[bytes(head.ID)] == head
            assert bytes(cell.A.Headers[0]) == bytes(head.ID)
            assert tree.ClassMap[str(head.C)].StartIndent == indent


def test_numbers_beyond_the_tree_are_dropped() -> None:
    """A page whose number is not in its part's parent tree ends up untagged, not tagged as something else."""
    with pikepdf.open(io.BytesIO(text_pdf([["One"], ["Two"]]))) as opened:
        opened.pages[1].obj.StructParents = 7
        opened.Root.StructTreeRoot.K.K = Array([opened.Root.StructTreeRoot.K.K[0]])
        broken = saved(opened)
    parts = sample_parts()
    parts[0] = pdf_part(parts[0].part, broken)
    with pikepdf.open(io.BytesIO(build([parts[0], *parts[3:]]).pdf)) as opened:
        assert "/StructParents" in opened.pages[0].obj
        assert "/StructParents" not in opened.pages[1].obj


def drawn_page(text: str) -> bytes:
    """A page of an engine without tags: words, a picture, words."""
    with pikepdf.open(io.BytesIO(text_pdf([[text]], tagged=False))) as opened:
        page = opened.pages[0]
        square = opened.make_stream(
            b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page.obj.Resources.XObject = Dictionary(Chart=square)
        words = page.obj.Contents.read_bytes()
        picture = b"\n/Figure <</MCID 7>> BDC q 90 0 0 90 72 300 cm /Chart Do Q EMC\n"
        page.obj.Contents = opened.make_stream(words + picture + words)
        return saved(opened)


def test_a_picture_of_a_form_is_described_in_its_place() -> None:
    """Where the engine tags nothing, the picture is a figure with its own words between what is around it."""
    parts = sample_parts()
    form = pdf_part(parts[4].part, drawn_page("Before and after"))
    for told, kinds in ((("A chart of hours",), ["P", "Figure", "P"]), (("One", "Two"), ["P"]), ((), ["P"])):
        parts[4] = replace(form, engine="embedded", pictures=told)
        pdf = build(parts).pdf
        walked = walk(pdf)
        assert walked.problems == []
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            inside = list(opened.Root.StructTreeRoot.K[0].K[4].K)
            assert [str(item.S)[1:] for item in inside] == kinds
            assert [str(item.Alt) for item in inside if "/Alt" in item] == (
                list(told) if len(kinds) > 1 else []
            )
