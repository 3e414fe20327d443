"""Looks at the portfolios that were drawn and puts them, with plan and record, into one ZIP."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ilmdocs.atomic import write_atomically, written_atomically
from ilmdocs.errors import UnreadableInput, UnwritableOutput
from ilmdocs.hashing import sha256
from ilmdocs.model.cohort import UnitStanding
from ilmdocs.model.sample import Drawn, Inspected, Sample
from ilmdocs.proof.manifest import FILE_HASH, MANIFEST_NAME, to_json
from ilmdocs.publish import DOCUMENTS, ORIGINAL, document_hashes, manifest_data
from ilmdocs.sampling import README_NAME, RECORD_NAME, archive_root, readme, sample_data
from ilmdocs.workbook.sampling_plan import create_plan

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
_AGAIN = "Build it again."


@dataclass(frozen=True, slots=True)
class Packed:
    """Where a sample now stands. `edited` are Word documents that were left out, as they are not ours now."""

    plan: Path
    archive: Path
    edited: tuple[str, ...] = ()


def inspect_sample(sample: Sample, output: Path) -> tuple[Inspected, ...]:
    """Look at the file of each drawn portfolio: is it there, whole and the one that was built?

    What is wrong never changes the draw: a changed portfolio stays drawn and is only not packed.
    """
    return tuple(_inspected(drawn, output) for drawn in sample.drawn)


def write_sample(
    sample: Sample, inspected: Sequence[Inspected], output: Path, folder: Path, *, with_documents: bool
) -> Packed:
    """Write the plan and the ZIP; the same sample and files give the same bytes.

    Args:
        sample: what was drawn.
        inspected: its portfolios.
        output: the folder in which they lie.
        folder: where plan and ZIP go.
        with_documents: whether the Word documents go into the ZIP too.

    Raises:
        UnwritableOutput: when a plan of that name is there that may have been filled in, or on a full disk.
        UnreadableInput: when a portfolio changes while it is packed.
    """
    root = archive_root(sample)
    plan, archive = folder / f"sampling-plan-{sample.request.seed}.xlsx", folder / f"{root}.zip"
    content = create_plan(sample, inspected)
    _keep_what_was_filled_in(plan, content)
    edited: list[str] = []
    small = {
        README_NAME: readme(sample, inspected, plan.name),
        plan.name: content,
        RECORD_NAME: to_json(sample_data(sample, inspected)),
    }
    with written_atomically(archive) as file, ZipFile(file, "w", ZIP_STORED) as target:
        for name, data in small.items():
            target.writestr(_entry(f"{root}/{name}"), data)
        for item in (item for item in inspected if not item.problem):
            for path, name, wanted in _files(item, output, edited if with_documents else None):
                _copy(target, path, f"{root}/{name}", wanted)
    write_atomically(plan, content)
    return Packed(plan, archive, tuple(edited))


def _inspected(drawn: Drawn, output: Path) -> Inspected:
    path = _inside(output, drawn.unit.portfolio)
    if path is None:
        return Inspected(drawn, "", f"The portfolio is no longer in {output.name or output}. {_AGAIN}")
    try:
        found = sha256(path)
    except OSError as error:
        return Inspected(drawn, "", f"The portfolio cannot be read: {error.strerror or error}.")
    return Inspected(drawn, found, _problem(found, manifest_data(path.with_name(MANIFEST_NAME)), drawn.unit))


def _problem(found: str, manifest: Mapping[str, Any] | None, unit: UnitStanding) -> str:
    """Why a portfolio cannot be handed on; empty when it can."""
    if manifest is None or FILE_HASH not in manifest:
        return f"No manifest lies beside it, so nobody could tell whether it was changed. {_AGAIN}"
    if manifest[FILE_HASH] != found:
        return f"The file is not the one that was built: it was changed or saved again. {_AGAIN}"
    if (manifest.get("unit"), manifest.get("attempt")) != (unit.unit, unit.attempt):
        return f"Another unit or attempt lies in its place. {_AGAIN}"
    return "It is only a draft." if manifest.get("draft") else ""


def _inside(output: Path, relative: str) -> Path | None:
    """A file below the output folder; None for what leads out of it, is a link or is not there."""
    place = PurePosixPath(relative)
    if not relative or place.is_absolute() or ".." in place.parts or "\\" in relative or ":" in relative:
        return None
    path = output.joinpath(*place.parts)
    try:
        is_below = path.resolve(strict=True).is_relative_to(output.resolve(strict=True))
    except OSError:
        return None
    return path if is_below and path.is_file() else None


def _files(item: Inspected, output: Path, edited: list[str] | None) -> Iterator[tuple[Path, str, str | None]]:
    """A portfolio's files: path, name in the ZIP, and the hash that it must still have.

    Its signed originals go with it; with a list for those that were edited, its Word documents too.
    """
    place = PurePosixPath(item.drawn.unit.portfolio)
    portfolio = output.joinpath(*place.parts)
    yield portfolio, str(place), item.sha256
    manifest = portfolio.with_name(MANIFEST_NAME)
    yield manifest, str(place.with_name(MANIFEST_NAME)), None
    for name, wanted in document_hashes(manifest_data(manifest) or {}).items():
        if edited is None and not name.endswith(ORIGINAL):
            continue
        path = _inside(portfolio.parent, f"{DOCUMENTS}/{name}")
        if path is not None and sha256(path) == wanted:
            yield path, str(place.parent / DOCUMENTS / name), wanted
        elif edited is not None:
            edited.append(str(place.parent / DOCUMENTS / name))


def _copy(target: ZipFile, path: Path, name: str, wanted: str | None) -> None:
    """Copy a file into the ZIP piece by piece; it must still be the one that was inspected."""
    changed = UnreadableInput(f"{path.name} changed or went away while it was packed.", "Draw again.")
    try:
        source = path.open("rb")
        size = path.stat().st_size
    except OSError as error:
        raise changed from error
    found = hashlib.sha256()
    with source, target.open(_entry(name, size), "w") as entry:
        while piece := _read(source.read, changed):
            found.update(piece)
            entry.write(piece)
    if wanted is not None and found.hexdigest() != wanted:
        raise changed


def _read(read: Any, changed: UnreadableInput) -> bytes:
    try:
        piece: bytes = read(_CHUNK)
    except OSError as error:
        raise changed from error
    return piece


def _entry(name: str, size: int = 0) -> ZipInfo:
    """An entry without time or computer. Stored, not packed: PDFs are, and packing differs by version."""
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_STORED
    entry.create_system = 0
    entry.file_size = size
    return entry


def _keep_what_was_filled_in(plan: Path, content: bytes) -> None:
    """Refuse to overwrite a plan unless it is byte for byte the one that would be written."""
    try:
        if not plan.exists() or plan.read_bytes() == content:
            return
    except OSError:
        pass  # unreadable or a folder: not ours to replace either
    raise UnwritableOutput(
        f"{plan.name} is in {plan.parent} already and may have been filled in, so it is not overwritten.",
        "Choose another folder with -o or another --seed, or move it away.",
    )
