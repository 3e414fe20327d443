"""Proofs about numbers: are all pages there, in order, stamped and labelled alike?"""

from __future__ import annotations

from itertools import pairwise

from ilmdocs.model.portfolio import Proof
from ilmdocs.verify.opened import Opened
from ilmdocs.verify.wording import listed, proof


def prove_order(opened: Opened) -> Proof:
    """Stamped numbers ascend, and the kinds of parts follow the order that was asked for."""
    stamped = [(page, page.stamp.page) for page in opened.pages if page.stamp]
    faults = [
        f"Page {after.number} of the file is stamped page {later}, but comes after page {earlier}."
        for (_, earlier), (after, later) in pairwise(stamped)
        if later <= earlier
    ]
    manifest = opened.manifest
    if manifest is not None:
        place = {kind: number for number, kind in enumerate(manifest.order)}
        faults += [
            f"“{after.title}” must not come after “{before.title}” in the order of {manifest.unit}."
            for before, after in pairwise(manifest.parts)
            if place.get(after.kind, len(place)) < place.get(before.kind, len(place))
        ]
    return proof("order", faults, f"Pages 1 to {len(opened.pages)} stand in order.")


def prove_pages(opened: Opened) -> Proof:
    """Every page that was made is there, once, and no other."""
    numbers = [page.stamp.page for page in opened.pages if page.stamp]
    total = opened.manifest.pages if opened.manifest else max(p.stamp.total for p in opened.pages if p.stamp)
    missing = sorted(set(range(1, total + 1)) - set(numbers))
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    strange = [page.number for page in opened.pages if page.stamp is None]
    faults = []
    if missing:
        faults.append(f"{listed('Page', missing, f' of {total}')} missing.")
    if twice:
        faults.append(f"{listed('Page', twice)} there more than once.")
    if strange and len(opened.pages) > total - len(missing):
        faults.append(f"{listed('Page', strange, ' of the file')} no page of this portfolio.")
    if not faults and len(opened.pages) != total:
        faults.append(f"The file has {len(opened.pages)} pages; {total} were made.")
    return proof("pages", faults, f"All {total} pages are there.")


def prove_stamps(opened: Opened) -> Proof:
    """Every page carries the stamp that belongs to it."""
    faults = []
    manifest = opened.manifest
    for page in opened.pages:
        stamp = page.stamp
        if stamp is None:
            faults.append(f"Page {page.number} of the file has no stamp at its top right.")
        elif manifest is not None:
            right = (manifest.reference_at(stamp.page), manifest.pages, manifest.open_points)
            if (stamp.reference, stamp.total, stamp.open_points) != right:
                should = type(stamp)(right[0], stamp.page, right[1], right[2])
                faults.append(f"Page {page.number} of the file is stamped “{stamp}”; right is “{should}”.")
    if manifest is None and len({page.stamp.total for page in opened.pages if page.stamp}) > 1:
        faults.append("The stamps do not agree on how many pages there are.")
    return proof("stamps", faults, f"All {len(opened.pages)} pages are stamped.")


def prove_labels(opened: Opened) -> Proof:
    """The page numbers that a viewer shows are those that are printed: 1, 2, 3 and so on."""
    labels = list(opened.reader.page_labels)
    faults = [
        f"A viewer calls page {number} of the file “{label}”."
        for number, label in enumerate(labels, start=1)
        if label != str(number)
    ]
    if "/PageLabels" not in opened.reader.root_object:
        faults.append("The page numbers that a viewer shows have been removed from the file.")
    return proof("labels", faults, "A viewer shows the printed page numbers.")
