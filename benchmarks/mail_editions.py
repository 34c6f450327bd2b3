"""Sizes of mails of generated editions, and the time that mails for many recipients take.

    python -m benchmarks.mail_editions [--editions 500] [--recipients 1000] [--interests 20]

Stories of random sizes (words, sections, sources, letters that need encoding, very long words) are rendered as a build
renders them; editions of random numbers of them are written as letters, with and without the site's address. It exits
with 1 where an HTML part reaches 90 KB as it is sent.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.mail.commands import rehearse_mail
from generator.mail.encoding import encode_text
from generator.mail.letters import LIMIT, Writer
from generator.mail.markup import NOWHERE
from generator.press import read_entries, read_story
from generator.records import (
    Actor,
    Alias,
    Basis,
    Citation,
    Disagreement,
    FigureClaim,
    LedgerEntry,
    Origin,
    Position,
    Saying,
    Source,
    Statement,
    Story,
    StoryArticle,
    TimelineEntry,
)
from generator.render import render_site
from generator.settings import RecipientSetting, Settings

WORDS = "harbour wall gates council guard water rain school meeting minister says early night river bridge".split()
ODD = ("Überschwemmung", "наводнение", "洪水警報発令", "“quoted”", "<b>&", "x" * 120, "5_000*[a](b)")


def make_story(number: int, chance: random.Random) -> Story:
    """A story of a random size, most of them small."""
    scale = chance.choice((0.3, 1, 1, 1, 3, 10))
    odd = chance.choice((0, 0, 0.05, 0.6))
    articles = [f"{number:06x}{place:06x}" for place in range(1 + int(chance.expovariate(1 / (3 * scale))))]

    def words(least: int, most: int) -> str:
        chosen = (chance.choice(ODD if chance.random() < odd else WORDS) for _ in range(chance.randint(least, most)))
        return " ".join(chosen).capitalize()

    def some(most: int) -> range:
        return range(chance.randint(0, max(1, int(most * scale))))

    def state() -> Statement:
        cited = chance.sample(articles, min(len(articles), chance.choice((1, 1, 1, 2, 3))))
        places = [chance.randint(0, 5_000) for _ in cited]
        citations = (Citation(key, f"outlet-{key}", at, at + 90, "0" * 64) for key, at in zip(cited, places))
        return Statement(f"{words(8, 40)}.", tuple(citations), (words(1, 3),))

    listed = tuple(
        StoryArticle(
            place, key, f"{key}.txt", "0" * 64, "0" * 64, f"outlet-{key}", words(1, 4), f"https://{key}.example/a?b=1&c=2",
            words(4, 14), (words(2, 2),), "2031-05-04", "text", None, (), 300, tuple(state() for _ in some(3)),
        )
        for place, key in enumerate(articles, start=1)
    )  # fmt: skip
    actors = tuple(
        Actor(f"actor-{number}-{place}", words(1, 3), "ORG", (Alias(words(1, 2), tuple(articles[:1])),), (),
              tuple(state() for _ in range(chance.randint(0, 5))), 1.0 / (place + 1))
        for place in some(14)
    )  # fmt: skip
    timeline = tuple(
        TimelineEntry(f"2031-05-{day % 28 + 1:02}", "day", "event", state(), words(1, 2), words(3, 8), day)
        for day in some(12)
    )
    return Story(
        id=f"{number:012x}",
        permalink=f"stories/generated-{number}",
        headline=words(3, 16),
        headline_citation=None,
        first_date="2031-05-03",
        last_date="2031-05-04",
        storyline=None,
        articles=listed,
        brief=tuple(state() for _ in range(chance.randint(1, 6))),
        account=tuple(state() for _ in some(14)),
        background=tuple(state() for _ in some(6)),
        timeline=timeline,
        actors=actors,
        sayings=tuple(Saying(words(1, 3), None, "said", "direct", "said", state()) for _ in some(20)),
        figures=tuple(
            LedgerEntry(words(1, 2), "single", (FigureClaim(3.0, "exactly", words(1, 4), None, words(1, 3), state()),))
            for _ in some(5)
        ),
        disagreements=tuple(
            Disagreement("figure", words(1, 2), (Position(words(1, 3), state()), Position(None, state())))
            for _ in some(2)
        ),
        basis=Basis("2031-05-04", ("2031-05-03", "2031-05-04"), len(articles), 1,
                    tuple(Origin(words(1, 3), "outlet", tuple(articles[:2]), 3) for _ in some(5)), 9, 3, ()),
        shared=(("terms", ("harbour", "wall")),),
        nearest=None,
        redirects=(),
        rank=number + 1,
        rank_reason="1 outlet",
    )  # fmt: skip


def write_output(folder: Path, count: int, *, seed: int = 0) -> Settings:
    """The pages of ``count`` generated stories in ``folder``; the settings of the project."""
    chance = random.Random(seed)
    stories = tuple(make_story(number, chance) for number in range(count))
    sources = tuple(Source(one.source, one.label, None, None) for story in stories for one in story.articles)
    settings = Settings(root=folder, address="https://example.org/news/")
    for path, text in render_site(stories, (), sources, (), settings=settings, as_of="2031-05-04").items():
        if path.startswith(("stories/", "data/")):
            target = folder / settings.output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return settings


def measure_sizes(settings: Settings, editions: int, *, seed: int = 0) -> tuple[list[int], list[int], list[int]]:
    """Bytes of the HTML part, as sent, of each story and of random editions; and stories told in each of these."""
    chance = random.Random(seed)
    output = settings.path("output")
    entries = read_entries(output)
    singles, sizes, told = [], [], []
    for address in (settings.address, None):
        writer = Writer(replace(settings, address=address))
        stories = [
            read_story(output, entry, address=address or NOWHERE, anchor=f"story-{entry.id}") for entry in entries
        ]
        singles += [len(encode_text(writer.write_story(story).html)[0]) for story in stories]
        for _ in range(editions // 2):
            chosen = chance.sample(stories, int(len(stories) ** chance.random()))
            letter = writer.write_edition(chosen, count=len(chosen), as_of="2031-05-04")
            sizes.append(len(encode_text(letter.html)[0]))
            told.append(len(letter.stories))
    return singles, sizes, told


def time_round(settings: Settings, recipients: int, interests: int, folder: Path) -> tuple[float, int]:
    """Seconds that the mails of a round take, and how many there are."""
    entries = read_entries(settings.path("output"))
    kinds = [(f"outlet-{entry.id[6:]}000000",) for entry in entries[: interests - 1]] + [()]
    people = [
        RecipientSetting(f"p{number}@example.org", sources=kinds[number % len(kinds)]) for number in range(recipients)
    ]
    start = time.perf_counter()
    options = {"edition": True, "day": "2031-05-04", "changed": True, "folder": folder}
    rehearse_mail(settings, entries, people, say=lambda text: None, fault=print, **options)
    return time.perf_counter() - start, len(list(folder.iterdir()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--editions", type=int, default=500)
    parser.add_argument("--recipients", type=int, default=1_000)
    parser.add_argument("--interests", type=int, default=20)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        settings = write_output(Path(name), options.stories)
        singles, sizes, told = measure_sizes(settings, options.editions)
        print(f"{len(singles)} mails of a story: largest HTML part {max(singles):,} bytes as sent")
        print(f"{len(sizes)} editions of 1 to {options.stories} stories: largest {max(sizes):,} bytes, "
              f"{min(told)} to {max(told)} stories told")  # fmt: skip
        folder = Path(name) / "mails"
        folder.mkdir()
        seconds, written = time_round(settings, options.recipients, options.interests, folder)
        print(f"{written} mails for {options.recipients} recipients of {options.interests} interests: {seconds:.1f} s")
    return 1 if max(*singles, *sizes) >= LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
