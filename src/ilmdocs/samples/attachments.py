"""Makes the demo's attachments: a scan, a PDF of another size and a photo, each with a trap in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ilmdocs.model.submission import Value
from ilmdocs.samples.observation import observation_pdf
from ilmdocs.samples.photo import flip_chart_photo
from ilmdocs.samples.scan import authentication_scan

_Rows = Mapping[str, Sequence[Mapping[str, Value]]]

ATTACHMENTS: Mapping[str, Callable[[_Rows], bytes]] = {
    "authentication-scan": authentication_scan,
    "observation": lambda _: observation_pdf(),
    "flip-chart-photo": lambda _: flip_chart_photo(),
}
"""Every attachment that a sample can name, by its name in the data files."""


def make_attachment(kind: str, rows: _Rows) -> bytes:
    """Make an attachment for a fictional learner; the same bytes every time.

    Args:
        kind: a key of `ATTACHMENTS`.
        rows: the learner's rows, for names and dates that are printed.
    """
    return ATTACHMENTS[kind](rows)
