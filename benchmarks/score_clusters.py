"""B-cubed F1, exact stories and ARI of the clustering on gold data, beside two plain methods.

    python benchmarks/score_clusters.py [--analysis plain|bundled] [--thresholds 0.12,0.16,0.2] [--variants]

Gold data lie in ``eval/clusters`` below ``BRIEFINGS_DATA`` (default ``../shared``); a set that is not there is
reported as skipped. ``--analysis plain`` needs no trained pipeline: words split by rule, names are
capitalised words; ``bundled`` sends every article through the project's own read, clean and analyze. ``--variants``
adds
harder forms of each set: thinned out, cut after 600 characters, without the first lines.
The setting is one for all sets; "TF-IDF" is plain TF-IDF over the set with average linkage, at its best threshold of a
grid for that set (an upper bound), "singletons" the floor.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.cluster import cluster_articles  # noqa: E402
from generator.cluster.linkage import SAME_STORY, link_groups  # noqa: E402
from generator.records import Analysis, Article, Block, Entity, Mention, RawArticle, Sentence, Span  # noqa: E402
from generator.settings import Editorial, Settings  # noqa: E402

SETS = ("web_news_events", "ecbplus_topics_1-35")
GRID = (0.08, 0.10, 0.12, 0.14, 0.16, 0.18, 0.20, 0.22, 0.24, 0.26, 0.28, 0.30)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?=[\s\"”’']|$)[\"”’']?|(?=\n)|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Document:
    """One article of a gold set: its id, its gold story, and what a seed would give."""

    id: str
    gold: str
    title: str | None
    published: str | None
    text: str


def read_set(name: str) -> list[Document] | None:
    """The documents of a set; None where the data are not there."""
    path = Path(os.environ.get("BRIEFINGS_DATA", "../shared")) / "eval/clusters" / f"{name}.jsonl.gz"
    if not path.exists():
        return None
    documents = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if "sentences" in row:
                documents.append(Document(row["id"], row["gold"], None, None, "\n".join(row["sentences"])))
            else:
                text = "\n".join(part for part in (row["description"], row["text"]) if part)
                documents.append(Document(row["id"], row["gold"], row["title"], row["date_publish"], text))
    return documents


def vary(documents: Sequence[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Harder forms of a set, the same in every run."""
    chance = random.Random(5)
    yield "40 % of it", [document for document in documents if chance.random() < 0.4]
    yield "600 characters", [Document(d.id, d.gold, d.title, d.published, d.text[:600]) for d in documents]
    yield "no title, date, lead", [Document(d.id, d.gold, None, None, d.text.split("\n", 1)[-1]) for d in documents]


def analyze_plainly(document: Document, stop: frozenset[str]) -> tuple[Article, Analysis]:
    """An article and an analysis by rule alone: lower-case words, capitalised words as names."""
    text = f"{document.title}\n{document.text}" if document.title else document.text
    sentences, mentions, entities = [], [], {}
    for match in _SENTENCE.finditer(text):
        words = [word for word in _WORD.finditer(match.group())]
        lemmas = tuple(
            w.group().lower().replace("’", "'").removesuffix("'s") for w in words if w.group().lower() not in stop
        )
        sentences.append(Sentence(Span(document.id, match.start(), match.end()), 0, lemmas, None, False, False))
        for word in words:
            if word.group()[0].isupper() and word.group().lower() not in stop:
                start = match.start() + word.start()
                name = word.group()
                entity = entities.setdefault(name, Entity(f"e{len(entities) + 1}", name, "MISC", (name,)))
                mentions.append(Mention(Span(document.id, start, start + len(name)), "MISC", entity.id))
    article = Article(
        document.id,
        document.id,
        None,
        None,
        document.title,
        (),
        document.published,
        None,
        "en",
        None,
        (),
        text,
        (Block("paragraph", 0, len(text)),),
        (),
        ((0, 0, len(text)),),
        document.id,
    )
    analysis = Analysis(
        document.id, "plain", tuple(sentences), tuple(mentions), tuple(entities.values()), (), (), (), (), ()
    )
    return article, analysis


def analyze_fully(documents: Sequence[Document]) -> tuple[dict[str, Article], dict[str, Analysis]]:
    """The same through the project's own rooms."""
    from generator.analyze import analyze_article, load_pipeline
    from generator.clean import clean_article

    settings = Settings()
    pipeline = load_pipeline(settings)
    articles, analyses = {}, {}
    for document in documents:
        metadata = tuple(
            (key, value) for key, value in (("title", document.title), ("published", document.published)) if value
        )
        raw = RawArticle(f"{document.id}.txt", "text/plain", document.text, metadata, document.id)
        article = clean_article(raw, settings=settings)
        articles[document.id] = article
        analyses[document.id] = analyze_article(article, pipeline=pipeline)
    return articles, analyses


