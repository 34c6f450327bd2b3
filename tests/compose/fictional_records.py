"""Hand-made articles and analyses from marked-up sentences, so that compose is tested without a language pipeline.

Markup: ``[words|LABEL]`` or ``[words|LABEL|entity]`` a mention, ``<words|rule>`` a time expression (a rule that begins
with ``=`` is absolute), ``{word|lemma}`` an event, ``{word|lemma|+}`` one that holds the sentence's times,
``{word|lemma|-}`` one that is denied, ``@words@`` who says the rest of the sentence (the last word is the cue),
``#words|quantity|value|bound#`` a figure.
"""

from __future__ import annotations

import re

from generator import dates
from generator.records import (
    Analysis,
    Article,
    Attribution,
    Block,
    Cluster,
    Clustering,
    Entity,
    Event,
    Figure,
    Mention,
    Sentence,
    Source,
    Span,
    TimeExpression,
)
from generator.text import digest_text

_MARK = re.compile(
    r"\[(?P<m>[^|\]]+)\|(?P<label>[A-Z]+)(?:\|(?P<entity>[^\]]+))?\]|<(?P<t>[^|>]+)\|(?P<rule>[^>]+)>(?!>)"
    r"|\{(?P<e>[^|}]+)\|(?P<lemma>[^|}]+)(?:\|(?P<flag>[+-]))?\}"
    r"|#(?P<f>[^|#]+)\|(?P<q>[^|#]+)\|(?P<v>[\d.]+)\|(?P<b>[^#]+)#"
)
_STOP = frozenset(
    "a an the of in on at to and or by for with from that which who had has have was were is are be been it its "
    "as".split()
)


class Naming:
    """Identities of the fictional articles: one actor an entity name, the same in every article."""

    def __init__(self, analyses, affiliations=()):
        self._names = {(one.article, entity.id): entity.name for one in analyses for entity in one.entities}
        self._affiliations = dict(affiliations)

    def actor(self, article_id, entity_id):
        name = self._names.get((article_id, entity_id))
        return name.lower().replace(" ", "-") if name else None

    referent = actor

    def restrict(self, article_ids):
        return self

    def name(self, actor_id):
        found = {name for name in self._names.values() if name.lower().replace(" ", "-") == actor_id}
        return min(found) if found else actor_id

    def kind(self, actor_id):
        return "ORG"

    def nature(self, actor_id):
        return "organisation"

    def affiliation(self, actor_id):
        return self._affiliations.get(actor_id)

    def forms(self, actor_id):
        return (self.name(actor_id),)


