"""The architecture's import rules, read from the source itself (docs/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import ilmdocs

SOURCE = Path(ilmdocs.__file__).parent
STAGES = {
    "units", "workbook", "attachments", "plan", "rules", "forms", "convert", "assemble", "verify", "report",
    "samples", "answers", "sampling", "chase", "guides", "starter", "gap",
}  # fmt: skip
SHARED = {
    "charts",
    "model",
    "errors",
    "text",
    "proof",
    "word",
    "suggest",
    "fonts_path",
    "entries",
    "picture_data",
    "engine_places",
    "scratch",
    "guard",
    "consumption",
    "leaks",
}
DATA = {"ilmdocs.workbook.schema"}
"""Pure data that imports the model alone: what fields there are is said once, for reading and printing."""
ALONE = {
    "openpyxl": {"workbook"},
    "docxtpl": {"forms"},
    "jinja2": {"forms"},
    "subprocess": {"convert"},
    "multiprocessing": {"convert", "executors"},
    "distributed": {"executors"},
    "click": {"cli"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "sse_starlette": {"web"},
    "python_multipart": {"web"},
    "tomlkit": {"centre"},
    "markdown_it": {"guides"},
}


def imports() -> list[tuple[str, str]]:
    """Every import as (top package of ours that imports, what it imports)."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).parts
        top = place[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found += [(top, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.append((top, node.module))
    return found


def ours(module: str) -> str | None:
    """The top package of an import of ours, None for others."""
    parts = module.split(".")
    if parts[0] != "ilmdocs":
        return None
    return parts[1] if len(parts) > 1 else ""


def test_stages_never_import_each_other() -> None:
    """A stage package knows the model, the errors and the text functions, and no other stage."""
    bad = [
        (top, module)
        for top, module in imports()
        if top in STAGES
        and module not in DATA
        and (ours(module) or top) not in {top, *SHARED}
        and ours(module) != ""
    ]
    assert bad == []


def test_model_and_errors_import_nothing_of_ours() -> None:
    """The model and the errors stand on their own."""
    bad = [(t, m) for t, m in imports() if t in {"model", "errors"} and ours(m) not in {None, t}]
    assert bad == []


def test_text_imports_the_model_alone() -> None:
    """Text functions are pure and shared, so they may know nothing but the model."""
    bad = [(t, m) for t, m in imports() if t == "text" and ours(m) not in {None, "text", "model", "errors"}]
    assert bad == []


def test_charts_are_pure() -> None:
    """Charts are shared by stages, so they know no stage."""
    known = {None, "charts", "model", "text", "fonts_path"}
    bad = [(t, m) for t, m in imports() if t == "charts" and m not in DATA and ours(m) not in known]
    assert bad == []


def test_nobody_imports_the_command_line() -> None:
    """The pipeline serves the command line, a web page and a batch alike."""
    bad = [(t, m) for t, m in imports() if t not in {"cli", "__main__"} and ours(m) == "cli"]
    assert bad == []


def test_libraries_stay_in_their_stage() -> None:
    """A library that one stage owns is imported nowhere else."""
    bad = [(t, m) for t, m in imports() if m.split(".")[0] in ALONE and t not in ALONE[m.split(".")[0]]]
    assert bad == []


def test_only_the_command_line_prints_or_exits() -> None:
    """Stages return values; printing and exiting are the command line's."""
    bad = []
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE)
        if place.parts[0] in {"cli", "__main__.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"print", "exit"}
            ):
                bad.append(f"{place}:{node.lineno}")
            if isinstance(node, ast.Attribute) and node.attr == "exit" and isinstance(node.value, ast.Name):
                bad.append(f"{place}:{node.lineno}")
    assert bad == []


def test_files_stay_readable() -> None:
    """No file of the program is longer than 250 lines."""
    long = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
    }
    assert {name: lines for name, lines in long.items() if lines > 250} == {}
