"""What lies in the folder: notes that open anywhere, the same bytes each time, nobody named."""

from __future__ import annotations

import email
import json
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from html import unescape
from pathlib import Path

import pytest

from ilmdocs.chase import chase_notes
from ilmdocs.chasing import CHASE, OVERVIEW, describe, named_notes, write_notes
from ilmdocs.model.centre import Centre, Person
from ilmdocs.model.cohort import Cohort, LearnerStanding
from ilmdocs.text.names import find_names, private_terms
from ilmdocs.word.package import parse_xml, unpack

from .learners import Rows, checked, standing
from .test_notes import TODAY, learner, owes

CENTRE = Centre("Fernside Training", tutors=(Person("Rowan Thistlewood", "rowan@example.org"),))


def read_mail(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def word_text(data: bytes) -> str:
    parts = unpack(data)
    return "\n".join(
        "".join(map(str, parse_xml(part).itertext())) for name, part in parts.items() if name.endswith(".xml")
    )


def mail_text(data: bytes) -> str:
    message = read_mail(data)
    texts = [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            texts.append(unescape(part.get_content()))
        elif not part.is_multipart():
            texts += [str(part.get_filename()), word_text(part.get_content())]
    return "\n".join(texts)


def text_of(path: Path) -> str:
    data = path.read_bytes()
    kinds = {".eml": mail_text, ".docx": word_text}
    return f"{path.name}\n{kinds[path.suffix](data) if path.suffix in kinds else unescape(data.decode())}"


def spoil(rows: Rows) -> None:
    """Something for everybody, and a client's name in cells that messages repeat."""
    name = rows["Private"][0]["real_name"]
    rows["Clients"][0].pop("client_signed")
    rows["CoacheeFeedback"][0].pop("overall")
    rows["Supervision"][0].pop("outcomes")
    rows["Units"][0].update(tutor_signed=None)
    rows["Sessions"][0].update(goal=f"{name} shall lead", venue=name)
    rows["Sessions"][1].update(reality=None, model=name)
    rows["Goals"][0].update(client_ref=name)
    rows["Supervision"][1].update(supervisor=name, outcomes=None)
    rows["References"][0].update(accessed=name)
    rows.setdefault("Evidence", []).append(
        {"title": name, "kind": "evidence", "file": f"{name}.pdf", "criteria": ("2.3",)}
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cohort, list[Path], list[object]]:
    """Two real learners with open points, their files, and what must not be found in any."""
    folder = tmp_path_factory.mktemp("chase")
    looks = [checked(folder / unit, spoil, unit) for unit in ("8585-301", "8580-501")]
    cohort = Cohort(tuple(standing(look) for look in looks))
    write_notes(cohort, CENTRE, folder / CHASE, today=TODAY)
    return cohort, sorted((folder / CHASE).iterdir()), [private_terms(look.submission) for look in looks]


def test_no_client_is_named_in_any_file(made: tuple[Cohort, list[Path], list[object]]) -> None:
    """Not in names of files, headers, texts, enclosed documents, list or record."""
    _, files, secrets = made
    assert {path.suffix for path in files} == {".eml", ".docx", ".html", ".json"}
    for path in files:
        text = text_of(path)
        assert len(text) > 100
        for terms in secrets:
            hits = find_names(text, terms)  # type: ignore[arg-type]
            assert [text[hit.start : hit.end] for hit in hits] == [], path.name


def test_each_learner_has_a_note_with_those_of_the_clients(
    made: tuple[Cohort, list[Path], list[object]],
) -> None:
    """It opens as a draft: addressed, not sent, not dated, without a sender."""
    _, files, _ = made
    (path,) = [path for path in files if path.name.startswith("learner Morgan Ellery")]
    assert path.name == "learner Morgan Ellery FIC0301.eml"
    message = read_mail(path.read_bytes())
    assert message["To"] == "Morgan Ellery <morgan.ellery@example.com>"
    assert message["X-Unsent"] == "1"
    assert all(message[name] is None for name in ("From", "Date", "Message-ID"))
    body = message.get_body(("plain",))
    assert body is not None
    assert "Sessions!" in body.get_content()
    attached = {str(part.get_filename()): part.get_content() for part in message.iter_attachments()}
    assert list(attached) == ["client C1 of Morgan Ellery FIC0301.docx"]
    beside = {file.name: file.read_bytes() for file in files}
    assert all(beside[name] == data for name, data in attached.items())


def test_the_same_points_give_the_same_bytes(
    made: tuple[Cohort, list[Path], list[object]], tmp_path: Path
) -> None:
    """In another folder, and once more in the same one."""
    cohort, files, _ = made
    for _ in range(2):
        paths = write_notes(cohort, CENTRE, tmp_path / CHASE, today=TODAY)
        assert paths[0].name == OVERVIEW
        assert {p.name: p.read_bytes() for p in (tmp_path / CHASE).iterdir()} == {
            p.name: p.read_bytes() for p in files
        }


def test_notes_go_when_nothing_is_owed_any_more(tmp_path: Path) -> None:
    """What somebody edited is kept under another name; other files are not touched."""
    first = learner("Ann", owes("supervisor", "Kim", "Observe."), owes("client", "C1", "Sign."), number="1")
    write_notes(Cohort((first,)), None, tmp_path, today=TODAY)
    own = tmp_path / "my own list.docx"
    own.write_bytes(b"mine")
    edited = tmp_path / "supervisor Kim.docx"
    edited.write_bytes(b"edited")
    write_notes(Cohort((learner("Ann", number="1"),)), None, tmp_path, today=TODAY)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"chase-list.html", "chase.json", "my own list.docx", "supervisor Kim (edited).docx"}
    assert (tmp_path / "supervisor Kim (edited).docx").read_bytes() == b"edited"
    assert "Nobody owes anything" in (tmp_path / OVERVIEW).read_text(encoding="utf-8")


def test_a_record_that_was_tampered_with_removes_nothing_else(tmp_path: Path) -> None:
    """Only notes in the folder itself are ever removed."""
    outside = tmp_path / "keep.docx"
    outside.write_bytes(b"keep")
    folder = tmp_path / CHASE
    folder.mkdir()
    (folder / "portfolio.pdf").write_bytes(b"keep")
    files = {"../keep.docx": "x", str(outside): "x", "portfolio.pdf": "x"}
    (folder / "chase.json").write_text(json.dumps({"schema": "ilmdocs.chase/1", "files": files}))
    write_notes(Cohort(()), None, folder, today=TODAY)
    assert outside.read_bytes() == b"keep"
    assert (folder / "portfolio.pdf").read_bytes() == b"keep"


@pytest.mark.parametrize(
    "name",
    [
        "Ann\r\nBcc: victim@example.org",
        'Ann" <victim@example.org>, "',
        "<script>alert(1)</script> & Co",
        "../../Ann",
        "A" * 3000,
        "Zoë\u202e\ud800 Ångström",
        "CON",
        "=cmd|' /C calc'!A0",
    ],
)
def test_hostile_names_do_no_harm(name: str, tmp_path: Path) -> None:
    """One addressee, one line a header, names of files that every system takes, nothing run as HTML."""
    own = learner(
        name, owes("learner", name), owes("client", "C1", "Sign."), email="ann@example.org", number="1"
    )
    staff = learner("Ben", owes("assessor", name, "Sign."), owes("supervisor", name, "Observe."), number="2")
    centre = Centre(name, assessors=(Person(name, "kim@example.org"),))
    paths = write_notes(Cohort((own, staff)), centre, tmp_path / "chase", today=TODAY)
    assert [p.parent.name for p in paths] == ["chase"] * 5
    assert {path.name for path in tmp_path.iterdir()} == {"chase"}
    for path in paths:
        assert len(path.name.encode()) < 100
        assert not set('<>:"/\\|?*\r\n') & set(path.name)
        if path.suffix == ".eml":
            message = read_mail(path.read_bytes())
            assert message["Bcc"] is None
            addresses = [one.addr_spec for one in message["To"].addresses]
            assert addresses in (["ann@example.org"], ["kim@example.org"])
            html = message.get_body(("html",))
            assert html is not None
            assert "<script" not in html.get_content()
        elif path.suffix == ".docx":
            assert word_text(path.read_bytes())
    page = (tmp_path / "chase" / OVERVIEW).read_text(encoding="utf-8")
    assert "<script" not in page


def test_a_wrong_address_makes_a_letter() -> None:
    """Who cannot be written to gets a Word document."""
    one = learner("Ann", owes("learner", "Ann"), email="ann@example.org, b@example.org")
    ((_, name),) = named_notes(chase_notes(Cohort((one,)), None, today=TODAY))
    assert name == "learner Ann.docx"


def test_two_of_one_name_have_files_of_their_own() -> None:
    """Capitals alone are no difference on Windows and macOS."""
    people = [learner(name, owes("learner", name)) for name in ("Ann", "ANN", "ann")]
    people = [replace(one, file=f"{number}.xlsx") for number, one in enumerate(people)]
    names = [name for _, name in named_notes(chase_notes(Cohort(tuple(people)), None, today=TODAY))]
    assert names == ["learner Ann.docx", "2 learner ANN.docx", "3 learner ann.docx"]


def test_the_table_says_who_owes_how_much() -> None:
    """One line a person, with the file to send."""
    one = learner("Ann", owes("learner", "Ann"), owes("assessor", "", "Sign."), number="1")
    named = named_notes(chase_notes(Cohort((one,)), None, today=TODAY))
    lines = describe(named).splitlines()
    assert lines[0].split() == ["Who", "Role", "Learners", "Needed", "Worth", "doing", "Note"]
    assert lines[2].split() == ["Ann", "learner", "1", "0", "learner", "Ann", "1.docx"]
    assert lines[3].startswith("not named  assessor  Ann")
    assert describe(()) == "Nobody owes anything."


def test_an_empty_cohort_owes_nothing(tmp_path: Path) -> None:
    """The list is there and says so."""
    done = LearnerStanding("l.xlsx", "Ann")
    assert [p.name for p in write_notes(Cohort((done,)), None, tmp_path, today=TODAY)] == [OVERVIEW]
