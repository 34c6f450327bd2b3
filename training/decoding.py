"""From scores to labels: the best sequence of name tags, and the sentences of a text whose trees are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from spacy.tokens import Doc

from . import labels

TAGS = labels.tag_names()
SURE_TREE = 0.9  # mean probability of head and relation below which a sentence is no good
LEAST_SURE_ARC = 0.35  # the same of its most doubtful word


@dataclass(slots=True)
class Labelled:
    """What the teacher says of `doc`, token by token; whitespace has no tag and is its own head.

    `sure` is the probability of the name's tag, `tree_sure` that of head and relation together.
    """

    doc: Doc
    names: list[labels.Span]
    sure: numpy.ndarray
    tags: list[str]
    morphs: list[str]
    heads: list[int]
    deps: list[str]
    tree_sure: numpy.ndarray


def tag_transitions() -> numpy.ndarray:
    """Matrix (tags, tags) of 0 where BIOES lets the second follow the first, else -1e9."""
    allowed = numpy.full((len(TAGS), len(TAGS)), -1e9, dtype=numpy.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            open_label = before[2:] if before[:1] in "BI" else ""
            if (after[:1] in "IE" and after[2:] == open_label) or (not open_label and after[:1] in "OBS"):
                allowed[i, j] = 0.0
    return allowed


def best_tags(scores: numpy.ndarray, transitions: numpy.ndarray) -> numpy.ndarray:
    """The best allowed sequence of tags (Viterbi) for log probabilities of shape (words, tags)."""
    starts = numpy.array([0.0 if name[:1] in "OBS" else -1e9 for name in TAGS], dtype=numpy.float32)
    ends = numpy.array([0.0 if name[:1] in "OES" else -1e9 for name in TAGS], dtype=numpy.float32)
    total = scores[0] + starts
    back = numpy.zeros(scores.shape, dtype=numpy.int64)
    for i in range(1, len(scores)):
        paths = total[:, None] + transitions
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[i]
    path = [int((total + ends).argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    return numpy.array(path[::-1])


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
