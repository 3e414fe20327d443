"""Reads a ZIP of portfolios with care: one that this program could have made, with nothing but portfolios.

A ZIP comes from somebody else. So all of its entries are looked at before the first is unpacked: no name
that leads out of a folder, no link, no bomb, nothing that our own ZIPs do not hold. Each portfolio is
unpacked into a private temporary folder of its own, which is gone when it has been looked at.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile, ZipInfo

from ilmdocs.board import PAGE, WORKBOOK
from ilmdocs.errors import UnreadableInput
from ilmdocs.proof.manifest import MANIFEST_NAME
from ilmdocs.publish import DOCUMENTS
from ilmdocs.sampling import README_NAME, RECORD_NAME
from ilmdocs.scratch import scratch_folder, temporary_folder
from ilmdocs.text.file_pattern import MARK_SHEET_START
from ilmdocs.unwritable import unwritable
from ilmdocs.zip_entries import DAMAGE, is_bomb, is_encrypted, is_harmless

MOST_ENTRIES = 20_000
"""500 portfolios with 30 Word documents each make 16,000."""
LARGEST_ENTRY = 1 << 30
LARGEST_CONTENT = 16 << 30
LARGEST_MANIFEST = 64 << 20

_CHUNK = 1 << 20
_OURS = "Ask for the ZIP as ilmdocs wrote it."
_REPORT = re.compile(r"report [\w -]+\.html")
"""A learner's report in the ZIP that the page gives; like the board it is never unpacked or opened."""


@dataclass(frozen=True, slots=True)
class ZippedPortfolio:
    """A portfolio, unpacked for the moment. `path` is its place in the ZIP below the ZIP's own folder."""

    path: str
    pdf: Path
    sha256: str


class PortfolioZip:
    """An opened ZIP whose entries have all been found harmless."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._entries = _harmless(name, archive.infolist())

    @property
    def portfolios(self) -> tuple[str, ...]:
        """The portfolios' paths below the ZIP's own folder, sorted."""
        return tuple(sorted(path for path in self._entries if _is_portfolio(path)))

    def record(self) -> Mapping[str, Any] | None:
        """The record of the sample; None where the ZIP is none of a sample.

        Raises:
            UnreadableInput: when it is damaged.
        """
        if RECORD_NAME not in self._entries:
            return None
        try:
            data = json.loads(b"".join(self._pieces(RECORD_NAME, LARGEST_MANIFEST)))
        except (ValueError, RecursionError) as error:
            raise self._damaged() from error
        if not isinstance(data, dict):
            raise self._damaged()
        return data

    @contextlib.contextmanager
    def unpacked(self, path: str) -> Iterator[ZippedPortfolio]:
        """Unpack a portfolio and its manifest; both are gone after the block.

        Raises:
            UnreadableInput: when the ZIP is damaged.
            UnwritableOutput: when there is no room for it.
        """
        with scratch_folder() as own, temporary_folder("zip-", own) as work:
            pdf = work / PurePosixPath(path).name
            digest = self._unpack(path, pdf, LARGEST_ENTRY)
            beside = str(PurePosixPath(path).with_name(MANIFEST_NAME))
            self._unpack(beside, pdf.with_name(MANIFEST_NAME), LARGEST_MANIFEST)
            yield ZippedPortfolio(path, pdf, digest)

    def _unpack(self, path: str, target: Path, most: int) -> str:
        found = hashlib.sha256()
        try:
            with target.open("xb") as file:
                for piece in self._pieces(path, most):
                    found.update(piece)
                    file.write(piece)
        except OSError as error:
            said = f"{self._name} cannot be unpacked into the temporary folder"
            raise unwritable(error, said, target) from error
        return found.hexdigest()

    def _pieces(self, path: str, most: int) -> Iterator[bytes]:
        """An entry's bytes; never more of them than it declares, whatever is packed there."""
        try:
            with self._archive.open(self._entries[path]) as stream:
                while piece := stream.read(_CHUNK):
                    most -= len(piece)
                    if most < 0:
                        raise self._damaged()
                    yield piece
        except DAMAGE as error:
            raise self._damaged() from error

    def _damaged(self) -> UnreadableInput:
        return UnreadableInput(f"{self._name} is damaged or was not fully downloaded.", _OURS)


@contextlib.contextmanager
def open_portfolio_zip(path: Path) -> Iterator[PortfolioZip]:
    """Open a ZIP of portfolios.

    Raises:
        UnreadableInput: when it is damaged, is no ZIP of this program's or is built to do harm.
    """
    with contextlib.ExitStack() as stack:
        try:
            archive = stack.enter_context(ZipFile(path))
        except DAMAGE as error:
            raise UnreadableInput(f"{path.name} is damaged or is no ZIP.", _OURS) from error
        yield PortfolioZip(path.name, archive)


def _harmless(name: str, infos: list[ZipInfo]) -> dict[str, ZipInfo]:
    """The entries by their path below the ZIP's own folder."""
    files = [info for info in infos if not info.is_dir()]
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in files) > LARGEST_CONTENT:
        raise _too_much(name)
    for info in files:
        if is_bomb(info) or info.file_size > LARGEST_ENTRY:
            raise _too_much(name)
        if is_encrypted(info):
            raise UnreadableInput(f"{name} is protected with a password.", _OURS)
    if any(not is_harmless(info) for info in infos):
        raise UnreadableInput(f"{name} holds a name that could do harm, so it was not opened.", _OURS)
    seen = {unicodedata.normalize("NFC", info.filename).casefold() for info in infos}
    tops = {info.filename.partition("/")[0] for info in infos}
    entries = {info.filename.partition("/")[2]: info for info in files}
    if len(seen) < len(infos) or len(tops) != 1 or not all(_is_ours(path, entries) for path in entries):
        raise UnreadableInput(f"{name} is not a ZIP of portfolios that ilmdocs wrote.", _OURS)
    if not any(_is_portfolio(path) for path in entries):
        raise UnreadableInput(f"There is no portfolio in {name}.", _OURS)
    return entries


def _too_much(name: str) -> UnreadableInput:
    return UnreadableInput(f"{name} unpacks to far more than portfolios need, so it was not opened.", _OURS)


def _is_portfolio(path: str) -> bool:
    """Whether it is a portfolio; a signed original among the documents is none, nor is a mark sheet."""
    place = PurePosixPath(path)
    is_beside = place.parent.name == DOCUMENTS or place.name.startswith(MARK_SHEET_START)
    return place.suffix.casefold() == ".pdf" and not is_beside


def _is_ours(path: str, entries: Mapping[str, ZipInfo]) -> bool:
    """Whether a ZIP of `sampling`, `build --zip` or the page can hold this; a PDF needs its manifest."""
    place = PurePosixPath(path)
    if _is_portfolio(path):
        return str(place.with_name(MANIFEST_NAME)) in entries
    is_ours = place.name in {MANIFEST_NAME, README_NAME, RECORD_NAME} or path in {PAGE, WORKBOOK}
    is_report = len(place.parts) > 1 and _REPORT.fullmatch(place.name) is not None
    return is_ours or is_report or place.suffix.casefold() in {".xlsx", ".docx", ".pdf"}
