"""Stages 5 and 6, the student: spaCy's CNNs for syntax (EWT, GUM) and for names (gold, and what the teacher labelled).

The training data are written out in their variants beforehand, so that `spacy train` needs no code of ours and the
same seed gives the same data.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.cli.train import train as spacy_train
from spacy.tokens import Doc, DocBin, Span
from thinc.api import NumpyOps, Ops

from . import augment, corpora
from .prepare import fit_spans, read_lines, trees_to_docs
from .tokens import blank_pipeline

CONFIGS = Path(__file__).parent / "configs"
TYPOGRAPHIC_TREES = 0.4  # share of the tree documents that are repeated with typographic signs
SECOND_ROUNDS = (1, 2)  # what is added to the seed in each second round
GOLD_COPIES = 2  # varied copies of the gold articles beside the articles themselves
PARAGRAPH_TOKENS = 150  # tokens of one training document for names: some paragraphs


def write_tree_data(work: Path, *, seed: int) -> None:
    """Write `syntax-train.spacy` and `syntax-dev.spacy`: EWT and GUM together, some documents twice."""
    rng = random.Random(seed)
    vocab = spacy.blank("en").vocab
    docs: list[Doc] = []
    for treebank in ("ewt", "gum"):
        sentences = list(corpora.read_trees(treebank, "train"))
        docs += trees_to_docs(vocab, sentences, size=8)
        varied = [_vary_tree(sentence, rng) for sentence in sentences]
        docs += [doc for doc in trees_to_docs(vocab, varied, size=5) if rng.random() < TYPOGRAPHIC_TREES]
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(work / "syntax-train.spacy")
    held = [
        doc for treebank in ("ewt", "gum") for doc in trees_to_docs(vocab, corpora.read_trees(treebank, "dev"), size=30)
    ]
    DocBin(docs=held).to_disk(work / "syntax-dev.spacy")


def _vary_tree(sentence: corpora.TreeSentence, rng: random.Random) -> corpora.TreeSentence:
    """`sentence` with typographic signs in its words; lemmas and tags stay."""
    text = "".join(word + " " * space for word, space in zip(sentence.words, sentence.spaces))
    text = augment.set_signs(text, rng)
    words, cursor = [], 0
    for word, space in zip(sentence.words, sentence.spaces):
        words.append(text[cursor : cursor + len(word)])
        cursor += len(word) + space
    values = {name: getattr(sentence, name) for name in corpora.TreeSentence.__dataclass_fields__}
    return corpora.TreeSentence(**{**values, "words": tuple(words)})


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


def run(config: str, output: Path, *, seed: int, **overrides: object) -> Path:
    """Train `configs/<config>.cfg` into `output`; returns the folder of the best model."""
    # BLIS as its wheel is built multiplies at 28 GFLOPS on a core where numpy's OpenBLAS reaches 80.
    NumpyOps.gemm = Ops.gemm
    values = {"system.seed": seed, **{key.replace("__", "."): value for key, value in overrides.items()}}
    spacy_train(CONFIGS / f"{config}.cfg", output, overrides=values)
    return output / "model-best"


def write_name_data(work: Path, *, seed: int, silver: bool = True) -> None:
    """Write `names-train.spacy` (gold, its variants, and the teacher's texts unless `silver` is false) and `names-dev.spacy`."""
    nlp = blank_pipeline()
    gold = read_lines(work / "worldwide-train.jsonl")
    paths = sorted(work.glob("silver-*.spacy")) if silver else []
    labelled = [doc for path in paths for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]
    found = [
        corpora.NamedText("", doc.text, tuple((e.start_char, e.end_char, e.label_) for e in doc.ents))
        for doc in labelled
    ]
    docs = name_docs(nlp, vary_names(gold, [*gold, *found], copies=GOLD_COPIES, seed=seed)) + labelled
    random.Random(seed).shuffle(docs)
    DocBin(docs=docs).to_disk(work / "names-train.spacy")
    held = name_docs(nlp, read_lines(work / "worldwide-dev.jsonl"), size=10_000)
    DocBin(docs=held).to_disk(work / "names-dev.spacy")
    print(f"names: {len(docs)} documents, {sum(map(len, docs))} tokens")


def average(folders: Sequence[Path], output: Path) -> None:
    """Write into `output` the pipeline whose weights are the mean of those in `folders`, which went out from the same
    one.

    Wortsman et al. (2022), "Model soups": two second rounds over different variants, averaged, beat either.
    """
    first, *others = [spacy.load(folder) for folder in folders]
    for name in first.pipe_names:
        nodes = [list(nlp.get_pipe(name).model.walk()) for nlp in (first, *others)]
        for group in zip(*nodes):
            for param in group[0].param_names:
                if group[0].has_param(param):
                    group[0].set_param(param, sum(node.get_param(param) for node in group) / len(group))
    first.to_disk(output)


def main(stage: str, work: Path, *, seed: int) -> None:
    """Write the data of `stage` and train it: `"syntax"` into `work/syntax`, `"names"` by way of two rounds into `work/names-mean`."""
    paths = {
        "paths__dev": str(work / f"{stage}-dev.spacy"),
        "paths__train": str(work / f"{stage}-train.spacy"),
        "paths__vectors": str(work / "vectors"),
    }
    if stage == "syntax":
        write_tree_data(work, seed=seed)
        run("syntax", work / "syntax", seed=seed, **paths)
        return
    write_name_data(work, seed=seed)
    first = run("names", work / "names", seed=seed, **paths)
    rounds = []
    for more in SECOND_ROUNDS:
        write_name_data(work, seed=seed + more)
        rounds.append(
            run("names-more", work / f"names-more-{more}", seed=seed + more, paths__source=str(first), **paths)
        )
    average(rounds, work / "names-mean")
