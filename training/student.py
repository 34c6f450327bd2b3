"""Stage 6, the student for names: spaCy's CNN with a score for each BIOES tag, taught by corpora and teacher.

The layers are spaCy's own (`configs/names.cfg`), computed in torch while they learn, and the weights are written back.
So the student can learn from all that the teacher says of a word, how sure it is of every tag, and not only from the
tag it would choose: Hinton, Vinyals and Dean (2015), "Distilling the knowledge in a neural network". spaCy's own
training of a transition-based `ner`, on the same vectors and texts, was 3 points of F1 behind after the same time.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
import spacy
import torch
from spacy.tokens import Doc
from thinc.api import Model

from generator.analyze.recognizer import FACTORY

from . import labels
from .data import Segment, gold_segments, silver_segments
from .train import average

CONFIG = Path(__file__).parent / "configs/names.cfg"
ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE")  # as in the config
STEPS = 6000
BATCH_WORDS = 1600
GOLD_SHARE = 0.5  # of the segments of a batch
RATE = 2e-3  # at the end of a linear warm-up, then decaying linearly to zero
# A second round goes on from the first, with other variants of the texts; the mean of both is kept. On the development
# articles the first had 82.8 over all nine types, the second 82.4, their mean 82.9 (on the test ones 80.6, 80.2, 81.0).
FURTHER_STEPS = 2500
FURTHER_RATE = 1.4e-3
WARM_UP_STEPS = 200
DECAY = 0.02  # of weights; not of the embeddings
DROPOUT = 0.2
HIDDEN_WORDS = 0.08  # share whose identity is hidden while training, half of them without their vector too
AVERAGED = 0.998  # of the running mean of the weights, by step: what is shipped
TOLERANCE = 1e-3  # of a score: what torch and spaCy may differ by in rounding


class Student(torch.nn.Module):
    """The layers of a spaCy `Tok2Vec.v2` (MultiHashEmbed, MaxoutWindowEncoder) and the linear one above it."""

    def __init__(self, model: Model, vectors: spacy.vectors.Vectors) -> None:
        """Takes the weights of `model`, an initialised `spacy.Tagger.v2`."""
        super().__init__()
        nodes = list(model.walk())
        kinds = ("hashembed", "maxout", "layernorm")
        self.nodes = {kind: [node for node in nodes if node.name == kind] for kind in kinds}
        self.static = next(node for node in nodes if node.name == "static_vectors")
        self.softmax = model.get_ref("softmax")
        self.pairs = [
            *((node, "E") for node in self.nodes["hashembed"]),
            *((node, name) for node in self.nodes["maxout"] for name in ("W", "b")),
            *((node, name) for node in self.nodes["layernorm"] for name in ("G", "b")),
            (self.static, "W"),
            (self.softmax, "W"),
            (self.softmax, "b"),
        ]
        self.weights = torch.nn.ParameterList(
            torch.nn.Parameter(torch.tensor(node.get_param(name))) for node, name in self.pairs
        )
        self._places = {(id(node), name): place for place, (node, name) in enumerate(self.pairs)}
        none = numpy.zeros((1, vectors.shape[1]), dtype=numpy.float32)
        self.register_buffer("table", torch.tensor(numpy.vstack([vectors.data, none])), persistent=False)
        self.pad = len(self.nodes["maxout"]) - 1  # rows of zeros between segments: one for each layer, as in spaCy

    def write_back(self) -> None:
        """Give the weights to the spaCy model."""
        for (node, name), weight in zip(self.pairs, self.weights):
            node.set_param(name, weight.detach().numpy().copy())

    def forward(self, keys: torch.Tensor, rows: torch.Tensor, lengths: Sequence[int]) -> torch.Tensor:
        """Scores of shape (words, tags) of segments of `lengths` words.

        `keys` are rows of the hash embeddings, shape (words, attributes, 4); `rows` those of the vectors, -1 for none.
        """
        hidden = torch.rand(len(rows)) < HIDDEN_WORDS if self.training else torch.zeros(len(rows), dtype=torch.bool)
        parts = []
        for place, node in enumerate(self.nodes["hashembed"]):
            part = torch.nn.functional.embedding_bag(keys[:, place], self._weight(node, "E"), mode="sum")
            parts.append(part * ~hidden[:, None] if place == 0 else part)
        without = hidden & (torch.rand(len(rows)) < 0.5)
        parts.append((self.table[rows] * ~without[:, None]) @ self._weight(self.static, "W").T)
        words = self._maxout(0, torch.cat(parts, dim=-1))
        segments = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths))
        places = torch.arange(len(words)) + self.pad * (segments + 1)
        total = len(words) + self.pad * (len(lengths) + 1)
        states = words.new_zeros((total, words.shape[1])).index_copy(0, places, words)
        none = words.new_zeros((1, words.shape[1]))
        for layer in range(1, self.pad + 1):
            window = torch.cat([torch.cat([none, states[:-1]]), states, torch.cat([states[1:], none])], dim=-1)
            states = states + self._maxout(layer, window)
        return states[places] @ self._weight(self.softmax, "W").T + self._weight(self.softmax, "b")

    def _weight(self, node: Model, name: str) -> torch.Tensor:
        return self.weights[self._places[id(node), name]]

    def _maxout(self, layer: int, inputs: torch.Tensor) -> torch.Tensor:
        maxout, norm = self.nodes["maxout"][layer], self.nodes["layernorm"][layer]
        weight = self._weight(maxout, "W")
        out, pieces, width = weight.shape
        flat = torch.nn.functional.linear(inputs, weight.reshape(-1, width), self._weight(maxout, "b").reshape(-1))
        found = flat.reshape(-1, out, pieces).amax(-1)
        found = torch.nn.functional.layer_norm(found, (out,), self._weight(norm, "G"), self._weight(norm, "b"), 1e-8)
        return torch.nn.functional.dropout(found, DROPOUT, self.training)


class Features:
    """What spaCy's embedding layers look up for a word, kept for each word form."""

    def __init__(self, vocab: spacy.Vocab, student: Student) -> None:
        self.vocab = vocab
        self.tables = student.nodes["hashembed"]
        self.known: dict[str, tuple[numpy.ndarray, int]] = {}

    def look_up(self, words: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """`keys` and `rows` of `words`, as `Student` takes them."""
        strangers = [word for word in dict.fromkeys(words) if word not in self.known]
        if strangers:
            doc = Doc(self.vocab, words=strangers)
            values = doc.to_array(list(ATTRIBUTES)).astype("uint64")
            keys = [
                node.ops.hash(numpy.ascontiguousarray(values[:, place]), node.attrs["seed"]) % node.get_dim("nV")
                for place, node in enumerate(self.tables)
            ]
            for place, token in enumerate(doc):
                row = self.vocab.vectors.key2row.get(token.orth, -1)
                self.known[token.text] = numpy.stack([key[place] for key in keys]).astype("int64"), row
        found = [self.known[word] for word in words]
        return torch.tensor(numpy.stack([keys for keys, _ in found])), torch.tensor([row for _, row in found])


def _shuffled(segments: Sequence[Segment], rng: random.Random) -> Iterator[Segment]:
    while True:
        yield from rng.sample(segments, len(segments))


def train(
    nlp: spacy.Language,
    gold: Sequence[Segment],
    silver: Sequence[Segment],
    *,
    seed: int,
    steps: int = STEPS,
    rate: float = RATE,
) -> None:
    """Train the component `ner` of `nlp`, in place; progress is printed every 500 steps."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    student = Student(nlp.get_pipe("ner").model, nlp.vocab.vectors)
    features = Features(nlp.vocab, student)
    first, second = _shuffled(gold, random.Random(seed)), _shuffled(silver, random.Random(seed + 1))
    embeddings = len(student.nodes["hashembed"])
    optimizer = torch.optim.AdamW(
        [
            {"params": list(student.weights)[embeddings:], "weight_decay": DECAY},
            {"params": list(student.weights)[:embeddings], "weight_decay": 0.0},
        ],
        lr=rate,
        betas=(0.9, 0.98),
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP_STEPS) * max(0.01, 1 - step / steps)
    )
    mean = [weight.detach().clone() for weight in student.weights]
    loss_mean, began = 0.0, time.monotonic()
    for step in range(1, steps + 1):
        batch: list[Segment] = []
        while sum(len(words) for words, _ in batch) < BATCH_WORDS:
            batch.append(next(first if rng.random() < GOLD_SHARE else second))
        keys, rows = features.look_up([word for words, _ in batch for word in words])
        scores = torch.log_softmax(student(keys, rows, [len(words) for words, _ in batch]), dim=-1)
        targets = torch.tensor(numpy.concatenate([table for _, table in batch]).astype(numpy.float32))
        loss = -(targets * scores).sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        loss_mean += (loss.item() - loss_mean) / min(step, 100)
        kept = min(AVERAGED, (1 + step) / (50 + step))
        with torch.no_grad():
            for total, weight in zip(mean, student.weights):
                total.mul_(kept).add_(weight, alpha=1 - kept)
        if step % 500 == 0 or step == steps:
            print(f"names step {step}/{steps} loss {loss_mean:.3f} after {time.monotonic() - began:.0f} s", flush=True)
    with torch.no_grad():
        for weight, total in zip(student.weights, mean):
            weight.copy_(total)
    student.write_back()
    _compare(nlp, student.eval(), features)


def _compare(nlp: spacy.Language, student: Student, features: Features) -> None:
    """Raises `RuntimeError` if spaCy's layers do not compute what torch's do."""
    docs = [nlp.make_doc(text) for text in ("Rebels took al-Rai on Monday, the army said.", "Nobody left Riga.")]
    keys, rows = features.look_up([token.text for doc in docs for token in doc])
    with torch.inference_mode():
        ours = student(keys, rows, [len(doc) for doc in docs]).numpy()
    theirs = numpy.concatenate(nlp.get_pipe("ner").predict(docs))
    if not numpy.allclose(ours, theirs, atol=TOLERANCE):
        raise RuntimeError(f"the scores of spaCy's layers differ by {numpy.abs(ours - theirs).max()} from torch's")


def build_pipeline(vectors: Path) -> spacy.Language:
    """The tokenizer and vectors of the pipeline in `vectors`, and the component `ner` of `CONFIG`, untrained."""
    nlp = spacy.load(vectors)
    config = spacy.util.load_config(CONFIG)
    component = nlp.add_pipe(FACTORY, name="ner", config={**config["component"], "labels": list(labels.LABELS)})
    component.model.initialize(X=[nlp.make_doc("The army said it took al-Rai on Monday.")])
    return nlp


def main(work: Path, *, seed: int, steps: int | None = None) -> None:
    """Train by way of two rounds into `work/names-mean`; `steps` cuts them short, for a trial."""
    spacy.util.fix_random_seed(seed)
    nlp = build_pipeline(work / "vectors")
    folders = [work / "names", work / "names-1"]
    for number, (folder, count, rate) in enumerate(zip(folders, (STEPS, FURTHER_STEPS), (RATE, FURTHER_RATE))):
        gold, silver = gold_segments(work, seed=seed + number), silver_segments(work, seed=seed + number)
        print(f"names: {len(gold)} segments of the corpora, {len(silver)} of the teacher")
        train(nlp, gold, silver, seed=seed + number, steps=steps or count, rate=rate)
        nlp.to_disk(folder)
    average(folders, work / "names-mean")
