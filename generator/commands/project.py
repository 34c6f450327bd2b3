"""What commands share: the project's store, the day, the stories that are named, and a line to say what is amiss."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ..errors import ConfigError
from ..press import Entry, read_entries, since_day
from ..settings import CACHE_FILE, Settings
from ..store import Store


@contextlib.contextmanager
def open_store(project: Path) -> Iterator[Store]:
    """The project's store; what is wrong with it is said in one line, and costs time alone."""
    path = project / CACHE_FILE
    with contextlib.closing(Store(path)) as store:
        yield store
    if store.trouble:
        say(f"{path}: {store.trouble}; went on without it (end what else uses it, or delete it)")


def say(text: str) -> None:
    print(f"briefings: {text}", file=sys.stderr, flush=True)


def find_entry(settings: Settings, name: str) -> Entry:
    """The one story that ``name`` means: a rank, an id, an address, or else a part of an address or headline.

    Raises ReadError where there are no pages, ConfigError where it means no story or several.
    """
    entries = read_entries(settings.path("output"))
    if name.isdecimal() and 1 <= int(name) <= len(entries):
        return entries[int(name) - 1]
    wanted = name.casefold()
    found = [one for one in entries if name in (one.id, one.permalink, one.permalink.split("/")[-1])] or [
        one for one in entries if wanted in one.permalink.casefold() or wanted in one.headline.casefold()
    ]
    if len(found) != 1:
        what = "no story" if not found else f"{len(found)} stories"
        known = ", ".join(one.permalink.split("/")[-1] for one in (found or entries)[:10])
        raise ConfigError(f"{what} of that name", subject=name, hint=f"known are: {known}")
    return found[0]


def choose_entries(settings: Settings, *, story: str | None, edition: bool, since: str | None) -> tuple[Entry, ...]:
    """One story, or those of the edition with a report since then. Raises GeneratorError."""
    if bool(story) == edition:
        raise ConfigError("name one story, or --edition", subject="arguments")
    if since and not edition:
        raise ConfigError("is for an edition", subject="--since", hint="give --edition")
    if story:
        return (find_entry(settings, story),)
    entries = read_entries(settings.path("output"))
    return since_day(entries, since) if since else entries


def today() -> str:
    """The day that is written to sidecars: of SOURCE_DATE_EPOCH, else of the clock, in universal time."""
    return source_date() or datetime.now(UTC).date().isoformat()


def source_date() -> str | None:
    """The day of SOURCE_DATE_EPOCH, where the environment sets it. Raises ConfigError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(
            f"{epoch!r} is no time", subject="SOURCE_DATE_EPOCH", hint="give whole seconds since 1970"
        ) from error
