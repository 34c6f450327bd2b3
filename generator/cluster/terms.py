"""The weighted terms of an article: lemmas and names, rare ones heavy, by background frequencies that ship here.

The frequencies say in how many of the background's articles a word stands. Because
they never change, a similarity depends on its two articles alone: a new article
changes no weight, and so no old story.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ..records import Analysis, Article
from ..text import fold

BACKGROUND_FILE = Path(__file__).parent / "background.tsv.gz"

# Labels whose words count as names. Days and sums of money are no names, and nationalities say too little.
NAME_LABELS = frozenset({"PERSON", "ORG", "LOC", "GPE", "FAC", "PRODUCT", "MISC", "EVENT"})
# A word that is always part of a name weighs 1 + this where the background hardly knows it, and not more than another
# word where the background knows it well (``NAME_RARE`` or lighter; in between it rises in a line): a country and its
# president do not carry two articles together. With the bonus for every name alike, web_news_events among 500 articles
# on other events had 86.2 B-cubed F1 instead of 94, and 1,200 articles, nearly all of their own, 75.8 instead of 88.
# With no bonus and with 1.0 web_news_events (bundled analysis) has 95.1 and 95.2 instead of 96.1, ECB+ 90.5 and 94.2
# instead of 93.1; with 3.0 and 6.0 as rare 97.0 and 95.4, and 91.3 and 93.3.
NAME_BONUS = 0.5
NAME_RARE = 5.0
# The headline and the sentences that follow it count double: ECB+ (bundled analysis) 93.1 B-cubed F1 instead of 92.8;
# tripled, web_news_events loses 1.6.
LEAD_SENTENCES = 4
LEAD_BONUS = 1.0
# No word weighs more than this, about one article in 650: the background is older than the news, so that a name it
# never saw may yet be in every article of today. 6.5 gives web_news_events 96.1 and ECB+ 93.1 B-cubed F1
# (bundled analysis), 7.0 93.9 and 92.5.
WEIGHT_CEILING = 6.5
# Terms that an article keeps, the heaviest, so that a hundred thousand articles can be compared: with 64, 80
# and 128 web_news_events (bundled analysis) has 95.6, 96.1 and 95.9 B-cubed F1, ECB+ 92.5, 93.1 and 92.6.
TOP_TERMS = 80
# A word lighter than this (in more than a tenth of the background) is dropped: it tells nothing of an event and makes
# work (ECB+, bundled analysis, 93.2 B-cubed F1 with all, 93.1 without).
LEAST_WEIGHT = 2.3
# Words with fewer letters or digits than this are dropped.
SHORTEST = 2

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_ENDINGS = (
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("ies", "y"),
    ("ing", ""),
    ("ed", ""),
    ("s", ""),
)
# Words that stand inside names and addresses and tell nothing by themselves.
HOLLOW = frozenset("al el the of and for in on at to de la le von van mr mrs ms http https www com".split())


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``articles`` background articles each root stands."""

    articles: int
    counts: dict[str, int]

    def weigh(self, root: str) -> float:
        """The inverse document frequency of a root: 0 for one in every article, the ceiling for a rare one."""
        return min(WEIGHT_CEILING, math.log((self.articles + 1) / (self.counts.get(root, 0) + 1)))


@cache
def load_background(path: Path = BACKGROUND_FILE) -> Background:
    """The frequencies of the gzipped table ``path``: a first line with the number of articles, then word, count."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        _, articles = next(lines).rstrip("\n").split("\t")
        counts = {word: int(count) for word, count in (line.rstrip("\n").split("\t") for line in lines)}
    return Background(int(articles), counts)


def split_words(text: str) -> Iterator[str]:
    """The words and numbers of a text, folded; hyphens cut, a possessive 's dropped."""
    for match in _WORD.finditer(fold(text)):
        word = match.group().removesuffix("'s")
        if len(word) >= SHORTEST:
            yield word


@lru_cache(maxsize=1 << 16)
def find_root(word: str) -> str:
    """The word without a regular English ending, as the background counts it, so that any pipeline's lemmas find it.

    It is a key, not a word: "offensives" and "offensive", "stopped" and "stop" meet, "took" and "take" do not.
    """
    for ending, other in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            word = word[: len(word) - len(ending)] + other
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def split_roots(text: str) -> Iterator[str]:
    """The roots of the words of a text, the keys of its terms."""
    return map(find_root, split_words(text))


def weigh_terms(article: Article, analysis: Analysis, *, background: Background) -> dict[str, float]:
    """The terms of one article with their weights, as a vector of length 1, in the order of the words.

    Logarithmic count times inverse document frequency in the background (Salton and
    Buckley 1988), more for words of names and for those of the first sentences.
    """
    counts: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for index, sentence in enumerate(analysis.sentences):
        step = 1.0 + (LEAD_BONUS if index < LEAD_SENTENCES else 0.0)
        for lemma in sentence.lemmas:
            for word in split_roots(lemma):
                counts[word] += step
                plain[word] += 1
    names: Counter[str] = Counter()
    for mention in analysis.mentions:
        if mention.label in NAME_LABELS:
            names.update(
                word for word in split_roots(article.text[mention.span.start : mention.span.end]) if word not in HOLLOW
            )
    for word in sorted(names):
        if word not in counts:
            counts[word] += names[word]
            plain[word] += names[word]
    weights = {
        word: (1.0 + math.log(count))
        * background.weigh(word)
        * (1.0 + _weigh_name(background.weigh(word)) * min(1.0, names[word] / plain[word]))
        for word, count in counts.items()
        if word not in HOLLOW and background.weigh(word) >= LEAST_WEIGHT
    }
    kept = sorted(weights, key=lambda word: (-round(weights[word], 9), word))[:TOP_TERMS]
    length = math.sqrt(math.fsum(weights[word] * weights[word] for word in kept))
    return {word: weights[word] / length for word in sorted(kept) if weights[word]} if length else {}


def _weigh_name(weight: float) -> float:
    """What a word of a name weighs more than another word of this weight."""
    return NAME_BONUS * max(0.0, (weight - NAME_RARE) / (WEIGHT_CEILING - NAME_RARE))
