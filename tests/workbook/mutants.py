"""Workbooks that went wrong in a random and repeatable way, for tests and `benchmarks/fuzz_workbooks.py`.

A mutant is a complete fictional workbook with one to three changes, made in its ZIP file, in the XML of its
parts, or in what a learner could type. The same seed always gives the same mutants.
"""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.workbook.mutant_cells import TYPED, XML_CHANGES

Parts = dict[str, bytes]
_NAMES = (
    "../evil.xml",
    "..\\evil.xml",
    "/etc/passwd",
    "xl/./workbook.xml",
    "C:\\evil.xml",
    "xl//x.xml",
    "a" * 300,
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mutant: what was done to it, in order, and its bytes."""

    changes: tuple[str, ...]
    data: bytes


def mutants(samples: Sequence[bytes], seed: int, count: int, *, first: int = 0) -> Iterator[Mutant]:
    """The mutants of a seed from number `first` on; each depends on seed and number alone."""
    unpacked = [_unpacked(sample) for sample in samples]
    for number in range(first, first + count):
        yield _mutant(random.Random(f"{seed}/{number}"), unpacked)


def _mutant(chance: random.Random, samples: Sequence[Parts]) -> Mutant:
    parts = dict(chance.choice(samples))
    done: list[str] = []
    level = chance.choice(("zip", "xml", "xml", "typed", "typed", "bytes"))
    for _ in range(chance.choice((1, 1, 2, 3))):
        if level in ("xml", "typed"):
            changes = XML_CHANGES if level == "xml" else TYPED
            name = chance.choice(tuple(changes))
            changes[name](chance, parts)
            done.append(name)
    if level == "zip":
        name = chance.choice(tuple(_ZIP_CHANGES))
        return Mutant((name,), _ZIP_CHANGES[name](chance, parts))
    data = _packed(parts)
    if level == "bytes":
        name = chance.choice(tuple(_BYTE_CHANGES))
        done.append(name)
        data = _BYTE_CHANGES[name](chance, data)
    return Mutant(tuple(done), data)


def _unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Parts, how: int = zipfile.ZIP_DEFLATED, more: Sequence[tuple[str, bytes]] = ()) -> bytes:
    target = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(target, "w", how, compresslevel=1) as archive,
    ):
        for name, data in (*parts.items(), *more):
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return target.getvalue()


def _renamed(change: Callable[[str], str]) -> Callable[[random.Random, Parts], bytes]:
    return lambda chance, parts: _packed({change(name): data for name, data in parts.items()})


def _one_renamed(chance: random.Random, parts: Parts) -> bytes:
    victim = chance.choice(tuple(parts))
    return _packed({(chance.choice(_NAMES) if name == victim else name): parts[name] for name in parts})


def _without_one(chance: random.Random, parts: Parts) -> bytes:
    parts.pop(chance.choice(tuple(parts)))
    return _packed(parts)


def _emptied(chance: random.Random, parts: Parts) -> bytes:
    parts[chance.choice(tuple(parts))] = b""
    return _packed(parts)


def _swapped(chance: random.Random, parts: Parts) -> bytes:
    one, other = chance.sample(tuple(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return _packed(parts)


def _doubled(chance: random.Random, parts: Parts) -> bytes:
    name = chance.choice(tuple(parts))
    other = chance.choice((name, name.upper(), name.replace("/", "\\")))
    return _packed(parts, more=[(other, chance.choice(tuple(parts.values())))])


def _lying_header(chance: random.Random, parts: Parts) -> bytes:
    """A size, method, flag or checksum in the list of contents that is not true."""
    data = bytearray(_packed(parts))
    starts = [found.start() for found in re.finditer(b"PK\x01\x02", data)]
    at = chance.choice(starts)
    place, value = chance.choice(
        ((8, struct.pack("<H", chance.choice((1, 8, 0x41)))),
         (10, struct.pack("<H", chance.choice((0, 9, 12, 99)))), (16, chance.randbytes(4)),
         (20, struct.pack("<I", chance.randrange(2**31))),
         (24, struct.pack("<I", chance.choice((0, 1, 2**30, 2**32 - 1)))), (42, chance.randbytes(4)))
    )  # fmt: skip
    data[at + place : at + place + len(value)] = value
    return bytes(data)


def _bomb(chance: random.Random, parts: Parts) -> bytes:
    name = chance.choice([name for name in parts if name.startswith("xl/worksheets/sheet")])
    parts[name] = parts[name].replace(b"</sheetData>", b" " * 10_000_000 + b"</sheetData>")
    return _packed(parts)


_ZIP_CHANGES: dict[str, Callable[[random.Random, Parts], bytes]] = {
    "stored": lambda chance, parts: _packed(parts, zipfile.ZIP_STORED),
    "bzip2": lambda chance, parts: _packed(parts, zipfile.ZIP_BZIP2),
    "lzma": lambda chance, parts: _packed(parts, zipfile.ZIP_LZMA),
    "capitals": _renamed(str.upper),
    "backslashes": _renamed(lambda name: name.replace("/", "\\")),
    "one part renamed": _one_renamed,
    "one part gone": _without_one,
    "one part empty": _emptied,
    "parts swapped": _swapped,
    "part twice": _doubled,
    "lying header": _lying_header,
    "bomb": _bomb,
    "many parts": lambda chance, parts: _packed(parts, more=[(f"x/{n}.xml", b"<x/>") for n in range(5100)]),
}


def _flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _zeroed(chance: random.Random, data: bytes) -> bytes:
    start, length = chance.randrange(len(data)), chance.choice((4, 512, 4096))
    return data[:start] + b"\0" * len(data[start : start + length]) + data[start + length :]


_BYTE_CHANGES: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "bytes flipped": _flipped,
    "bytes of the last tenth flipped": lambda chance, data: (
        data[: len(data) * 9 // 10] + _flipped(chance, data[len(data) * 9 // 10 :])
    ),
    "cut off": lambda chance, data: data[: chance.randrange(len(data))],
    "beginning gone": lambda chance, data: data[chance.randrange(1, 2000) :],
    "block of zeros": _zeroed,
    "something in front": lambda chance, data: chance.randbytes(chance.randrange(1, 50)) + data,
    "something behind": lambda chance, data: data + chance.randbytes(chance.randrange(1, 5000)),
    "twice": lambda chance, data: data + data,
    "only noise": lambda chance, data: chance.randbytes(chance.randrange(0, 3000)),
    "noise that begins well": lambda chance, data: b"PK\x03\x04" + chance.randbytes(500),
}
