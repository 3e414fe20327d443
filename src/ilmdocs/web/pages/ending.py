"""Before and after the end: what is lost when ilmdocs is stopped, and good-bye."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.errors import IlmdocsError
from ilmdocs.report.html.markup import Markup, tag
from ilmdocs.report.html.page import page
from ilmdocs.text.standing import plural
from ilmdocs.web.pages.shell import heading, trouble, whole
from ilmdocs.web.state import Stage, Upload


def stop_page(uploads: Sequence[Upload], kept: str) -> bytes:
    """The question before the end."""
    busy = sum(upload.snapshot.stage is not Stage.DONE for upload in uploads)
    said = "Nothing was dropped in this session."
    if uploads:
        said = f"{plural(len(uploads), 'result')} of this session will be deleted from this computer."
        if kept:
            said += f" What was finished stays in {kept}."
        else:
            said += " Download first what you want to keep."
    if busy:
        said += " Work is still going on; it ends unfinished."
    return whole(
        "Stop ilmdocs",
        heading("Stop ilmdocs?", lead=said),
        tag(
            "div",
            tag("form", tag("button", "Stop now", class_="button main"), method="post", action="/stop"),
            tag("a", "Go on working", href="/", class_="button"),
            class_="actions",
        ),
        here="/stop",
    )


def goodbye_page() -> bytes:
    """The last page; it stands on its own, because there is nobody left to ask for anything."""
    body: Markup = tag(
        "main",
        tag("p", "ilmdocs", class_="over"),
        tag("h1", "Good-bye. ilmdocs has stopped."),
        tag("h2", "You can close this tab."),
        tag("p", "What was dropped and made in this session is deleted."),
        tag("p", "To begin again, start ilmdocs as you did before.", class_="quiet"),
        id="content",
        class_="report",
    )
    return page("Good-bye – ilmdocs", body).encode()


def missing_page() -> bytes:
    """What is answered where nothing is."""
    return whole(
        "Not here",
        heading("That is not here any more.", lead="It was removed, or belongs to an earlier session."),
        tag("p", tag("a", "To the first page", href="/", class_="button main")),
    )


def fault_page(error: IlmdocsError) -> bytes:
    """What is answered where something of ours has failed; all that was dropped is still there."""
    return whole(
        "That did not work",
        heading("That did not work.", lead="What you dropped is still there. Go back, and try it once more."),
        trouble(error, title="What happened"),
        tag("p", tag("a", "To the first page", href="/", class_="button main")),
    )
