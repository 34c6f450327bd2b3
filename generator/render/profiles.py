"""Profiles: what the edition tells of one actor over all its stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..records import Actor, ActorRole, Saying, Statement, Story
from ..text import fold
from .sections import STORY_ACTORS, list_aliases, sort_actors

#: An actor of fewer stories has its card there, and no page of its own.
FEWEST_STORIES = 2
#: Statements about an actor, and sayings of it, that its page repeats of each story; the story has the others.
STATEMENTS, SAYINGS = 2, 2
#: Stories told on an actor's page, the newest; the others are listed by headline.
TOLD_STORIES = 6
#: What the sources say it is: so many descriptions, the newest.
ROLES = 8
#: Actors named as taking part in the same stories.
PARTNERS = 8


@dataclass(frozen=True, slots=True)
class Part:
    """An actor in one story: the story's record of it, and what it says there."""

    story: Story
    actor: Actor
    sayings: tuple[Saying, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements about it that are no sayings of its own, which stand apart."""
        said = {saying.statement.text for saying in self.sayings}
        return tuple(statement for statement in self.actor.statements if statement.text not in said)


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor of several stories.

    ``aliases`` are its other names with the number of articles that use each, ``roles`` what the sources say it is,
    newest first, each with its story; ``parts`` in the order of time, undated first; ``partners`` the actors of the
    same stories, with the number of stories.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[tuple[str, int], ...]
    roles: tuple[tuple[ActorRole, Story], ...]
    parts: tuple[Part, ...]
    partners: tuple[tuple[Actor, int], ...]

    @property
    def told(self) -> tuple[Part, ...]:
        """The parts that the page tells, the newest first."""
        return self.parts[: -TOLD_STORIES - 1 : -1]

    @property
    def listed(self) -> tuple[Part, ...]:
        """The older parts, of which it gives the headline alone, the newest first."""
        return self.parts[-TOLD_STORIES - 1 :: -1] if len(self.parts) > TOLD_STORIES else ()


def list_profiles(stories: Iterable[Story]) -> tuple[Profile, ...]:
    """The profile of each actor of two stories or more, in the order of their names."""
    parts: dict[str, list[Part]] = {}
    for story in sort_by_time(stories):
        spoken: dict[str, list[Saying]] = {}
        for saying in story.sayings:
            if saying.actor:
                spoken.setdefault(saying.actor, []).append(saying)
        for actor in story.actors:
            parts.setdefault(actor.id, []).append(Part(story, actor, tuple(spoken.get(actor.id, ()))))
    profiles = [_make_profile(key, found) for key, found in parts.items() if len(found) >= FEWEST_STORIES]
    return tuple(sorted(profiles, key=lambda one: (fold(one.name), one.id)))


def find_profile(key: str, stories: Iterable[Story]) -> Profile:
    """The profile of one actor of the stories."""
    return next(one for one in list_profiles(stories) if one.id == key)


def sort_by_time(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The stories in the order of time, undated ones first, those of equal days by their addresses."""
    return tuple(sorted(stories, key=lambda one: (one.first_date or "", one.last_date or "", one.permalink)))


def _make_profile(key: str, parts: list[Part]) -> Profile:
    name, kind = parts[-1].actor.name, parts[-1].actor.kind
    aliases: dict[str, tuple[str, set[str]]] = {}
    roles: dict[str, tuple[ActorRole, Story]] = {}
    partners: Counter[str] = Counter()
    named: dict[str, Actor] = {}
    for part in parts:
        for alias in list_aliases(part.actor):
            aliases.setdefault(fold(alias.name), (alias.name, set()))[1].update(alias.articles)
        for role in part.actor.roles:
            words = fold(role.statement.text)
            roles.pop(words, None)
            roles[words] = (role, part.story)
        for other in sort_actors(part.story)[:STORY_ACTORS]:
            if other.id != key:
                partners[other.id] += 1
                named[other.id] = other
    aliases.pop(fold(name), None)
    return Profile(
        id=key,
        name=name,
        kind=kind,
        aliases=tuple(
            sorted(((form, len(used)) for form, used in aliases.values()), key=lambda one: (-one[1], one[0]))
        ),
        roles=tuple(reversed(roles.values()))[:ROLES],
        parts=tuple(parts),
        partners=tuple(
            (named[other], number)
            for other, number in sorted(partners.items(), key=lambda one: (-one[1], named[one[0]].name, one[0]))[
                :PARTNERS
            ]
        ),
    )
