"""Watches whether a program reaches out: to a server of ours, to a file of ours, to any internet address.

The server and the file are there on every machine. Where strace is installed it also looks at the system
calls of the program and of everything that it starts, so that an attempt that reaches nobody counts too.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

_OPENED = re.compile(r'\b(?:openat2?|open|creat|execve|readlink|stat|access)\(.*?"([^"]*)"')
_INTERNET = re.compile(r"\b(?:socket|connect|sendto|bind|sendmsg)\(.*?(?:AF_INET6?|AF_PACKET|AF_NETLINK)\b")
_LONG_AGO = 1_000_000_000
_NAME = "ilmdocs-bait"


class Bait:
    """A server on this machine that counts who calls, and a file that tells whether it was read."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{_NAME}.txt"
        self.file.write_text("never to be read", encoding="utf-8")
        self.calls = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._thread = threading.Thread(target=self._count, daemon=True)

    def __enter__(self) -> Bait:
        self._thread.start()
        self.set_again()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def url(self, name: str) -> str:
        """An address at the server."""
        return f"http://127.0.0.1:{self.port}/{name}"

    def set_again(self) -> None:
        """Forget what was read; a file system may only note a first look after a change."""
        os.utime(self.file, (_LONG_AGO, _LONG_AGO + 1))

    def was_read(self) -> bool:
        """Whether somebody looked into the file."""
        return self.file.stat().st_atime > _LONG_AGO

    def _count(self) -> None:
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()


@dataclass(slots=True)
class Seen:
    """What was seen of a program: its end, and every attempt to reach out."""

    returncode: int
    output: str
    internet: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)


def strace() -> str | None:
    """The program that shows system calls; None where it is missing or may not look."""
    program = shutil.which("strace")
    if program is None:
        return None
    tried = subprocess.run([program, "-f", "true"], capture_output=True, check=False)
    return program if tried.returncode == 0 else None


def watch(
    command: Sequence[str], cwd: Path, log: Path, *, with_strace: str | None,
    environment: Mapping[str, str] | None = None,
) -> Seen:  # fmt: skip
    """Run a program to its end and watch it with all its children.

    Args:
        command: program and arguments.
        cwd: where it runs.
        log: a file for what strace sees.
        with_strace: what `strace` gives.
        environment: the whole environment; ours if left out.
    """
    calls = "trace=network,openat,open,creat,execve"
    looking = [with_strace, "-f", "-qq", "-s", "400", "-e", calls, "-o", str(log)] if with_strace else []
    done = subprocess.run(
        [*looking, *command], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    seen = Seen(done.returncode, done.stdout)
    if with_strace:
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if _INTERNET.search(line):
                seen.internet.append(line)
            elif (found := _OPENED.search(line)) and _NAME in found[1]:
                seen.opened.append(line)
    return seen
