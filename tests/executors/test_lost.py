"""Whose fault it is that a worker was lost, what is said of it, and that nothing of it stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ilmdocs.consumption import end_with_children, resident_bytes
from ilmdocs.executors.lost import blame_for, failure_of
from ilmdocs.executors.worker import At
from ilmdocs.guard import Opening, Subject
from ilmdocs.made import Task

REASON = "took longer than 15 seconds and was stopped"


def task(*stopped: str) -> Task:
    """A learner of whom files were stopped before."""
    return Task(3, Path("ann.xlsx"), stopped=dict.fromkeys(stopped, REASON))


def test_only_the_learner_whose_file_was_open_is_to_blame() -> None:
    """Nobody is, while no file was open, or when the learner has been given back already."""
    others = [Task(2, Path("bob.xlsx")), task()]
    opening = Opening(Subject.FILE, "scan.pdf")
    blame = blame_for(others, At(3, opening))
    assert blame is not None and blame.task.number == 3 and blame.can_be_left_out
    assert blame_for(others, At(3, None)) is None
    assert blame_for(others[:1], At(3, opening)) is None


def test_a_learner_with_many_stopped_files_fails_without_their_names() -> None:
    """A file's name may be a client's: the message counts, and names the workbook alone."""
    before = [f"Zebedee {number}.pdf" for number in range(5)]
    blame = blame_for([task(*before)], At(3, Opening(Subject.FILE, "Zebedee 6.pdf")))
    assert blame is not None and not blame.can_be_left_out
    error = failure_of(blame, REASON)
    assert "6 files that ann.xlsx names had to be stopped" in error.message
    assert "Zebedee" not in str(error) and error.remedy


def test_a_workbook_and_a_form_are_named() -> None:
    """They cannot be left out."""
    for subject, name in ((Subject.WORKBOOK, "ann.xlsx"), (Subject.FORM, "diary")):
        blame = blame_for([task()], At(3, Opening(subject, name)))
        assert blame is not None and not blame.can_be_left_out
        assert f'"{name}" {REASON}.' == failure_of(blame, REASON).message


def test_what_a_process_has_started_ends_with_it() -> None:
    """An engine does not outlive its worker where the worker is not asked first."""
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)\n"
        "print(child.pid, flush=True)\n"
        "child.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert resident_bytes(child) > 0
        end_with_children(process.pid)
        process.wait(10)
    assert resident_bytes(child) == 0
    end_with_children(process.pid)  # twice is no harm
