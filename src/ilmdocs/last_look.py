"""After a portfolio is made and before it is published: no client may be named in it, nor in an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ilmdocs.checking import Checked
from ilmdocs.discreet import discreet_error, hidden
from ilmdocs.errors import IlmdocsError
from ilmdocs.faults import contained
from ilmdocs.leaks import require_no_client
from ilmdocs.library import Library
from ilmdocs.made import Destination
from ilmdocs.model.unit import Unit
from ilmdocs.pipeline import Built
from ilmdocs.text.names import private_terms


def last_look(
    end: Built | IlmdocsError,
    checked: Checked,
    unit_id: str,
    destination: Destination | None,
    library: Library,
) -> Built | IlmdocsError:
    """What a production came to, unless that would name a client: then the error that says where.

    Args:
        end: the finished portfolio, or why there is none.
        checked: the learner's checked workbook.
        unit_id: the unit.
        destination: where the portfolio would go: its names are searched too.
        library: units and forms; a form's own words name nobody.
    """
    terms = private_terms(checked.submission)
    if not terms:
        return end
    if isinstance(end, IlmdocsError):
        return discreet_error(end, terms)
    names = [] if destination is None else [
        destination.learner_folder, destination.unit_folder, destination.name
    ]  # fmt: skip
    try:
        with contained():
            require_no_client(
                terms,
                pdf=end.portfolio.pdf,
                documents=end.files,
                data=end.portfolio.manifest,
                names=names,
                forms=lambda: own_files(library, library.unit(unit_id)),
            )
    except IlmdocsError as error:
        return discreet_error(error, terms)
    return replace(end, notes=tuple(hidden(note, terms) for note in end.notes))


def own_files(library: Library, unit: Unit) -> Iterator[Path]:
    """The files whose words every portfolio of a unit may hold: its forms and what the unit says."""
    yield from (form.path for form in library.pack(unit).forms.values())
    yield from library.unit_files(unit)


def told_inputs(inputs: Mapping[str, str | None], checked: Checked) -> Mapping[str, str | None]:
    """The files that a workbook names, for the journal: a client's name is taken out of theirs.

    Such a file is not found again by that name, so that the next run looks at the learner anew.
    """
    terms = private_terms(checked.submission)
    return {hidden(name, terms): value for name, value in inputs.items()} if terms else inputs
