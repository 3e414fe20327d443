"""A sample as JSON-ready data: what `ilmdocs sampling --json` prints and what lies in the ZIP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ilmdocs import __version__
from ilmdocs.model.sample import Inspected, LeftOut, Sample, Stratum
from ilmdocs.sampling.draw import ALGORITHM

SCHEMA = "ilmdocs.sampling/1"


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
