"""What can be done elsewhere, and the mark by which two places know that they would do it alike."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from .. import __version__

Item = TypeVar("Item", contravariant=True)
Result = TypeVar("Result", covariant=True)

PACKAGE = Path(__file__).resolve().parents[1]
CODE_SUFFIXES = (".py", ".tsv", ".yml", ".gz")


class Work(Protocol[Item, Result]):
    """What is done with each item. It, its items and its results must pickle."""

    def __call__(self, item: Item) -> Result:
        """The result of one item. Loads what it needs on its first call in a process."""

    def lose(self, item: Item, reason: str) -> Result:
        """What stands in the place of a result where every process that tried died."""

    def stamp(self) -> str:
        """What the results depend on beside the items and this program's code: versions of data and libraries."""


def stamp_work(work: Work) -> str:
    """Version, digest of the code and the work's own stamp: where it is the same, results are the same."""
    return f"{__version__}+{_digest_program()} {work.stamp()}"


@cache
def _digest_program() -> str:
    """Twelve hexadecimal digits over every file of code of this package."""
    total = hashlib.sha256()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in CODE_SUFFIXES):
        data = path.read_bytes()
        total.update(f"{path.relative_to(PACKAGE).as_posix()}:{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()[:12]


def split_items(items: list, size: int) -> list[list]:
    """``items`` in runs of ``size``, the last one shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]
