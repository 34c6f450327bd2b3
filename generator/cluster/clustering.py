"""Articles and analyses to a Clustering: the room's one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..records import Analysis, Article, Cluster, Clustering, Problem
from ..settings import Editorial, Settings
from ..store import Make, make_anew
from ..text import digest_parts
from .decisions import choose_headline, merge_groups, move_articles, read_decisions
from .likeness import compare_articles
from .linkage import SAME_STORY
from .nearest import find_nearest
from .outlines import Outline, Terms, outline_article
from .permalinks import STORIES, STORYLINES, Record, assign_permalinks, suggest_permalink
from .reasons import Shared, find_shared, rank_names
from .representative import find_representative
from .stories import LOOSE_KINDS, Entry, Stories
from .storylines import link_storylines
from .terms import Background, load_background
from .weekdays import contradict, read_day


def cluster_articles(
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    *,
    settings: Settings,
    editorial: Editorial,
    permalinks: Record,
    outlines: Mapping[str, Outline] | None = None,
    digests: Mapping[str, str] | None = None,
    make: Make = make_anew,
) -> Clustering:
    """The stories and storylines of the articles, and the record of their addresses.

    ``permalinks`` is the record of the build before, or (). ``settings.same_story`` overrides the
    level from which articles are one story. Articles without an analysis are left out. The result does not
    depend on the order of the mappings. Does not rank stories. ``outlines`` are those of the articles, where they are
    known; with ``digests`` of each article and its analysis ``make`` may give what was found of a group before.
    """
    background = load_background()
    known = sorted(identifier for identifier in articles if identifier in analyses)
    if outlines is None:
        outlines = {identifier: outline_article(articles[identifier], analyses[identifier]) for identifier in known}
    terms = Terms(outlines)

    def recall(what: str, group: Sequence[str], kind: Any, work: Any, *parts: str) -> Any:
        """What ``work()`` gives, which depends on the articles of the group and on ``parts`` alone."""
        if digests is None:
            return work()
        return make((what, *parts, *(digests[identifier] for identifier in group)), kind, work).value

    decisions = read_decisions(editorial, {identifier: articles[identifier] for identifier in known})
    threshold = SAME_STORY if settings.same_story is None else float(settings.same_story)
    near, weekdays = compare_articles(known, outlines, digests=digests, make=make)
    dated = {identifier: read_day(articles[identifier].published) is not None for identifier in known}
    collection = Stories(threshold=threshold, apart=decisions.apart)
    collection.add_known(
        [
            Entry(
                identifier,
                {},
                read_day(articles[identifier].published),
                weekdays[identifier],
                articles[identifier].kind in LOOSE_KINDS,
            )
            for identifier in known
        ],
        near,
    )
    linked = collection.groups()
    merged, problems = merge_groups(linked, decisions, articles)
    groups, doubts = move_articles(merged, decisions, articles)
    groups = tuple(sorted((_order(group, articles) for group in groups), key=lambda group: _time_key(group, articles)))

    stories = tuple(entry for entry in permalinks if not entry[0].startswith(f"{STORYLINES}/"))
    lines = tuple(entry for entry in permalinks if entry[0].startswith(f"{STORYLINES}/"))
    representatives = [
        recall(
            "representative",
            group,
            str | None,
            lambda: find_representative(group, articles, analyses, background=background),
        )
        if len(group) > 1
        else find_representative(group, articles, analyses, background=background)
        for group in groups
    ]
    headlines = []
    noted: list[Problem] = [*decisions.problems, *problems, *doubts]
    for group in groups:
        headline, doubled = choose_headline(group, decisions, articles)
        headlines.append(headline)
        noted += doubled
    suggestions = [
        _suggest(
            group,
            headline
            or (articles[one].headline if one else None)
            or recall("names", group, str, lambda: _name_group(group, articles, analyses, background)),
            articles,
        )
        for group, headline, one in zip(groups, headlines, representatives)
    ]
    addresses = assign_permalinks([tuple(sorted(group)) for group in groups], suggestions, record=stories)
    stories_of = {identifier: group for group in groups for identifier in group}
    clusters = []
    for group, permalink, redirects, headline, representative in zip(
        groups, addresses.permalinks, addresses.redirects, headlines, representatives
    ):
        clusters.append(
            Cluster(
                id=digest_parts("story", permalink),
                permalink=permalink,
                articles=group,
                shared=recall(
                    "shared",
                    group,
                    Shared,
                    lambda: find_shared(group, articles, analyses, terms, background=background),
                )
                if len(group) > 1
                else (),
                nearest=find_nearest(
                    group,
                    stories_of,
                    near,
                    articles,
                    analyses,
                    terms,
                    background=background,
                    threshold=threshold,
                    apart=decisions.apart,
                    contradict=lambda first, second: contradict(first, second, weekdays, dated),
                    recall=recall,
                ),
                redirects=redirects,
                headline=headline,
                representative=representative,
            )
        )
    storylines, line_record = link_storylines(
        clusters, near, articles, analyses, terms, background=background, record=lines, recall=recall
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


def _suggest(group: tuple[str, ...], headline: str, articles: Mapping[str, Article]) -> str:
    """An address for a new story: the day of its first dated article, and its headline or else its names."""
    day = next(
        (published for published in sorted(articles[identifier].published or "" for identifier in group) if published),
        None,
    )
    return suggest_permalink(STORIES, day, headline)


def _name_group(
    group: tuple[str, ...],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    background: Background,
) -> str:
    """The names of a story that has no headline."""
    names = rank_names(group, articles, analyses, background=background)
    return " ".join(name.words for name in names[:3]) or f"untitled {digest_parts(*group, length=8)}"
