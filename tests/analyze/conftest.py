"""A pipeline made by hand: spaCy's tokenizer, and annotation that each test writes down itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from generator.analyze.document import Document, build_document
from generator.analyze.pipeline import Pipeline
from generator.records import Article, Block


@cache
def _blank() -> Language:
    blank = spacy.blank("en")
    blank.tokenizer.infix_finditer = compile_infix_regex(
        [*blank.Defaults.infixes, r"(?<=[A-Za-z])-(?=[A-Za-z])"]
    ).finditer
    return blank


class HandMade:
    """Stands in for a spaCy pipeline: ``trees`` maps a text to rows of (tag, relation, head), ``names`` words to labels."""

    def __init__(self, trees: dict[str, str], names: dict[str, str]) -> None:
        blank = _blank()
        self.vocab, self.tokenizer, self.meta = (
            blank.vocab,
            blank.tokenizer,
            {"name": "hand", "lang": "en", "version": "1"},
        )
        self._trees, self._names = trees, names

    def pipe(self, docs: list[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Each Doc with the annotation that was written down for it, else with tags guessed from its letters."""
        for doc in docs:
            yield self._annotate(doc)

    def _annotate(self, doc: Doc) -> Doc:
        rows = [row.split("/") for row in self._trees.get(doc.text.strip(), "").split()]
        tags = [row[0] for row in rows] if rows else [_guess(token.text) for token in doc]
        starts = [index for index, token in enumerate(doc) if token.is_sent_start]
        if rows:
            assert len(rows) == len(doc), (len(rows), [token.text for token in doc])
            heads = [int(row[2]) for row in rows]
            relations = [row[1] for row in rows]
        else:
            heads = [max(start for start in starts if start <= index) for index in range(len(doc))]
            relations = ["ROOT" if head == index else "dep" for index, head in enumerate(heads)]
        made = Doc(
            self.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=tags,
            pos=[_POS.get(tag, "X") for tag in tags],
            lemmas=[token.lower_ for token in doc],
            heads=heads,
            deps=relations,
        )
        ents = []
        for words, label in self._names.items():
            wanted = [token.text for token in self.tokenizer(words)]
            for index in range(len(made)):
                if [token.text for token in made[index : index + len(wanted)]] == wanted:
                    ents.append(spacy.tokens.Span(made, index, index + len(wanted), label=label))
        made.ents = spacy.util.filter_spans(ents)
        return made


_POS = {
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "NN": "NOUN",
    "NNS": "NOUN",
    "VBD": "VERB",
    "VBZ": "VERB",
    "VBP": "VERB",
    "VB": "VERB",
    "VBG": "VERB",
    "VBN": "VERB",
    "MD": "AUX",
    "DT": "DET",
    "IN": "ADP",
    "JJ": "ADJ",
    "CD": "NUM",
    "PRP": "PRON",
    "RB": "ADV",
    ".": "PUNCT",
    ",": "PUNCT",
    "``": "PUNCT",
    "''": "PUNCT",
    "CC": "CCONJ",
    "HYPH": "PUNCT",
    "POS": "PART",
    "TO": "PART",
}
_VERBS = {
    "said": "VBD",
    "told": "VBD",
    "won": "VBD",
    "is": "VBZ",
    "was": "VBD",
    "killed": "VBD",
    "were": "VBD",
    "has": "VBZ",
}


def _guess(word: str) -> str:
    if word in _VERBS:
        return _VERBS[word]
    if word.lower() in ("the", "a", "an"):
        return "DT"
    if word.lower() in ("he", "she", "it", "they"):
        return "PRP"
    if word.lower() in ("of", "in", "for", "near", "at", "on", "to"):
        return "IN"
    if word[0].isdigit():
        return "CD"
    if not word[0].isalnum():
        return {"“": "``", "”": "''", '"': "''", "-": "HYPH"}.get(word, word if word in ".," else ".")
    if word[0].isupper():
        return "NNP"
    return "NNS" if word.endswith("s") else "NN"


def make_article(text: str, kinds: str = "") -> Article:
    """An Article whose blocks are the lines of ``text``; ``kinds`` names theirs in order, paragraph for the rest."""
    names = kinds.split()
    blocks, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(
                Block(names[len(blocks)] if len(blocks) < len(names) else "paragraph", position, position + len(line))
            )
        position += len(line) + 1
    return Article("a1", "seed.txt", None, None, None, (), None, None, "en", None, (), text, tuple(blocks), (), (), "")


@pytest.fixture
def hand_made() -> SimpleNamespace:
    """``article(text, kinds)``, ``pipeline(trees, names)`` and ``document(text, ...)`` made by hand."""

    def pipeline(trees: dict[str, str] | None = None, names: dict[str, str] | None = None) -> Pipeline:
        return Pipeline(HandMade(trees or {}, names or {}), "en_hand-1")

    def document(
        text: str, kinds: str = "", trees: dict[str, str] | None = None, names: dict[str, str] | None = None
    ) -> Document:
        return build_document(make_article(text, kinds), pipeline=pipeline(trees, names))

    return SimpleNamespace(article=make_article, pipeline=pipeline, document=document)
