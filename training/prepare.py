"""Stage 1, data: the corpora as spaCy `DocBin` files and JSON lines in the work folder.

Writes `worldwide-{train,dev,test}.jsonl`, `gmb.jsonl`, `guardian.jsonl` (`{"name", "text", "spans"}`) and
`trees-{ewt,gum}-{train,dev,test}.spacy`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from . import corpora, labels
from .split import choose_part

# UD sentences in one training document: enough that the parser learns where sentences end.
SENTENCES_A_DOC = 8


def write_lines(path: Path, records: Iterable[corpora.NamedText]) -> int:
    """Write `records` as JSON lines; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            row = {"name": record.name, "text": record.text, "spans": record.spans}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_lines(path: Path) -> list[corpora.NamedText]:
    """The records that `write_lines` wrote."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        corpora.NamedText(row["name"], row["text"], tuple((a, b, label) for a, b, label in row["spans"]))
        for row in rows
    ]


def fit_spans(doc: Doc, spans: Iterable[labels.Span]) -> list[labels.Span]:
    """Character spans as token spans of `doc`; one whose ends fall inside tokens grows to whole tokens.

    A span that grows over the one before it is left out.
    """
    found: list[labels.Span] = []
    for start, end, label in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        first, last = span.start, span.end
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last - 1].is_space:
            last -= 1
        if first < last and (not found or first >= found[-1][1]):
            found.append((first, last, label))
    return found


def trees_to_docs(vocab: spacy.Vocab, sentences: Iterable[corpora.TreeSentence], *, size: int) -> Iterator[Doc]:
    """Documents of up to `size` sentences of one source document, with a newline token at each new paragraph.

    A newline is tagged `_SP`/`SPACE` and hangs on the word before it as `dep`, as spaCy's own pipelines have it.
    """
    batch: list[corpora.TreeSentence] = []
    for sentence in sentences:
        if batch and (len(batch) == size or sentence.document != batch[-1].document):
            yield _join_trees(vocab, batch)
            batch = []
        batch.append(sentence)
    if batch:
        yield _join_trees(vocab, batch)


def _join_trees(vocab: spacy.Vocab, batch: list[corpora.TreeSentence]) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    columns: dict[str, list] = {
        name: [] for name in ("tags", "pos", "morphs", "lemmas", "heads", "deps", "sent_starts")
    }
    for sentence in batch:
        if sentence.new_paragraph and words:
            spaces[-1] = False
            words.append("\n")
            spaces.append(False)
            for name, value in (
                ("tags", "_SP"),
                ("pos", "SPACE"),
                ("morphs", ""),
                ("lemmas", "\n"),
                ("heads", len(words) - 2),
                ("deps", "dep"),
                ("sent_starts", False),
            ):
                columns[name].append(value)
        offset = len(words)
        words += sentence.words
        spaces += sentence.spaces
        columns["tags"] += sentence.xpos
        columns["pos"] += sentence.upos
        columns["morphs"] += sentence.feats
        columns["lemmas"] += sentence.lemmas
        columns["heads"] += [offset + head for head in sentence.heads]
        columns["deps"] += sentence.deps
        columns["sent_starts"] += [index == 0 for index in range(len(sentence.words))]
    columns.pop("sent_starts")  # spaCy derives them from the heads
    return Doc(vocab, words=words, spaces=spaces, **columns)


def main(work: Path, *, limit: int | None = None) -> None:
    """Write all files of this stage into `work`; with `limit`, so many documents or sentences of each corpus."""
    work.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[corpora.NamedText]] = {"train": [], "dev": [], "test": []}
    for record in corpora.read_worldwide():
        parts[choose_part(record.name)].append(record)
    for part, records in parts.items():
        print(f"worldwide {part}: {write_lines(work / f'worldwide-{part}.jsonl', records[:limit])} articles")
    print(f"gmb: {write_lines(work / 'gmb.jsonl', islice(corpora.read_gmb(), limit))} sentences")
    print(f"guardian: {write_lines(work / 'guardian.jsonl', islice(corpora.read_guardian(), limit))} articles")
    vocab = spacy.blank("en").vocab
    for treebank in ("ewt", "gum"):
        for part in ("train", "dev", "test"):
            size = SENTENCES_A_DOC if part == "train" else 10_000
            trees = trees_to_docs(vocab, corpora.read_trees(treebank, part), size=size)
            docs = DocBin(docs=islice(trees, limit), store_user_data=False)
            docs.to_disk(work / f"trees-{treebank}-{part}.spacy")
            print(f"{treebank} {part}: {len(docs)} documents")
