"""Proof about the file's properties: title, language, author, subject; no date, nothing about a machine."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pypdf.generic import DictionaryObject, StreamObject

from ilmdocs.model.portfolio import Proof
from ilmdocs.verify.opened import Opened
from ilmdocs.verify.wording import proof

_DATES = re.compile(rb"<(xmp:\w*Date|xap:\w*Date|photoshop:DateCreated|dc:date)\b")
_MACHINE = re.compile(r"[\\@]|/(?:home|Users|tmp|var)/|[A-Za-z]:[\\/]")


def prove_metadata(opened: Opened) -> Proof:
    """Title, language, author and subject are set as the manifest says, and no date is stored."""
    info: Mapping[str, object] = opened.reader.metadata or {}
    catalogue = opened.reader.root_object
    manifest = opened.manifest
    wanted = {
        "title": ("/Title", manifest.title if manifest else None),
        "author": ("/Author", manifest.author if manifest else None),
        "subject": ("/Subject", manifest.subject if manifest else None),
    }
    faults = []
    for name, (key, right) in wanted.items():
        value = str(info.get(key, ""))
        if not value and right != "":
            faults.append(f"The document has no {name}.")
        elif right is not None and value != right:
            faults.append(f"The document's {name} is not the one it was given.")
    if str(catalogue.get("/Lang", "")) != "en-GB":
        faults.append("The document's language is not set to British English.")
    view = catalogue.get("/ViewerPreferences")
    view = view.get_object() if view is not None else None
    if not isinstance(view, DictionaryObject) or not view.get("/DisplayDocTitle"):
        faults.append("A viewer shows the file name in place of the title.")
    if "/CreationDate" in info or "/ModDate" in info or _DATES.search(_packet(opened)):
        faults.append("A date is stored in the file: another program saved it.")
    if any(_MACHINE.search(str(info.get(key, ""))) for key in ("/Producer", "/Creator")):
        faults.append("The file says on which computer it was made.")
    return proof("metadata", faults, "Title, author, subject and language are set; no date is stored.")


def _packet(opened: Opened) -> bytes:
    packet = opened.reader.root_object.get("/Metadata")
    packet = packet.get_object() if packet is not None else None
    return packet.get_data() if isinstance(packet, StreamObject) else b""
