"""Stage 2, vectors: all-MiniLM-L6-v2 and GloVe distilled to one static vector a word.

Every word of the vocabulary is embedded alone by the encoder (the way of model2vec), GloVe's vector of it is put beside
that, and both are reduced together by PCA: the encoder says what a word means in a sentence, GloVe what stands where it
stands in twenty years of newswire, above all of names (Yin and Schütze 2016, "Learning word meta-embeddings"). Each is
weighted by how rare the word is (SIF: a / (a + p)), so that spaCy's plain mean over a sentence is a weighted one.

The most frequent words have rows of their own. The others, names for the most part, share the rows of clusters: a key
costs 12 bytes, a row 512. The encoder is uncased: `rebel`, `Rebel` and `REBEL` are three keys of one row. (Looking up
by `LOWER` would do, but spaCy 3.8 loses `vectors.attr` on saving.)
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

from . import glove
from .corpora import NamedText
from .prepare import read_lines
from .tokens import blank_pipeline

WORDS = 18_000  # with a row of their own
CLUSTERS = 5_000  # rows that the rarer words share
GLOVE_WORDS = 150_000  # of GloVe's most frequent ones, how many have a vector at all
WIDTH = 128  # rank correlation with the encoder on sentence pairs: 64 0.747, 96 0.774, 128 0.787 (similarity.py)
# Length of GloVe's part beside the encoder's 1. The same measure, and the share of GloVe's variance that 128 dimensions
# keep: 0.4 0.804, 49 %; 0.6 0.799, 72 %; 0.8 0.790, 88 %; 1.0 0.782, 94 %.
GLOVE_SHARE = 0.7
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


def find_directions(table: numpy.ndarray, *, width: int) -> numpy.ndarray:
    """The first `width` principal directions of the centred `table`, shape (columns, `width`)."""
    _, directions = numpy.linalg.eigh(table.T @ table)
    directions = directions[:, ::-1][:, :width]
    # An eigenvector has no sign of its own: let the largest component be positive, so that a rerun gives the same.
    signs = numpy.sign(directions[numpy.abs(directions).argmax(axis=0), numpy.arange(directions.shape[1])])
    return directions * signs


def look_up(words: Sequence[str], known: Sequence[str], table: numpy.ndarray) -> numpy.ndarray:
    """The rows of `table` for `words`, centred, of length one; 0 for a word that is not among the `known`."""
    rows = {word: row for row, word in enumerate(known)}
    found = numpy.zeros((len(words), table.shape[1]), dtype=numpy.float32)
    held = [place for place, word in enumerate(words) if word in rows]
    chosen = table[[rows[words[place]] for place in held]] - table[: len(held)].mean(axis=0)
    found[held] = chosen / numpy.linalg.norm(chosen, axis=1, keepdims=True)
    return found


def add_tails(words: Sequence[str], table: numpy.ndarray) -> tuple[list[str], numpy.ndarray]:
    """`words` and `table` with the second halves that only occur behind a hyphen: `nusra` of `al-nusra`.

    Our tokenizer cuts at hyphens; the vector is that of the most frequent word with the half.
    """
    known, rows = set(words), list(range(len(words)))
    found = list(words)
    for row, word in enumerate(words):
        _, _, tail = word.partition("-")
        if len(tail) > 2 and tail.isalpha() and tail not in known:
            known.add(tail)
            found.append(tail)
            rows.append(row)
    return found, table[rows]


def sif_weights(counts: Sequence[int], total: int) -> numpy.ndarray:
    """SIF / (SIF + p) for each count, shape (words,)."""
    return SIF / (SIF + numpy.asarray(counts, dtype=numpy.float64) / total)


def cluster_rows(table: numpy.ndarray, *, clusters: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Centres, shape (`clusters`, columns), and the centre of each row of `table` (k-means, fixed seed)."""
    from sklearn.cluster import MiniBatchKMeans

    found = MiniBatchKMeans(clusters, random_state=0, batch_size=4096, n_init=1, max_iter=5).fit(table)
    return found.cluster_centers_, found.labels_


def build_table(
    strings: spacy.strings.StringStore,
    words: Sequence[str],
    table: numpy.ndarray,
    rare: Sequence[str] = (),
    rows: Sequence[int] = (),
) -> Vectors:
    """spaCy's vectors of `words`, each in lower case, with a capital and in capitals; `rare` ones by row, no capitals.

    Only the lower-case form of `words` is stored as a string, and it is the one that `most_similar` gives.
    """
    for word in words:
        strings.add(word)
    vectors = Vectors(strings=strings, data=numpy.ascontiguousarray(table, dtype="float32"), name="news")
    known = {*words, *rare}
    for row, word in zip(rows, rare):
        for form in (word, *sorted({word.capitalize()} - known)):
            vectors.add(hash_string(form), row=int(row))
    for row, word in enumerate(words):
        for form in sorted({word.capitalize(), word.upper()} - known):
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
    known, table = add_tails(*glove.read())
    frequent = set(words)
    limit = {*known[:GLOVE_WORDS], *known[glove.WORDS :]}
    rare = [word for word in known if word in limit and word.isalpha() and word not in frequent]
    encoded = embed([*words, *rare])
    encoded -= encoded[: len(words)].mean(axis=0)
    joint = numpy.hstack([encoded, GLOVE_SHARE * look_up([*words, *rare], known, table)])
    joint = joint @ find_directions(joint[: len(words)], width=WIDTH)
    joint *= (LENGTH * sif_weights([counts[word] for word in (*words, *rare)], total))[:, None]
    joint = joint.astype(numpy.float32)
    centres, rows = cluster_rows(joint[len(words) :], clusters=min(CLUSTERS, len(rare)))
    nlp = blank_pipeline()
    nlp.vocab.vectors = build_table(
        nlp.vocab.strings, words, numpy.vstack([joint[: len(words)], centres]), rare, rows + len(words)
    )
    nlp.to_disk(work / "vectors")
    print(
        f"vectors: {len(words)} words of {len(counts)}, least count {counts[words[-1]]}, covering "
        f"{100 * sum(counts[w] for w in words) / total:.2f} % of {total} tokens; {len(rare)} rarer ones in "
        f"{len(centres)} clusters"
    )
