"""Makes the twins of a checked workbook: rewritten data, then the same plan, forms, pages and assembly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ilmdocs.anonymise.finding import Finder, finder_for
from ilmdocs.anonymise.folder import DATA, fill_folder, with_withheld_pages
from ilmdocs.anonymise.pages import Withheld
from ilmdocs.anonymise.people import Hidden, cast_of
from ilmdocs.anonymise.rewriting import LeftOver, Rewritten, rewrite
from ilmdocs.anonymise.scan import require_anonymous
from ilmdocs.anonymise.vocabulary import authors_words, printed_words
from ilmdocs.assemble import unit_folder
from ilmdocs.checking import Checked
from ilmdocs.convoy import drive
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.faults import contained
from ilmdocs.guard import UNGUARDED, Guard
from ilmdocs.hashing import sha256
from ilmdocs.library import Library
from ilmdocs.model.centre import Centre
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.unit import Unit
from ilmdocs.pipeline import Built, produce
from ilmdocs.plan import plan_portfolio
from ilmdocs.workshop import Workshop

CODE_LENGTH = 8
"""Characters of the hash in a twin's name."""


@dataclass(frozen=True, slots=True)
class Twin:
    """An anonymised portfolio, nothing on disk yet.

    `name` is its file name without ending. `withheld` are the files that pages stand for, `replaced` says how
    often each reference was put in, `left` what somebody should look at.
    """

    name: str
    pdf: bytes
    manifest: Mapping[str, object]
    pages: int
    withheld: tuple[Withheld, ...]
    replaced: Mapping[str, int]
    left: tuple[LeftOver, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A unit's twin before it is built, all in its own folder."""

    checked: Checked
    plan: Plan
    name: str
    finder: Finder
    rewritten: Rewritten
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class _About:
    """Whom the centre's settings and the user name, and who is asked before a file is opened."""

    centre: Centre
    hidden: Hidden
    guard: Guard


def make_twins(
    checked: Checked,
    units: tuple[str, ...],
    workshop: Workshop,
    hidden: Hidden,
    work: Path,
    guard: Guard = UNGUARDED,
) -> Iterator[tuple[str, Twin | IlmdocsError]]:
    """Make the twin of each unit; what fails says why and leaves the others alone.

    Args:
        checked: a learner's checked workbook.
        units: the ids of those units that are ready and may be reused.
        workshop: units, forms and engine.
        hidden: what else is to be hidden.
        work: a private, empty folder. All that a twin is made from is put there; the learner's own folder is
            only looked at to count the pages of what is withheld.
        guard: asked before each file of the learner is opened.
    """
    copies: dict[str, _Copy] = {}
    library = without_centre(workshop.library)
    for plan in checked.plans:
        if plan.unit.id in units:
            try:
                with contained():
                    folder = work / plan.unit.id
                    folder.mkdir()
                    about = _About(workshop.library.settings, hidden, guard)
                    copies[plan.unit.id] = _copied(checked, plan, library, about, folder)
            except IlmdocsError as error:
                yield plan.unit.id, error
    productions = {
        unit: produce(copy.checked, copy.plan, library=library, engine=workshop.engine, draft=False)
        for unit, copy in copies.items()
    }
    pages = work / "pages"
    pages.mkdir()
    for unit, end, _ in drive(productions, workshop.engine, pages, lambda _: guard.say(None)):
        yield unit, end if isinstance(end, IlmdocsError) else _proven(copies[unit], end)


def without_centre(library: Library) -> Library:
    """The same units with the forms that come with the program, and without anything of the centre's.

    A centre's own forms may show its name in a picture, which no search can find.
    """
    nobody = Centre(part_order=library.settings.part_order, low_score=library.settings.low_score)
    return replace(library, settings=nobody, logo=None, _packs={}, _fillers={}, _hashes={})


def _copied(checked: Checked, plan: Plan, library: Library, about: _About, folder: Path) -> _Copy:
    unit = plan.unit
    _require_built_in(unit, library)
    original, marks = checked.submission, checked.marks.get(unit.id, ())
    cast = cast_of(original, [book.submission for book in marks], about.centre, about.hidden)
    finder = finder_for(cast, original, printed_words(library, unit), authors_words(original))
    rewritten = rewrite(original, marks, finder)
    submission, books = fill_folder(rewritten, unit, folder)
    twin_plan, withheld = with_withheld_pages(
        plan, plan_portfolio(submission, unit, books), Path(original.folder), folder, about.guard
    )
    of_twin = Checked(folder / DATA, submission, (twin_plan,), (), (), marks={unit.id: books})
    code = sha256(folder / DATA)[:CODE_LENGTH]
    name = f"{unit_folder(unit, submission.attempt(unit.id))} anonymised {code}"
    return _Copy(of_twin, twin_plan, name, finder, rewritten, withheld)


def _require_built_in(unit: Unit, library: Library) -> None:
    """Refuse a unit that only the centre has, whose forms only the centre has too."""
    if not library.unit_files(unit)[0].is_file():
        raise UnreadableInput(
            f"{unit.id} is a unit of your centre's own, with forms of its own.",
            "An anonymised copy is made only with the forms that come with ilmdocs.",
        )


def _proven(copy: _Copy, built: Built) -> Twin | IlmdocsError:
    """The twin, if it names nobody and is a sound portfolio."""
    portfolio = built.portfolio
    try:
        with contained():
            require_anonymous(portfolio.pdf, portfolio.manifest, (f"{copy.name}.pdf", copy.name), copy.finder)
    except IlmdocsError as error:
        return error
    return Twin(
        copy.name,
        portfolio.pdf,
        portfolio.manifest,
        portfolio.pages,
        copy.withheld,
        copy.rewritten.replaced,
        copy.rewritten.left,
    )
