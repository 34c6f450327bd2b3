"""ROUGE of *In brief* against an article that was held out of its story, beside Lead and TextRank.

    python benchmarks/score_briefs.py [--cache FILE]

For each story of several articles in ``eval/clusters/web_news_events`` below ``BRIEFINGS_DATA`` (default ``../shared``)
and each of its articles: the story is composed from the others, and its *In brief* compared with headline and
description of the one held out, which are in none of the texts it was made from. ROUGE-1 and -2 as F1, stemmed. *Lead*
are the first sentences of the first article of the story and *TextRank* (Mihalcea and Tarau 2004) the sentences of the
highest PageRank over shared words, each to the number of words that *In brief* has. An article shorter than 40 words
is no source here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from score_timelines import count_ngrams, f1  # noqa: E402

from generator import pipeline  # noqa: E402
from generator.clean import clean_article, find_shared_passages  # noqa: E402
from generator.compose import compose_stories  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.records import Analysis, Article, Cluster, Clustering, RawArticle  # noqa: E402
from generator.settings import Editorial, Settings  # noqa: E402
from generator.store import Store  # noqa: E402

SHORTEST = 40  # words of an article that counts as a source
DAMPING, ROUNDS = 0.85, 30  # PageRank


def read_articles() -> list[dict[str, str]]:
    """The rows of the gold set; raises FileNotFoundError."""
    folder = Path(os.environ.get("BRIEFINGS_DATA", "../shared"))
    with gzip.open(folder / "eval/clusters/web_news_events.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def take_words(sentences: Sequence[str], budget: int) -> str:
    """The first sentences up to ``budget`` words, the last one cut."""
    return " ".join(" ".join(sentences).split()[:budget])


def rank_sentences(sentences: Sequence[str]) -> list[str]:
    """The sentences in the order of TextRank."""
    words = [frozenset(re.findall(r"[a-z0-9]{3,}", one.lower())) for one in sentences]

    def alike(one: int, other: int) -> float:
        shared = len(words[one] & words[other])
        norm = math.log(1 + len(words[one])) + math.log(1 + len(words[other]))
        return shared / norm if norm and one != other else 0.0

    size = len(sentences)
    weights = [[alike(one, other) for other in range(size)] for one in range(size)]
    totals = [sum(row) or 1.0 for row in weights]
    ranks = [1.0] * size
    for _ in range(ROUNDS):
        ranks = [
            1 - DAMPING + DAMPING * sum(ranks[other] * weights[other][one] / totals[other] for other in range(size))
            for one in range(size)
        ]
    return [sentences[place] for place in sorted(range(size), key=lambda place: (-ranks[place], place))]


def score(text: str, gold: str, size: int) -> float:
    """ROUGE-N as F1."""
    mine, theirs = count_ngrams([text], size), count_ngrams([gold], size)
    shared = (mine & theirs).total()
    return f1(shared / max(1, mine.total()), shared / max(1, theirs.total()))


def brief(articles: dict[str, Article], analyses: dict[str, Analysis]) -> str:
    """*In brief* of the story that the articles make."""
    order = tuple(sorted(articles, key=lambda name: (articles[name].published or "", articles[name].seed)))
    clustering = Clustering((Cluster("c", "stories/c", order, (), None),), (), ())
    shared = find_shared_passages(articles)
    (story,) = compose_stories(clustering, articles, analyses, shared, editorial=Editorial())
    return " ".join(statement.text for statement in story.brief)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="store of analyses to use and fill")
    options = parser.parse_args()
    try:
        rows = read_articles()
    except FileNotFoundError as error:
        print(f"skipped: {error.filename} is not there")
        return
    settings = Settings()
    articles: dict[str, Article] = {}
    row_of: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows):
        metadata = tuple(
            (key, str(row[name]))
            for key, name in (("title", "title"), ("published", "date_publish"), ("url", "url"))
            if row.get(name)
        )
        raw = RawArticle(f"{number:03d}.txt", "text/plain", row["text"], metadata, f"{number:064d}")
        try:
            article = clean_article(raw, settings=settings)
        except GeneratorError:
            continue
        if len(article.text.split()) >= SHORTEST:
            articles[article.id], row_of[article.id] = article, row
    analyses, _ = pipeline.analyze_articles(articles, settings=settings, store=Store(options.cache))
    stories: dict[str, list[str]] = {}
    for name in articles:
        stories.setdefault(str(row_of[name]["gold"]), []).append(name)
    totals: dict[str, list[float]] = {method: [0.0, 0.0] for method in ("in brief", "lead", "textrank")}
    count = 0
    for names in stories.values():
        for held in names if len(names) > 1 else ():
            gold = " ".join(filter(None, (row_of[held]["title"], row_of[held].get("description"))))
            rest = {name: articles[name] for name in names if name != held}
            text = brief(rest, {name: analyses[name] for name in rest})
            told = {
                name: [articles[name].text[one.span.start : one.span.end] for one in analyses[name].sentences]
                for name in sorted(rest, key=lambda name: (articles[name].published or "", articles[name].seed))
            }
            budget = len(text.split())
            sentences = [sentence for one in told.values() for sentence in one]
            texts = {
                "in brief": text,
                "lead": take_words(next(iter(told.values())), budget),
                "textrank": take_words(rank_sentences(sentences), budget),
            }
            for method, words in texts.items():
                for size in (1, 2):
                    totals[method][size - 1] += score(words, gold, size)
            count += 1
    print(f"{count} articles held out of {len(stories)} stories")
    for method, (one, two) in totals.items():
        print(f"{method:9} ROUGE-1 {one / count:.3f}  ROUGE-2 {two / count:.3f}")


if __name__ == "__main__":
    main()
