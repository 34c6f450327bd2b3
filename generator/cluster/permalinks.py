"""Addresses that stay: a story keeps its permalink while articles join it, and old addresses lead on.

The record is a tuple of (permalink, articles), the oldest first. It holds every
address ever given, so that one is never given twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..records import Clustering
from ..text import slugify

Record = tuple[tuple[str, tuple[str, ...]], ...]

# The folders of addresses.
STORIES = "stories"
STORYLINES = "storylines"
# Letters of the readable part of an address.
SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Addresses:
    """For each group its permalink and the former ones that lead to it, and the record to keep."""

    permalinks: tuple[str, ...]
    redirects: tuple[tuple[str, ...], ...]
    record: Record


def suggest_permalink(folder: str, day: str | None, words: str) -> str:
    """``folder/<day>-<slug>``, or ``folder/<slug>`` where no day is known."""
    slug = slugify(words, length=SLUG_LENGTH)
    return f"{folder}/{day[:10]}-{slug}" if day else f"{folder}/{slug}"


def assign_permalinks(
    groups: Sequence[tuple[str, ...]],
    suggestions: Sequence[str],
    *,
    record: Record,
    known: Iterable[str] = (),
) -> Addresses:
    """The permalink of each group of articles.

    An address of ``record`` goes to the group that has most of its articles; of two addresses for one
    group the one that shares more wins, then the one whose articles are more nearly the group's, then the earlier.
    A group left without takes its suggestion, with a number where that is taken. ``known`` are
    addresses that may not be given although the record does not hold them.
    """
    place = {article: index for index, group in enumerate(groups) for article in group}
    pairs = []
    for position, (permalink, articles) in enumerate(record):
        for index, shared in _count_shared(articles, place).items():
            union = len(set(articles) | set(groups[index]))
            pairs.append((-shared, -shared / union, position, index, permalink))
    given: dict[int, str] = {}
    held: set[str] = set()
    for _, _, _, index, permalink in sorted(pairs):
        if index not in given and permalink not in held:
            given[index] = permalink
            held.add(permalink)
    redirects: dict[int, list[str]] = {index: [] for index in range(len(groups))}
    for permalink, articles in record:
        if permalink not in held:
            shared = _count_shared(articles, place)
            if shared:
                redirects[min(shared, key=lambda index: (-shared[index], index))].append(permalink)
    taken = {permalink for permalink, _ in record} | set(known)
    for index, suggestion in enumerate(suggestions):
        if index not in given:
            given[index] = _free(suggestion, taken)
            taken.add(given[index])
    owners = {permalink: index for index, permalink in given.items()}
    kept = tuple(
        (permalink, groups[owners[permalink]] if permalink in owners else articles) for permalink, articles in record
    )
    new = tuple((given[index], groups[index]) for index in range(len(groups)) if given[index] not in held)
    return Addresses(
        permalinks=tuple(given[index] for index in range(len(groups))),
        redirects=tuple(tuple(redirects[index]) for index in range(len(groups))),
        record=kept + new,
    )


def follow_addresses(clustering: Clustering) -> tuple[tuple[str, str | None], ...]:
    """Every address of the record that no story, former address of a story or storyline has, with where it leads.

    That is the storyline (of a storyline's address) or else the story that has most of the articles it had, the
    first of several; None where none of them is left. So no address that was ever given is without a page.
    """
    held = {address for cluster in clustering.clusters for address in (cluster.permalink, *cluster.redirects)}
    held.update(storyline.permalink for storyline in clustering.storylines)
    by_id = {cluster.id: cluster for cluster in clustering.clusters}
    stories = {article: cluster.permalink for cluster in clustering.clusters for article in cluster.articles}
    lines = {
        article: storyline.permalink
        for storyline in clustering.storylines
        for identifier in storyline.clusters
        for article in by_id[identifier].articles
    }
    found: list[tuple[str, str | None]] = []
    for address, articles in clustering.permalinks:
        if address not in held:
            own = lines if address.partition("/")[0] == STORYLINES else {}
            targets = Counter(own.get(article, stories[article]) for article in articles if article in stories)
            found.append((address, min(targets, key=lambda one: (-targets[one], one), default=None)))
    return tuple(found)


def _count_shared(articles: Iterable[str], place: Mapping[str, int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for article in articles:
        if article in place:
            counts[place[article]] = counts.get(place[article], 0) + 1
    return counts


def _free(suggestion: str, taken: set[str]) -> str:
    if suggestion not in taken:
        return suggestion
    number = 2
    while f"{suggestion}-{number}" in taken:
        number += 1
    return f"{suggestion}-{number}"
