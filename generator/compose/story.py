"""Stories: clusters composed into briefings of cited statements, in the order of the edition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from .. import codec
from ..records import (
    Analysis,
    Article,
    Citation,
    Cluster,
    Clustering,
    Disagreement,
    SharedPassage,
    Span,
    Statement,
    Story,
    StoryArticle,
    TimelineEntry,
)
from ..settings import Editorial
from ..store import Made, Make, make_anew
from ..text import collapse_space, fold
from .actors import compose_actors
from .basis import compose_basis
from .brief import Selection, select_points
from .chronology import Dated, date_articles
from .citations import Citing, label_source, name_source
from .concepts import find_concept, stem_word
from .differing_names import compose_name_disagreements
from .disagreements import compose_date_disagreements, compose_disagreements
from .gaps import find_alone, find_lacks
from .happenings import find_opening
from .identities import Identities, NamesRead, identify_actors, join_names
from .ledger import compose_ledger
from .origins import Tracing, name_origins
from .places import compose_places
from .rank import rank_stories
from .sayings import compose_sayings
from .speakers import credit_described
from .statements import Comparison, Point, join_tellings
from .tellings import TOLD, Telling, tell_articles
from .things import Thing, find_things
from .timeline import compose_timeline
from .weighing import Weighing


def compose_stories(
    clustering: Clustering,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    shared: Sequence[SharedPassage],
    *,
    editorial: Editorial,
) -> tuple[Story, ...]:
    """The Story of each cluster, in rank order."""
    made = make_stories(clustering, articles, analyses, shared, editorial=editorial)
    return rank_stories([one.value for one in made])


def make_stories(
    clustering: Clustering,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    shared: Sequence[SharedPassage],
    *,
    editorial: Editorial,
    names: Iterable[NamesRead] | None = None,
    digests: Mapping[str, str] | None = None,
    make: Make = make_anew,
) -> tuple[Made, ...]:
    """The Story of each cluster, not ranked yet. Actors are identified over all stories, so that one has one id.

    ``names`` are those of every article (``read_names``), where they are known. A story is made of its own articles,
    of what they share and of who is who in them, and of nothing else: with ``digests`` of each article and its analysis
    ``make`` may give one that was made before.
    """
    if names is None:
        identities = identify_actors(articles, analyses, editorial=editorial)
    else:
        identities = join_names(names, editorial=editorial)
    storyline_of = {name: line.id for line in clustering.storylines for name in line.clusters}
    passages = _list_passages(clustering, shared)
    stories = []
    for cluster in clustering.clusters:
        storyline = storyline_of.get(cluster.id)
        found = passages.get(cluster.id, ())
        work = partial(_compose_alone, cluster, articles, analyses, found, identities, storyline)
        parts = ()
        if digests is not None:
            own = (codec.pack((cluster, storyline, found)), identities.describe(cluster.articles))
            parts = (*(digests[name] for name in cluster.articles), *own)
        stories.append(make(parts, Story, work))
    return tuple(stories)


def _compose_alone(
    cluster: Cluster,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    passages: Sequence[SharedPassage],
    identities: Identities,
    storyline: str | None,
) -> Story:
    """The Story of one cluster, from its own articles and analyses and who is who in them alone."""
    articles = {name: articles[name] for name in cluster.articles}
    analyses = {name: analyses[name] for name in cluster.articles}
    own = identities.restrict(cluster.articles)
    return compose_story(cluster, articles, analyses, passages, own, citing=Citing(articles), storyline=storyline)


def _list_passages(clustering: Clustering, shared: Iterable[SharedPassage]) -> dict[str, list[SharedPassage]]:
    """The passages that articles of one cluster share, by its id."""
    cluster_of = {name: cluster.id for cluster in clustering.clusters for name in cluster.articles}
    found: dict[str, list[SharedPassage]] = {}
    for one in shared:
        if (cluster := cluster_of.get(one.first.article)) and cluster == cluster_of.get(one.second.article):
            found.setdefault(cluster, []).append(one)
    return found


def compose_story(
    cluster: Cluster,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    passages: Sequence[SharedPassage],
    identities: Any,
    *,
    citing: Citing,
    storyline: str | None,
) -> Story:
    """The Story of one cluster, not ranked yet. ``passages`` are those that its articles share."""
    dated = date_articles(cluster.articles, articles, analyses)
    article_ids = tuple(
        sorted(cluster.articles, key=lambda name: (dated[name].day or "9999", articles[name].seed, name))
    )
    order = {name: place for place, name in enumerate(article_ids)}
    tellings = tell_articles(article_ids, articles, analyses, dated, actor=identities.referent)
    comparison = Comparison(tellings, passages)
    points = join_tellings(tellings, comparison)
    tracing = Tracing(article_ids, articles, analyses, passages, identities)
    point_of = {telling.span: point for point in points for telling in point.tellings}
    origins = {point.key: name_origins(point, tracing) for point in points}
    headlines = {
        name: _title_words(articles[name], analyses[name], identities)
        for name in article_ids
        if articles[name].headline
    }
    weighing = Weighing(points, comparison, headlines, len(article_ids))

    def state(point: Point) -> Statement:
        return citing.state(*(one.span for one in point.tellings), origins=origins[point.key])

    def state_tellings(group: Sequence[Telling]) -> Statement:
        behind = sorted({name for one in group for name in (other.name for other in tracing.trace(one))})
        return citing.state(*(one.span for one in group), origins=tuple(behind))

    def state_one(telling: Telling) -> Statement:
        return state_tellings((telling,))

    def cite(span: Span) -> Statement:
        for telling in tellings:
            if telling.article == span.article and telling.span.start <= span.start < telling.span.end:
                return citing.state(span, origins=tuple(one.name for one in tracing.trace(telling)))
        return citing.state(span)

    days = sorted(day for one in dated.values() if (day := one.day))
    counted = Counter(day for telling in tellings for day in telling.days)
    main_days = sorted(counted, key=lambda day: (-counted[day], day))
    first_day, last_day = (days[0], days[-1]) if days else (None, None)
    things = find_things(tellings, points, comparison=comparison, first_day=first_day)
    chosen = select_points(
        points,
        weighing=weighing,
        comparison=comparison,
        origins=lambda point: len(origins[point.key]),
        order=order,
        first_day=first_day,
        words=_count_words(tellings),
        main_days=main_days,
        things=_number_things(things, point_of),
    )
    timeline = compose_timeline(
        things,
        first_day=first_day,
        last_day=last_day,
        state=state_tellings,
        salience=weighing.salience,
        day_of=lambda name: dated[name].day,
        comparison=comparison,
    )
    numbers = {point.key: number for number, point in enumerate(points)}
    ledger = compose_ledger(
        tellings,
        {_place(telling): numbers[point_of[telling.span].key] for telling in tellings},
        articles,
        {name: dated[name].published for name in article_ids},
        tracing=tracing,
        comparison=comparison,
        opens=find_opening(first_day),
        state=state_tellings,
        salience=weighing.salience,
    )
    disagreements = compose_disagreements(
        tellings,
        ledger,
        comparison=comparison,
        tracing=tracing,
        state=state_one,
        label=lambda name: identities.name(name) if ":" not in name else name.partition(":")[2].title(),
    )
    disagreements += compose_date_disagreements(timeline)
    actors = compose_actors(article_ids, articles, analyses, identities, cite=cite)
    disagreements += compose_name_disagreements(actors, tellings, state=state_one)
    printed = _list_printed(chosen, timeline, disagreements, point_of)
    basis = compose_basis(article_ids, articles, dated, tellings, printed, timeline, tracing=tracing)
    common = [thing for thing in things if len({one.article for one in thing.tellings}) > 1]
    told = {telling.span for thing in common for telling in thing.tellings}
    headline, headline_citation = choose_headline(cluster, articles, chosen, citing)
    return Story(
        id=cluster.id,
        permalink=cluster.permalink,
        headline=headline,
        headline_citation=headline_citation,
        first_date=first_day,
        last_date=last_day,
        storyline=storyline,
        articles=tuple(
            _list_article(
                number,
                articles[name],
                dated[name],
                state,
                citing,
                alone=find_alone(name, points, tellings, comparison, weighing, told=told),
                lacks=find_lacks(name, points, tellings, comparison, weighing) if len(article_ids) > 2 else (),
            )
            for number, name in enumerate(article_ids, 1)
        ),
        brief=tuple(map(state, chosen.brief)),
        account=tuple(map(state, chosen.account)),
        background=tuple(map(state, chosen.background)),
        timeline=timeline,
        actors=actors,
        sayings=credit_described(compose_sayings(article_ids, articles, analyses, identities, cite=cite), actors),
        figures=ledger,
        disagreements=disagreements,
        basis=basis,
        shared=cluster.shared,
        nearest=cluster.nearest,
        redirects=cluster.redirects,
        rank=0,
        rank_reason="",
        places=compose_places(article_ids, articles, analyses, identities),
    )


def choose_headline(
    cluster: Cluster, articles: Mapping[str, Article], chosen: Selection, citing: Citing
) -> tuple[str, Citation | None]:
    """The story's headline and where it stands.

    An editor's, else that of the cluster's representative article, else the first statement in brief.
    """
    if cluster.headline:
        return cluster.headline, None
    if cluster.representative is not None:
        article = articles[cluster.representative]
        span = _find_headline(article)
        return collapse_space(article.headline), citing.cite(span) if span is not None else None
    first = chosen.brief[0] if chosen.brief else None
    if first is None:
        return cluster.permalink.rsplit("/", 1)[-1].replace("-", " "), None
    return first.lead.text, citing.cite(first.lead.span)


def _find_headline(article: Article) -> Span | None:
    for block in article.blocks:
        if block.kind == "headline" and fold(article.text[block.start : block.end]) == fold(article.headline or ""):
            return Span(article.id, block.start, block.end)
    return None


def _title_words(article: Article, analysis: Analysis, identities: Any) -> frozenset[str]:
    """The words of an article's headline as tellings have them: actors for names where its headline was analysed."""
    words = re.findall(r"[\w-]+", fold(article.headline or ""))
    names, spoken = set(), set()
    for block in article.blocks:
        if block.kind == "headline":
            for mention in analysis.mentions:
                if block.start <= mention.span.start < block.end and mention.entity is not None:
                    spoken.update(re.findall(r"[\w-]+", fold(article.text[mention.span.start : mention.span.end])))
                    if (name := identities.referent(article.id, mention.entity)) is not None:
                        names.add(name)
    return frozenset(
        names | {find_concept(word) or stem_word(word) for word in words if len(word) > 2 and word not in spoken}
    )


