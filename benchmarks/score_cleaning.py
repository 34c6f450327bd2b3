"""What cleaning of plain text cuts of the furniture of pages, and of true paragraphs.

    python benchmarks/score_cleaning.py [--articles N] [--misses] [--cuts]

Articles lie in ``eval/clusters/web_news_events.jsonl.gz`` and ``corpora/raw-news`` below ``BRIEFINGS_DATA``
(default ``../shared``); what is not there is skipped. Into each are put six lines of ``furniture_lines.tsv``, each
where such a line stands (a fixed choice). A line is kept out where it is cut or stands in a block that is not told.
"tuned" are the lines that the weights of scoring.tsv were estimated with, "held out" the others. Cut of the
articles as they are: ``--cuts`` prints each, to be read: the articles hold furniture of their own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.clean import clean_article  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.records import Article, RawArticle  # noqa: E402
from generator.settings import Settings  # noqa: E402

LINES = Path(__file__).with_name("furniture_lines.tsv")
TOLD = ("standfirst", "paragraph")
PUT = 6


def read_lines() -> list[tuple[str, str]]:
    """(place, line) of each line of furniture."""
    rows = [line.split("\t") for line in LINES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(place, line) for place, line in rows]


def read_articles(limit: int) -> list[str]:
    """Plain articles: headline and paragraphs apart by blank lines (the raw corpora: sentences)."""
    data = Path(os.environ.get("BRIEFINGS_DATA", "../shared"))
    found = []
    path = data / "eval/clusters/web_news_events.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                found.append(row["title"] + "\n\n" + row["text"].replace("\n", "\n\n"))
    for name in ("guardian", "worldwide"):
        path = data / f"corpora/raw-news/{name}.txt.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                articles = lines.read(4_000_000).split("\n\n")[: limit // 2]
            found += ["\n\n".join(map(_join_tokens, article.split("\n"))) for article in articles]
    return [text for text in found if text.count("\n\n") >= 5][:limit]


def _join_tokens(line: str) -> str:
    return re.sub(r"([(]) ", r"\1", re.sub(r" ([,.;:!?)%])", r"\1", line))


def dirty(text: str, lines: list[tuple[str, str]], chance: random.Random) -> tuple[str, list[str]]:
    """The text with furniture put in, and the lines put in."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    put = chance.sample(lines, PUT)
    for place, line in put:
        last = len(paragraphs)
        at = {"head": chance.choice((0, 1, 1)), "mid": chance.randrange(2, max(3, last - 1)), "tail": last}[place]
        paragraphs.insert(at, line)
    return "\n\n".join(paragraphs), [line for _, line in put]


def clean(text: str) -> Article | None:
    raw = RawArticle("article.txt", "text/plain", text, (("language", "en"),), "digest")
    try:
        return clean_article(raw, settings=Settings())
    except GeneratorError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--misses", action="store_true", help="print the furniture that stays, most often first")
    parser.add_argument("--cuts", action="store_true", help="print what is cut of the articles as they are")
    options = parser.parse_args()
    articles = read_articles(options.articles)
    lines = read_lines()
    begun = time.perf_counter()
    paragraphs = sum(text.count("\n\n") + 1 for text in articles)
    cuts = [
        (cut.reason, text[cut.start : cut.end].strip())
        for text in articles
        if (article := clean(text))
        for cut in article.cuts
    ]
    ended = sum(words.rstrip("\"'”’)").endswith((".", "!", "?")) for _, words in cuts)
    print(
        f"{len(articles)} articles, {paragraphs} paragraphs: {len(cuts)} cuts, {ended} of them end as a sentence does"
    )
    print(f"  {dict(sorted(Counter(reason for reason, _ in cuts).items()))}")
    print(f"  {(time.perf_counter() - begun) / max(1, len(articles)) * 1000:.1f} ms an article")
    for reason, words in sorted(cuts) if options.cuts else ():
        print(f"  {reason}\t{' '.join(words.split())[:200]}")
    for name, chosen in (("tuned", lines[::2]), ("held out", lines[1::2])):
        chance = random.Random(7)
        put = Counter()
        stays = Counter()
        for text in articles:
            payload, added = dirty(text, chosen, chance)
            article = clean(payload)
            told = (
                {
                    " ".join(article.text[block.start : block.end].split())
                    for block in article.blocks
                    if block.kind in TOLD
                }
                if article
                else set()
            )
            for line in added:
                put[line] += 1
                stays[line] += any(line in one for one in told if len(one) < len(line) + 200)
        total, left = sum(put.values()), sum(stays.values())
        print(f"{name}: {1 - left / max(1, total):.3f} of {total} lines of furniture are kept out of what is told")
        for line, count in stays.most_common() if options.misses else ():
            if count:
                print(f"  {count / put[line]:.2f}\t{line}")


if __name__ == "__main__":
    main()
