"""Finds the shipped form packs, from a checkout as from an installed wheel."""

from __future__ import annotations

from pathlib import Path

from ilmdocs.errors import UnreadableInput


def templates_folder() -> Path:
    """The folder that holds `<qualification>/<version>/` packs and unit files.

    Raises:
        UnreadableInput: when the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_templates", package.parents[1] / "templates"):
        if folder.is_dir():
            return folder
    raise UnreadableInput("The form templates of ilmdocs are missing.", "Install ilmdocs again.")
