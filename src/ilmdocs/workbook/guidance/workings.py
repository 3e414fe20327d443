"""The hidden sheet Workings: lengths of time as minutes, and which sessions count for which unit.

What is worked out here follows `model/hours.py` as far as a formula can; `ilmdocs check` decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.unit import Unit
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, write_text
from ilmdocs.workbook.guidance.places import COUNTED_ROWS, quoted, span
from ilmdocs.workbook.guidance.stored import Placed
from ilmdocs.workbook.schema import WORKINGS_SHEET, sheet_schema

_HEADER, _FIRST = 3, 4
_LAST = _FIRST + COUNTED_ROWS - 1
_CANNOT = "-1"
"""Minutes of a length of time that no formula here understands."""
_SESSION_COLUMNS = 6
_SESSION_TITLES = ("Session: length as typed", "Session: length as text", "Session: minutes")
_CLIENT_TITLES = ("Client: length as typed", "Client: length as text", "Client: minutes a session")


def session_minutes(number: int) -> str:
    """The column with the minutes that count for the unit of this number."""
    return _column(_SESSION_COLUMNS + 1 + number)


def planned_minutes(number: int, units: int) -> str:
    """The column with the minutes planned for the unit of this number."""
    return _column(_SESSION_COLUMNS + units + 4 + number)


def not_added(units: int) -> tuple[tuple[str, str], ...]:
    """How many rows hold a length of time that no formula understands, by sheet."""
    return tuple(
        (sheet, f'COUNTIFS({column},"<0")')
        for sheet, column in (("Sessions", _column(3)), ("Clients", _column(_SESSION_COLUMNS + units + 3)))
    )


def add_workings(book: Workbook, units: Sequence[Unit], placed: Placed) -> None:
    """Add the sheet, one row for each row of Sessions and of Clients."""
    sheet: Worksheet = book.create_sheet(WORKINGS_SHEET)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_state = "hidden"
    placed.counts(WORKINGS_SHEET)
    for row, font, text in (
        (1, look.TITLE_FONT, "Workings"),
        (
            2,
            look.TEXT_FONT,
            "What the sheet Progress adds up. Nothing here needs changing; nothing here is read.",
        ),
    ):
        cell_at(sheet, row, 1).font = font
        write_text(cell_at(sheet, row, 1), text)
    columns: list[tuple[str, str]] = [
        *zip(_SESSION_TITLES, in_minutes("Sessions", "duration", "$A", "$B"), strict=True),
        ("Session: its row of Clients", _client_row()),
        ("Session: which one", _which()),
        ("Session: stands there twice", _twice()),
    ]
    columns += [(f"{unit.id}: minutes that count", _counted(unit)) for unit in units]
    raw, text, minutes = (f"${get_column_letter(len(columns) + number)}" for number in (1, 2, 3))
    columns += zip(_CLIENT_TITLES, in_minutes("Clients", "planned_session_hours", raw, text), strict=True)
    columns += [(f"{unit.id}: minutes planned", _planned(unit, minutes)) for unit in units]
    for column, (title, formula) in enumerate(columns, start=1):
        heading = cell_at(sheet, _HEADER, column)
        write_text(heading, title)
        heading.font, heading.alignment = look.ACCENT_FONT, look.MIDDLE
        sheet.column_dimensions[get_column_letter(column)].width = 18
        placed.fill_down(WORKINGS_SHEET, _FIRST, _LAST, column, formula)


def in_minutes(sheet: str, field_id: str, raw: str, text: str) -> tuple[str, str, str]:
    """Three formulas for a length of time: as typed, as the shortest text, and as whole minutes.

    The first two go to the columns `raw` and `text`. Minutes are -1 where no formula here understands what
    was typed.
    """
    cell = _nth(sheet, field_id)
    return f'=IF({cell}="","",{cell})', _plain_text(f"{raw}{_FIRST}"), _minutes(sheet, field_id, raw, text)


def _column(number: int) -> str:
    letter = get_column_letter(number)
    return f"{WORKINGS_SHEET}!${letter}${_FIRST}:${letter}${_LAST}"


def _nth(sheet: str, field_id: str) -> str:
    """The cell of a field in the row of the sheet that the row of Workings is about."""
    return f"INDEX({span(sheet, field_id)},ROW()-{_FIRST - 2})"


def _plain_text(cell: str) -> str:
    """A length of time that is text, in its shortest form: `1 h 30 min` is `1h30m`."""
    words = f'LOWER(SUBSTITUTE(TRIM({cell})," ",""))'
    for long, short in (
        ("minutes", "m"),
        ("mins", "m"),
        ("min", "m"),
        ("hours", "h"),
        ("hour", "h"),
        ("hrs", "h"),
        ("hr", "h"),
    ):
        words = f'SUBSTITUTE({words},"{long}","{short}")'
    return f'=IF(ISNUMBER({cell}),"",IFERROR({words},"?"))'


def _minutes(sheet: str, field_id: str, raw: str, text: str) -> str:
    """Whole minutes, or -1: Excel times, `1:30`, `1h30`, `90m`; a bare number only as reading takes it."""
    cell, most = f"{raw}{_FIRST}", sheet_schema(sheet).field(field_id).maximum or 0
    words = f"{text}{_FIRST}"
    hours = f"IF(AND({cell}*1440>{most},{cell}*60<={most},MOD({cell}*4,1)=0),{cell}*60,{_CANNOT})"
    number = (
        f"IF({cell}<0,{_CANNOT},IF(AND({cell}>=1,ABS({cell}*100-ROUND({cell}*100,0))<0.000001),{hours},"
        f"IF(MOD(ROUND({cell}*86400,0),60)<>0,{_CANNOT},ROUND({cell}*1440,0))))"
    )
    return (
        f'=IFERROR(IF(ISNUMBER({cell}),{number},IF({words}="",0,IF(ISNUMBER(FIND(".",{words})),{_CANNOT},'
        f'IF(ISNUMBER(FIND(":",{words})),{_clock(words)},IF(ISNUMBER(FIND("h",{words})),{_spoken(words)},'
        f'IF(RIGHT({words},1)="m",VALUE(LEFT({words},LEN({words})-1)),{_CANNOT})))))),{_CANNOT})'
    )


def _clock(words: str) -> str:
    colon, last = f'FIND(":",{words})', f"VALUE(RIGHT({words},2))"
    return f"IF(AND(LEN({words})-{colon}=2,{last}<60),VALUE(LEFT({words},{colon}-1))*60+{last},{_CANNOT})"


def _spoken(words: str) -> str:
    at = f'FIND("h",{words})'
    rest = f'VALUE("0"&SUBSTITUTE(MID({words},{at}+1,9),"m",""))'
    return f"IF({rest}<60,VALUE(LEFT({words},{at}-1))*60+{rest},{_CANNOT})"


def _client_row() -> str:
    cell = _nth("Sessions", "client_ref")
    return f'=IF({cell}="",0,IFERROR(MATCH(TRIM({cell}),{span("Clients", "client_ref")},0),0))'


def _which() -> str:
    """What makes two rows the same session: client, day, time, length and number."""
    parts = [
        _nth("Sessions", name) for name in ("client_ref", "date", "start_time", "duration", "session_no")
    ]
    joined = '&"|"&'.join(parts)
    return f'=IF({parts[1]}="","",{joined})'


def _twice() -> str:
    """Whether the same session stands further up."""
    keys = _column(5).partition("!")[2]
    return f'=IF($E{_FIRST}="",0,IF(MATCH($E{_FIRST},{keys},0)<ROW()-{_FIRST - 1},1,0))'


def _own_client(field_id: str) -> str:
    return f"INDEX({span('Clients', field_id)},$D{_FIRST})"


def _counted(unit: Unit) -> str:
    """The minutes of a session that count for a unit."""
    tests = [f"$C{_FIRST}>0", f"$F{_FIRST}=0", _belongs(unit.id, _nth("Sessions", "units"))]
    hours = unit.hours
    if hours is not None and hours.one_to_one:
        tests.append(f'{_nth("Sessions", "one_to_one")}<>"No"')
    if hours is not None and hours.levels:
        tests.append(f"IF($D{_FIRST}=0,1=1,{_has_level(_own_client('client_level'), hours.levels)})")
    if hours is not None and hours.contracted:
        day = _nth("Sessions", "date")
        signed = f"MAX({_own_client('coach_signed')},{_own_client('client_signed')})"
        tests.append(f"IF(OR($D{_FIRST}=0,NOT(ISNUMBER({day}))),1=1,IFERROR({signed}<={day},1=1))")
    return f"=IFERROR(IF(AND({','.join(tests)}),$C{_FIRST},0),0)"


def _has_level(cell: str, levels: Sequence[str]) -> str:
    return "OR(" + ",".join([f'{cell}=""', *(f"{cell}={quoted(level)}" for level in levels)]) + ")"


def _belongs(unit_id: str, cell: str) -> str:
    """Whether a session counts for a unit: by its own cell, else by its client's."""
    named = f"ISNUMBER(SEARCH({quoted(unit_id)},{{}}))"
    own = _own_client("units")
    clients = f'IF($D{_FIRST}=0,1=1,OR({own}="",{named.format(own)}))'
    return f'IF({cell}="",{clients},{named.format(cell)})'


def _planned(unit: Unit, minutes: str) -> str:
    """The minutes planned with a client that count for a unit."""
    number, own = _nth("Clients", "planned_sessions"), _nth("Clients", "units")
    tests = [
        f"{minutes}{_FIRST}>0",
        f"ISNUMBER({number})",
        f'OR({own}="",ISNUMBER(SEARCH({quoted(unit.id)},{own})))',
    ]
    if unit.hours is not None and unit.hours.levels:
        tests.append(_has_level(_nth("Clients", "client_level"), unit.hours.levels))
    return f"=IFERROR(IF(AND({','.join(tests)}),{minutes}{_FIRST}*{number},0),0)"
