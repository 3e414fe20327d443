"""Parts as PDF become one ordered portfolio with links, stamps, bookmarks, tags and a manifest."""

from ilmdocs.assemble.layout import guessed_pages, lay_out
from ilmdocs.assemble.names import file_name, learner_folder, portfolio_name, unit_folder
from ilmdocs.assemble.portfolio import assemble
from ilmdocs.assemble.single import single_document

__all__ = [
    "assemble",
    "file_name",
    "guessed_pages",
    "lay_out",
    "learner_folder",
    "portfolio_name",
    "single_document",
    "unit_folder",
]
