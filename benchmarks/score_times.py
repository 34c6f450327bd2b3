"""Scores time expressions on MEANTIME: relaxed, strict and value F1 as TempEval-3 counts them.

Gold: the English Wikinews part of MEANTIME (NewsReader), sentences 0 to 5 of each document, the
creation time as anchor. A found expression matches a gold one that it overlaps (relaxed) or equals
(strict); value F1 counts relaxed matches with the same value. Markables without words are left out.

    python benchmarks/score_times.py [--errors] [--without-creation-time] [--language PIPELINE]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parent.parent))

import spacy  # noqa: E402

from generator.analyze.times import find_times  # noqa: E402

DATA = Path(os.environ.get("BRIEFINGS_DATA", "../shared"))
ARCHIVE = "eval/actors/meantime_en.zip"
LAST_SENTENCE = 5
_TIGHT_BEFORE = frozenset(". , ; : ? ! ) ] % 's 'S n't ' ’ ’s".split())
_TIGHT_AFTER = frozenset("( [ $ # £ €".split())


@dataclass(frozen=True)
class Document:
    """A text, its anchor and its gold: (start, end, type, value, is creation time)."""

    name: str
    text: str
    anchor: str | None
    gold: tuple[tuple[int, int, str, str, bool], ...]


@dataclass(frozen=True)
class Score:
    """Counts over all documents and the three F1 scores (0 to 100)."""

    gold: int
    found: int
    relaxed: float
    strict: float
    value: float
    type: float


def read_documents(path: Path) -> list[Document]:
    """The documents of the archive, in the order of their names."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if "intra-doc" in name and name.endswith(".xml"))
        return [read_document(name, archive.read(name)) for name in names]


def read_document(name: str, payload: bytes) -> Document:
    """One CAT XML file as running text with gold offsets."""
    root = ElementTree.fromstring(payload)
    places: dict[str, tuple[int, int]] = {}
    text, sentence, previous = "", None, ""
    for token in root.iter("token"):
        number = int(token.get("sentence"))
        if number > LAST_SENTENCE:
            break
        word = token.text or ""
        if sentence is not None and number != sentence:
            text += "\n\n" if number <= 2 else " "
        elif text and word not in _TIGHT_BEFORE and previous not in _TIGHT_AFTER:
            text += " "
        places[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
        sentence, previous = number, word
    gold, anchor = [], None
    for mark in root.iter("TIMEX3"):
        tokens = [places[one.get("t_id")] for one in mark if one.tag == "token_anchor" and one.get("t_id") in places]
        created = mark.get("functionInDocument") == "CREATION_TIME"
        if created and not anchor:
            anchor = _read_anchor(mark.get("value"))
        if tokens:
            gold.append((min(tokens)[0], max(tokens)[1], mark.get("type"), mark.get("value"), created))
    return Document(name.rsplit("/", 1)[-1], text, anchor, tuple(sorted(gold)))


def _read_anchor(value: str) -> str:
    parts = value.split("-")
    return "-".join(reversed(parts)) if len(parts[-1]) == 4 else value


def score(
    documents: list[Document], found: list[list[tuple[int, int, str, str]]], *, creation_time: bool = True
) -> tuple[Score, list[str]]:
    """The scores, and a line for each error. ``creation_time=False`` leaves the dateline's date out on both sides."""
    totals = dict.fromkeys(("gold", "found", "relaxed", "strict", "value", "type"), 0)
    errors = []
    for document, answers in zip(documents, found):
        gold = [one for one in document.gold if creation_time or not one[4]]
        dropped = [one for one in document.gold if not creation_time and one[4]]
        free = [one for one in answers if not any(one[0] < other[1] and other[0] < one[1] for other in dropped)]
        totals["gold"] += len(gold)
        totals["found"] += len(free)
        for one in gold:
            near = [answer for answer in free if answer[0] < one[1] and one[0] < answer[1]]
            if not near:
                errors.append(f"MISSED    {describe(document, one)}")
                continue
            answer = min(near, key=lambda answer: (answer[:2] != one[:2], answer))
            free.remove(answer)
            totals["relaxed"] += 1
            totals["strict"] += answer[:2] == one[:2]
            totals["type"] += answer[2] == one[2]
            totals["value"] += answer[3] == one[3]
            if answer[:2] != one[:2]:
                errors.append(f"EXTENT    {document.text[answer[0] : answer[1]]!r} for {describe(document, one)}")
            if answer[3] != one[3]:
                errors.append(f"VALUE     {answer[3]} for {describe(document, one)}")
        errors += [f"SPURIOUS  {describe(document, answer)}" for answer in free]
    both = totals["gold"] + totals["found"]
    values = [200 * totals[name] / both if both else 0.0 for name in ("relaxed", "strict", "value", "type")]
    return Score(totals["gold"], totals["found"], *values), errors


def describe(document: Document, mark: tuple) -> str:
    """A gold or found expression with its type, value, anchor and the words around it."""
    start, end = mark[:2]
    around = document.text[max(0, start - 60) : end + 40].replace("\n", " ")
    return f"{document.text[start:end]!r} {mark[2]} {mark[3]} ({document.anchor}) | {around}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print each error")
    parser.add_argument(
        "--without-creation-time", action="store_true", help="leave the dateline's date out of gold and answers"
    )
    parser.add_argument(
        "--language", help="a trained pipeline to tag with; without one the text is only split into words"
    )
    options = parser.parse_args()
    path = DATA / ARCHIVE
    if not path.exists():
        print(f"skipped: MEANTIME ({path} is not there; set BRIEFINGS_DATA)")
        return 0
    documents = read_documents(path)
    language = spacy.load(options.language) if options.language else spacy.blank("en")
    started = time.process_time()
    docs = [language(document.text) for document in documents]
    read = time.process_time()
    times = [find_times(doc, article="a", anchor=document.anchor) for doc, document in zip(docs, documents)]
    found = [[(one.span.start, one.span.end, one.type, one.value) for one in several] for several in times]
    finished = time.process_time()
    result, errors = score(documents, found, creation_time=not options.without_creation_time)
    if options.errors:
        print("\n".join(sorted(errors)))
    print(
        f"MEANTIME, sentences 0 to {LAST_SENTENCE}: {len(documents)} documents, "
        f"{result.gold} gold, {result.found} found"
    )
    print(f"relaxed F1 {result.relaxed:.1f}, strict F1 {result.strict:.1f}", end=", ")
    print(f"value F1 {result.value:.1f}, type F1 {result.type:.1f}")
    print(f"{1000 * (finished - read) / len(documents):.2f} ms a document", end="")
    print(f", {100 * (finished - read) / (read - started):.1f} % of the pipeline's time" if options.language else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
