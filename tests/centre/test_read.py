"""What `centre.toml` may say, and how a slip in it is answered. Everybody in it is fictional."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from ilmdocs.centre import read_centre, starting_file
from ilmdocs.errors import UnreadableInput
from ilmdocs.library import load_library
from ilmdocs.model.centre import NO_SETTINGS, Centre, Person
from tests.builders import TEMPLATES


def settings(folder: Path, text: str) -> Centre:
    """The settings that a file with a text gives."""
    file = folder / "centre.toml"
    file.write_text(text, encoding="utf-8")
    return read_centre(file)


def refused(folder: Path, text: str) -> str:
    """What is said of a file that is not allowed, units and parts included."""
    with pytest.raises(UnreadableInput) as error:
        load_library(TEMPLATES, settings(folder, text))
    assert error.value.remedy
    return str(error.value)


def in_force() -> str:
    """The file that `init` writes with every # taken away, as its first lines say."""
    return re.sub(r"^#(?=[^\s#])", "", starting_file().decode("utf-8"), flags=re.MULTILINE)


def test_an_untouched_file_changes_nothing(tmp_path: Path) -> None:
    """Every setting is there and none is in force."""
    assert settings(tmp_path, starting_file().decode("utf-8")) == NO_SETTINGS


def test_every_example_of_the_file_is_allowed(tmp_path: Path) -> None:
    """With the # taken away each setting works as it stands, in its place."""
    (tmp_path / "our forms").mkdir()
    Image.new("RGB", (30, 10)).save(tmp_path / "logo.png")
    centre = settings(tmp_path, in_force())
    assert centre == Centre(
        name="Fictional Coaching Academy",
        number="012345",
        logo=(tmp_path / "logo.png").resolve(),
        tutors=(Person("Jo Marsh", "jo.marsh@example.org"),),
        assessors=(Person("Sam Okoro", "sam.okoro@example.org", date(2026, 1, 15)),),
        quality_assurers=(Person("Kit Bryant", "kit.bryant@example.org"),),
        pack=(tmp_path / "our forms").resolve(),
        part_order={
            "8585-301": (
                "diary", "reflective-log", "cpd", "coachee-feedback", "supervision", "observation",
            )
        },
        low_score=4,
        retention_months=36,
        file_name="{surname} {initial} {registration} {unit}({attempt})",
        charts=True,
    )  # fmt: skip
    assert settings(tmp_path, in_force().replace("\n", "\r\n")) == centre
    (tmp_path / "centre.toml").write_bytes(b"\xef\xbb\xbf" + in_force().encode("utf-8"))
    assert read_centre(tmp_path / "centre.toml") == centre


