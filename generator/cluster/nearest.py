"""The nearest article that a story leaves out: what it shares with the story, and what keeps it apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..records import Analysis, Article, Neighbour
from .linkage import measure_between
from .reasons import PLACE_LABELS, Shared, find_shared, rank_names
from .similarity import WINDOW, Similarities
from .terms import Background, split_roots
from .weekdays import read_day

# Words shown of each kind that the two share, and of the other article's places.
SHOWN = 2
# Decimals of a printed similarity.
DECIMALS = 3

Contradict = Callable[[Sequence[str], Sequence[str]], bool]
Recall = Callable[..., Any]


def find_nearest(
    group: Sequence[str],
    stories: Mapping[str, Sequence[str]],
    near: Similarities,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    terms: Mapping[str, Mapping[str, float]],
    *,
    background: Background,
    threshold: float,
    apart: Sequence[Sequence[str]],
    contradict: Contradict,
    recall: Recall,
) -> Neighbour | None:
    """The article outside of the group that is most like it, on average; None where none is like it at all.

    ``stories`` are the groups that stand, by article; ``apart`` the groups of articles that an editor keeps apart,
    ``threshold`` the level of one story, ``contradict`` whether two groups name other days of the week; ``recall`` may
    give what was found of the same articles before.
    """
    sums: dict[str, float] = {}
    for identifier in group:
        for other, value in near[identifier].items():
            if other not in group:
                sums[other] = sums.get(other, 0.0) + value
    if not sums:
        return None
    other = min(sums, key=lambda one: (-round(sums[one], 6), one))
    like = min(group, key=lambda one: (-near[other].get(one, 0.0), one))
    shared, differences = recall(
        "nearest",
        (like, other, *group),
        tuple[Shared, tuple[str, ...]],
        lambda: (
            find_shared((like, other), articles, analyses, terms, background=background),
            _find_differences(group, other, articles, analyses, background),
        ),
    )
    split = any(other in names and set(names) & set(group) for names in apart)
    kept = ("an editor keeps them apart",) if split else differences
    if not kept and contradict(group, stories[other]):
        kept = ("they name other days of the week",)
    if not kept:
        alike = measure_between(group, stories[other], near) >= threshold
        kept = ("the two stories differ more than the articles within each" if alike else "too little in common",)
    words = tuple(word for kind, found in shared if kind != "days" for word in found[:SHOWN])
    return Neighbour(other, round(sums[other] / len(group), DECIMALS), words, kept)


def _find_differences(
    group: Sequence[str],
    other: str,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    background: Background,
) -> tuple[str, ...]:
    """Other days and other places, in words."""
    found = []
    day = read_day(articles[other].published)
    days = [known for one in group if (known := read_day(articles[one].published))]
    if day and days:
        gap = min(abs((day - known).days) for known in days)
        if gap > WINDOW:
            found.append(f"published {gap} days apart")
    told = {
        root
        for one in group
        for entity in analyses[one].entities
        for form in (entity.name, *entity.aliases)
        for root in split_roots(form)
    }
    places = [name for name in rank_names((other,), articles, analyses, background=background) if name.place]
    new = [name.words for name in places if not set(split_roots(name.words)) & told]
    here = any(entity.kind in PLACE_LABELS for one in group for entity in analyses[one].entities)
    # Another place is no reason where the two have most of their places in common.
    if here and len(new) > len(places) / 2:
        found.append(f"other places ({', '.join(new[:SHOWN])})")
    return tuple(found)
