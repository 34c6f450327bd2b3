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

# Labels whose words count as names. Days and sums of money are no names, and nationalities say too little: without
# them ECB+ rises from 90.5 to 92.1 B-cubed F1, web_news_events stays at 97.9.
NAME_LABELS = frozenset({"PERSON", "ORG", "LOC", "GPE", "FAC", "PRODUCT", "MISC", "EVENT"})
# A word that is always part of a name weighs 1 + this. With 1 articles on one person or company look like one story:
# of 600 articles on a few persons over ten years, gold all apart, 70 B-cubed F1 at a level of 0.18 instead of 75 with
# 0.5 and 84 with 0; web_news_events has 94.7, 93.8 and 92.5, ECB+ 93.1, 92.3 and 92.2.
NAME_BONUS = 0.5
# The headline and the sentences that follow it count double: ECB+ 92.1 instead of 91.5; tripled is alike.
LEAD_SENTENCES = 4
LEAD_BONUS = 1.0
# No word weighs more than this, about one article in 650: the background is older than the news, so that a name it
# never saw may yet be in every article of today. 6.5 gives web_news_events 98.4 and ECB+ 92.4 B-cubed F1, 7.0 97.9 and
# 91.7.
WEIGHT_CEILING = 6.5
# Terms that an article keeps, the heaviest: with 64 no set loses more than 1.5 against all, and a hundred thousand
# articles can be compared.
TOP_TERMS = 64
# A word lighter than this (in more than a tenth of the background) is dropped: it tells nothing of an event and makes
# work (ECB+ 91.8 with all, 91.7 without).
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
        * (1.0 + NAME_BONUS * min(1.0, names[word] / plain[word]))
        for word, count in counts.items()
        if word not in HOLLOW and background.weigh(word) >= LEAST_WEIGHT
    }
    kept = sorted(weights, key=lambda word: (-round(weights[word], 9), word))[:TOP_TERMS]
    length = math.sqrt(math.fsum(weights[word] * weights[word] for word in kept))
    return {word: weights[word] / length for word in sorted(kept) if weights[word]} if length else {}
