"""The commands ``add`` and ``fetch``: what is named, or new in the feeds, to seeds."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import report
from ..errors import ConfigError
from ..fetch import make_client
from ..intake import FeedReport, Fetching, add_sources, fetch_feeds, load_holdings
from ..intake.outcomes import ADDED, FAILED, PLANNED, PRESENT, VERSION, Outcome
from ..locks import hold_folder
from ..settings import SETTINGS_FILE, Settings, load_settings
from ..store import remove_temporary
from ..text import collapse_space
from .project import open_store, say, today


def run_add(options: argparse.Namespace) -> int:
    """Add files, folders and addresses to the seeds; the exit status is 1 where one of them failed."""
    settings = load_settings(options.project, seeds=options.seeds)
    status = 0
    with open_store(options.project) as store, _hold_seeds(settings):
        outcomes = add_sources(
            options.sources,
            settings=settings,
            holdings=load_holdings(settings, store=store),
            store=store,
            make_client=lambda: make_client(settings),
            day=today(),
            stdin=sys.stdin.buffer,
        )
        for outcome in outcomes:
            _print_outcome(outcome, settings.path("seeds"), as_json=options.json, quiet=options.quiet)
            status = 1 if outcome.status == FAILED else status
    return status


def run_fetch(options: argparse.Namespace) -> int:
    """Add what is new in the feeds; the exit status is 1 where a feed failed or, with --strict, a page.

    Raises ConfigError where the settings name no feed.
    """
    settings = load_settings(options.project, seeds=options.seeds)
    if not settings.feeds:
        raise ConfigError(
            "names no feeds", subject=str(settings.root / SETTINGS_FILE), hint="write 'feeds: [https://...]'"
        )
    progress = None if options.quiet else report.make_progress(sys.stderr)
    with open_store(options.project) as store, contextlib.nullcontext() if options.dry_run else _hold_seeds(settings):
        fetching = Fetching(settings, make_client(settings), load_holdings(settings, store=store), store, today())
        feeds = fetch_feeds(fetching, dry_run=options.dry_run, progress=progress)
    for feed in feeds:
        _print_feed(feed, settings.path("seeds"), as_json=options.json, quiet=options.quiet)
    return 1 if any(feed.failed or (options.strict and feed.failures) for feed in feeds) else 0


@contextlib.contextmanager
def _hold_seeds(settings: Settings) -> Iterator[None]:
    """The seeds folder held, so that no other run adds the same page, and rid of what a killed run left there."""
    folder = settings.path("seeds")
    with hold_folder(folder, say=say):
        remove_temporary(folder)
        yield


def _print_outcome(outcome: Outcome, seeds: Path, *, as_json: bool, quiet: bool) -> None:
    """What became of one page: on standard output, failures on standard error, as JSON all on standard output."""
    where = str(seeds / outcome.seed) if outcome.seed else None
    if as_json:
        print(_line(json.dumps(_view_outcome(outcome, seeds), ensure_ascii=False)), flush=True)
    elif outcome.status == FAILED:
        print(_line(f"failed: {outcome.subject}: {outcome.reason}"), file=sys.stderr)
    elif outcome.status == PRESENT and not quiet:
        print(_line(f"already there: {outcome.subject}" + (f" is {where}" if where else "")), flush=True)
    elif not quiet:
        print(_line(f"added: {where}" + (f" ({outcome.reason})" if outcome.reason else "")), flush=True)


def _print_feed(feed: FeedReport, seeds: Path, *, as_json: bool, quiet: bool) -> None:
    """One line a feed, and a line for each page that could not be had; with ``as_json`` one object a feed."""
    if as_json:
        view = {
            "url": feed.feed.url,
            "name": feed.name,
            "error": feed.error or None,
            "unchanged": feed.unchanged,
            "pages": [_view_outcome(outcome, seeds) for outcome in feed.outcomes],
        }
        print(_line(json.dumps(view, ensure_ascii=False)))
        return
    for outcome in feed.outcomes:
        if outcome.status == PLANNED and not quiet:
            print(_line(f"would fetch: {outcome.subject} {outcome.reason}"))
        elif outcome.status not in (PRESENT, PLANNED):
            _print_outcome(outcome, seeds, as_json=False, quiet=quiet)
    if feed.error:
        print(_line(f"failed: {feed.feed.url}: {feed.error}"), file=sys.stderr)
    elif not quiet:
        print(_line(f"{feed.name}: {_count_outcomes(feed)}"))


def _line(text: str) -> str:
    """The text on one line; names of files may hold bytes that are no characters."""
    return collapse_space(text.encode("utf-8", "replace").decode("utf-8"))


def _count_outcomes(feed: FeedReport) -> str:
    if feed.unchanged:
        return "nothing new (the feed has not changed)"
    number = Counter(outcome.status for outcome in feed.outcomes)
    said = [
        f"{number[status]} {words}"
        for status, words in (
            (ADDED, "added"),
            (VERSION, "added as a later version"),
            (PLANNED, "to fetch"),
            (FAILED, "failed"),
        )
        if number[status]
    ]
    return ", ".join([*(said or ["nothing new"]), *([f"{number[PRESENT]} known"] if number[PRESENT] else [])])


def _view_outcome(outcome: Outcome, seeds: Path) -> dict[str, Any]:
    return {
        "subject": outcome.subject,
        "status": outcome.status,
        "file": str(seeds / outcome.seed) if outcome.seed else None,
        "reason": outcome.reason or None,
    }
