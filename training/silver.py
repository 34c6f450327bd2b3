"""Stage 4, silver: texts that the teacher labels for the students.

GMB's sentences and the Guardian's articles that are most about the world, with the probability of each name tag of each
word; the training articles of worldwide-newswire for their trees too. Of the trees only those that the teacher is sure
of are kept.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from . import labels
from .chunks import Chunker
from .corpora import NamedText
from .decoding import Labelled, find_sentences
from .prepare import read_lines, write_lines
from .tokens import blank_pipeline

SURE_NAME = 0.7  # lowest probability of a tag of a name that is put in the place of others
GUARDIAN_TOKENS = 1_500_000
GMB_SENTENCES_A_DOC = 6
TREE_SENTENCES = 8  # sentences of one document of trees
# Names that no gold article holds and that the teacher reads otherwise, with the label that they have.
CORRECTED = {"Islamic State": "ORG"}


def world_articles(guardian: Sequence[NamedText], gmb: Iterable[NamedText], *, tokens: int) -> list[NamedText]:
    """The articles of the Guardian richest in the places and nationalities that GMB names, `tokens` words or so.

    Sport and culture name much else, so an article's score is its share of words that GMB has as LOC or NORP at
    least five times.
    """
    counts = Counter(
        gmb_text.text[a:b] for gmb_text in gmb for a, b, label in gmb_text.spans if label in ("LOC", "NORP")
    )
    places = {name for name, count in counts.items() if count >= 5 and " " not in name}

    def richness(record: NamedText) -> float:
        words = record.text.split()
        return sum(word.strip(",.;:'\"’") in places for word in words) / (len(words) + 50)

    chosen, total = [], 0
    for record in sorted(guardian, key=lambda record: (-richness(record), record.name)):
        chosen.append(record)
        total += len(record.text.split())
        if total > tokens:
            break
    return chosen


def join_sentences(records: Sequence[NamedText], *, size: int = GMB_SENTENCES_A_DOC) -> list[NamedText]:
    """Consecutive `records`, `size` at a time, as texts of one sentence a line."""
    joined = []
    for start in range(0, len(records), size):
        text, spans = "", []
        for record in records[start : start + size]:
            offset = len(text) + bool(text)
            text += ("\n" if text else "") + record.text
            spans += [(a + offset, b + offset, label) for a, b, label in record.spans]
        joined.append(NamedText(records[start].name, text, tuple(spans)))
    return joined


def correct_probabilities(words: Sequence[str], table: numpy.ndarray) -> numpy.ndarray:
    """`table`, shape (words, tags), with the names of `CORRECTED` put right, and `O` for words without an answer."""
    table = table.copy()
    table[table.sum(axis=1) == 0, labels.TAGS.index("O")] = 1.0
    for name, label in CORRECTED.items():
        parts = name.split()
        tags = labels.encode_bioes(len(parts), [(0, len(parts), label)])
        for place in range(len(words) - len(parts) + 1):
            if list(words[place : place + len(parts)]) == parts:
                table[place : place + len(parts)] = 0.0
                for offset, tag in enumerate(tags):
                    table[place + offset, labels.TAGS.index(tag)] = 1.0
    return table


def sure_names(found: Labelled) -> NamedText:
    """The text of `found` with the names all of whose tags the teacher is sure of."""
    doc, sure = found.doc, found.probabilities.max(axis=1)
    spans = tuple(
        (doc[a].idx, doc[b - 1].idx + len(doc[b - 1]), label)
        for a, b, label in found.names
        if sure[a:b].min() >= SURE_NAME
    )
    return NamedText("", doc.text, spans)


def read_probabilities(work: Path, vocab: Vocab) -> Iterator[tuple[Doc, numpy.ndarray]]:
    """The documents that `main` wrote, with the probabilities of their words' tags, shape (words, tags)."""
    table = numpy.load(work / "silver-names.npy", mmap_mode="r")
    start = 0
    for doc in DocBin().from_disk(work / "silver-names.spacy").get_docs(vocab):
        yield doc, table[start : start + len(doc)]
        start += len(doc)


def tree_docs(labelled: Labelled) -> Iterator[Doc]:
    """The sentences of `labelled` whose trees the teacher is sure of, consecutive ones together.

    A sentence is a stretch of words with one root; where a tree is torn or has a cycle, its words are left out.
    Lemmas are left open.
    """
    run: list[tuple[int, int]] = []
    for first, last, good in find_sentences(labelled):
        if run and (not good or len(run) == TREE_SENTENCES):
            yield _build_trees(labelled, run)
            run = []
        if good:
            run.append((first, last))
    if run:
        yield _build_trees(labelled, run)


def _build_trees(labelled: Labelled, sentences: Sequence[tuple[int, int]]) -> Doc:
    """The words from the first of `sentences` to the last; a newline hangs on the word before it, as in `prepare`."""
    start, end = sentences[0][0], sentences[-1][1]
    tokens = list(labelled.doc[start:end])
    space = [token.is_space for token in tokens]
    heads = [place - 1 if space[place] else labelled.heads[token.i] - start for place, token in enumerate(tokens)]
    morphs = [labelled.morphs[token.i].partition("|") for token in tokens]
    return Doc(
        labelled.doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        tags=["_SP" if blank else labelled.tags[token.i] for blank, token in zip(space, tokens)],
        pos=["SPACE" if blank else morph[0] for blank, morph in zip(space, morphs)],
        morphs=["" if blank else morph[2] for blank, morph in zip(space, morphs)],
        heads=heads,
        deps=["dep" if blank else labelled.deps[token.i] for blank, token in zip(space, tokens)],
    )


def main(work: Path, *, seed: int) -> None:
    """Label the texts: `silver-trees.spacy`; `silver-names.spacy`, `.npy` (probabilities) and `.jsonl` (sure names)."""
    from . import teacher
    from .labelling import label_docs

    nlp, chunker, model = blank_pipeline(), Chunker(), teacher.load(work / "teacher.pt")
    gmb = read_lines(work / "gmb.jsonl")
    guardian = world_articles(read_lines(work / "guardian.jsonl"), gmb, tokens=GUARDIAN_TOKENS)
    texts = [(record, True) for record in [*join_sentences(gmb), *guardian]]
    texts += [(record, False) for record in read_lines(work / "worldwide-train.jsonl")]
    random.Random(seed).shuffle(texts)
    names, trees, named = DocBin(), DocBin(), []
    tables = [numpy.zeros((0, len(labels.TAGS)), dtype=numpy.float16)]
    sentences = 0
    found_labels = label_docs(model, chunker, (nlp.make_doc(record.text) for record, _ in texts))
    for number, ((_, for_names), found) in enumerate(zip(texts, found_labels), start=1):
        for doc in tree_docs(found):
            trees.add(doc)
            sentences += sum(1 for _ in doc.sents)
        if for_names:
            names.add(found.doc)
            tables.append(found.probabilities)
            named.append(sure_names(found))
        if number % 1000 == 0 or number == len(texts):
            print(f"silver: {number} texts of {len(texts)}; trees: {sentences} sentences", flush=True)
    names.to_disk(work / "silver-names.spacy")
    numpy.save(work / "silver-names.npy", numpy.concatenate(tables))
    write_lines(work / "silver-names.jsonl", named)
    trees.to_disk(work / "silver-trees.spacy")
