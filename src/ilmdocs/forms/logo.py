"""A centre's logo at the head of the authentication sheet."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms.marks import W
from ilmdocs.forms.pictures import InlinePicture, drawing_at_right, load_picture

_WIDEST, _HIGHEST = 180.0, 30.0
"""Points (about 63 by 10 mm): the room right of the title, so that no line moves and none is covered."""
_RAISED = 8.0
"""Points by which it begins above the title's line, between it and the rule of the header."""


def load_logo(path: Path, centre: str) -> InlinePicture:
    """A centre's logo.

    Args:
        path: the picture.
        centre: the centre's name, which is read aloud in place of the picture; empty when it is not known.

    Raises:
        UnreadableInput: when the file is no picture that can be used.
    """
    logo = load_picture(path, "logo", f"Logo of {centre or 'the centre'}", _WIDEST, _HIGHEST)
    if logo is None:
        raise UnreadableInput(
            f"The logo {path.name} cannot be used as a picture.",
            "Save it as PNG or JPEG, of at most 50 million pixels, and name that file under logo.",
        )
    return logo


def place_logo(root: etree._Element, logo: InlinePicture) -> bool:
    """Put the logo at the right of a document's first line; False for a part that is no document."""
    first = root.find(f"{W}body/{W}p")
    if first is None:
        return False
    run = etree.Element(f"{W}r")
    run.append(drawing_at_right(logo, _RAISED))
    first.append(run)
    return True
