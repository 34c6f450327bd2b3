"""Stage 2, vectors: all-MiniLM-L6-v2 distilled to one static vector a word (the way of model2vec).

Every word of the vocabulary is embedded alone, the embeddings are reduced by PCA, and each is weighted by how rare the
word is (SIF: a / (a + p)), so that spaCy's plain mean over a sentence is a weighted one. The encoder is uncased:
`rebel`, `Rebel` and `REBEL` are three keys of one row. (Looking up by `LOWER` would do, but spaCy 3.8 loses
`vectors.attr` on saving.)
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
import spacy
from spacy.strings import hash_string
from spacy.vectors import Vectors

from .corpora import NamedText
from .prepare import read_lines
from .tokens import blank_pipeline

WORDS = 25_000
WIDTH = 128  # rank correlation with the encoder on sentence pairs: 64 0.747, 96 0.774, 128 0.787 (similarity.py)
SIF = 1e-4  # a in a / (a + p); the same measure: 1e-3 0.741, 3e-4 0.776, 1e-4 0.787, 3e-5 0.769
LENGTH = 4.0  # vectors of rare words come out about this long: the scale at which the CNN learns from them
NAME_BONUS = 3  # a word inside a name counts this often: names are what the Guardian's counts miss


def count_words(work: Path) -> Counter[str]:
    """Lower-case token counts over the training texts; held-out articles are not among them."""
    nlp = blank_pipeline()
    counts: Counter[str] = Counter()
    for name in ("worldwide-train", "gmb", "guardian"):
        for record in read_lines(work / f"{name}.jsonl"):
            counts.update(token.lower_ for token in nlp.tokenizer(record.text) if not token.is_space)
            counts.update(word for word in name_words(record) for _ in range(NAME_BONUS - 1))
    for treebank in ("ewt", "gum"):
        for doc in spacy.tokens.DocBin().from_disk(work / f"trees-{treebank}-train.spacy").get_docs(nlp.vocab):
            counts.update(token.lower_ for token in doc if not token.is_space)
    return counts


def name_words(record: NamedText) -> Iterator[str]:
    """Lower-case words inside the names of `record`."""
    for start, end, _ in record.spans:
        yield from record.text[start:end].lower().replace("-", " ").split()


def embed(words: Sequence[str], *, batch: int = 512) -> numpy.ndarray:
    """Mean-pooled, length-one MiniLM embeddings of `words` or sentences, shape (words, 384)."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    from .chunks import minilm_folder

    tokenizer = AutoTokenizer.from_pretrained(minilm_folder())
    model = AutoModel.from_pretrained(minilm_folder(), add_pooling_layer=False).eval()
    order = sorted(range(len(words)), key=lambda index: len(words[index]))
    found = numpy.zeros((len(words), model.config.hidden_size), dtype=numpy.float32)
    with torch.inference_mode():
        for start in range(0, len(words), batch):
            rows = order[start : start + batch]
            inputs = tokenizer(
                [words[row] for row in rows], padding=True, truncation=True, max_length=128, return_tensors="pt"
            )
            hidden = model(**inputs).last_hidden_state
            mask = inputs["attention_mask"].unsqueeze(-1)
            mean = (hidden * mask).sum(1) / mask.sum(1)
            found[rows] = torch.nn.functional.normalize(mean, dim=-1).numpy()
    return found


def reduce(embeddings: numpy.ndarray, *, width: int) -> numpy.ndarray:
    """`embeddings` centred and turned to their first `width` principal components."""
    centred = embeddings - embeddings.mean(axis=0)
    _, directions = numpy.linalg.eigh(centred.T @ centred)
    directions = directions[:, ::-1][:, :width]
    # An eigenvector has no sign of its own: let the largest component be positive, so that a rerun gives the same.
    signs = numpy.sign(directions[numpy.abs(directions).argmax(axis=0), numpy.arange(directions.shape[1])])
    return centred @ (directions * signs)


def sif_weights(counts: Sequence[int], total: int) -> numpy.ndarray:
    """SIF / (SIF + p) for each count, shape (words,)."""
    return SIF / (SIF + numpy.asarray(counts, dtype=numpy.float64) / total)


def build_table(strings: spacy.strings.StringStore, words: Sequence[str], table: numpy.ndarray) -> Vectors:
    """spaCy's vectors of `words`, each in lower case, with a capital and in capitals.

    Only the lower-case form is stored as a string, and it is the one that `most_similar` gives.
    """
    for word in words:
        strings.add(word)
    vectors = Vectors(strings=strings, data=numpy.ascontiguousarray(table, dtype="float32"), name="news")
    lower = set(words)
    for row, word in enumerate(words):
        for form in sorted({word.capitalize(), word.upper()} - lower):
            vectors.add(hash_string(form), row=row)
    for row, word in enumerate(words):
        vectors.add(word, row=row)
    return vectors


def main(work: Path) -> None:
    """Write `counts.json` and a pipeline `vectors/` that holds the tokenizer and the vectors, into `work`."""
    counts = count_words(work)
    total = sum(counts.values())
    words = sorted((w for w in counts if counts[w] > 1), key=lambda word: (-counts[word], word))[:WORDS]
    (work / "counts.json").write_text(json.dumps({word: counts[word] for word in words}, ensure_ascii=False))
    table = reduce(embed(words), width=WIDTH)
    table *= (LENGTH * sif_weights([counts[word] for word in words], total))[:, None]
    nlp = blank_pipeline()
    nlp.vocab.vectors = build_table(nlp.vocab.strings, words, table)
    nlp.to_disk(work / "vectors")
    print(
        f"vectors: {len(words)} words of {len(counts)}, least count {counts[words[-1]]}, covering "
        f"{100 * sum(counts[w] for w in words) / total:.2f} % of {total} tokens"
    )
