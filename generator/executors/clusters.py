"""The workers of a dask cluster (``distributed``), for archives that outgrow a machine."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

from ..errors import ExecutorError, GeneratorError
from .work import Item, Result, Work, split_items, stamp_work

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNK = 8  # items that go to a worker at once
AHEAD = 3  # chunks for each thread of a worker that are begun before the first of them is given out
CONNECTING = 20.0  # seconds for the scheduler to answer
PATIENCE = 60.0  # seconds without any worker before it is given up
LOOKING = 2.0  # seconds between two looks at whether there are workers
DIED = "every worker that it was given to died of it, the last ones when they had it alone (out of memory?)"


def run_on_cluster(work: Work[Item, Result], items: Sequence[Item], *, address: str) -> Iterator[Result]:
    """``work`` of each item, in their order, on the workers of the scheduler at ``address`` (HOST:PORT).

    A worker that dies costs nothing: the scheduler gives what it had to others. What several die of is done again one
    item at a time, and an item that they then die of is lost (``work.lose``). Raises ExecutorError where the
    library is not installed, the scheduler or every worker is gone, or a worker would do the work otherwise than
    this machine (``stamp_work``).
    """
    try:
        import distributed
    except ImportError as error:
        raise ExecutorError(
            "the library dask is not installed", subject=address, hint="python -m pip install 'briefings[dask]'"
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong, we say ourselves
    try:
        client = distributed.Client(f"tcp://{address}", timeout=CONNECTING, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ExecutorError("no dask scheduler answers", subject=address, hint="start one: dask scheduler") from error
    with client:
        stamp = stamp_work(work)
        _check_workers(client, work, stamp, address)
        yield from _run(client, work, list(items), stamp, address)


def _run(
    client: Client, work: Work[Item, Result], items: list[Item], stamp: str, address: str
) -> Iterator[Result]:
    from distributed import KilledWorker

    def begin(chunk: list[Item]) -> Future:
        return client.submit(_run_chunk, work, chunk, stamp, pure=False)

    chunks = deque(split_items(items, CHUNK))
    begun: deque[tuple[list[Item], Future]] = deque()
    while chunks or begun:
        while chunks and len(begun) < AHEAD * max(1, sum(client.nthreads().values())):
            begun.append((chunks[0], begin(chunks[0])))
            chunks.popleft()
        chunk, future = begun.popleft()
        try:
            yield from _wait_for(client, future, address)
        except KilledWorker:
            if len(chunk) > 1:
                begun.extendleft(reversed([([item], begin([item])) for item in chunk]))
                continue
            # The workers may have died of what ran beside it: only when nothing else runs is it to blame.
            for _, other in begun:
                _settle(client, other, address)
            try:
                yield from _wait_for(client, begin(chunk), address)
            except KilledWorker:
                yield work.lose(chunk[0], DIED)


def _wait_for(client: Client, future: Future, address: str) -> list:
    """The results of a chunk. Raises what the work raised, and ExecutorError where nobody is left to do it."""
    deserted: float | None = None
    while True:
        try:
            return future.result(timeout=LOOKING)
        except TimeoutError:
            if client.status != "running":
                raise _gone(address) from None
        except (CancelledError, OSError) as error:
            raise _gone(address) from error
        if client.nthreads():
            deserted = None
            continue
        deserted = deserted or time.monotonic()
        if time.monotonic() - deserted > PATIENCE:
            raise ExecutorError(
                f"no worker for {PATIENCE:.0f} seconds",
                subject=address,
                hint=f"start some: dask worker {address}; what was finished is in the store",
            )


def _settle(client: Client, future: Future, address: str) -> None:
    """Waits until a chunk is done or its workers have died of it."""
    from distributed import KilledWorker

    try:
        _wait_for(client, future, address)
    except KilledWorker:
        pass


def _gone(address: str) -> ExecutorError:
    hint = "start it again, and build again: what was finished is in the store"
    return ExecutorError("the dask scheduler is gone", subject=address, hint=hint)


def _check_workers(client: Client, work: Work, stamp: str, address: str) -> None:
    """Raises ExecutorError where there is no worker, or one of them would give other results than this machine."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        stamps = client.run(_stamp_worker, work)
    except TimeoutError as error:
        raise ExecutorError("has no workers", subject=address, hint=f"start some: dask worker {address}") from error
    except GeneratorError:
        raise
    except OSError as error:
        raise _gone(address) from error
    except (ImportError, AttributeError, TypeError) as error:
        raise _other_version(address, f"({error})", stamp) from error
    for worker, found in sorted(stamps.items()):
        if found != stamp:
            raise _other_version(worker, found, stamp)


def _stamp_worker(work: Work) -> str:
    return stamp_work(work)


def _run_chunk(work: Work[Item, Result], chunk: list[Item], stamp: str) -> list[Result]:
    """On a worker: the results of a chunk; one that came later than the check is checked here."""
    found = stamp_work(work)
    if found != stamp:
        raise _other_version("a worker", found, stamp)
    return [work(item) for item in chunk]


def _other_version(where: str, found: str, stamp: str) -> ExecutorError:
    return ExecutorError(
        f"does not run the same program: {found} there, {stamp} here",
        subject=where,
        hint="install the same version with the same language pipeline for every worker, and start them again",
    )
