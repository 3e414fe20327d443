"""From what is dropped to what is shown and downloaded, with the real pipeline in this process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader

from ilmdocs.portfolio_zip import open_portfolio_zip
from ilmdocs.verify import verify_portfolio
from tests.builders import TODAY
from tests.web.site import UNIT, Site, served, text, workbook


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture(scope="module")
def ready(site: Site) -> str:
    """The address of a learner who is ready."""
    site.drop(("mine.xlsx", workbook()))
    return f"/uploads/{site.session.uploads[0].number}"


@pytest.fixture(scope="module")
def not_ready(site: Site) -> str:
    """The address of a learner with a point to put right."""
    site.drop(("mine.xlsx", workbook(centre_number=None)))
    return f"/uploads/{site.session.uploads[0].number}"


def test_a_ready_learner_sees_the_sentence_the_pages_and_the_portfolio(site: Site, ready: str) -> None:
    """What matters most is the first heading; each page has a picture that says which page it is."""
    page = site.get(ready)
    assert text(page.xpath("//h1")[0]) == "Ready: nothing needs to be put right."
    pictures = page.xpath("//figure/img")
    assert pictures[0].get("alt").startswith(f"Page 1 of {len(pictures)}: ")
    link = page.xpath("//a[contains(., 'Download the portfolio')]/@href")[0]
    answer = site.client.get(link)
    assert answer.headers["content-disposition"].startswith("attachment")
    pdf = PdfReader(BytesIO(answer.content))
    assert len(pdf.pages) == len(pictures)
    assert UNIT in pdf.pages[0].extract_text()


def test_a_page_is_drawn_when_it_is_asked_for(site: Site, ready: str) -> None:
    """A picture of the page, and no picture of a page that is not there."""
    address = site.get(ready).xpath("//figure/img/@src")[1]
    answer = site.client.get(address)
    assert answer.headers["content-type"] == "image/png"
    picture = Image.open(BytesIO(answer.content))
    assert picture.width == 900
    assert len(picture.getcolors(1 << 24) or ()) > 2
    assert site.client.get(f"{address.rpartition('/')[0]}/999").status_code == 404
    assert site.client.get(f"{address.rpartition('/')[0]}/0").status_code == 404


def test_everything_comes_as_one_zip_without_what_is_ours_alone(site: Site, ready: str) -> None:
    """Portfolio, Word documents, manifest and report in one folder."""
    answer = site.client.get(f"{ready}/everything.zip")
    with ZipFile(BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert any(name.endswith(".pdf") for name in names)
    assert any("/documents/" in name and name.endswith(".docx") for name in names)
    assert any(name.endswith("manifest.json") for name in names)
    assert any(name.endswith(".html") for name in names)
    assert not any(".ilmdocs" in name for name in names)
    assert len({name.partition("/")[0] for name in names}) == 1


def verified(site: Site, address: str, folder: Path) -> list[str]:
    """The portfolios that `verify` finds in the ZIP of something that was dropped, and proves."""
    packed = folder / "everything.zip"
    packed.write_bytes(site.client.get(f"{address}/everything.zip").content)
    with open_portfolio_zip(packed) as opened:
        for path in opened.portfolios:
            with opened.unpacked(path) as portfolio:
                proofs = verify_portfolio(portfolio.pdf.read_bytes())
                assert not [proof for proof in proofs if proof.ok is False]
        return list(opened.portfolios)


def test_the_zip_of_everything_is_one_that_verify_takes(site: Site, ready: str, tmp_path: Path) -> None:
    """Who gets it from a learner proves what is in it, without unpacking it first."""
    (path,) = verified(site, ready, tmp_path)
    assert UNIT in path


def test_the_report_brings_its_own_rule(site: Site, ready: str) -> None:
    """It holds its style itself and may fetch nothing."""
    link = site.get(ready).xpath("//a[contains(., 'Report')]/@href")[0]
    answer = site.client.get(link)
    assert "Ready: nothing needs to be put right." in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_learner_who_is_not_ready_sees_each_point_with_cell_and_remedy(site: Site, not_ready: str) -> None:
    """What would do comes first, then every point, before anything else on the page."""
    page = site.get(not_ready)
    assert text(page.xpath("//h1")[0]) == "Not ready: 1 point to fix."
    point = page.xpath("//section[contains(@class, 'must')]//li")[0]
    assert text(point.xpath("./*[@class='place']")[0]).startswith("Learner!")
    assert "Centre number" in text(point) and point.xpath("./*[@class='remedy']")
    headings = [text(heading) for heading in page.xpath("//main//h2")]
    assert headings[:2] == ["What would close the gap", "To put right (1)"]
    (addition,) = page.xpath("//ul[@class='gap']/li")
    assert text(addition).startswith("Fill in “Centre number”")
    assert "No pages yet" in headings
    assert not page.xpath("//a[contains(., 'Download the portfolio')]")


def test_the_annotated_copy_is_for_the_learner_alone(site: Site, not_ready: str) -> None:
    """It holds all that the workbook holds, so it is in nothing that may be passed on."""
    link = site.get(not_ready).xpath("//a[contains(., 'Annotated copy')]/@href")[0]
    answer = site.client.get(link)
    name = "mine - what to fix.xlsx"
    assert unquote(answer.headers["content-disposition"]).endswith(name)
    with ZipFile(BytesIO(answer.content)) as book:
        assert "xl/workbook.xml" in book.namelist()
    with ZipFile(BytesIO(site.client.get(f"{not_ready}/everything.zip").content)) as archive:
        assert not any(entry.endswith(".xlsx") for entry in archive.namelist())


def test_a_draft_is_made_when_it_is_asked_for_and_says_that_it_is_one(site: Site, not_ready: str) -> None:
    """Beside the pages, in every picture's place and in the file itself."""
    form = site.get(not_ready).xpath("//form[contains(@action, '/draft')]/@action")[0]
    answer = site.post(form, follow_redirects=False)
    assert answer.headers["location"] == f"{not_ready}/working"
    page = site.finished(not_ready)
    assert text(page.xpath("//h1")[0]) == "Not ready: 1 point to fix."
    draft = page.xpath("//section[contains(@class, 'draft')]")[0]
    assert "Not for submission" in text(draft)
    pdf = PdfReader(BytesIO(site.client.get(draft.xpath(".//a/@href")[0]).content))
    assert "DRAFT" in pdf.pages[1].extract_text()
    assert not page.xpath("//a[contains(., 'Download the portfolio')]")
    with ZipFile(BytesIO(site.client.get(f"{not_ready}/everything.zip").content)) as archive:
        assert not any(name.endswith(".pdf") for name in archive.namelist())  # a draft is only looked at


