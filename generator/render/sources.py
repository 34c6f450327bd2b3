"""Sources: what an outlet brought to the edition, alone and with others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..records import Source, Statement, Story, StoryArticle
from ..text import fold
from .profiles import sort_by_time

#: Stories told on a source's page, the newest; the others are listed by headline.
TOLD_STORIES = 6
#: Statements repeated there of each story: what the source alone carries, and what others carry, too.
ALONE, SHARED = 3, 2
#: Origins that it shares, and outlets of the same stories, that its page names.
ORIGINS, PARTNERS = 12, 8
# A family as the table of outlets gives it: small letters, words joined by hyphens. What cannot be spoken is an
# abbreviation.
_FAMILY_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SPOKEN = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a source brought to one story: its articles, what it alone carries, and what others carry too."""

    story: Story
    articles: tuple[StoryArticle, ...]
    alone: tuple[Statement, ...]
    shared: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SharedOrigin:
    """A party, agency or outlet on which a source's articles rest: in how many stories, how many with other sources."""

    name: str
    kind: str
    stories: int
    with_others: int


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """A source's page: the outlet, what it carried (the newest story first, undated ones last), and with whom.

    ``family`` are the other sources of its family, ``partners`` those of the same stories with the number of stories;
    ``origins`` lie behind its articles, those of most stories first. In ``alone`` stories it is the only source.
    It is ``named`` unless it stands in for the unknown outlet of one article.
    """

    source: Source
    named: bool
    carried: tuple[Carried, ...]
    alone: int
    family: tuple[Source, ...]
    partners: tuple[tuple[Source, int], ...]
    origins: tuple[SharedOrigin, ...]

    @property
    def articles(self) -> int:
        """The number of its articles."""
        return sum(len(one.articles) for one in self.carried)

    @property
    def family_name(self) -> str | None:
        """Its family for readers: "News Corp" for the id "news-corp"; a name that was written out stays as it is."""
        family = self.source.family
        if family is None or not _FAMILY_ID.fullmatch(family):
            return family
        return " ".join(word.capitalize() if _SPOKEN.search(word) else word.upper() for word in family.split("-"))

    @property
    def told(self) -> tuple[Carried, ...]:
        """The stories of which its page repeats statements: the newest."""
        return self.carried[:TOLD_STORIES]

    @property
    def listed(self) -> tuple[Carried, ...]:
        """The others, of which it gives the headline alone."""
        return self.carried[TOLD_STORIES:]


def list_sources(sources: Iterable[Source], stories: Iterable[Story]) -> tuple[SourceProfile, ...]:
    """The profile of every source that has a page, by name and id."""
    stories = tuple(stories)
    sources = tuple(sources)
    named = {source.id for source in sources}
    completed = complete_sources(sources, stories)
    known = {source.id: source for source in completed}
    families: dict[str, list[Source]] = {}
    for source in completed:
        if source.family:
            families.setdefault(source.family, []).append(source)
    carried = carried_by_source(stories)
    return tuple(
        _make_profile(
            source,
            carried.get(source.id, ()),
            known,
            families.get(source.family or "", ()),
            named=source.id in named,
        )
        for source in completed
    )


def find_source(key: str, sources: Iterable[Source], stories: Iterable[Story]) -> SourceProfile:
    """The profile of one source of the stories."""
    return next(one for one in list_sources(sources, stories) if one.source.id == key)


def complete_sources(sources: Iterable[Source], stories: Iterable[Story]) -> tuple[Source, ...]:
    """Every source that has a page, by name and id: the outlets that are known, and a stand-in for each unnamed one."""
    known = {source.id: source for source in sources}
    for story in stories:
        for article in story.articles:
            known.setdefault(article.source, Source(article.source, article.label))
    return tuple(sorted(known.values(), key=lambda source: (fold(source.name), source.id)))


def carried_by_source(stories: Iterable[Story]) -> dict[str, tuple[Carried, ...]]:
    """Source id to what it brought to each story that lists an article of it, the newest story first, undated last."""
    found: dict[str, list[Carried]] = {}
    ordered = sort_by_time(stories)
    undated = [story for story in ordered if not story.first_date]
    for story in (*(story for story in reversed(ordered) if story.first_date), *undated):
        printed = dict.fromkeys((*story.brief, *story.account, *story.background))
        cited = {statement: {citation.article for citation in statement.citations} for statement in printed}
        for source in sorted({article.source for article in story.articles}):
            articles = tuple(article for article in story.articles if article.source == source)
            ids = {article.id for article in articles}
            alone = tuple(dict.fromkeys(one for article in articles for one in article.alone))
            shared = tuple(statement for statement in printed if cited[statement] & ids and cited[statement] - ids)
            found.setdefault(source, []).append(Carried(story, articles, alone, shared))
    return {source: tuple(carried) for source, carried in found.items()}


def _make_profile(
    source: Source, carried: tuple[Carried, ...], known: dict[str, Source], family: Iterable[Source], *, named: bool
) -> SourceProfile:
    partners: Counter[str] = Counter()
    origins: Counter[tuple[str, str]] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    for one in carried:
        partners.update({article.source for article in one.story.articles} - {source.id})
        own = {article.id for article in one.articles}
        labels = {article.label for article in one.articles}
        for origin in one.story.basis.origins:
            if own & set(origin.articles) and origin.name not in labels:
                origins[origin.kind, origin.name] += 1
                shared[origin.kind, origin.name] += bool(set(origin.articles) - own)
    by_weight = sorted(origins, key=lambda one: (-origins[one], one))[:ORIGINS]
    nearest = sorted(partners, key=lambda one: (-partners[one], fold(known[one].name), one))[:PARTNERS]
    return SourceProfile(
        source,
        named,
        carried,
        sum(all(article.source == source.id for article in one.story.articles) for one in carried),
        tuple(one for one in family if one.id != source.id),
        tuple((known[one], partners[one]) for one in nearest),
        tuple(SharedOrigin(name, kind, origins[kind, name], shared[kind, name]) for kind, name in by_weight),
    )
