"""The article whose headline stands for its story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..records import Analysis, Article
from .terms import HOLLOW, LEAST_WEIGHT, Background, split_roots

# Added to the number of a headline's words, so that one of two good words is no better than one of six. With 3, of six
# articles on a North Korean launch "Japan launches latest North Korea spy satellite" stood for all; with 10 long
# headlines win.
SMOOTHING = 6
# A headline of fewer telling words ("Afternoon briefing") stands for a story only where there is no other.
LEAST_WORDS = 2


def find_representative(
    group: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    *,
    background: Background,
) -> str | None:
    """The article whose headline's telling words most of the group's articles and headlines use, on average.

    Of equals, the earliest published, then by seed. None where no article has a headline.
    """
    titled = [identifier for identifier in group if articles[identifier].headline]
    if len(titled) < 2:
        return titled[0] if titled else None
    words = {
        identifier: {
            root
            for root in split_roots(articles[identifier].headline or "")
            if root not in HOLLOW and background.weigh(root) >= LEAST_WEIGHT
        }
        for identifier in titled
    }
    wanted = set().union(*words.values())
    users = Counter(word for identifier in group for word in wanted & _list_roots(analyses[identifier]))
    headlines = Counter(word for found in words.values() for word in found)
    support = {word: max(0, users[word] - 1) / len(group) + headlines[word] / len(titled) for word in wanted}

    def rank(identifier: str) -> tuple[bool, float, str, str, str]:
        score = sum(support[word] for word in sorted(words[identifier])) / (SMOOTHING + len(words[identifier]))
        article = articles[identifier]
        few = len(words[identifier]) < LEAST_WORDS
        return few, -round(score, 6), article.published or "9999", article.seed, identifier

    return min(titled, key=rank)


def _list_roots(analysis: Analysis) -> set[str]:
    return {root for sentence in analysis.sentences for lemma in sentence.lemmas for root in split_roots(lemma)}
