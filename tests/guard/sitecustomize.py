"""Keeps every Python process of the tests from calling anybody outside this machine.

Python imports a module of this name at its start; `tests/conftest.py` puts this folder on the path of all
programs that tests start. Servers on this machine are allowed: tests use them to see who calls.
"""

from __future__ import annotations

import sys
from typing import Any

_WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
                      "socket.gethostbyname"})  # fmt: skip
_HERE = frozenset({"127.0.0.1", "::1", "localhost", "", "0.0.0.0", "::"})


class OutsideCall(BaseException):
    """A test, or a program that it started, wanted to call outside; no `except Exception` hides it."""


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _WATCHED:
        return
    place = arguments[1] if event.startswith(("socket.connect", "socket.send")) else arguments
    host = place[0] if isinstance(place, tuple) and place else None
    host = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if isinstance(host, str) and host.lower() not in _HERE and not host.startswith("127."):
        raise OutsideCall(f"{event} to {host}")


sys.addaudithook(_refuse)
