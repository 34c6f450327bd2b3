"""B-cubed of entity chains across documents on MEANTIME (English): our joining beside exact string matching.

    python benchmarks/score_actors.py [--mentions gold|own] [--errors N]

Reads actors/meantime_en.zip below the folder in BRIEFINGS_DATA (default ../shared/eval of this project's folder).
Scored are the named mentions (NAM, PRE.NAM) of sentences 0 to 5, later ones being hardly annotated. From gold
mentions, each mention is an entity of its own with the annotators' type, so that both joining within an article and
across articles is measured. From our own, the language pipeline finds mentions and entities; a mention of ours
stands for one gold mention (see align), and one without counterpart costs precision, or recall.
"""

from __future__ import annotations

import argparse
import os
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.compose.identities import identify_actors  # noqa: E402
from generator.records import Analysis, Article, Block, Entity, Mention, Span  # noqa: E402
from generator.settings import Editorial  # noqa: E402
from generator.text import digest_text, fold  # noqa: E402

DATA = Path(os.environ.get("BRIEFINGS_DATA", Path(__file__).resolve().parents[2] / "shared"))
ARCHIVE = "eval/actors/meantime_en.zip"
FOLDER = "intra_cross-doc_annotation/"
LAST_SENTENCE = 5
NAMED = frozenset({"NAM", "PRE.NAM"})
LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "PRO": "PRODUCT", "FIN": "MISC", "MIX": "MISC"}


@dataclass(frozen=True)
class Gold:
    """A document: its text, its sentences, and its named mentions as (start, end, chain, type)."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[tuple[int, int, str, str], ...]


def read_gold(path: Path) -> list[Gold]:
    """The documents of the archive, in the order of their names."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith(FOLDER) and name.endswith(".xml"))
        return [_read_document(name, ElementTree.fromstring(archive.read(name))) for name in names]


def _read_document(name: str, root: ElementTree.Element) -> Gold:
    text, sentences, places, last = "", [], {}, None
    for token in root.iter("token"):
        sentence = int(token.get("sentence"))
        if sentence > LAST_SENTENCE:
            break
        if sentence != last:
            text += "\n" if text else ""
            sentences.append([len(text), len(text)])
        elif token.text not in {".", ",", "'s", ")", "'", "%", ":", ";", "?", "!"} and not text.endswith("("):
            text += " "
        start = len(text)
        text += token.text
        places[token.get("t_id")] = (start, len(text))
        sentences[-1][1] = len(text)
        last = sentence
    markables, relations = root.find("Markables"), root.find("Relations")
    chains = {}
    for one in relations.iter("REFERS_TO"):
        for source in one.iter("source"):
            chains[source.get("m_id")] = one.find("target").get("m_id")
    entities = {one.get("m_id"): one for one in markables.iter("ENTITY")}
    mentions = []
    for one in markables.iter("ENTITY_MENTION"):
        anchors = [anchor.get("t_id") for anchor in one.iter("token_anchor")]
        entity = entities.get(chains.get(one.get("m_id"), ""))
        if (
            one.get("syntactic_type") not in NAMED
            or entity is None
            or not anchors
            or not all(a in places for a in anchors)
        ):
            continue
        chain = entity.get("instance_id") or f"{name}:{entity.get('m_id')}"
        start, end = min(places[a][0] for a in anchors), max(places[a][1] for a in anchors)
        mentions.append((start, end, chain, LABELS.get(entity.get("ent_type"), "MISC")))
    return Gold(
        name.rsplit("/", 1)[-1].removesuffix(".xml"), text, tuple(map(tuple, sentences)), tuple(sorted(mentions))
    )


def make_article(document: Gold) -> Article:
    """The document as an Article: the title is its headline, every other sentence a paragraph."""
    blocks = tuple(
        Block("headline" if not place else "paragraph", *span) for place, span in enumerate(document.sentences)
    )
    return Article(
        id=digest_text(document.id)[:12],
        seed=document.id,
        source=None,
        url=None,
        headline=None,
        authors=(),
        published=None,
        published_by=None,
        language="en",
        dateline=None,
        credits=(),
        text=document.text,
        blocks=blocks,
        cuts=(),
        offsets=((0, 0, len(document.text)),),
        seed_digest=digest_text(document.text),
    )


def make_analysis(article: Article, document: Gold) -> Analysis:
    """The gold mentions as an Analysis in which each is an entity of its own."""
    mentions, entities = [], []
    for place, (start, end, _, label) in enumerate(document.mentions, 1):
        mentions.append(Mention(Span(article.id, start, end), label, f"e{place}"))
        words = article.text[start:end]
        entities.append(Entity(f"e{place}", words, label, (words,)))
    return Analysis(article.id, "gold", (), tuple(mentions), tuple(entities), (), (), (), (), ())


