"""The words of an annotated copy: on its list, in its notes, and by which both are known again."""

from __future__ import annotations

from ilmdocs.model.finding import Severity
from ilmdocs.model.location import Location
from ilmdocs.text.standing import plural
from ilmdocs.workbook.fix_list import FixList, Line, Role

LIST_SHEET = "Fix these first"
DONE = "Done"
NOTE_START = f"{LIST_SHEET}, no. "
"""How each note of ours begins; a signature ends it, and what stands above and below is somebody else's."""
COPY_STEPS = (
    "Click a place under Where to jump to its cell. Type the correction there, come back and choose Done.",
    "At the end save this workbook, put it into your folder in place of {original}, and check again: "
    "this sheet with all that you typed on it, the notes and the colours are left out then.",
)
LIST_STEPS = (
    "Open your own workbook beside this list and type each correction into the cell that stands under Where.",
    "Your workbook itself was not copied, so that nothing in it is lost:",
)
HIDDEN_ROW = "Its row is hidden: unhide that to see it."
HIDDEN_SHEET = "Its sheet is hidden: unhide that to see it."
_KINDS = {Severity.MUST: "Must fix", Severity.SHOULD: "Should fix", Severity.INFO: "Good to know"}


def kind_of_line(line: Line) -> str:
    """What kind of line it is: how much the task weighs, or from which one it follows."""
    return _KINDS[line.finding.severity] if line.is_task else f"Follows from {line.label}"


def remedy_of_line(line: Line) -> str:
    """What to do; nothing yet about what only follows from something else."""
    if line.is_task:
        return line.finding.remedy or "Nothing needs doing."
    return f"Nothing yet. Put {line.label} right first, then check again."


def told(line: Line, first: Line) -> tuple[str, str]:
    """What is wrong and what to do, as the list says it: what was said of the point's first cell only once.

    Args:
        line: the line.
        first: the point's first line.
    """
    if line.role is not Role.SAME:
        return line.finding.message, remedy_of_line(line)
    is_alike = line.finding.message == first.finding.message
    return "The same." if is_alike else line.finding.message, f"As in {first.label}."


def where(place: Location, workbook: str) -> str:
    """Where a finding stands, in words when it is no single cell; another file is named."""
    if place.sheet is None:
        return "The workbook as a whole" if place.file == workbook else place.file
    cell = f"{place.sheet}!{place.cell}" if place.cell else f"{place.sheet}, the whole sheet"
    return cell if place.file == workbook else f"{place.file}, {cell}"


def about(line: Line) -> str:
    """The units and the criterion that a line is about."""
    parts = (*line.units, f"AC {line.finding.criterion}" if line.finding.criterion else "")
    return "\n".join(part for part in parts if part)


def title_line(learner: str, original: str) -> str:
    """Whose list it is, and which workbook it is about."""
    return " · ".join(part for part in (learner, original) if part)


def note(line: Line) -> str:
    """What the note at a line's cell says."""
    head = f"{NOTE_START}{line.label} · {kind_of_line(line).upper() if line.is_task else kind_of_line(line)}"
    return f"{head}\n{line.finding.message}\nWhat to do: {remedy_of_line(line)}"


def left_off(points: FixList) -> str:
    """That the list goes on."""
    return f"And {plural(points.left_off, 'more point')}. Put these right first, then check again."


def progress(points: FixList) -> str:
    """How far the learner is, before anything is ticked."""
    musts = points.tasks(Severity.MUST)
    others = points.tasks(Severity.SHOULD) + points.tasks(Severity.INFO)
    if not musts and not others:
        return "Nothing needs to be put right."
    if not musts:
        return f"Nothing stands in the way of the portfolio; {_worth_a_look(others)}."
    must = "must be fixed before the portfolio can be built"
    return f"{plural(musts, 'point')} {must}{f'; {_worth_a_look(others)}' if others else ''}."


def _worth_a_look(others: int) -> str:
    return f"{plural(others, 'point')} {'is' if others == 1 else 'are'} worth a look"


def progress_formula(points: FixList, first: int, last: int) -> str:
    """The same as a formula that counts the ticks; before the first tick it gives what `progress` says."""
    musts = points.tasks(Severity.MUST)
    total = sum(line.is_task for line in points.lines)
    done = f'COUNTIF($G${first}:$G${last},"{DONE}")'
    fixed = f'COUNTIFS($B${first}:$B${last},"{_KINDS[Severity.MUST]}",$G${first}:$G${last},"{DONE}")'
    if not musts:
        return f'=IF({done}=0,"{progress(points)}",{done}&" of {total} done.")'
    left = f"({musts}-{fixed})"
    ticked = "All that must be fixed is ticked: save, and check again."
    return (
        f'=IF({done}=0,"{progress(points)}",IF({left}=0,"{ticked}",'
        f'{left}&IF({left}=1," point"," points")&" still must be fixed; "&{done}&" of {total} done."))'
    )
