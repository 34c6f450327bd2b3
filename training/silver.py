"""Stage 4, silver: texts that the teacher labels for the student.

GMB's sentences, whose own machine-made names are a second opinion, and the Guardian's articles that are most about the
world. A token the teacher is not sure of is left open (spaCy's missing value), so that the student learns nothing
from it; a sentence with much doubt is left out.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy
from spacy.tokens import Doc, DocBin, Span

from . import augment
from .corpora import NamedText
from .labels import Span as Named
from .prepare import fit_spans, read_lines
from .tokens import blank_pipeline

SURE = 0.7  # probability below which a token is left open
MOST_OPEN = 0.15  # share of open tokens above which a sentence is left out
AGREED = 0.4  # probability that is enough where GMB has the same span under the same label
GUARDIAN_TOKENS = 700_000
GMB_SENTENCES_A_DOC = 6
TYPOGRAPHIC = 0.35  # share of silver documents with typographic signs


def world_articles(guardian: Sequence[NamedText], gmb: Iterable[NamedText], *, tokens: int) -> list[NamedText]:
    """The articles of the Guardian richest in the places and nationalities that GMB names, about `tokens` words of
    them.

    Sport and culture name much else, so an article's score is its share of words that GMB has as LOC or NORP at
    least five times.
    """
    counts = Counter(
        gmb_text.text[a:b] for gmb_text in gmb for a, b, label in gmb_text.spans if label in ("LOC", "NORP")
    )
    places = {name for name, count in counts.items() if count >= 5 and " " not in name}

    def richness(record: NamedText) -> float:
        words = record.text.split()
        return sum(word.strip(",.;:'\"’") in places for word in words) / (len(words) + 50)

    chosen, total = [], 0
    for record in sorted(guardian, key=lambda record: (-richness(record), record.name)):
        chosen.append(record)
        total += len(record.text.split())
        if total > tokens:
            break
    return chosen


def join_sentences(records: Sequence[NamedText], *, size: int = GMB_SENTENCES_A_DOC) -> list[NamedText]:
    """Consecutive `records`, `size` at a time, as texts of one sentence a line."""
    joined = []
    for start in range(0, len(records), size):
        text, spans = "", []
        for record in records[start : start + size]:
            offset = len(text) + bool(text)
            text += ("\n" if text else "") + record.text
            spans += [(a + offset, b + offset, label) for a, b, label in record.spans]
        joined.append(NamedText(records[start].name, text, tuple(spans)))
    return joined


def open_tokens(doc: Doc, spans: Sequence[Named], sure: numpy.ndarray, second: Sequence[Named] | None) -> set[int]:
    """Indices of the tokens of `doc` that the student should learn nothing from.

    All tokens of a span are open if one is below `SURE`; with a `second` opinion a span both agree on needs only
    `AGREED`,
    and a name of `second` that the teacher does not have is open.
    """
    agreed = set(second or ())
    doubtful: set[int] = set()
    inside: set[int] = set()
    for start, end, label in spans:
        inside.update(range(start, end))
        if sure[start:end].min() < (AGREED if (start, end, label) in agreed else SURE):
            doubtful.update(range(start, end))
    doubtful.update(int(i) for i in numpy.flatnonzero(sure < SURE) if int(i) not in inside)
    for start, end, label in agreed:
        if label in ("PERSON", "ORG", "LOC", "NORP") and not inside.intersection(range(start, end)):
            doubtful.update(range(start, end))
    return doubtful


def silver_docs(doc: Doc, spans: Sequence[Named], doubtful: set[int]) -> list[Doc]:
    """`doc` without the lines that are mostly doubt, in stretches of kept lines, doubtful tokens open."""
    lines, start = [], 0
    for token in doc:
        if token.text.startswith("\n") or token.i + 1 == len(doc):
            lines.append((start, token.i + 1))
            start = token.i + 1
    stretches: list[list[int]] = []
    for first, last in lines:
        if sum(first <= i < last for i in doubtful) > MOST_OPEN * (last - first):
            stretches.append([])
        elif stretches and stretches[-1] and stretches[-1][1] == first and last - stretches[-1][0] < 200:
            stretches[-1][1] = last
        else:
            stretches.append([first, last])
    found = []
    for first, last in (pair for pair in stretches if pair):
        piece = doc[first:last].as_doc()
        ents = [
            Span(piece, a - first, b - first, label=label)
            for a, b, label in spans
            if first <= a and b <= last and not doubtful.intersection(range(a, b))
        ]
        missing = [Span(piece, i - first, i - first + 1) for i in sorted(doubtful) if first <= i < last]
        piece.set_ents(ents, missing=missing, default="outside")
        found.append(piece)
    return found


def vary_doc(doc: Doc, rng: random.Random) -> Doc:
    """`doc` with typographic signs in its words, entities and open tokens as they were."""
    text = augment.set_signs(doc.text, rng)
    words = [text[token.idx : token.idx + len(token)] for token in doc]
    return Doc(
        doc.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else (token.ent_iob_ or "") for token in doc],
    )


def main(work: Path, *, seed: int, shard: int = 0, shards: int = 1) -> None:
    """Label the texts and write `silver-<shard>.spacy`; shard n of m takes every m-th text, for a core each."""
    from . import teacher

    nlp, chunker, model = blank_pipeline(), teacher.Chunker(), teacher.load(work / "teacher.pt")
    rng = random.Random(seed + shard)
    gmb = read_lines(work / "gmb.jsonl")
    texts = [(record, True) for record in join_sentences(gmb)]
    guardian = world_articles(read_lines(work / "guardian.jsonl"), gmb, tokens=GUARDIAN_TOKENS)
    texts += [(record, False) for record in guardian]
    random.Random(seed).shuffle(texts)
    docs: list[Doc] = []
    tokens = kept = opened = 0
    for number, (record, has_opinion) in enumerate(texts[shard::shards]):
        doc = nlp.make_doc(record.text)
        if not len(doc):
            continue
        spans, sure = teacher.label(model, chunker, doc)
        doubtful = open_tokens(doc, spans, sure, fit_spans(doc, record.spans) if has_opinion else None)
        for piece in silver_docs(doc, spans, doubtful):
            docs.append(vary_doc(piece, rng) if rng.random() < TYPOGRAPHIC else piece)
            kept += len(piece)
        tokens += len(doc)
        opened += len(doubtful)
        if number % 500 == 499:
            print(f"silver: {number + 1} texts, {tokens} tokens, {kept} kept, {opened} in doubt", flush=True)
            DocBin(docs=docs).to_disk(work / f"silver-{shard}.spacy")
    DocBin(docs=docs).to_disk(work / f"silver-{shard}.spacy")
    print(f"silver: {len(docs)} documents, {tokens} tokens, {kept} kept, {opened} in doubt")
