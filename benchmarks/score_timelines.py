"""Date-F1 and alignment ROUGE of whole-folder timelines on Timeline17, beside counts of dates.

    python benchmarks/score_timelines.py [--topics h1n1,haiti] [--sentences gold|own] [--cache FILE]

Gold data lie in ``eval/timelines`` below ``BRIEFINGS_DATA`` (default ``../shared``). Protocol of the literature: for
each gold timeline the system gets the topic's articles within the span of the gold, and as many dates as the gold has;
``--sentences`` a date, by default what the gold has on average ("gold"), else what the command does by itself ("own").
Figures are F1 of the means of precision and recall over the timelines. AR is *align+ m:1* of tilse (Martschat and
Markert 2017): dates are aligned by distance and words, n-grams stemmed (Porter), stop words kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator import pipeline  # noqa: E402
from generator.clean import clean_article  # noqa: E402
from generator.compose.chronology import date_articles  # noqa: E402
from generator.compose.citations import Citing  # noqa: E402
from generator.compose.overview import SENTENCES, compose_overview  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.records import Analysis, Article, RawArticle  # noqa: E402
from generator.settings import Settings  # noqa: E402
from generator.store import Store  # noqa: E402

# A timeline: ISO day to the sentences of that day.
Timeline = Mapping[str, Sequence[str]]


def score_dates(found: Timeline, gold: Timeline) -> tuple[float, float]:
    """Precision and recall of the days."""
    shared = len(found.keys() & gold.keys())
    return shared / len(found) if found else 0.0, shared / len(gold)


def score_alignment(found: Timeline, gold: Timeline, size: int) -> tuple[float, float]:
    """Precision and recall of *align+ m:1* ROUGE over n-grams of ``size`` words.

    Each day of one side is aligned to that of the other with the least (1 - 1 / (1 + days apart)) * (1 - word F1); its
    shared n-grams count by 1 / (1 + days apart). Ties: the earlier day.
    """
    if not found or not gold:
        return 0.0, 0.0
    near = {(one, other): 1 / (1 + abs(_ordinal(one) - _ordinal(other))) for one in found for other in gold}
    cost = {
        (one, other): (1 - weight) * (1 - _share_words(found[one], gold[other]))
        for (one, other), weight in near.items()
    }
    mine = {day: count_ngrams(texts, size) for day, texts in found.items()}
    theirs = {day: count_ngrams(texts, size) for day, texts in gold.items()}
    hits = [0.0, 0.0]
    for one in sorted(found):
        other = min(sorted(gold), key=lambda day: cost[one, day])
        hits[0] += near[one, other] * (mine[one] & theirs[other]).total()
    for other in sorted(gold):
        one = min(sorted(found), key=lambda day: cost[day, other])
        hits[1] += near[one, other] * (mine[one] & theirs[other]).total()
    totals = [sum(counts.total() for counts in side.values()) for side in (mine, theirs)]
    return tuple(hit / total if total else 0.0 for hit, total in zip(hits, totals))


def count_ngrams(texts: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    """The n-grams of the texts read as one, as ROUGE-1.5.5 counts them with ``-m``."""
    words = [_stem(word) for text in texts for word in re.findall(r"[a-z0-9]+", text.lower())]
    return Counter(tuple(words[place : place + size]) for place in range(len(words) - size + 1))


def f1(precision: float, recall: float) -> float:
    """Their harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share_words(found: Sequence[str], gold: Sequence[str]) -> float:
    """F1 of the bags of words as they stand."""
    one, other = (Counter(word for text in texts for word in text.split()) for texts in (found, gold))
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


@cache
def _stem(word: str) -> str:
    import snowballstemmer

    return snowballstemmer.stemmer("porter").stemWord(word) if len(word) > 3 else word


def read_gold(folder: Path) -> dict[tuple[str, str], dict[str, list[str]]]:
    """(topic, name) to its timeline."""
    result = {}
    for topic, timelines in json.loads((folder / "t17_gold.json").read_text(encoding="utf-8")).items():
        for name, entries in timelines.items():
            timeline: dict[str, list[str]] = {}
            for day, texts in entries:
                timeline.setdefault(day, []).extend(texts)
            result[topic.removeprefix("tl17-"), name] = timeline
    return result


