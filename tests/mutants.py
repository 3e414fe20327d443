"""Files that were good once: the same seed always breaks them in the same way."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence

Change = Callable[[bytearray, random.Random], None]


def mutant(data: bytes, seed: int) -> bytes:
    """A file with one to six changes; a ZIP package in one of its parts as often as in its bytes."""
    chance = random.Random(seed)
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.6:
        return _repacked(data, chance)
    return _changed(data, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if changed:
            chance.choice(_CHANGES)(changed, chance)
    return bytes(changed)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """A package one part of which is changed, so that the check sums are right again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    victim = chance.randrange(len(parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(parts):
            archive.writestr(name, _changed(content, chance) if number == victim else content)
    return out.getvalue()


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4, 16))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _take_out(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, 64)]


def _twice(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randint(1, 200)]


def _swap(data: bytearray, chance: random.Random) -> None:
    size = min(len(data) // 3, chance.randint(1, 200))
    first, second = chance.randrange(len(data) - size), chance.randrange(len(data) - size)
    data[first : first + size], data[second : second + size] = (
        data[second : second + size],
        data[first : first + size],
    )


def _number(data: bytearray, chance: random.Random) -> None:
    """Put an extreme number in the place of another."""
    digits = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if digits:
        place = chance.choice(digits)
        data[place : place + 1] = chance.choice(_NUMBERS)


def _zero(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    size = min(chance.randint(1, 32), len(data) - start)
    data[start : start + size] = bytes(size)


_NUMBERS = (b"0", b"-1", b"65535", b"4294967295", b"99999999999999999999", b"1e9", b"0.00000001")
_CHANGES: Sequence[Change] = (_flip, _flip, _cut, _take_out, _twice, _swap, _number, _zero)
