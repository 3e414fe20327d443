"""Writes a cohort of fictional learners with complete workbooks: python benchmarks/cohort.py FOLDER 20.

Each learner is registered for 8585-301 and differs from the others in name, number, dates, marks on the
feedback sheets and in every long answer. The same number always gives the same learner. What stands in the
folder already is left as it is, so that a cohort can be made larger.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from ilmdocs.atomic import write_atomically
from ilmdocs.library import Library, load_library
from ilmdocs.model.submission import Value
from ilmdocs.samples import sample_rows
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook

UNIT = "8585-301"
_SAMPLE = "sample-301"
_LONG = 60
"""Answers of so many characters get a sentence of the learner's own."""
_WEEKS = 40
"""Learners begin in different weeks, the first one as late as the sample and none later."""

_FIRST = (
    "Alder", "Bryony", "Corin", "Delyth", "Edmund", "Fenella", "Gethin", "Hester", "Idris", "Jocasta",
    "Kerensa", "Lowell", "Marigold", "Nerys", "Osric", "Petronel", "Quentin", "Rosamund", "Silas",
    "Tabitha", "Ulric", "Verity", "Wystan", "Xanthe", "Yorick", "Zelda",
)  # fmt: skip
_LAST = (
    "Applegarth", "Birtwhistle", "Coldicott", "Dunnock", "Elderkin", "Fothergill", "Gathercole",
    "Hollinshead", "Ibbotson", "Jessop", "Kettlewell", "Lillywhite", "Micklethwait", "Nightingale",
    "Oldroyd", "Pennyfeather", "Quiller", "Ravenscroft", "Satterthwaite", "Tattersall", "Umpleby",
    "Vavasour", "Wigglesworth", "Yaxley",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_PLACES = (
    "a community orchard", "a tram depot", "a lifeboat station", "a seed library", "a county archive",
    "a bakery with six shops", "a planetarium", "a housing office", "a boat yard", "a school kitchen",
)  # fmt: skip
_HABITS = (
    "I wrote this down on the same evening", "we came back to it a week later",
    "I checked it against my notes", "I asked myself what I had not seen", "it was put in plain words",
    "I compared it with the session before", "nobody was in a hurry", "I read it aloud once more",
    "it took less time than planned", "I noticed it only afterwards", "we laughed about it at the end",
)  # fmt: skip
_RESULTS = (
    "that helped more than any method", "the next step was clear at once",
    "I would do the same again", "the wording stayed as it was", "one detail had to be put right",
    "the picture became sharper", "I kept it for my own practice", "it changed the order of the points",
    "the rest could wait", "I had expected something else", "it was worth the effort",
)  # fmt: skip


def learner_name(number: int) -> str:
    """The name of a learner, counted from 1; different for the first 624, then with a number."""
    index = number - 1
    first, last = _FIRST[index % len(_FIRST)], _LAST[(index + 3 * (index // len(_FIRST))) % len(_LAST)]
    again = index // (len(_FIRST) * len(_LAST))
    return f"{first} {last}{'-' + _LAST[again - 1] if again else ''}"


def learner_rows(number: int) -> dict[str, list[Mapping[str, Value]]]:
    """A complete workbook's rows by sheet for the learner of that number."""
    chance = random.Random(number)
    back = timedelta(weeks=(number - 1) % _WEEKS)
    rows: dict[str, list[Mapping[str, Value]]] = {
        sheet: [
            {
                field: _varied(field, value, number, back, chance) if sheet != "Private" else value
                for field, value in row.items()
            }
            for row in content
        ]
        for sheet, content in sample_rows(_SAMPLE).items()
    }
    name = learner_name(number)
    rows["Learner"][0] = {
        **rows["Learner"][0],
        "learner_name": name,
        "ilm_registration_no": f"FIC{100_000 + number}",
        "email": f"{name.lower().replace(' ', '.')}.{number}@example.com",
    }
    return rows


def write_learner(number: int, folder: Path, library: Library) -> Path:
    """Write a learner's workbook into a folder of the learner's own; gives the workbook's path."""
    name = learner_name(number)
    path = folder / f"{number:03} {name}" / f"{name.split()[-1]} {UNIT}.xlsx"
    if not path.exists():
        rows = learner_rows(number)
        write_atomically(
            path,
            create_workbook([library.unit(UNIT)], rows=rows, required=library.required, used=library.used),
        )
    return path


def _varied(field: str, value: Value, number: int, back: timedelta, chance: random.Random) -> Value:
    if isinstance(value, date):
        return value - back
    if field.startswith("rating_") and isinstance(value, int):
        return min(10, max(7, value + chance.choice((-1, 0, 1))))
    if not isinstance(value, str):
        return value
    text = re.sub(rf"\b({'|'.join(_MONTHS)})\b", partial(_earlier_month, back), value)
    if len(text) < _LONG or "http" in text:
        return text
    return f"{text} {_sentence(number, chance)}"


def _earlier_month(back: timedelta, found: re.Match[str]) -> str:
    middle = date(2026, _MONTHS.index(found[1]) + 1, 15)
    return _MONTHS[(middle - back).month - 1]


def _sentence(number: int, chance: random.Random) -> str:
    habit, result = chance.choice(_HABITS), chance.choice(_RESULTS)
    place = _PLACES[number % len(_PLACES)]
    return f"{habit[0].upper()}{habit[1:]}, as I did in {place}, and {result}."


def main(arguments: Sequence[str]) -> None:
    """Write the cohort and say where it is."""
    folder, count = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 20
    library = load_library(templates_folder())
    for number in range(1, count + 1):
        write_learner(number, folder, library)
    print(f"{count} learners in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
