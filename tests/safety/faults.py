"""Faults at chosen steps of writing: the process ends there, as by kill -9, or the system refuses."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

DIED = 9


@contextmanager
def count_steps(fault: Callable[[int], None], *, after: bool = True) -> Iterator[None]:
    """Call ``fault(n)`` at the n-th step of writing.

    Steps are before and ``after`` each call of the system that changes a file, and in the middle of each write.
    """
    steps = iter(range(1, 1_000_000))

    def around(function: Callable) -> Callable:
        def call(*arguments, **options):
            fault(next(steps))
            result = function(*arguments, **options)
            if after:
                fault(next(steps))
            return result

        return call

    class Halved:
        """A file each of whose writes is two, with a step between."""

        def __init__(self, file) -> None:
            self.file = file

        def write(self, data: bytes) -> int:
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            fault(next(steps))
            return self.file.write(data[len(data) // 2 :])

        def __enter__(self):
            return self

        def __exit__(self, *_) -> None:
            self.file.close()

        def __getattr__(self, name: str):
            return getattr(self.file, name)

    real = os.fdopen
    with (
        patch.object(os, "fdopen", lambda *arguments, **options: Halved(real(*arguments, **options))),
        patch.object(os, "replace", around(os.replace)),
        patch.object(os, "fsync", around(os.fsync)),
        patch.object(tempfile, "mkstemp", around(tempfile.mkstemp)),
        patch.object(Path, "unlink", around(Path.unlink)),
    ):
        yield


def die_at(step: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a process that ends at that step without a last word; whether it came so far."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with open(os.devnull, "w") as null:
                os.dup2(null.fileno(), 1)
                os.dup2(null.fileno(), 2)
            with count_steps(lambda number: os._exit(DIED) if number == step else None):
                work()
            status = 0
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, DIED), f"the work failed with {status}"
    return status == DIED


@contextmanager
def refuse_at(step: int, code: int = errno.ENOSPC) -> Iterator[None]:
    """The system refuses what is asked of it at that step, as a full disk does."""

    def refuse(number: int) -> None:
        if number == step:
            raise OSError(code, os.strerror(code))

    with count_steps(refuse, after=False):
        yield


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
