"""Makes the pictures of the guides anew.

All of them: `python docs/make_pictures.py`; some: their names behind it. Everything in them is real: the
demo is built into a temporary folder, workbooks go through LibreOffice, pages through a headless Chromium,
portfolios through pdfium, and what a command says is what it said. Needed are LibreOffice, Chromium and the
extra `dev`. Look at each picture afterwards; then commit it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image, ImageDraw

DOCS = Path(__file__).resolve().parent
if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))

from picture_tools import on_page, on_sheet, page_holding  # noqa: E402
from picture_tools.browsing import Browsing  # noqa: E402
from picture_tools.stage import Stage  # noqa: E402

TARGET = DOCS / "guides" / "pictures"
MOST_BYTES = 80_000
_WIDE = 1000
"""Pixels across: at the 66 mm that a picture gets on paper these are 385 dots an inch."""
_FRAME = "#8A9BA0"

Maker = Callable[[Stage, Browsing], Image.Image]


def _web_start(stage: Stage, browsing: Browsing) -> Image.Image:
    return browsing.web_page(stage.web(), "/", wide=640, tall=350, at="h1")


def _web_blank(stage: Stage, browsing: Browsing) -> Image.Image:
    return browsing.web_page(stage.web(), "/workbook", wide=640, tall=350, at="main form")


def _web_settings(stage: Stage, browsing: Browsing) -> Image.Image:
    return browsing.web_page(stage.web(), "/settings", wide=640, tall=350, at="main form")


def _findings(stage: Stage, browsing: Browsing) -> Image.Image:
    return browsing.dropped(stage.web(), stage.broken(), wide=640, tall=350)


def _progress(stage: Stage, browsing: Browsing) -> Image.Image:
    return on_sheet(stage.half_filled(), "It counts while you type", (0.54, 0.11, 1.0, 0.42))


def _fix_first(stage: Stage, browsing: Browsing) -> Image.Image:
    return on_sheet(stage.annotated(), "Fix these first", (0.0, 0.0, 0.62, 0.5))


def _plan(stage: Stage, browsing: Browsing) -> Image.Image:
    return on_sheet(stage.plan(), "Rosalind Tarrant", (0.5, 0.04, 0.97, 0.26))


def _portfolio(stage: Stage, browsing: Browsing) -> Image.Image:
    return on_page(stage.portfolio(), 0, (0.05, 0.02, 0.95, 0.37))


def _stamp(stage: Stage, browsing: Browsing) -> Image.Image:
    return on_page(stage.portfolio(), 6, (0.4, 0.02, 0.97, 0.1))


def _matrix(stage: Stage, browsing: Browsing) -> Image.Image:
    page = page_holding(stage.portfolio(), "Portfolio evidence matrix")
    return on_page(stage.portfolio(), page, (0.05, 0.02, 0.95, 0.37))


def _mark_sheet(stage: Stage, browsing: Browsing) -> Image.Image:
    page = page_holding(stage.marked(), "Assessor feedback")
    return on_page(stage.marked(), page, (0.05, 0.33, 0.95, 0.66))


def _verify(stage: Stage, browsing: Browsing) -> Image.Image:
    command = ("verify", stage.sample().relative_to(stage.folder).as_posix())
    return browsing.terminal(f"ilmdocs {' '.join(command)}", stage.said(*command), first=1, lines=13)


def _build(stage: Stage, browsing: Browsing) -> Image.Image:
    said = stage.said("build", "intake", "--engine", "embedded", "--force")
    start = next(number for number, line in enumerate(said.splitlines()) if line.startswith("Learner "))
    return browsing.terminal("ilmdocs build intake", said, first=start, lines=12)


def _intake(stage: Stage, browsing: Browsing) -> Image.Image:
    return browsing.folder(stage.folder / "intake")


def _board(stage: Stage, browsing: Browsing) -> Image.Image:
    return browsing.file(stage.folder / "output" / "cohort.html", wide=1000, tall=530, at="#board")


def _chase(stage: Stage, browsing: Browsing) -> Image.Image:
    return browsing.file(stage.folder / "output" / "chase" / "chase-list.html", wide=720, tall=380, at="h1")


PICTURES: Mapping[str, Maker] = {
    "web-start": _web_start,
    "web-blank": _web_blank,
    "progress": _progress,
    "findings": _findings,
    "fix-first": _fix_first,
    "portfolio": _portfolio,
    "web-settings": _web_settings,
    "intake": _intake,
    "build": _build,
    "board": _board,
    "chase": _chase,
    "plan": _plan,
    "verify": _verify,
    "stamp": _stamp,
    "matrix": _matrix,
    "mark-sheet": _mark_sheet,
}
"""Every picture by the name of its file."""


def small(picture: Image.Image) -> Image.Image:
    """A picture as it goes into the guides: one width, a thin frame, few colours."""
    tall = round(picture.height * _WIDE / picture.width)
    scaled = picture.convert("RGB").resize((_WIDE, tall), Image.Resampling.LANCZOS)
    ImageDraw.Draw(scaled).rectangle((0, 0, _WIDE - 1, tall - 1), outline=_FRAME, width=3)
    return scaled.quantize(64)


def main() -> int:
    """Make the pictures that were named, or all."""
    parser = argparse.ArgumentParser(description="Make the pictures of the guides anew.")
    parser.add_argument("names", nargs="*", choices=[[], *PICTURES], metavar="NAME")
    names = parser.parse_args().names or list(PICTURES)
    TARGET.mkdir(parents=True, exist_ok=True)
    work = tempfile.TemporaryDirectory(prefix="ilmdocs-pictures-")
    with work as folder, Browsing() as browsing, Stage(Path(folder)) as stage:
        for name in names:
            file = TARGET / f"{name}.png"
            small(PICTURES[name](stage, browsing)).save(file, optimize=True)
            size = file.stat().st_size
            print(f"{name}: {size / 1000:.0f} kB{' TOO LARGE' if size > MOST_BYTES else ''}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
