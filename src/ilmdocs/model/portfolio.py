"""A portfolio from plan to proof: parts, filled documents, measured pages, the finished file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ilmdocs.model.submission import Row, Submission
from ilmdocs.model.unit import UNNUMBERED, PartKind, Unit


@dataclass(frozen=True, slots=True)
class Part:
    """One document or attachment of a portfolio, planned before anything is filled.

    `rows` are the workbook rows it is made from (one session pair, one supervision record …); `form` is
    the form's name, empty for an attachment; `attachment` the path of the learner's file, relative to the
    workbook's folder. `name` is a stable file-name stem, unique in the portfolio and free of any name.
    `replaces_form` is set on a signed scan that takes the place of a generated form.
    """

    kind: PartKind
    title: str
    name: str
    reference: str | None = None
    form: str = ""
    client: str | None = None
    criteria: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    attachment: str = ""
    replaces_form: str = ""

    @property
    def is_written(self) -> bool:
        """Whether it is a Word document of answers, which is converted like a form."""
        return bool(self.attachment) and any(row.sheet == "Narrative" for row in self.rows[:1])

    @property
    def is_numbered(self) -> bool:
        """Whether the part is evidence and so has a reference number."""
        return self.kind not in UNNUMBERED


@dataclass(frozen=True, slots=True)
class Plan:
    """The ordered parts of one learner's portfolio for one unit."""

    unit: Unit
    parts: tuple[Part, ...]

    def evidence_for(self, criterion: str) -> tuple[Part, ...]:
        """The parts that evidence a criterion, in portfolio order."""
        return tuple(p for p in self.parts if criterion in p.criteria and p.is_numbered)


@dataclass(frozen=True, slots=True)
class Section:
    """A place inside a part that a bookmark or a matrix reference points to.

    `anchor` is the text that the section's first line starts with on the page; with `is_whole` it is all that
    stands there, as in a heading, which a table of contents may name before.
    """

    title: str
    anchor: str
    criteria: tuple[str, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FilledDocument:
    """A form filled for a part.

    `printed` are the learner's values that must be found in the PDF, in print order, as plain text;
    `sections` the places to look for; `blanks` the field ids that printed as a visible blank; `pictures` the
    descriptions of its pictures in their order.
    """

    part: Part
    docx: bytes
    printed: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    blanks: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfPart:
    """A part as PDF. `section_pages` gives, per section, its 0-based page inside the part.

    `engine` names the engine that made it; empty for an attachment. `clear_tops` says for each page whether
    nothing is printed where the stamp goes; empty when nobody has looked yet. `pictures` are the
    descriptions of its pictures in their order; empty when they are not known.
    """

    part: Part
    pdf: bytes
    pages: int
    sections: tuple[Section, ...] = ()
    section_pages: tuple[int, ...] = ()
    engine: str = ""
    clear_tops: tuple[bool, ...] = ()
    pictures: tuple[str, ...] = ()

    def page_of(self, criterion: str) -> int:
        """The 0-based page inside the part where a criterion's evidence starts."""
        for section, page in zip(self.sections, self.section_pages, strict=True):
            if criterion in section.criteria:
                return page
        return 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in the finished file, 1-based pages.

    `first_page` is keyed by part name, `criterion_page` by (part name, criterion).
    """

    total: int
    first_page: Mapping[str, int]
    criterion_page: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A portfolio built in spite of open must findings."""

    open_points: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose portfolio it is: what file name, title and metadata are made of."""

    learner_name: str
    surname: str
    initial: str
    registration: str
    centre_name: str
    centre_number: str
    attempt: int


def identity_of(submission: Submission, unit: Unit) -> Identity:
    """Who the portfolio belongs to, as the file name needs it.

    The surname is the last word of the name unless the Learner sheet says otherwise.
    """
    learner = submission.learner
    words = learner.text("learner_name").split()
    surname = learner.text("surname") or (words[-1] if words else "")
    first = learner.text("first_names") or " ".join(words[:-1])
    return Identity(
        learner_name=learner.text("learner_name"),
        surname=surname,
        initial=first[:1].upper(),
        registration=learner.text("ilm_registration_no"),
        centre_name=learner.text("centre_name"),
        centre_number=learner.text("centre_number"),
        attempt=submission.attempt(unit.id),
    )


@dataclass(frozen=True, slots=True)
class PortfolioFile:
    """The finished PDF and the manifest that proves it (already as JSON-ready data)."""

    pdf: bytes
    manifest: Mapping[str, object]
    pages: int


SAVED_AGAIN = "The file is not byte for byte the one that was built: it was saved again or changed."
AS_IT_CAME = "is byte for byte as it came."
NOT_COMPARED = "does not lie beside it, so it was not compared."
"""What the proof `hashes` says of the file and of its signed originals."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing `verify` proves; `ok` is None when it cannot be proven from what was given."""

    name: str
    ok: bool | None
    details: tuple[str, ...] = field(default_factory=tuple)
