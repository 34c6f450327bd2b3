"""Places of several stories: what a place's page tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..records import Actor, Place, Story
from ..text import fold
from .profiles import FEWEST_STORIES, sort_by_time
from .sections import list_aliases


@dataclass(frozen=True, slots=True)
class PlaceProfile:
    """A place that several stories name.

    ``country``, ``latitude`` and ``longitude`` are None where no story could tell; ``aliases`` are its other names with
    the number of articles that use each, where it is an actor, too; ``parts`` its record in each story, the newest
    story first, undated ones last.
    """

    id: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    aliases: tuple[tuple[str, int], ...]
    parts: tuple[tuple[Place, Story], ...]


def list_places(stories: Iterable[Story]) -> tuple[PlaceProfile, ...]:
    """The places of two stories or more, in the order of their names. Of others, the story's page tells all."""
    parts: dict[str, list[tuple[Place, Story]]] = {}
    actors: dict[str, list[Actor]] = {}
    for story in sort_by_time(stories):
        acting = {actor.id: actor for actor in story.actors}
        for place in story.places:
            found = parts.setdefault(place.id, [])
            if not found or found[-1][1] is not story:
                found.append((place, story))
            if place.id in acting:
                actors.setdefault(place.id, []).append(acting[place.id])
    places = [
        _make_place(key, found, actors.get(key, [])) for key, found in parts.items() if len(found) >= FEWEST_STORIES
    ]
    return tuple(sorted(places, key=lambda one: (fold(one.name), one.id)))


def find_place(key: str, stories: Iterable[Story]) -> PlaceProfile:
    """One place of the stories."""
    return next(one for one in list_places(stories) if one.id == key)


def _make_place(key: str, parts: list[tuple[Place, Story]], actors: Iterable[Actor]) -> PlaceProfile:
    """It lies where most stories say that it does, of equal ones the newest."""
    located = [place for place, _ in parts if place.latitude is not None and place.longitude is not None]
    votes = Counter((place.latitude, place.longitude, place.country) for place in located)
    latitude, longitude, country = None, None, next((place.country for place, _ in parts if place.country), None)
    if located:
        most = max(votes.values())
        latitude, longitude, country = next(
            where
            for place in reversed(located)
            if votes[where := (place.latitude, place.longitude, place.country)] == most
        )
    name = parts[-1][0].name
    used: dict[str, tuple[str, set[str]]] = {}
    for actor in actors:
        for alias in list_aliases(actor):
            used.setdefault(fold(alias.name), (alias.name, set()))[1].update(alias.articles)
    used.pop(fold(name), None)
    dated = [part for part in parts if part[1].first_date]
    undated = [part for part in parts if not part[1].first_date]
    return PlaceProfile(
        id=key,
        name=name,
        country=country,
        latitude=latitude,
        longitude=longitude,
        aliases=tuple(sorted(((form, len(found)) for form, found in used.values()), key=lambda one: (-one[1], one[0]))),
        parts=(*reversed(dated), *undated),
    )
