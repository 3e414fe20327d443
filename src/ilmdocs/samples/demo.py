"""The learners that `ilmdocs demo` writes, with their attachments made on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ilmdocs.model.submission import Value
from ilmdocs.samples.attachments import make_attachment
from ilmdocs.samples.combine import Rows
from ilmdocs.samples.load import SAMPLES, Answers, Sample, load_sample

_ON_MARK_SHEET = ("learner_name", "ilm_registration_no", "centre_name", "centre_number")


@dataclass(frozen=True, slots=True)
class DemoLearner:
    """A fictional learner's folder.

    `folder` stands below intake/, `workbook` and the keys of `attachments`, `answers` and `marks` are file
    names in it. The values of `attachments` are their content, those of `answers` the unit and its texts by
    criterion, those of `marks` the rows of a marks workbook by sheet.
    """

    folder: str
    workbook: str
    about: str
    units: tuple[str, ...]
    rows: Mapping[str, list[Mapping[str, Value]]]
    attachments: Mapping[str, bytes]
    answers: Answers
    marks: Mapping[str, Rows]


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
                file: make_attachment(kind, sample.rows) for file, kind in sample.attachments.items()
            },
            answers=sample.answers,
            marks={file: _with_learner(rows, sample) for file, rows in sample.marks.items()},
        )
        for sample in samples
        if sample.folder
    )


def _with_learner(marks: Rows, sample: Sample) -> Rows:
    """An assessor's rows, headed by what the learner's workbook says of learner and centre."""
    learner = sample.rows["Learner"][0]
    head = {name: learner[name] for name in _ON_MARK_SHEET if name in learner}
    return {**marks, "MarkSheet": [{**head, **marks["MarkSheet"][0]}]}
