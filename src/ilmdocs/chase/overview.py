"""The whole chase list on one page: who owes how much, with a link to each note."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from ilmdocs.chase.note import Note
from ilmdocs.model.finding import Severity

_STYLE = """
:root{color-scheme:light dark;--accent:#0b5563;--rule:#8a9ba0;--tint:#eef3f4;--text:#1a1a1a;--paper:#fff}
@media (prefers-color-scheme:dark){
:root{--accent:#7fd0df;--rule:#5b6b70;--tint:#1d2a2d;--text:#f0f3f3;--paper:#11181a}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--paper);margin:2rem auto;
max-width:64rem;padding:0 1rem}
h1{color:var(--accent);font-size:1.6rem;margin:0 0 .5rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:.5rem 0}
th,td{border-bottom:1px solid var(--rule);padding:.45rem .6rem;text-align:left;vertical-align:top}
thead th{background:var(--tint)}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
a{color:var(--accent)}
@media print{body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}
"""
HEAD = ("Who", "Role", "Learners", "Needed", "Worth doing", "Note")


def overview(notes: Sequence[tuple[Note, str]]) -> bytes:
    """The page `chase-list.html`: one file without anything from elsewhere.

    Args:
        notes: each note with its file name.
    """
    rows = "\n".join(_row(note, name) for note, name in notes)
    table = (
        '<div class="scroll"><table><caption>Each note holds only what that person can put right. '
        "Notes for clients go through their learner.</caption><thead><tr>"
        + "".join(f'<th scope="col"{_number(head)}>{head}</th>' for head in HEAD)
        + f"</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
    )
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Chase list</title><style>{_STYLE}</style></head><body><main><h1>{_verdict(notes)}</h1>\n"
        f"{table if notes else ''}\n</main></body></html>\n"
    )
    return page.encode()


def row(note: Note) -> tuple[str, ...]:
    """What the list says of a note: who, role, learners, points needed, points worth doing."""
    who = note.who or "not named"
    learners = tuple(dict.fromkeys(section.learner for section in note.sections))
    whose = "" if note.party == "learner" else ", ".join(learners)
    return who, note.party, whose, *(str(note.count(weight)) for weight in (Severity.MUST, Severity.SHOULD))


def _verdict(notes: Sequence[tuple[Note, str]]) -> str:
    people = sum(1 for note, _ in notes if note.sections)
    if not people:
        return "Nobody owes anything"
    return "1 person still owes something" if people == 1 else f"{people} people still owe something"


def _row(note: Note, name: str) -> str:
    who, *rest = row(note)
    cells = zip(HEAD[1:], rest, strict=False)
    link = f'<a href="{quote(name)}">{escape(name)}</a>'
    return (
        f'<tr><th scope="row">{escape(who)}</th>'
        + "".join(f"<td{_number(head)}>{escape(cell)}</td>" for head, cell in cells)
        + f"<td>{link}</td></tr>"
    )


def _number(head: str) -> str:
    return ' class="number"' if head in ("Needed", "Worth doing") else ""