def test_a_client_who_is_named_gets_no_draft(site: Site) -> None:
    """The page says at which cell the name stands, and shows the name nowhere."""
    named = "Zebedee Quixby"
    page = site.drop(("mine.xlsx", _with_client(named)))
    assert "There is no draft either, because a client's name stands in Learner!" in text(page)
    assert named not in text(page) and "Quixby" not in text(page)
    assert not page.xpath("//form[contains(@action, '/draft')]")


def test_a_file_that_is_named_after_a_client_names_nobody_on_the_page(site: Site) -> None:
    """What has to be put right is the name itself, which is shown nowhere; nothing is noted down of it."""
    page = site.drop(("for Quixby.xlsx", _with_client("Zebedee Quixby", role="Team leader")))
    assert text(page.xpath("//h1")[0]) == "Not ready: 1 point to fix."
    assert "Rename it." in text(page.xpath("//section[contains(@class, 'must')]//li")[0])
    assert "Quixby" not in text(page)
    assert "Quixby" not in text(site.get("/"))


def _with_client(name: str, role: str = "") -> bytes:
    from ilmdocs.samples import rows_for
    from ilmdocs.workbook.create import create_workbook
    from tests.web.site import LIBRARY

    rows = {sheet: [dict(row) for row in inside] for sheet, inside in rows_for([UNIT]).items()}
    rows["Learner"][0]["own_role"] = role or f"I lead the team of {name}"
    rows["Private"] = [{"client_ref": "C1", "real_name": name}]
    return create_workbook([LIBRARY.units[UNIT]], rows=rows, required=LIBRARY.required, used=LIBRARY.used)


