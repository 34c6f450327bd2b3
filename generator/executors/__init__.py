"""Work on many items, with the same results in the same order wherever it is done.

In this process, in several of this machine, or on the workers of a dask cluster. This room alone knows processes and
dask; it does not know what the work is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import ConfigError
from .processes import count_jobs, run_in_processes
from .work import Item, Result, Work

__all__ = ["Work", "check_executor", "count_jobs", "run_all"]

DASK = "dask://"


def run_all(
    work: Work[Item, Result], items: Sequence[Item], *, jobs: int | None = None, executor: str | None = None
) -> Iterator[Result]:
    """``work`` of each item, in the order of the items.

    ``jobs`` is the number of processes; None is what the machine has, and one for few items. ``executor``
    (``dask://HOST:PORT``) names a cluster that does it in their place. Raises ExecutorError where no process or worker
    can do it, ConfigError for an executor of another kind, and what ``work`` raises.
    """
    if not items:
        return
    if executor is not None:
        from .clusters import run_on_cluster  # here alone: the library is an extra, and slow to load

        yield from run_on_cluster(work, items, address=check_executor(executor))
        return
    jobs = min(count_jobs(len(items)) if jobs is None else jobs, len(items))
    if jobs < 2:
        yield from map(work, items)
    else:
        yield from run_in_processes(work, items, jobs=jobs)


def check_executor(executor: str) -> str:
    """``HOST:PORT`` of ``dask://HOST:PORT``. Raises ConfigError for anything else."""
    host, _, port = executor.removeprefix(DASK).rpartition(":")
    if not executor.startswith(DASK) or not host or not port.isdecimal():
        raise ConfigError("is no executor", subject=executor, hint=f"write {DASK}HOST:PORT, the scheduler's address")
    return f"{host}:{port}"
