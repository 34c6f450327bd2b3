"""spaCy's component for the bundled pipeline's names: tags (BIOES) scored by a CNN, the best allowed sequence.

spaCy's own `ner` decides step by step and cannot take a decision back; over the same CNN it was 2 points of F1 behind
tags (training/README.md). The component is known to spaCy as `bioes_ner`, by an entry point of this project and
wherever this module is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from thinc.api import Model

FACTORY = "bioes_ner"
# Where a Doc holds how likely each label of each of its names is: `Doc.user_data[SHARES]` are (start, end, shares), a
# list, since what has tuples for keys does not come back from `Doc.to_bytes`.
SHARES = "label_shares"
_FORBIDDEN = -1e9


def name_tags(labels: Sequence[str]) -> list[str]:
    """The BIOES tags of `labels`: `O`, then beginning, inside, end and single of each."""
    return ["O", *(f"{prefix}-{label}" for label in labels for prefix in "BIES")]


def allowed_transitions(tags: Sequence[str]) -> numpy.ndarray:
    """Matrix, shape (tags, tags), of 0 where BIOES lets the second tag follow the first, else -1e9."""
    table = numpy.full((len(tags), len(tags)), _FORBIDDEN, dtype=numpy.float32)
    for row, before in enumerate(tags):
        label = before[2:] if before[:1] in "BI" else ""
        for column, after in enumerate(tags):
            if (after[:1] in "IE" and after[2:] == label) if label else after[:1] in "OBS":
                table[row, column] = 0.0
    return table


def best_tags(scores: numpy.ndarray, tags: Sequence[str], transitions: numpy.ndarray) -> numpy.ndarray:
    """The numbers of the best allowed sequence of `tags` for `scores` of shape (words, tags), summed (Viterbi)."""
    starts = numpy.array([0.0 if tag[:1] in "OBS" else _FORBIDDEN for tag in tags], dtype=numpy.float32)
    ends = numpy.array([0.0 if tag[:1] in "OES" else _FORBIDDEN for tag in tags], dtype=numpy.float32)
    path = scores.argmax(axis=1)
    if starts[path[0]] == ends[path[-1]] == 0 and not transitions[path[:-1], path[1:]].any():
        return path
    total = scores[0] + starts
    back = numpy.zeros(scores.shape, dtype=numpy.int64)
    for place in range(1, len(scores)):
        ways = total[:, None] + transitions
        back[place] = ways.argmax(axis=0)
        total = ways.max(axis=0) + scores[place]
    path[-1] = (total + ends).argmax()
    for place in range(len(scores) - 1, 0, -1):
        path[place - 1] = back[place, path[place]]
    return path


def label_shares(scores: numpy.ndarray, tags: Sequence[str]) -> dict[str, float]:
    """The probability of each label for one name, whose words have these `scores`, of shape (words, tags)."""
    prefixes = ["B", *["I"] * (len(scores) - 2), "E"] if len(scores) > 1 else ["S"]
    labels = [tag[2:] for tag in tags if tag[:1] == "S"]
    columns = [[tags.index(f"{prefix}-{label}") for label in labels] for prefix in prefixes]
    sums = numpy.take_along_axis(scores, numpy.array(columns), axis=1).sum(axis=0)
    shares = numpy.exp(sums - sums.max())
    return {label: round(float(share), 4) for label, share in zip(labels, shares / shares.sum(), strict=True)}


class Recognizer(TrainablePipe):
    """Sets `doc.ents` from scores of the tags of `labels`; no name goes over the end of a line."""

    def __init__(self, vocab: Vocab, model: Model, name: str = "ner", *, labels: Sequence[str] = ()) -> None:
        """`model` gives an array of shape (words, tags) for each document, its columns in the order of `name_tags`."""
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg = {"labels": list(labels)}
        self.scorer = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names, in the order of their tags."""
        return tuple(self.cfg["labels"])

    def predict(self, docs: Iterable[Doc]) -> list[numpy.ndarray]:
        """Scores of the tags for each of `docs`, shape (words, tags)."""
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [numpy.zeros((0, len(name_tags(self.labels))), dtype=numpy.float32) for _ in docs]
        return self.model.predict(docs)

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[numpy.ndarray]) -> None:
        """Write the names that `scores` speak for into `docs`, in the place of those they had, and their shares."""
        tags = name_tags(self.labels)
        transitions = allowed_transitions(tags)
        for doc, table in zip(docs, scores, strict=True):
            spans = []
            for first, last in _find_lines(doc):
                found = [tags[tag] for tag in best_tags(table[first:last], tags, transitions)]
                for place, tag in enumerate(found, start=first):
                    if tag[:1] in "BS":
                        start = place
                    if tag[:1] in "ES":
                        spans.append(_trim(doc[start : place + 1], tag[2:]))
            doc.ents = [span for span in spans if span is not None]
            doc.user_data[SHARES] = [
                (span.start, span.end, label_shares(table[span.start : span.end], tags)) for span in doc.ents
            ]


def _find_lines(doc: Doc) -> list[tuple[int, int]]:
    """The stretches of words, end exclusive, between tokens that hold a newline."""
    breaks = [-1, *(token.i for token in doc if token.is_space and "\n" in token.text), len(doc)]
    return [(before + 1, after) for before, after in zip(breaks, breaks[1:]) if after > before + 1]


def _trim(span: Span, label: str) -> Span | None:
    """`span` without white space at its ends, labelled; None if nothing is left."""
    words = [token.i for token in span if not token.is_space]
    return Span(span.doc, words[0], words[-1] + 1, label=label) if words else None


@Language.factory(FACTORY, assigns=["doc.ents", "token.ent_iob", "token.ent_type"], default_config={"labels": []})
def make_recognizer(nlp: Language, name: str, model: Model, labels: list[str]) -> Recognizer:
    """The component that `labels` and `model` describe, for `spacy.load`."""
    return Recognizer(nlp.vocab, model, name, labels=labels)
