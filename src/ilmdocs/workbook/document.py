"""The page `docs/workbook.md`, written from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from ilmdocs.workbook.problems import READING_PROBLEMS
from ilmdocs.workbook.schema import SCHEMA_VERSION, SHEETS, Field, FieldType

HOW_TYPED = {
    FieldType.TEXT: "text; numbers keep the zeros that Excel shows",
    FieldType.DATE: "a date, day before month: `04/03/2026`, `4 March 2026`",
    FieldType.TIME: "a time of day: `10:30`",
    FieldType.DURATION: "`1:30`, `1h30`, `90 min`; bare numbers only in quarters of an hour up to 12: `1.5`",
    FieldType.INTEGER: "a whole number",
    FieldType.NUMBER: "a number",
    FieldType.CHOICE: "one of the answers listed",
    FieldType.CHOICES: "several of the answers listed, separated by `;`",
    FieldType.YES_NO: "`Yes` or `No`",
    FieldType.REF: "a reference, spelled in any case",
    FieldType.REFS: "several references, separated by `;`",
    FieldType.FILE: "a file in the workbook's folder, `scans/observation.pdf`",
}
"""What people type for each type of field, as Markdown."""

_INTRODUCTION = f"""# The intake workbook

<!-- Written from the schema: pytest tests/workbook/test_describe.py --update-golden -->

One workbook holds everything about one learner; `ilmdocs new` makes it, `ilmdocs fields --json` describes it
for other programs. This page is for people who fill it in or extend it. Schema version {SCHEMA_VERSION}.

## How it is read

- **Sheets and headings** are found by their text. Capitals, spaces and punctuation do not matter, nor do the
  order of columns, blank rows or rows inserted above. A field's id and its other names are understood too.
  What is not understood is reported with the nearest heading and not read; nothing is guessed.
- **A row** counts as soon as it holds anything but blanks and defaults (what a blank cell would mean).
- **Text** is cleaned by one rule (in full in `text/clean.py` and [reliability](reliability.md)): letters and
  their accents are composed; every kind of line break becomes a new line; control and invisible characters
  that cannot be printed are taken out, half a character becomes `�`, and both are named in a finding;
  spaces around a text go. Nothing is shortened.
- **Dates** are day before month. Text such as `04/03/2026` is taken as 4 March unless its column also holds
  real dates; then it may have been typed in an Excel set to the United States, and is reported
  (`ambiguous-date`).
- **Lengths of time** that can mean two things (`1.3`, `90`) are reported (`ambiguous-duration`).
- **Merged cells**: merged down one column, the entry counts for each row. Merged across columns, it counts
  for the first column alone and is reported.
- **Hidden** rows, columns and sheets are read like any other. Formulas count as their saved result. Macros
  are ignored.
- **References**: a blank session reference becomes `C1-03` (client, session number). `c1 3` and `C1-3` mean
  the same.
- **Files** are looked for in the workbook's folder, with `/` or `\\`, never outside it.
- **Other programs** may write rows and columns in any order, part names in other capitals or with
  backslashes, and formats that do not exist: what is clear all the same is read. A cell that holds something
  else than it says (a number that is none) is an error at that cell. A cell that stands twice, or in another
  row than its address says, makes the file a damaged one.
- **Limits**: 3,000 filled rows a sheet, 500,000 filled cells a sheet, 64 MB on disk, 256 MB unpacked. A
  million formatted blank rows are no rows and take a few seconds.
- **An older workbook** is read as it is; `ilmdocs upgrade` makes a new one of it (below). One that was made
  for a newer version is refused.
- A workbook of somebody else's, with none of the sheets or none of their headings, is refused in a sentence.
- An [annotated copy](annotated.md) is read like the workbook that it was made from; its list, its notes and
  its colours are left out.
- A workbook that holds an assessor's marks is refused with a reason; so is a file that is damaged, protected
  by a password or of another kind.

## What it says while it is filled

- **Progress** counts, for each unit, what the unit's own rules ask for and a formula can count: hours planned
  and delivered, rows of a sheet, a row for each client, the span of the plan, points of a report, words, and
  whether started rows are complete. Nothing about units is written in the program: a rule whose check has a
  function `goals` gets its line, so that a centre's own unit has its block at once.