def read_stop_words() -> frozenset[str]:
    """spaCy's list of English stop words."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | {"n't", "'s", "'ll", "'re", "'ve"}


def score(found: Mapping[str, object], gold: Mapping[str, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998), the share of gold stories of two articles or more
    that are
    found exactly, and the adjusted Rand index, in per cent."""
    mine, theirs = defaultdict(set), defaultdict(set)
    for identifier in gold:
        mine[found[identifier]].add(identifier)
        theirs[gold[identifier]].add(identifier)
    both = {identifier: len(mine[found[identifier]] & theirs[gold[identifier]]) for identifier in gold}
    precision = sum(both[i] / len(mine[found[i]]) for i in gold) / len(gold)
    recall = sum(both[i] / len(theirs[gold[i]]) for i in gold) / len(gold)
    exact = {frozenset(group) for group in mine.values()}
    several = [frozenset(group) for group in theirs.values() if len(group) > 1]
    pairs = lambda counts: sum(count * (count - 1) / 2 for count in counts)  # noqa: E731
    joint = pairs(Counter((found[i], gold[i]) for i in gold).values())
    one, two = pairs(map(len, mine.values())), pairs(map(len, theirs.values()))
    chance = one * two / pairs([len(gold)])
    top = (one + two) / 2
    return {
        "P": 100 * precision,
        "R": 100 * recall,
        "F1": 200 * precision * recall / (precision + recall),
        "exact": 100 * sum(group in exact for group in several) / max(1, len(several)),
        "ARI": 100 * (joint - chance) / (top - chance) if top != chance else 100.0,
        "stories": len(mine),
    }


def compare_tfidf(
    articles: Mapping[str, Article], analyses: Mapping[str, Analysis], gold: Mapping[str, str]
) -> tuple[float, dict[str, float]]:
    """Plain TF-IDF of the set itself with average linkage: the best threshold of the grid, and its score."""
    counts = {i: Counter(lemma for sentence in analyses[i].sentences for lemma in sentence.lemmas) for i in articles}
    spread = Counter(word for counter in counts.values() for word in counter)
    vectors = {}
    for identifier, counter in counts.items():
        vector = {
            word: count * math.log(len(counts) / spread[word])
            for word, count in counter.items()
            if spread[word] < len(counts)
        }
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors[identifier] = {word: value / length for word, value in vector.items()}
    near = {identifier: {} for identifier in vectors}
    names = sorted(vectors)
    for place, first in enumerate(names):
        for second in names[:place]:
            value = sum(weight * vectors[second].get(word, 0.0) for word, weight in vectors[first].items())
            if value > 0.01:
                near[first][second] = near[second][first] = value
    results = []
    for threshold in GRID:
        groups = link_groups(near, threshold=threshold, contrast=0.0, acquaintance=0.0)
        results.append((score({i: n for n, group in enumerate(groups) for i in group}, gold), threshold))
    best, threshold = max(results, key=lambda result: (result[0]["F1"], -result[1]))
    return threshold, best


def show(name: str, result: Mapping[str, float]) -> None:
    """One line of the table."""
    print(
        f"  {name:<34}"
        + "".join(f"{key} {value:5.1f}  " if key != "stories" else f"stories {value}" for key, value in result.items()),
        flush=True,
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--analysis", choices=("plain", "bundled"), default="plain")
    parser.add_argument("--thresholds", default=str(SAME_STORY))
    parser.add_argument("--variants", action="store_true")
    options = parser.parse_args()
    thresholds = [float(value) for value in options.thresholds.split(",")]
    stop = read_stop_words()
    for name in SETS:
        whole = read_set(name)
        if whole is None:
            print(f"{name}: skipped, not found below BRIEFINGS_DATA")
            continue
        for title, documents in (("", whole), *(vary(whole) if options.variants else ())):
            if options.analysis == "bundled":
                articles, analyses = analyze_fully(documents)
            else:
                made = [analyze_plainly(document, stop) for document in documents]
                articles = {article.id: article for article, _ in made}
                analyses = {analysis.article: analysis for _, analysis in made}
            gold = {document.id: document.gold for document in documents}
            print(
                f"{name} {title}: {len(gold)} articles, {len(set(gold.values()))} stories ({options.analysis} analysis)"
            )
            for threshold in thresholds:
                began = time.perf_counter()
                settings = Settings(same_story=threshold)
                clustering = cluster_articles(
                    articles, analyses, settings=settings, editorial=Editorial(), permalinks=()
                )
                took = time.perf_counter() - began
                found = {article: cluster.id for cluster in clustering.clusters for article in cluster.articles}
                show(f"briefings, same_story {threshold:g} ({took:.1f} s)", score(found, gold))
            if not title:
                threshold, best = compare_tfidf(articles, analyses, gold)
                show(f"TF-IDF, best threshold {threshold:g}", best)
                show("singletons", score({identifier: identifier for identifier in gold}, gold))


if __name__ == "__main__":
    main()
