"""Which fictional learner serves which units, for `ilmdocs new --sample`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilmdocs.errors import UsageProblem
from ilmdocs.model.submission import Value
from ilmdocs.samples.combine import combined
from ilmdocs.samples.load import load_sample

_LEARNERS: tuple[Mapping[str, str], ...] = (
    {
        "8585-301": "sample-301",
        "8585-302": "sample-302",
        "8585-303": "sample-303",
        "8588-500": "sample-588",
    },
    {"8580-500": "sample-500", "8580-501": "sample-501", "8580-503": "sample-503"},
    {"8581-L7-20H": "sample-L7"},
)
"""The units of each learner with the sample that serves each. No workbook holds two learners."""


def rows_for(units: Sequence[str]) -> Mapping[str, list[Mapping[str, Value]]]:
    """The rows of a complete fictional learner who is registered for the given units.

    Each unit has a row of its own on the Units sheet; a row that belongs to some of the units names them.

    Raises:
        UsageProblem: when a unit has no sample, or no learner is registered for all of them.
    """
    wanted = tuple(dict.fromkeys(units))
    served = {unit for learner in _LEARNERS for unit in learner}
    missing = [unit for unit in wanted if unit not in served]
    if missing or not wanted:
        raise UsageProblem(
            f"There is no sample for {' and '.join(missing) or 'no unit'} yet.",
            f"Samples are there for {', '.join(sorted(served))}.",
        )
    learner = next((each for each in _LEARNERS if all(unit in each for unit in wanted)), None)
    if learner is None:
        raise UsageProblem(
            f"There is no sample of one learner who takes {' and '.join(wanted)}.",
            f"Units that go together: {'; '.join(', '.join(each) for each in _LEARNERS)}.",
        )
    if len(wanted) == 1:
        return load_sample(learner[wanted[0]]).rows
    return combined([([unit], dict(load_sample(learner[unit]).rows)) for unit in wanted])
