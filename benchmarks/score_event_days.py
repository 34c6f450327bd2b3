"""Scores the days of events: on SemEval-2015 task 4's timelines, and the links of events to times in MEANTIME.

SemEval: a gold mention is a predicate of a document with the date it happened on (day, month or year; what the
annotators left open is not scored). It is found where an Event stands on its word. *Right* is the share of those
found whose day is the gold one, *wrong* the share with another, the rest have none: the text names no day in their
clause. MEANTIME: a gold link says that a predicate happened at a time expression of its sentence (the day of
publication left out); precision and recall over the found predicates and expressions.

    python benchmarks/score_event_days.py [--errors] [--language PIPELINE]
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator import dates  # noqa: E402
from generator.analyze import analyze_article, load_pipeline  # noqa: E402
from generator.records import Analysis, Article, Block, Event  # noqa: E402
from generator.settings import Settings  # noqa: E402

DATA = Path(os.environ.get("BRIEFINGS_DATA", "../shared"))
TIMELINES = "eval/timelines/semeval2015_task4.zip"
MEANTIME = "eval/actors/meantime_en.zip"
LAST_SENTENCE = 5
_TIGHT_BEFORE = frozenset(". , ; : ? ! ) ] % 's 'S n't ' ’ ’s".split())
_TIGHT_AFTER = frozenset("( [ $ # £ €".split())
_LINKED = ("IS_INCLUDED", "SIMULTANEOUS", "INCLUDES")


@dataclass(frozen=True)
class Document:
    """A CAT file as an Article, its tokens' (sentence, word, start, end) by id, and its parsed markables."""

    article: Article
    tokens: dict[str, tuple[int, str, int, int]]
    root: ElementTree.Element


def read_document(name: str, payload: bytes) -> Document:
    """The running text of one CAT file: title, date line and one paragraph."""
    root = ElementTree.fromstring(payload)
    text, sentence, previous, breaks = "", None, "", []
    tokens: dict[str, tuple[int, str, int, int]] = {}
    for token in root.iter("token"):
        number, word = int(token.get("sentence")), token.text or ""
        if sentence is not None and number != sentence:
            if number <= 2:
                breaks.append(len(text))
            text += "\n\n" if number <= 2 else " "
        elif text and word not in _TIGHT_BEFORE and previous not in _TIGHT_AFTER:
            text += " "
        tokens[token.get("t_id")] = (number, word, len(text), len(text) + len(word))
        text += word
        sentence, previous = number, word
    anchor = next(
        (one.get("value") for one in root.iter("TIMEX3") if one.get("functionInDocument") == "CREATION_TIME"), None
    )
    starts = [0, *(place + 2 for place in breaks)]
    kinds = ("headline", "date", "paragraph")
    blocks = tuple(
        Block(kind, start, end) for kind, start, end in zip(kinds, starts, [*breaks, len(text)]) if start < end
    )
    day = anchor if anchor and re.fullmatch(r"\d{4}-\d\d-\d\d", anchor) else None
    return Document(
        Article(name, name, None, None, None, (), day, None, "en", None, (), text, blocks, (), (), ""), tokens, root
    )


