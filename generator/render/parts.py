"""Parts of the site that are made from some stories alone, and made anew only when one of those looks otherwise.

A part is rendered from an edition that holds nothing but its stories and what their pages name of others. So whatever a
template asks for, its files depend on what their key is made of, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from .. import codec
from ..files import Files, MakeFiles
from ..records import Story, Storyline
from ..settings import Settings
from ..text import digest_text
from .edition import Edition
from .environment import digest_templates

# The settings that a page may print or depend on.
PAGE_SETTINGS = ("title", "address", "article_text")


class Parts:
    """Renders parts of an edition, and gives those that were made before.

    ``edition`` is all of it, ``bare`` the same without the settings that pages do not depend on.
    ``digests`` are of the stories as composed (without their rank, which is theirs among all); None where nothing is
    stored.
    """

    def __init__(self, edition: Edition, *, digests: Mapping[str, str] | None) -> None:
        settings = Settings(**{name: getattr(edition.settings, name) for name in PAGE_SETTINGS})
        self.edition = edition
        self.bare = replace(edition, settings=settings)
        self.digests = digests
        self._mark = (digest_templates(edition.settings), repr(settings)) if digests is not None else ()
        self._looks = {} if digests is None else {one.id: self._look(one, digests[one.id]) for one in edition.stories}

    def render(
        self,
        name: str,
        stories: Sequence[Story],
        work: Callable[..., Mapping[str, str]],
        *parts: str,
        make: MakeFiles,
        storylines: Sequence[Storyline] = (),
    ) -> Files:
        """The files that ``work(edition, *parts)`` gives for an edition of the stories and storylines alone.

        ``name`` says what is made of them, ``parts`` what else it depends on.
        """
        key = self.describe(name, stories, storylines, *parts)
        return make(key, lambda: work(narrow_edition(self.bare, stories, storylines), *parts))

    def describe(
        self, name: str, stories: Sequence[Story], storylines: Sequence[Storyline], *parts: str
    ) -> tuple[str, ...]:
        """All that a narrow edition holds, and what is made of it, as texts; empty where nothing is stored."""
        if self.digests is None:
            return ()
        return (name, *self._mark, codec.pack(storylines), *parts, *(self._looks[story.id] for story in stories))

    def _look(self, story: Story, digest: str) -> str:
        """A digest of all that the pages of a story may show of it: what it tells, what has a page, what changed."""
        edition = self.edition
        ids = {one.id for one in (*story.actors, *story.places)}
        pages = sorted(edition.profiled & ids), sorted(edition.placed & ids)
        return digest_text(repr((digest, *pages, edition.changes.get(story.id))))


def narrow_edition(edition: Edition, stories: Sequence[Story], storylines: Sequence[Storyline] = ()) -> Edition:
    """The edition as if it held these stories and storylines alone; of its other pages it keeps those they name."""
    stories = tuple(replace(story, rank=0) for story in stories)
    ids = {one.id for story in stories for one in (*story.actors, *story.places)}
    listed: dict[str, list] = {}
    for story in stories:
        for article in story.articles:
            listed.setdefault(article.id, []).append((article, story))
    return replace(
        edition,
        as_of=None,
        stories=stories,
        storylines=tuple(storylines),
        problems=(),
        sources=(),
        profiles=(),
        places=(),
        story_by_id={story.id: story for story in stories},
        storyline_by_id={storyline.id: storyline for storyline in storylines},
        listed={key: tuple(found) for key, found in listed.items()},
        profiled=edition.profiled & ids,
        placed=edition.placed & ids,
        changes={story.id: edition.changes[story.id] for story in stories if story.id in edition.changes},
        editions=(),
    )
