"""Invented cohorts with assessments, and their files. Nobody here is real."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import Assessment, Cohort, LearnerStanding, UnitStanding
from ilmdocs.model.readiness import Readiness
from ilmdocs.model.sample import Sample, SamplingRequest
from ilmdocs.sampling import draw

TODAY = date(2026, 11, 22)


def assessment(**changes: Any) -> Assessment:
    """A clear pass by an experienced assessor."""
    told: dict[str, Any] = {
        "attempt": 1, "assessor": "Alex Assessor", "assessed": date(2026, 7, 2), "outcome": "PASS",
        "passed": True, "total": 85, "most": 100, "margin": 4,
    }  # fmt: skip
    return Assessment(**{**told, **changes})


def learner(
    number: int, unit: str = "8580-501", *, marks: Assessment | None = None, **changes: Any
) -> LearnerStanding:
    """Learner number so-and-so with one built unit; `marks` None: a clear pass."""
    given = marks or assessment()
    own: dict[str, Any] = {"outcome": "built", "assessments": (given,), "attempt": given.attempt}
    own |= {
        name: changes.pop(name) for name in ("outcome", "assessments", "attempt", "error") if name in changes
    }
    folder = f"Example L FIC{number:04}/{unit}({own['attempt']})"
    standing = UnitStanding(
        unit, unit, "Keeping bees", readiness=Readiness(unit, True, None, 0, 0, ()),
        portfolio=f"{folder}/L Example.pdf", manifest=f"{folder}/manifest.json", pages=12, **own,
    )  # fmt: skip
    told: dict[str, Any] = {"learner": f"Learner {number}", "registration": f"FIC{number:04}", **changes}
    return LearnerStanding(f"intake/{number}.xlsx", units=(standing,), **told)


def cohort(*learners: LearnerStanding) -> Cohort:
    """A cohort of some learners."""
    return Cohort(learners)


def sample(
    *learners: LearnerStanding, seed: str = "4711", centre: Centre | None = None, **how: Any
) -> Sample:
    """A sample drawn from some learners."""
    return draw(cohort(*learners), SamplingRequest(seed, **how), centre or Centre(), TODAY)


def put_down(output: Path, *learners: LearnerStanding, documents: bool = False) -> None:
    """Write something that stands for each learner's portfolio, with a manifest that vouches for it."""
    for one in learners:
        for unit in one.units:
            path = output / unit.portfolio
            (path.parent / "documents").mkdir(parents=True, exist_ok=True)
            content = f"%PDF of {one.learner}, {unit.unit}".encode() * 1000
            path.write_bytes(content)
            word = b"Word of " + one.learner.encode()
            if documents:
                (path.parent / "documents" / "01 Diary.docx").write_bytes(word)
            listed = [{"file": "01 Diary.docx", "sha256": hashlib.sha256(word).hexdigest()}]
            data = {
                "unit": unit.unit, "attempt": unit.attempt, "draft": False,
                "portfolio_sha256": hashlib.sha256(content).hexdigest(),
                "provenance": {"documents": listed if documents else []},
            }  # fmt: skip
            path.with_name("manifest.json").write_text(json.dumps(data), encoding="utf-8")
