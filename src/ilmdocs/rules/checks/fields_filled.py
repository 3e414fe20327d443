"""Every row of a sheet has these fields filled in.

Options: `sheet`, `fields`; `form` is the form whose boxes they are: a centre's own document for that form
silences the rule for its rows, or makes it a should finding with `when_replaced = "should"`. `skip` leaves
out a client's `first` or `last` session. `given` is a field that must be filled (with `equals`: hold that
choice, with `unless`: hold another one) before the others are asked for. `default` is a field elsewhere that
stands in for a blank one; `same` is a label: a row needs no answer where another row of its client with the
same label has it. With `any_of` one of the fields is enough, with `one_row` one row that has them; what is
missing is then shown at the first. `others` is the severity of what stays blank although that is enough (left
out: it is not mentioned). A column that is not on the sheet is said once, at the sheet.

Hit: Sessions.reality is blank in a row. Miss: it holds a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Severity
from ilmdocs.model.goals import FilledGoal, Goal, Need
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.columns import has_no_column, is_missing, without_column
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    fields: tuple[str, ...]
    form: str = ""
    when_replaced: str = ""
    skip: str = ""
    given: str = ""
    equals: str = ""
    unless: str = ""
    default: str = ""
    same: str = ""
    any_of: bool = False
    one_row: bool = False
    others: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding for each blank cell that should be filled."""
    if options.default and _default_given(case, options.default):
        return
    earlier: list[Location] = []
    if options.default:
        sheet, _, field_id = options.default.partition(".")
        earlier.append(case.submission.heading_at(sheet, field_id))
    lost: set[str] = set()
    for row, field_id, severity in _blanks(case, options):
        if field_id in lost:
            continue
        if has_no_column(row, field_id):
            lost.add(field_id)
        message, remedy = _words(case, row, field_id, options)
        yield Found(
            row.at(field_id),
            message,
            remedy,
            because_of=tuple(earlier) if options.default or _all_lack_one(row, options) else (),
            severity=severity,
        )
        earlier.append(row.at(field_id))


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    names = [name for name in (*options.fields, options.given, options.same) if name]
    return (*(f"{options.sheet}.{name}" for name in names), *((options.default,) if options.default else ()))


def required(options: Options) -> Iterable[str]:
    """The fields without which a row always has a finding."""
    if options.skip or options.given or options.default or options.same or options.any_of or options.one_row:
        return ()
    return tuple(f"{options.sheet}.{name}" for name in options.fields)


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """Each row has what is asked for; what hangs on other rows of the sheet cannot be counted."""
    if options.same or options.one_row:
        return ()
    names = ("fields", "any_of", "given", "equals", "unless", "skip")
    need = Need(
        options.sheet,
        **{name: getattr(options, name) for name in names},
        elsewhere=options.default,
    )
    return (FilledGoal(options.sheet, (need,)),)


def _default_given(case: Case, name: str) -> bool:
    sheet, _, field_id = name.partition(".")
    return any(row.has(field_id) or field_id in row.defects for row in case.submission.rows(sheet))


def _asked(case: Case, row: Row, options: Options) -> bool:
    if options.skip and case.stands(row, options.skip) is not False:
        return False
    if not options.given:
        return True
    said = _said(row, options.given)
    if not said or (options.unless and said == options.unless):
        return False
    return not options.equals or said == options.equals


def _said(row: Row, field_id: str) -> str:
    """What a field holds, as the user sees it: a choice, or Yes or No."""
    value = row.values.get(field_id)
    return ("Yes" if value else "No") if isinstance(value, bool) else row.text(field_id)


def _blanks(case: Case, options: Options) -> Iterator[tuple[Row, str, Severity | None]]:
    """Each blank cell to be mentioned, with its severity where it is not the rule's."""
    rows = [row for row in case.rows(options.sheet) if _counts(case, row, options)]
    enough = options.one_row and any(not _missing(case, row, options) for row in rows)
    others = Severity(options.others) if options.others else None
    for row in rows:
        blank = _missing(case, row, options)
        silent = enough or (options.any_of and len(blank) < len(options.fields))
        if silent and others is None:
            continue
        if options.any_of and not silent:
            blank = [name for name in blank if not has_no_column(row, name)][:1] or blank[:1]
        replaced = bool(options.form) and case.is_replaced(options.form, row)
        severity = Severity(options.when_replaced) if replaced else others if silent else None
        yield from ((row, name, severity) for name in blank)
        if options.one_row and not enough:
            return


def _counts(case: Case, row: Row, options: Options) -> bool:
    replaced = bool(options.form) and case.is_replaced(options.form, row)
    return _asked(case, row, options) and (not replaced or bool(options.when_replaced))


def _missing(case: Case, row: Row, options: Options) -> list[str]:
    blank = [name for name in options.fields if is_missing(row, name)]
    twins = tuple(_twins(case, row, options))
    return [name for name in blank if all(is_missing(twin, name) for twin in twins)]


def _twins(case: Case, row: Row, options: Options) -> Iterator[Row]:
    """The client's rows with the same label."""
    if options.same and row.has(options.same):
        for other in case.rows(options.sheet):
            if all(other.text(name) == row.text(name) for name in (options.same, "client_ref")):
                yield other


def _all_lack_one(row: Row, options: Options) -> bool:
    """Whether one of several answers is missing from every row, since its column is not there."""
    return options.any_of and any(has_no_column(row, name) for name in options.fields)


def _words(case: Case, row: Row, field_id: str, options: Options) -> tuple[str, str]:
    """Message and remedy; an empty remedy leaves the rule's own."""
    if has_no_column(row, field_id):
        return without_column(case.submission, row.sheet, field_id, case.whose(row))
    if options.any_of and len(_missing(case, row, options)) == len(options.fields):
        labels = listed((case.label(row.sheet, name) for name in options.fields), "and")
        every = "both" if len(options.fields) == 2 else "all"
        return f"{labels} are {every} empty{case.whose(row)}; one of them is needed.", ""
    return f"{case.label(row.sheet, field_id)} is missing{case.whose(row)}.", ""
