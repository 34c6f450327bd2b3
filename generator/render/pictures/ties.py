"""Ties between the actors of stories: who is named together, and who is quoted in a sentence that names whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...records import Actor, Statement, Story

# Actors of a network; beyond so many, names stand too close and lines hide one another.
ACTORS = 16
# Fewer actors or ties say nothing that a sentence does not.
LEAST_ACTORS, LEAST_TIES = 3, 2
# A name of fewer characters is no evidence.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of a network: in how many stories it takes part, and how many sentences name it."""

    id: str
    name: str
    kind: str
    stories: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors, by their places in ``Network.members``, and how many sentences of how many stories name both.

    ``forward`` are those in which the first is quoted, ``backward`` those in which the second is.
    """

    first: int
    second: int
    sentences: int
    stories: int
    forward: int
    backward: int


@dataclass(frozen=True, slots=True)
class Network:
    """The actors of a network, the most important first, and their ties, the strongest first."""

    members: tuple[Member, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Partners:
    """An actor of a network; whom sentences name with it, and whom those that quote it name; most often first."""

    member: Member
    together: tuple[tuple[Member, int], ...]
    spoken_of: tuple[tuple[Member, int], ...]


def list_partners(network: Network) -> tuple[Partners, ...]:
    """The network in words: a row for each of its actors."""
    rows = []
    for place, member in enumerate(network.members):
        together, spoken_of = [], []
        for tie in network.ties:
            if place not in (tie.first, tie.second):
                continue
            other = network.members[tie.second if tie.first == place else tie.first]
            together.append((other, tie.sentences))
            if quoted := tie.forward if tie.first == place else tie.backward:
                spoken_of.append((other, quoted))
        spoken_of.sort(key=lambda one: -one[1])
        rows.append(Partners(member, tuple(together), tuple(spoken_of)))
    return tuple(rows)


def find_network(stories: Sequence[Story]) -> Network | None:
    """The network of the actors of ``stories``: those of most stories, then of most sentences, that have a tie at all.

    Sentences are the printed statements of each story, each counted once in it. None where too few are tied.
    """
    found: dict[str, Actor] = {}
    taking_part: Counter[str] = Counter()
    named: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    quoted: Counter[tuple[str, str]] = Counter()
    for story in stories:
        found.update((actor.id, actor) for actor in story.actors)
        taking_part.update(actor.id for actor in story.actors)
        tied: set[tuple[str, str]] = set()
        for names, speakers in _read_sentences(story):
            named.update(names)
            pairs = list(combinations(sorted(names), 2))
            together.update(pairs)
            tied.update(pairs)
            quoted.update((speaker, name) for speaker in speakers for name in names if speaker != name)
        shared.update(tied)
    order = sorted(named, key=lambda key: (-taking_part[key], -named[key], found[key].name, key))
    chosen = _choose(order, together)
    if len(chosen) < LEAST_ACTORS:
        return None
    places = {key: place for place, key in enumerate(chosen)}
    ties = []
    for pair, sentences in together.items():
        if pair[0] in places and pair[1] in places:
            first, second = sorted(pair, key=places.__getitem__)
            ties.append(
                Tie(
                    places[first],
                    places[second],
                    sentences,
                    shared[pair],
                    quoted[first, second],
                    quoted[second, first],
                )
            )
    ties.sort(key=lambda tie: (-tie.sentences, -tie.stories, tie.first, tie.second))
    if len(ties) < LEAST_TIES:
        return None
    members = tuple(
        Member(key, found[key].name, found[key].kind, taking_part[key], named[key]) for key in chosen
    )
    return Network(members, tuple(ties))


def _choose(order: Sequence[str], together: Iterable[tuple[str, str]]) -> list[str]:
    """The first actors of ``order`` that are tied to any, without those that are tied to none of the others of them."""
    pairs = [set(pair) for pair in together]
    tied = set().union(*pairs)
    chosen = [key for key in order if key in tied][:ACTORS]
    held = set(chosen)
    return [key for key in chosen if any(key in pair and pair <= held for pair in pairs)]


def _read_sentences(story: Story) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """For each printed sentence of a story: the actors that it names, and those of them who are quoted in it."""
    find_names = _compile_names(story.actors)
    speakers: dict[str, set[str]] = {}
    named: dict[str, set[str]] = {}
    for saying in story.sayings:
        if saying.actor:
            speakers.setdefault(saying.statement.text, set()).add(saying.actor)
    for actor in story.actors:
        for statement in actor.statements:
            named.setdefault(statement.text, set()).add(actor.id)
    known = {actor.id for actor in story.actors}
    for text in dict.fromkeys(statement.text for statement in _list_statements(story)):
        quoted = speakers.get(text, set()) & known
        names = find_names(text) | named.get(text, set()) | quoted
        if names:
            yield frozenset(names), frozenset(quoted)


def _list_statements(story: Story) -> Iterator[Statement]:
    yield from (*story.brief, *story.account, *story.background)
    yield from (entry.statement for entry in story.timeline)
    yield from (saying.statement for saying in story.sayings)
    yield from (statement for actor in story.actors for statement in actor.statements)


def _compile_names(actors: Iterable[Actor]) -> Callable[[str], set[str]]:
    """A function from a text to the ids of the actors whose names stand in it; a name that two bear is of neither."""
    bearers: dict[str, set[str]] = {}
    for actor in actors:
        for form in (actor.name, *(alias.name for alias in actor.aliases)):
            if len(form) >= _SHORTEST and form != form.lower():
                bearers.setdefault(form, set()).add(actor.id)
    forms = sorted((form for form, ids in bearers.items() if len(ids) == 1), key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<!\w)(?=((?:" + "|".join(map(re.escape, forms)) + r")(?!\w)))") if forms else None

    def find_names(text: str) -> set[str]:
        found = [(match.start(), match[1]) for match in pattern.finditer(text)] if pattern else []
        names: set[str] = set()
        taken: list[tuple[int, int]] = []
        # The longest first, so that a state is not found in the name of its bank.
        for start, form in sorted(found, key=lambda one: (-len(one[1]), one[0])):
            end = start + len(form)
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                names |= bearers[form]
        return names

    return find_names
