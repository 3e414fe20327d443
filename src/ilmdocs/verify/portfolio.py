"""All proofs of one portfolio, in the order of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ilmdocs.model.portfolio import Proof
from ilmdocs.verify.citing import prove_references
from ilmdocs.verify.contents import prove_hashes, prove_parts
from ilmdocs.verify.expected import Expected
from ilmdocs.verify.numbering import prove_labels, prove_order, prove_pages, prove_stamps
from ilmdocs.verify.opened import DAMAGE, NotAPortfolio, Opened, open_portfolio
from ilmdocs.verify.people import prove_confidentiality, prove_readback
from ilmdocs.verify.pointing import prove_bookmarks, prove_links
from ilmdocs.verify.properties import prove_metadata
from ilmdocs.verify.wording import unproven

PROOFS = (
    "opens", "order", "pages", "references", "links", "stamps", "labels", "bookmarks", "parts", "hashes",
    "readback", "confidentiality", "metadata",
)  # fmt: skip
"""The proofs' names, in the order in which they are reported (design, `ilmdocs.verify/1`)."""


def verify_portfolio(
    pdf: bytes,
    *,
    manifest: Mapping[str, object] | None = None,
    expected: Expected | None = None,
    file_name: str = "",
) -> tuple[Proof, ...]:
    """Prove a finished portfolio; never raises for a damaged or foreign file.

    Args:
        pdf: the file's bytes.
        manifest: the data of the `manifest.json` that lies beside it, where there is one.
        expected: what the workbook says, where it is at hand.
        file_name: the file's name, so that it can be searched for client names too.

    Returns:
        One proof for each of `PROOFS`, in that order.
    """
    try:
        opened = open_portfolio(pdf, manifest)
    except NotAPortfolio as reason:
        rest = tuple(unproven(name, "The file could not be opened as a portfolio.") for name in PROOFS[1:])
        return (Proof("opens", False, (str(reason),)), *rest)
    makers: Mapping[str, Callable[[], Proof]] = {
        "opens": lambda: _opens(opened),
        "order": lambda: prove_order(opened),
        "pages": lambda: prove_pages(opened),
        "references": lambda: prove_references(opened),
        "links": lambda: prove_links(opened),
        "stamps": lambda: prove_stamps(opened),
        "labels": lambda: prove_labels(opened),
        "bookmarks": lambda: prove_bookmarks(opened),
        "parts": lambda: prove_parts(opened),
        "hashes": lambda: prove_hashes(opened, manifest),
        "readback": lambda: prove_readback(opened, expected),
        "confidentiality": lambda: prove_confidentiality(opened, expected, file_name),
        "metadata": lambda: prove_metadata(opened),
    }
    return tuple(_made(name, makers[name]) for name in PROOFS)


def _made(name: str, maker: Callable[[], Proof]) -> Proof:
    try:
        return maker()
    except DAMAGE:
        return Proof(name, False, ("The file is damaged: what this proof needs cannot be read.",))


def _opens(opened: Opened) -> Proof:
    count = len(opened.pages)
    if opened.manifest is None:
        return Proof("opens", True, (f"{count} pages. The manifest that was inside the file is lost.",))
    points = opened.manifest.open_points
    state = "complete" if points is None else f"a draft, not for submission: {points} open"
    return Proof("opens", True, (f"{count} pages, {opened.manifest.unit}, {state}.",))