def score_bcubed(gold: Mapping[Hashable, Hashable], ours: Mapping[Hashable, Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of two assignments of items to chains; what one side lacks scores 0 there."""

    def half(items: Mapping, other: Mapping) -> float:
        sizes = Counter(items.values())
        both = Counter((items[item], other[item]) for item in items if item in other)
        total = sum(both[items[item], other[item]] / sizes[items[item]] for item in items if item in other)
        return total / len(items) if items else 0.0

    precision, recall = half(ours, gold), half(gold, ours)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def align(gold: list[tuple[int, int]], ours: list[tuple[int, int]]) -> dict[int, int]:
    """Which of ours stands for which gold span, one to one.

    One that ends where the gold span ends comes first (the head of an English name stands last: "airframer Boeing"),
    then the one that shares most letters, then the nearest in length.
    """
    pairs = sorted(
        (
            end != theirs[1],
            -(min(end, theirs[1]) - max(start, theirs[0])),
            abs((theirs[1] - theirs[0]) - (end - start)),
            mine,
            place,
        )
        for place, (start, end) in enumerate(gold)
        for mine, theirs in enumerate(ours)
        if start < theirs[1] and theirs[0] < end
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, mine, place in pairs:
        if mine not in found and place not in taken:
            found[mine] = place
            taken.add(place)
    return found


def score(documents: list[Gold], source: str, errors: int) -> dict[str, tuple[float, float, float]]:
    """The scores of exact matching and of ours, by name; prints the worst chains where ``errors`` is not 0."""
    articles = {article.id: article for article in map(make_article, documents)}
    by_id = dict(zip(articles, documents))
    if source == "gold":
        analyses = {key: make_analysis(articles[key], by_id[key]) for key in articles}
    else:
        from generator.analyze import analyze_article, load_pipeline
        from generator.settings import Settings

        pipeline = load_pipeline(Settings())
        analyses = {key: analyze_article(article, pipeline=pipeline) for key, article in articles.items()}
    identities = identify_actors(articles, analyses, editorial=Editorial())
    gold, ours, exact, words = {}, {}, {}, {}
    for key, document in by_id.items():
        for place, (start, end, chain, _) in enumerate(document.mentions):
            gold[key, place] = chain
            words[key, place] = document.text[start:end]
        mentions = [one for one in analyses[key].mentions if one.entity and one.label not in ("DATE", "MONEY")]
        mapping = align(
            [(start, end) for start, end, _, _ in document.mentions],
            [(one.span.start, one.span.end) for one in mentions],
        )
        for mine, mention in enumerate(mentions):
            item = (key, mapping[mine]) if mine in mapping else (key, "own", mine)
            ours[item] = identities.referent(key, mention.entity) or f"{key}:{mention.entity}"
            exact[item] = fold(document.text[mention.span.start : mention.span.end])
            words.setdefault(item, document.text[mention.span.start : mention.span.end])
    if errors:
        _print_errors(gold, ours, words, errors)
    return {"exact string": score_bcubed(gold, exact), "ours": score_bcubed(gold, ours)}


def _print_errors(gold: Mapping, ours: Mapping, words: Mapping, limit: int) -> None:
    for title, first, second in (("split", gold, ours), ("joined", ours, gold)):
        chains = defaultdict(lambda: defaultdict(Counter))
        for item in sorted(first, key=repr):
            chains[first[item]][second.get(item)][words[item]] += 1
        lost = {
            chain: sum(map(sum, (part.values() for part in parts.values())))
            - max(sum(part.values()) for part in parts.values())
            for chain, parts in chains.items()
            if len(parts) > 1
        }
        for chain in sorted(lost, key=lambda one: (-lost[one], str(one)))[:limit]:
            print(f"{title} {chain}: " + " | ".join(f"{key}: {dict(part)}" for key, part in chains[chain].items()))


def main() -> int:
    """Prints the scores; 0 where the data is there, and where it is not (reported as skipped)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", choices=("gold", "own"), default="gold")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the worst chains")
    options = parser.parse_args()
    path = DATA / ARCHIVE
    if not path.exists():
        print(f"skipped: MEANTIME ({ARCHIVE} is not below BRIEFINGS_DATA)")
        return 0
    documents = read_gold(path)
    count = sum(len(document.mentions) for document in documents)
    print(
        f"MEANTIME, {len(documents)} documents, {count} named mentions of sentences 0 to {LAST_SENTENCE}, "
        f"from {options.mentions} mentions"
    )
    for name, (precision, recall, f1) in score(documents, options.mentions, options.errors).items():
        print(f"{name:14} B-cubed precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
