"""The learners that `ilmdocs demo` writes, with their attachments made on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ilmdocs.model.submission import Value
from ilmdocs.samples.attachments import make_attachment
from ilmdocs.samples.load import SAMPLES, load_sample


@dataclass(frozen=True, slots=True)
class DemoLearner:
    """A fictional learner's folder.

    `folder` stands below intake/, `workbook` and the keys of `attachments` are file names in it, the values
    of `attachments` their content.
    """

    folder: str
    workbook: str
    about: str
    units: tuple[str, ...]
    rows: Mapping[str, list[Mapping[str, Value]]]
    attachments: Mapping[str, bytes]


def demo_learners() -> tuple[DemoLearner, ...]:
    """Make all demo learners, the complete ones first; the same bytes every time."""
    samples = (load_sample(name) for name in SAMPLES)
    return tuple(
        DemoLearner(
            folder=sample.folder,
            workbook=sample.workbook,
            about=sample.about,
            units=sample.units,
            rows=sample.rows,
            attachments={
                file: make_attachment(kind, sample.rows) for file, kind in (sample.attachments or {}).items()
            },
        )
        for sample in samples
        if sample.folder
    )
