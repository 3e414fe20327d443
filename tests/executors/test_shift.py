"""Workers that die, hang or never start: their learners are tried again, and nobody else's are harmed."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from ilmdocs.errors import ExitCode, UsageProblem
from ilmdocs.executors.groups import GROUP, Group, groups_of
from ilmdocs.executors.limits import Limits
from ilmdocs.executors.shift import Shift
from ilmdocs.executors.worker import DONE, At
from ilmdocs.made import LearnerMade, Task
from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.orders import BuildOrder, FormSource, Order

HEAVY_BYTES = 400 * 1024 * 1024
"""More than a worker that does nothing has."""


def order(folder: Path) -> BuildOrder:
    """An order that the fake workers pass over."""
    return BuildOrder(folder / "out", date(2026, 11, 25), FormSource(folder))


def tasks(*names: str) -> tuple[Task, ...]:
    """A task for each name."""
    return tuple(Task(number, Path(f"{name}.xlsx")) for number, name in enumerate(names))


def fake_worker(connection: Connection, order: Order[LearnerMade], scratch: Path) -> None:
    """Gives every learner back, but for those whose name says what happens to the worker."""
    try:
        while True:
            group: Group = connection.recv()
            for task in group:
                name = task.workbook.stem
                once = scratch / f"{name}.tried"
                if name == "deadly" or (name == "unlucky" and not once.exists()):
                    once.touch()
                    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
                if name == "hanging":
                    time.sleep(60)
                if name == "heavy":
                    kept = bytearray(os.urandom(1024)) * (HEAVY_BYTES // 1024)
                    time.sleep(60)
                    del kept
                if name == "talkative":
                    end = time.monotonic() + 15
                    while time.monotonic() < end:
                        connection.send(At(task.number, None))
                        time.sleep(0.005)
                    (scratch / "talkative.done").touch()
                if name == "refusing":
                    connection.send(UsageProblem("There is no unit 9999.", ""))
                    return
                connection.send(LearnerMade(task.number, LearnerStanding(f"{name}.xlsx", name)))
            connection.send(DONE)
    except EOFError:
        return


def made(
    folder: Path, learners: Sequence[Task], *, jobs: int, size: int, silence: float = 120.0
) -> list[LearnerMade]:
    """What the fake workers give back, in groups of a size."""
    groups = [tuple(learners[start : start + size]) for start in range(0, len(learners), size)]
    shift = Shift(
        order(folder), folder, groups, jobs, target=fake_worker, limits=Limits(silence_seconds=silence)
    )
    try:
        return [shift.wait_for(task) for task in learners]
    finally:
        shift.end()


@pytest.mark.parametrize(("jobs", "size"), [(1, 1), (1, 6), (2, 2)])
def test_a_learner_that_ends_every_worker_fails_alone(tmp_path: Path, jobs: int, size: int) -> None:
    """Whatever group it is in, the others are made, and it is said twice tried, by the workbook's name."""
    learners = tasks("ann", "deadly", "bob", "cy", "di", "eve")
    done = made(tmp_path, learners, jobs=jobs, size=size)
    assert [learner.number for learner in done] == list(range(6))
    (failed,) = [learner for learner in done if learner.error is not None]
    assert failed.standing.learner == "deadly"
    assert "deadly.xlsx" in str(failed.error) and "twice" in str(failed.error)
    assert failed.error is not None and failed.error.exit_code == ExitCode.OUR_FAULT


def test_a_worker_that_was_killed_once_costs_nobody_anything(tmp_path: Path) -> None:
    """A learner that was at work when somebody killed the worker is made all the same."""
    done = made(tmp_path, tasks("ann", "unlucky", "bob"), jobs=1, size=3)
    assert [(learner.standing.learner, learner.error) for learner in done] == [
        ("ann", None), ("unlucky", None), ("bob", None),
    ]  # fmt: skip


def test_who_listens_hears_what_workers_are_at_and_can_end_the_work(tmp_path: Path) -> None:
    """What it raises ends the work at once, while a worker is in the middle of something."""
    heard: list[At | None] = []

    def listen(said: At | None) -> None:
        heard.append(said)
        if sum(one is not None for one in heard) > 3:
            raise LookupError("nobody wants it any more")

    shift = Shift(order(tmp_path), tmp_path, [tasks("talkative")], 1, target=fake_worker, listener=listen)
    started = time.monotonic()
    try:
        with pytest.raises(LookupError):
            shift.wait_for(Task(0, Path("talkative.xlsx")))
    finally:
        shift.end()
    assert time.monotonic() - started < 14
    assert {one.number for one in heard if one is not None} == {0}
    assert not (tmp_path / "talkative.done").exists()


def test_groups_are_no_larger_than_asked_for() -> None:
    """Somebody who waits for the first learners wants small ones; everybody is in one, in order."""
    learners = tasks(*"abcdefg")
    groups = groups_of(learners, 2, 2)
    assert max(map(len, groups)) == 2
    assert tuple(task for group in groups for task in group) == learners


def test_a_silent_worker_is_stopped(tmp_path: Path) -> None:
    """A worker that gives no sign of life is ended; its learner has failed and the others are made."""
    done = made(tmp_path, tasks("ann", "hanging", "bob"), jobs=2, size=3, silence=5.0)
    assert [learner.standing.learner for learner in done if learner.error is None] == ["ann", "bob"]
    assert "did nothing for 5 seconds" in str(done[1].error)


def test_a_large_worker_is_stopped_while_another_says_much(tmp_path: Path) -> None:
    """Memory is looked at however busy the others are."""
    heavy, talkative = tasks("heavy", "talkative")
    limits = Limits(memory_bytes=HEAVY_BYTES // 2)
    shift = Shift(order(tmp_path), tmp_path, [(heavy,), (talkative,)], 2, target=fake_worker, limits=limits)
    try:
        failed = shift.wait_for(heavy)
    finally:
        shift.end()
    assert "more memory than any document should" in str(failed.error)
    assert not (tmp_path / "talkative.done").exists()


def test_what_keeps_every_worker_from_starting_ends_the_run(tmp_path: Path) -> None:
    """A wrong unit is no learner's fault: it is told once, with its own exit code."""
    with pytest.raises(UsageProblem, match="no unit 9999"):
        made(tmp_path, tasks("refusing", "ann"), jobs=1, size=1)


@pytest.mark.parametrize(("count", "jobs"), [(0, 2), (1, 2), (20, 2), (25, 2), (500, 2), (7, 8), (13, 1)])
def test_groups_hold_everybody_once_and_keep_all_at_work(count: int, jobs: int) -> None:
    """Nobody is lost, no group is too large, and no worker has much more to do than another."""
    learners = tasks(*map(str, range(count)))
    groups = groups_of(learners, jobs)
    assert [task for group in groups for task in group] == list(learners)
    sizes = [len(group) for group in groups]
    assert all(0 < size <= GROUP for size in sizes)
    assert not sizes or (max(sizes) - min(sizes) <= 1 and len(groups) >= min(jobs, count))
