"""Affiliations: the body that a person acts for, by what the articles call them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, Protocol

from ..records import Analysis, Article, Mention
from ..text import fold

_OFFICES = (
    "director|head|chief|chief executive|ceo|chairman|chairwoman|chair|president|vice "
    "president|leader|deputy leader|founder|"
    "co-founder|spokesman|spokeswoman|spokesperson|negotiator|commander|secretary[- "
    "]general|secretary|minister|premier|"
    "chancellor|ambassador|envoy|representative|official|member|mp|senator|general|officer|executive|manager|coach|"
    "analyst|economist|researcher|professor|lawyer|editor|commissioner|mayor|governor|captain|superintendent|constable|boss|owner|physician|counsel|coordinator|adviser|advisor|activist|delegate"
)
# "Observatory director" before the name; for a state its highest officers alone count ("Jordan's prime minister").
_BEFORE = re.compile(
    rf"^(?:['’]s?)?\s+(?:(?!(?:and|or|but|with|to|by|in|on|at|for)\b)[\w-]+\s+){{0,3}}?(?:{_OFFICES}),?\s+(?:(?:Mr|Mrs|Ms|Dr|Sir|"
    rf"General)\.?\s+)?$",
    re.I,
)
# ", director of the" between the name and the body.
_AFTER = re.compile(
    rf"^(?:\s*[,–—(]|\s+is|,?\s+who\s+is|\s+-)\s*(?:\d+,\s+)?(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,3}}?(?:{_OFFICES})"
    rf"\s+(?:of|for|at|with|from|to|in)\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?$",
    re.I,
)
_UNMARKED = re.compile(
    rf"(?:,|\s+is|,\s+who\s+is)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,3}}?(?:{_OFFICES})\s+(?:of|for|at|"
    rf"with)\s+(?:the\s+)?"
    rf"(?P<body>[A-Z][\w’'-]*(?:\s+(?:of|for|and|the|to)\s+[A-Z][\w’'-]*|\s+[A-Z][\w’'-]*)*)"
)
# "Chairman of the" before the body whose name the person's follows.
_OVER = re.compile(rf"\b(?:{_OFFICES})\s+(?:of|for|at)\s+(?:the\s+)?$", re.I)
_PAST = re.compile(r"\b(?:former|formerly|previously|previous|once|late|ex)\b", re.I)
_STATE_OFFICES = re.compile(
    r"\b(?:president|prime minister|premier|foreign minister|defen[cs]e minister|chancellor|"
    r"ambassador|king|queen)\b",
    re.I,
)
_OUTLET_OFFICES = re.compile(
    r"\b(?:editor|chief executive|ceo|director|correspondent|reporter|journalist|presenter|"
    r"anchor|owner)\b",
    re.I,
)
# Between two mentions that may be a person and their body, at most so many characters.
REACH = 70


class Naming(Protocol):
    """What this module asks of the identities."""

    def actor(self, article_id: str, entity_id: str) -> str | None: ...
    def nature(self, actor_id: str) -> str: ...

    @property
    def identities(self) -> Mapping[str, Any]: ...


def find_affiliations(
    articles: Mapping[str, Article], analyses: Mapping[str, Analysis], naming: Naming
) -> dict[str, str]:
    """The body or state of each person whom an article calls its officer, by the person's id.

    Read from the words between the two names ("Observatory director Karim ...", "..., director of the Verrin
    Observatory") and from the roles of the analysis. Of several the one that most articles give; a body before a
    state; None (no entry) where two bodies tie.
    """
    votes: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    bodies = _list_bodies(naming)
    for article_id in sorted(analyses):
        article, analysis = articles[article_id], analyses[article_id]
        pairs = _read_article(article, analysis, naming) + _read_unmarked(article, analysis, naming, bodies)
        for person, body in sorted(set(pairs)):
            votes[person][naming.nature(body) != "state", body] += 1
    result = {}
    for person, found in sorted(votes.items()):
        ranked = sorted(found.items(), key=lambda item: (-item[0][0], -item[1], item[0][1]))
        tied = len(ranked) > 1 and ranked[0][0][0] == ranked[1][0][0] and ranked[0][1] == ranked[1][1]
        if not tied:
            result[person] = ranked[0][0][1]
    return result


def _read_article(article: Article, analysis: Analysis, naming: Naming) -> list[tuple[str, str]]:
    mentions = sorted((one for one in analysis.mentions if one.entity is not None), key=lambda one: one.span)
    pairs = []
    for place, first in enumerate(mentions):
        for second in mentions[place + 1 : place + 3]:
            between = article.text[first.span.end : second.span.start]
            if len(between) > REACH or "\n" in between:
                break
            one, other = (naming.actor(article.id, item.entity) for item in (first, second))
            if one is None or other is None or one == other or _PAST.search(between):
                continue
            if second is not mentions[place + 1] and "state" in (naming.nature(one), naming.nature(other)):
                continue
            if naming.nature(other) == "person" and _is_employer(one, between, naming) and _BEFORE.match(between):
                pairs.append((other, one))
            elif naming.nature(other) == "person" and between.strip(" ,") == "" and _is_employer(one, "", naming):
                if _OVER.search(article.text[max(0, first.span.start - 60) : first.span.start]):
                    pairs.append((other, one))
            elif naming.nature(one) == "person" and _is_employer(other, between, naming) and _AFTER.match(between):
                pairs.append((one, other))
    pairs.extend(_read_roles(article, analysis, mentions, naming))
    return pairs


def _list_bodies(naming: Naming) -> dict[str, str]:
    """The body that each full name or acronym names, by its folded words; names that two bodies share are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_, identity in naming.identities.items():
        if identity.nature in ("organisation", "group"):
            for form, _ in identity.forms:
                if " " in form or len(form) > 2 and form.isupper():
                    found[fold(form)].add(id_)
    return {form: min(ids) for form, ids in found.items() if len(ids) == 1}


def _read_unmarked(
    article: Article, analysis: Analysis, naming: Naming, bodies: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Pairs from ", spokesman for the ..." where the tagger missed the body's name there but knows it elsewhere."""
    pairs = []
    for mention in analysis.mentions:
        person = naming.actor(article.id, mention.entity) if mention.entity is not None else None
        if person is None or naming.nature(person) != "person":
            continue
        hit = _UNMARKED.match(article.text, mention.span.end)
        body = bodies.get(fold(hit["body"])) if hit and not _PAST.search(hit.group()) else None
        if body is not None:
            pairs.append((person, body))
    return pairs


def _read_roles(article: Article, analysis: Analysis, mentions: list[Mention], naming: Naming) -> list[tuple[str, str]]:
    pairs = []
    for role in analysis.roles:
        person = naming.actor(article.id, role.entity)
        before = article.text[max(0, role.span.start - 30) : role.span.start]
        if person is None or naming.nature(person) != "person" or _PAST.search(before):
            continue
        words = article.text[role.span.start : role.span.end]
        if re.search(rf"\b(?:{_OFFICES})s?\b", words, re.I) is None or _PAST.search(words):
            continue
        for mention in mentions:
            if role.span.start <= mention.span.start and mention.span.end <= role.span.end:
                body = naming.actor(article.id, mention.entity)
                if body is None or body == person or not _is_employer(body, words, naming):
                    continue
                after = article.text[mention.span.end : role.span.end]
                if naming.nature(body) == "state" and mention.span.start != role.span.start and after.strip():
                    continue
                pairs.append((person, body))
                break
    return pairs


def _is_employer(actor: str, words: str, naming: Naming) -> bool:
    nature = naming.nature(actor)
    if nature == "state":
        return _STATE_OFFICES.search(words) is not None
    return nature in ("organisation", "group") or nature == "outlet" and _OUTLET_OFFICES.search(words) is not None
