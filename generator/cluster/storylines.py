"""Storylines: stories that follow one another, the same conflict, trial or disaster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..records import Analysis, Article, Cluster, Storyline
from ..text import digest_parts
from .linkage import link_groups
from .nearest import Recall
from .permalinks import Record, assign_permalinks, suggest_permalink
from .reasons import Shared, drop_parts, find_shared, rank_names
from .similarity import Similarities
from .terms import Background

# Mean similarity from which stories are one storyline: that of one story, so that stories are linked only where
# contrast, time, a missing day or an editor kept apart what is alike. Of 320 articles on four subjects over years (T17)
# B-cubed recall of the subjects over stories and lines is 42 and 1 line of 13 mixes two; 500 articles on other events
# have no line. With 0.14 recall is 44, with 1 mixed line, and those 500 have 23 lines, all false.
SAME_STORYLINE = 0.16
# Names in a storyline's title.
TITLE_NAMES = 3


def link_storylines(
    clusters: Sequence[Cluster],
    near: Similarities,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    terms: Mapping[str, Mapping[str, float]],
    *,
    background: Background,
    record: Record,
    recall: Recall,
    threshold: float = SAME_STORYLINE,
) -> tuple[tuple[Storyline, ...], Record]:
    """The storylines of two clusters or more, and the record of their addresses.

    ``clusters`` are in time order. Titles are names that the stories share. ``recall`` may give what was found of the
    same articles before.
    """
    by_id = {cluster.id: cluster for cluster in clusters}
    between = _measure_clusters(clusters, near)
    order = {cluster.id: place for place, cluster in enumerate(clusters)}
    lines = [
        sorted(group, key=order.__getitem__)
        for group in link_groups(between, threshold=threshold, contrast=0.0)
        if len(group) > 1
    ]
    lines.sort(key=lambda line: order[line[0]])
    groups = [tuple(sorted(article for identifier in line for article in by_id[identifier].articles)) for line in lines]
    titles = [
        recall(
            "title",
            [article for identifier in line for article in by_id[identifier].articles],
            str,
            lambda: _title(line, by_id, articles, analyses, background),
            repr([(by_id[identifier].articles, by_id[identifier].shared) for identifier in line]),
        )
        for line in lines
    ]
    addresses = assign_permalinks(
        groups, [suggest_permalink("storylines", None, title) for title in titles], record=record
    )
    storylines = tuple(
        Storyline(
            id=digest_parts("storyline", permalink),
            permalink=permalink,
            title=title,
            clusters=tuple(line),
            shared=recall(
                "shared",
                group,
                Shared,
                lambda: find_shared(group, articles, analyses, terms, background=background),
            ),
        )
        for line, group, title, permalink in zip(lines, groups, titles, addresses.permalinks)
    )
    return storylines, addresses.record


def _measure_clusters(clusters: Sequence[Cluster], near: Similarities) -> dict[str, dict[str, float]]:
    """The mean similarity between the articles of each two clusters that have a pair near one another."""
    holder = {article: cluster.id for cluster in clusters for article in cluster.articles}
    sizes = {cluster.id: len(cluster.articles) for cluster in clusters}
    between: dict[str, dict[str, float]] = {cluster.id: {} for cluster in clusters}
    for cluster in clusters:
        sums = between[cluster.id]
        for article in cluster.articles:
            for other, value in near[article].items():
                if (one := holder[other]) != cluster.id:
                    sums[one] = sums.get(one, 0.0) + value
    return {
        first: {second: round(total / (sizes[first] * sizes[second]), 6) for second, total in sums.items()}
        for first, sums in between.items()
    }


def _title(
    line: Sequence[str],
    by_id: Mapping[str, Cluster],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    background: Background,
) -> str:
    """The most telling names that every story of the line has, else that several articles have, else the first
    headline, else words that the first story shares."""
    counts: dict[str, int] = {}
    group = [article for identifier in line for article in by_id[identifier].articles]
    ranked = rank_names(group, articles, analyses, background=background)
    for identifier in line:
        for name in {
            name.words for name in rank_names(by_id[identifier].articles, articles, analyses, background=background)
        }:
            counts[name] = counts.get(name, 0) + 1
    full = [name for name in ranked if counts.get(name.words, 0) == len(line)]
    names = drop_parts(full) or drop_parts([name for name in ranked if name.articles > 1])
    if names:
        return ", ".join(name.words for name in names[:TITLE_NAMES])
    headline = next((headline for article in group if (headline := articles[article].headline)), None)
    words = next((words for one in line for kind, words in by_id[one].shared if kind != "days"), ())
    return headline or ", ".join(words[:TITLE_NAMES]) or "Storyline"
