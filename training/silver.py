"""Stage 4, silver: texts that the teacher labels for the student.

GMB's sentences, whose own machine-made names are a second opinion, and the Guardian's articles that are most about the
world; the training articles of worldwide-newswire for their trees. A token whose name the teacher is not sure of is
left open (spaCy's missing value), so that the student learns nothing from it; a sentence with much doubt is left out.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy
from spacy.tokens import Doc, DocBin, Span

from .chunks import Chunker
from .corpora import NamedText
from .decoding import Labelled, find_sentences
from .labels import Span as Named
from .prepare import fit_spans, read_lines
from .tokens import blank_pipeline

SURE = 0.7  # probability below which a token is left open
MOST_OPEN = 0.15  # share of open tokens above which a sentence is left out
AGREED = 0.4  # probability that is enough where GMB has the same span under the same label
GUARDIAN_TOKENS = 700_000
GMB_SENTENCES_A_DOC = 6
TREE_SENTENCES = 8  # sentences of one document of trees
# Names that no gold article holds and that the teacher reads otherwise, with the label that they have.
CORRECTED = {"Islamic State": "ORG"}


def world_articles(guardian: Sequence[NamedText], gmb: Iterable[NamedText], *, tokens: int) -> list[NamedText]:
    """The articles of the Guardian richest in the places and nationalities that GMB names, `tokens` words or so.

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
    `AGREED`, and a name of `second` that the teacher does not have is open.
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


def correct_names(doc: Doc, spans: Sequence[Named]) -> list[Named]:
    """`spans` with the labels of names that begin as one of `CORRECTED` put right."""
    return [
        (a, b, next((right for name, right in CORRECTED.items() if doc[a:b].text.startswith(name)), label))
        for a, b, label in spans
    ]


def tree_docs(labelled: Labelled) -> Iterator[Doc]:
    """The sentences of `labelled` whose trees the teacher is sure of, consecutive ones together.

    A sentence is a stretch of words with one root; where a tree is torn or has a cycle, its words are left out.
    Lemmas are left open.
    """
    run: list[tuple[int, int]] = []
    for first, last, good in find_sentences(labelled):
        if run and (not good or len(run) == TREE_SENTENCES):
            yield _build_trees(labelled, run)
            run = []
        if good:
            run.append((first, last))
    if run:
        yield _build_trees(labelled, run)


def _build_trees(labelled: Labelled, sentences: Sequence[tuple[int, int]]) -> Doc:
    """The words from the first of `sentences` to the last; a newline hangs on the word before it, as in `prepare`."""
    start, end = sentences[0][0], sentences[-1][1]
    tokens = list(labelled.doc[start:end])
    space = [token.is_space for token in tokens]
    heads = [place - 1 if space[place] else labelled.heads[token.i] - start for place, token in enumerate(tokens)]
    morphs = [labelled.morphs[token.i].partition("|") for token in tokens]
    return Doc(
        labelled.doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        tags=["_SP" if blank else labelled.tags[token.i] for blank, token in zip(space, tokens)],
        pos=["SPACE" if blank else morph[0] for blank, morph in zip(space, morphs)],
        morphs=["" if blank else morph[2] for blank, morph in zip(space, morphs)],
        heads=heads,
        deps=["dep" if blank else labelled.deps[token.i] for blank, token in zip(space, tokens)],
    )


def main(work: Path, *, seed: int) -> None:
    """Label the texts; write `silver-names.spacy` and `silver-trees.spacy`."""
    from . import teacher
    from .labelling import label_docs

    nlp, chunker, model = blank_pipeline(), Chunker(), teacher.load(work / "teacher.pt")
    gmb = read_lines(work / "gmb.jsonl")
    guardian = world_articles(read_lines(work / "guardian.jsonl"), gmb, tokens=GUARDIAN_TOKENS)
    texts = [(record, "gmb") for record in join_sentences(gmb)] + [(record, "guardian") for record in guardian]
    texts += [(record, "worldwide") for record in read_lines(work / "worldwide-train.jsonl")]
    random.Random(seed).shuffle(texts)
    names, trees = DocBin(), DocBin()
    tokens = opened = sentences = 0
    labels = label_docs(model, chunker, (nlp.make_doc(record.text) for record, _ in texts))
    for number, ((record, corpus), found) in enumerate(zip(texts, labels), start=1):
        for doc in tree_docs(found):
            trees.add(doc)
            sentences += sum(1 for _ in doc.sents)
        if corpus != "worldwide":
            spans = correct_names(found.doc, found.names)
            second = fit_spans(found.doc, record.spans) if corpus == "gmb" else None
            doubtful = open_tokens(found.doc, spans, found.sure, second)
            for doc in silver_docs(found.doc, spans, doubtful):
                names.add(doc)
            tokens, opened = tokens + len(found.doc), opened + len(doubtful)
        if number % 1000 == 0 or number == len(texts):
            print(
                f"silver: {number} texts of {len(texts)}; names: {len(names)} documents of {tokens} tokens, {opened} "
                f"in doubt; trees: {sentences} sentences",
                flush=True,
            )
            names.to_disk(work / "silver-names.spacy")
            trees.to_disk(work / "silver-trees.spacy")
