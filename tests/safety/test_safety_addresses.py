"""Every address that was ever given has a page, whatever is added, taken out, merged and split, in any order."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest

from generator import cluster
from generator.output import read_permalinks, write_output
from generator.pipeline import build
from generator.records import Cluster, Clustering, Storyline
from generator.settings import Editorial, Settings
from generator.store import Store

pytestmark = pytest.mark.pipeline

TEXTS = {
    "bridge": """{town} closes its bridge

{day} April 2016

The mayor of {town} said on Monday that the bridge over the Sund had been closed after cracks were found in it.
""",
    "vote": """{town} council votes for a tax on boats

{day} April 2016

The council of {town} voted on Tuesday for a tax on boats. Owners of boats said that they would go to court over it.
""",
    "fire": """Fire in {town} destroys a mill

{day} April 2016

A fire destroyed the old mill of {town} on Friday, the fire brigade said. Nobody was hurt.
""",
}
TOWNS = ("Norvik", "Tessen")
BUILDS = 15


def test_over_a_random_sequence_of_builds(tmp_path: Path) -> None:
    chooser = random.Random(24)
    settings = Settings(root=tmp_path)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    output = settings.path("output")
    every = {
        f"{kind}-{town}-{day}.txt".lower(): text.format(town=town, day=day)
        for kind, text in TEXTS.items()
        for town in TOWNS
        for day in (11, 12)
    }
    given: set[str] = set()
    store = Store(tmp_path / "store.sqlite")
    kinds: set[str] = set()
    for number in range(BUILDS):
        for name in chooser.sample(sorted(every), 4):
            if (seeds / name).exists():
                (seeds / name).unlink()
            else:
                (seeds / name).write_text(every[name])
        if number % 6 == 5:  # nothing is left
            for path in seeds.iterdir():
                path.unlink()
        there = sorted(path.name for path in seeds.iterdir())
        pair = tuple(chooser.sample(there, 2)) if len(there) > 1 else ()
        groups = (pair,) if pair else ()
        editorial = chooser.choice([Editorial(), Editorial(merge=groups), Editorial(split=groups)])
        if pair and number % 5 == 4:
            editorial = dataclasses.replace(editorial, rename=((pair[0], f"Another headline {number}"),))
        result = build(settings, editorial, store=store)
        write_output(output, result.files)
        given.update(address for address, _ in read_permalinks(output))
        assert {address for address, _ in read_permalinks(output)} == given, "an address was forgotten"
        for address in given:
            page = (output / f"{address}.md").read_text()
            kind = next(line for line in page.splitlines() if line.startswith("kind: "))
            kinds.add(kind)
            if kind == "kind: moved":
                target = next(line for line in page.splitlines() if line.startswith("moved_to: "))
                other = (output / (target.split('"')[1].rstrip("/") + ".md")).read_text()
                assert "kind: moved" not in other and "kind: gone" not in other
    store.close()
    assert kinds >= {"kind: story", "kind: moved", "kind: gone"}
    assert len(given) > 5


def test_an_address_leads_to_the_story_that_has_most_of_its_articles() -> None:
    first = Cluster("1", "stories/first", ("a", "b"), (), None)
    second = Cluster("2", "stories/second", ("c",), (), None, redirects=("stories/old",))
    line = Storyline("3", "storylines/line", "Line", ("1", "2"), ())
    record = (
        ("stories/first", ("a", "b")),
        ("stories/old", ("c",)),
        ("stories/gone", ("x",)),
        ("stories/both", ("c", "a", "b", "x")),
        ("storylines/old", ("b", "x")),
        ("storylines/gone", ("x", "y")),
    )
    found = cluster.follow_addresses(Clustering((first, second), (line,), record))
    assert found == (
        ("stories/gone", None),
        ("stories/both", "stories/first"),
        ("storylines/old", "storylines/line"),
        ("storylines/gone", None),
    )
    alone = cluster.follow_addresses(Clustering((first, second), (), record[-2:]))
    assert alone == (("storylines/old", "stories/first"), ("storylines/gone", None))
