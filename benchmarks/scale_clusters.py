"""Cost of telling stories apart at 1,000, 10,000 and 100,000 articles, and of adding one, beside an embedding pipeline.

    python benchmarks/scale_clusters.py [--sizes 1000,10000,100000] [--whole 10000] [--embed 1000]

The articles are made from real ones of `corpora/raw-news` below ``BRIEFINGS_DATA`` (default `../shared`): an event is
one of them with other names in place of its own and a day, and one to twelve reports of it (two on average) have half
of its sentences each, in any order; one in ten is a reprint. The number of days grows with the number of articles.
Analyses are made by rule, so that clustering alone is measured, in seconds of one processor. Ends with exit status 1
where the cost of an article grows twofold or more, or adding one takes a second. ``--whole`` names the size at which
the room's whole call is measured, with reasons, headlines, addresses and storylines. ``--embed`` names the size at
which a sentence encoder (``--encoder``), UMAP and HDBSCAN run on the same articles, where `sentence_transformers`,
`umap` and `hdbscan` are installed.

Measured on one of two busy cores, in seconds of it:

    articles  an article   add one  memory    B-cubed F1  encoder, UMAP, HDBSCAN
       1,000  0.73 ms      5 ms     0.3 GiB   98.9        87 ms an article, 67.3
      10,000  0.83 ms      5 ms     0.5 GiB   93.8        (the whole call: 1.7 ms an article)
     100,000  1.21 ms      5 ms     1.4 GiB   80.8
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import os
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from score_clusters import Document, analyze_plainly, read_stop_words, score  # noqa: E402

from generator.cluster import cluster_articles  # noqa: E402
from generator.cluster.stories import Entry, Stories  # noqa: E402
from generator.cluster.terms import load_background, weigh_terms  # noqa: E402
from generator.cluster.weekdays import find_weekdays, read_day  # noqa: E402
from generator.settings import Editorial, Settings  # noqa: E402

ARTICLES_A_DAY = 100
ADDED = 20


def read_events() -> list[list[str]]:
    """The sentences of each article of raw-news, as lists of tokens in one string."""
    path = Path(os.environ.get("BRIEFINGS_DATA", "../shared")) / "corpora/raw-news/guardian.txt.gz"
    if not path.exists():
        sys.exit(f"skipped: {path} is not there")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [text.split("\n") for text in lines.read().split("\n\n") if text.strip()]
    return [sentences for sentences in texts if len(sentences) >= 8]


def make_articles(size: int, *, seed: int = 7) -> Iterator[Document]:
    """Articles of made-up events, the same in every run."""
    chance = random.Random(seed)
    events = read_events()
    syllables = [a + b for a in "b d f g k l m n p r s t v z".split() for b in "a e i o u".split()]
    made = event = 0
    days = max(10, size // ARTICLES_A_DAY)
    while made < size:
        sentences = chance.choice(events)[:16]
        day = date(2010, 1, 1) + timedelta(days=chance.randrange(days))
        names: dict[str, str] = {}
        for word in sorted({word for line in sentences for word in line.split()[1:] if word[:1].isupper()}):
            known = chance.random() < 0.4
            names[word] = word if known else "".join(chance.choices(syllables, k=3)).capitalize()
        told = [" ".join(names.get(word, word) for word in line.split()) for line in sentences]
        text = ""
        for _ in range(min(size - made, 12, 1 + int(chance.expovariate(1.0)))):
            if not text or chance.random() >= 0.1:
                text = "\n".join(chance.sample(told, max(4, len(told) // 2)))
            published = day + timedelta(days=min(6, int(chance.expovariate(1.0))))
            yield Document(f"a{made:06}", f"e{event:06}", None, published.isoformat(), text)
            made += 1
        event += 1


def measure(size: int, stop: frozenset[str]) -> dict[str, float]:
    """What telling ``size`` made articles into stories costs, and how well it is done."""
    background = load_background()
    entries: list[Entry] = []
    gold = {}
    weighing = 0.0
    for document in make_articles(size + ADDED):
        article, analysis = analyze_plainly(document, stop)
        began = time.process_time()
        terms = weigh_terms(article, analysis, background=background)
        weighing += time.process_time() - began
        entries.append(Entry(article.id, terms, read_day(article.published), find_weekdays(article, analysis)))
        gold[article.id] = document.gold
    chance = random.Random(1)
    chance.shuffle(entries)
    collection = Stories()
    began = time.process_time()
    collection.add(entries[ADDED:])
    took = time.process_time() - began
    adding = []
    for entry in entries[:ADDED]:
        began = time.process_time()
        collection.add([entry])
        adding.append(time.process_time() - began)
    groups = collection.groups()
    result = score({name: number for number, group in enumerate(groups) for name in group}, gold)
    return {
        "ms an article": 1000 * (weighing + took) / size,
        "of it terms": 1000 * weighing / size,
        "add one, worst s": max(adding),
        "GiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "largest story": max(map(len, groups)),
        "F1": result["F1"],
    }


def measure_whole(size: int, stop: frozenset[str]) -> tuple[float, float]:
    """Seconds of the room's whole call (with reasons, headlines, addresses and storylines), and B-cubed F1."""
    documents = list(make_articles(size))
    made = [analyze_plainly(document, stop) for document in documents]
    articles = {article.id: article for article, _ in made}
    analyses = {analysis.article: analysis for _, analysis in made}
    began = time.process_time()
    clustering = cluster_articles(articles, analyses, settings=Settings(), editorial=Editorial(), permalinks=())
    took = time.process_time() - began
    found = {article: cluster.id for cluster in clustering.clusters for article in cluster.articles}
    return took, score(found, {document.id: document.gold for document in documents})["F1"]


