"""Properties of reading that hold for every heading, reference, length of time and text."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.model.submission import Row
from ilmdocs.text.clean import clean_text
from ilmdocs.workbook.fold import folded
from ilmdocs.workbook.headings import field_names
from ilmdocs.workbook.references import normalise_references, session_reference
from ilmdocs.workbook.schema import SHEETS, sheet_schema
from ilmdocs.workbook.serials import EPOCH_1900, EPOCH_1904, from_serial
from ilmdocs.workbook.values import Readable, Typed, read_value

DURATION = sheet_schema("Sessions").field("duration")
DATE = sheet_schema("Sessions").field("date")
EPOCHS = st.sampled_from((EPOCH_1900, EPOCH_1904))
INVISIBLE = st.sampled_from(("", "\u200b", "\u00ad", "\ufeff", "\u2060", "\u200e", "\u202a"))
BLANK = st.sampled_from((" ", "  ", "\u00a0", "\u2003", "\u3000", "\n", "\t", " \u200b "))
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
"""ASCII to its full-width twin, as East Asian keyboards type it."""
HEADINGS = st.sampled_from([(schema, item) for schema in SHEETS for item in schema.fields])


@given(HEADINGS, st.data())
def test_a_heading_survives_how_it_is_typed(heading: tuple, draw: st.DataObject) -> None:  # type: ignore[type-arg]
    """Case, width of letters, kinds of spaces and invisible characters never hide a heading."""
    schema, item = heading
    change = draw.draw(
        st.sampled_from((str.upper, str.lower, str.title, str.swapcase, lambda t: t.translate(WIDE)))
    )
    pieces = [change(word) + draw.draw(INVISIBLE) for word in item.heading.split(" ")]
    typed = draw.draw(BLANK) + draw.draw(BLANK).join(pieces) + draw.draw(BLANK)
    assert field_names(schema)[folded(typed)] == item.id


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """Compared texts are compared alike whatever was done to them before."""
    assert folded(folded(text)) == folded(text)


@given(st.integers(0, 31 * 1440 - 1), EPOCHS)
def test_no_minute_is_lost_between_excel_and_us(minutes: int, epoch: datetime) -> None:
    """A length of time is the same in [h]:mm and, below a month, in h:mm, in either calendar.

    Whole days and what looks like a number of hours typed into such a cell is asked about, never shortened.
    """
    for is_duration, number_format in ((True, "[h]:mm"), (False, "h:mm")):
        stored = from_serial(minutes / 1440, epoch, is_duration=is_duration)
        outcome = read_value(Typed(stored, number_format, epoch), DURATION)
        if isinstance(outcome, Readable):
            assert outcome.value == minutes or (outcome.note and outcome.note.id == "duration-from-number")
        else:
            assert outcome.id == "ambiguous-duration" and minutes >= 1440


@given(st.integers(0, 999), st.integers(0, 59))
def test_hours_beyond_a_day_in_words(hours: int, minutes: int) -> None:
    """25:30 is 25 hours and 30 minutes, however it is spelled."""
    clock = f"{hours}:{minutes:02}"
    for typed in (clock, f"{clock}:00", f"{hours}h {minutes}m", f"{hours} hours {minutes} min"):
        outcome = read_value(Typed(typed, "@", EPOCH_1900), DURATION)
        assert isinstance(outcome, Readable) and outcome.value == hours * 60 + minutes


@given(st.dates(datetime(1950, 1, 1).date(), datetime(2099, 12, 31).date()), EPOCHS)
def test_a_date_number_is_that_day_in_either_calendar(day: object, epoch: datetime) -> None:
    """The number that Excel stores is the same day again, formatted as a date or not."""
    number = (datetime.combine(day, datetime.min.time()) - epoch).days  # type: ignore[arg-type]
    for value in (from_serial(number, epoch), number):
        outcome = read_value(Typed(value, "General", epoch), DATE)
        assert isinstance(outcome, Readable) and outcome.value == day


@given(
    st.integers(1, 9),
    st.integers(1, 999),
    st.sampled_from(("-", " ", " - ", "–", "/", ".", "#", ": ")),
    st.booleans(),
)
def test_a_session_however_it_is_referred_to(client: int, number: int, mark: str, is_upper: bool) -> None:
    """`c1 3`, `C1-03` and `C1 / 3` lead to one session; what leads nowhere stays as typed."""
    ref = f"C{client}"
    typed = f"{ref if is_upper else ref.lower()}{mark}{number}"
    rows = {
        "Clients": (Row("robin.xlsx", "Clients", 5, {"client_ref": ref}, {}),),
        "Sessions": (Row("robin.xlsx", "Sessions", 5, {"client_ref": ref, "session_no": number}, {}),),
        "Supervision": (
            Row("robin.xlsx", "Supervision", 5, {"sessions_discussed": (typed, f"X{client}-{number}")}, {}),
        ),
    }
    found = normalise_references(rows, ())
    expected = session_reference(ref, number)
    assert found["Sessions"][0].text("session_ref") == expected
    assert found["Supervision"][0].items("sessions_discussed") == (expected, f"X{client}-{number}")


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_cleaning_loses_only_what_it_names(text: str) -> None:
    """Every character of a text is still there, in order, but for line breaks, edges and what is reported."""
    cleaned = clean_text(text)
    removed = {chr(int(name[2:], 16)) for name in cleaned.removed}
    lines = text.replace("\r\n", "\n")
    for other in "\r\v\f\x85\u2028\u2029":
        lines = lines.replace(other, "\n")
    kept = "".join(
        "\ufffd" if "\ud800" <= character <= "\udfff" else character
        for character in lines
        if "\ud800" <= character <= "\udfff" or character not in removed
    )
    assert cleaned.text == unicodedata.normalize("NFC", kept).strip(" \t\n\u00a0")


@given(st.floats(0, 4000).map(lambda days: timedelta(days=days)))
def test_any_length_of_time_is_whole_or_asked_about(length: timedelta) -> None:
    """Nothing is rounded to a minute in silence, but for what Excel itself cannot keep."""
    outcome = read_value(Typed(length, "[h]:mm", EPOCH_1900), DURATION)
    if isinstance(outcome, Readable) and outcome.note is None:
        assert abs(length.total_seconds() - int(str(outcome.value)) * 60) <= 1
