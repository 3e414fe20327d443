"""Runs inside a child process: converts every document of a folder with the embedded engine.

A file of its own that imports nothing of ours, so that a crash of the compiled engine takes nothing else
down and starting it costs nothing but Python. Called as `embedded_worker.py IN OUT`. For each
`IN/x.docx` it leaves `OUT/x.started`, then `OUT/x.pdf` or `OUT/x.failed`; what was started before is skipped.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(source: Path, target: Path) -> None:
    """Convert all documents of `source` that have not been started yet."""
    import dxpdf

    for document in sorted(source.glob("*.docx")):
        marker = target / f"{document.stem}.started"
        if marker.exists():
            continue
        marker.touch()
        try:
            pdf = dxpdf.convert(document.read_bytes())
        except (RuntimeError, ValueError, OSError):
            (target / f"{document.stem}.failed").touch()
            continue
        unfinished = target / f"{document.stem}.part"
        unfinished.write_bytes(pdf)
        unfinished.replace(target / f"{document.stem}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
