"""Whether a cell holds what its column does not take, as far as a short formula can tell.

It errs towards silence: what reading takes is not called odd, and what it refuses is sometimes missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ilmdocs.workbook.guidance.conditions import Places, filled
from ilmdocs.workbook.guidance.places import quoted
from ilmdocs.workbook.schema import Field, FieldType, SheetSchema

_MINUTES_A_DAY = 1440
_MOST_CHOICES = 160
"""Characters of a list of choices that a formula has room for."""
_YES_NO = ("Yes", "No", "Y", "N", "True", "False", "X", "1", "0")


def odd(schema: SheetSchema, at: Places) -> Iterator[tuple[str, str]]:
    """The condition that a cell looks odd, and the field, for each column that takes no free text."""
    for item in schema.fields:
        made = _CONDITIONS.get(item.type)
        condition = made(at[item.id], item) if made else ""
        if condition:
            yield condition, item.id


def _typed(place: str) -> str:
    """Whether a cell holds a text, where Excel would have made a number or a day of what it knows."""
    return f"{filled(place)}*(1-ISNUMBER({place}))"


def _date(place: str, item: Field) -> str:
    """A text without a year at its end, or with a month above 12: 3rd of Feb, 02/13/2026."""
    year = f"ISNUMBER(1*RIGHT(TRIM({place}),2))"
    month = f'IFERROR(1*MID({place},FIND("/",{place})+1,2),0)'
    return f"{_typed(place)}*((1-{year}+({month}>12))>0)"


def _time(place: str, item: Field) -> str:
    return f"{_typed(place)}*(1-ISNUMBER(1*LEFT(TRIM({place}),1)))"


def _duration(place: str, item: Field) -> str:
    """Neither hours and minutes nor a number of hours in quarters: 1.30, an hour."""
    unit = "+".join(f"ISNUMBER(SEARCH({quoted(sign)},{place}))" for sign in ":hm")
    known = f"ISNUMBER(1*LEFT(TRIM({place}),1))*(({unit})>0)"
    long = f"({place}*{_MINUTES_A_DAY}>{item.maximum or _MINUTES_A_DAY})"
    bare = f"IFERROR(((MOD(4*{place},1)>0)+(1*{place}>12))>0,1)"
    return f"IF(ISNUMBER({place}),{long},{_typed(place)}*(1-{known}))*{bare}"


def _whole(place: str, item: Field) -> str:
    return f"{filled(place)}*IFERROR(MOD(1*{place},1)>0,1)"


def _number(place: str, item: Field) -> str:
    return f"{filled(place)}*(1-ISNUMBER(1*{place}))"


def _choice(place: str, item: Field) -> str:
    listed = "|".join(("", *(item.choices or (_YES_NO if item.type is FieldType.YES_NO else ())), ""))
    if len(listed) < 2 or len(listed) > _MOST_CHOICES or item.lookup:
        return ""
    return f'{filled(place)}*(1-ISNUMBER(SEARCH("|"&TRIM({place})&"|",{quoted(listed)})))'


_CONDITIONS: Mapping[FieldType, Callable[[str, Field], str]] = {
    FieldType.DATE: _date,
    FieldType.TIME: _time,
    FieldType.DURATION: _duration,
    FieldType.INTEGER: _whole,
    FieldType.NUMBER: _number,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _choice,
}
