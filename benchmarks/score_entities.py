"""Names and their entities within one article: MEANTIME (sentences 0 to 5) and GUM's news.

    python -m benchmarks.score_entities [--errors N]

Reads actors/meantime_en.zip and actors/gum_news.zip below ``$BRIEFINGS_DATA/eval`` (default ``../shared``); where one
is not there, it is reported as skipped, by name. Scored are named mentions of persons, organisations and places:

- spans: exact F1, with and without the label; and relaxed (they share a letter, one to one);
- chains: B-cubed over the mentions that both sides have, beside exact string matching on the same mentions.

GUM marks whole noun phrases; a named mention is here the run of capitalised words that ends the phrase's core (before
any comma or preposition). GUM's places, organisations and persons without one are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

from benchmarks.score_actors import DATA, Gold, align, make_article, read_gold, score_bcubed
from generator.analyze import Pipeline, analyze_article, load_pipeline
from generator.settings import Settings
from generator.text import fold

SETS = (("MEANTIME", "eval/actors/meantime_en.zip"), ("GUM news", "eval/actors/gum_news.zip"))
SCORED = ("PERSON", "ORG", "LOC")
_GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
_REFERENT = re.compile(r"(\w+)\[(\d+)\]")
_EDGE = re.compile(r"([\d-]+)(?:\[(\d+)_(\d+)\])?")
_AFTER_CORE = frozenset(", . ( ) ; : - -- – — of in for from at on to who which that 's ’s and or by with near".split())
_DETERMINERS = frozenset("the a an this that these those his her its their our my i he she it they we you".split())
_CLOSE = frozenset({".", ",", "'s", "’s", ")", "'", "%", ":", ";", "?", "!", "n't"})


def read_gum(path: Path) -> list[Gold]:
    """GUM's news documents with their named mentions and chains."""
    documents = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(name for name in archive.namelist() if "/tsv/" in f"/{name}" and name.endswith(".tsv")):
            documents.append(_read_gum(name, archive.read(name).decode("utf-8")))
    return documents


def _read_gum(name: str, tsv: str) -> Gold:
    text, sentences, places = "", [], []
    spans: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    edges: list[tuple[str, str]] = []
    last = ""
    # Newer releases have more columns of the span layer (salience, identity) before those of the relation.
    layer = next((line for line in tsv.split("\n") if line.startswith("#T_SP=")), "#T_SP=|entity|infstat|identity")
    relation = 3 + layer.count("|")
    lines = [line.split("\t") for line in tsv.split("\n") if line[:1].isdigit()]
    for index, fields in enumerate(lines):
        sentence = fields[0].split("-")[0]
        word = fields[2]
        if sentence != last:
            text += "\n" if text else ""
            sentences.append([len(text), len(text)])
        elif word not in _CLOSE and text[-1:] not in "(":
            text += " "
        start = len(text)
        text += word
        places.append((start, len(text)))
        sentences[-1][1] = len(text)
        last = sentence
        for part in fields[3].split("|"):
            match = _REFERENT.fullmatch(part)
            if match is None and part not in ("_", ""):
                key, label = f"at {fields[0]}", part
            elif match is not None:
                key, label = match[2], match[1]
            else:
                continue
            spans.setdefault(key, []).append(index)
            labels[key] = label
        if len(fields) > relation + 1 and fields[relation] not in ("_", ""):
            for kind, target in zip(fields[relation].split("|"), fields[relation + 1].split("|")):
                match = _EDGE.fullmatch(target)
                if match and kind in ("coref", "ana", "appos", "cata"):
                    there, here = match[2] or "0", match[3] or "0"
                    edges.append(
                        (here if here != "0" else f"at {fields[0]}", there if there != "0" else f"at {match[1]}")
                    )
    chains = _chains(spans, edges)
    mentions = []
    for key, indices in spans.items():
        label = _GUM_LABELS.get(labels[key])
        run = _name_run(indices, [line[2] for line in lines]) if label else []
        if run:
            mentions.append((places[run[0]][0], places[run[-1]][1], f"{name}:{chains[key]}", label))
    unique = {}
    for mention in sorted(mentions, key=lambda one: (one[0], one[1], one[2])):
        unique.setdefault(mention[:2], mention)
    return Gold(name.rsplit("/", 1)[-1], text, tuple(map(tuple, sentences)), tuple(sorted(unique.values())))


def _name_run(indices: list[int], words: list[str]) -> list[int]:
    """The capitalised words that end the phrase's core; empty where the core ends in a common word."""
    core: list[int] = []
    for index in indices:
        if core and words[index].lower() in _AFTER_CORE:
            break
        core.append(index)
    run: list[int] = []
    while core and words[core[-1]][:1].isupper() and words[core[-1]].lower() not in _DETERMINERS:
        run.insert(0, core.pop())
    return run