- **Row complete?** is the last column of each sheet. It names what a started row lacks; those cells are
  amber. It is worked out, never read. Form-layout sheets say so beside each needed line.
- **Which sessions count** is worked out on the hidden sheet `Workings`, as far as formulas can: level of
  the client, one to one, on or after the contract, a session that stands there twice, the units of the
  session or of its client. Lengths of time count as Excel times, `1:30`, `1h30` or `90 min`; others are
  named as not added.
- **`ilmdocs check` decides.** What formulas cannot follow: scans that take a form's place, answers in Word
  documents, a label shared by several rows, misspelt references, rows below the 300th.
- Every formula has its result stored beside it, for programs that do not calculate; both come from one text
  (`workbook/formulas/`). Only functions that Excel 2010 and LibreOffice have are used.
- **Headings are locked** without a password (Review, Unprotect Sheet). Cells to fill, rows below them,
  widths, looks, sorting and filters stay free.

## Upgrading

`ilmdocs upgrade WORKBOOK` writes `WORKBOOK (version 3).xlsx` beside the old one, which stays as it is.
Every cell is copied as it is stored, also what cannot be read; notes, links, letters, paper, lines, row
heights, hidden rows and filled columns, filters, merged cells, your own columns (behind the last one) and
your own sheets, with how they are shown, printed and protected, come along. Conditional formats and a print
area on the workbook's own sheets do where no cell moves. Both are read, checked and compared before anything
is written.

It refuses, naming what and where, when the old one holds pictures, charts, macros, pivot tables, form
controls or links to other workbooks; words or notes of yours on the Guide, on the Lists or above the
headings; or formulas, with or without a saved result, and names for cells while columns move.

What else is not carried over is listed by the command (and in `--json` as `not_carried`): Excel tables (their
cells are kept), passwords of the workbook's own sheets, the lock on the order of the sheets, your own rules
for what may be typed on those sheets, bold or coloured letters within a text, sparklines, page breaks,
scenarios, custom views. Not listed: widths of columns on the workbook's own sheets, the zoom there, and the
looks of headings, which become those of the new version."""


def workbook_page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INTRODUCTION, *_types(), *_problems(), *_sheets()]) + "\n"


def _types() -> Iterator[str]:
    yield "## Types\n\n| type | what is typed |\n|---|---|"
    for type_, how in HOW_TYPED.items():
        yield f"| {type_.value} | {how} |"
    yield ""


def _problems() -> Iterator[str]:
    yield "## What reading can find\n\n| id | severity | meaning |\n|---|---|---|"
    for id_, (severity, meaning) in READING_PROBLEMS.items():
        yield f"| {id_} | {severity.value} | {meaning} |"
    yield ""


def _sheets() -> Iterator[str]:
    yield "## Sheets\n"
    yield "`Guide` and `Progress` come first, `Workings` and `Lists` (hidden) last; none of them is read."
    yield "Which fields a unit needs follows from its rules: `ilmdocs fields --json` says so.\n"
    for schema in SHEETS:
        layout = "labels and values" if schema.layout == "form" else "a row each"
        yield f"### {schema.name}: {schema.title}\n\n{schema.intro} ({layout})\n"
        yield "| id | heading | type | answers | meaning |\n|---|---|---|---|---|"
        for item in schema.fields:
            cells = (f"`{item.id}`", item.heading, item.type.value, answers_of(item), meaning_of(item))
            yield "| " + " | ".join(_escaped(cell) for cell in cells) + " |"
        yield ""


def answers_of(item: Field) -> str:
    """What can be answered: the choices, what is referred to, or the range."""
    if item.choices:
        return ", ".join(item.choices)
    if item.lookup:
        return f"the {item.lookup} of your units" if item.lookup == "criteria" else "unit ids"
    if item.refers_to:
        return f"→ {item.refers_to}"
    if item.minimum is not None:
        return f"{item.minimum} to {item.maximum}" + (" minutes" if item.type is FieldType.DURATION else "")
    return ""


def meaning_of(item: Field) -> str:
    """What a field is for, and the other headings under which it is known."""
    others = f"Also: {', '.join(item.aliases)}." if item.aliases else ""
    return " ".join(part for part in (item.help, others) if part)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
