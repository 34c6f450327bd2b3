"""How well reprints are found among noisy copies, beside plain resemblance of trigrams.

    python benchmarks/score_reprints.py [--worst]

From every second article of ``eval/clusters/web_news_events.jsonl.gz`` below ``BRIEFINGS_DATA`` (default
``../shared``) two copies are made, by a fixed choice: cut at the end, thinned out, reordered, cut to a quarter, or
edited in one word of ten (the others in one of thirty), under another headline, some with an opening or an end added.
A pair of articles
is right where it is a copy and its original, wrong where their events differ; real reprints within an event
count as neither. "Jaccard" is the resemblance of word trigrams at the threshold that is best for it here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.clean import clean_article, find_reprints  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.records import Article, RawArticle  # noqa: E402
from generator.settings import Settings  # noqa: E402

CHANGES = ("cut", "thinned", "reordered", "brief", "edited")
GRID = tuple(step / 100 for step in range(2, 60, 2))


def make_copy(text: str, others: list[str], chance: random.Random) -> tuple[str, str]:
    """A noisy copy of an article (headline, then paragraphs apart by blank lines) and what was done to it."""
    title, *parts = text.split("\n\n")
    change = chance.choice(CHANGES)
    size = len(parts)
    if change == "cut":
        parts = parts[: max(2, int(size * chance.uniform(0.35, 0.8)))]
    elif change == "thinned":
        parts = [part for part in parts if chance.random() < 0.7] or parts[:2]
    elif change == "reordered" and size > 1:
        at = chance.randrange(1, size)
        parts = parts[at:] + parts[:at]
    elif change == "brief":
        parts = parts[: max(2, size // 4)]
    rate = 0.1 if change == "edited" else 0.03
    parts = [" ".join(_edit(part.split(" "), rate, chance)) for part in parts]
    added = chance.choice(others).split("\n\n")
    head = added[:1] if chance.random() < 0.4 else []
    tail = added[1:3] if chance.random() < 0.3 else []
    words = title.split()
    return "\n\n".join([" ".join(chance.sample(words, min(4, len(words)))) + " again", *head, *parts, *tail]), change


def _edit(words: list[str], rate: float, chance: random.Random) -> list[str]:
    result = []
    for word in words:
        draw = chance.random()
        if draw >= rate:
            result.append(word)
        elif draw >= rate / 3:
            result.append(word[::-1])
    return result


def clean(text: str, seed: str) -> Article | None:
    try:
        return clean_article(RawArticle(seed, "text/plain", text, (("language", "en"),), seed), settings=Settings())
    except GeneratorError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--worst", action="store_true", help="print the copies that are not found")
    options = parser.parse_args()
    path = Path(os.environ.get("BRIEFINGS_DATA", "../shared")) / "eval/clusters/web_news_events.jsonl.gz"
    if not path.exists():
        print(f"skipped: {path} is not there")
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["title"] + "\n\n" + row["text"].replace("\n", "\n\n") for row in rows]
    chance = random.Random(5)
    articles: dict[str, Article] = {}
    event: dict[str, str] = {}
    made: dict[frozenset[str], str] = {}
    for number, text in enumerate(texts):
        original = clean(text, f"original-{number}")
        if original is None:
            continue
        articles[original.id], event[original.id] = original, rows[number]["gold"]
        for copy in range(2) if number % 2 == 0 else ():
            fillers = [f"Item {number} {copy} {other}: nothing of this stands elsewhere." for other in range(3)]
            payload, change = make_copy(text, ["\n\n".join(fillers)], chance)
            article = clean(payload, f"copy-{number}-{copy}-{change}")
            if article is not None:
                articles[article.id], event[article.id] = article, rows[number]["gold"]
                made[frozenset((original.id, article.id))] = change
    found = {frozenset((one.article, one.original)) for one in find_reprints(articles)}
    _report("ours", found, made, event)
    grams = {key: _list_grams(article.text) for key, article in articles.items()}
    likeness = {
        frozenset(pair): len(grams[pair[0]] & grams[pair[1]]) / max(1, len(grams[pair[0]] | grams[pair[1]]))
        for pair in combinations(sorted(articles), 2)
    }
    best = max(GRID, key=lambda limit: _f1({pair for pair, value in likeness.items() if value >= limit}, made, event))
    _report(f"Jaccard at {best}", {pair for pair, value in likeness.items() if value >= best}, made, event)
    for pair, change in made.items() if options.worst else ():
        if pair not in found:
            print(
                f"  missed: {change}: {', '.join(f'{articles[key].seed} ({len(articles[key].text)})' for key in pair)}"
            )


def _list_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:]))


def _count(found: set[frozenset[str]], made: dict[frozenset[str], str], event: dict[str, str]) -> tuple[int, int]:
    return len(found & made.keys()), sum(len({event[key] for key in pair}) > 1 for pair in found)


def _f1(found: set[frozenset[str]], made: dict[frozenset[str], str], event: dict[str, str]) -> float:
    right, wrong = _count(found, made, event)
    return 2 * right / (right + wrong + len(made))


def _report(name: str, found: set[frozenset[str]], made: dict[frozenset[str], str], event: dict[str, str]) -> None:
    right, wrong = _count(found, made, event)
    print(
        f"{name}: F1 {_f1(found, made, event):.3f}, recall {right / len(made):.3f} of {len(made)} copies, "
        f"{wrong} pairs of different events"
    )


if __name__ == "__main__":
    main()
