"""Articles and analyses to a Clustering: the room's one call."""

from __future__ import annotations

from collections.abc import Mapping

from ..records import Analysis, Article, Cluster, Clustering, Neighbour, Problem
from ..settings import Editorial, Settings
from ..text import digest_parts
from .decisions import choose_headline, merge_groups, move_articles, read_decisions
from .linkage import SAME_STORY, measure_between
from .permalinks import Record, assign_permalinks, suggest_permalink
from .reasons import find_shared, rank_names
from .similarity import Similarities
from .stories import LOOSE_KINDS, Entry, Stories
from .storylines import link_storylines
from .terms import Background, load_background, weigh_terms
from .weekdays import find_weekdays, read_day

STORIES = "stories"
STORYLINES = "storylines"
# Decimals of a printed similarity.
DECIMALS = 3


def cluster_articles(
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    *,
    settings: Settings,
    editorial: Editorial,
    permalinks: Record,
) -> Clustering:
    """The stories and storylines of the articles, and the record of their addresses.

    ``permalinks`` is the record of the build before, or (). ``settings.same_story`` overrides the
    level from which articles are one story. Articles without an analysis are left out. The result does not
    depend on the order of the mappings. Does not rank stories and does not write headlines.
    """
    background = load_background()
    known = sorted(identifier for identifier in articles if identifier in analyses)
    terms = {
        identifier: weigh_terms(articles[identifier], analyses[identifier], background=background)
        for identifier in known
    }
    decisions = read_decisions(editorial, {identifier: articles[identifier] for identifier in known})
    collection = Stories(
        threshold=SAME_STORY if settings.same_story is None else float(settings.same_story), apart=decisions.apart
    )
    collection.add(
        Entry(
            identifier,
            terms[identifier],
            read_day(articles[identifier].published),
            find_weekdays(articles[identifier], analyses[identifier]),
            articles[identifier].kind in LOOSE_KINDS,
        )
        for identifier in known
    )
    near, linked = collection.near, collection.groups()
    merged, problems = merge_groups(linked, decisions, articles)
    groups, doubts = move_articles(merged, decisions, articles)
    groups = tuple(sorted((_order(group, articles) for group in groups), key=lambda group: _time_key(group, articles)))

    stories = tuple(entry for entry in permalinks if not entry[0].startswith(f"{STORYLINES}/"))
    lines = tuple(entry for entry in permalinks if entry[0].startswith(f"{STORYLINES}/"))
    suggestions = [_suggest(group, near, articles, analyses, background) for group in groups]
    addresses = assign_permalinks([tuple(sorted(group)) for group in groups], suggestions, record=stories)
    clusters = []
    noted: list[Problem] = [*decisions.problems, *problems, *doubts]
    for group, permalink, redirects in zip(groups, addresses.permalinks, addresses.redirects):
        headline, doubled = choose_headline(group, decisions, articles)
        noted += doubled
        clusters.append(
            Cluster(
                id=digest_parts("story", permalink),
                permalink=permalink,
                articles=group,
                shared=find_shared(group, articles, analyses, terms, background=background),
                nearest=_find_nearest(group, near),
                redirects=redirects,
                headline=headline,
            )
        )
    storylines, line_record = link_storylines(
        clusters, near, articles, analyses, terms, background=background, record=lines
    )
    return Clustering(tuple(clusters), storylines, addresses.record + line_record, tuple(noted))


def _order(group: tuple[str, ...], articles: Mapping[str, Article]) -> tuple[str, ...]:
    return tuple(
        sorted(
            group, key=lambda identifier: (articles[identifier].published or "", articles[identifier].seed, identifier)
        )
    )


def _time_key(group: tuple[str, ...], articles: Mapping[str, Article]) -> tuple[bool, str, str, str]:
    """Stories in the order of their first dated article, those without a date last."""
    days = sorted(articles[identifier].published or "" for identifier in group)
    first = next((day for day in days if day), "")
    seed = min(articles[identifier].seed for identifier in group)
    return (not first, first, seed, min(group))


def _find_nearest(group: tuple[str, ...], near: Similarities) -> Neighbour | None:
    """The article outside of the group that is most like it, on average."""
    sums: dict[str, float] = {}
    for identifier in group:
        for other, value in near[identifier].items():
            if other not in group:
                sums[other] = sums.get(other, 0.0) + value
    if not sums:
        return None
    best = min(sums, key=lambda other: (-round(sums[other], 6), other))
    return Neighbour(best, round(sums[best] / len(group), DECIMALS))


def _suggest(
    group: tuple[str, ...],
    near: Similarities,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    background: Background,
) -> str:
    """An address for a new story: the day of its first dated article and the headline nearest to all the others."""
    day = next(
        (published for published in sorted(articles[identifier].published or "" for identifier in group) if published),
        None,
    )
    titled = [identifier for identifier in group if articles[identifier].headline]
    if titled:
        levels = {one: measure_between((one,), group, near) for one in titled}
        best = min(titled, key=lambda one: (-round(levels[one], 6), articles[one].seed, one))
        words = articles[best].headline or ""
    else:
        names = rank_names(group, articles, analyses, background=background)
        words = " ".join(name.words for name in names[:3]) or f"untitled {digest_parts(*group, length=8)}"
    return suggest_permalink(STORIES, day, words)
