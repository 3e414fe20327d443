"""What is said of files among which there is no learner's workbook; told by their names, none is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ilmdocs.discover import SUFFIXES
from ilmdocs.errors import UnreadableInput

_CHOOSE = "Choose the learner's Excel workbook (.xlsx)."
_AS_EXCEL = "Open it in its program, save it as an Excel workbook (.xlsx), and choose that."
_KINDS = {
    "a Word document": (".docx", ".doc", ".docm", ".dotx", ".odt", ".rtf"),
    "a PDF": (".pdf",),
    "a picture": (".jpg", ".jpeg", ".png", ".gif", ".heic", ".tif", ".tiff", ".bmp", ".webp"),
    "a presentation": (".pptx", ".ppt", ".odp", ".key"),
    "a text": (".txt", ".md", ".pages"),
    "a web page": (".html", ".htm"),
    "an Outlook e-mail": (".msg", ".eml"),
    "a film or recording": (".mp4", ".mov", ".avi", ".mp3", ".m4a", ".wav"),
    "a packed folder of another kind than ZIP": (".rar", ".7z", ".gz", ".tar"),
}
_TABLES = {
    "an old Excel workbook (.xls)": (".xls",),
    "a binary Excel workbook (.xlsb)": (".xlsb",),
    "a spreadsheet of LibreOffice": (".ods",),
    "a spreadsheet of Numbers": (".numbers",),
    "a list without a workbook's sheets (.csv)": (".csv",),
    "a template for Excel": (".xltx", ".xlt", ".xltm"),
}
_SHOWN = 3


def no_workbook(folder: Path, archives: Sequence[Path], remedy: str) -> UnreadableInput:
    """Why there is nobody to work for, and what to do on the page.

    Args:
        folder: what was dropped, unpacked.
        archives: the ZIPs that it came in; each is now a folder of its name.
        remedy: what to do where a workbook is there and none that may be taken.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if any(path.suffix.casefold() in SUFFIXES for path in files):
        return UnreadableInput("There is no learner's workbook among these files.", remedy)
    for archive in archives:
        inside = [path for path in files if path.is_relative_to(archive.with_suffix(""))]
        if (packed := next((path for path in inside if path.suffix.casefold() == ".zip"), None)) is not None:
            return UnreadableInput(
                f"“{archive.name}” holds another ZIP, “{packed.name}”.",
                "Take that one out and drop it by itself.",
            )
    tables = [path for path in files if _kind(path, _TABLES)]
    if tables:
        return UnreadableInput(f"“{tables[0].name}” is {_kind(tables[0], _TABLES)}.", _AS_EXCEL)
    if archives:
        return UnreadableInput(
            f"There is no learner's workbook in {_listed(archives)}.",
            "Put the learner's Excel workbook (.xlsx) into it and drop it again, or choose the workbook.",
        )
    if len(files) == 1:
        kind = _kind(files[0], _KINDS) or "no Excel workbook"
        return UnreadableInput(f"“{files[0].name}” is {kind}.", _CHOOSE)
    return UnreadableInput(
        f"There is no learner's workbook among these files: {_listed(files)}.",
        f"{_CHOOSE} Choose it together with the files that it names.",
    )


def _kind(path: Path, kinds: dict[str, tuple[str, ...]]) -> str:
    return next((name for name, suffixes in kinds.items() if path.suffix.casefold() in suffixes), "")


def _listed(files: Sequence[Path]) -> str:
    names = [f"“{path.name}”" for path in files[:_SHOWN]]
    if len(files) > _SHOWN:
        names.append(f"{len(files) - _SHOWN} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
