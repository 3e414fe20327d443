"""Builds learners in this process, with units that a test has loaded already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ilmdocs.batch import build_all
from ilmdocs.convert import choose_engine
from ilmdocs.executors import Here
from ilmdocs.library import Library
from ilmdocs.making import bench
from ilmdocs.orders import BuildOrder, FormSource
from ilmdocs.results import BuildResult
from ilmdocs.workshop import Workshop


def order_for(
    library: Library, output: Path, today: date, engine: str = "embedded", **options: Any
) -> BuildOrder:
    """An order for units that are loaded already."""
    return BuildOrder(output, today, FormSource(library.templates, library.settings), engine, **options)


def build_here(
    workbooks: Sequence[Path],
    library: Library,
    output: Path,
    today: date,
    *,
    engine: str = "embedded",
    **options: Any,
) -> list[BuildResult]:
    """Build workbooks; `options` are those of the order, such as `draft`."""
    order = order_for(library, output, today, engine, **options)
    here = Here(bench(order, Workshop(library, choose_engine(engine))))
    return list(build_all(workbooks, order, here))
