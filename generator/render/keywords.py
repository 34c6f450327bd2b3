"""What the page of a story is found by beside its words: the names of its actors, and their other names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..records import Actor
from ..text import fold
from .sections import list_aliases

# Actors by whose names a story is found: those that a reader would say it is about, and some more.
ACTORS = 24


@dataclass(frozen=True, slots=True)
class Keywords:
    """Names of actors, the most salient first, and what else they are called; no name twice."""

    names: tuple[str, ...]
    aliases: tuple[str, ...]


def list_keywords(actors: Iterable[Actor]) -> Keywords:
    """The names of the first ``ACTORS`` actors, which come the most salient first, and their aliases."""
    chosen = tuple(actors)[:ACTORS]
    names = tuple(dict.fromkeys(actor.name for actor in chosen))
    known = {fold(name) for name in names}
    aliases = {fold(alias.name): alias.name for actor in chosen for alias in reversed(list_aliases(actor))}
    return Keywords(names, tuple(sorted(name for key, name in aliases.items() if key not in known)))
