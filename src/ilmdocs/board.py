"""The cohort board and the learners' reports, written beside the portfolios when something has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from ilmdocs.atomic import write_atomically
from ilmdocs.hashing import digest, file_hash
from ilmdocs.journal import STATE, Record, cohort_of
from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import LearnerStanding

PAGE = "cohort.html"
WORKBOOK = "cohort.xlsx"
_MADE = "board.json"
_LEAST = 2
"""How many learners make a cohort: one alone has a report of their own and needs no board."""


def write_report(standing: LearnerStanding, output: Path, today: date) -> Mapping[str, str]:
    """Write a learner's report.

    Returns:
        Its place, relative to the output folder, with its hash; nothing for a learner without one.

    Raises:
        UnwritableOutput: when it cannot be written.
    """
    if not standing.report:
        return {}
    from ilmdocs.report.html import learner_report_html

    content = learner_report_html(standing, today).encode(errors="replace")
    return {standing.report: _written(output / standing.report, content, output)}


def write_board(records: Sequence[Record], output: Path, today: date, centre: Centre) -> tuple[Path, ...]:
    """Write the cohort's page and workbook, unless they are there and would say the same.

    Args:
        records: what the journal says of each learner.
        output: the output folder.
        today: the day from which the days to submission are counted.
        centre: whose learners they are.

    Returns:
        Page and workbook; nothing where there is no cohort.

    Raises:
        UnwritableOutput: when one cannot be written.
    """
    if len(records) < _LEAST:
        return ()
    paths = (output / PAGE, output / WORKBOOK)
    told = json.dumps([today, repr(centre), [record.standing for record in records]], default=date.isoformat)
    made_from = digest(told.encode(errors="surrogatepass"))
    note = output / STATE / _MADE
    if _known(note) != {"made_from": made_from, "files": {path.name: file_hash(path) for path in paths}}:
        from ilmdocs.report.html import board_html
        from ilmdocs.workbook.board import board_workbook

        cohort = cohort_of(records, output)
        page = board_html(cohort, today=today, centre=centre).encode(errors="replace")
        contents = {PAGE: page, WORKBOOK: board_workbook(cohort, today=today)}
        files = {path.name: _written(path, contents[path.name], output) for path in paths}
        made = json.dumps({"made_from": made_from, "files": files})
        write_atomically(note, made.encode(), inside=output)
    return paths


def _written(path: Path, content: bytes, output: Path) -> str:
    """Write a file unless it says the same already; gives its hash."""
    made = digest(content)
    if file_hash(path) != made:
        write_atomically(path, content, inside=output)
    return made


def _known(note: Path) -> Any:
    with suppress(OSError, ValueError):
        return json.loads(note.read_text(encoding="utf-8"))
    return None
