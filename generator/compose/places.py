"""Places: where a story takes place, each with its country and coordinates where they are safe to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..records import Analysis, Article, Place
from ..text import fold
from .aliases import find_known
from .gazetteer import Town, find_towns, is_region, make_key
from .identities import Identities
from .participation import TOLD, find_sentence, is_modifier

#: Places listed of one story.
PLACES = 20
# Where several towns bear a name, one is taken only where it is this many times as large as the next, or as the next
# of another country. Read on the 280 places of 31 stories from news sites: with these, none of the 92 that are located
# stands wrong; with 2 and 5, four do (two American towns, a Carolina, a Victoria).
DOMINANT, DOMINANT_ABROAD = 5, 10
# A state that an article names so many times less often than another is not where its towns are.
PASSING = 5
# Without a word of its country, a town is known only if it is a city of so many people (Geneva, Marseille).
CITY = 100_000


def compose_places(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    identities: Identities,
) -> tuple[Place, ...]:
    """The places of a story, those first of which most sentences speak in most articles; at most twenty.

    States are left out: they are actors, or the countries of these places. ``article_ids`` in the story's order.
    """
    sentences: dict[str, dict[str, set[int]]] = {}
    states: dict[str, Counter[str]] = {}
    for article_id in article_ids:
        article, analysis = articles[article_id], analyses[article_id]
        found = states[article_id] = Counter()
        for mention in analysis.mentions:
            if mention.entity is None:
                continue
            referent = identities.referent(article_id, mention.entity)
            if referent is not None and identities.nature(referent) == "state":
                found[identities.name(referent)] += 1
            number = find_sentence(analysis, mention.span.start)
            place = identities.actor(article_id, mention.entity)
            if place is None or number is None or identities.nature(place) != "place":
                continue
            if article.blocks[analysis.sentences[number].block].kind in TOLD and not is_modifier(
                article.text, mention.span
            ):
                sentences.setdefault(place, {}).setdefault(article_id, set()).add(number)
    named: dict[str, list[str]] = {}
    for place in sorted(sentences):
        named.setdefault(fold(identities.name(place)), []).append(place)
    places = [
        _make_place(same, {one: sentences[one] for one in same}, identities, states) for same in named.values()
    ]
    order = {name: place for place, name in enumerate(article_ids)}
    places = [replace(place, articles=tuple(sorted(place.articles, key=order.__getitem__))) for place in places]
    return tuple(sorted(places, key=lambda one: (-len(one.articles), -one.sentences, one.id))[:PLACES])


def _make_place(
    same: Sequence[str],
    sentences: Mapping[str, Mapping[str, set[int]]],
    identities: Identities,
    states: Mapping[str, Counter[str]],
) -> Place:
    """The place that identities of one name are: within a story a name is of one place."""
    spoken: dict[str, set[int]] = {}
    for one in same:
        for article, numbers in sentences[one].items():
            spoken.setdefault(article, set()).update(numbers)
    town = None
    if all(identities.kind(one) != "FAC" for one in same):
        context = sum((states[article] for article in sorted(spoken)), Counter())
        forms = [form for one in same for form, _ in identities.forms(one)]
        town = locate_town((identities.name(same[0]), *forms), context)
    return Place(
        id=same[0],
        name=identities.name(same[0]),
        country=town.country if town else None,
        latitude=town.latitude if town else None,
        longitude=town.longitude if town else None,
        articles=tuple(spoken),
        sentences=sum(map(len, spoken.values())),
    )


def locate_town(names: Sequence[str], states: Mapping[str, int]) -> Town | None:
    """The town that bears one of ``names``, in articles that speak of ``states`` so many times each.

    One of a state of which they speak, else a city of the world under its own name; None where two fit, or none,
    and for what is no town: a region, or what the table of names knows as something else.
    """
    known = find_known(names[0])
    if is_region(names[0]) or known is not None and known.kind != "place" and known.sense != "capital":
        return None
    towns = next((found for name in names if (found := find_towns(name))), ())
    most = max(states.values(), default=0)
    near = [town for town in towns if states.get(town.country, 0) * PASSING > most]
    if near:
        return _dominant(near)
    cities = [town for town in towns if make_key(town.name) == make_key(names[0])]
    return town if (town := _dominant(cities)) is not None and town.population >= CITY else None


def _dominant(towns: Sequence[Town]) -> Town | None:
    """The first of towns in the order of people, where no other is of its order."""
    if not towns:
        return None
    first, *others = towns
    for town in others:
        ratio = DOMINANT if town.country == first.country else DOMINANT_ABROAD
        if first.population < ratio * max(1, town.population):
            return None
    return first
