"""What a portfolio was made from: hashes and versions, for the manifest and for "has anything changed?"."""

from __future__ import annotations

import json
from pathlib import Path

from ilmdocs import __version__
from ilmdocs.attachments import locate
from ilmdocs.convert import Engine
from ilmdocs.errors import UnreadableInput
from ilmdocs.forms import PACK_FILE
from ilmdocs.hashing import digest, sha256
from ilmdocs.library import Library
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import PartKind


def form_hashes(plan: Plan, library: Library) -> dict[str, str]:
    """The hash of each form that a plan is filled into, by the form's name."""
    pack = library.pack(plan.unit)
    return {
        form: library.digest_of(pack.path(form)) for form in sorted({p.form for p in plan.parts if p.form})
    }


def centre_hash(submission: Submission, plan: Plan, library: Library) -> str | None:
    """The hash of the centre's settings that this portfolio shows; None where it shows none of them."""
    settings = library.settings
    logo = library.logo_for(plan.unit)
    shown: dict[str, object] = {
        "filled": dict(submission.from_centre),
        "order": list(settings.part_order.get(plan.unit.id, ())),
        "logo": [digest(logo.png), logo.alternative] if logo is not None else [],
    }
    if any(part.kind is PartKind.CHARTS for part in plan.parts):
        shown["charts"] = True
    return digest(json.dumps(shown, sort_keys=True).encode()) if any(shown.values()) else None


def provenance_of(
    workbook: Path, submission: Submission, plan: Plan, library: Library, engine: Engine
) -> dict[str, object]:
    """What a portfolio was made from: hashes and versions, without any file name a learner chose."""
    probe = engine.probe()
    folder = Path(submission.folder)
    pack = library.pack(plan.unit)
    hashes = form_hashes(plan, library)
    marks = {part.name: part.rows[0].file for part in plan.parts if part.kind is PartKind.MARK_SHEET}
    centre = centre_hash(submission, plan, library)
    attached = {part.name: part.attachment for part in plan.parts if part.attachment}
    return {
        "program": __version__,
        "workbook": sha256(workbook),
        "unit_file": library.unit_digest(plan.unit),
        "templates": hashes,
        "packs": sorted({library.digest_of(pack.path(form).with_name(PACK_FILE)) for form in hashes}),
        "attachments": {name: sha256(locate(folder, typed)) for name, typed in attached.items()},
        "signature": _signature_hash(folder, submission.learner.text("signature_image")),
        "engine": {"name": engine.name, "version": probe.version},
        "fonts": dict(sorted(probe.fonts.items())),
        **({"centre": centre} if centre else {}),
        **({"marks": {name: sha256(folder / file) for name, file in marks.items()}} if marks else {}),
    }


def _signature_hash(folder: Path, typed: str) -> str | None:
    """The hash of the learner's signature image; None when there is none (or, in a draft, none usable)."""
    try:
        return sha256(locate(folder, typed)) if typed else None
    except UnreadableInput:
        return None
