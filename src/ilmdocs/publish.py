"""Puts a finished portfolio into the output folder, file by file and each atomically."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ilmdocs.atomic import remove, rename, write_atomically
from ilmdocs.begun import Begun, Documents
from ilmdocs.errors import UnwritableOutput
from ilmdocs.folders import refuse_links
from ilmdocs.hashing import digest, file_hash
from ilmdocs.made import Destination, Finished
from ilmdocs.proof.manifest import FILE_HASH, MANIFEST_NAME, to_json

DOCUMENTS = "documents"
ORIGINAL = ".pdf"
"""Ending of a signed original among the documents: all others are Word documents."""
_LARGEST_MANIFEST = 64 << 20
"""Bytes; that of a portfolio of a thousand pages has less than one million."""
NOTHING_BEGUN: Documents = {}
"""No run was killed while it wrote to a folder."""
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: no build date is ever stored."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where a portfolio and what belongs to it now stand.

    `kept` are Word documents that somebody had edited since the last build, under their new names.
    """

    portfolio: Path
    manifest: Path
    documents: tuple[Path, ...]
    kept: tuple[Path, ...] = ()


def take_folder(folder: Path, workbook: Path, taken: dict[str, Path]) -> None:
    """Note that what is made from a workbook goes into a folder; capitals count for nothing.

    Raises:
        UnwritableOutput: when another workbook of this run has taken it.
    """
    first = taken.setdefault(str(folder).casefold(), workbook)
    if first != workbook:
        raise UnwritableOutput(
            f"{workbook.parent.name}/{workbook.name} is about the same learner and unit as "
            f"{first.parent.name}/{first.name}; both would go into {folder}.",
            "Build the right one alone, or correct name and registration number in the other.",
        )


def publish(finished: Finished, destination: Destination, output: Path, begun: Begun) -> Published:
    """Write the Word documents, the portfolio and, last, the manifest that vouches for them.

    What an earlier build left and this one no longer has is removed: Word documents, and the portfolio
    itself where it had another name (the centre number came later). A Word document that somebody has
    edited is kept under another name. Nothing else is touched.

    Args:
        finished: what is written.
        destination: where it belongs in the output folder.
        output: the output folder.
        begun: the note of what is being written, for the next run if this one is killed.

    Raises:
        UnwritableOutput: when something cannot be written; what stood there before is then still whole.
    """
    portfolio = destination.portfolio(output)
    manifest = portfolio.with_name(MANIFEST_NAME)
    folder = portfolio.parent / DOCUMENTS
    refuse_links(folder, output)
    before = manifest_data(manifest) or {}
    outdated = _portfolios_of(before, portfolio)
    listed, unfinished = document_hashes(before), begun.of(portfolio.parent)
    kept = keep_edited(folder, listed, finished.documents, unfinished)
    begun.begin(portfolio.parent, finished.documents)
    for name, docx in finished.documents.items():
        write_atomically(folder / name, docx, inside=output)
    write_atomically(portfolio, finished.pdf, inside=output)
    outdated += [folder / name for name in (listed.keys() | unfinished.keys()) - finished.documents.keys()]
    for path in outdated:
        remove(path)
    write_atomically(manifest, to_json(finished.manifest), inside=output)
    begun.done(portfolio.parent)
    return Published(portfolio, manifest, tuple(folder / name for name in finished.documents), kept)


def write_archive(published: Published, output: Path) -> Path:
    """Put the same content into a foldered ZIP beside the portfolio; the same files give the same bytes.

    Args:
        published: where the content is.
        output: the output folder.

    Raises:
        UnwritableOutput: when the ZIP cannot be written.
    """
    root = published.portfolio.stem
    entries = [(published.portfolio, published.portfolio.name), (published.manifest, MANIFEST_NAME)]
    entries += [(path, f"{DOCUMENTS}/{path.name}") for path in published.documents]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path, name in entries:
            entry = ZipInfo(f"{root}/{name}", _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    target = published.portfolio.with_name(f"{root}.zip")
    write_atomically(target, buffer.getvalue(), inside=output)
    return target


def manifest_data(path: Path) -> Mapping[str, Any] | None:
    """The data of a manifest on disk, or None when there is none or it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_MANIFEST:
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _portfolios_of(manifest: Mapping[str, Any], portfolio: Path) -> list[Path]:
    """The portfolio of an earlier build under another name: byte for byte ours, so nobody's own work."""
    wanted = manifest.get(FILE_HASH)
    others = (path for path in portfolio.parent.glob("*.pdf") if path.name != portfolio.name)
    return [path for path in others if wanted and file_hash(path) == wanted]


def keep_edited(
    folder: Path, listed: Mapping[str, str], new: Mapping[str, bytes], begun: Documents = NOTHING_BEGUN
) -> tuple[Path, ...]:
    """Move what is neither as it was built nor as it will be built: somebody's own work.

    Args:
        folder: where the files stand.
        listed: file name to hash of what an earlier build wrote.
        new: file name to what will be written.
        begun: what a run may have written before it was killed.

    Returns:
        The new names of what was moved.
    """
    kept = []
    for name in sorted(listed.keys() | new.keys() | begun.keys()):
        path = folder / name
        ours = {listed.get(name), digest(new[name]) if name in new else None}
        ours |= begun.get(name, frozenset())
        if path.is_file() and file_hash(path) not in ours:
            kept.append(rename(path, _free_name(path)))
    return tuple(kept)


def _free_name(path: Path) -> Path:
    """`04 Coaching diary (edited).docx`, or with a number where that is taken."""
    numbers = ("", *(f" {number}" for number in range(2, 1000)))
    names = (path.with_name(f"{path.stem} (edited{number}){path.suffix}") for number in numbers)
    return next(name for name in names if not name.exists())


def document_hashes(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The Word documents of an earlier build, file name to hash; path parts are never followed."""
    provenance = manifest.get("provenance")
    listed = provenance.get("documents") if isinstance(provenance, dict) else None
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    hashes = {str(item["file"]): str(item.get("sha256")) for item in items if "file" in item}
    return {name: digest for name, digest in hashes.items() if name == Path(name).name}
