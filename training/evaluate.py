"""Stage 8, evaluation: what is shipped, measured on what it never saw."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.scorer import PRFScore, Scorer, get_ner_prf
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from generator.analyze.pipeline import multiply_with_numpy

from . import corpora
from .prepare import fit_spans, read_lines, trees_to_docs

TOP_LABELS = ("PERSON", "ORG", "LOC")


def score_names(nlp: spacy.Language, records: Sequence[corpora.NamedText]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 in per cent, exact spans: of each label, `ALL`, and PERSON, ORG and LOC (`TOP`)."""
    examples = []
    with nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in ("tok2vec", "ner")]):
        for record, doc in zip(records, nlp.pipe((record.text for record in records), batch_size=16)):
            gold = nlp.make_doc(record.text)
            gold.ents = [Span(gold, a, b, label=label) for a, b, label in fit_spans(gold, record.spans)]
            examples.append(Example(doc, gold))
    found = get_ner_prf(examples)
    figures = {label: _percent(values) for label, values in sorted(found["ents_per_type"].items())}
    figures["ALL"] = _percent({"p": found["ents_p"], "r": found["ents_r"], "f": found["ents_f"]})
    top = PRFScore()
    for example in examples:
        spans = [
            {(span.start, span.end, span.label_) for span in doc.ents if span.label_ in TOP_LABELS}
            for doc in (example.predicted, example.reference)
        ]
        top.score_set(*spans)
    figures["TOP"] = _percent({"p": top.precision, "r": top.recall, "f": top.fscore})
    return figures


def _percent(values: dict[str, float]) -> dict[str, float]:
    return {key: round(100 * value, 1) for key, value in values.items()}


def score_trees(nlp: spacy.Language, docs: Iterable[Doc], *, given: bool = False) -> dict[str, float]:
    """spaCy's scores in per cent, on documents with their original blanks, cut into tokens and sentences by `nlp`.

    With `given`, their tokens and sentences are those of the treebank.
    """
    gold = [leave_out_blanks(doc) for doc in docs]
    raw = [_keep_cuts(nlp.vocab, doc) if given else nlp.make_doc(doc.text) for doc in gold]
    with nlp.select_pipes(disable=[name for name in ("ner",) if name in nlp.pipe_names]):
        examples = [Example(doc, reference) for doc, reference in zip(nlp.pipe(raw, batch_size=16), gold)]
    scores: dict[str, float] = {}
    for name in nlp.pipe_names:
        component = nlp.get_pipe(name)
        if name != "ner" and hasattr(component, "score"):
            scores.update(component.score(examples))
    scores.update(Scorer.score_tokenization(examples))
    keys = (
        "token_acc",
        "token_f",
        "tag_acc",
        "pos_acc",
        "morph_acc",
        "lemma_acc",
        "dep_uas",
        "dep_las",
        "sents_p",
        "sents_r",
        "sents_f",
    )
    return {key: round(100 * scores[key], 2) for key in keys if scores.get(key) is not None}


def _keep_cuts(vocab: spacy.Vocab, gold: Doc) -> Doc:
    """The tokens and sentences of `gold`, and nothing else of it."""
    words, spaces = [token.text for token in gold], [bool(token.whitespace_) for token in gold]
    return Doc(vocab, words=words, spaces=spaces, sent_starts=[bool(token.is_sent_start) for token in gold])


def leave_out_blanks(doc: Doc) -> Doc:
    """`doc` with no answer for the newlines that `prepare` put between paragraphs.

    No treebank has them, and spaCy's scorer counts them as words that were missed. Their relation becomes one that it
    passes over like punctuation; it mixes up documents where a relation is missing.
    """
    for token in doc:
        if token.is_space:
            token.tag = token.pos = token.lemma = 0
            token.set_morph(None)
            token.dep_ = "p"
    return doc


def tree_docs(vocab: spacy.Vocab, work: Path, treebank: str, part: str, *, genre: str = "") -> list[Doc]:
    """The documents of one part of a treebank; with `genre`, those whose id begins so (GUM only)."""
    if not genre:
        return list(DocBin().from_disk(work / f"trees-{treebank}-{part}.spacy").get_docs(vocab))
    sentences = [s for s in corpora.read_trees(treebank, part) if s.document.startswith(genre)]
    return list(trees_to_docs(vocab, sentences, size=10_000))


def measure_speed(nlp: spacy.Language, texts: Sequence[str]) -> float:
    """Tokens a second of one core's time over `texts`, multiplied with numpy as in `generator/analyze`."""
    multiply_with_numpy(nlp)
    list(nlp.pipe(texts[:1]))
    began = time.process_time()
    count = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
    return count / (time.process_time() - began)


def report(nlp: spacy.Language, work: Path, *, part: str = "test") -> dict[str, object]:
    """All figures on `part` of the held-out data."""
    figures: dict[str, object] = {"names": score_names(nlp, read_lines(work / f"worldwide-{part}.jsonl"))}
    for treebank in ("ewt", "gum"):
        figures[treebank] = score_trees(nlp, tree_docs(nlp.vocab, work, treebank, part))
        given = score_trees(nlp, tree_docs(nlp.vocab, work, treebank, part), given=True)
        figures[f"{treebank}, tokens and sentences given"] = given
    figures["gum news"] = score_trees(nlp, tree_docs(nlp.vocab, work, "gum", part, genre="GUM_news"))
    return figures


def main(folder: Path, work: Path) -> dict[str, object]:
    """All figures of the pipeline in `folder`: names, trees, size (MB), loading (s), speed (tokens a second)."""
    began = time.perf_counter()
    nlp = spacy.load(folder)
    loaded = time.perf_counter() - began
    figures = report(nlp, work)
    texts = [record.text for record in read_lines(work / "worldwide-dev.jsonl")][:40]
    names_only = spacy.load(folder, disable=[name for name in nlp.pipe_names if name != "ner"])
    figures["speed"] = {
        "whole pipeline": round(measure_speed(nlp, texts)),
        "names only": round(measure_speed(names_only, texts)),
        "tokenizer only": round(measure_speed(spacy.blank("en"), texts)),
    }
    figures["load_seconds"] = round(loaded, 2)
    figures["size_mb"] = round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)
    return figures
