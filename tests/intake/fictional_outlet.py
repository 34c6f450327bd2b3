"""A project in a folder of its own, and the pages and feeds of a fictional outlet."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from loopback import make_quick_client

from generator.intake import FeedReport, Fetching, add_sources, fetch_feeds, load_holdings
from generator.intake.outcomes import Outcome
from generator.settings import FeedSetting, Settings
from generator.store import Store

DAY = "2026-11-21"
T = TypeVar("T")
BODY = (
    "<p>NORVIK - The main bridge over the Aln was closed to all traffic on Monday after engineers found cracks in its"
    " central pier, the city said in a statement.</p><p>Mayor Ada Holm told reporters at the town hall that the"
    " bridge would stay closed for at least two weeks. About 14,000 cars use it every day.</p>"
)


class Project:
    """A folder with seeds and a store; each call of ``add`` or ``fetch`` is a run of its own, as from a shell."""

    def __init__(self, root: Path) -> None:
        self.settings = Settings(root=root)
        self.seeds = root / "seeds"
        self.make_client = make_quick_client
        self.cache = root / ".cache" / "briefings.sqlite"

    def add(self, *names: str | Path, stdin: bytes = b"") -> list[Outcome]:
        return self._run(
            lambda store: list(
                add_sources(
                    list(map(str, names)),
                    settings=self.settings,
                    holdings=load_holdings(self.settings, store=store),
                    store=store,
                    make_client=self.make_client,
                    day=DAY,
                    stdin=io.BytesIO(stdin),
                )
            )
        )

    def fetch(self, *feeds: str | FeedSetting, **options: bool) -> list[FeedReport]:
        named = tuple(FeedSetting(feed) if isinstance(feed, str) else feed for feed in feeds)
        settings = Settings(root=self.settings.root, feeds=named)

        def run(store: Store) -> list[FeedReport]:
            holdings = load_holdings(settings, store=store)
            return fetch_feeds(Fetching(settings, self.make_client(), holdings, store, DAY), **options)

        return self._run(run)

    def files(self) -> list[str]:
        """The names of all files below the seeds folder, hidden and half ones included."""
        return sorted(path.relative_to(self.seeds).as_posix() for path in self.seeds.rglob("*") if path.is_file())

    def _run(self, work: Callable[[Store], T]) -> T:
        store = Store(self.cache)
        try:
            return work(store)
        finally:
            store.close()


def make_story(headline: str, *, body: str = BODY, day: str = "2016-04-11", own: str = "") -> str:
    """A page of an outlet as sites have them; ``own`` is the address that it states for itself."""
    link = f'<link rel="canonical" href="{own}">' if own else ""
    date = f'<meta property="article:published_time" content="{day}T08:00:00+02:00">' if day else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>{link}'
        f'<meta property="og:site_name" content="The Norvik Herald">{date}</head><body>'
        f"<article><h1>{headline}</h1>{body}</article></body></html>"
    )


def make_feed(*items: str, title: str = "The Norvik Herald") -> str:
    """An RSS feed of these items."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def make_item(link: str, *, guid: str = "", title: str = "A headline", more: str = "") -> str:
    """An item of a feed."""
    named = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    return f"<item><title>{title}</title><link>{link}</link>{named}{more}</item>"