def make_article(name, paragraphs, *, headline=None, published=None, outlet=None, credits=(), cuts=()):
    """An Article and its Analysis from paragraphs, each a list of marked-up sentences or one such sentence."""
    text, blocks, sentences, mentions, times, events, figures, attributions = "", [], [], [], [], [], [], []
    entities: dict[str, tuple[str, str]] = {}
    if headline:
        text = headline
        blocks.append(Block("headline", 0, len(headline)))
        text += "\n\n"
    for paragraph in paragraphs:
        begin = len(text)
        for place, marked in enumerate([paragraph] if isinstance(paragraph, str) else paragraph):
            text += " " if place else ""
            plain, marks, said = _strip(marked)
            base = len(text)
            text += plain
            where = lambda start, end, base=base: Span(name, base + start, base + end)  # noqa: E731
            own_times, spans = [], []
            for start, end, mark in marks:
                if mark["m"]:
                    key = mark["entity"] or mark["m"]
                    entity, _ = entities.setdefault(key, (f"e{len(entities) + 1}", mark["label"]))
                    mentions.append(Mention(where(start, end), mark["label"], entity))
                    spans.append((start, end, entity, mark["label"]))
                elif mark["t"]:
                    rule = mark["rule"]
                    fixed = rule.startswith("=")
                    value = rule[1:] if fixed else dates.resolve(rule, published)
                    own_times.append(len(times))
                    kind = "DURATION" if value.startswith("P") and value[1:2] not in "AR" else "DATE"
                    times.append(
                        TimeExpression(
                            where(start, end), kind, value, None if fixed else published, None if fixed else rule
                        )
                    )
                elif mark["f"]:
                    figures.append(
                        Figure(
                            where(start, end), len(sentences), mark["q"], float(mark["v"]), mark["b"], (), None, None
                        )
                    )
            for start, end, mark in marks:
                if mark["e"]:
                    before = [item for item in spans if item[1] <= start and item[3] not in ("LOC", "FAC")]
                    after = [item for item in spans if item[0] >= end]
                    future = bool(re.search(r"\bwill\b", plain[:start]))
                    events.append(
                        Event(
                            len(sentences),
                            where(start, end),
                            mark["lemma"],
                            before[-1][2] if before else None,
                            after[0][2] if after else None,
                            tuple(item[2] for item in spans if item[3] in ("LOC", "FAC")),
                            tuple(own_times) if mark["flag"] == "+" else (),
                            "denied" if mark["flag"] == "-" else "future" if future else "actual",
                        )
                    )
            if said:
                start, end = said
                source, _, _ = plain[start:end].rpartition(" ")
                rest = [where(0, start)] if start > len(plain) - end else [where(end, len(plain))]
                speaker = [item[2] for item in spans if start <= item[0] < end]
                attributions.append(
                    Attribution(
                        where(start, start + len(source)),
                        where(start + len(source) + 1, end),
                        tuple(rest),
                        "indirect",
                        "said",
                        speaker[0] if speaker else None,
                    )
                )
            words = re.findall(r"[\w-]+", plain.lower())
            sentences.append(
                Sentence(
                    where(0, len(plain)),
                    len(blocks),
                    tuple(_stem(word) for word in words if word not in _STOP),
                    "future" if "will" in words else "past",
                    bool({"not", "no", "never"} & set(words)),
                    words[0] in ("he", "she", "they", "it") or "also" in words[:4],
                )
            )
        blocks.append(Block("paragraph", begin, len(text)))
        text += "\n\n"
    text = text.rstrip("\n")
    source = Source(outlet.lower().replace(" ", "-"), outlet) if outlet else None
    article = Article(
        id=name,
        seed=f"{name}.txt",
        source=source,
        url=None,
        headline=headline,
        authors=(),
        published=published,
        published_by="metadata" if published else None,
        language="en",
        dateline=None,
        credits=tuple(credits),
        text=text,
        blocks=tuple(blocks),
        cuts=tuple(cuts),
        offsets=((0, 0, len(text)),),
        seed_digest=digest_text(text),
    )
    analysis = Analysis(
        article=name,
        pipeline="none",
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        entities=tuple(Entity(entity, key, label, (key,)) for key, (entity, label) in entities.items()),
        roles=(),
        times=tuple(times),
        attributions=tuple(attributions),
        figures=tuple(figures),
        events=tuple(events),
    )
    return article, analysis


def make_story(*made):
    """Articles and analyses by id, and a clustering of them all in one cluster."""
    articles = {article.id: article for article, _ in made}
    analyses = {analysis.article: analysis for _, analysis in made}
    ordered = tuple(sorted(articles, key=lambda name: (articles[name].published or "", articles[name].seed)))
    titled = next((name for name in ordered if articles[name].headline), None)
    cluster = Cluster("c1", "stories/2020/a-story", ordered, (), None, representative=titled)
    return articles, analyses, Clustering((cluster,), (), ())


def _strip(marked):
    said, plain, marks = None, "", []
    opened = None
    place = 0
    while place < len(marked):
        if marked[place] == "@":
            if opened is None:
                opened = len(plain)
            else:
                said, opened = (opened, len(plain)), None
            place += 1
            continue
        hit = _MARK.match(marked, place)
        if hit:
            words = hit["m"] or hit["t"] or hit["e"] or hit["f"]
            marks.append((len(plain), len(plain) + len(words), hit.groupdict()))
            plain += words
            place = hit.end()
            continue
        plain += marked[place]
        place += 1
    return plain, marks, said


def _stem(word):
    for suffix in ("ing", "ed", "s"):
        if word.endswith(suffix) and len(word) > len(suffix) + 3:
            return word[: -len(suffix)]
    return word
