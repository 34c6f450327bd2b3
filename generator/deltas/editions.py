"""The data of one output folder to the edition that a comparison sees, read leniently.

The data may have been written by an older or newer version of this program, whose records have other
fields, so only what is compared is read, and a field that is not there is empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..compare import (
    ActorView,
    ClaimView,
    DisagreementView,
    Edition,
    EventView,
    FigureView,
    Passage,
    SourceView,
    StoryView,
)
from ..errors import ReadError

INDEX = "stories.json"
PERMALINKS = "permalinks.json"
MANIFEST = "manifest.json"
STORIES = "stories"

def parse_edition(files: Mapping[str, str], *, name: str) -> Edition:
    """The edition that ``files`` (path below ``data/`` to text) hold; ``name`` says whose they are in errors.

    Raises ReadError where a file is missing or is no record of this program.
    """
    entries = _load(files, INDEX, name)
    try:
        ids = [str(entry["id"]) for entry in entries]
    except (TypeError, KeyError) as error:
        raise _unreadable(INDEX, name) from error
    stories = []
    for key in ids:
        path = f"{STORIES}/{key}.json"
        record = _load(files, path, name)
        try:
            stories.append(_read_story(record))
        except (AttributeError, TypeError, KeyError, ValueError) as error:
            raise _unreadable(path, name) from error
    return Edition(tuple(stories), _list_addresses(files, stories, name))


def _list_addresses(files: Mapping[str, str], stories: list[StoryView], name: str) -> frozenset[str]:
    """Addresses that lead to something: of the stories, and those of the record that have a page in the manifest
    and an article in a story; the page of any other says that what was there is gone."""
    found = {address for story in stories for address in (story.permalink, *story.redirects)}
    if PERMALINKS in files and MANIFEST in files:
        pages = set(_load(files, MANIFEST, name))
        held = {source.article for story in stories for source in story.sources}
        for address, articles in _load(files, PERMALINKS, name).items():
            if f"{address}.md" in pages and isinstance(articles, list) and not held.isdisjoint(map(str, articles)):
                found.add(str(address))
    return frozenset(found)


def _load(files: Mapping[str, str], path: str, name: str) -> Any:
    if path not in files:
        raise ReadError(f"has no data/{path}", subject=name, hint="name a folder or revision that a build has filled")
    try:
        value = json.loads(files[path])
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, name) from error
    if not isinstance(value, list if path == INDEX else dict):
        raise _unreadable(path, name)
    return value


def _unreadable(path: str, name: str) -> ReadError:
    return ReadError(f"data/{path} is not what a build writes", subject=name, hint="run `briefings build` again")


def _read_story(record: Mapping[str, Any]) -> StoryView:
    sources = tuple(_read_source(article) for article in record["articles"])
    outlets = {source.article: source.outlet for source in sources}

    def passage(statement: Mapping[str, Any]) -> Passage:
        places = tuple(
            (str(one["article"]), int(one["start"]), int(one["end"])) for one in statement.get("citations", ())
        )
        named = dict.fromkeys(outlets[article] for article, _, _ in places if article in outlets)
        return Passage(str(statement["text"]), tuple(named), places)

    told = [one for part in ("brief", "account", "background") for one in record.get(part, ())]
    told += [saying["statement"] for saying in record.get("sayings", ())]
    return StoryView(
        id=str(record["id"]),
        permalink=str(record["permalink"]),
        headline=str(record["headline"]),
        redirects=tuple(map(str, record.get("redirects", ()))),
        sources=sources,
        events=tuple(
            EventView(_optional(entry["date"]), passage(entry["statement"])) for entry in record.get("timeline", ())
        ),
        figures=tuple(
            FigureView(
                str(entry["quantity"]),
                str(entry["relation"]),
                tuple(
                    ClaimView(
                        float(claim["value"]), str(claim["bound"]), str(claim["words"]), passage(claim["statement"])
                    )
                    for claim in entry["claims"]
                ),
            )
            for entry in record.get("figures", ())
        ),
        disagreements=tuple(
            DisagreementView(
                str(one["kind"]),
                str(one["subject"]),
                tuple(passage(position["statement"]) for position in one["positions"]),
            )
            for one in record.get("disagreements", ())
        ),
        actors=tuple(_read_actor(actor) for actor in record.get("actors", ())),
        told=tuple(dict.fromkeys(str(statement["text"]) for statement in told)),
    )


def _read_source(article: Mapping[str, Any]) -> SourceView:
    return SourceView(
        article=str(article["id"]),
        seed=str(article["seed"]),
        outlet=str(article.get("label") or article.get("source") or article["seed"]),
        headline=_optional(article.get("headline")),
        published=_optional(article.get("published")),
    )


def _read_actor(actor: Mapping[str, Any]) -> ActorView:
    name = str(actor["name"])
    names = (name, *(str(alias["name"]) for alias in actor.get("aliases", ())))
    return ActorView(
        id=str(actor["id"]),
        name=name,
        kind=str(actor.get("kind", "")),
        names=tuple(dict.fromkeys(names)),
        salience=float(actor.get("salience", 0)),
    )


def _optional(value: Any) -> str | None:
    return None if value is None else str(value)
