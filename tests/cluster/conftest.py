"""A small maker of articles and analyses, so that the room is tested without a language pipeline."""

from __future__ import annotations

import re

import pytest

from generator.records import Analysis, Article, Block, Entity, Mention, Sentence, Span, TimeExpression

STOP = frozenset(
    "a an the of in on at to by for and or but is was were are be has had have it its that this with from as".split()
)


def make_article(
    identifier: str, text: str, *, headline: str | None = None, published: str | None = None, days: tuple[str, ...] = ()
):
    """An Article and its Analysis: sentences end at full stops, capitalised words inside a sentence are names.

    A name after "in", "near" or "from" is a place. ``days`` are values of days that the text is said to name.
    """
    full = f"{headline}\n{text}" if headline else text
    sentences, mentions, entities = [], [], {}
    for match in re.finditer(r"[^\n.]+\.?", full):
        words = [(word.group(), match.start() + word.start()) for word in re.finditer(r"[A-Za-z0-9]+", match.group())]
        lemmas = tuple(word.lower() for word, _ in words if word.lower() not in STOP)
        sentences.append(Sentence(Span(identifier, match.start(), match.end()), 0, lemmas, "past", False, False))
        for place, (word, start) in enumerate(words):
            if place and word[0].isupper():
                kind = "LOC" if words[place - 1][0] in ("in", "near", "from") else "ORG"
                entity = entities.setdefault(word, Entity(f"e{len(entities) + 1}", word, kind, (word,)))
                mentions.append(Mention(Span(identifier, start, start + len(word)), entity.kind, entity.id))
    times = tuple(TimeExpression(Span(identifier, 0, 1), "DATE", day, None, None) for day in days)
    blocks = (Block("paragraph", 0, len(full)),)
    article = Article(
        identifier,
        f"{identifier}.txt",
        None,
        None,
        headline,
        (),
        published,
        "metadata" if published else None,
        "en",
        None,
        (),
        full,
        blocks,
        (),
        ((0, 0, len(full)),),
        identifier,
    )
    analysis = Analysis(
        identifier, "test", tuple(sentences), tuple(mentions), tuple(entities.values()), (), times, (), (), ()
    )
    return article, analysis


@pytest.fixture
def collect():
    """Puts (identifier, text, options) tuples into the two mappings that ``cluster_articles`` takes."""

    def collect_articles(*items):
        articles, analyses = {}, {}
        for item in items:
            options = item[2] if len(item) > 2 else {}
            article, analysis = make_article(item[0], item[1], **options)
            articles[article.id] = article
            analyses[article.id] = analysis
        return articles, analyses

    return collect_articles
