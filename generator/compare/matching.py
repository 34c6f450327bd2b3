"""Which story, event, figure, disagreement or actor of one edition is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..text import fold
from .views import (
    ActorView,
    ClaimView,
    DisagreementView,
    Edition,
    EventView,
    FigureView,
    Passage,
    StoryView,
)

Item = TypeVar("Item")


def find_edits(old: Edition, new: Edition) -> dict[str, str]:
    """The id of each article whose text was edited, and its former id.

    An article's id is made of its text; a seed that is the only one of its name in both editions is the same article.
    """
    before = {source.article: source.seed for story in old.stories for source in story.sources}
    after = {source.article: source.seed for story in new.stories for source in story.sources}
    vanished = {seed: article for article, seed in sorted(before.items()) if article not in after}
    return {
        article: vanished[seed]
        for article, seed in sorted(after.items())
        if article not in before and seed in vanished
    }


def rename_articles(value: Any, names: Mapping[str, str]) -> Any:
    """The record, or all within it, with article ids replaced by ``names``, however deep they stand.

    An id is a digest: a text that is equal to one is one.
    """
    if not names:
        return value
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(rename_articles(item, names) for item in value)
    if hasattr(value, "__slots__"):
        return replace(value, **{name: rename_articles(getattr(value, name), names) for name in value.__slots__})
    return value


def match_stories(old: Iterable[StoryView], new: Iterable[StoryView]) -> tuple[tuple[StoryView, StoryView], ...]:
    """Pairs of a story and what it is now: the same id, else most of the articles of one of them in the other."""
    old, new = tuple(old), tuple(new)
    ids = {story.id: story for story in new}
    pairs = [(story, ids[story.id]) for story in old if story.id in ids]
    kept = {story.id for story, _ in pairs}

    left = [story for story in old if story.id not in kept]
    right = [story for story in new if story.id not in kept]
    places = {article: index for index, story in enumerate(right) for article in _articles(story)}
    scores = {}
    for i, story in enumerate(left):
        for j, shared in Counter(places[one] for one in _articles(story) if one in places).items():
            first, second = len(story.sources), len(right[j].sources)
            if 2 * shared > min(first, second):
                scores[i, j] = shared + shared / (first + second - shared)
    pairs += _choose(left, right, scores, key=lambda story: story.permalink)
    return tuple(sorted(pairs, key=lambda couple: couple[1].permalink))


def _articles(story: StoryView) -> set[str]:
    return {source.article for source in story.sources}


def pair(
    old: Sequence[Item],
    new: Sequence[Item],
    likeness: Callable[[Item, Item], float],
    *,
    handles: Callable[[Item], Iterable[Hashable]],
    key: Callable[[Item], Any],
) -> list[tuple[Item, Item]]:
    """Pairs of items, each in one pair at most, the most alike first; a likeness of 0 is none. Ties go by ``key``.

    Two items that have none of their ``handles`` in common are not alike, so that not every two are compared.
    """
    holders: dict[Hashable, list[int]] = {}
    for j, after in enumerate(new):
        for handle in set(handles(after)):
            holders.setdefault(handle, []).append(j)
    near = {(i, j) for i, before in enumerate(old) for handle in set(handles(before)) for j in holders.get(handle, ())}
    return _choose(old, new, {(i, j): likeness(old[i], new[j]) for i, j in near}, key=key)


def _choose(
    old: Sequence[Item], new: Sequence[Item], scores: Mapping[tuple[int, int], float], *, key: Callable[[Item], Any]
) -> list[tuple[Item, Item]]:
    """Pairs by ``scores`` (of two indices), largest first."""
    ranked = sorted((-score, key(old[i]), key(new[j]), i, j) for (i, j), score in scores.items() if score)
    pairs: list[tuple[Item, Item]] = []
    left, right = set(range(len(old))), set(range(len(new)))
    for *_, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((old[i], new[j]))
    return pairs


def hold_passage(passage: Passage) -> Iterator[Hashable]:
    """What two passages that overlap have in common: a place, or the words."""
    yield passage.text
    yield from passage.places


def hold_event(event: EventView) -> Iterator[Hashable]:
    """What two views of one event have in common."""
    return hold_passage(event.passage)


def hold_figure(figure: FigureView) -> Iterator[Hashable]:
    """What two views of one figure have in common: the quantity, or a passage of a claim."""
    yield figure.quantity
    for claim in figure.claims:
        yield from hold_passage(claim.passage)


def hold_disagreement(one: DisagreementView) -> Iterator[Hashable]:
    """What two views of one disagreement have in common: the subject, or a passage of a side."""
    yield fold(one.subject)
    for passage in one.positions:
        yield from hold_passage(passage)


def hold_actor(actor: ActorView) -> Iterator[Hashable]:
    """What two views of one actor have in common: the id, or a form of the name."""
    yield actor.id
    yield from map(fold, actor.names)


def overlap(first: Passage, second: Passage) -> int:
    """How many places both cite; 1 where they cite none alike but have the same words."""
    shared = len(set(first.places) & set(second.places))
    return shared or int(first.text == second.text)


def compare_events(before: EventView, after: EventView) -> float:
    """0 for two events, more for one; most for one of the same day."""
    shared = overlap(before.passage, after.passage)
    return shared + 1000 * (before.date == after.date) if shared else 0


def same_claim(before: ClaimView, after: ClaimView) -> bool:
    """Whether both give the same value in the same place."""
    return (before.value, before.bound) == (after.value, after.bound) and overlap(before.passage, after.passage) > 0


def compare_figures(before: FigureView, after: FigureView) -> float:
    """How many claims both hold; one more where the quantity is the same."""
    shared = sum(any(same_claim(one, other) for other in before.claims) for one in after.claims)
    return shared + (before.quantity == after.quantity)


def compare_disagreements(before: DisagreementView, after: DisagreementView) -> float:
    """How much two disagreements of one kind have in common: passages, and the subject."""
    if before.kind != after.kind:
        return 0
    shared = sum(any(overlap(one, other) for other in before.positions) for one in after.positions)
    return shared + (fold(before.subject) == fold(after.subject))


def compare_actors(before: ActorView, after: ActorView) -> float:
    """How many forms of the name both have; most for the same id."""
    shared = {fold(name) for name in before.names} & {fold(name) for name in after.names}
    return len(shared) + 1000 * (before.id == after.id)
