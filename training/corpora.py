"""Readers of the corpora: each yields plain records, no spaCy, no torch.

The folder with the corpora is `BRIEFINGS_DATA` (default `../shared`); see its README for licences. Nothing here
writes. A corpus that is not there raises `FileNotFoundError` with its path.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import labels
from .detokenise import align, detokenise


def data_folder() -> Path:
    """The folder that holds `corpora/`, from `BRIEFINGS_DATA`."""
    return Path(os.environ.get("BRIEFINGS_DATA", "../shared"))


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its names: `spans` are `(start, end, label)` in code points, half-open, in order, not nested."""

    name: str
    text: str
    spans: tuple[labels.Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeSentence:
    """A UD sentence: one entry a word; `heads` are indices into the sentence, a root is its own head."""

    document: str
    new_paragraph: bool
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]


def _mend(word: str) -> str:
    """`word` with UTF-8 that was read as Windows-1252 put right."""
    if word.isascii():
        return word
    try:
        return word.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return word


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_worldwide() -> Iterator[NamedText]:
    """The hand-annotated newspaper articles as they were printed, a newline between paragraphs.

    The annotated tokens are looked up in raw-news, where the same articles stand with their blanks; where they cannot
    be found, the blanks are put by rule. An article that occurs twice is read once, under its first name.
    """
    folder = data_folder() / "corpora"
    raw = gzip.open(folder / "raw-news/worldwide.txt.gz", "rt", encoding="utf-8").read().split("\n\n")
    by_start: dict[str, str] = {}
    for text in raw:
        by_start.setdefault(_squeeze(text)[:30], text.strip())
    seen: set[str] = set()
    with zipfile.ZipFile(folder / "worldwide-newswire/annotated.zip") as archive:
        for name in sorted(archive.namelist()):
            words, tags, breaks = _read_columns(archive.read(name).decode("utf-8"))
            first = _article_start(words, by_start)
            words, tags, breaks = words[first:], tags[first:], breaks[first:]
            key = "".join(words)[:200]
            if key in seen or not words:
                continue
            seen.add(key)
            text = by_start.get(_squeeze("".join(words[:40]))[:30], "")
            places = align(words, text)
            if places is None:
                text, places = _lay_out(words, breaks)
            spans = labels.decode_tags(tags, mapping=labels.WORLDWIDE)
            yield NamedText(name, text, tuple((places[a][0], places[b - 1][1], label) for a, b, label in spans))


def _read_columns(content: str) -> tuple[list[str], list[str], list[bool]]:
    words: list[str] = []
    tags: list[str] = []
    breaks: list[bool] = []
    paragraph = True
    for number, line in enumerate(content.splitlines()):
        columns = line.rstrip("\r").split("\t")
        if len(columns) < 2 or not columns[0].strip():
            paragraph = True
        elif not (number == 0 and columns[0].startswith("http")):
            words.append(_mend(columns[0]))
            tags.append(columns[1])
            breaks.append(paragraph)
            paragraph = False
    return words, tags, breaks


def _article_start(words: list[str], by_start: dict[str, str]) -> int:
    """Index of the first word that begins a printed article: some files go on with the rest of an address."""
    for first in range(min(8, len(words))):
        if _squeeze("".join(words[first : first + 40]))[:30] in by_start:
            return first
    return 0


def _lay_out(words: list[str], breaks: list[bool]) -> tuple[str, list[tuple[int, int]]]:
    starts = [index for index, flag in enumerate(breaks) if flag] or [0]
    text, places = "", []
    for start, end in zip(starts, [*starts[1:], len(words)]):
        if text:
            text += "\n"
        line, found = detokenise(words[start:end])
        places += [(len(text) + a, len(text) + b) for a, b in found]
        text += line
    return text, places


def read_gmb() -> Iterator[NamedText]:
    """GMB sentences, detokenised, with their machine-made names under our labels."""
    path = data_folder() / "corpora/gmb/ner_dataset.csv.zip"
    with zipfile.ZipFile(path) as archive, archive.open("ner_dataset.csv") as binary:
        rows = csv.reader(io.TextIOWrapper(binary, encoding="latin-1", newline=""))
        next(rows)
        words: list[str] = []
        tags: list[str] = []
        number = 0
        for mark, word, _, tag in rows:
            if mark and words:
                yield _gmb_text(number, words, tags)
                words, tags = [], []
            if mark:
                number += 1
            if word.strip():
                words.append(word.strip())
                tags.append(tag)
        yield _gmb_text(number, words, tags)


def _gmb_text(number: int, words: list[str], tags: list[str]) -> NamedText:
    text, places = detokenise(words)
    spans = labels.decode_tags(tags, mapping=labels.GMB)
    return NamedText(f"gmb-{number:05d}", text, tuple((places[a][0], places[b - 1][1], label) for a, b, label in spans))


def read_guardian() -> Iterator[NamedText]:
    """The Guardian's articles, detokenised, a newline between sentences' lines; no names."""
    path = data_folder() / "corpora/raw-news/guardian.txt.gz"
    for number, article in enumerate(gzip.open(path, "rt", encoding="utf-8").read().split("\n\n")):
        lines = [detokenise(line.split())[0] for line in article.split("\n") if line.strip()]
        if lines:
            yield NamedText(f"guardian-{number:05d}", "\n".join(lines))


def read_trees(treebank: str, part: str) -> Iterator[TreeSentence]:
    """Sentences of `treebank` (`"ewt"`, `"gum"`) in `part` (`"train"`, `"dev"`, `"test"`), in order.

    The words of a contraction stand without a blank between them; empty nodes are left out.
    """
    path = data_folder() / f"corpora/universal-dependencies/en_{treebank}-{part}.conllu.gz"
    document, paragraph, lines = "", True, []
    for line in gzip.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            document, paragraph = line.partition("=")[2].strip(), True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line and not line.startswith("#"):
            lines.append(line.split("\t"))
        elif not line and lines:
            yield _tree(document, paragraph, lines)
            paragraph, lines = False, []


def _tree(document: str, paragraph: bool, lines: list[list[str]]) -> TreeSentence:
    words, spaces, rows = [], [], []
    inside, inside_space = 0, True
    for row in lines:
        if "-" in row[0]:
            inside = int(row[0].partition("-")[2])
            inside_space = "SpaceAfter=No" not in row[9]
        elif "." not in row[0]:
            number = int(row[0])
            if number < inside:
                space = False
            elif number == inside:
                space = inside_space
            else:
                space = "SpaceAfter=No" not in row[9]
            words.append(row[1])
            spaces.append(space)
            rows.append(row)
    heads = [int(row[6]) - 1 if row[6] != "0" else index for index, row in enumerate(rows)]
    return TreeSentence(
        document=document,
        new_paragraph=paragraph,
        words=tuple(words),
        spaces=tuple(spaces),
        lemmas=tuple(row[2] for row in rows),
        upos=tuple(row[3] for row in rows),
        xpos=tuple(row[4] for row in rows),
        feats=tuple("" if row[5] == "_" else row[5] for row in rows),
        heads=tuple(heads),
        deps=tuple("ROOT" if row[6] == "0" else row[7] for row in rows),
    )