def _chains(spans: dict[str, list[int]], edges: list[tuple[str, str]]) -> dict[str, str]:
    root = {key: key for key in spans}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for first, second in edges:
        if first in root and second in root:
            root[find(first)] = find(second)
    return {key: find(key) for key in spans}


def score(documents: list[Gold], pipeline: Pipeline) -> tuple[dict[str, float], list[str]]:
    """Figures by name, and a line for each error."""
    exact = labelled = relaxed = predicted_total = gold_total = 0
    gold_chain: dict[tuple, str] = {}
    our_chain: dict[tuple, str] = {}
    plain_chain: dict[tuple, str] = {}
    errors: list[str] = []
    by_label: Counter[tuple[str, str]] = Counter()
    for document in documents:
        article = make_article(document)
        analysis = analyze_article(article, pipeline=pipeline)
        gold = [mention for mention in document.mentions if mention[3] in SCORED]
        ours = [mention for mention in analysis.mentions if mention.label in SCORED]
        theirs = {(start, end): label for start, end, _, label in gold}
        mine = {(mention.span.start, mention.span.end): mention for mention in ours}
        predicted_total += len(mine)
        gold_total += len(theirs)
        exact += len(mine.keys() & theirs.keys())
        labelled += sum(mine[span].label == theirs[span] for span in mine.keys() & theirs.keys())
        pairs = align([one[:2] for one in gold], [(one.span.start, one.span.end) for one in ours])
        relaxed += len(pairs)
        for label in SCORED:
            by_label["gold", label] += sum(one == label for one in theirs.values())
            by_label["ours", label] += sum(one.label == label for one in mine.values())
            by_label["right", label] += sum(
                mine[span].label == theirs[span] == label for span in mine.keys() & theirs.keys()
            )
        for index, place in pairs.items():
            item = (document.id, *gold[place][:2])
            gold_chain[item] = f"{document.id}:{gold[place][2]}"
            our_chain[item] = f"{document.id}:{ours[index].entity}"
            plain_chain[item] = f"{document.id}:{fold(article.text[gold[place][0] : gold[place][1]])}"
        errors += _errors(document, gold, ours, pairs, article.text)
    figures = {
        "spans exact": _f1(exact, predicted_total, gold_total),
        "spans exact, labelled": _f1(labelled, predicted_total, gold_total),
        "spans relaxed": _f1(relaxed, predicted_total, gold_total),
    }
    for label in SCORED:
        figures[f"  {label}"] = _f1(by_label["right", label], by_label["ours", label], by_label["gold", label])
    figures["chains B-cubed"] = 100 * score_bcubed(gold_chain, our_chain)[2]
    figures["chains, same string"] = 100 * score_bcubed(gold_chain, plain_chain)[2]
    return figures, errors


def _f1(right: int, predicted: int, gold: int) -> float:
    return 200 * right / (predicted + gold) if predicted + gold else 0.0


def _errors(document, gold, ours, pairs, text) -> list[str]:  # noqa: ANN001
    lines = []
    taken = set(pairs.values())
    for place, (start, end, _, label) in enumerate(gold):
        if place not in taken:
            lines.append(f"missed  {label:6} {text[start:end]!r} in {text[max(0, start - 40) : end + 30]!r}")
    for index, mention in enumerate(ours):
        words = text[mention.span.start : mention.span.end]
        if index not in pairs:
            lines.append(
                f"extra   {mention.label:6} {words!r} in {text[max(0, mention.span.start - 40) : mention.span.end]!r}"
            )
            continue
        start, end, _, label = gold[pairs[index]]
        if (start, end) != (mention.span.start, mention.span.end):
            lines.append(f"bounds  {mention.label:6} {words!r} for {text[start:end]!r}")
        elif label != mention.label:
            lines.append(f"label   {mention.label:6} for {label}: {words!r}")
    return [f"{document.id[:24]:24} {line}" for line in lines]


def main() -> int:
    """Prints the figures; exit status 0, also where the data are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print every error")
    arguments = parser.parse_args()
    pipeline = None
    for name, archive in SETS:
        path = DATA / archive
        if not path.is_file():
            print(f"skipped: {name} ({path} is not there; set BRIEFINGS_DATA)")
            continue
        pipeline = pipeline or load_pipeline(Settings())
        figures, errors = score(read_gold(path) if name == "MEANTIME" else read_gum(path), pipeline)
        for figure, value in figures.items():
            print(f"{name:9} {figure:24} {value:5.1f}")
        if arguments.errors:
            print("\n".join(errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
