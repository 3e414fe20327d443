"""`verify` opens a ZIP from a stranger: only one of ours, and nothing of it outside a private folder."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.portfolio_zip import open_portfolio_zip

PDF, MANIFEST = "sample-1/Ann/8585-301(1)/A Example.pdf", "sample-1/Ann/8585-301(1)/manifest.json"


def archive(folder: Path, *names: str, data: bytes = b"%PDF") -> Path:
    """A ZIP with some entries."""
    path = folder / "sample-1.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            entry = zipfile.ZipInfo("x")
            entry.filename = entry.orig_filename = name
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, data)
    return path


def names_in(path: Path) -> tuple[str, ...]:
    """The portfolios that are found in a ZIP."""
    with open_portfolio_zip(path) as opened:
        return opened.portfolios


def test_portfolios_are_unpacked_one_by_one_and_gone_afterwards(tmp_path: Path) -> None:
    """Each lies beside its manifest in a folder that only its owner can look into."""
    path = archive(tmp_path, PDF, MANIFEST, "sample-1/README.txt")
    with open_portfolio_zip(path) as opened:
        (name,) = opened.portfolios
        with opened.unpacked(name) as portfolio:
            folder = portfolio.pdf.parent
            assert portfolio.pdf.name == "A Example.pdf" and portfolio.pdf.read_bytes() == b"%PDF"
            assert sorted(p.name for p in folder.iterdir()) == ["A Example.pdf", "manifest.json"]
            assert (
                stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
                or stat.S_IMODE(folder.stat().st_mode) == 0o777
            )
            assert folder.parent != tmp_path
        assert not folder.exists()
        assert opened.record() is None


@pytest.mark.parametrize(
    "name",
    [
        "../evil.pdf", "sample-1/../../evil.pdf", "/etc/evil.pdf", "sample-1/./x.pdf", "sample-1//x.pdf",
        "C:/evil.pdf", "sample-1/C:evil.pdf", "sample-1\\..\\evil.pdf", "sample-1/CON.pdf",
        "sample-1/nul/x.pdf", "sample-1/x.pdf ", "sample-1/x\u202efdp.exe.pdf", "sample-1/a\nb.pdf",
        "sample-1/x?.pdf", "sample-1/../x.pdf",
    ],
)  # fmt: skip
def test_no_entry_leads_anywhere(tmp_path: Path, name: str) -> None:
    """Paths that leave the folder, devices, invisible letters: the whole ZIP is refused before unpacking."""
    with pytest.raises(UnreadableInput, match=r"sample-1\.zip"):
        names_in(archive(tmp_path, PDF, MANIFEST, name))
    assert [p.name for p in tmp_path.iterdir()] == ["sample-1.zip"]


@pytest.mark.parametrize(
    "names",
    [
        (PDF,),  # no manifest beside it
        (PDF, MANIFEST, "sample-1/run.exe"),
        (PDF, MANIFEST, "sample-1/page.html"),
        (PDF, MANIFEST, "sample-1/Ann/cohort.html"),
        (PDF, MANIFEST, "sample-1/report 8585-301.html"),
        (PDF, MANIFEST, "elsewhere/README.txt"),
        (PDF, MANIFEST, "README.txt"),
        (PDF, MANIFEST, PDF.upper()),
        (PDF, MANIFEST, MANIFEST, "sample-1/README.txt"),
        ("sample-1/README.txt",),
        (),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_only_a_zip_that_ilmdocs_could_have_written_is_opened(tmp_path: Path, names: tuple[str, ...]) -> None:
    """One folder, portfolios with manifests, and nothing that ours never hold; no name twice."""
    with pytest.raises(UnreadableInput, match=r"sample-1\.zip"):
        names_in(archive(tmp_path, *names))


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    """It would read a file of this machine."""
    path = archive(tmp_path, PDF)
    with zipfile.ZipFile(path, "a") as made:
        link = zipfile.ZipInfo(MANIFEST)
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/hostname")
    with pytest.raises(UnreadableInput, match="could do harm"):
        names_in(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """20 MB of zeros in 20 KB are no portfolio."""
    with pytest.raises(UnreadableInput, match="far more than portfolios need"):
        names_in(archive(tmp_path, PDF, MANIFEST, data=bytes(20 << 20)))


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted before anything is looked at."""
    monkeypatch.setattr("ilmdocs.portfolio_zip.MOST_ENTRIES", 1)
    with pytest.raises(UnreadableInput, match="far more"):
        names_in(archive(tmp_path, PDF, MANIFEST))


def lie_about_size(data: bytearray) -> None:
    """The directory says that the portfolio is one byte long."""
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 1)


def flip(data: bytearray) -> None:
    """A bit of the content changed on its way."""
    place = data.index(b"%PDF" if b"%PDF" in data else PDF.encode()) + len(PDF)
    data[place] ^= 0x10


def encrypt(data: bytearray) -> None:
    """It says that it is protected with a password."""
    data[data.index(b"PK\x01\x02") + 8] |= 1


@pytest.mark.parametrize(
    "damage",
    [lie_about_size, flip, encrypt, lambda data: data.clear(), lambda d: d.__delitem__(slice(60, None))],
)
def test_damage_is_said_in_plain_words(tmp_path: Path, damage: Callable[[bytearray], None]) -> None:
    """Never a traceback, always the file's name and what to do."""
    path = archive(tmp_path, PDF, MANIFEST)
    data = bytearray(path.read_bytes())
    damage(data)
    path.write_bytes(data)
    with (
        pytest.raises(UnreadableInput, match=r"sample-1\.zip.*Ask for the ZIP") as caught,
        open_portfolio_zip(path) as opened,
        opened.unpacked(opened.portfolios[0]),
    ):
        pass
    assert "Traceback" not in str(caught.value)
