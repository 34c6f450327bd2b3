"""Processes of this machine: how many, and what is done when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from pathlib import Path

from ..errors import ExecutorError
from .work import Item, Result, Work, split_items

# What a process holds at work on articles: 215 MB measured with the bundled pipeline, and as much for long ones.
PROCESS_BYTES = 430_000_000
# Below so many items for each process, starting it (1.2 s of a core) costs as much as it gains (0.1 s an article).
WORTH_A_PROCESS = 16
CHUNK = 8  # items that go to a process at once
AHEAD = 2  # chunks for each process that are begun before the first of them is given out
DIED = "the process at work on it died, and again when it had it alone (out of memory?)"

_CGROUP = Path("/sys/fs/cgroup")


def count_jobs(items: int) -> int:
    """How many processes ``items`` are worth here: by the cores this process may use, and the memory that is free."""
    return max(1, min(_count_cores(), _free_memory() // PROCESS_BYTES, items // WORTH_A_PROCESS))


def run_in_processes(work: Work[Item, Result], items: Sequence[Item], *, jobs: int) -> Iterator[Result]:
    """``work`` of each item, in their order, in ``jobs`` processes.

    Where a process dies (killed for its memory, say), what was under way is done again one item at a time in a single
    process; an item on which that one dies, too, is lost (``work.lose``), and no other. Raises ExecutorError
    where no process can be started at all.
    """
    chunks = deque(split_items(list(items), max(1, min(CHUNK, len(items) // (4 * jobs)))))
    begun: deque[tuple[list[Item], Future[list[Result]] | list[Result]]] = deque()
    pool = _open_pool(jobs)
    try:
        while chunks or begun:
            try:
                while chunks and len(begun) < AHEAD * jobs:
                    begun.append((chunks[0], pool.submit(_run_chunk, work, chunks[0])))
                    chunks.popleft()
                results = begun[0][1]
                yield from results.result() if isinstance(results, Future) else results
                begun.popleft()
            except BrokenProcessPool:
                pool.shutdown()
                begun = deque((chunk, _finish(work, chunk, results)) for chunk, results in begun)
                pool = _open_pool(jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _finish(
    work: Work[Item, Result], chunk: list[Item], results: Future[list[Result]] | list[Result]
) -> Future[list[Result]] | list[Result]:
    """The results of a chunk as they are, or where the process under it died, made one item at a time."""
    if isinstance(results, list) or not isinstance(results.exception(), BrokenProcessPool):
        return results
    found = []
    pool = _open_pool(1)
    try:
        for item in chunk:
            try:
                found += pool.submit(_run_chunk, work, [item]).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = _open_pool(1)
                _check_pool(pool)
                found.append(work.lose(item, DIED))
    finally:
        pool.shutdown()
    return found


def _check_pool(pool: ProcessPoolExecutor) -> None:
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool as error:
        hint = "use --jobs 1, free some memory, or in a script of your own begin with: if __name__ == '__main__':"
        raise ExecutorError("no process can be started", hint=hint) from error


def _open_pool(jobs: int) -> ProcessPoolExecutor:
    """Processes that begin afresh: they inherit no lock, no thread and no memory of this one."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_process)


def _start_process() -> None:
    """Leave Ctrl-C to the parent, and end when it ends, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _run_chunk(work: Work[Item, Result], chunk: list[Item]) -> list[Result]:
    return [work(item) for item in chunk]


def _count_cores() -> int:
    """The cores that this process may run on; fewer where its container is given less of their time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _read(_CGROUP / "cpu.max").partition(" ")
    return max(1, min(cores, int(quota) // int(period))) if quota.isdecimal() and period.isdecimal() else cores


def _free_memory() -> int:
    """Bytes that this machine and its container have left; where that cannot be known, more than any."""
    found = [2**62]
    for line in _read(Path("/proc/meminfo")).splitlines():
        if line.startswith("MemAvailable:"):
            found.append(int(line.split()[1]) * 1024)
    limit, used = _read(_CGROUP / "memory.max"), _read(_CGROUP / "memory.current")
    if limit.isdecimal() and used.isdecimal():
        found.append(max(0, int(limit) - int(used)))
    return min(found)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""
