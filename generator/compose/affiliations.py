"""Affiliations: the body that a person acts for, by what the articles call them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
_OFFICE = re.compile(rf"\b(?:{_OFFICES})s?\b", re.I)
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


@dataclass(frozen=True, slots=True)
class Hint:
    """Words of an article that make an entity the officer of another, if the one is a person and the other a body.

    ``bodies`` are the entities it may act for, the first that fits is meant, each with whether it must be no state;
    ``called`` are the folded words of a body that is no entity there. ``state`` and ``outlet`` say whether the office
    is one that a state or an outlet has.
    """

    person: str
    bodies: tuple[tuple[str, bool], ...] = ()
    called: str = ""
    state: bool = False
    outlet: bool = False


class Naming(Protocol):
    """What this module asks of the identities."""

    def actor(self, article_id: str, entity_id: str) -> str | None: ...
    def nature(self, actor_id: str) -> str: ...

    @property
    def identities(self) -> Mapping[str, Any]: ...


def read_hints(article: Article, analysis: Analysis) -> tuple[Hint, ...]:
    """What an article says of who acts for whom, whoever its names turn out to be.

    Read from the words between the two names ("Observatory director Karim ...", "..., director of the Verrin
    Observatory") and from the roles of the analysis.
    """
    mentions = sorted((one for one in analysis.mentions if one.entity is not None), key=lambda one: one.span)
    hints = _read_neighbours(article, mentions)
    hints += _read_roles(article, analysis, mentions)
    for mention in mentions:
        # ", spokesman for the ..." where the tagger missed the body's name there but may know it elsewhere.
        hit = _UNMARKED.match(article.text, mention.span.end)
        if hit and not _PAST.search(hit.group()):
            hints.append(Hint(mention.entity, called=fold(hit["body"])))
    return tuple(dict.fromkeys(hints))


def _read_neighbours(article: Article, mentions: list[Mention]) -> list[Hint]:
    hints = []
    for place, first in enumerate(mentions):
        for second in mentions[place + 1 : place + 3]:
            between = article.text[first.span.end : second.span.start]
            if len(between) > REACH or "\n" in between:
                break
            if _PAST.search(between):
                continue
            apart = second is not mentions[place + 1]
            offices = {"state": bool(_STATE_OFFICES.search(between)), "outlet": bool(_OUTLET_OFFICES.search(between))}
            if _BEFORE.match(between):
                hints.append(Hint(second.entity, ((first.entity, apart),), **offices))
            if between.strip(" ,") == "" and _OVER.search(
                article.text[max(0, first.span.start - 60) : first.span.start]
            ):
                hints.append(Hint(second.entity, ((first.entity, apart),)))
            if _AFTER.match(between):
                hints.append(Hint(first.entity, ((second.entity, apart),), **offices))
    return hints


def _read_roles(article: Article, analysis: Analysis, mentions: list[Mention]) -> list[Hint]:
    hints = []
    for role in analysis.roles:
        before = article.text[max(0, role.span.start - 30) : role.span.start]
        words = article.text[role.span.start : role.span.end]
        if _PAST.search(before) or _OFFICE.search(words) is None or _PAST.search(words):
            continue
        bodies = tuple(
            (
                mention.entity,
                mention.span.start != role.span.start and bool(article.text[mention.span.end : role.span.end].strip()),
            )
            for mention in mentions
            if role.span.start <= mention.span.start and mention.span.end <= role.span.end
        )
        if bodies:
            offices = {"state": bool(_STATE_OFFICES.search(words)), "outlet": bool(_OUTLET_OFFICES.search(words))}
            hints.append(Hint(role.entity, bodies, **offices))
    return hints


def find_affiliations(hints: Iterable[tuple[str, Iterable[Hint]]], naming: Naming) -> dict[str, str]:
    """The body or state of each person whom an article calls its officer, by the person's id.

    ``hints`` are those of each article, with its id. Of several bodies the one that most articles give; a body before a
    state; None (no entry) where two bodies tie.
    """
    votes: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    bodies = _list_bodies(naming)
    for article_id, found in hints:
        pairs = {pair for hint in found if (pair := _read_hint(article_id, hint, naming, bodies)) is not None}
        for person, body in sorted(pairs):
            votes[person][naming.nature(body) != "state", body] += 1
    result = {}
    for person, found in sorted(votes.items()):
        ranked = sorted(found.items(), key=lambda item: (-item[0][0], -item[1], item[0][1]))
        tied = len(ranked) > 1 and ranked[0][0][0] == ranked[1][0][0] and ranked[0][1] == ranked[1][1]
        if not tied:
            result[person] = ranked[0][0][1]
    return result


def _read_hint(article_id: str, hint: Hint, naming: Naming, bodies: Mapping[str, str]) -> tuple[str, str] | None:
    """The person and the body that a hint names."""
    person = naming.actor(article_id, hint.person)
    if person is None or naming.nature(person) != "person":
        return None
    if hint.called:
        body = bodies.get(hint.called)
        return (person, body) if body is not None else None
    for entity, stateless in hint.bodies:
        body = naming.actor(article_id, entity)
        if body is None or body == person or not _is_employer(naming.nature(body), hint):
            continue
        if not (stateless and naming.nature(body) == "state"):
            return person, body
    return None


def _list_bodies(naming: Naming) -> dict[str, str]:
    """The body that each full name or acronym names, by its folded words; names that two bodies share are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_, identity in naming.identities.items():
        if identity.nature in ("organisation", "group"):
            for form, _ in identity.forms:
                if " " in form or len(form) > 2 and form.isupper():
                    found[fold(form)].add(id_)
    return {form: min(ids) for form, ids in found.items() if len(ids) == 1}


def _is_employer(nature: str, hint: Hint) -> bool:
    if nature == "state":
        return hint.state
    return nature in ("organisation", "group") or nature == "outlet" and hint.outlet
