"""Stories made of invented articles, each of which brings an event, a value of a figure and an actor of its own."""

from __future__ import annotations

from collections.abc import Iterable

from generator.records import (
    Actor,
    Alias,
    Basis,
    Citation,
    Disagreement,
    FigureClaim,
    LedgerEntry,
    Position,
    Statement,
    Story,
    StoryArticle,
    TimelineEntry,
)
from generator.text import digest_text


def state(words: str, *articles: str, start: int = 0) -> Statement:
    """A statement of ``words`` that each article has at the same place."""
    places = (Citation(one, f"outlet-{one}", start, start + len(words), digest_text(one)) for one in articles)
    return Statement(words, tuple(places))


def tell_event(article: str) -> Statement:
    return state(f"The gate {article} of the weir was opened.", article, start=10)


def count_people(article: str) -> Statement:
    return state(f"{ord(article[0])} people were moved, {article} said.", article, start=90)


def list_article(article: str, number: int, *, seed: str = "") -> StoryArticle:
    return StoryArticle(
        number=number,
        id=article,
        seed=seed or f"{article}.txt",
        seed_sha256="",
        sha256=digest_text(article),
        source=f"outlet-{article}",
        label=f"Outlet {article.upper()}",
        url=None,
        headline=f"Report {article}",
        authors=(),
        published=None,
        published_by=None,
        note=None,
        credits=(),
        words=9,
        alone=(),
    )


def make_story(name: str, articles: Iterable[str], **values: object) -> Story:
    """The story ``name`` as its articles make it, whatever else is in the edition."""
    articles = sorted(articles)
    claims = tuple(
        FigureClaim(float(ord(one[0])), "exactly", f"{ord(one[0])} people", None, None, count_people(one))
        for one in articles
    )
    positions = tuple(Position(None, claim.statement) for claim in claims)
    given = {
        "id": name,
        "permalink": f"stories/{name}",
        "headline": f"Report {articles[0]}",
        "headline_citation": Citation(articles[0], f"outlet-{articles[0]}", 0, 8, ""),
        "first_date": None,
        "last_date": None,
        "storyline": None,
        "articles": tuple(list_article(one, number) for number, one in enumerate(articles, 1)),
        "brief": (tell_event(articles[0]),),
        "account": (),
        "background": (),
        "timeline": tuple(
            TimelineEntry(f"2031-05-{1 + ord(one[0]) % 28:02}", "day", "event", tell_event(one), None, "", number)
            for number, one in enumerate(articles)
        ),
        "actors": tuple(
            Actor(f"actor-{one}", f"Warden {one}", "PERSON", (Alias(f"W. {one}", (one,)),), (), (tell_event(one),), 1.0)
            for one in articles
        ),
        "sayings": (),
        "figures": (LedgerEntry("people moved", "disagreement" if len(claims) > 1 else "single", claims),),
        "disagreements": (Disagreement("figure", "people moved", positions),) if len(claims) > 1 else (),
        "basis": Basis(None, None, len(articles), len(articles), (), 1, 1, ()),
        "shared": (),
        "nearest": None,
        "redirects": (),
        "rank": 1,
        "rank_reason": "",
    }
    return Story(**{**given, **values})
