"""Stage 5, the student for syntax: spaCy's CNN for tags, morphology, lemmas and trees, in several rounds.

Each round sees other variants of the same texts (`data.py`). The further ones go out from the first, at a lower rate,
and their weights are averaged: Wortsman et al. (2022), "Model soups".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.util import load_config
from thinc.api import NumpyOps, Ops

from .data import write_tree_data

CONFIG = Path(__file__).parent / "configs/syntax.cfg"
FURTHER_ROUNDS = (1, 2)  # what is added to the seed in each further round
FURTHER_RATE = 0.0009  # of learning, at the end of the warm-up; the first round's stands in its config
FURTHER_STEPS = 1500


def run(output: Path, work: Path, *, seed: int, source: Path | None = None, steps: int | None = None) -> Path:
    """Train `CONFIG` for `steps` (default: the config's) into `output`; the folder of the last model.

    With a `source`, its components are trained further, at `FURTHER_RATE`. Not the best model is taken: the
    running averages of the weights begin at zero, so that scores before some hundred steps say nothing.
    """
    # BLIS as its wheel is built multiplies at 28 GFLOPS on a core where numpy's OpenBLAS reaches 80.
    NumpyOps.gemm = Ops.gemm
    config = load_config(CONFIG)
    config["system"]["seed"] = seed
    config["paths"] = {
        "train": str(work / "syntax-train.spacy"),
        "dev": str(work / "syntax-dev.spacy"),
        "vectors": str(work / "vectors"),
    }
    training = config["training"]
    if source is not None:
        config["components"] = {name: {"source": str(source)} for name in config["components"]}
        training["optimizer"]["learn_rate"] |= {"initial_rate": FURTHER_RATE, "warmup_steps": 60}
        training["batcher"]["size"]["start"] = training["batcher"]["size"]["stop"]
    if steps is not None:
        training["max_steps"] = steps
        training["eval_frequency"] = min(training["eval_frequency"], steps)
    output.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(config)
    restore_trees(nlp)
    train_nlp(nlp, output)
    return output / "model-last"


def restore_trees(nlp: spacy.Language) -> None:
    """Give a lemmatizer that was loaded the numbers of its edit trees, which spaCy 3.8 saves and does not read.

    Without them it learns its first tree for every word.
    """
    for _, component in nlp.pipeline:
        if hasattr(component, "tree2label"):
            component.tree2label = {tree: number for number, tree in enumerate(component.labels)}


def average(folders: Sequence[Path], output: Path) -> None:
    """Write into `output` the pipeline whose weights are the mean of those in `folders`, of one descent."""
    first, *others = [spacy.load(folder) for folder in folders]
    for name in first.pipe_names:
        nodes = [list(nlp.get_pipe(name).model.walk()) for nlp in (first, *others)]
        for group in zip(*nodes):
            for param in group[0].param_names:
                if group[0].has_param(param):
                    group[0].set_param(param, sum(node.get_param(param) for node in group) / len(group))
    first.to_disk(output)


def main(work: Path, *, seed: int, steps: int | None = None) -> None:
    """Train by way of a first and the further rounds into `work/syntax-mean`; `steps` cuts them short, for a trial."""
    write_tree_data(work, seed=seed)
    first = run(work / "syntax", work, seed=seed, steps=steps)
    rounds = []
    for more in FURTHER_ROUNDS:
        write_tree_data(work, seed=seed + more)
        folder = work / f"syntax-{more}"
        rounds.append(run(folder, work, seed=seed + more, source=first, steps=steps or FURTHER_STEPS))
    average([first, *rounds], work / "syntax-mean")
