"""A group of learners with everything that is needed to make their portfolios somewhere else."""

from __future__ import annotations

import difflib
import faulthandler
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from ilmdocs import __version__
from ilmdocs.convert import Engine, choose_engine
from ilmdocs.discover import workbooks_in
from ilmdocs.entries import entries
from ilmdocs.errors import EngineFailure, IlmdocsError, UnreadableInput
from ilmdocs.executors.groups import Group
from ilmdocs.executors.limits import LIMITS
from ilmdocs.faults import contained
from ilmdocs.guard import Opening, Step
from ilmdocs.inputs import named_files
from ilmdocs.library import load_library
from ilmdocs.made import LearnerMade, Task
from ilmdocs.making import make
from ilmdocs.model.centre import NO_SETTINGS
from ilmdocs.orders import BuildOrder, FormSource, Watch
from ilmdocs.scratch import scratch_folder
from ilmdocs.templates_path import templates_folder
from ilmdocs.typed_files import typed_files
from ilmdocs.workbook.read import read_workbook
from ilmdocs.workshop import Workshop, open_workshop

_NEIGHBOUR = "another learner.xlsx"
"""Stands for the other workbooks of a shared folder: that there are some changes whose marks are whose."""

_ONE_AT_A_TIME = Lock()
"""The library that reads PDFs may not be used by two threads, and a worker of Dask may have several."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A group on its way: `files` holds, for each task, its folder's files by relative path."""

    program: str
    engine: tuple[str, str, Mapping[str, str]]
    order: BuildOrder
    own_forms: Mapping[str, bytes]
    logo: bytes | None
    group: Group
    files: tuple[Mapping[str, bytes], ...]


class Packer:
    """Puts learners and what they need into parcels; units, forms and engine are asked once.

    Raises:
        IlmdocsError: what keeps anybody from working, such as a unit that does not exist.
    """

    def __init__(self, order: BuildOrder) -> None:
        self._order = order
        self._workshop = open_workshop(order)
        own, logo = order.forms.centre.pack, order.forms.centre.logo
        files = [path for path in own.rglob("*") if path.is_file()] if own is not None else []
        self._own_forms = {path.relative_to(own or path).as_posix(): path.read_bytes() for path in files}
        self._logo = None if logo is None else logo.read_bytes()

    def pack(self, group: Group) -> Parcel:
        """The parcel of a group."""
        return Parcel(
            program=__version__,
            engine=_engine_of(self._workshop.engine),
            order=self._order,
            own_forms=self._own_forms,
            logo=self._logo,
            group=group,
            files=tuple(dict(self._files(task.workbook)) for task in group),
        )

    def _files(self, workbook: Path) -> Iterator[tuple[str, bytes]]:
        """The files that belong to a workbook; of the others not even the names, but for near misses."""
        with suppress(OSError):
            yield workbook.name, workbook.read_bytes()
        library = self._workshop.library
        typed: list[str] = []
        with suppress(IlmdocsError), contained():  # what is wrong with the workbook is told by the worker
            typed = list(typed_files(read_workbook(workbook, library.units, library.required).submission))
        for name, path in named_files(workbook, typed):
            if path is not None:
                yield _inside(path, workbook.parent), path.read_bytes()
            else:
                near = difflib.get_close_matches(name, [p.name for p in entries(workbook.parent)], n=1)
                yield from ((nearest, b"") for nearest in near)
        if len(workbooks_in(workbook.parent)) > 1:
            yield _NEIGHBOUR, b""


def make_parcel(parcel: Parcel) -> list[LearnerMade]:
    """Make the portfolios of a parcel, on a worker; nothing of it stays there.

    Raises:
        EngineFailure: when program or engine are not those of the sender, whose portfolios would differ.
    """
    if parcel.program != __version__:
        raise EngineFailure(
            f"A worker has ilmdocs {__version__}; this machine has {parcel.program}.",
            "Install the same version everywhere.",
        )
    with _ONE_AT_A_TIME, scratch_folder() as place:
        workshop = _opened(parcel, place)
        if _engine_of(workshop.engine) != parcel.engine:
            ours, theirs = _engine_of(workshop.engine), parcel.engine
            raise EngineFailure(
                f"A worker converts with {ours[0]} {ours[1]}, this machine with {theirs[0]} {theirs[1]},"
                " or with other fonts.",
                "Install the same engine and fonts everywhere, or choose one with --engine.",
            )
        tasks = tuple(
            _unpacked(task, files, place) for task, files in zip(parcel.group, parcel.files, strict=True)
        )
        scratch = place / "work"
        scratch.mkdir()
        with _alarm() as watch:
            learners = list(make(tasks, parcel.order, workshop, scratch, watch))
        made = {learner.number: learner for learner in learners}
        return [made[task.number] for task in tasks]


@contextmanager
def _alarm() -> Iterator[Watch]:
    """Ends this worker of a cluster when one file takes too long: nobody else could.

    By the clock, which runs while others compute: so it is given as long as a file that hangs. The nanny
    starts another worker; whoever sent the parcel tries each of its learners alone and reports the one
    that ends a worker twice. Memory is the nanny's own limit (docs/cluster.md).
    """
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:

        def watch(_: int | None, opening: Opening | None, __: Step | None = None, /) -> None:
            if opening is None:
                faulthandler.cancel_dump_traceback_later()
            else:
                faulthandler.dump_traceback_later(LIMITS.stalled_seconds, exit=True, file=nowhere)

        try:
            yield watch
        finally:
            faulthandler.cancel_dump_traceback_later()


def _opened(parcel: Parcel, place: Path) -> Workshop:
    """Units, forms and engine of a parcel; the shipped ones are kept for the next."""
    order, centre = parcel.order, parcel.order.forms.centre
    if centre == NO_SETTINGS:
        return _shipped(order.engine)
    own, logo = place / "forms", place / f"logo{'' if centre.logo is None else centre.logo.suffix}"
    _write(own, parcel.own_forms)
    if parcel.logo is not None:
        logo.write_bytes(parcel.logo)
    here = replace(
        centre,
        pack=None if centre.pack is None else own,
        logo=None if centre.logo is None else logo,
    )
    return open_workshop(replace(order, forms=FormSource(templates_folder(), here)))


@lru_cache(maxsize=1)
def _shipped(engine: str) -> Workshop:
    """The shipped forms, compiled once for all the parcels that a worker gets."""
    return Workshop(load_library(templates_folder()), choose_engine(engine))


def _unpacked(task: Task, files: Mapping[str, bytes], place: Path) -> Task:
    folder = place / f"{task.number}"
    _write(folder, files)
    return replace(task, workbook=folder / task.workbook.name)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UnreadableInput(f"{name} would leave its folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _engine_of(engine: Engine) -> tuple[str, str, Mapping[str, str]]:
    probe = engine.probe()
    return engine.name, probe.version, dict(probe.fonts)
