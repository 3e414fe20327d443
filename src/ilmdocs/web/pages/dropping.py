"""Where files are dropped or chosen: one form, large on the first page and small below a result."""

from __future__ import annotations

from ilmdocs.report.html.markup import Markup, tag

TARGET = "answer"
"""The id of the place where it is said why something could not be taken."""


def drop_form(words: str, *, small: bool = False) -> Markup:
    """A form for files; works with the mouse, the keyboard alone, and without scripts.

    Args:
        words: what stands on the button for choosing files.
        small: whether it stands below something more important.
    """
    chosen = tag(
        "div",
        tag("label", words, for_="files", class_="button main"),
        tag("input", type="file", id="files", name="files", multiple=True, class_="chooser",
            aria_describedby="drop-help"),
        tag(
            "span",
            tag("label", "Choose a folder", for_="folder", class_="button"),
            tag("input", type="file", id="folder", name="files", multiple=True, webkitdirectory=True,
                class_="chooser", aria_describedby="drop-help"),
            class_="scripted",
        ),
        tag("button", "Begin", class_="button unscripted"),
        class_="choices",
    )  # fmt: skip
    return tag(
        "form",
        tag("p", "Drop it here", class_="big", aria_hidden="true"),
        tag("p", "or", class_="or quiet", aria_hidden="true"),
        chosen,
        tag("p", tag("span", "Work begins as soon as you have chosen. ", class_="scripted"),
            "Excel workbooks (.xlsx), the files that they name, folders and ZIPs, up to 500 MB.",
            id="drop-help", class_="quiet"),
        tag("div",
            tag("p", "Taking your files …", id="sending-words", role="status"),
            tag("progress", max=100, value=0, aria_labelledby="sending-words"),
            id="sending", hidden=True),
        tag("div", id=TARGET),
        action="/uploads",
        method="post",
        enctype="multipart/form-data",
        hx_post="/uploads",
        hx_encoding="multipart/form-data",
        hx_target=f"#{TARGET}",
        class_=f"drop{' small' if small else ''}",
        data_drop=True,
    )  # fmt: skip
