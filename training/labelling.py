"""What the teacher says of texts: names, tags, morphology and trees of whole documents, with how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy
import torch
from spacy.tokens import Doc, DocBin
from spacy.util import minibatch

from generator.analyze.recognizer import allowed_transitions, best_tags

from . import labels
from .chunks import Chunk, Chunker
from .corpora import NamedText
from .decoding import Labelled
from .prepare import fit_spans, read_lines
from .teacher import Teacher, load
from .tokens import blank_pipeline

BATCH_DOCS = 48  # documents whose chunks are sorted by length together
BATCH_CHUNKS = 16


def label_docs(model: Teacher, chunker: Chunker, docs: Iterable[Doc]) -> Iterator[Labelled]:
    """The teacher's labels of each of `docs`, in order."""
    model.eval()
    transitions = allowed_transitions(labels.TAGS)
    for group in minibatch(docs, BATCH_DOCS):
        found = [_unlabelled(doc) for doc in group]
        tags = [["O"] * len(doc) for doc in group]
        chunks = [(number, chunk) for number, doc in enumerate(group) for chunk in chunker.cut(doc)]
        chunks.sort(key=lambda pair: len(pair[1].pieces))
        for batch in minibatch(chunks, BATCH_CHUNKS):
            for (number, chunk), scores in zip(batch, _score(model, [chunk for _, chunk in batch])):
                _write(found[number], tags[number], chunk, scores, model, transitions)
        for labelled, words in zip(found, tags):
            labelled.names += labels.decode_tags(words, mapping={name: name for name in labels.LABELS})
            yield labelled


def _unlabelled(doc: Doc) -> Labelled:
    size = len(doc)
    table = numpy.zeros((size, len(labels.TAGS)), dtype=numpy.float16)
    sure = numpy.ones(size, dtype=numpy.float32)
    return Labelled(doc, [], table, [""] * size, [""] * size, list(range(size)), [""] * size, sure)


@torch.inference_mode()
def _score(model: Teacher, chunks: Sequence[Chunk]) -> Iterator[dict[str, numpy.ndarray]]:
    """For each chunk: log probabilities of name tags, and the best tag, morphology, head and relation of each word."""
    states, words = model(chunks)
    names = torch.log_softmax(model.score_words("names", states), dim=-1)
    head_sure, heads = torch.softmax(model.score_heads(states, words), dim=-1).max(dim=-1)
    dep_sure, deps = torch.softmax(model.score_deps(states, heads), dim=-1).max(dim=-1)
    tables = {
        "names": names,
        "tag": model.score_words("tag", states).argmax(dim=-1),
        "morph": model.score_words("morph", states).argmax(dim=-1),
        "head": heads,
        "dep": deps,
        "sure": head_sure * dep_sure,
    }
    for row, chunk in enumerate(chunks):
        yield {task: table[row, : len(chunk.tokens)].numpy() for task, table in tables.items()}


def _write(
    labelled: Labelled,
    tags: list[str],
    chunk: Chunk,
    scores: dict[str, numpy.ndarray],
    model: Teacher,
    transitions: numpy.ndarray,
) -> None:
    names = model.label_names
    for place, (token, tag) in enumerate(zip(chunk.tokens, best_tags(scores["names"], labels.TAGS, transitions))):
        tags[token] = labels.TAGS[tag]
        labelled.probabilities[token] = numpy.exp(scores["names"][place])
        labelled.tags[token] = names["tag"][scores["tag"][place]]
        labelled.morphs[token] = names["morph"][scores["morph"][place]]
        labelled.heads[token] = chunk.tokens[scores["head"][place]]
        labelled.deps[token] = names["dep"][scores["dep"][place]]
        labelled.tree_sure[token] = float(scores["sure"][place])


def score_names(model: Teacher, records: Sequence[NamedText]) -> dict[str, float]:
    """F1 in per cent, exact spans, for each label and for all of them under `ALL`."""
    nlp = blank_pipeline()
    right, found, gold = Counter(), Counter(), Counter()
    docs = [nlp.make_doc(record.text) for record in records]
    for record, labelled in zip(records, label_docs(model, Chunker(), docs)):
        spans, names = set(fit_spans(labelled.doc, record.spans)), set(labelled.names)
        for counts, group in ((right, spans & names), (found, names), (gold, spans)):
            counts.update([label for span in group for label in (span[2], "ALL")])
    return {label: round(200 * right[label] / (found[label] + gold[label]), 1) for label in sorted(gold)}


def score_trees(model: Teacher, docs: Sequence[Doc]) -> dict[str, float]:
    """Tag accuracy, UAS and LAS in per cent on the words of gold `docs`, which are tokenised and not cut already."""
    counts: Counter[str] = Counter()
    for labelled in label_docs(model, Chunker(), docs):
        for word in labelled.doc:
            if not word.is_space:
                head = labelled.heads[word.i] == word.head.i
                counts["words"] += 1
                counts["tag"] += labelled.tags[word.i] == word.tag_
                counts["uas"] += head
                counts["las"] += head and labelled.deps[word.i] == word.dep_
    return {key: round(100 * counts[key] / counts["words"], 2) for key in ("tag", "uas", "las")}


def report(work: Path) -> None:
    """Print the figures of the teacher in `work` on the development sets."""
    model = load(work / "teacher.pt")
    print("teacher, names:", score_names(model, read_lines(work / "worldwide-dev.jsonl")))
    for treebank in ("ewt", "gum"):
        docs = DocBin().from_disk(work / f"trees-{treebank}-dev.spacy").get_docs(blank_pipeline().vocab)
        print(f"teacher, {treebank}:", score_trees(model, list(docs)))
