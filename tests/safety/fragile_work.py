"""Work that other processes do on numbers, and that ends the process where it is told to."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Squares:
    """The square of each number, slowly if need be. ``deadly`` numbers kill the process each time, ``once`` numbers
    the first time; what happened is noted as files in ``folder``."""

    folder: str
    deadly: tuple[int, ...] = ()
    once: tuple[int, ...] = ()
    seconds: float = 0.0
    mark: str = "one"

    def __call__(self, number: int) -> int:
        place = Path(self.folder)
        (place / f"pid-{os.getpid()}").touch()
        time.sleep(self.seconds)
        if number in self.deadly or (number in self.once and not (place / f"once-{number}").exists()):
            (place / f"once-{number}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if number < 0:
            raise ValueError(f"{number} has no place here")
        return number * number

    def lose(self, number: int, reason: str) -> str:
        return f"lost {number}: {reason}"

    def stamp(self) -> str:
        """What the environment of a process says, so that a test can start a worker of another version."""
        return os.environ.get("FRAGILE_MARK", self.mark)
