"""The first page: where to drop something, and what was dropped in this session."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.errors import IlmdocsError
from ilmdocs.report.html import parts
from ilmdocs.report.html.markup import Markup, joined, tag
from ilmdocs.text.standing import plural
from ilmdocs.web.pages.dropping import drop_form
from ilmdocs.web.pages.sentences import about, sentence, state, which
from ilmdocs.web.pages.shell import button_form, heading, trouble, whole
from ilmdocs.web.state import Stage, Upload

_WAYS = (
    ("A workbook", "You get every point to put right, cell by cell, and the portfolio when there is none."),
    ("A learner's folder", "The workbook with the files that it names: scans, photos. A ZIP will do."),
    ("A whole cohort", "A folder or ZIP with a folder for each learner. The board fills as they finish."),
)  # fmt: skip


def start_page(uploads: Sequence[Upload], *, error: IlmdocsError | None = None, kept: str = "") -> bytes:
    """The first page.

    Args:
        uploads: what was dropped in this session, the newest first.
        error: why something that was dropped could not be taken.
        kept: the folder in which results are kept, if there is one.
    """
    return whole(
        "That did not work" if error else "Drop a workbook",
        heading("Drop a workbook, take the portfolio.", lead=_lead(kept)),
        trouble(error) if error else None,
        drop_form("Choose files"),
        _session(uploads),
        tag(
            "section",
            tag("h2", "What you can drop"),
            tag(
                "ul",
                *(tag("li", tag("h3", name), tag("p", words)) for name, words in _WAYS),
                class_="ways",
            ),
            tag("p", "No workbook yet? ", tag("a", "Download a blank one", href="/workbook"), ", or see how "
                "everything looks first:"),
            button_form("/example", "Try it with a fictional learner"),
        ),
        here="/",
    )  # fmt: skip


def _lead(kept: str) -> str:
    if kept:
        return f"What is finished is also kept in {kept}."
    return "What you do not download is gone when you stop ilmdocs."


def _session(uploads: Sequence[Upload]) -> Markup | None:
    if not uploads:
        return None
    items = joined(_item(upload) for upload in uploads)
    return tag("section", tag("h2", "This session"), tag("ul", items, class_="session"))


def _item(upload: Upload) -> Markup:
    name = about(upload)
    snapshot = upload.snapshot
    words, kind = state(snapshot)
    drafts = sum(bool(row.drafts) for row in snapshot.rows)
    more = sentence(snapshot) if snapshot.stage is Stage.DONE else ""
    return tag(
        "li",
        tag("div", tag("a", name, href=f"/uploads/{upload.number}", class_="name"),
            tag("span", which(upload), class_="quiet"),
            tag("span", more, class_="quiet") if more else None,
            tag("span", plural(drafts, "draft"), class_="quiet") if drafts else None),
        parts.badge(words, kind),
        button_form(f"/uploads/{upload.number}/remove", "Remove", kind="quiet", name=name),
    )  # fmt: skip
