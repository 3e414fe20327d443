"""Portfolios made by a Dask cluster: the one exception to "nothing leaves this machine".

It is taken only when asked for. A learner's files travel inside the task and what is made travels back;
workers share no folder with this machine. See docs/cluster.md.
"""

from __future__ import annotations

import ipaddress
from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ilmdocs.errors import EngineFailure, IlmdocsError, UsageProblem
from ilmdocs.executors.groups import Group, groups_of
from ilmdocs.made import LearnerMade, Task, unmade
from ilmdocs.orders import BuildOrder

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 2
"""How many groups are under way for each worker: one at work, one on its way."""
_LIVES = 2
"""How often a group, and then each of its learners alone, is tried when its worker is lost."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Makes portfolios with the workers of a Dask scheduler.

    Args:
        address: of the scheduler, such as `tcp://127.0.0.1:8786` or `tls://10.0.0.4:8786`.
    """

    address: str

    def run(self, tasks: Sequence[Task], order: BuildOrder) -> Generator[LearnerMade]:
        """Make the portfolios of every task, in the order of the tasks.

        Raises:
            UsageProblem: when the address leads off this machine without TLS, or Dask is not installed.
            EngineFailure: when no scheduler answers there, or it has no workers.
        """
        require_private(self.address)
        if not tasks:
            return
        try:
            from distributed import Client, Security
        except ImportError as error:
            raise UsageProblem(
                "Dask is not installed here.", 'Install it with: python -m pip install "ilmdocs[dask]"'
            ) from error
        secured = Security(require_encryption=True) if self.address.startswith("tls://") else None
        named = {} if secured is None else secured.get_tls_config_for_role("client")
        if secured is not None and not (named.get("ca_file") and named.get("cert")):
            raise UsageProblem(
                "Dask's own settings name no certificates for a tls:// address.",
                "Set distributed.comm.tls.ca-file and .client.cert and .client.key (docs/cluster.md).",
            )
        try:
            client = Client(self.address, security=secured, timeout="10s", set_as_default=False)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise EngineFailure(
                f"No Dask scheduler answers at {self.address} ({type(error).__name__}).",
                "Start it first, and check address and certificates (docs/cluster.md).",
            ) from error
        with client:
            workers = sum(client.nthreads().values())
            if not workers:
                raise EngineFailure(
                    f"The Dask scheduler at {self.address} has no workers.", "Start at least one worker."
                )
            yield from _Errand(client, order, workers).run(tasks)


def require_private(address: str) -> None:
    """Refuse an address through which learners' files could be read on their way.

    Raises:
        UsageProblem: when it is no address, or leads off this machine without TLS.
    """
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    host = parts.hostname or ""
    if parts.scheme not in ("tcp", "tls") or not host:
        raise UsageProblem(
            f"{address} is not the address of a Dask scheduler.", "Type it as tcp://127.0.0.1:8786."
        )
    if parts.scheme != "tls" and not _is_here(host):
        raise UsageProblem(
            f"The scheduler at {address} is on another machine, and the connection is not encrypted.",
            "Use an address that starts with tls:// (docs/cluster.md says how), or a scheduler on this one.",
        )


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Errand:
    """The groups of one run on their way to the cluster and back."""

    def __init__(self, client: Client, order: BuildOrder, workers: int) -> None:
        from ilmdocs.executors.parcel import Packer

        self._client = client
        self._workers = workers
        self._packer = Packer(order)
        self._made: dict[int, LearnerMade] = {}
        self._tried: Counter[int] = Counter()
        self._waiting: deque[Group] = deque()
        self._under_way: dict[Future[Any], Group] = {}
        self._done: SimpleQueue[Future[Any]] = SimpleQueue()

    def run(self, tasks: Sequence[Task]) -> Iterator[LearnerMade]:
        self._waiting.extend(groups_of(tasks, self._workers))
        try:
            for task in tasks:
                while task.number not in self._made:
                    self._send()
                    self._receive()
                yield self._made.pop(task.number)
        finally:
            for future in self._under_way:
                future.cancel()

    def _send(self) -> None:
        """Send groups as long as the workers are not far behind: what waits there is in memory here too."""
        from ilmdocs.executors.parcel import make_parcel

        while self._waiting and len(self._under_way) < _AHEAD * self._workers:
            group = self._waiting.popleft()
            parcel = self._packer.pack(group)
            future = self._client.submit(make_parcel, parcel, pure=False, retries=0)
            self._under_way[future] = group
            future.add_done_callback(self._done.put)

    def _receive(self) -> None:
        future = self._done.get()
        group = self._under_way.pop(future)
        error = future.exception()
        if isinstance(error, IlmdocsError):
            raise error
        if error is not None:
            self._lost(group, type(error).__name__)
            return
        for task, made in zip(group, future.result(), strict=True):
            # The worker knew the workbook by another path.
            standing = replace(made.standing, file=task.workbook.as_posix())
            self._made[task.number] = replace(made, standing=standing)

    def _lost(self, group: Group, reason: str) -> None:
        """A worker was lost with a group: each of its learners is tried alone, and then has failed."""
        from ilmdocs.executors.lost import given_up

        for task in reversed(group):
            self._tried[task.number] += 1
            if len(group) == 1 and self._tried[task.number] >= _LIVES:
                self._made[task.number] = unmade(task, given_up(task, reason))
            else:
                self._waiting.appendleft((task,))
