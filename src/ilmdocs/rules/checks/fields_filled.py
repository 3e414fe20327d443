"""Every row of a sheet has these fields filled in.

Options: `sheet`, `fields`; `form` is the form whose boxes they are: a centre's own document for that form
silences the rule for its rows, or makes it a should finding with `when_replaced = "should"`. `skip` leaves
out a client's `first` or `last` session. `given` is a field that must be filled (with `equals`: hold that
choice, with `unless`: hold another one) before the others are asked for. `default` is a field elsewhere that
stands in for a blank one. With `any_of` one of the fields is enough; what is missing is then shown at the
first. A column that is not on the sheet is said once, at the sheet.

Hit: Sessions.reality is blank in a row. Miss: it holds a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Severity
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
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
    any_of: bool = False


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding for each blank cell that should be filled."""
    if options.default and _default_given(case, options.default):
        return
    earlier: list[Location] = []
    if options.default:
        sheet, _, field_id = options.default.partition(".")
        earlier.append(case.submission.heading_at(sheet, field_id))
    lost: set[str] = set()
    for row in case.rows(options.sheet):
        replaced = bool(options.form) and case.is_replaced(options.form, row)
        if replaced and not options.when_replaced:
            continue
        if _asked(case, row, options):
            for field_id in _missing(row, options):
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
                    severity=Severity(options.when_replaced) if replaced else None,
                )
                earlier.append(row.at(field_id))


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    names = (*options.fields, options.given) if options.given else options.fields
    return (*(f"{options.sheet}.{name}" for name in names), *((options.default,) if options.default else ()))


def required(options: Options) -> Iterable[str]:
    """The fields without which a row always has a finding."""
    if options.skip or options.given or options.default or options.any_of:
        return ()
    return tuple(f"{options.sheet}.{name}" for name in options.fields)


def _default_given(case: Case, name: str) -> bool:
    sheet, _, field_id = name.partition(".")
    return any(row.has(field_id) or field_id in row.defects for row in case.submission.rows(sheet))


def _asked(case: Case, row: Row, options: Options) -> bool:
    if options.skip and case.stands(row, options.skip) is not False:
        return False
    if not options.given:
        return True
    if not row.has(options.given) or (options.unless and row.text(options.given) == options.unless):
        return False
    return not options.equals or row.text(options.given) == options.equals


def _missing(row: Row, options: Options) -> list[str]:
    blank = [name for name in options.fields if is_missing(row, name)]
    if options.any_of:
        there = [name for name in blank if not has_no_column(row, name)]
        return (there or blank)[:1] if len(blank) == len(options.fields) else []
    return blank


def _all_lack_one(row: Row, options: Options) -> bool:
    """Whether one of several answers is missing from every row, since its column is not there."""
    return options.any_of and any(has_no_column(row, name) for name in options.fields)


def _words(case: Case, row: Row, field_id: str, options: Options) -> tuple[str, str]:
    """Message and remedy; an empty remedy leaves the rule's own."""
    if has_no_column(row, field_id):
        return without_column(case.submission, row.sheet, field_id, case.whose(row))
    if options.any_of:
        labels = listed((case.label(row.sheet, name) for name in options.fields), "and")
        every = "both" if len(options.fields) == 2 else "all"
        return f"{labels} are {every} empty{case.whose(row)}; one of them is needed.", ""
    return f"{case.label(row.sheet, field_id)} is missing{case.whose(row)}.", ""
