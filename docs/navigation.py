"""What stands where on the site: groups of pages, and files of other folders that are pages too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

OUTSIDE: Mapping[str, str] = {
    "project/readme.md": "README.md",
    "project/benchmarks.md": "benchmarks/README.md",
    "project/contributing.md": "CONTRIBUTING.md",
    "project/changelog.md": "CHANGELOG.md",
}
"""The page on the site, and the file of the repository that it is made from."""

NAVIGATION: Mapping[str, Sequence[str]] = {
    "Start": ("install", "guides/learner", "guides/administrator", "guides/quality-assurer", "web"),
    "For learners": ("workbook", "annotated", "report", "answers", "attachments", "findings"),
    "For centres": (
        "batch",
        "board",
        "chasing",
        "centre",
        "marks",
        "charts",
        "anonymise",
        "templates",
        "adding-a-unit",
    ),
    "For quality assurers and verifiers": ("verify", "sampling", "reliability"),
    "Reference": (
        "command-line",
        "reference/commands",
        "reference/sheets",
        "reference/units",
        "reference/findings",
        "reference/settings",
    ),
    "For developers": (
        "architecture",
        "engines",
        "cluster",
        "decisions",
        "project/benchmarks",
        "project/contributing",
        "project/changelog",
        "project/readme",
    ),
}
"""The groups in the order in which they stand, each with its pages; a page in no group stops the build."""


def toctrees(groups: Mapping[str, Sequence[str]]) -> str:
    """The groups as Sphinx wants them, to be put below the start page."""
    return "\n".join(toctree(pages, "hidden", f"caption: {caption}") for caption, pages in groups.items())


def toctree(pages: Iterable[str], *options: str) -> str:
    """One list of pages as Sphinx wants it."""
    lines = [*(f":{option}" if ":" in option else f":{option}:" for option in options), "", *pages]
    return "```{toctree}\n" + "\n".join(lines) + "\n```\n"
