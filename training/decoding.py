"""What the teacher says of a document, and the sentences of it whose trees are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from spacy.tokens import Doc

from . import labels

SURE_TREE = 0.9  # mean probability of head and relation below which a sentence is no good
LEAST_SURE_ARC = 0.35  # the same of its most doubtful word


@dataclass(slots=True)
class Labelled:
    """What the teacher says of `doc`, token by token; whitespace has no tag and is its own head.

    `probabilities` are those of the names' tags, shape (words, tags), 0 for whitespace; `tree_sure` is that of head and
    relation together.
    """

    doc: Doc
    names: list[labels.Span]
    probabilities: numpy.ndarray
    tags: list[str]
    morphs: list[str]
    heads: list[int]
    deps: list[str]
    tree_sure: numpy.ndarray


def find_sentences(labelled: Labelled) -> list[tuple[int, int, bool]]:
    """Stretches of words with one root, and whether each is a whole tree that the teacher is sure of."""
    words = [token.i for token in labelled.doc if not token.is_space]
    roots = {word: _find_root(labelled.heads, word) for word in words}
    stretches: list[list[int]] = []
    for before, word in zip([-1, *words], words):
        if stretches and roots[word] == roots[before]:
            stretches[-1].append(word)
        else:
            stretches.append([word])
    counts = Counter(roots[stretch[0]] for stretch in stretches)
    found = []
    for stretch in stretches:
        sure = labelled.tree_sure[stretch]
        root = roots[stretch[0]]
        whole = root >= 0 and counts[root] == 1 and labelled.deps[root] == "ROOT"
        good = whole and sure.mean() >= SURE_TREE and sure.min() >= LEAST_SURE_ARC
        found.append((stretch[0], stretch[-1] + 1, bool(good)))
    return found


def _find_root(heads: Sequence[int], word: int) -> int:
    """The root above `word`, -1 if there is a cycle."""
    for _ in range(len(heads)):
        if heads[word] == word:
            return word
        word = heads[word]
    return -1
