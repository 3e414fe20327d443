"""Proof about references: does every citation name the page where that evidence stands?"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate

from ilmdocs.model.portfolio import Proof
from ilmdocs.model.unit import PartKind
from ilmdocs.proof.manifest import Manifest
from ilmdocs.text.references import Citation, find_citations
from ilmdocs.verify.opened import Opened, SeenPage
from ilmdocs.verify.wording import proof, unproven

_MATRIX = str(PartKind.MATRIX)


def prove_references(opened: Opened) -> Proof:
    """Every citation agrees with the stamps and the manifest, and every criterion has one."""
    pages = opened.citing()
    if not pages:
        return unproven("references", "This portfolio has neither an evidence matrix nor a contents page.")
    cited = [(page, each.citation) for page in pages for each in page.cited]
    faults = [fault for page, citation in cited if (fault := _wrong(opened, page, citation))]
    notes: list[str] = []
    if opened.manifest is not None:
        faults += _wrong_rows(opened, opened.manifest)
        gaps = _gaps(opened, opened.manifest)
        if opened.manifest.open_points is None:
            faults += gaps
        else:
            notes = gaps  # a draft may have gaps: its open points say so
    if not cited and not faults and not notes:
        return unproven("references", "The matrix and the contents page are pictures: look at them yourself.")
    return proof("references", faults, f"All {len(cited)} printed references are right.", notes)


def _wrong(opened: Opened, page: SeenPage, citation: Citation) -> str | None:
    """What is wrong with a citation, by the stamps and, where there is one, by the manifest."""
    where = f"Page {page.number}: {citation} is printed, but"
    target = opened.stamped(citation.page)
    if target is None or target.stamp is None:
        return f"{where} there is no page {citation.page}."
    if target.stamp.reference != citation.reference:
        shown = target.stamp.reference or "front matter"
        return f"{where} page {citation.page} is {shown}."
    if opened.manifest is None:
        return None
    part = next((p for p in opened.manifest.parts if p.reference == citation.reference), None)
    if part is None:
        return f"{where} the manifest has no {citation.reference}."
    if citation.page not in part.citable():
        return f"{where} neither {part.reference} nor one of its sections starts there."
    return None


def _wrong_rows(opened: Opened, manifest: Manifest) -> list[str]:
    """Citations that stand in the row of a criterion which that page is no evidence for."""
    return [
        f"The matrix cites {citation} for {criterion}, which is evidenced on other pages."
        for criterion, citations in _rows(opened, manifest).items()
        for citation in citations
        if (citation.reference, citation.page) not in _evidence(manifest, criterion)
    ]


def _gaps(opened: Opened, manifest: Manifest) -> list[str]:
    pages = opened.citing(_MATRIX)
    if all(page.is_picture for page in pages):
        return []
    cited = {(c.citation.reference, c.citation.page) for page in pages for c in page.cited}
    rows = _rows(opened, manifest)
    gaps = []
    for criterion in manifest.criteria:
        found = {(c.reference, c.page) for c in rows[criterion]} if rows else cited
        if not found & _evidence(manifest, criterion):
            gaps.append(f"The matrix cites no page for {criterion}.")
    return gaps


def _evidence(manifest: Manifest, criterion: str) -> set[tuple[str, int]]:
    return {
        (part.reference, part.page_of(criterion))
        for part in manifest.parts
        if part.reference is not None and criterion in part.criteria
    }


def _rows(opened: Opened, manifest: Manifest) -> Mapping[str, Sequence[Citation]]:
    """The citations of the matrix by criterion; empty when its rows cannot be told apart."""
    pages = [page.text for page in opened.citing(_MATRIX)]
    text = "\n".join(pages)
    breaks = list(accumulate(len(page) + 1 for page in pages))
    starts = [_row_starts(text, criterion) for criterion in manifest.criteria]
    if not starts or any(len(found) != 1 for found in starts):
        return {}
    places = [found[0] for found in starts]
    if places != sorted(places):
        return {}
    rows: dict[str, list[Citation]] = {criterion: [] for criterion in manifest.criteria}
    for citation in find_citations(text):
        row = bisect(places, citation.start) - 1
        if row < 0:
            continue
        own, following = manifest.criteria[row], manifest.criteria[row + 1 : row + 2]
        # A row that breaks over two pages may have its label on the second one only.
        if following and bisect(breaks, citation.start) < bisect(breaks, places[row + 1]):
            cited = (citation.reference, citation.page)
            if cited not in _evidence(manifest, own) and cited in _evidence(manifest, following[0]):
                own = following[0]
        rows[own].append(citation)
    return rows


def _row_starts(text: str, criterion: str) -> list[int]:
    return [m.start() for m in re.finditer(rf"(?m)^\W*(?:AC\s*)?{re.escape(criterion)}(?![\d.]*\d)", text)]
