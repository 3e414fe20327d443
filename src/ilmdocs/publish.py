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
from ilmdocs.atomic import remove, write_atomically
from ilmdocs.model.portfolio import Identity
from ilmdocs.model.unit import Unit
from ilmdocs.pipeline import Built, named_documents, sha256
from ilmdocs.proof.manifest import FILE_HASH, MANIFEST_NAME, to_json

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
    return folder / portfolio_name(identity, unit), folder / MANIFEST_NAME


def publish(built: Built, identity: Identity, unit: Unit, output: Path) -> Published:
    """Write the Word documents, the portfolio and, last, the manifest that vouches for them.

    What an earlier build left and this one no longer has is removed: Word documents, and the portfolio
    itself where it had another name (the centre number came later). Nothing else is touched.

    Raises:
        UnwritableOutput: when something cannot be written; what stood there before is then still whole.
    """
    portfolio, manifest = places(identity, unit, output)
    folder = portfolio.parent / DOCUMENTS
    before = manifest_data(manifest) or {}
    outdated = _portfolios_of(before, portfolio)
    names = named_documents(built.documents)
    for name, document in names:
        write_atomically(folder / name, document.docx)
    write_atomically(portfolio, built.portfolio.pdf)
    outdated += [folder / name for name in _document_names(before) - {name for name, _ in names}]
    for path in outdated:
        remove(path)
    write_atomically(manifest, to_json(built.portfolio.manifest))
    return Published(portfolio, manifest, tuple(folder / name for name, _ in names))


def write_archive(published: Published) -> Path:
    """Put the same content into a foldered ZIP beside the portfolio; the same files give the same bytes.

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
    write_atomically(target, buffer.getvalue())
    return target


def manifest_data(path: Path) -> Mapping[str, Any] | None:
    """The data of a manifest on disk, or None when there is none or it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _portfolios_of(manifest: Mapping[str, Any], portfolio: Path) -> list[Path]:
    """The portfolio of an earlier build under another name: byte for byte ours, so nobody's own work."""
    wanted = manifest.get(FILE_HASH)
    others = (path for path in portfolio.parent.glob("*.pdf") if path.name != portfolio.name)
    return [path for path in others if wanted and sha256(path) == wanted]


def _document_names(manifest: Mapping[str, Any]) -> set[str]:
    """File names of the Word documents of an earlier build; path parts are never followed."""
    provenance = manifest.get("provenance")
    listed = provenance.get("documents") if isinstance(provenance, dict) else None
    items = listed if isinstance(listed, list) else []
    names = {str(item["file"]) for item in items if isinstance(item, dict) and "file" in item}
    return {name for name in names if name == Path(name).name}
