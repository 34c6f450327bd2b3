"""One article's Analysis: the room's rules in their order."""

from __future__ import annotations

from ..records import Analysis, Article
from .attributions import find_attributions
from .document import build_document
from .entities import join_mentions
from .events import find_events
from .figures import find_figures
from .index import index_names
from .mentions import find_names
from .pipeline import Pipeline
from .roles import find_roles
from .sentences import describe_sentences
from .times import find_times


def analyze_article(article: Article, *, pipeline: Pipeline) -> Analysis:
    """The Analysis of an article: a pure function of the article and the pipeline."""
    document = build_document(article, pipeline=pipeline)
    mentions, entities = join_mentions(document, find_names(document))
    names = index_names(document, mentions, entities)
    times = find_times(document.doc, article=article.id, anchor=article.published, day_first=article.day_first)
    attributions = find_attributions(document, names)
    return Analysis(
        article=article.id,
        pipeline=pipeline.version,
        sentences=describe_sentences(document),
        mentions=mentions,
        entities=entities,
        roles=find_roles(document, names),
        times=times,
        attributions=attributions,
        figures=find_figures(document, names, times, attributions),
        events=find_events(document, names, times),
    )
