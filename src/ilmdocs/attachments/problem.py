"""What can be wrong with an attachment, in the learner's words.

The same exceptions serve both doors: `inspect` turns them into findings at the cell, `normalise` lets them
out, because a file that was readable when it was inspected and is no longer is trouble of the machine.
"""

from __future__ import annotations

from typing import ClassVar

from ilmdocs.errors import UnreadableInput

PRINT_IT = "Open it, print it to PDF (Save as PDF, or Microsoft Print to PDF) and name the new file."
"""What helps with a PDF that is odd but can be seen."""


class AttachmentUnreadable(UnreadableInput):
    """The file is there and no pages can be made of it. `finding` is the id of the finding."""

    finding: ClassVar[str] = "attachment-unreadable"


class AttachmentMissing(AttachmentUnreadable):
    """The file is not where the cell says."""

    finding: ClassVar[str] = "attachment-missing"


class PagesUnclear(AttachmentUnreadable):
    """The `page_range` cell cannot be read as pages."""

    finding: ClassVar[str] = "value-type"


class PagesMissing(AttachmentUnreadable):
    """The `page_range` cell asks for pages that the file does not have."""

    finding: ClassVar[str] = "attachment-missing"
