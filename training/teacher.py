"""Stage 3, teacher: all-MiniLM-L6-v2 fine-tuned for names, tags, morphology and trees. Needs torch; never shipped.

The encoder is uncased, and capitals are half of what makes a name: an embedding of each word's shape, zero at the
start, is added to its input, so that the encoder learns to see them. Trees are scored as by Dozat and Manning (2017),
"Deep biaffine attention for neural dependency parsing". One encoder does all, so that texts are read once.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy
import spacy
import torch
from spacy.tokens import DocBin
from transformers import AutoModel, AutoTokenizer

from . import labels
from .chunks import SHAPES, Chunk, Chunker, add_names, add_tree, minilm_folder, morph_label
from .corpora import NamedText
from .prepare import fit_spans, read_lines
from .tokens import blank_pipeline

BATCH_CHUNKS = 8
NAME_EPOCHS = 3
TREE_EPOCHS = 2
ENCODER_RATE = 1.5e-4  # at the end of a linear warm-up, then decaying linearly to zero
HEAD_RATE = 1.5e-3
WARM_UP = 0.08  # share of the steps
MASKED_PIECES = 0.06  # share hidden while training, so that names are learnt from their surroundings too
ARC_WIDTH, LABEL_WIDTH = 192, 96
FEWEST_MORPHS = 3  # tokens that a combination of features needs to be learnt


class Teacher(torch.nn.Module):
    """MiniLM with word shapes; linear layers over each word's first piece, and biaffine ones over pairs of words."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        """`names` lists the labels of the tasks `tag`, `morph` and `dep`; those of `names` are `labels.TAGS`."""
        super().__init__()
        self.label_names = {"names": labels.TAGS, **names}
        self.encoder = AutoModel.from_pretrained(
            minilm_folder(),
            add_pooling_layer=False,
            attn_implementation="sdpa",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )  # slow on a processor, and MASKED_PIECES does its work
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.mask_id = AutoTokenizer.from_pretrained(minilm_folder()).mask_token_id
        width = self.encoder.config.hidden_size
        self.shapes = torch.nn.Embedding(SHAPES, width)
        torch.nn.init.zeros_(self.shapes.weight)
        self.dropout = torch.nn.Dropout(0.1)
        self.linear = torch.nn.ModuleDict(
            {task: torch.nn.Linear(width, len(self.label_names[task])) for task in ("names", "tag", "morph")}
        )
        self.pairs = torch.nn.ModuleDict(
            {
                task: torch.nn.Sequential(torch.nn.Linear(width, size), torch.nn.GELU(), torch.nn.Dropout(0.1))
                for task, size in (
                    ("arc_word", ARC_WIDTH),
                    ("arc_head", ARC_WIDTH),
                    ("dep_word", LABEL_WIDTH),
                    ("dep_head", LABEL_WIDTH),
                )
            }
        )
        self.arc = torch.nn.Parameter(torch.randn(ARC_WIDTH, ARC_WIDTH) * ARC_WIDTH**-0.5 * 0.5)
        self.arc_bias = torch.nn.Linear(ARC_WIDTH, 1)
        self.root = torch.nn.Linear(width, 1)
        count = len(self.label_names["dep"])
        self.dep = torch.nn.Parameter(torch.randn(LABEL_WIDTH, count, LABEL_WIDTH) * LABEL_WIDTH**-0.5 * 0.3)
        self.dep_bias = torch.nn.Linear(2 * LABEL_WIDTH, count)

    def forward(self, chunks: Sequence[Chunk]) -> tuple[torch.Tensor, torch.Tensor]:
        """States of words, shape (chunks, words, width), and which of them are words, shape (chunks, words)."""
        length = max(len(chunk.pieces) for chunk in chunks)
        pieces = torch.zeros((len(chunks), length), dtype=torch.long)
        shapes, mask = torch.zeros_like(pieces), torch.zeros_like(pieces)
        firsts = torch.zeros((len(chunks), max(len(chunk.firsts) for chunk in chunks)), dtype=torch.long)
        words = torch.zeros_like(firsts, dtype=torch.bool)
        for row, chunk in enumerate(chunks):
            count = len(chunk.pieces)
            pieces[row, :count] = torch.tensor(chunk.pieces)
            shapes[row, :count] = torch.tensor(chunk.shapes)
            mask[row, :count] = 1
            firsts[row, : len(chunk.firsts)] = torch.tensor(chunk.firsts)
            words[row, : len(chunk.firsts)] = True
        if self.training:
            pieces[(torch.rand(pieces.shape) < MASKED_PIECES) & (mask == 1)] = self.mask_id
        # Half precision doubles the speed on processors that have it and costs nothing that can be measured.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            inputs = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
            hidden = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state.float()
        states = hidden.gather(1, firsts.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        return self.dropout(states), words

    def score_words(self, task: str, states: torch.Tensor) -> torch.Tensor:
        """Scores of the labels of `task`, shape (..., labels)."""
        return self.linear[task](states)

    def score_heads(self, states: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Scores of shape (chunks, words, words): the third axis is the head, a root's the word itself."""
        heads = self.pairs["arc_head"](states)
        scores = self.pairs["arc_word"](states) @ self.arc @ heads.transpose(1, 2)
        scores = scores + self.arc_bias(heads).transpose(1, 2)
        own = torch.eye(states.shape[1], dtype=torch.bool)
        scores = torch.where(own, self.root(states), scores)
        return scores.masked_fill(~words.unsqueeze(1), -1e9)

    def score_deps(self, states: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Scores of shape (chunks, words, relations) of the relation to the given `heads` (chunks, words)."""
        word, head = self.pairs["dep_word"](states), self.pairs["dep_head"](states)
        head = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        size = word.shape[-1]
        turned = (word @ self.dep.reshape(size, -1)).reshape(*word.shape[:2], -1, size)
        return (turned @ head.unsqueeze(-1)).squeeze(-1) + self.dep_bias(torch.cat([word, head], dim=-1))


def find_loss(model: Teacher, chunks: Sequence[Chunk]) -> torch.Tensor:
    """Sum of the cross-entropies of the tasks that `chunks` have targets for."""
    states, words = model(chunks)

    def targets(task: str) -> torch.Tensor:
        table = torch.full(words.shape, -1)
        for row, chunk in enumerate(chunks):
            table[row, : len(chunk.tokens)] = torch.tensor(chunk.targets[task])
        return table

    def loss_of(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-1)

    if "names" in chunks[0].targets:
        return loss_of(model.score_words("names", states), targets("names"))
    heads = targets("head")
    return (
        loss_of(model.score_words("tag", states), targets("tag"))
        + loss_of(model.score_words("morph", states), targets("morph"))
        + loss_of(model.score_heads(states, words), heads)
        + loss_of(model.score_deps(states, heads.clamp(min=0)), targets("dep").masked_fill(heads < 0, -1))
    )


def train(records: Sequence[NamedText], trees: Sequence[spacy.tokens.Doc], *, seed: int = 0) -> Teacher:
    """A teacher trained on the names of `records` and on `trees`; progress is printed every hundred steps."""
    random.seed(seed)
    torch.manual_seed(seed)
    nlp, chunker = blank_pipeline(), Chunker()
    names = tree_labels(trees)
    numbers = {task: {name: number for number, name in enumerate(values)} for task, values in names.items()}
    model = Teacher(names)
    name_chunks, tree_chunks = [], []
    for record in records:
        doc = nlp.make_doc(record.text)
        tags = [labels.TAGS.index(tag) for tag in labels.encode_bioes(len(doc), fit_spans(doc, record.spans))]
        name_chunks += [add_names(chunk, tags) for chunk in chunker.cut(doc)]
    for doc in trees:
        ends = {token.i for token in doc if token.is_sent_end or token.is_space}
        tree_chunks += [add_tree(chunk, doc, numbers) for chunk in chunker.cut(doc, ends=ends)]
    batches = []
    for chunks, epochs in ((name_chunks, NAME_EPOCHS), (tree_chunks, TREE_EPOCHS)):
        for _ in range(epochs):
            random.shuffle(chunks)
            batches += [chunks[start : start + BATCH_CHUNKS] for start in range(0, len(chunks), BATCH_CHUNKS)]
    random.shuffle(batches)
    optimizer, schedule = _optimizer(model, len(batches))
    model.train()
    losses: dict[str, list[float]] = {"names": [], "trees": []}
    began = time.monotonic()
    for step, batch in enumerate(batches, start=1):
        loss = find_loss(model, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses["names" if "names" in batch[0].targets else "trees"].append(loss.item())
        if step % 100 == 0 or step == len(batches):
            means = " ".join(f"{task} {sum(values) / max(1, len(values)):.3f}" for task, values in losses.items())
            print(f"teacher step {step}/{len(batches)} loss {means} after {time.monotonic() - began:.0f} s", flush=True)
            losses = {task: [] for task in losses}
    return model.eval()


def _optimizer(model: Teacher, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in inside]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    warm = max(1, int(steps * WARM_UP))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0, steps - step) / max(1, steps - warm))
    )
    return optimizer, schedule


def tree_labels(trees: Sequence[spacy.tokens.Doc]) -> dict[str, list[str]]:
    """The labels of `tag`, `morph` and `dep` in `trees`, sorted; features that are too rare are left out."""
    words = [token for doc in trees for token in doc if not token.is_space]
    morphs = [morph_label(word) for word in words]
    counts = dict(zip(*numpy.unique(numpy.array(morphs, dtype=object), return_counts=True)))
    return {
        "tag": sorted({word.tag_ for word in words}),
        "morph": sorted(label for label, count in counts.items() if count >= FEWEST_MORPHS),
        "dep": sorted({word.dep_ for word in words}),
    }


def save(model: Teacher, path: Path) -> None:
    """Write weights and labels of `model` to `path`."""
    torch.save({"labels": model.label_names, "weights": model.state_dict()}, path)


def load(path: Path) -> Teacher:
    """The teacher that `save` wrote."""
    saved = torch.load(path, weights_only=True)
    model = Teacher({task: names for task, names in saved["labels"].items() if task != "names"})
    model.load_state_dict(saved["weights"])
    return model.eval()


def main(work: Path, *, seed: int) -> None:
    """Train on worldwide-newswire, EWT and GUM, and save `teacher.pt` in `work`."""
    vocab = spacy.blank("en").vocab
    trees = [
        doc
        for treebank in ("ewt", "gum")
        for doc in DocBin().from_disk(work / f"trees-{treebank}-train.spacy").get_docs(vocab)
    ]
    model = train(read_lines(work / "worldwide-train.jsonl"), trees, seed=seed)
    save(model, work / "teacher.pt")