def read_archive(path: Path, pattern: str) -> dict[str, Document]:
    """The documents whose path fits the pattern, by the number that opens their name."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if re.search(pattern, name):
                key = re.match(r"\d+", name.rsplit("/", 1)[-1])[0]
                found[key] = read_document(key, archive.read(name))
    return found


def read_timelines(path: Path) -> dict[tuple[str, int, str], set[str]]:
    """(document, sentence, word) -> the dates that the gold timelines give it, those left open left out."""
    found: dict[tuple[str, int, str], set[str]] = {}
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.search(r"(Gold_Standard|TimeLines_trial\w*[\w.]*)/\w", name)]
        for name in sorted(names):
            for line in archive.read(name).decode("utf-8", "replace").splitlines():
                cells = line.split("\t")
                if len(cells) < 3 or cells[1].startswith("XXXX"):
                    continue
                for cell in cells[2:]:
                    mention = re.fullmatch(r"(\d+)-(\d+)-(.+)", cell.strip())
                    if mention:
                        key = (mention[1], int(mention[2]), mention[3].split("_")[0])
                        found.setdefault(key, set()).add(cells[1].replace("-XX", ""))
    return found


def date_event(event: Event, analysis: Analysis) -> str | None:
    """The TIMEX3 value, without a time of day, of when an event happened or began; None where its text does not say."""
    value = analysis.times[event.since].value if event.since is not None else None
    return value.partition("T")[0] if dates.first_day(value) else None


def score_timelines(options: argparse.Namespace, pipeline) -> None:
    """Prints the shares of gold events whose day is right and wrong."""
    gold = read_timelines(DATA / TIMELINES)
    documents = read_archive(DATA / TIMELINES, r"(corpus_trackA_CAT|Corpus-trial-data_task4)/.*\.xml$")
    total = found = right = wrong = own = published = 0
    for key, document in sorted(documents.items()):
        mentions = {mention: days for mention, days in gold.items() if mention[0] == key}
        if not mentions:
            continue
        analysis = analyze_article(document.article, pipeline=pipeline)
        events = {event.predicate.start: event for event in analysis.events}
        for (_, sentence, word), days in sorted(mentions.items()):
            total += 1
            places = [one[2] for one in document.tokens.values() if one[0] == sentence and one[1] == word]
            event = next((events[place] for place in places if place in events), None)
            if event is None:
                continue
            found += 1
            day = date_event(event, analysis)
            if day is None:
                published += document.article.published in days
                state = "NONE "
            elif any(_agree(day, one) for one in days):
                right += 1
                state = "RIGHT"
            else:
                wrong += 1
                state = "WRONG"
            own += day is not None
            if options.errors and state != "RIGHT":
                start = event.predicate.start
                span = analysis.sentences[event.sentence].span
                words = document.article.text
                print(
                    f"{state} {word!r} {day} for {'/'.join(sorted(days))} ({document.article.published}) | "
                    f"{words[span.start : start]}[{word}]{words[event.predicate.end : span.end]}"
                )
    print(
        f"SemEval-2015 task 4: {total} dated gold mentions, {found} found as events; of these "
        f"{100 * right / found:.1f} % right, {100 * wrong / found:.1f} % wrong; "
        f"{100 * right / max(own, 1):.1f} % of those with a day are right; "
        f"{published} of the {found - own} without one are of the day of publication"
    )


def _agree(day: str, gold: str) -> bool:
    """Whether a value and a gold date are the same, or one holds the other (a week its day, a quarter its month)."""
    if dates.precision(day) == dates.precision(gold):
        return day == gold
    first, last, start, end = (bound(value) for value in (day, gold) for bound in (dates.first_day, dates.last_day))
    return first <= start and end <= last or start <= first and last <= end


def score_links(options: argparse.Namespace, pipeline) -> None:
    """Prints precision and recall of the links between events and the times of their sentence."""
    wanted = made = both = 0
    for document in read_archive(DATA / MEANTIME, r"intra-doc_annotation/.*\.xml$").values():
        marks = {}
        for mark in document.root.iter():
            if mark.tag in ("TIMEX3", "EVENT_MENTION"):
                places = [document.tokens[one.get("t_id")] for one in mark if one.tag == "token_anchor"]
                if places and places[0][0] <= LAST_SENTENCE:
                    marks[mark.get("m_id")] = (mark.tag, places[0][0], places[0][2], places[-1][3], mark.get("type"))
        gold, linked = set(), set()
        for link in document.root.iter("TLINK"):
            ends = [marks.get(one.get("m_id")) for one in link if one.tag in ("source", "target")]
            if len(ends) != 2 or None in ends or ends[0][1] != ends[1][1]:
                continue
            pair = {one[0]: one for one in ends}
            if len(pair) == 2:
                linked.add((pair["EVENT_MENTION"][2], pair["TIMEX3"][2]))
                if link.get("reltype") in _LINKED and pair["TIMEX3"][4] in ("DATE", "TIME"):
                    gold.add((pair["EVENT_MENTION"][2], pair["TIMEX3"][2:4]))
        analysis = analyze_article(document.article, pipeline=pipeline)
        mentions = {one[2] for one in marks.values() if one[0] == "EVENT_MENTION"}
        spans = [one[2:4] for one in marks.values() if one[0] == "TIMEX3" and one[4] in ("DATE", "TIME")]
        events = {event.predicate.start: event for event in analysis.events if event.predicate.start in mentions}
        ours = set()
        for start, event in events.items():
            for place in event.times:
                time = analysis.times[place]
                near = [span for span in spans if span[0] < time.span.end and time.span.start < span[1]]
                if near and time.type in ("DATE", "TIME"):
                    ours.add((start, near[0]))
        gold = {one for one in gold if one[0] in events}
        wanted, made, both = wanted + len(gold), made + len(ours), both + len(gold & ours)
        if options.errors:
            text = document.article.text
            for kind, pairs in (("LINK MISSED", gold - ours), ("LINK EXTRA ", ours - gold)):
                for start, (first, last) in sorted(pairs):
                    event = events[start]
                    span = analysis.sentences[event.sentence].span
                    known = " (linked otherwise)" if (start, first) in linked else ""
                    print(f"{kind}{known} {event.lemma} <- {text[first:last]!r} | {text[span.start : span.end]}")
    print(
        f"MEANTIME links: {wanted} gold, {made} found, precision {100 * both / max(made, 1):.1f}, "
        f"recall {100 * both / max(wanted, 1):.1f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print each error")
    parser.add_argument("--language", default="bundled", help="the pipeline (default: the bundled one)")
    options = parser.parse_args()
    if not (DATA / TIMELINES).exists():
        print(f"skipped: SemEval-2015 task 4 ({DATA / TIMELINES} is not there; set BRIEFINGS_DATA)")
        return 0
    pipeline = load_pipeline(Settings(root=Path("."), language=options.language))
    score_timelines(options, pipeline)
    score_links(options, pipeline)
    return 0


if __name__ == "__main__":
    sys.exit(main())