def test_a_cohort_fills_a_board_whose_rows_lead_to_the_learners(site: Site, tmp_path: Path) -> None:
    """Ready, not ready and unreadable side by side; one of them never stops the others."""
    page = site.drop(
        ("cohort/ann/a.xlsx", workbook(learner_name="Ann Archer", ilm_registration_no="FIC7001")),
        ("cohort/ben/b.xlsx", workbook(learner_name="Ben Bowyer", ilm_registration_no="2", centre_number="")),
        ("cohort/cat/c.xlsx", b"this is no workbook"),
    )
    assert text(page.xpath("//h1")[0]) == "1 of 3 learners is ready; 1 workbook could not be read."
    first, second, third = page.xpath("//tbody/tr")
    assert "Ann Archer" in text(first) and "Ready, built" in text(first)
    assert "Ben Bowyer" in text(second) and "1 point to fix" in text(second)
    assert "Could not be read" in text(third) and "Workbook 3 of what you dropped" in text(third)
    copy = site.get(second.xpath(".//a/@href")[0]).xpath("//a[contains(., 'Annotated copy')]/@href")[0]
    assert site.client.get(copy).content.startswith(b"PK")  # made when it is asked for
    ann = site.get(first.xpath(".//a/@href")[0])
    assert text(ann.xpath("//h1")[0]) == "Ready: nothing needs to be put right."
    assert "This workbook could not be read." in text(site.get(third.xpath(".//a/@href")[0]))
    board, excel = (
        page.xpath(f"//a[contains(., '{words}')]/@href")[0] for words in ("full board", "for Excel")
    )
    assert "Ben Bowyer" in site.client.get(board).text
    assert site.client.get(excel).content.startswith(b"PK")
    (portfolio,) = verified(site, f"/uploads/{site.session.uploads[0].number}", tmp_path)
    assert "Archer" in portfolio


def test_a_workbook_that_could_not_be_read_is_known_by_its_place_alone(site: Site) -> None:
    """A file's name may be a client's, and where we have put the files is nobody's matter."""
    page = site.drop(
        ("Zebedee Quixby.xlsx", b"nothing"), ("Zebedee Quixby.xlsx", b""), (".hidden.xlsx", b"x")
    )
    address = f"/uploads/{site.session.uploads[0].number}"
    everything = [page, site.get("/"), *(site.get(f"{address}/learners/{row}") for row in (0, 1))]
    said = " ".join(text(found.xpath("//main")[0]) for found in everything)
    assert "Quixby" not in said and "dropped/" not in said
    first, second = page.xpath("//tbody/tr")
    assert text(first).startswith("Workbook 1 ") and "Workbook 1 of what you dropped is " in text(first)
    assert text(second).startswith("Workbook 2 ") and "Workbook 2 of what you dropped is " in text(second)
    assert ".hidden.xlsx is hidden and was passed over." in said


def test_who_has_no_workbook_yet_tries_it_with_a_fictional_learner(site: Site) -> None:
    """One button on the first page leads to a finished portfolio."""
    (action,) = site.get("/").xpath("//form[contains(., 'fictional learner')]/@action")
    answer = site.post(action, follow_redirects=False)
    page = site.finished(answer.headers["location"].removesuffix("/working"))
    assert text(page.xpath("//h1")[0]) == "Ready: nothing needs to be put right."
    assert page.xpath("//a[contains(., 'Download the portfolio')]")


