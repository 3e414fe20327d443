"""Choosing an engine, and what doctor says about this machine."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ilmdocs.convert import ENGINES, choose_engine, doctor
from ilmdocs.convert.doctor import examine
from ilmdocs.convert.engine import Engine, EngineProbe, in_turn
from ilmdocs.convert.fonts import font_digests, supplied_characters
from ilmdocs.errors import EngineFailure, UsageProblem
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
