"""What a sheet and a field of a workbook are, and short words to describe them with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ilmdocs.workbook.schema.owing import Asked, Behind


class FieldType(StrEnum):
    """How a cell is read (design §3, `fields`)."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yesno"
    REF = "ref"
    REFS = "refs"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One column (or one line of a form-layout sheet).

    `help` is one or two plain sentences for the learner. `long` marks answers that may run over pages.
    `minimum` and `maximum` are in the field's own unit (durations: minutes) and drive the cell's
    validation in Excel; the rules decide what breaking them means. `aliases` are headings that older
    workbooks or centres use. `default` is what a blank cell means, as one would type it. `lookup` names
    choices that come from the unit files instead of `choices`: `units`, `criteria`, `sections` or
    `decisions`. `given` marks what is filled in already and need not be typed. `limit` is the field of the
    same row that holds the most that this one may be. `asked` says who can fill a blank cell
    (None: the learner).
    """

    id: str
    heading: str
    type: FieldType = FieldType.TEXT
    help: str = ""
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    minimum: int | None = None
    maximum: int | None = None
    long: bool = False
    aliases: tuple[str, ...] = ()
    default: str = ""
    lookup: str = ""
    given: bool = False
    limit: str = ""
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class SheetSchema:
    """One sheet: `layout` is `rows` (a heading row, then a row per item) or `form` (label and value).

    `title` and `intro` are printed above the headings. `asked` says who can provide another row (None: the
    learner), `behind` whom a row is about.
    """

    name: str
    title: str
    intro: str
    fields: tuple[Field, ...]
    layout: str = "rows"
    asked: Asked | None = None
    behind: Behind | None = None

    def field(self, field_id: str) -> Field:
        """The field with an id.

        Raises:
            KeyError: when the sheet has no such field.
        """
        for item in self.fields:
            if item.id == field_id:
                return item
        raise KeyError(f"{self.name}.{field_id}")


@dataclass(frozen=True, slots=True)
class WorkbookSchema:
    """One kind of workbook that ilmdocs makes and reads.

    `kind` and `version` are stored in the file; `name` and `made_with` (a command) are used in messages.
    `always_needed` are the sheets without which nothing can be done.
    """

    kind: str
    version: int
    name: str
    made_with: str
    sheets: tuple[SheetSchema, ...]
    always_needed: frozenset[str] = frozenset()

    def has(self, sheet: str) -> bool:
        """Whether a sheet of this name belongs to it."""
        return any(schema.name == sheet for schema in self.sheets)


TITLE_ROW = 1
INTRO_ROW = 2
HEADER_ROW = 4
FIRST_ROW = 5
FORM_FIRST_ROW = 4
FORM_LABEL_COLUMN = 1
FORM_VALUE_COLUMN = 2


def asked(asked_of: Asked, field: Field) -> Field:
    """A field that somebody else has to fill."""
    return replace(field, asked=asked_of)


def text(id_: str, heading: str, help_: str = "", *aliases: str) -> Field:
    """One line of text."""
    return Field(id_, heading, FieldType.TEXT, help_, aliases=aliases)


def answer(id_: str, heading: str, help_: str = "", *aliases: str) -> Field:
    """An answer that may run over pages."""
    return Field(id_, heading, FieldType.TEXT, help_, long=True, aliases=aliases)


def day(id_: str, heading: str, help_: str = "", *aliases: str) -> Field:
    """A date."""
    return Field(id_, heading, FieldType.DATE, help_, aliases=aliases)


def choice(id_: str, heading: str, choices: tuple[str, ...], help_: str = "", *, default: str = "") -> Field:
    """One of a list."""
    return Field(id_, heading, FieldType.CHOICE, help_, choices=choices, default=default)


def yes_no(id_: str, heading: str, help_: str = "", *, default: str = "") -> Field:
    """Yes or no."""
    return Field(id_, heading, FieldType.YES_NO, help_, default=default)


def whole(
    id_: str, heading: str, minimum: int | None = None, maximum: int | None = None, help_: str = ""
) -> Field:
    """A whole number."""
    return Field(id_, heading, FieldType.INTEGER, help_, minimum=minimum, maximum=maximum)


def client_ref(help_: str = "The reference of the client, as on the Clients sheet, for example C1.") -> Field:
    """A reference to the Clients sheet."""
    return Field(
        "client_ref",
        "Client reference",
        FieldType.REF,
        help_,
        refers_to="Clients.client_ref",
        aliases=("Client", "Client ref", "Coachee reference"),
    )


def units() -> Field:
    """The optional list of units that a row belongs to."""
    return Field(
        "units",
        "Units (blank = all)",
        FieldType.REFS,
        "Leave blank unless this row belongs to some of your units only. Separate several with ;",
        refers_to="Units.unit_id",
        aliases=("Units", "Counts for"),
    )


def session_ref(help_: str, heading: str = "Session") -> Field:
    """A reference to one session."""
    return Field("session", heading, FieldType.REF, help_, refers_to="Sessions.session_ref")


def session_refs(id_: str, heading: str, help_: str) -> Field:
    """References to sessions, several separated by a semicolon."""
    return Field(id_, heading, FieldType.REFS, help_, refers_to="Sessions.session_ref")
