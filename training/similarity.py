"""Do the vectors compare sentences better than TF-IDF? Rank correlation on pairs of sentences.

Pairs come from `eval/clusters` (never committed): the first sentences of articles of one event, of two events of one
kind (ECB+), and of unlike events. Two references: whether the event is the same, and the encoder's own cosine.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy
import spacy

from .corpora import data_folder
from .detokenise import detokenise

SENTENCES_AN_ARTICLE = 3
PAIRS = 4000  # of each of the three kinds, as far as there are so many


def event_sentences() -> list[tuple[str, str, str]]:
    """`(topic, event, sentence)` of the first sentences of every article."""
    folder = data_folder() / "eval/clusters"
    rows = []
    for line in gzip.open(folder / "web_news_events.jsonl.gz", "rt", encoding="utf-8"):
        item = json.loads(line)
        event = str(item.get("gold", item.get("event", "")))
        for text in item["text"].split("\n")[:SENTENCES_AN_ARTICLE]:
            rows.append((f"web-{event}", f"web-{event}", text))
    for line in gzip.open(folder / "ecbplus_topics_1-35.jsonl.gz", "rt", encoding="utf-8"):
        item = json.loads(line)
        for words in [s for s in item["sentences"] if "http" not in s and len(s.split()) > 6][:SENTENCES_AN_ARTICLE]:
            rows.append((f"ecb-{item['topic']}", f"ecb-{item['gold']}", detokenise(words.split())[0]))
    return [row for row in rows if 6 < len(row[2].split()) < 60]


def choose_pairs(rows: Sequence[tuple[str, str, str]], *, seed: int = 0) -> list[tuple[int, int, int]]:
    """`(index, index, same event)`: pairs of one event, of one topic but two events, and of two topics."""
    rng = random.Random(seed)
    kinds: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for a in range(len(rows)):
        for b in range(a):
            if rows[a][2] == rows[b][2]:
                continue
            kind = "same" if rows[a][1] == rows[b][1] else "topic" if rows[a][0] == rows[b][0] else "other"
            if kind != "other" or rng.random() < 0.02:
                kinds[kind].append((a, b, int(kind == "same")))
    return [
        pair for kind in ("same", "topic", "other") for pair in rng.sample(kinds[kind], min(PAIRS, len(kinds[kind])))
    ]


def rank_correlations(nlp: spacy.Language, embed: Callable[[Sequence[str]], numpy.ndarray]) -> dict[str, float]:
    """Spearman's rho of the vectors' and of TF-IDF's cosine with the event labels and with the cosine of `embed`."""
    from scipy.stats import spearmanr
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = event_sentences()
    texts = [row[2] for row in rows]
    pairs = choose_pairs(rows)
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    same = [pair[2] for pair in pairs]
    static = numpy.array([nlp.make_doc(text).vector for text in texts])
    encoder = embed(texts)
    terms = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)

    def cosine(table: numpy.ndarray) -> numpy.ndarray:
        table = table / numpy.maximum(numpy.linalg.norm(table, axis=1, keepdims=True), 1e-9)
        return (table[left] * table[right]).sum(1)

    scores = {"vectors": cosine(static), "tfidf": numpy.asarray(terms[left].multiply(terms[right]).sum(1)).ravel()}
    teacher = cosine(encoder)
    found = {"encoder/event": spearmanr(teacher, same)[0], "pairs": float(len(pairs))}
    for name, values in scores.items():
        found[f"{name}/event"] = float(spearmanr(values, same)[0])
        found[f"{name}/encoder"] = float(spearmanr(values, teacher)[0])
    return found
