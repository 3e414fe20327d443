"""An engine goes wrong at one learner's document: that learner fails with the true reason, and alone."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import pytest

from ilmdocs import convoy
from ilmdocs.batch import build_all
from ilmdocs.convert import convert_lots
from ilmdocs.convert.libreoffice import LibreOffice
from ilmdocs.errors import ExitCode
from ilmdocs.executors import Here
from ilmdocs.library import Library, load_library
from ilmdocs.making import bench
from ilmdocs.results import BuildResult, exit_code
from ilmdocs.templates_path import templates_folder
from ilmdocs.workshop import Workshop
from tests.building import order_for
from tests.fake_engine import FAULTS, MARKER, Fault, fake_soffice
from tests.poisons import BOOK, Kit, contents, write_good
from tests.test_batch import TODAY

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(sys.platform == "win32", reason="the fakes are scripts"),
]

_TITLE = "“Continuous Professional Development (CPD) Plan”"
_MARK = "ILMDOCS_FAKE_ENGINE"
_PATIENCE_SECONDS = 5.0


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in units, loaded once."""
    return load_library(templates_folder())


@pytest.fixture(scope="module")
def books(library: Library, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A good learner, and before that the one at whose document the engine goes wrong."""
    folder = tmp_path_factory.mktemp("intake")
    kit = Kit(library)
    rows = kit.rows(13)
    first, *others = rows["CPD"]
    rows["CPD"] = [{**first, "how": f"{first['how']} No {MARKER} any more."}, *others]
    unlucky = folder / "005 unlucky" / BOOK
    unlucky.parent.mkdir()
    unlucky.write_bytes(kit.book(rows))
    return [unlucky, *write_good(folder, 1, library)]


def live(mark: str) -> list[str]:
    """The programs that were started for a test and still run (Linux alone can tell)."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"{_MARK}={mark}".encode() in (place / "environ").read_bytes():
                found.append((place / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def built(
    books: list[Path], library: Library, fault: Fault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> list[BuildResult]:
    """Build with an engine that has a fault; nothing of it may be left."""
    temporary = folder / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv(_MARK, str(folder))
    monkeypatch.setattr(convoy, "convert_lots", partial(convert_lots, timeout_seconds=fault.seconds))
    engine = LibreOffice(fake_soffice(folder, fault), memory=folder / "no memory folder")
    order = order_for(library, folder / "out", TODAY, "libreoffice")
    results = list(build_all(books, order, Here(bench(order, Workshop(library, engine)))))
    assert list(temporary.iterdir()) == []
    deadline = monotonic() + _PATIENCE_SECONDS
    while live(str(folder)) and monotonic() < deadline:
        sleep(0.05)
    assert live(str(folder)) == []
    assert list((folder / "out").rglob(".ilmdocs-*")) == []
    return results


@pytest.fixture(scope="module")
def clean(books: list[Path], library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an engine without faults gives."""
    folder = tmp_path_factory.mktemp("clean")
    with pytest.MonkeyPatch.context() as patch:
        results = built(books, library, Fault("none", "write(document, pdf_of(document))"), folder, patch)
    assert [result.status for result in results] == ["built", "built"], [r.error for r in results]
    return contents(folder / "out")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_learner_fails_truly_and_alone(
    fault: Fault,
    books: list[Path],
    library: Library,
    clean: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The document and the reason are named; the neighbour's files are as without the fault."""
    unlucky, good = built(books, library, fault, tmp_path, monkeypatch)
    assert good.status == "built"
    made = contents(tmp_path / "out")
    if not fault.told:
        assert made == clean
        return
    assert unlucky.status == "failed"
    assert _TITLE in str(unlucky.error)
    assert fault.told in str(unlucky.error)
    assert MARKER not in str(unlucky.error)
    assert exit_code([unlucky, good]) is ExitCode.SOME_FAILED
    assert exit_code([unlucky]) is ExitCode.ENGINE
    assert not [name for name in made if "Poison" in name and name.endswith((".pdf", ".docx"))]
    assert {name: data for name, data in clean.items() if "Poison" not in name}.items() <= made.items()
