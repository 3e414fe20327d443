"""Serves the page on this machine alone, until somebody stops it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import FrameType

import uvicorn

from ilmdocs.errors import UsageProblem
from ilmdocs.scratch import scratch_folder
from ilmdocs.web.app import make_app
from ilmdocs.web.door import LOOPBACK, Door, leading_file, own_host
from ilmdocs.web.session import Hire, Session, Terms

_LEAVE_SECONDS = 2
"""How long the browser gets to take the last answer."""


def serve(terms: Terms, hire: Hire, port: int, started: Callable[[str, Path], None]) -> None:
    """Serve the page until Ctrl-C, or until it is stopped from the page; then everything of it is deleted.

    Args:
        terms: what was decided when it was started.
        hire: who does the work.
        port: where it is served; 0 takes one that is free.
        started: told the address, and a file that leads there, once the page can be asked for.

    Raises:
        UsageProblem: when the port is in use.
        UnwritableOutput: when there is no room for temporary files.
    """
    with closing(_listening(port)) as listener, scratch_folder() as folder:
        host, port = listener.getsockname()
        door = Door(f"{host}:{port}")
        file = leading_file(folder, door.address)
        with closing(Session(folder, terms, hire)) as session:
            server: _Server

            def stop() -> None:
                session.stopping.set()
                server.should_exit = True

            app = make_app(session, door=door, stop=stop)
            config = uvicorn.Config(
                app, log_config=None, access_log=False, lifespan="off", ws="none", http="h11",
                server_header=False, date_header=False, proxy_headers=False,
                timeout_graceful_shutdown=_LEAVE_SECONDS,
            )  # fmt: skip
            server = _Server(config, lambda: started(door.address, file), stop)
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says when it can be asked, and that ends at the first Ctrl-C without a word."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None], stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started
        self._stop = stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stop()
        super().handle_exit(sig, frame)
        self._captured_signals.clear()  # the end is asked for, not a death by signal


def _listening(port: int) -> socket.socket:
    for host in (own_host(), LOOPBACK):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            made.bind((host, port))
        except OSError as error:
            made.close()
            if host != LOOPBACK and error.errno == errno.EADDRNOTAVAIL:
                continue  # a machine that was set up to have the one address alone
            raise UsageProblem(
                f"Port {port} of this machine cannot be used: {error.strerror or error}.",
                "Leave --port out, and a free one is taken.",
            ) from error
        break
    return made
