"""The whole-article Doc: tokens whose ``idx`` are offsets into ``Article.text``, parsed block by block.

Blocks are parsed apart, so that no sentence, name or tree crosses from one to the
next, and put together in one Doc. What lies between or outside of the parsed blocks
(white space, a byline, a date) is in the Doc as tokens without annotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from ..records import Article, Span
from .boundaries import find_starts
from .labels import to_scheme
from .pipeline import Pipeline
from .recognizer import SHARES
from .relations import universal_tree

# Kinds of block that are parsed, and those whose sentences are recorded.
PARSED = frozenset({"headline", "standfirst", "heading", "paragraph", "dateline"})
WRITTEN = frozenset({"headline", "standfirst", "heading", "paragraph"})

# A run of characters without white space that is longer is one token and is not looked into: the
# longest word of English news is below 60, an address below 200.
LONGEST_WORD = 400
# Tokens parsed at a time; a longer block goes in pieces, cut between two sentences.
LONGEST_PIECE = 2_000

_PARTS = (
    ("NNP", "PROPN"),
    ("NN", "NOUN"),
    ("VB", "VERB"),
    ("MD", "AUX"),
    ("JJ", "ADJ"),
    ("RB", "ADV"),
    ("PRP", "PRON"),
    ("WP", "PRON"),
    ("DT", "DET"),
    ("PDT", "DET"),
    ("WDT", "PRON"),
    ("IN", "ADP"),
    ("CC", "CCONJ"),
    ("CD", "NUM"),
    ("TO", "PART"),
    ("POS", "PART"),
    ("RP", "ADP"),
    ("EX", "PRON"),
    ("UH", "INTJ"),
    ("HYPH", "PUNCT"),
    ("SYM", "SYM"),
)
_TOUCHING = re.compile(r"[”\"](?=[―—–])|[―—](?=\w)")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


@dataclass(frozen=True, slots=True)
class Document:
    """An article and its Doc.

    ``blocks`` gives for each token the index of its block (-1 outside of any);
    ``sentences`` holds (start token, end token, block) of each sentence of a written
    block, ``places`` for each token its index in ``sentences`` (-1: in none), and
    ``names`` the (start token, end token, label) that the pipeline found, in the
    project's scheme; ``shares`` for each first and last token of a name (exclusive) how likely
    each label is, all of it the one label where the pipeline does not tell.
    """

    article: Article
    doc: Doc
    blocks: tuple[int, ...]
    sentences: tuple[tuple[int, int, int], ...]
    places: tuple[int, ...]
    names: tuple[tuple[int, int, str], ...]
    shares: dict[tuple[int, int], dict[str, float]]

    def span(self, start: int, end: int) -> Span:
        """The Span of tokens ``start`` to ``end`` (exclusive), white space at its ends left out."""
        while start < end and self.doc[start].is_space:
            start += 1
        while end - 1 > start and self.doc[end - 1].is_space:
            end -= 1
        last = self.doc[end - 1]
        return Span(self.article.id, self.doc[start].idx, last.idx + len(last.text))

    def words(self, span: Span) -> str:
        """The text of a Span."""
        return self.article.text[span.start : span.end]

    def kind(self, token: int) -> str:
        """The kind of the block that a token stands in; empty outside of any."""
        block = self.blocks[token]
        return self.article.blocks[block].kind if block >= 0 else ""

    def bounds(self, token: int) -> tuple[int, int]:
        """The (start, end) tokens of the sentence that holds a token; the token alone where none does."""
        place = self.places[token]
        return self.sentences[place][:2] if place >= 0 else (token, token + 1)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some tokens of a block: their offsets and words, where sentences start, and whether to parse them."""

    block: int
    offsets: tuple[int, ...]
    words: tuple[str, ...]
    starts: tuple[bool, ...]
    parsed: bool


def build_document(article: Article, *, pipeline: Pipeline) -> Document:
    """The Document of an article; never raises for what its text holds."""
    pieces = _cut_pieces(article, pipeline)
    vocab = pipeline.nlp.vocab
    raw = [
        Doc(
            vocab,
            words=list(piece.words),
            spaces=_spaces(piece),
            sent_starts=[1 if start else -1 for start in piece.starts],
        )
        for piece in pieces
        if piece.parsed
    ]
    return assemble_document(article, pieces, list(pipeline.nlp.pipe(raw, batch_size=32)), vocab=vocab)