def measure_embedding(documents: Sequence[Document], encoder_name: str) -> tuple[float, float] | None:
    """Seconds and B-cubed F1 of encoder, UMAP and HDBSCAN; None where one of them is not installed."""
    needed = ("sentence_transformers", "umap", "hdbscan")
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        print(f"encoder, UMAP, HDBSCAN: skipped, not installed: {', '.join(missing)}")
        return None
    import hdbscan
    import umap
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(encoder_name)
    began = time.process_time()
    vectors = encoder.encode([document.text for document in documents])
    points = umap.UMAP(n_components=5, metric="cosine", random_state=0).fit_transform(vectors)
    labels = hdbscan.HDBSCAN(min_cluster_size=2).fit_predict(points)
    took = time.process_time() - began
    found = {
        document.id: label if label >= 0 else document.id for document, label in zip(documents, labels, strict=True)
    }
    return took, score(found, {document.id: document.gold for document in documents})["F1"]


def main() -> None:
    """Prints the table; exit status 1 where the cost grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--whole", type=int, default=10000)
    parser.add_argument("--embed", type=int, default=1000)
    parser.add_argument("--encoder", default="all-MiniLM-L6-v2", help="name or folder of the sentence encoder")
    options = parser.parse_args()
    stop = read_stop_words()
    first = None
    worst = slowest = 0.0
    for size in map(int, options.sizes.split(",")):
        row = measure(size, stop)
        first = first or row["ms an article"]
        ratio = row["ms an article"] / first
        worst, slowest = max(worst, ratio), max(slowest, row["add one, worst s"])
        cells = "  ".join(f"{name} {value:.2f}" for name, value in row.items())
        print(f"{size:>7} articles: {cells}  ratio {ratio:.2f}", flush=True)
    if options.whole:
        took, level = measure_whole(options.whole, stop)
        print(f"{options.whole:>7} articles, the whole call: seconds {took:.1f}  F1 {level:.1f}", flush=True)
    found = measure_embedding(list(make_articles(options.embed)), options.encoder) if options.embed else None
    if found:
        print(f"encoder, UMAP, HDBSCAN at {options.embed}: seconds {found[0]:.1f}  F1 {found[1]:.1f}")
    sys.exit(worst >= 2.0 or slowest >= 1.0)


if __name__ == "__main__":
    main()
