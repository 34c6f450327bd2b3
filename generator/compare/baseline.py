"""What the next comparison needs of a story, as short plain values: places and digests, hardly a word.

A story takes about 1.5 KB, so that the record of ten thousand is one file that is read and written in a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from ..records import Statement, Story
from ..text import fold
from .views import (
    ActorView,
    ClaimView,
    DisagreementView,
    EventView,
    FigureView,
    Passage,
    SourceView,
    StoryView,
)

#: Actors kept of a story, the most salient: one who is among its key actors next time was hardly below these.
ACTORS = 60


def summarize_story(story: Story) -> dict[str, Any]:
    """What a comparison needs of ``story``, as JSON values that are equal where no change is to be looked for."""
    numbers = {article.id: number for number, article in enumerate(story.articles)}

    def passage(statement: Statement) -> list[Any]:
        places = [
            number
            for one in dict.fromkeys(statement.citations)
            if one.article in numbers
            for number in (numbers[one.article], one.start, one.end)
        ]
        return [_digest(statement.text), places]

    actors = sorted(story.actors, key=lambda actor: (-actor.salience, actor.name, actor.id))
    citation = story.headline_citation
    return {
        "address": story.permalink,
        "redirects": list(story.redirects),
        "headline": [_digest(story.headline), citation.article if citation else ""],
        "sources": [[article.id, _digest(article.seed, size=8), article.label] for article in story.articles],
        "events": [[entry.date, *passage(entry.statement)] for entry in story.timeline],
        "figures": [
            [
                _digest(entry.quantity),
                entry.relation,
                [[float(claim.value), claim.bound, *passage(claim.statement)] for claim in entry.claims],
            ]
            for entry in story.figures
        ],
        "disagreements": [
            [one.kind, _digest(fold(one.subject)), [passage(position.statement) for position in one.positions]]
            for one in story.disagreements
        ],
        "actors": [
            [actor.id, *dict.fromkeys(_digest(fold(one.name)) for one in (actor, *actor.aliases))]
            for actor in actors[:ACTORS]
        ],
    }


def view_story(key: str, values: dict[str, Any]) -> StoryView:
    """The view of the story ``key`` that ``values`` were made from: digests stand where words would."""
    articles = [str(article) for article, _, _ in values["sources"]]

    def passage(digest: str, places: Iterable[int]) -> Passage:
        steps = iter(places)
        return Passage(digest, (), tuple((articles[number], start, end) for number, start, end in zip(*[steps] * 3)))

    return StoryView(
        id=key,
        permalink=values["address"],
        headline=values["headline"][0],
        redirects=tuple(values["redirects"]),
        sources=tuple(SourceView(article, seed, label, None, None) for article, seed, label in values["sources"]),
        events=tuple(EventView(date, passage(*words)) for date, *words in values["events"]),
        figures=tuple(
            FigureView(
                quantity,
                relation,
                tuple(ClaimView(value, bound, "", passage(*words)) for value, bound, *words in claims),
            )
            for quantity, relation, claims in values["figures"]
        ),
        disagreements=tuple(
            DisagreementView(kind, subject, tuple(passage(*words) for words in positions))
            for kind, subject, positions in values["disagreements"]
        ),
        actors=tuple(
            ActorView(actor, actor, "", tuple(names), float(-place))
            for place, (actor, *names) in enumerate(values["actors"])
        ),
        told=(),
    )


def _digest(words: str, *, size: int = 4) -> str:
    """Digits, two for each of ``size`` bytes, that stand for words which are compared and never shown."""
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
