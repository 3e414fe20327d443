"""The one-page guides: a Markdown page with pictures → a guide → a Word document of one page."""

from ilmdocs.guides.document import guide_document
from ilmdocs.guides.read import Guide, Picture, Step, Words, guides_folder, read_guide

__all__ = ["Guide", "Picture", "Step", "Words", "guide_document", "guides_folder", "read_guide"]
