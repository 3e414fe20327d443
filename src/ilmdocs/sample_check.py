"""Is a sample complete? Compares the portfolios that are there with the record that lies beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.hashing import sha256
from ilmdocs.publish import DOCUMENTS
from ilmdocs.sampling import RECORD_NAME, check_record


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """Whether all that was drawn and packed is there, as it was, and nothing else.

    `never_packed` counts what was drawn and could not be packed then; the plan says why.
    """

    where: Path
    seed: str
    portfolios: int
    never_packed: int
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check_sample(where: Path, record: Mapping[str, Any], found: Mapping[str, str]) -> SampleCheck:
    """Compare portfolios with a record.

    Args:
        where: the ZIP or folder, for the result.
        record: the record's data.
        found: the portfolios' hashes by their path from the record's folder.

    Raises:
        UnreadableInput: when it is no record of a sample.
    """
    try:
        faults = check_record(record, found)
    except ValueError as error:
        raise UnreadableInput(
            f"{RECORD_NAME} in {where.name} is no record of a sample that this version can read.",
            "Ask for the sample as ilmdocs wrote it.",
        ) from error
    never_packed = sum(1 for item in record["drawn"] if not item.get("packed"))
    return SampleCheck(where, str(record.get("seed")), len(found), never_packed, faults)


def samples_in(folder: Path) -> Iterator[SampleCheck]:
    """Check every unpacked sample in a folder: in itself, or one level down.

    Raises:
        UnreadableInput: when a record or a portfolio cannot be read.
    """
    for path in sorted([*folder.glob(RECORD_NAME), *folder.glob(f"*/{RECORD_NAME}")]):
        place = path.parent
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            portfolios = (pdf for pdf in sorted(place.rglob("*.pdf")) if pdf.parent.name != DOCUMENTS)
            found = {pdf.relative_to(place).as_posix(): sha256(pdf) for pdf in portfolios}
        except (OSError, ValueError) as error:
            raise UnreadableInput(f"{path} or a portfolio beside it cannot be read.") from error
        yield check_sample(place, record if isinstance(record, dict) else {}, found)
