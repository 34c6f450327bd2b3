"""The record of editions: what the last edition told, in short, and what each edition changed.

One file of JSON Lines, two lines a story, so that it is replaced in one step and a change of one story changes its
lines and the first. It names no clock: an edition's day is the day its briefings speak of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from ..codec import decode, encode
from ..errors import RenderError
from ..records import EditionChange, Story, StoryChange
from ..text import digest_text
from .baseline import summarize_story, view_story
from .comparing import compare_editions
from .log import Comparison, describe_edition, describe_stories
from .matching import find_edits, match_stories, rename_articles
from .views import Edition

FORMAT = 1
#: Changes kept of one story, and editions kept, the newest.
CHANGES_KEPT = 12
EDITIONS_KEPT = 12

# The fields of a change that are left out of the record where nothing is in them.
_OPTIONAL = {field.name: encode(field.default) for field in fields(StoryChange) if field.default is not MISSING}


@dataclass(frozen=True, slots=True)
class Told:
    """A story as the last edition told it, and its changes, the newest first.

    ``summary`` is the JSON of ``baseline.summarize_story``: as a text, since of most stories it is only compared.
    """

    summary: str
    changes: tuple[StoryChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """``edition`` numbers the editions that changed anything, from 1; ``editions`` and changes the newest first."""

    edition: int
    editions: tuple[EditionChange, ...]
    stories: Mapping[str, Told]

    @property
    def changes(self) -> dict[str, tuple[StoryChange, ...]]:
        """Story id to its changes, of the stories that have any."""
        return {key: told.changes for key, told in self.stories.items() if told.changes}


def advance_record(record: Record | None, stories: Iterable[Story], *, day: str | None) -> Record:
    """The record after an edition of ``stories`` of the as-of ``day``.

    Equal to ``record`` where they are the same stories as before. Without a record, or upon an edition without a
    story, it begins: what has no past is not new. So does one without a story.
    """
    told = {story.id: _write(summarize_story(story)) for story in stories}
    if record is None or not record.stories or not told:
        return Record(1, (), {key: Told(summary) for key, summary in told.items()})
    # What is told as before is left out: no article of it came, went or moved.
    before = {key: json.loads(one.summary) for key, one in record.stories.items() if told.get(key) != one.summary}
    after = {key: json.loads(told[key]) for key in told if key not in record.stories or key in before}
    old, new = _view_edition(before), _view_edition(after)
    edits = find_edits(old, new)
    comparison = Comparison(
        old,
        new,
        compare_editions(old, new),
        edits={former: article for article, former in edits.items()},
        headlines={values["address"]: values["headline"][1] for values in before.values()},
        edition=record.edition + 1,
        day=day,
    )
    changes = describe_stories(comparison)
    edition = describe_edition(comparison, changes)
    log = {key: record.stories[key].changes for key in told.keys() - after.keys()}
    for first, second in match_stories(old.stories, rename_articles(new, edits).stories):
        log[second.id] = rename_articles(record.stories[first.id].changes, comparison.edits)
    for key, change in changes.items():
        log[key] = (change, *log.get(key, ()))[:CHANGES_KEPT]
    kept = {key: Told(summary, log.get(key, ())) for key, summary in told.items()}
    if edition is None:
        return Record(record.edition, record.editions, kept)
    return Record(edition.edition, (edition, *record.editions)[:EDITIONS_KEPT], kept)


def _view_edition(stories: Mapping[str, Mapping[str, Any]]) -> Edition:
    views = tuple(view_story(key, values) for key, values in stories.items())
    return Edition(views, frozenset(address for view in views for address in (view.permalink, *view.redirects)))


def dump_record(record: Record) -> str:
    """The record as JSON Lines: the editions with a digest of all, then the changes and summary of each story by id."""
    body = "".join(
        f"{_write({'id': key, 'changes': list(map(_shorten, told.changes))})}\n{told.summary}\n"
        for key, told in sorted(record.stories.items())
    )
    head = {"format": FORMAT, "edition": record.edition, "editions": encode(record.editions)}
    return _write({**head, "sha256": digest_text(_write(head) + body)}) + "\n" + body


def parse_record(text: str, *, name: str) -> Record:
    """The record that ``dump_record`` wrote; ``name`` says where it lies. Raises RenderError where it is damaged."""
    first, _, body = text.partition("\n")
    try:
        head = json.loads(first)
        digest = head.pop("sha256")
        if head["format"] != FORMAT or digest != digest_text(_write(head) + body):
            raise ValueError
        lines = body.split("\n")
        stories = {}
        for entry, summary in zip(map(json.loads, lines[:-1:2]), lines[1::2]):
            stories[entry["id"]] = Told(summary, tuple(map(_restore, entry["changes"])))
        return Record(head["edition"], decode(tuple[EditionChange, ...], head["editions"]), stories)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise RenderError(
            "the record of editions is damaged or of another version: what changed before is forgotten",
            subject=name,
            hint="take the file of the last commit back and build again, or go on without it",
        ) from error


def _write(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _shorten(change: StoryChange) -> dict[str, Any]:
    values = encode(change)
    return {key: value for key, value in values.items() if key not in _OPTIONAL or value != _OPTIONAL[key]}


def _restore(values: dict[str, Any]) -> StoryChange:
    return decode(StoryChange, {**_OPTIONAL, **values})