SLIPS = {
    'nmae = "A"': "Unknown key nmae in centre.toml. Did you mean name?",
    "number = 12345": "value for number that is not allowed: it must be a text in quotation marks",
    "number = 012345": "line 1 is not written as it must be. Texts stand in quotation marks",
    "name = “A”": "line 1 is not written as it must be. Use straight quotation marks",
    'logo = "C:\\Users\\me\\logo.png"': "Write folders with / in place of \\",
    'name = "A"\nname = "B"': "line 2 says something that was said before. Take one of the two out.",
    'name = "A\\nB"': "name that is not allowed: it must be one line",
    'logo = "absent.png"': "names the file absent.png under logo, but there is no such file",
    'pack = "absent"': "names the folder absent under pack, but there is no such folder",
    'logo = "centre.toml"': "The logo centre.toml cannot be used as a picture",
    "low_score = 11": "low_score that is not allowed: it must be a rating from 1 to 10",
    'low_score = "4"': "low_score that is not allowed",
    'charts = "yes"': "charts that is not allowed: it must be true or false",
    "retention_months = 0": "it must be a number of months above 0",
    'tutors = ["Jo Marsh"]': "write [[tutors]] on a line of its own",
    '[[assessors]]\nname = "Jo"\nemail = "jo at example"': "jo at example is no e-mail address",
    '[[assessors]]\nname = "Jo"\nemail = "jo@example.org, b@example.org"': "is no e-mail address",
    '[[assessors]]\nname = "Jo"\nsince = "15/01/2026"': "write the day as 2026-01-31",
    '[[assessors]]\nemail = "jo@example.org"': "centre.toml assessors.1 has no name",
    '[[assessors]]\nname = "Jo"\n[[assessors]]\nname = "jo"': "lists jo twice under assessors",
    '[[tutors]]\nname = "Jo"\nmail = "a@b.uk"': "key mail in centre.toml tutors.1. Did you mean email?",
    '[[tutors]]\nname = "Jo"\nnumber = "1"': "says number below [tutors], where it belongs to that list",
    'file_name = "{name}-{unit}({attempt})"': "names {name} under file_name, which stands for nothing",
    'file_name = "{surnme}-{unit}({attempt})"': "Did you mean surname?",
    'file_name = "{surname}({attempt})"': "it must hold {unit}",
    'file_name = "{initial} {unit}({attempt})"': "it must hold {surname} or {registration}",
    'file_name = "{surname}/{unit}({attempt})"': "a file name may not hold /",
    'file_name = "{surname} {unit} {attempt}.pdf"': "leave .pdf out",
    'file_name = "{surname {unit}({attempt})"': "a word in braces is not closed",
    'file_name = "{surname} {surname} {unit}({attempt})"': "{surname} stands twice",
    'file_name = "Mark sheet {surname} {unit}({attempt})"': "only the names of mark sheets begin with",
    '[part_order]\n8585-310 = ["diary"]': "is no unit. Did you mean 8585-301?",
    '[part_order]\n8585-301 = ["dairy"]': "portfolios of that unit do not have. Did you mean diary?",
    '[part_order]\n8585-303 = ["diary"]': "names diary, which portfolios of that unit do not have",
    '[part_order]\n8585-301 = ["cpd", "cpd"]': "names cpd twice",
    '[part_order]\n8585-301 = "cpd"': "part_order has a value for 8585-301 that is not allowed",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_answered_with_key_and_remedy(tmp_path: Path, text: str) -> None:
    """The message names the file or its key, says what is wrong and what to do."""
    assert SLIPS[text] in refused(tmp_path, text)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A file that is no UTF-8 text is answered with how to save it."""
    file = tmp_path / "centre.toml"
    file.write_bytes('name = "Café"'.encode("cp1252"))
    with pytest.raises(UnreadableInput, match=r"not stored as UTF-8 text.*at Encoding, UTF-8"):
        read_centre(file)


def order(folder: Path, unit: str, kinds: str) -> tuple[str, ...]:
    """The order of a unit's parts under settings."""
    text = f"[part_order]\n{unit} = {kinds.split()}"
    return load_library(TEMPLATES, settings(folder, text)).unit(unit).order


def test_what_an_order_leaves_out_follows_as_it_stood(tmp_path: Path) -> None:
    """Named parts come first among the evidence; beginning and mark sheet stay in their places."""
    assert order(tmp_path, "8585-301", "cpd diary") == (
        "authentication", "matrix", "contents", "cpd", "diary", "reflective-log", "coachee-feedback",
        "supervision", "observation", "statement", "references", "evidence", "mark-sheet",
    )  # fmt: skip
    whole = order(tmp_path, "8585-301", "authentication matrix contents cpd diary")
    assert whole == order(tmp_path, "8585-301", "cpd diary")


@pytest.mark.parametrize(
    "kinds",
    ["matrix authentication", "diary matrix", "matrix contents diary authentication", "contents matrix"],
)
def test_a_prescribed_order_is_not_broken(tmp_path: Path, kinds: str) -> None:
    """The matrix stands behind the authentication sheet and before all evidence; the source says so."""
    with pytest.raises(UnreadableInput) as error:
        order(tmp_path, "8585-301", kinds)
    assert "begins with authentication, matrix, contents, in this order (“" in error.value.message
    assert "after the authentication sheet(s)" in error.value.message


def test_nothing_follows_the_mark_sheet(tmp_path: Path) -> None:
    """The assessor's sheet comes last."""
    with pytest.raises(UnreadableInput, match="behind the mark sheet, which is the assessor's"):
        order(tmp_path, "8580-501", "mark-sheet diary")


def test_the_day_until_which_a_portfolio_is_kept() -> None:
    """Months are counted on the calendar; a day that a month lacks becomes its last."""
    centre = Centre(retention_months=6)
    assert centre.keep_until(date(2026, 8, 31)) == date(2027, 2, 28)
    assert centre.keep_until(date(2026, 6, 30)) == date(2026, 12, 30)
    assert Centre(retention_months=36).keep_until(date(2026, 12, 1)) == date(2029, 12, 1)
    assert Centre().keep_until(date(2026, 8, 31)) is None
