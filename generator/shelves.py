"""Shelves: a large collection in parts by the names of what is in it, so that what was found of a part can be kept.

On which shelf something stands depends on its name alone: what is added changes one shelf, and no other.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

import numpy

# With more of them less is made anew, and more results are read: of 10,000 articles 32 shelves cost least.
SHELVES = 32


def put_on_shelves(names: Sequence[str]) -> list[list[int]]:
    """For each shelf the places, in ``names``, of what stands on it."""
    shelves: list[list[int]] = [[] for _ in range(SHELVES)]
    for place, name in enumerate(names):
        shelves[zlib.crc32(name.encode("utf-8", "surrogatepass")) % SHELVES].append(place)
    return shelves


def pack_numbers(numbers: numpy.ndarray, kind: str) -> str:
    """The numbers as bytes of a type ("<i4"), in base64."""
    return base64.b64encode(numbers.astype(kind).tobytes()).decode("ascii")


def unpack_numbers(text: str, kind: str) -> numpy.ndarray:
    """The numbers that ``pack_numbers`` gave ``text`` for."""
    return numpy.frombuffer(base64.b64decode(text), kind)
