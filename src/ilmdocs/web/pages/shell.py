"""What is around every page: its head, the way to the other pages, and pieces that several share."""

from __future__ import annotations

import json

from ilmdocs.errors import IlmdocsError
from ilmdocs.report.html.markup import Child, Markup, tag

PLACES = (("/", "Portfolios"), ("/workbook", "Blank workbook"), ("/settings", "Settings"))
_HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyEnabled": False,
    "responseHandling": [{"code": ".*", "swap": True}],
}


def whole(title: str, *body: Child, here: str = "", wide: bool = False, refresh: int = 0) -> bytes:
    """A whole page.

    Args:
        title: what the browser shows in its tab, the most important words first.
        body: what stands in `<main>`.
        here: the address in the navigation that this page belongs to.
        wide: whether it has two columns.
        refresh: after how many seconds a browser without scripts asks again; 0 for never.
    """
    again = tag("noscript", tag("meta", http_equiv="refresh", content=refresh)) if refresh else None
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="htmx-config", content=json.dumps(_HTMX)),
        again,
        tag("title", f"{title} – ilmdocs"),
        tag("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        tag("link", rel="stylesheet", href="/static/style.css"),
        tag("link", rel="stylesheet", href="/static/web.css"),
        tag("script", src="/static/htmx.min.js", defer=True),
        tag("script", src="/static/htmx-sse.min.js", defer=True),
        tag("script", src="/static/web.js", defer=True),
    )
    main = tag("main", *body, id="content", class_=f"web{' wide' if wide else ''}", tabindex=-1)
    skip = tag("a", "Skip to the content", class_="skip", href="#content")
    page = tag("html", head, tag("body", skip, _top(here), main, _foot()), lang="en-GB")
    return b"<!doctype html>\n" + page + b"\n"


def heading(sentence: str, *, over: Child = None, lead: Child = None) -> Markup:
    """The most important sentence, with what it is about above and what to do next below."""
    return tag(
        "header",
        tag("p", over, class_="over") if over else None,
        tag("h1", sentence, id="result", tabindex=-1),
        tag("p", lead, class_="lead") if lead else None,
        class_="head",
    )


def trouble(error: IlmdocsError, *, title: str = "That did not work") -> Markup:
    """What went wrong and what to do, to be put into a page where it happened; the focus goes there."""
    return tag(
        "div",
        tag("h2", title, tabindex=-1, data_focus=True),
        tag("p", error.message),
        tag("p", error.remedy, class_="remedy") if error.remedy else None,
        class_="notice trouble",
        role="alert",
    )


def button_form(address: str, words: str, *, kind: str = "", hint: str = "", name: str = "") -> Markup:
    """A button that has something done.

    Args:
        address: where it is sent.
        words: what stands on the button.
        kind: how the button looks: `main`, `quiet` or as an ordinary one.
        hint: what is said of it beside it.
        name: what it is about, for those who listen, where several buttons bear the same words.
    """
    about = tag("span", f" {name}", class_="listen") if name else None
    button = tag("button", words, about, class_=f"button {kind}".strip())
    return tag(
        "form", button, tag("span", hint, class_="quiet") if hint else None, method="post", action=address
    )


def _top(here: str) -> Markup:
    links = (
        tag("li", tag("a", words, href=address, aria_current="page" if address == here else None))
        for address, words in PLACES
    )
    return tag(
        "header",
        tag(
            "div",
            tag("a", "ilmdocs", href="/", class_="brand", aria_label="ilmdocs, first page"),
            tag("nav", tag("ul", *links), aria_label="Pages"),
            tag("a", "Stop ilmdocs", href="/stop", class_="stop"),
            class_="in",
        ),
        class_="top",
    )


def _foot() -> Markup:
    words = "Everything happens on this computer and nothing is sent anywhere."
    return tag("footer", tag("p", words), class_="foot")
