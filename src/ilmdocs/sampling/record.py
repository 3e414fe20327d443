"""A sample as JSON-ready data: what `ilmdocs sampling --json` prints and what lies in the ZIP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ilmdocs import __version__
from ilmdocs.model.sample import Inspected, LeftOut, Sample, Stratum
from ilmdocs.sampling.draw import ALGORITHM

SCHEMA = "ilmdocs.sampling/1"
RECORD_NAME = "sample.json"


def sample_data(sample: Sample, inspected: Sequence[Inspected]) -> dict[str, Any]:
    """The record of a sample; paths are relative to the output folder, and to the ZIP's own folder."""
    request = sample.request
    return {
        "schema": SCHEMA,
        "program": __version__,
        "algorithm": ALGORITHM,
        "seed": request.seed,
        "rate": request.rate,
        "borderline_marks": request.borderline,
        "new_months": request.new_months,
        "unmarked": request.unmarked,
        "drawn_on": sample.drawn_on.isoformat(),
        "considered": sample.considered,
        "drawn": [_drawn_data(item) for item in inspected],
        "strata": [_stratum_data(stratum) for stratum in sample.strata],
        "left_out": [_left_out_data(item) for item in sample.left_out],
        "notes": list(sample.notes),
    }


def check_record(record: Mapping[str, Any], found: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with a set of portfolios against the record of the sample; empty when nothing is.

    Args:
        record: the record as it lies beside them.
        found: the SHA-256 of each portfolio that is there, by its path from the record's folder.

    Raises:
        ValueError: when it is no record of a sample.
    """
    drawn = record.get("drawn")
    if record.get("schema") != SCHEMA or not isinstance(drawn, list):
        raise ValueError("no record of a sample")
    faults = []
    listed: set[str] = set()
    for item in drawn:
        if not isinstance(item, Mapping):
            raise ValueError("no record of a sample")
        path = str(item.get("portfolio"))
        if not item.get("packed"):
            continue
        listed.add(path)
        if path not in found:
            faults.append(f"{path} was drawn and is missing.")
        elif found[path] != item.get("sha256"):
            faults.append(f"{path} is not the portfolio that was drawn.")
    faults += [f"{path} was not drawn." for path in found if path not in listed]
    return tuple(faults)


def _drawn_data(item: Inspected) -> dict[str, Any]:
    drawn, assessment = item.drawn, item.drawn.assessment
    assured = assessment.quality_assured if assessment else None
    return {
        "learner": drawn.learner.learner,
        "registration": drawn.learner.registration or None,
        "unit": drawn.unit.unit,
        "attempt": drawn.unit.attempt,
        "assessor": drawn.assessor,
        "assessed": assessment.assessed.isoformat() if assessment and assessment.assessed else None,
        "outcome": assessment.outcome if assessment else None,
        "total": assessment.total if assessment else None,
        "total_marks": assessment.most if assessment else None,
        "margin": assessment.margin if assessment else None,
        "quality_assured": assured.isoformat() if assured else None,
        "refuses_ilm_use": drawn.learner.refuses_ilm_use,
        "risks": [risk.value for risk in drawn.risks],
        "reasons": list(drawn.reasons),
        "pages": drawn.unit.pages,
        "portfolio": drawn.unit.portfolio,
        "sha256": item.sha256 or None,
        "packed": not item.problem,
        "problem": item.problem or None,
    }


def _stratum_data(stratum: Stratum) -> dict[str, Any]:
    return {
        "assessor": stratum.assessor,
        "unit": stratum.unit,
        "portfolios": stratum.portfolios,
        "at_risk": stratum.at_risk,
        "from_rest": stratum.from_rest,
        "taken": stratum.taken,
    }


def _left_out_data(item: LeftOut) -> dict[str, Any]:
    return {
        "learner": item.learner,
        "registration": item.registration or None,
        "unit": item.unit or None,
        "attempt": item.attempt,
        "why": item.why,
    }
