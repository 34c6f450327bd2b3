"""Training data of the students: documents of trees, and segments of text with what is known of each word's name tag.

The same seed gives the same data; each round has a seed, and so variants, of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy
import spacy
from spacy.tokens import Doc, DocBin, Span

from . import augment, corpora, labels
from .prepare import fit_spans, read_lines
from .silver import correct_probabilities, read_probabilities
from .tokens import blank_pipeline

TYPOGRAPHIC_TREES = 0.4  # share of the tree documents that are repeated with typographic signs
CAPITAL_TREES = 0.06  # share of the repeated ones, and of silver, in capitals or title case, as headlines are
TYPOGRAPHIC_SILVER = 0.35
SEGMENT_WORDS = 160  # of the names' student, at most; cut at a line's end if it can be
LINES_APART = 0.6  # share of the documents whose lines are segments of their own
GOLD_COPIES = 2  # varied copies of the gold articles beside the articles themselves
PARAGRAPH_TOKENS = 150  # tokens of one training document for names: some paragraphs

Segment = tuple[list[str], numpy.ndarray]  # words, and the probabilities of their tags, shape (words, tags)


def read_docs(path: Path, vocab: spacy.Vocab) -> list[Doc]:
    """The documents of a `DocBin`; none if there is no such file."""
    return list(DocBin().from_disk(path).get_docs(vocab)) if path.exists() else []


def write_tree_data(work: Path, *, seed: int) -> None:
    """Write `syntax-train.spacy` (EWT, GUM, some of it twice, what the teacher is sure of) and `syntax-dev.spacy`."""
    rng = random.Random(seed)
    vocab = spacy.blank("en").vocab
    gold = [doc for treebank in ("ewt", "gum") for doc in read_docs(work / f"trees-{treebank}-train.spacy", vocab)]
    docs = gold + [
        augment.vary_words(doc, rng, signs=0.8, capitals=CAPITAL_TREES)
        for doc in gold
        if rng.random() < TYPOGRAPHIC_TREES
    ]
    docs += [
        augment.vary_words(doc, rng, signs=TYPOGRAPHIC_SILVER, capitals=CAPITAL_TREES)
        for doc in read_docs(work / "silver-trees.spacy", vocab)
    ]
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(work / "syntax-train.spacy")
    held = [doc for treebank in ("ewt", "gum") for doc in read_docs(work / f"trees-{treebank}-dev.spacy", vocab)]
    DocBin(docs=held).to_disk(work / "syntax-dev.spacy")
    print(f"syntax: {len(docs)} documents, {sum(map(len, docs))} tokens")


def name_docs(nlp: spacy.Language, records: Iterable[corpora.NamedText], *, size: int = PARAGRAPH_TOKENS) -> list[Doc]:
    """`records` as documents of whole paragraphs, about `size` tokens each, every token with a decided entity tag."""
    docs = []
    for record in records:
        doc = nlp.make_doc(record.text)
        doc.ents = [Span(doc, a, b, label=label) for a, b, label in fit_spans(doc, record.spans)]
        start = 0
        for token in doc:
            last = token.i + 1 == len(doc)
            if last or (token.text.startswith("\n") and token.i - start >= size):
                piece = doc[start : token.i + 1].as_doc()
                if len(piece):
                    docs.append(piece)
                start = token.i + 1
    return docs


def vary_names(
    records: Sequence[corpora.NamedText],
    inventory: Sequence[corpora.NamedText],
    *,
    seed: int,
    copies: int = GOLD_COPIES,
) -> list[corpora.NamedText]:
    """`records` and `copies` variants of each: typographic signs, other names from `inventory`, capitals."""
    rng = random.Random(seed)
    names = augment.collect_names(inventory)
    found = list(records)
    for _ in range(copies):
        for record in records:
            if rng.random() < 0.7:
                record = augment.substitute_names(record, names, rng)
            if rng.random() < 0.6:
                record = augment.vary_signs(record, rng)
            found.append(augment.vary_capitals(record, rng))
    return found


def cut_segments(words: Sequence[str]) -> list[tuple[int, int]]:
    """Stretches of at most `SEGMENT_WORDS` words, cut behind a newline or a full stop once they are long enough."""
    cuts, start = [0], 0
    for place, word in enumerate(words, start=1):
        size = place - start
        if (
            size >= SEGMENT_WORDS
            or (size >= 0.6 * SEGMENT_WORDS and "\n" in word)
            or (size >= 0.75 * SEGMENT_WORDS and word in (".", "?", "!"))
        ):
            cuts.append(place)
            start = place
    ends = [*cuts[1:], len(words)]
    return [(first, last) for first, last in zip(cuts, ends) if last > first]


def cut_lines(words: Sequence[str]) -> list[tuple[int, int]]:
    """The lines, without the newlines, of at most `SEGMENT_WORDS` words: what the generator gives at once."""
    breaks = [-1, *(place for place, word in enumerate(words) if "\n" in word), len(words)]
    return [
        (start, min(start + SEGMENT_WORDS, after))
        for before, after in zip(breaks, breaks[1:])
        for start in range(before + 1, after, SEGMENT_WORDS)
    ]


def _cut(words: list[str], table: numpy.ndarray, rng: random.Random) -> list[Segment]:
    cut = cut_lines if rng.random() < LINES_APART else cut_segments
    return [(words[first:last], table[first:last]) for first, last in cut(words)]


def gold_segments(work: Path, *, seed: int) -> list[Segment]:
    """The training articles and their variants."""
    nlp, rng = blank_pipeline(), random.Random(seed)
    gold = read_lines(work / "worldwide-train.jsonl")
    inventory = [*gold, *read_lines(work / "silver-names.jsonl")]
    found = []
    for doc in name_docs(nlp, vary_names(gold, inventory, seed=seed)):
        tags = labels.encode_bioes(len(doc), [(name.start, name.end, name.label_) for name in doc.ents])
        table = numpy.zeros((len(doc), len(labels.TAGS)), dtype=numpy.float32)
        table[numpy.arange(len(doc)), [labels.TAGS.index(tag) for tag in tags]] = 1.0
        words = [token.text for token in doc]
        found += _cut(words, table, rng)
    return found


def silver_segments(work: Path, *, seed: int) -> list[Segment]:
    """What the teacher says of the texts of `silver`, some with typographic signs."""
    rng = random.Random(seed)
    found = []
    for doc, table in read_probabilities(work, spacy.blank("en").vocab):
        table = correct_probabilities([token.text for token in doc], table)
        words = [token.text for token in augment.vary_words(doc, rng, signs=TYPOGRAPHIC_SILVER)]
        found += _cut(words, table, rng)
    return found
