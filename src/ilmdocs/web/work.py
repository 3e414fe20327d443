"""What is done with files that were dropped: unpacked, checked, built, with the same code as the commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ilmdocs.atomic import write_atomically
from ilmdocs.batch import build_learners
from ilmdocs.discover import Found, find_workbooks
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.executors.listening import Listener
from ilmdocs.faults import our_fault
from ilmdocs.guard import Step, Subject
from ilmdocs.journal import Journal, cohort_of
from ilmdocs.made import LearnerChecked, Task
from ilmdocs.orders import BuildOrder, CheckOrder
from ilmdocs.unpacking import UnpackOrder
from ilmdocs.web.keeping import keep
from ilmdocs.web.placing import place_named
from ilmdocs.web.refusing import no_workbook
from ilmdocs.web.state import Row, Stage, Upload

if TYPE_CHECKING:
    from ilmdocs.executors.worker import At
    from ilmdocs.web.session import Team, Terms

Work = Callable[[Upload, "Terms", "Team"], None]
"""What is done with something that was dropped."""

_STEPS = {Step.FILLING: Stage.FILLING, Step.CONVERTING: Stage.CONVERTING}


class Stopped(Exception):
    """Nobody wants the result any more."""


def told(upload: Upload, doing: Callable[[], None]) -> None:
    """Do something with what was dropped; what goes wrong is said on its page."""
    error: IlmdocsError | None = None
    try:
        doing()
    except Stopped:
        return
    except IlmdocsError as failure:
        error = failure
    except Exception as failure:  # noqa: BLE001 -- the page must go on, and says so
        error = our_fault(failure)
    upload.tell(stage=Stage.DONE, error=error)


def listener(upload: Upload, is_unwanted: Callable[[], bool]) -> Listener:
    """Turns what workers say into what the page shows, and ends the work when nobody wants it any more."""

    def listen(said: At | None) -> None:
        if is_unwanted():
            raise Stopped
        if said is None:
            return
        if said.step is not None:
            upload.go_on_to(_STEPS[said.step])
        elif upload.snapshot.is_cohort:
            _mark_as_read(upload, said)
        elif said.opening is None:
            upload.go_on_to(Stage.CHECKING)
        elif said.opening.subject is Subject.WORKBOOK:
            upload.go_on_to(Stage.READING)

    return listen


def build(upload: Upload, terms: Terms, team: Team) -> None:
    """Everything that is made of what was dropped: findings, portfolios, reports, the board."""
    forms = terms.forms()
    upload.go_on_to(Stage.UNPACKING)
    found = _found(upload.given, _unpack(upload, terms, team))
    upload.tell(
        rows=tuple(Row(number, path) for number, path in enumerate(found.workbooks)), notes=found.notes
    )
    if not upload.snapshot.is_cohort and not _check_alone(upload, terms, team):
        return
    upload.go_on_to(Stage.FILLING)
    order = BuildOrder(upload.made, upload.today, forms, terms.engine)
    with closing(build_learners(found.workbooks, order, team)) as learners:
        for number, (_, results) in enumerate(learners):
            upload.tell_of(number, results=results)
    _take_standings(upload)
    if terms.keep is not None:
        upload.tell(kept=keep(upload, terms.keep))


def draft(upload: Upload, terms: Terms, team: Team) -> None:
    """The portfolios of one learner in spite of open points, every page marked as a draft."""
    number = upload.snapshot.draft_of
    if number is None:
        return
    upload.go_on_to(Stage.FILLING)
    order = BuildOrder(upload.drafts(number), upload.today, terms.forms(), terms.engine, draft=True)
    workbook = upload.snapshot.rows[number].workbook
    with closing(build_learners([workbook], order, team)) as learners:
        for _, results in learners:
            upload.tell_of(number, drafts=results)


def annotate(upload: Upload, number: int, terms: Terms, team: Team) -> bool:
    """Check one workbook, and keep the copy with the findings in it where one was made.

    Returns:
        Whether the workbook could be read.
    """
    return _keep_copy(upload, number, _checked(upload, number, terms, team))


def _check_alone(upload: Upload, terms: Terms, team: Team) -> bool:
    """Check one learner; again, once files that came without folders lie where the workbook names them."""
    checked = _checked(upload, 0, terms, team)
    if checked.missing and place_named(upload.given, checked.missing):
        checked = _checked(upload, 0, terms, team)
    return _keep_copy(upload, 0, checked)


def _checked(upload: Upload, number: int, terms: Terms, team: Team) -> LearnerChecked:
    order = CheckOrder(upload.today, terms.forms(), annotate=True)
    checked: LearnerChecked
    (checked,) = team.run([Task(0, upload.snapshot.rows[number].workbook)], order)
    return checked


def _keep_copy(upload: Upload, number: int, checked: LearnerChecked) -> bool:
    """Keep the copy with the findings; whether the workbook could be read."""
    if checked.error is not None:
        upload.tell_of(number, error=checked.error)
        return False
    if checked.annotated is not None:
        path = upload.folder / "annotated" / str(number) / checked.annotated.name
        write_atomically(path, checked.annotated.data)
        upload.tell_of(number, annotated=path, lost=checked.annotated.lost)
    return True


def _unpack(upload: Upload, terms: Terms, team: Team) -> list[Path]:
    """Each ZIP into a folder of its own beside it; the ZIP itself is gone then.

    One worker does them all: what they may unpack to is counted together.
    """
    archives = sorted(path for path in upload.given.rglob("*") if path.suffix.casefold() == ".zip")
    if not archives:
        return []
    with team.attending(UnpackOrder(terms.forms())) as unpack:
        for number, path in enumerate(archives):
            done = unpack(Task(number, path))
            if done.error is not None:
                raise done.error
            path.unlink()
    return archives


def _found(given: Path, archives: Sequence[Path]) -> Found:
    """The learners' workbooks; folders that hold nothing but one folder are gone through.

    The folder of our own is left out of what is said: nobody who has dropped something knows of it.
    """
    own, folder = f"{given.name}/", given
    while len(inside := list(folder.iterdir())) == 1 and inside[0].is_dir():
        folder = inside[0]
    try:
        found = find_workbooks([folder])
    except UnreadableInput as error:
        raise no_workbook(given, archives, error.remedy.replace(own, "")) from error
    return Found(found.workbooks, tuple(note.removeprefix(own) for note in found.notes))


def _take_standings(upload: Upload) -> None:
    """How each learner stands, as the journal says it, for the pages about them."""
    records = Journal(upload.made).records
    if not records:  # what has a client's name in its path is not noted down
        return
    standings = {learner.file: learner for learner in cohort_of(records, upload.made).learners}
    for row in upload.snapshot.rows:
        named = next((result.path.as_posix() for result in row.results), "")
        if named in standings:
            upload.tell_of(row.number, standing=standings[named])


def _mark_as_read(upload: Upload, said: At) -> None:
    rows = upload.snapshot.rows
    if said.number is not None and said.number < len(rows) and not rows[said.number].is_read:
        upload.tell_of(said.number, is_read=True)
