"""Awkward texts from a cell to the text of the PDF: python benchmarks/naughty.py --engine embedded.

    --engine NAME   embedded (the default) or libreoffice
    --count 600     how many of the texts, from the first

Each text is stored in a workbook as Excel stores it, read, printed on a coaching diary, converted and looked
for in the PDF. It must be there whole after the one cleaning rule (`ilmdocs/text/clean.py`), and so must the
sentence behind it. A text with characters that no font can draw may stop the build instead, with its name.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from ilmdocs.convert import ENGINES, Engine, convert_documents, doubtful_characters
from ilmdocs.errors import EngineFailure
from ilmdocs.library import Library, load_library
from ilmdocs.model.portfolio import FilledDocument
from ilmdocs.plan import plan_portfolio
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.text.clean import clean_text
from ilmdocs.text.readback import missing_values
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.read import read_workbook

sys.path.append(str(Path(__file__).parents[1]))  # the texts are shared with the tests
from tests.naughty import naughty_texts

UNIT = "8585-301"
FIELDS = ("goal", "reality", "options", "chosen_option", "feedback_given")
SESSIONS = 10
LAST = "feedback_received"
"""Printed last of a session: whatever an awkward text swallows, this sentence would be among it."""


@dataclass(slots=True)
class Tally:
    """How many texts came through, and those that did not, with what happened."""

    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)


def stored(text: str) -> str:
    """A text as Excel writes it into a sheet's XML: what XML cannot hold stands as `_xHHHH_`."""
    kept = text.replace("_x", "_x005F_x")
    units = (
        f"_x{ord(c):04X}_"
        if c != "\n" and (c < " " or "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff")
        else c
        for c in kept
    )
    return "".join(units).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def workbook_with(texts: Sequence[str], library: Library) -> bytes:
    """A sample workbook whose sessions hold these texts."""
    rows = dict(rows_for([UNIT]))
    base = next(row for row in rows["Sessions"] if row.get("client_ref"))
    per = len(FIELDS)
    rows["Sessions"] = [
        {
            **{name: value for name, value in base.items() if name != "session_ref"},
            "session_no": number + 1,
            **{name: f"AWKWARD{number * per + place:04}" for place, name in enumerate(FIELDS)},
            LAST: f"Whole to the end of session {number + 1}.",
        }
        for number in range((len(texts) + per - 1) // per)
    ]
    data = create_workbook([library.units[UNIT]], rows=rows, required=library.required)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith(".xml") else old.read(name)
            if isinstance(part, str):
                for number in range(len(FIELDS) * len(rows["Sessions"])):
                    text = stored(texts[number]) if number < len(texts) else "nothing more"
                    mark = f"<t>AWKWARD{number:04}</t>"
                    part = part.replace(mark, f'<t xml:space="preserve">{text}</t>')
            new.writestr(name, part)
    return target.getvalue()


def diary_of(path: Path, library: Library) -> tuple[dict[str, str], FilledDocument]:
    """What was read of the texts, by cell, and the diary of the client that has the sessions."""
    read = read_workbook(path, library.units, library.required)
    unit = library.units[UNIT]
    plan = plan_portfolio(read.submission, unit, ())
    rows = read.submission.rows("Sessions")
    values = {
        f"{number}/{name}": row.text(name) for number, row in enumerate(rows) for name in (*FIELDS, LAST)
    }
    client = rows[0].text("client_ref")
    part = next(part for part in plan.parts if part.form == "diary" and part.client == client)
    return values, library.filler(unit).fill(part, plan, read.submission, None)


def try_texts(texts: Sequence[str], library: Library, engine: Engine, work: Path, tally: Tally) -> None:
    """Send texts through together; where the engine stops, each half on its own."""
    path = work / "awkward.xlsx"
    path.write_bytes(workbook_with(texts, library))
    values, document = diary_of(path, library)
    expected = {
        f"{number // len(FIELDS)}/{FIELDS[number % len(FIELDS)]}": clean_text(text).text
        for number, text in enumerate(texts)
    }
    for cell, text in expected.items():
        if values[cell] != text:
            tally.counts["read otherwise"] += 1
            tally.told.append(f"read {values[cell]!r} for {text!r}")
    try:
        (pdf,) = convert_documents(engine, [document], work)
    except EngineFailure as failure:
        if len(texts) == 1:
            is_told = bool(doubtful_characters([expected["0/goal"]]))
            tally.counts["no font has it; the build stops and says so" if is_told else "stopped"] += 1
            tally.told.append(f"{expected['0/goal'][:60]!a}: {failure}")
            return
        for half in (texts[: len(texts) // 2], texts[len(texts) // 2 :]):
            try_texts(half, library, engine, work, tally)
        return
    with pypdfium2.PdfDocument(pdf.pdf) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    looked_for = [*expected.values(), *(value for cell, value in values.items() if cell.endswith(LAST))]
    lost = missing_values(looked_for, pages)
    for position in lost:
        kind = "lost in the PDF" if position < len(texts) else "shortened document"
        tally.counts[kind] += 1
        tally.told.append(f"{kind}: {looked_for[position][:60]!a}")
    tally.counts["equal"] += len(texts) - sum(position < len(texts) for position in lost)


def _lots(texts: Sequence[str]) -> list[Sequence[str]]:
    """Workbooks full of texts; one with characters that perhaps no font has goes alone, as it may stop."""
    alone = [text for text in texts if doubtful_characters([clean_text(text).text])]
    others = [text for text in texts if text not in alone]
    step = len(FIELDS) * SESSIONS
    return [*(others[at : at + step] for at in range(0, len(others), step)), *([text] for text in alone)]


def main() -> int:
    """Read the command line, try all texts and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=sorted(ENGINES), default="embedded")
    parser.add_argument("--count", type=int, default=10_000)
    arguments = parser.parse_args()
    library = load_library(templates_folder())
    texts = naughty_texts()[: arguments.count]
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for lot in _lots(texts):
            try_texts(lot, library, ENGINES[arguments.engine], Path(folder), tally)
            while tally.told:
                print(tally.told.pop(0), flush=True)
    print(f"{len(texts)} texts with {arguments.engine}:")
    for words, count in tally.counts.most_common():
        print(f"{count:6}  {words}")
    return 1 if set(tally.counts) - {"equal", "no font has it; the build stops and says so"} else 0


if __name__ == "__main__":
    raise SystemExit(main())
