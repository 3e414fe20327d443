"""The shell of every page: style and script inside, and a rule that the browser may fetch nothing."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from ilmdocs.report.html.markup import Markup, tag

_HERE = "ilmdocs.report.html"


def page(title: str, body: Markup, *, script: str = "") -> str:
    """A whole page in UK English.

    Args:
        title: what the browser shows in its tab.
        body: what follows `<body>`, with its own `<main id="content">`.
        script: the name of the script beside this module, if the page has one.
    """
    style = _beside("style.css")
    code = _beside(script) if script else ""
    rule = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{_hash(style)}'"
    if code:
        rule += f"; script-src '{_hash(code)}'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=rule),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        Markup(f"<style>{style}</style>".encode()),
    )
    last = Markup(f"<script>{code}</script>".encode()) if code else None
    skip = tag("a", "Skip to the content", class_="skip", href="#content")
    whole = tag("html", head, tag("body", skip, body, last), lang="en-GB")
    return f"<!doctype html>\n{whole.decode()}\n"


def _beside(name: str) -> str:
    return (files(_HERE) / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    """The hash by which the browser knows that style or script is ours; any other is not run."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