def test_a_zip_of_a_folder_is_a_learner_with_the_files_beside_the_workbook(site: Site) -> None:
    """What the workbook names is found, and what macOS adds is not in the way."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("Robin/mine.xlsx", workbook())
        archive.writestr("Robin/.DS_Store", b"x")
        archive.writestr("__MACOSX/Robin/._mine.xlsx", b"x")
    page = site.drop(("learner.zip", packed.getvalue()))
    assert text(page.xpath("//h1")[0]) == "Ready: nothing needs to be put right."


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("mine.xlsx", b"", "Workbook 1 of what you dropped is empty"),
        ("mine.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("mine.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Workbook 1 of what you dropped"),
        ("photo.pdf", b"%PDF-1.4", "“photo.pdf” is a PDF."),
        ("all.zip", b"no zip at all", "all.zip is damaged"),
        ("old.xls", b"x", "“old.xls” is an old Excel workbook (.xls)."),
    ],
)
def test_what_is_no_workbook_is_said_with_what_to_do(site: Site, name: str, data: bytes, said: str) -> None:
    """No traceback and no empty page: what is wrong, and a place to drop the next one."""
    page = site.drop((name, data))
    assert said in text(page.xpath("//main")[0])
    assert page.xpath("//h2[contains(., 'what to do') or contains(., 'What to do')]")
    assert page.xpath("//form[@action='/uploads']")
    assert "fault of ours" not in text(page)


def test_events_tell_each_step_and_lead_to_the_result(site: Site, ready: str) -> None:
    """Who comes late is told at once that it is finished, and where to go."""
    answer = site.client.get(f"{ready}/events?rows=1")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "event: end" in answer.text and f'href="{ready}#result"' in answer.text
    assert "Making the pages of the portfolio" in answer.text


def test_what_is_removed_is_gone_from_page_and_disk(tmp_path: Path) -> None:
    """Nothing of a learner stays behind, and its addresses lead to a page that says so."""
    with served(tmp_path) as own:
        own.drop(("mine.xlsx", b"nothing"))
        (upload,) = own.session.uploads
        assert upload.folder.is_dir()
        answer = own.post(f"/uploads/{upload.number}/remove")
        assert "This session" not in answer.text
        assert not upload.folder.exists()
        assert "not here any more" in text(own.get(f"/uploads/{upload.number}", 404))


@pytest.mark.parametrize(
    "path",
    [
        "../dropped/mine.xlsx",
        "%2e%2e/dropped/mine.xlsx",
        ".ilmdocs/journal.jsonl",
        "/etc/passwd",
        "none",
        "a%00b",
        "a" * 5000,
    ],
)
def test_no_address_leads_out_of_what_was_made(site: Site, ready: str, path: str) -> None:
    """Neither to other folders nor to what the program remembers for itself."""
    assert site.client.get(f"{ready}/files/{path}").status_code == 404


@pytest.mark.parametrize("kind", ["evil", "draft", "Portfolio"])
def test_no_other_address_leads_to_a_portfolio(site: Site, ready: str, kind: str) -> None:
    """What is not there is not answered with something else."""
    assert site.client.get(f"{ready}/learners/0/portfolio/{UNIT}").status_code == 200
    assert site.client.get(f"{ready}/learners/0/{kind}/{UNIT}").status_code == 404


def test_what_is_finished_is_kept_where_the_user_wants_it(tmp_path: Path) -> None:
    """In a new folder each time, so that nothing there is ever overwritten."""
    keep = tmp_path / "kept"
    with served(tmp_path, keep=keep) as own:
        data = workbook()
        page = own.drop(("mine.xlsx", data))
        own.drop(("mine.xlsx", data))
        assert f"Kept in {keep}" in text(page)
    first, second = sorted(folder.name for folder in keep.iterdir())
    assert second == f"{first} (2)"
    assert len(list(keep.rglob("*.pdf"))) == 2
    assert not list(keep.rglob(".ilmdocs"))


def test_the_session_lists_what_was_dropped_by_learner(site: Site, ready: str) -> None:
    """The newest first, with how it stands, and what tells two of one learner apart: file and time."""
    page = site.get("/")
    items = [text(item) for item in page.xpath("//ul[@class='session']/li")]
    assert any("mine.xlsx, dropped at 14:05 Ready: nothing needs to be put right." in item for item in items)
    assert all("ropped at 14:05" in item for item in items)


def test_each_upload_asks_for_its_own_day(tmp_path: Path) -> None:
    """A page that stays open over midnight does not call a session of today one in the future."""
    days = [TODAY - timedelta(days=400), TODAY]
    with served(tmp_path, today=lambda: days.pop(0)) as own:
        before, after = (text(own.drop(("mine.xlsx", workbook())).xpath("//h1")[0]) for _ in range(2))
    assert before.startswith("Not ready")
    assert after == "Ready: nothing needs to be put right."
