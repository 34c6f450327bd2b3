"""Who said what on PolNeAR's development articles: exact and token F1 of source, cue and content.

Run: python -m benchmarks.score_attributions [--worst N] [--limit N]

The data lie at ``$BRIEFINGS_DATA/eval/attribution/polnear_dev.zip`` (default ``../shared``); where they are
not, the score is reported as skipped, by name. Of an article with several annotators the first is kept.

Within one article's attributions PolNeAR has none inside the content of another, so what we find there counts as
wrong. Its annotators agree on two articles of the set (six each; mean over pairs) at exact cue F1 84.2, token cue
81.2, overlapping cue 91.2, exact source 86.6, token content 96.7.

- exact: two spans are the same after white space, quotation marks and punctuation at their ends are left out;
- token: words (runs of letters and digits) marked as that part in any attribution;
- overlap: a cue counts as found where it shares a word with a gold cue;
- quotations: gold attributions whose content stands between quotation marks; found where a predicted one covers
  at least 80 % of the words and its source shares a word with the gold source.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import zipfile
from pathlib import Path

from generator.analyze import Pipeline, analyze_article, load_pipeline
from generator.records import Article, Attribution, Block
from generator.settings import Settings

DATA = "eval/attribution/polnear_dev.zip"
_WORD = re.compile(r"\w+")
_EDGE = " \t\r\n\xa0,.;:!?\"'“”‘’«»`-–—―()[]"
_MARKS = "\"“”'‘’`«»"
PARTS = ("cue", "source", "content")

Spans = list[tuple[int, int]]
Gold = dict[str, Spans]


def data_folder() -> Path:
    """The folder of the gold data: ``$BRIEFINGS_DATA``, else ``../shared``."""
    return Path(os.environ.get("BRIEFINGS_DATA", "../shared"))


def load_polnear(path: Path) -> dict[str, tuple[str, list[Gold]]]:
    """Article name -> (text, gold attributions), from brat stand-off files in the zip."""
    articles: dict[str, tuple[str, list[Gold]]] = {}
    with zipfile.ZipFile(path) as archive:
        for name in sorted(name for name in archive.namelist() if name.endswith(".ann")):
            stem = name.rsplit("/", 1)[1][:-4].rsplit("_", 1)[0]
            if stem in articles:
                continue
            folder = name.rsplit("/", 2)[0]
            text = io.TextIOWrapper(archive.open(f"{folder}/text/{stem}.txt"), encoding="utf-8", newline="").read()
            lines = archive.read(name).decode("utf-8").split("\n")
            articles[stem] = (text, _read_annotation(lines))
    return articles


def _read_annotation(lines: list[str]) -> list[Gold]:
    spans: dict[str, Spans] = {}
    gold: list[Gold] = []
    for line in lines:
        fields = line.split("\t")
        if line.startswith("T"):
            places = fields[1].split(" ", 1)[1]
            spans[fields[0]] = [tuple(map(int, place.split())) for place in places.split(";")]
    for line in lines:
        if line.startswith("E"):
            item: Gold = {"source": [], "cue": [], "content": []}
            for pair in line.split("\t")[1].split():
                role, key = pair.split(":")
                role = role.rstrip("0123456789").lower()
                if role in item:
                    item[role] += spans[key]
            gold.append({role: sorted(places) for role, places in item.items()})
    return gold


def as_article(name: str, text: str) -> Article:
    """A plain Article: each line is a block, the first a headline where it is short."""
    blocks = []
    for match in re.finditer(r"[^\r\n]+", text):
        if match.group().strip():
            kind = "headline" if not blocks and len(match.group()) < 150 else "paragraph"
            blocks.append(Block(kind, match.start(), match.end()))
    return Article(name, name, None, None, None, (), None, None, "en", None, (), text, tuple(blocks), (), (), "")


def as_gold(attribution: Attribution) -> Gold:
    """A predicted attribution in the form of the gold ones."""
    return {
        "source": [(attribution.source.start, attribution.source.end)] if attribution.source else [],
        "cue": [(attribution.cue.start, attribution.cue.end)] if attribution.cue else [],
        "content": [(span.start, span.end) for span in attribution.content],
    }


def trim(text: str, spans: Spans) -> tuple[tuple[int, int], ...]:
    """The spans without marks and blanks at their ends; neighbours with nothing else between them are one."""
    kept: Spans = []
    for start, end in spans:
        if kept and not text[kept[-1][1] : start].strip(_EDGE):
            start = kept.pop()[0]
        words = text[start:end]
        left = len(words) - len(words.lstrip(_EDGE))
        right = len(words) - len(words.rstrip(_EDGE))
        if left + right < len(words):
            kept.append((start + left, end - right))
    return tuple(kept)


def words_in(text: str, spans: Spans) -> set[tuple[int, int]]:
    """The words that lie in the spans."""
    return {(match.start(), match.end()) for start, end in spans for match in _WORD.finditer(text, start, end)}


class Score:
    """Counts of what is right, predicted and gold."""

    def __init__(self) -> None:
        self.right = self.predicted = self.gold = 0

    def add(self, predicted: set, gold: set) -> None:
        """Counts two sets."""
        self.right += len(predicted & gold)
        self.predicted += len(predicted)
        self.gold += len(gold)

    def __str__(self) -> str:
        precision = 100 * self.right / self.predicted if self.predicted else 0.0
        recall = 100 * self.right / self.gold if self.gold else 0.0
        return f"P {precision:5.1f}  R {recall:5.1f}  F1 {self.f1():5.1f}"

    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        return 200 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def is_quoted(text: str, spans: Spans) -> bool:
    """Whether a gold content begins and ends at quotation marks."""
    start, end = spans[0][0], spans[-1][1]
    return (
        len(words_in(text, spans)) >= 3
        and any(char in _MARKS for char in text[max(0, start - 1) : start + 2])
        and any(char in _MARKS for char in text[end - 2 : end + 2])
    )


def score(
    articles: dict[str, tuple[str, list[Gold]]], pipeline: Pipeline
) -> tuple[dict[str, Score], list[tuple[int, str]]]:
    """Scores by name, and for each article (errors, description) of its cues."""
    scores = {f"{kind} {part}": Score() for part in PARTS for kind in ("exact", "token")}
    scores |= {"overlap cue": Score(), "quotations with speaker": Score(), "whole attribution": Score()}
    errors: list[tuple[int, str]] = []
    for name, (text, gold) in articles.items():
        analysis = analyze_article(as_article(name, text), pipeline=pipeline)
        predicted = [as_gold(item) for item in analysis.attributions]
        for part in PARTS:
            scores[f"exact {part}"].add(
                {trim(text, item[part]) for item in predicted if item[part]},
                {trim(text, item[part]) for item in gold if item[part]},
            )
            mine = set().union(*(words_in(text, item[part]) for item in predicted)) if predicted else set()
            theirs = set().union(*(words_in(text, item[part]) for item in gold)) if gold else set()
            scores[f"token {part}"].add(mine, theirs)
        _score_overlap(text, predicted, gold, scores["overlap cue"])
        _score_quotations(text, analysis.attributions, gold, scores["quotations with speaker"])
        whole = {tuple(trim(text, item[part]) for part in PARTS) for item in predicted}
        scores["whole attribution"].add(whole, {tuple(trim(text, item[part]) for part in PARTS) for item in gold})
        errors += _errors(text, predicted, gold)
    return scores, errors


def _score_overlap(text: str, predicted: list[Gold], gold: list[Gold], counts: Score) -> None:
    mine = [words_in(text, item["cue"]) for item in predicted if item["cue"]]
    theirs = [words_in(text, item["cue"]) for item in gold if item["cue"]]
    counts.predicted += len(mine)
    counts.gold += len(theirs)
    free = list(range(len(theirs)))
    for words in mine:
        hit = next((place for place in free if theirs[place] & words), None)
        if hit is not None:
            free.remove(hit)
            counts.right += 1


def _score_quotations(text: str, predicted: tuple[Attribution, ...], gold: list[Gold], counts: Score) -> None:
    mine = [as_gold(item) for item in predicted if item.kind == "direct" and item.source]
    theirs = [item for item in gold if item["content"] and item["source"] and is_quoted(text, item["content"])]
    counts.predicted += len([item for item in mine if len(words_in(text, item["content"])) >= 3])
    counts.gold += len(theirs)
    free = [as_gold(item) for item in predicted if item.source]
    for item in theirs:
        words, source = words_in(text, item["content"]), words_in(text, item["source"])
        hit = next(
            (
                other
                for other in free
                if len(words_in(text, other["content"]) & words) >= 0.8 * len(words)
                and words_in(text, other["source"]) & source
            ),
            None,
        )
        if hit is not None:
            counts.right += 1


def _errors(text: str, predicted: list[Gold], gold: list[Gold]) -> list[tuple[int, str]]:
    found = []
    cues = {trim(text, item["cue"]): item for item in predicted if item["cue"]}
    known = {trim(text, item["cue"]): item for item in gold if item["cue"]}
    for places, item in known.items():
        if places not in cues:
            found.append((1, "MISSED  " + _describe(text, item)))
        else:
            other = cues[places]
            for part in ("source", "content"):
                if trim(text, item[part]) != trim(text, other[part]):
                    size = len(words_in(text, item[part]) ^ words_in(text, other[part]))
                    found.append(
                        (size, f"{part.upper()}  {_describe(text, item)}\n      got {_show(text, other[part])}")
                    )
    for places, item in cues.items():
        if places not in known:
            found.append((1, "WRONG   " + _describe(text, item)))
    return found


def _describe(text: str, item: Gold) -> str:
    return " | ".join(_show(text, item[part]) for part in ("source", "cue", "content"))


def _show(text: str, spans: Spans) -> str:
    return " ... ".join(text[start:end] for start, end in spans) or "-"


def main() -> int:
    """Prints the scores; exit status 0, also where the data are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print the N worst contents and sources")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="score the first N articles only")
    parser.add_argument("--errors", action="store_true", help="print every error")
    arguments = parser.parse_args()
    path = data_folder() / DATA
    if not path.is_file():
        print(f"skipped: PolNeAR ({path} is not there; set BRIEFINGS_DATA)")
        return 0
    articles = dict(list(load_polnear(path).items())[: arguments.limit])
    scores, errors = score(articles, load_pipeline(Settings()))
    for name, counts in scores.items():
        print(f"{name:26} {counts}")
    if arguments.errors:
        print("\n".join(message for _, message in errors))
    elif arguments.worst:
        print("\n".join(message for _, message in sorted(errors, key=lambda pair: -pair[0])[: arguments.worst]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
