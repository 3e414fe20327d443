"""The text that lies in the ZIP for whoever opens it without knowing ilmdocs."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.model.sample import Inspected, Sample
from ilmdocs.sampling.record import RECORD_NAME
from ilmdocs.text.formats import uk_date

README_NAME = "README.txt"
_TEXT = """\
A sample of portfolios for quality assurance
============================================

Drawn on {day} with the seed {seed}: {drawn} of {considered} portfolios.
{missing}
What is here
------------
{plan}
    The plan: which portfolios were drawn and why, with columns for you to fill in.
    Its sheet Record says how the sample was drawn, the sheet Left out what could not be drawn.
{record}
    The same for programs, with the fingerprint (SHA-256) of every portfolio.
A folder for each learner and unit
    The portfolio as one PDF, and manifest.json, which vouches for it.

How to check that nothing was changed
-------------------------------------
With the program ilmdocs, on your own computer, without any connection:

    ilmdocs verify {archive}

or unpack it and type

    ilmdocs verify {root}

It says for each portfolio whether it is as it was built, and whether all portfolios that were drawn are here.
You can do without the program: each PDF opens in any reader, and the matrix at its front leads to the
evidence for every criterion.
{refused}"""


def readme(sample: Sample, inspected: Sequence[Inspected], plan: str) -> bytes:
    """The text, with line ends that every text editor shows.

    Args:
        sample: what was drawn.
        inspected: its portfolios.
        plan: the file name of the plan.
    """
    missing = [item for item in inspected if item.problem]
    refused = [item for item in inspected if item.drawn.learner.refuses_ilm_use and not item.problem]
    root = archive_root(sample)
    text = _TEXT.format(
        day=uk_date(sample.drawn_on),
        seed=sample.request.seed,
        drawn=len(inspected),
        considered=sample.considered,
        missing=f"Not here: {len(missing)} of those drawn. The plan says why.\n" if missing else "",
        plan=plan,
        record=RECORD_NAME,
        archive=f"{root}.zip",
        root=root,
        refused=_refused(refused),
    )
    return text.replace("\n", "\r\n").encode("utf-8")


def archive_root(sample: Sample) -> str:
    """The name of the ZIP without its ending, and of the one folder in it."""
    return f"sample-{sample.request.seed}"


def _refused(items: Sequence[Inspected]) -> str:
    if not items:
        return ""
    lines = [f"    {item.drawn.learner.learner}, {item.drawn.unit.unit}" for item in items]
    head = "\nFor quality assurance only\n--------------------------\n"
    return f"{head}These learners refused use of their work by ILM:\n" + "\n".join(lines) + "\n"
