"""Takes files from the browser, straight onto the disk: nothing of them is ever held in memory whole."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from ilmdocs.entries import folded_name
from ilmdocs.errors import DiskFull, IlmdocsError, UnreadableInput
from ilmdocs.unpacking import refuse_name
from ilmdocs.unwritable import unwritable

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

LARGEST_UPLOAD = 500 << 20
"""Bytes; a cohort of hundreds, or of learners with many scans, is work for `ilmdocs build`."""
MOST_FILES = 5000
_LONGEST_HEADER = 4096
_HEADROOM = 3
"""How many times its own size an upload needs: its files, the portfolios, and what is made on the way."""
_AGAIN = "Try it again. If it happens again, close other programs first."
_ROOM = "Make room on the disk of this computer, and drop them again."
_JUNK = (".ds_store", "thumbs.db", "desktop.ini", "~$", "._")


class Aborted(Exception):
    """The browser went away in the middle of it: there is nobody left to be told."""


async def receive(request: Request, folder: Path, largest: int) -> int:
    """Write the files of a form to a folder.

    What is refused is read to its end all the same: a browser shows no answer before it has sent everything.

    Args:
        request: a form with files.
        folder: where they go; it is made.
        largest: the most bytes in all.

    Returns:
        How many files came.

    Raises:
        UnreadableInput: when it is too much, did not arrive whole or holds a name that is not safe.
        UnwritableOutput: when there is no room.
        Aborted: when the browser went away.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise _not_whole()
    refusal: IlmdocsError | None = _refusal(request.headers.get("content-length", ""), folder, largest)
    with contextlib.closing(_Files(folder, largest)) as files:
        parser: MultipartParser | None = None
        async for piece in _pieces(request):
            if refusal is None:
                try:
                    parser = parser or MultipartParser(boundary, files.callbacks())
                    parser.write(piece)
                except IlmdocsError as error:
                    refusal = error
                except FormParserError:
                    refusal = _not_whole()
        if refusal is None and not files.ended:
            refusal = _not_whole()
        if refusal is not None:
            raise refusal
        if not files.names:
            raise UnreadableInput("No file was chosen.", "Choose a learner's workbook, a ZIP or a folder.")
        return len(files.names)


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    try:
        async for piece in request.stream():
            yield piece
    except ClientDisconnect as gone:
        raise Aborted from gone


def _refusal(length: str, folder: Path, largest: int) -> IlmdocsError | None:
    """What can be said before anything has arrived."""
    size = int(length) if length.isascii() and length.isdigit() else 0
    if size > largest:
        return too_large(largest)
    there = next(place for place in folder.parents if place.exists())
    if shutil.disk_usage(there).free < size * _HEADROOM:
        return DiskFull(
            "There is not enough room on the disk for these files and what is made from them.",
            "Make room on the disk, or drop fewer learners at a time.",
        )
    return None


def too_large(largest: int) -> UnreadableInput:
    """What is said of more than can be taken at once."""
    return UnreadableInput(
        f"That is more than {largest >> 20} MB, too much to drop at once.",
        "Drop fewer learners at a time, or make photos and scans smaller. A centre with very many learners "
        "can use the command  ilmdocs build  in their folder.",
    )


def _not_whole() -> UnreadableInput:
    return UnreadableInput("The files did not arrive whole.", _AGAIN)


class _Files:
    """The files of a form as they come in; only the field `files` is taken."""

    def __init__(self, folder: Path, largest: int) -> None:
        self.names: dict[str, Path] = {}
        self.ended = False
        self._folder = folder
        self._left = largest
        self._largest = largest
        self._file: BinaryIO | None = None
        self._path = folder
        self._field, self._value = b"", b""
        self._headers: dict[bytes, bytes] = {}

    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_part_begin": self._headers.clear,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._begin,
            "on_part_data": self._data,
            "on_part_end": self.close,
            "on_end": self._end,
        }

    def close(self) -> None:
        """Be done with the file that is being written."""
        if self._file is not None:
            with self._writing():
                self._file.close()
            self._file = None

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field = self._bounded(self._field + data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value = self._bounded(self._value + data[start:end])

    def _header_end(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field, self._value = b"", b""

    def _bounded(self, text: bytes) -> bytes:
        if len(text) > _LONGEST_HEADER:
            raise _not_whole()
        return text

    def _begin(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"filename", b"").decode("utf-8", "replace").replace("\\", "/").strip("/")
        if options.get(b"name") != b"files" or not name or _is_junk(name):
            return
        refuse_name(name)
        if len(self.names) >= MOST_FILES:
            raise UnreadableInput(
                f"Those are more than {MOST_FILES} files.", "Drop fewer learners at a time."
            )
        self._path = self._folder / self._free(name)
        with self._writing():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb")

    def _free(self, name: str) -> str:
        """A name that no file before it has; capitals count for nothing."""
        place, number = PurePosixPath(name), 1
        while folded_name(place.as_posix()) in self.names:
            number += 1
            place = PurePosixPath(name).with_stem(f"{PurePosixPath(name).stem} ({number})")
        self.names[folded_name(place.as_posix())] = self._path
        return place.as_posix()

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._left -= end - start
        if self._left < 0:
            raise too_large(self._largest)
        if self._file is not None:
            with self._writing():
                self._file.write(data[start:end])

    def _end(self) -> None:
        self.ended = True

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (FileExistsError, IsADirectoryError, NotADirectoryError) as error:
            raise UnreadableInput(
                "Among these files, a file and a folder in one place have the same name.",
                "Rename one of the two, and drop everything again.",
            ) from error
        except OSError as error:
            told = unwritable(error, "The files cannot be stored on this computer", self._path)
            raise type(told)(told.message, _ROOM) from error


def _is_junk(name: str) -> bool:
    """What systems and Excel leave beside files: no learner means to hand that in."""
    last = name.rpartition("/")[2].casefold()
    return last.startswith(_JUNK) or "__macosx" in name.casefold().split("/")