def _list_article(
    number: int,
    article: Article,
    dated: Dated,
    state: Any,
    citing: Citing,
    *,
    alone: Sequence[Point],
    lacks: Sequence[Point],
) -> StoryArticle:
    credits = dict.fromkeys(credit.agency for credit in article.credits if credit.agency)
    words = sum(len(article.text[block.start : block.end].split()) for block in article.blocks if block.kind in TOLD)
    return StoryArticle(
        number=number,
        id=article.id,
        seed=article.seed,
        seed_sha256=article.seed_digest,
        sha256=citing.digest(article.id),
        source=name_source(article),
        label=label_source(article),
        url=article.url,
        headline=article.headline,
        authors=article.authors,
        published=dated.published,
        published_by=dated.published_by,
        note=dated.note,
        credits=tuple(credits),
        words=words,
        alone=tuple(map(state, alone)),
        lacks=tuple(map(state, lacks)),
        versions=article.versions,
    )


def _number_things(
    things: Sequence[Thing], point_of: Mapping[Span, Point]
) -> dict[tuple[str, int, int], frozenset[int]]:
    """The numbers of the things that each point (by its key) is about."""
    result: dict[tuple[str, int, int], set[int]] = {}
    for number, thing in enumerate(things):
        for telling in thing.main_tellings:
            result.setdefault(point_of[telling.span].key, set()).add(number)
    return {key: frozenset(found) for key, found in result.items()}


def _list_printed(
    chosen: Selection,
    timeline: Sequence[TimelineEntry],
    disagreements: Sequence[Disagreement],
    point_of: Mapping[Span, Point],
) -> list[Point]:
    """The points that a page prints, each once, in order."""
    points = dict.fromkeys((*chosen.brief, *chosen.account, *chosen.background))
    statements = [entry.statement for entry in timeline]
    statements += [position.statement for one in disagreements for position in one.positions]
    for statement in statements:
        first = statement.citations[0]
        points.setdefault(point_of[Span(first.article, first.start, first.end)])
    return list(points)


def _count_words(tellings: Sequence[Telling]) -> int:
    return sum(len(telling.text.split()) for telling in tellings)


def _place(telling: Telling) -> tuple[str, int, int]:
    return telling.span.article, telling.span.start, telling.span.end
