"""The weights that ship with `generator/clean`: how much each trait of a paragraph tells that it is page furniture.

    python -m training.furniture [OUTPUT]

Into clean articles of `corpora/raw-news` and `eval` below `BRIEFINGS_DATA` (default `../shared`), 1,472 in the state
this was made, it puts six lines each of `benchmarks/furniture_lines.tsv`, every second line of that file alone, where
such a line stands. A logistic regression (L2, C = 1) on the traits of all paragraphs (`generator.clean.scoring`)
gives the weights. The choice is fixed, and Newton's method ends at the one minimum: the table depends on nothing but
the corpora and the lines. The other lines, and other articles, are for `benchmarks/score_cleaning.py`.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy

from generator.clean.passages import split_passages
from generator.clean.scoring import TABLE, list_traits

from .corpora import data_folder
from .detokenise import detokenise

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "generator/clean" / TABLE
LINES = ROOT / "benchmarks/furniture_lines.tsv"
# File, the first of its articles and the step from one to the next: benchmarks/score_cleaning.py reads the first 500.
PARTS = (
    ("corpora/raw-news/guardian.txt.gz", 500, 10),
    ("corpora/raw-news/worldwide.txt.gz", 500, 1),
    ("eval/timelines/t17_articles.jsonl.gz", 0, 3),
    ("eval/clusters/ecbplus_topics_1-35.jsonl.gz", 0, 2),
)
USED = 400  # of each file, at most
MIN_PARAGRAPHS = 6
PUT = 6
C = 1.0  # weight of the data against the L2 norm of the weights
ROUNDS = 30  # Newton's method needs about ten
MIN_STEP = 1e-8
HEADER = """\
# How much each trait of a paragraph tells for (or against) its being the page's furniture: weights of a log-linear
# model, trait and log odds, separated by a tab; what the traits are says scoring.py.
#
# Estimated by training/furniture.py, which says on what; benchmarks/score_cleaning.py measures what the whole of
# cleaning reaches with them on other articles and other lines.
"""


def read_articles() -> Iterator[str]:
    """The articles to learn from: a paragraph a sentence, apart by blank lines."""
    for part, first, step in PARTS:
        with gzip.open(data_folder() / part, "rt", encoding="utf-8") as lines:
            if part.endswith(".jsonl.gz"):
                texts = [json.loads(line)["sentences"] for line in lines]
            else:
                texts = [text.strip().split("\n") for text in lines.read().split("\n\n")]
        long = (sentences for sentences in texts[first::step] if len(sentences) >= MIN_PARAGRAPHS)
        for sentences in islice(long, USED):
            yield "\n\n".join(detokenise(sentence.split())[0] for sentence in sentences)


def read_lines() -> list[tuple[str, str]]:
    """(place, line) of every second line of furniture."""
    rows = [line.split("\t") for line in LINES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(place, line) for place, line in rows][::2]


def put_lines(text: str, lines: list[tuple[str, str]], chance: random.Random) -> tuple[str, set[str]]:
    """The text with furniture where it stands, and the lines that were put in."""
    paragraphs = text.split("\n\n")
    chosen = chance.sample(lines, PUT)
    for place, line in chosen:
        last = len(paragraphs)
        at = {"head": chance.choice((0, 1, 1)), "mid": chance.randrange(2, max(3, last - 1)), "tail": last}[place]
        paragraphs.insert(at, line)
    return "\n\n".join(paragraphs), {line for _, line in chosen}


def fit(traits: list[frozenset[str]], answers: list[bool]) -> dict[str, float]:
    """The weight of each trait, and of "bias", which is not held small."""
    names = sorted(frozenset().union(*traits))
    column = {name: index for index, name in enumerate(names, start=1)}
    table = numpy.zeros((len(traits), len(names) + 1))
    table[:, 0] = 1.0
    for row, found in enumerate(traits):
        table[row, [column[name] for name in found]] = 1.0
    gold = numpy.array(answers, float)
    weights = numpy.zeros(table.shape[1])
    held = numpy.ones(table.shape[1])
    held[0] = 1e-9
    for _ in range(ROUNDS):
        chance = 1 / (1 + numpy.exp(-table @ weights))
        slope = C * table.T @ (chance - gold) + held * weights
        curve = C * (table * (chance * (1 - chance))[:, None]).T @ table + numpy.diag(held)
        step = numpy.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < MIN_STEP:
            break
    return dict(zip(["bias", *names], weights.tolist()))


def main() -> None:
    """Writes the table to the path named, else where the generator reads it."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    chance = random.Random(3)
    lines = read_lines()
    traits: list[frozenset[str]] = []
    answers: list[bool] = []
    articles = 0
    for text in read_articles():
        articles += 1
        payload, put = put_lines(text, lines, chance)
        passages = split_passages(payload)
        traits += list_traits(passages)
        answers += [passage.words in put for passage in passages]
    weights = fit(traits, answers)
    bias = weights.pop("bias")
    rows = [("bias", bias), *sorted(weights.items(), key=lambda pair: (-round(pair[1], 2), pair[0]))]
    output.write_text(HEADER + "".join(f"{name}\t{value:.2f}\n" for name, value in rows), encoding="utf-8")
    print(f"{articles} articles, {len(traits)} paragraphs, {sum(answers)} of them furniture: {output}")


if __name__ == "__main__":
    main()
