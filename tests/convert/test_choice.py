"""Choosing an engine, and what doctor says about this machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ilmdocs.convert import ENGINES, choose_engine, doctor
from ilmdocs.convert.checkup import examine
from ilmdocs.convert.engine import ConversionJob, Engine, EngineProbe, in_turn
from ilmdocs.convert.fonts import font_digests, supplied_characters
from ilmdocs.errors import EngineFailure, UsageProblem
from ilmdocs.fonts_path import FONTS
from tests.convert.paper import paragraph, word
from tests.convert.test_documents import FakeEngine


@dataclass(frozen=True)
class Absent(FakeEngine):
    """An engine that is not installed."""

    name: str = "absent"
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def is_available(self) -> bool:
        """It is not there."""
        return False

    def probe(self) -> EngineProbe:
        """It says how to get it."""
        return EngineProbe(self.name, False, found="not found", remedy="Install it from the shelf.")


ONE, TWO, ABSENT = FakeEngine(name="one"), FakeEngine(name="two"), Absent()


def test_auto_takes_the_first_that_is_there_with_the_others_behind_it() -> None:
    """The order of ENGINES is the order of preference; absent ones are passed over."""
    engines: dict[str, Engine] = {"absent": ABSENT, "one": ONE, "two": TWO}
    chosen = choose_engine("auto", engines)
    assert [engine.name for engine in in_turn(chosen)] == ["one", "two"]
    assert (chosen.name, chosen.probe().version, chosen.is_available()) == ("one", "1.0", True)


def test_an_engine_that_was_asked_for_by_name_has_none_behind_it() -> None:
    """Whoever names an engine wants that one or a failure."""
    assert in_turn(choose_engine("two", {"one": ONE, "two": TWO})) == (TWO,)


def test_an_unknown_engine_is_a_usage_problem_that_lists_the_known_ones() -> None:
    """The user sees what can be typed."""
    with pytest.raises(UsageProblem, match="auto, libreoffice, embedded"):
        choose_engine("word")


def test_an_engine_that_is_not_installed_says_how_to_get_it() -> None:
    """By name and with auto the failure carries a remedy."""
    with pytest.raises(EngineFailure, match="Install it from the shelf"):
        choose_engine("absent", {"absent": ABSENT})
    with pytest.raises(EngineFailure, match="Install LibreOffice"):
        choose_engine("auto", {"absent": ABSENT})


def test_libreoffice_comes_before_the_embedded_engine() -> None:
    """The contract of `auto`."""
    assert list(ENGINES) == ["libreoffice", "embedded"]


def test_doctor_names_every_engine_the_fonts_and_the_packages() -> None:
    """Whatever is missing has a remedy, whatever is there has none."""
    lines = doctor()
    topics = [line.topic for line in lines]
    assert {"Python", "engine libreoffice", "engine embedded", "fonts", "package docxtpl"} <= set(topics)
    assert all(line.found and bool(line.remedy) != line.ok for line in lines)


def test_doctor_without_any_engine_says_what_to_install() -> None:
    """The machine cannot build, and the user reads why."""
    lines = {line.topic: line for line in examine([ABSENT])}
    assert lines["engine absent"].remedy == "Install it from the shelf."
    assert not lines["engine used (auto)"].ok


def test_the_supplied_fonts_show_what_the_forms_need() -> None:
    """Letters of Welsh, Polish and other European languages, boxes, ticks, arrows, maths, some faces."""
    needed = "ŵŷŴŶâêîôûïŁłŹźĄąŻżŐőÅåßÞðĦħΑαЖж€£½“”‘’–—…•☐☑☒✓✔✗■□●○→←↔≤≥≈≠√∞😀"
    assert set(needed) <= supplied_characters()
    assert "日" not in supplied_characters()


def test_the_fonts_travel_with_the_package() -> None:
    """Five files with their digests, which go into the manifest."""
    digests = font_digests()
    assert len(digests) == 5
    assert all(len(digest) == 64 for digest in digests.values())


@pytest.mark.engine
def test_converting_leaves_nothing_beside_the_fonts(tmp_path: Path) -> None:
    """The installed package may be read-only, and it is the same after a run as before."""
    before = sorted(path.name for path in FONTS.iterdir())
    job = ConversionJob("a", word(paragraph("text")))
    for engine in ENGINES.values():
        if engine.is_available():
            assert engine.convert([job], tmp_path, timeout_seconds=60).failures == {}
    assert sorted(path.name for path in FONTS.iterdir()) == before


@pytest.mark.parametrize(
    ("stands_in", "ok"), [("Liberation Sans 70123", True), ("Arimo 1", True), ("DejaVu Sans 155894", False)]
)
def test_doctor_warns_when_arial_is_replaced_by_a_wider_font(
    monkeypatch: pytest.MonkeyPatch, stands_in: str, ok: bool
) -> None:
    """Only fonts with the metrics of Arial break pages where Word breaks them."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("ilmdocs.convert.checkup.substitutes", lambda: {"Arial": stands_in})
    engines = [FakeEngine(name="libreoffice"), ONE]
    line = next(line for line in examine(engines) if line.topic == "fonts")
    assert (line.ok, bool(line.remedy)) == (ok, not ok)
    assert stands_in.rsplit(" ", 1)[0] in line.found
    alone = next(line for line in examine([ONE]) if line.topic == "fonts")
    assert alone.ok
    assert "Arial" not in alone.found
