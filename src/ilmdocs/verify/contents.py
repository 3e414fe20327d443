"""Proofs about content: is every page as it was made, and the file the one that was made?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from ilmdocs.model.portfolio import SAVED_AGAIN, Proof
from ilmdocs.proof.canonical import PAGE_KEY
from ilmdocs.proof.digest import PageDigester
from ilmdocs.proof.manifest import FILE_HASH
from ilmdocs.verify.opened import Opened, SeenPage
from ilmdocs.verify.wording import proof, unproven


def prove_parts(opened: Opened) -> Proof:
    """The content of every page has the digest that the manifest, or the page itself, gives for it."""
    digester = PageDigester(opened.reader)
    faults, proven = [], 0
    for page, stored in zip(opened.pages, opened.reader.pages, strict=True):
        right = _recorded(opened, page) or str(stored.get(PAGE_KEY, ""))
        if not right:
            continue  # a page that is not ours: `pages` and `stamps` say so
        proven += 1
        if digester.digest(stored) != right:
            faults.append(f"{_name(opened, page)} has been changed since it was made.")
    if not proven:
        return unproven("parts", "No page holds a digest that it could be compared with.")
    if opened.inside is None:
        faults.append("The manifest inside the file is lost: the file was put together anew.")
    return proof("parts", faults, f"The content of all {proven} pages is as it was made.")


def prove_hashes(opened: Opened, beside: Mapping[str, object] | None) -> Proof:
    """The file is byte for byte the one that the manifest beside it was written for."""
    if beside is None:
        return unproven("hashes", "This needs the manifest.json that was written beside the portfolio.")
    faults = []
    if hashlib.sha256(opened.content).hexdigest() != beside.get(FILE_HASH):
        faults.append(SAVED_AGAIN)
    if opened.inside is not None and {k: v for k, v in beside.items() if k != FILE_HASH} != opened.inside:
        faults.append("The manifest beside the file and the one inside it do not agree.")
    return proof("hashes", faults, "The file is byte for byte the one that was built.")


def _recorded(opened: Opened, page: SeenPage) -> str | None:
    """The digest that the manifest gives for a page, found by the page's stamp."""
    if opened.manifest is None or page.stamp is None:
        return None
    part = opened.manifest.part_at(page.stamp.page)
    if part is None or page.stamp.page - part.first_page >= len(part.digests):
        return None
    return part.digests[page.stamp.page - part.first_page]


def _name(opened: Opened, page: SeenPage) -> str:
    if opened.manifest is None or page.stamp is None:
        return f"Page {page.number} of the file"
    part = opened.manifest.part_at(page.stamp.page)
    return f"Page {page.stamp.page} (“{part.title}”)" if part else f"Page {page.stamp.page}"
