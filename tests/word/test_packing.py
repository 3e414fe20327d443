"""Packing parts one by one gives the file that Python's own module would write."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.word.package import write_parts
from ilmdocs.word.packing import pack

NAMES = st.text("abcé/._-日", min_size=1, max_size=20)


def plainly(parts: dict[str, bytes]) -> bytes:
    """The parts in a ZIP file by `zipfile`, without times."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return target.getvalue()


@given(st.dictionaries(NAMES, st.binary(max_size=3000), max_size=8))
def test_same_bytes(parts: dict[str, bytes]) -> None:
    """Byte for byte, whether a part was compressed before or not."""
    ready = {name: pack(name, data) for name, data in list(parts.items())[:3]}
    assert write_parts(parts) == write_parts(parts, ready) == plainly(parts)


def test_large_and_empty_parts() -> None:
    """Nothing is lost of a part of several megabytes, nor of one without content."""
    parts = {"a.xml": b"<w:p/>" * 900_000, "b.xml": b""}
    made = write_parts(parts)
    assert made == plainly(parts)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts
