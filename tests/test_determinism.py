"""The same workbooks give the same bytes, whatever the machine says of time, place, language and workers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ilmdocs.engine_places import find_soffice
from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder
from tests.circumstances import CIRCUMSTANCES, PLAIN, Circumstance, build_under, differences, faketime
from tests.conftest import CI
from tests.poisons import write_good

pytestmark = pytest.mark.engine
LEARNERS = 2
ENGINES = ["embedded", *(["libreoffice"] if find_soffice() else [])]

Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Learners with forms and an attached PDF."""
    folder = tmp_path_factory.mktemp("same") / "intake"
    write_good(folder, LEARNERS, load_library(templates_folder()))
    return folder


@pytest.fixture(scope="module")
def plain(intake: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Files]:
    """What an engine's ordinary build hands on, built once."""
    made: dict[str, Files] = {}

    def built(engine: str) -> Files:
        if engine not in made:
            made[engine] = build_under(PLAIN, intake, tmp_path_factory.mktemp(engine), engine)
        return made[engine]

    return built


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("circumstance", CIRCUMSTANCES, ids=lambda c: c.name)
def test_nothing_of_the_surroundings_is_in_any_file(
    circumstance: Circumstance, engine: str, intake: Path, plain: Callable[[str], Files], tmp_path: Path
) -> None:
    """Portfolios, manifests, Word documents, ZIPs and reports, byte for byte, under another clock too."""
    assert faketime() or not CI, "libfaketime is missing: the system's clock cannot be varied"
    one = plain(engine)
    assert sum(name.endswith(".pdf") for name in one) == LEARNERS
    assert sum(name.endswith(".zip") for name in one) == LEARNERS
    assert sum(name.endswith(".docx") for name in one) >= 8 * LEARNERS
    other = build_under(circumstance, intake, tmp_path, engine)
    assert differences(one, other) == []


def test_a_manifest_names_no_place_and_no_moment(plain: Callable[[str], Files]) -> None:
    """What must not matter is not even written down: no path, no time, no name of the machine or user."""
    manifests = [data for name, data in plain("embedded").items() if name.endswith("manifest.json")]
    assert len(manifests) == LEARNERS
    for data in manifests:
        text = json.dumps(json.loads(data))
        assert "/tmp" not in text and "intake" not in text and "learner.xlsx" not in text


def test_the_comparison_sees_a_single_byte() -> None:
    """A file that differs, is missing or is there in addition is named."""
    assert differences({"a": b"1", "b": b"2"}, {"a": b"1", "b": b"3", "c": b""}) == ["b", "c"]
