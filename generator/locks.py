"""A folder held by one run at a time, so that two never write into each other's work."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import RenderError

try:
    import fcntl
except ImportError:  # Windows: nothing is held there
    fcntl = None

PATIENCE = 600.0  # seconds that a second run waits; a build of 10,000 articles takes about as long
LOOKING = 0.1  # seconds between two tries
_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


@contextmanager
def hold_folder(folder: Path, *, say: Callable[[str], None]) -> Iterator[int | None]:
    """Hold ``folder`` (made where it is not there) while the block runs; gives the open descriptor of the lock.

    Where another run holds it, ``say`` is told so once, and this one waits. The lock is the kernel's, on the folder
    itself: it leaves no file behind, and ends with the process, however that ends. A process that is given the
    descriptor holds it, too. Raises RenderError where the folder cannot be made or written to, or is not let
    go of in time. File systems without locks hold nothing.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = None if fcntl is None else os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        if descriptor is not None:
            _lock(descriptor, folder, say)
        if not os.access(folder, os.W_OK):
            raise _unusable(folder, OSError(errno.EACCES, "it may only be read"))
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(descriptor: int, folder: Path, say: Callable[[str], None]) -> None:
    deadline = None
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno not in _HELD:
                return
        if deadline is None:
            deadline = time.monotonic() + PATIENCE
            say(f"{folder}: another run is writing here; waiting for it to end")
        elif time.monotonic() > deadline:
            raise RenderError(
                f"another run has been writing here for {PATIENCE / 60:.0f} minutes",
                subject=str(folder),
                hint="wait for it or end it, and run this again",
            )
        time.sleep(LOOKING)


def _unusable(folder: Path, error: OSError) -> RenderError:
    reason = error.strerror or str(error)
    return RenderError(f"cannot be written: {reason}", subject=str(folder), hint="allow it, or name another folder")
