"""Which fonts LibreOffice is given beside the machine's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.convert import fonts
from ilmdocs.convert.fonts import write_fontconfig
from ilmdocs.fonts_path import font_files


@pytest.mark.parametrize(
    ("machine", "left_out"),
    [
        (
            {"DejaVu Sans": "DejaVu Sans 155320", "Arimo": "Liberation Sans 137953"},
            {"DejaVuSans-Symbols.ttf"},
        ),
        ({"DejaVu Sans": "Liberation Sans 137953", "Arimo": "Liberation Sans 137953"}, set()),
        ({"DejaVu Sans": "", "Arimo": ""}, set()),
    ],
)
def test_no_family_is_there_twice(
    machine: dict[str, str], left_out: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two fonts with one name an engine takes now this, now that one: ours stays away where theirs is."""
    monkeypatch.setattr(fonts, "_substitute", lambda family: machine[family])
    write_fontconfig(tmp_path, with_system_fonts=True)
    given = {path.name for path in (tmp_path / "fonts").iterdir()}
    assert {path.name for path in font_files()} - given == left_out


def test_the_embedded_engine_gets_all_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It sees nothing of the machine, so that every machine prints the same."""
    monkeypatch.setattr(fonts, "_substitute", lambda family: f"{family} 1")
    write_fontconfig(tmp_path, with_system_fonts=False)
    assert {path.name for path in (tmp_path / "fonts").iterdir()} == {p.name for p in font_files()}