def assemble_document(article: Article, pieces: list[_Piece], docs: list[Doc], *, vocab) -> Document:
    """One Document of pieces and, in the same order, the Docs of those that were parsed."""
    parsed = iter(docs)
    words: list[str] = []
    spaces: list[bool] = []
    rows: list[tuple[str, str, str, str]] = []
    heads: list[int] = []
    relations: list[str] = []
    blocks: list[int] = []
    sentences: list[tuple[int, int, int]] = []
    names: list[tuple[int, int, str]] = []
    shares: dict[tuple[int, int], dict[str, float]] = {}
    position = 0

    def add(word: str, row: tuple[str, str, str, str], block: int) -> None:
        words.append(word)
        spaces.append(False)
        rows.append(row)
        heads.append(len(words) - 2 if len(words) > 1 else 0)
        relations.append("dep")
        blocks.append(block)

    for piece in pieces:
        doc = next(parsed) if piece.parsed else None
        places: list[int] = []
        for index, (offset, word) in enumerate(zip(piece.offsets, piece.words)):
            gap = article.text[position:offset]
            if gap.startswith(" ") and words:
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                add(gap, ("_SP", "SPACE", "", gap), piece.block if index else -1)
            token = doc[index] if doc is not None else None
            row = ("", "", "", "")
            if token is not None:
                row = (token.tag_, token.pos_ or _part_of_speech(token.tag_), str(token.morph), token.lemma_)
            add(word, row, piece.block)
            places.append(len(words) - 1)
            position = offset + len(word)
        if doc is None:
            for place in places:
                heads[place] = places[0]
            continue
        _link(doc, piece, places, heads, relations)
        if article.blocks[piece.block].kind in WRITTEN:
            firsts = [place for place, start in zip(places, piece.starts) if start]
            sentences += [(first, end, piece.block) for first, end in zip(firsts, [*firsts[1:], places[-1] + 1])]
        told = {(start, end): labels for start, end, labels in doc.user_data.get(SHARES, ())}
        for ent in doc.ents:
            label = to_scheme(ent.label_)
            if label:
                start, end = places[ent.start], places[ent.end - 1] + 1
                names.append((start, end, label))
                shares[start, end] = told.get((ent.start, ent.end), {label: 1.0})
    gap = article.text[position:]
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        add(gap, ("_SP", "SPACE", "", gap), -1)
    if not words:
        return Document(article, Doc(vocab), (), (), (), (), {})
    tags, poses, morphs, lemmas = (list(column) for column in zip(*rows))
    whole = Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=tags,
        pos=poses,
        morphs=morphs,
        lemmas=lemmas,
        heads=heads,
        deps=relations,
    )
    sentence_places = [-1] * len(words)
    for index, (start, end, _) in enumerate(sentences):
        sentence_places[start:end] = [index] * (end - start)
    return Document(article, whole, tuple(blocks), tuple(sentences), tuple(sentence_places), tuple(names), shares)


def _part_of_speech(tag: str) -> str:
    """The universal part of speech of a Penn tag, for a pipeline that gives none."""
    for start, part in _PARTS:
        if tag.startswith(start):
            return part
    return "PUNCT" if tag and not tag[0].isalpha() else "X"


def _cut_pieces(article: Article, pipeline: Pipeline) -> list[_Piece]:
    """The article's tokens in order: parsed blocks piece by piece, what lies between as pieces of no block."""
    pieces: list[_Piece] = []
    position = 0
    for index, block in enumerate(article.blocks):
        start, end = max(block.start, position), min(block.end, len(article.text))
        if start >= end:
            continue
        pieces += _tokenize(article.text, position, start, -1, pipeline, parsed=False)
        pieces += _tokenize(article.text, start, end, index, pipeline, parsed=block.kind in PARSED)
        position = end
    return pieces + _tokenize(article.text, position, len(article.text), -1, pipeline, parsed=False)


def _tokenize(text: str, start: int, end: int, block: int, pipeline: Pipeline, *, parsed: bool) -> list[_Piece]:
    offsets: list[int] = []
    words: list[str] = []
    for first, last, whole in _runs(text, start, end):
        if whole:
            offsets.append(first)
            words.append(text[first:last])
            continue
        for token in pipeline.nlp.tokenizer(text[first:last]):
            if not token.is_space:
                offsets.append(first + token.idx)
                words.append(token.text)
    if not words:
        return []
    if not parsed:
        return [_Piece(block, tuple(offsets), tuple(words), tuple([True] + [False] * (len(words) - 1)), False)]
    spaced = [
        offset + len(word) != following for offset, word, following in zip(offsets, words, [*offsets[1:], end + 1])
    ]
    starts = find_starts(words, spaced)
    cuts = [0]
    for index in range(1, len(words)):
        if starts[index] and index - cuts[-1] >= LONGEST_PIECE:
            cuts.append(index)
    return [
        _Piece(block, tuple(offsets[a:b]), tuple(words[a:b]), tuple(starts[a:b]), True)
        for a, b in zip(cuts, [*cuts[1:], len(words)])
    ]


def _runs(text: str, start: int, end: int):
    """(start, end, whether it is one overlong word) of a stretch, in order."""
    position = start
    for match in _LONG_WORD.finditer(text, start, end):
        yield from _cut_marks(text, position, match.start())
        yield match.start(), match.end(), True
        position = match.end()
    yield from _cut_marks(text, position, end)


def _cut_marks(text: str, start: int, end: int):
    """The stretch cut where a quotation mark and a dash, or a dash and a word, touch: '.”―Lee'."""
    position = start
    for match in _TOUCHING.finditer(text, start, end):
        if match.end() < end:
            yield position, match.end(), False
            position = match.end()
    if position < end:
        yield position, end, False


def _spaces(piece: _Piece) -> list[bool]:
    following = [*piece.offsets[1:], piece.offsets[-1] + len(piece.words[-1]) + 1]
    return [offset + len(word) != after for offset, word, after in zip(piece.offsets, piece.words, following)]


def _link(doc: Doc, piece: _Piece, places: list[int], heads: list[int], relations: list[str]) -> None:
    """Copies a piece's trees into the columns; a second root of a sentence hangs on its first."""
    tree_heads, tree_relations = universal_tree(doc)
    root = 0
    sentence = -1
    sentence_of = []
    for start in piece.starts:
        sentence += start
        sentence_of.append(sentence)
    roots: dict[int, int] = {}
    for index, head in enumerate(tree_heads):
        stray = sentence_of[head] != sentence_of[index]
        if head == index or stray:
            root = roots.setdefault(sentence_of[index], index)
            heads[places[index]] = places[root]
            relations[places[index]] = "ROOT" if root == index else "parataxis"
        else:
            heads[places[index]] = places[head]
            relations[places[index]] = tree_relations[index] or "dep"
