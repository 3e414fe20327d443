"""A Dask cluster on this machine makes what this machine makes, to the byte; other machines need TLS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from distributed import LocalCluster

from ilmdocs.batch import build_all
from ilmdocs.errors import EngineFailure, UsageProblem
from ilmdocs.executors import Here
from ilmdocs.executors.cluster import Cluster, require_private
from ilmdocs.library import Library, load_library
from ilmdocs.orders import BuildOrder, FormSource
from ilmdocs.samples import demo_learners
from ilmdocs.templates_path import templates_folder
from tests.building import order_for

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(templates_folder())


@pytest.fixture(scope="module")
def intake(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's learners: with attachments, marks, answers in Word, and one with mistakes."""
    from ilmdocs.cli.demo import files_of

    folder = tmp_path_factory.mktemp("intake")
    for learner in demo_learners():
        for name, make in files_of(learner, library):
            file = folder / learner.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(make())
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    return folder


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two worker processes on loopback."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def workbooks(intake: Path) -> list[Path]:
    return sorted(p for p in intake.rglob("*.xlsx") if not p.name.startswith("marks-"))


def contents(output: Path) -> dict[str, bytes]:
    files = (path for path in output.rglob("*") if path.is_file() and ".ilmdocs" not in path.parts)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


@pytest.mark.engine
@pytest.mark.filterwarnings("default")
def test_results_and_bytes_are_those_of_this_machine(
    intake: Path, address: str, library: Library, tmp_path: Path
) -> None:
    """Every status, finding, note and file is the same, and nothing of a learner stays with the workers."""
    here = list(build_all(workbooks(intake), order_for(library, tmp_path / "here", TODAY), Here()))
    there = list(
        build_all(workbooks(intake), order_for(library, tmp_path / "there", TODAY), Cluster(address))
    )
    assert [(r.path, r.learner, r.unit, r.status, r.findings, r.notes, str(r.error)) for r in there] == [
        (r.path, r.learner, r.unit, r.status, r.findings, r.notes, str(r.error)) for r in here
    ]
    assert {r.status for r in there} == {"built", "refused", "failed"}
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    again = list(
        build_all(workbooks(intake), order_for(library, tmp_path / "there", TODAY), Cluster(address))
    )
    assert {r.status for r in again} == {"unchanged", "refused", "failed"}


@pytest.mark.parametrize(
    "address",
    ["tcp://10.1.2.3:8786", "192.168.0.7:8786", "tcp://cluster.example:8786", "tcp://[2001:db8::1]:1"],
)
def test_another_machine_without_tls_is_refused(address: str) -> None:
    """Learners' files are never sent through a network that others can read."""
    with pytest.raises(UsageProblem, match="not encrypted"):
        require_private(address)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "localhost:8786", "tcp://[::1]:8786", "tls://10.1.2.3:1"]
)
def test_this_machine_and_tls_are_taken(address: str) -> None:
    """Loopback stays on the machine; TLS is for everything else."""
    require_private(address)


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8786", "file:///etc/passwd", "tcp://"])
def test_what_is_no_scheduler_is_refused(address: str) -> None:
    """Anything that is not an address of Dask's is said to be none."""
    with pytest.raises(UsageProblem, match="not the address"):
        require_private(address)


@pytest.mark.filterwarnings("default")
def test_tls_without_certificates_says_where_they_belong(tmp_path: Path, intake: Path) -> None:
    """The address is allowed, but Dask's settings lack what makes it safe."""
    order = BuildOrder(tmp_path / "out", TODAY, FormSource(templates_folder()), "embedded")
    with pytest.raises(UsageProblem, match="name no certificates"):
        list(build_all(workbooks(intake), order, Cluster("tls://127.0.0.1:9")))


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, intake: Path) -> None:
    """Nobody listens: the message names the address and says what to do."""
    order = BuildOrder(tmp_path / "out", TODAY, FormSource(templates_folder()), "embedded")
    with pytest.raises(EngineFailure, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(build_all(workbooks(intake), order, Cluster("tcp://127.0.0.1:9")))
