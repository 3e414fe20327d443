"""How the user's browser, and nobody else, gets in: where the page is served, and a file that leads there.

What a program is started with can be read by every user of a machine. So no browser is ever started with the
address that holds the secret: it is given a file that only this user can read, and goes on from there.
"""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

OPEN = "/open/"
"""The address that is printed: this, followed by the secret."""
LOOPBACK = "127.0.0.1"
_FILE = "open.html"
_WHOLE_NETWORK = ("linux", "win32")
"""Systems on which every address that begins with 127 is this machine; on others it is 127.0.0.1 alone."""


def new_secret() -> str:
    """A secret that nobody can guess."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served, and what must be shown to get in.

    Args:
        place: host and port, as the browser names them.
        secret: what the opened address ends with.
        cookie: what the browser shows from then on: another secret, so that the address alone, which may stay
            in the browser's history, is not what is sent with every request.
    """

    place: str
    secret: str = field(default_factory=new_secret, repr=False)
    cookie: str = field(default_factory=new_secret, repr=False)

    @property
    def address(self) -> str:
        """What is printed for the user."""
        return f"http://{self.place}{OPEN}{self.secret}"

    @property
    def cookie_name(self) -> str:
        """Browsers send cookies of one port to all ports of a host: two sessions must not mix."""
        return f"ilmdocs-{self.place.rpartition(':')[2]}"


def own_host(system: str = sys.platform) -> str:
    """An address of this machine that no other server is likely to have; browsers send cookies by address."""
    if system not in _WHOLE_NETWORK:
        return LOOPBACK
    return "127." + ".".join(str(1 + secrets.randbelow(254)) for _ in range(3))


def leading_file(folder: Path, address: str) -> Path:
    """A file in a private folder that leads to an address, and that only this user can read."""
    path = folder / _FILE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123 -- there is no path any more, only what was opened
        file.write(leading_page(address, "Open ilmdocs"))
    return path


def leading_page(address: str, words: str) -> bytes:
    """A page that goes on to an address by itself, with a link for where it may not."""
    safe = escape(address)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>ilmdocs</title>'
        f'<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url={safe}">'
        f'</head><body><p><a href="{safe}">{escape(words)}</a></p></body></html>\n'
    ).encode()
