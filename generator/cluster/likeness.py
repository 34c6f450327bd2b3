"""Similarities that are kept between builds: articles stand on shelves, and each two shelves are compared once.

What two shelves have in common depends on their articles alone. So of a collection that gained one article the pairs of
its shelf are compared anew, and no others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy

from ..shelves import pack_numbers, put_on_shelves, unpack_numbers
from ..store import Made, Make
from .outlines import Outline
from .similarity import Pairs, Similarities, Vectors, compare_groups, gather_vectors


@dataclass(frozen=True, slots=True)
class Shelf:
    """The outlines of a shelf's articles as a store keeps them: the numbers of their vectors in base64, as bytes."""

    weekdays: tuple[tuple[int, ...], ...]
    owners: str
    terms: str
    weights: str


@dataclass(frozen=True, slots=True)
class PackedPairs:
    """Pairs of articles of two shelves, by their places there."""

    first: str
    second: str
    values: str


def compare_articles(
    known: Sequence[str], outlines: Mapping[str, Outline], *, digests: Mapping[str, str] | None, make: Make
) -> tuple[Similarities, dict[str, frozenset[int]]]:
    """How alike the articles are, sorted by id, and the days of the week that each names.

    With ``digests`` of what the outlines were made from ``make`` may give what was found of two shelves before;
    outlines are then read of those on shelves that changed, alone.
    """
    weekdays: dict[str, frozenset[int]] = {}
    shelves: list[tuple[numpy.ndarray, Made]] = []
    found: list[Pairs] = []
    for own in put_on_shelves(known):
        names = [known[place] for place in own]
        key = ("shelf", *(digests[name] for name in names)) if digests is not None else ()
        shelf = make(key, Shelf, partial(_fill, names, outlines))
        days = make(("weekdays", shelf.digest), tuple[tuple[int, ...], ...], partial(_list_weekdays, shelf))
        weekdays |= zip(names, map(frozenset, days.value))
        shelves.append((numpy.array(own, numpy.int64), shelf))
        for others, other in shelves:
            # Two shelves of the same words have the same digest, and are not one shelf.
            key = ("pairs within" if shelf is other else "pairs", shelf.digest, other.digest)
            pairs = make(key, PackedPairs, partial(_compare, shelf, other)).value
            found.append(
                Pairs(
                    shelves[-1][0][unpack_numbers(pairs.first, "<i4")],
                    others[unpack_numbers(pairs.second, "<i4")],
                    unpack_numbers(pairs.values, "<f8"),
                )
            )
    near = Similarities()
    near.add_known(known, found)
    return near, weekdays


def _fill(names: Sequence[str], outlines: Mapping[str, Outline]) -> Shelf:
    own = [outlines[name] for name in names]
    vectors = gather_vectors([one.terms for one in own])
    return Shelf(
        tuple(one.weekdays for one in own),
        pack_numbers(vectors.owners, "<i4"),
        pack_numbers(vectors.terms, "<u8"),
        pack_numbers(vectors.weights, "<f8"),
    )


def _list_weekdays(shelf: Made) -> tuple[tuple[int, ...], ...]:
    return shelf.value.weekdays


def _compare(first: Made, second: Made) -> PackedPairs:
    one = _unpack_vectors(first.value)
    pairs = compare_groups(one, one if first is second else _unpack_vectors(second.value))
    return PackedPairs(
        pack_numbers(pairs.first, "<i4"), pack_numbers(pairs.second, "<i4"), pack_numbers(pairs.values, "<f8")
    )


def _unpack_vectors(shelf: Shelf) -> Vectors:
    return Vectors(
        len(shelf.weekdays),
        unpack_numbers(shelf.owners, "<i4"),
        unpack_numbers(shelf.terms, "<u8"),
        unpack_numbers(shelf.weights, "<f8"),
    )
