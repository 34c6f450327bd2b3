"""Training data of the student, written out in their variants, so that `spacy train` needs no code of ours.

The same seed gives the same data; each round has a seed, and so variants, of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

from . import augment, corpora
from .prepare import fit_spans, read_lines
from .tokens import blank_pipeline

TYPOGRAPHIC_TREES = 0.4  # share of the tree documents that are repeated with typographic signs
CAPITAL_TREES = 0.06  # share of the repeated ones, and of silver, in capitals or title case, as headlines are
TYPOGRAPHIC_SILVER = 0.35
GOLD_COPIES = 2  # varied copies of the gold articles beside the articles themselves
PARAGRAPH_TOKENS = 150  # tokens of one training document for names: some paragraphs


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
    records: Sequence[corpora.NamedText], inventory: Sequence[corpora.NamedText], *, copies: int, seed: int
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


def write_name_data(work: Path, *, seed: int) -> None:
    """Write `names-train.spacy` (gold, its variants, and what the teacher is sure of) and `names-dev.spacy`."""
    nlp, rng = blank_pipeline(), random.Random(seed)
    gold = read_lines(work / "worldwide-train.jsonl")
    silver = read_docs(work / "silver-names.spacy", nlp.vocab)
    found = [
        corpora.NamedText("", doc.text, tuple((e.start_char, e.end_char, e.label_) for e in doc.ents))
        for doc in silver
    ]
    docs = name_docs(nlp, vary_names(gold, [*gold, *found], copies=GOLD_COPIES, seed=seed))
    docs += [augment.vary_words(doc, rng, signs=TYPOGRAPHIC_SILVER) for doc in silver]
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(work / "names-train.spacy")
    held = name_docs(nlp, read_lines(work / "worldwide-dev.jsonl"), size=10_000)
    DocBin(docs=held).to_disk(work / "names-dev.spacy")
    print(f"names: {len(docs)} documents, {sum(map(len, docs))} tokens")
