"""What is said of something that was dropped: whose it is, how it stands, in words that pages share."""

from __future__ import annotations

from pathlib import PurePosixPath

from ilmdocs.errors import IlmdocsError, in_sight
from ilmdocs.model.cohort import Cohort, LearnerStanding
from ilmdocs.text.formats import clock_time
from ilmdocs.text.standing import (
    NOT_BUILT,
    READY,
    UNREADABLE,
    cohort_sentence,
    learner_is_ready,
    not_ready,
    report_sentence,
)
from ilmdocs.web.state import Row, Snapshot, Stage, Upload


def about(upload: Upload) -> str:
    """Whose it is, as far as that is known; never a file's name, which may be a client's."""
    snapshot = upload.snapshot
    if snapshot.is_cohort:
        return f"Cohort of {len(snapshot.rows)} learners"
    learner = next((row.learner for row in snapshot.rows), "")
    return learner or f"Upload {upload.number}"


def which(upload: Upload) -> str:
    """What tells it from another one of the same learner: the file, once that may be said, and the time."""
    time = clock_time(upload.dropped.time())
    rows = upload.snapshot.rows
    if len(rows) != 1 or rows[0].standing is None:  # before it is read, its name may be a client's
        return f"Dropped at {time}"
    return f"{PurePosixPath(rows[0].standing.file).name}, dropped at {time}"


def row_name(row: Row) -> str:
    """Whose workbook it is; until it is read, only its place among the others is known."""
    return row.learner or f"Workbook {row.number + 1}"


def row_sentence(row: Row) -> str:
    """The sentence at the top of a learner's page."""
    if row.error is not None or any(result.unit is None and result.error for result in row.results):
        return UNREADABLE
    if row.standing is not None:
        return report_sentence(row.standing)
    musts = max((result.musts for result in row.results), default=0)  # of others, work still goes on
    if musts:
        return not_ready(musts)
    is_ready = bool(row.results) and all(result.status in ("built", "unchanged") for result in row.results)
    return READY if is_ready else NOT_BUILT


def sentence(snapshot: Snapshot) -> str:
    """The one sentence that matters most."""
    if snapshot.error is not None:
        return snapshot.error.message
    if snapshot.is_cohort:
        return cohort_sentence(Cohort(tuple(_standing(row) for row in snapshot.rows)))
    return next((row_sentence(row) for row in snapshot.rows), "")


def state(snapshot: Snapshot) -> tuple[str, str]:
    """How it stands in two words, and the kind of badge for them."""
    if snapshot.stage is not Stage.DONE:
        return ("Waiting", "waiting") if snapshot.stage is Stage.WAITING else ("At work", "working")
    if snapshot.error is not None or all(row_sentence(row) == UNREADABLE for row in snapshot.rows):
        return "Failed", "failed"
    if all(row.standing is not None and learner_is_ready(row.standing) for row in snapshot.rows):
        return "Ready", "ready"
    return "Not ready", "not-ready"


def error_of(row: Row) -> IlmdocsError | None:
    """Why nothing could be made of a workbook, without its file's name; None where something could."""
    error = row.error or next((r.error for r in row.results if r.unit is None and r.error), None)
    return None if error is None else type(error)(unnamed(error.message, row), unnamed(error.remedy, row))


def why(row: Row) -> str:
    """The same in words; empty where something could be made."""
    return str(error_of(row) or "")


def unnamed(said: str, row: Row) -> str:
    """What was said of a workbook's file, with its place among those that were dropped for its name."""
    name, place = in_sight(row.workbook.name), f"workbook {row.number + 1} of what you dropped"
    said = said.replace(f'"{name}"', place).replace(name, place)
    return said[:1].upper() + said[1:]


def _standing(row: Row) -> LearnerStanding:
    return row.standing or LearnerStanding(row_name(row), row_name(row), error=why(row))
