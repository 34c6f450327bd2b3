"""Which story, event, figure, disagreement or actor of one edition is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..text import fold
from .editions import (
    ActorView,
    ClaimView,
    DisagreementView,
    Edition,
    EventView,
    FigureView,
    Passage,
    SourceView,
    StoryView,
)

Item = TypeVar("Item")


def follow_edits(old: Edition, new: Edition) -> tuple[Edition, frozenset[str]]:
    """``new`` with the former id of each article whose text was edited, and those ids.

    An article's id is made of its text; a seed that is the only one of its name in both editions is the same article.
    """
    before = {source.article: source.seed for story in old.stories for source in story.sources}
    after = {source.article: source.seed for story in new.stories for source in story.sources}
    vanished = {seed: article for article, seed in sorted(before.items()) if article not in after}
    names = {
        article: vanished[seed]
        for article, seed in sorted(after.items())
        if article not in before and seed in vanished
    }
    if not names:
        return new, frozenset()
    return replace(new, stories=tuple(_rename(story, names) for story in new.stories)), frozenset(names.values())


def _rename(value: Any, names: Mapping[str, str]) -> Any:
    """The view with article ids replaced, however deep they stand."""
    if isinstance(value, SourceView):
        return replace(value, article=names.get(value.article, value.article))
    if isinstance(value, Passage):
        return replace(value, places=tuple((names.get(one, one), start, end) for one, start, end in value.places))
    if isinstance(value, tuple):
        return tuple(_rename(item, names) for item in value)
    if hasattr(value, "__slots__"):
        return replace(value, **{name: _rename(getattr(value, name), names) for name in value.__slots__})
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
    key: Callable[[Item], Any],
) -> list[tuple[Item, Item]]:
    """Pairs of items, each in one pair at most, the most alike first; a likeness of 0 is none. Ties go by ``key``."""
    scores = {(i, j): likeness(before, after) for i, before in enumerate(old) for j, after in enumerate(new)}
    return _choose(old, new, scores, key=key)


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
