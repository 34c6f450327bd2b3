"""What recipients name (storylines, actors, sources, by id or name) to the stories that it concerns."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..errors import ReadError
from ..outlets import load_rows
from ..press import Entry
from ..settings import OutletSetting, RecipientSetting
from ..text import fold

KINDS = ("storylines", "actors", "sources")


@dataclass(slots=True)
class _Things:
    """Things of one kind: their ids by folded name, and the stories of each."""

    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    stories: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, name: str) -> set[str]:
        return set().union(*(self.stories.get(key, ()) for key in self.ids.get(fold(name), ())))


class Interests:
    """An edition by the storylines, actors and sources of its stories.

    A name is compared without case and accents. One that several things go by means all of them; an alias that one
    story gives an actor finds the actor in the others, too.
    """

    def __init__(self, output: Path, entries: Iterable[Entry], *, outlets: Iterable[OutletSetting] = ()) -> None:
        """Read the data of the entries. Raises ReadError."""
        self._things = {kind: _Things() for kind in KINDS}
        articles: dict[str, str] = {}
        for entry in entries:
            path = output / "data" / "stories" / f"{entry.id}.json"
            try:
                self._add_story(entry.id, json.loads(path.read_text(encoding="utf-8")), articles)
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise ReadError(f"cannot be read: {error}", subject=str(path), hint="run `briefings build`") from error
        self._add_storylines(output, articles)
        self._add_outlets(outlets)

    def find(self, recipient: RecipientSetting) -> frozenset[str] | None:
        """The ids of the stories that concern the recipient; None where everything does."""
        named = [(kind, name) for kind in KINDS for name in getattr(recipient, kind)]
        if not named:
            return None
        return frozenset().union(*(self._things[kind].find(name) for kind, name in named))

    def find_unknown(self, recipient: RecipientSetting) -> list[str]:
        """What the recipient names and no story of the edition has."""
        return [name for kind in KINDS for name in getattr(recipient, kind) if not self._things[kind].find(name)]

    def _add(self, kind: str, key: str, names: Iterable[str], story: str) -> None:
        self._things[kind].stories[key].add(story)
        for name in (key, *names):
            self._things[kind].ids[fold(name)].add(key)

    def _add_story(self, story: str, record: dict[str, Any], articles: dict[str, str]) -> None:
        for actor in record["actors"]:
            self._add("actors", actor["id"], (actor["name"], *(alias["name"] for alias in actor["aliases"])), story)
        for article in record["articles"]:
            label = article["label"].removesuffix(f" ({article['seed']})")
            named = (label,) if label == article["label"] else ()  # a stand-in for an unnamed outlet is nobody's name
            self._add("sources", article["source"], named, story)
        if storyline := record["storyline"]:
            self._add("storylines", storyline, (), story)
            articles.update((article["id"], storyline) for article in record["articles"])

    def _add_storylines(self, output: Path, articles: dict[str, str]) -> None:
        """Names of storylines: every address that one ever had, and the titles of the pages."""
        try:
            record = json.loads((output / "data" / "permalinks.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            record = {}
        for address, members in record.items() if isinstance(record, dict) else ():
            if address.startswith("storylines/"):
                names = [address, address.removeprefix("storylines/"), _read_title(output / f"{address}.md")]
                for storyline in {articles[one] for one in members if one in articles}:
                    for name in filter(None, names):
                        self._things["storylines"].ids[fold(name)].add(storyline)

    def _add_outlets(self, own: Iterable[OutletSetting]) -> None:
        """Other names of outlets, from the settings and the table."""
        sources = self._things["sources"]
        rows = [(row["id"], row["name"], row.get("aliases", ())) for row in load_rows()]
        rows += [(outlet.id or "", outlet.name, outlet.aliases) for outlet in own]
        for key, name, aliases in rows:
            known = {key} & sources.stories.keys() or sources.ids.get(fold(name), set())
            for alias in (name, *aliases):
                sources.ids[fold(alias)] |= known


def _read_title(path: Path) -> str:
    try:
        head = path.read_text(encoding="utf-8").split("\n---\n", 1)[0].removeprefix("---\n")
        return str(yaml.safe_load(head)["title"])
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
        return ""
