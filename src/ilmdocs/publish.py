"""Puts a finished portfolio into the output folder, file by file and each atomically."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ilmdocs.assemble import learner_folder, portfolio_name, unit_folder
from ilmdocs.atomic import write_atomically
from ilmdocs.model.portfolio import Identity
from ilmdocs.model.unit import Unit
from ilmdocs.pipeline import Built, named_documents
from ilmdocs.proof.manifest import MANIFEST_NAME, to_json

MANIFEST = MANIFEST_NAME
DOCUMENTS = "documents"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: no build date is ever stored."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where a portfolio and what belongs to it now stand."""

    portfolio: Path
    manifest: Path
    documents: tuple[Path, ...]


def places(identity: Identity, unit: Unit, output: Path) -> tuple[Path, Path]:
    """The portfolio's and the manifest's path: `output/<surname initial registration>/<unit>(<attempt>)/`."""
    folder = output / learner_folder(identity) / unit_folder(unit, identity.attempt)
    return folder / portfolio_name(identity, unit), folder / MANIFEST


def publish(built: Built, identity: Identity, unit: Unit, output: Path) -> Published:
    """Write the Word documents, the portfolio and, last, the manifest that vouches for them.

    Word documents of an earlier build that no longer exist are removed; nothing else is touched.

    Raises:
        UnwritableOutput: when something cannot be written; what stood there before is then still whole.
    """
    portfolio, manifest = places(identity, unit, output)
    folder = portfolio.parent / DOCUMENTS
    before = _document_names(read_manifest(manifest))
    names = named_documents(built.documents)
    for name, document in names:
        write_atomically(folder / name, document.docx)
    write_atomically(portfolio, built.portfolio.pdf)
    write_atomically(manifest, to_json(built.portfolio.manifest))
    for stale in before - {name for name, _ in names}:
        (folder / stale).unlink(missing_ok=True)
    return Published(portfolio, manifest, tuple(folder / name for name, _ in names))


def write_archive(published: Published) -> Path:
    """Put the same content into a foldered ZIP beside the portfolio; the same files give the same bytes.

    Raises:
        UnwritableOutput: when the ZIP cannot be written.
    """
    root = published.portfolio.stem
    entries = [(published.portfolio, published.portfolio.name), (published.manifest, MANIFEST)]
    entries += [(path, f"{DOCUMENTS}/{path.name}") for path in published.documents]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path, name in entries:
            entry = ZipInfo(f"{root}/{name}", _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    target = published.portfolio.with_name(f"{root}.zip")
    write_atomically(target, buffer.getvalue())
    return target


def read_manifest(path: Path) -> Mapping[str, Any] | None:
    """A manifest from disk, or None when there is none or it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _document_names(manifest: Mapping[str, Any] | None) -> set[str]:
    """File names of the Word documents of an earlier build; path parts are never followed."""
    provenance = (manifest or {}).get("provenance")
    listed = provenance.get("documents", []) if isinstance(provenance, dict) else []
    names = {str(item["file"]) for item in listed if isinstance(item, dict) and "file" in item}
    return {name for name in names if name == Path(name).name}
