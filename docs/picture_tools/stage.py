"""The scene of the pictures: the demo, built into a temporary folder, and the page in the browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import TracebackType

_TODAY = "2026-11-26"
_SEED = "4711"


class Stage:
    """Fictional learners, built; every command is run at most once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._said: dict[tuple[str, ...], str] = {}
        self._web: subprocess.Popen[str] | None = None
        self._address = ""

    def __enter__(self) -> Stage:
        self.said("demo", "--engine", "embedded", "--today", _TODAY)
        self._settle()
        self.said("sampling", "--seed", _SEED, "--today", _TODAY)
        self.said("chase", "--today", _TODAY)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._web is not None:
            self._web.terminate()
            self._web.wait(timeout=30)

    def _settle(self) -> None:
        """Give the centre settings, so that the page has some to show."""
        self.said("init")
        file = self.folder / "centre.toml"
        text = file.read_text(encoding="utf-8")
        for line in ('name = "Fictional Valley Training Centre"', 'number = "000301"'):
            text = re.sub(rf"^#{line.split()[0]} = .*$", line, text, count=1, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")

    def said(self, *words: str) -> str:
        """What a command prints."""
        if words not in self._said:
            done = subprocess.run(
                [sys.executable, "-m", "ilmdocs", *words],
                cwd=self.folder, capture_output=True, text=True, check=False, timeout=600,
                env={**os.environ, "NO_COLOR": "1"},
            )  # fmt: skip
            self._said[words] = done.stdout or done.stderr
        return self._said[words]

    def web(self) -> str:
        """The address of the page in the browser, which is started for it."""
        if self._web is None:
            self._web = subprocess.Popen(
                [sys.executable, "-u", "-m", "ilmdocs", "web", "--no-browser"],
                cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            for line in self._web.stdout or ():
                if found := re.search(r"http://\S+", line):
                    self._address = found[0]
                    break
        return self._address

    def portfolio(self) -> Path:
        """A complete portfolio of practice."""
        return self._one("output/Harcourt-Vale*/8585-302(1)/*.pdf")

    def marked(self) -> Path:
        """A portfolio with a mark sheet."""
        return self._one("output/Tarrant*/8580-501(1)/*.pdf")

    def broken(self) -> Path:
        """The workbook with mistakes on purpose."""
        return self._one("intake/Tamsin*/*.xlsx")

    def half_filled(self) -> Path:
        """A workbook that somebody is filling in."""
        return self.broken()

    def annotated(self) -> Path:
        """The annotated copy of the workbook with mistakes."""
        broken = self.broken()
        self.said("check", str(broken), "--annotate", "-o", "annotated", "--today", _TODAY)
        return self._one("annotated/**/*.xlsx")

    def plan(self) -> Path:
        """The plan of the sample."""
        return self._one("sampling/*.xlsx")

    def sample(self) -> Path:
        """The ZIP with the portfolios that were drawn."""
        return self._one("sampling/*.zip")

    def _one(self, pattern: str) -> Path:
        found = sorted(self.folder.glob(pattern))
        if not found:
            raise LookupError(f"Nothing is called {pattern}. The demo has changed, or a command failed.")
        return found[0]