def find_spans(gold: Mapping[tuple[str, str], Timeline]) -> dict[str, tuple[str, str]]:
    """Topic to the first and last day of its gold timelines."""
    days: dict[str, list[str]] = {}
    for (topic, _), timeline in gold.items():
        days.setdefault(topic, []).extend(timeline)
    return {topic: (min(found), max(found)) for topic, found in days.items()}


def analyze_topics(
    folder: Path, spans: Mapping[str, tuple[str, str]], store: Store
) -> dict[str, list[tuple[Article, Analysis]]]:
    """Topic to its articles within its span, through the project's own rooms, a sentence a paragraph."""
    settings = Settings()
    result: dict[str, list[tuple[Article, Analysis]]] = {}
    articles: dict[str, tuple[str, Article]] = {}
    with gzip.open(folder / "t17_articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            first, last = spans.get(row["topic"], ("9999", ""))
            if not first <= row["date"] <= last:
                continue
            text = "\n\n".join(row["sentences"])
            raw = RawArticle(f"{number}.txt", "text/plain", text, (("published", row["date"]),), f"{number}")
            try:
                article = clean_article(raw, settings=settings)
            except GeneratorError as error:
                print(f"  {row['topic']} {number}: left out, {error}")
                continue
            articles[article.id] = row["topic"], article
    analyses, _ = pipeline.analyze_articles(
        {key: article for key, (_, article) in articles.items()}, settings=settings, store=store
    )
    for key, (topic, article) in articles.items():
        if key in analyses:
            result.setdefault(topic, []).append((article, analyses[key]))
    return result


def tell(made: Sequence[tuple[Article, Analysis]], *, entries: int, sentences: int) -> dict[str, list[str]]:
    """The system's timeline of the articles."""
    articles = {article.id: article for article, _ in made}
    analyses = {article.id: analysis for article, analysis in made}
    dated = {key: date_articles((key,), articles, analyses)[key] for key in articles}
    timeline: dict[str, list[str]] = {}
    citing = Citing(articles)
    for entry in compose_overview(
        articles, articles, analyses, dated, citing=citing, entries=entries, sentences=sentences
    ):
        if entry.precision == "day":
            timeline.setdefault(entry.date, []).append(entry.statement.text)
    return timeline


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", default="finan,h1n1,haiti,iraq")
    parser.add_argument("--sentences", choices=("gold", "own"), default="gold")
    parser.add_argument("--cache", type=Path, help="an SQLite file that keeps analyses between runs")
    options = parser.parse_args()
    folder = Path(os.environ.get("BRIEFINGS_DATA", "../shared")) / "eval/timelines"
    if not (folder / "t17_articles.jsonl.gz").exists():
        print("t17: skipped, not found below BRIEFINGS_DATA")
        return
    gold = {key: timeline for key, timeline in read_gold(folder).items() if key[0] in options.topics.split(",")}
    topics = analyze_topics(folder, find_spans(gold), Store(options.cache))
    report(topics, gold, own=options.sentences == "own")


def report(
    topics: Mapping[str, Sequence[tuple[Article, Analysis]]],
    gold: Mapping[tuple[str, str], dict[str, list[str]]],
    *,
    own: bool,
) -> None:
    """Prints a line for each gold timeline, and the mean."""
    rows = []
    for (topic, name), timeline in gold.items():
        first, last = min(timeline), max(timeline)
        inside = [one for one in topics[topic] if first <= (one[0].published or "")[:10] <= last]
        sentences = SENTENCES if own else round(sum(map(len, timeline.values())) / len(timeline))
        found = tell(inside, entries=len(timeline), sentences=sentences)
        row = (
            score_dates(found, timeline),
            score_alignment(found, timeline, 1),
            score_alignment(found, timeline, 2),
        )
        rows.append(row)
        figures = "  ".join(f"{label} {f1(*pair):.3f}" for label, pair in zip(("Date-F1", "AR1", "AR2"), row))
        print(f"  {topic:<6} {name:<52} {len(inside):>4} articles {len(timeline):>3} dates  {figures}", flush=True)
    means = [
        f1(sum(row[place][0] for row in rows) / len(rows), sum(row[place][1] for row in rows) / len(rows))
        for place in range(3)
    ]
    print("t17: " + "  ".join(f"{label} {value:.3f}" for label, value in zip(("Date-F1", "AR1", "AR2"), means)))


if __name__ == "__main__":
    main()
