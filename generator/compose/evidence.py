"""Evidence: what stands beside a name that only a person, a place, a body or an outlet takes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Analysis, Article
from .names import HONORIFICS

_BODIES = (
    "group|groups|militia|faction|party|network|firm|company|agency|organi[sz]ation|brigade|movement|coalition|alliance|charity|"
    "committee|council|union|think "
    "tank|insurgents|rebels|bank|lender|airline|carrier|automaker|carmaker|chipmaker|drugmaker|manufacturer|"
    "retailer|watchdog|newspaper|paper|magazine|broadcaster|band|trio|quartet|club|team|regulator|ministry|department|university"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|President|Prime Minister|Minister|Senator|Sen|General|Gen|Colonel|"
    r"Col|Professor|"
    r"King|Queen|Prince|Princess|Pope|director|spokesman|spokeswoman|leader|chairman|envoy)\.?\s+$"
)
_PERSON_AFTER = re.compile(
    r"(?:,\s+\d\d?,|,?\s+(?:who|whose|himself|herself|recalled|smiled|laughed|wept|died|"
    r"resigned|tweeted)\b)"
)
_SITED = re.compile(
    r"\b(?:town|city|village|province|region|district|suburb|port|countryside|outskirts|capital|"
    r"streets|north|south|east|"
    r"west|residents) of\s+(?:the\s+)?$",
    re.I,
)
_PLACED = re.compile(
    r"\b(?:in|near|at|into|inside|outside|across|around|towards?|out of|"
    r"control of)\s+(?:the\s+)?$",
    re.I,
)
_PLACE_AFTER = re.compile(
    r"\s+(?:provinces?|city|town|district|region|corridor|neighbou?rhood|governorate|airport|"
    r"street|county|countryside)\b"
)
_BODY_BEFORE = re.compile(rf"\b(?:{_BODIES})\s+$", re.I)
_BODY_AFTER = re.compile(
    r",?\s+(?:which|said it|says it|said its|and its|group|militia|fighters?|militants?|rebels?|movement|network|"
    r"party|brigades?|insurgents|gunmen)\b"
    r"|(?:['’]s?)?\s+(?:CEO|chief executive|shares|stock|shareholders|investors|employees|executives?|bankers|"
    r"customers|headquarters|board)\b"
)
_LEGAL = re.compile(r"\b(?:Inc|Corp|Ltd|LLC|LLP|PLC|plc|NV|N\.V|AG|GmbH|SA|S\.A|SpA)\.?$")
_OUTLET_AFTER = re.compile(
    r"\s+(?:news(?:\s+(?:site|agency|channel|website|outlet|portal|network))?|newspaper|"
    r"television|TV|radio|website|daily|"
    r"magazine|broadcaster)\b"
)
# Where the head of a description ends: "the law firm | at the center of the scandal".
_HEAD_END = re.compile(
    r"\s*(?:,|\b(?:of|for|at|in|with|by|behind|to|from|on|who|which|that|and|based|linked|vetted|"
    r"backed|run|led)\b).*$",
    re.S,
)
_CALLED = re.compile(rf"(?:^|[\s-])(?:{_BODIES})s?$", re.I)
_OFFICE = re.compile(
    r"(?:^|[\s-])(?:chairman|chairwoman|director|president|minister|spokesman|spokeswoman|leader|chief|"
    r"chief executive|ceo|founder|secretary|"
    r"mayor|governor|senator|negotiator|lawyer|professor|singer|actor|actress|rapper|coach|player|analyst|commander|"
    r"author|editor|"
    r"activist|manager|attorney|resident|witness|member|physician|surgeon|envoy|head|representative)$",
    re.I,
)
# The next pronoun of the sentence, which mostly means who was named last.
_PRONOUN = re.compile(r"[^.!?\n]{0,60}?\b(?:(?P<human>he|she|his|her|him|himself|herself)|(?P<neuter>its|itself))\b")
_LISTED = re.compile(r"^(?:,?\s+and\s+|,\s+|\s+or\s+)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many mentions of an entity have beside them what a person, a place, a body or an outlet takes.

    ``office`` counts the roles that only a person has ("chairman of ..."), ``called`` those of a body ("a law firm");
    ``site`` is what nothing but a place takes ("town of"), ``place`` what most places take ("in"). ``human`` and
    ``neuter`` count the pronouns that come next.
    """

    person: int = 0
    office: int = 0
    site: int = 0
    place: int = 0
    called: int = 0
    body: int = 0
    outlet: int = 0
    human: int = 0
    neuter: int = 0


def gather_evidence(article: Article, analysis: Analysis) -> dict[str, Evidence]:
    """The Evidence of each entity of an article, by its id: titles and verbs, prepositions, lists of places, roles."""
    counts: dict[str, dict[str, int]] = {}
    text = article.text
    mentions = sorted((one for one in analysis.mentions if one.entity is not None), key=lambda one: one.span)
    for place, mention in enumerate(mentions):
        start, end = mention.span.start, mention.span.end
        before, after = text[max(0, start - 24) : start], text[end : end + 24]
        first = text[start:end].split()[:1]
        found = counts.setdefault(
            mention.entity,
            dict.fromkeys(("person", "office", "site", "place", "called", "body", "outlet", "human", "neuter"), 0),
        )
        titled = len(text[start:end].split()) > 1 and bool(first) and first[0].strip(".").lower() in HONORIFICS
        found["person"] += titled or bool(_TITLED.search(before) or _PERSON_AFTER.match(after))
        found["site"] += bool(_SITED.search(before) or _PLACE_AFTER.match(after))
        listed = any(
            _LISTED.match(text[one.span.end : other.span.start]) and {one.label, other.label} & {"LOC"}
            for one, other in zip(mentions[max(0, place - 1) : place + 1], mentions[max(0, place - 1) + 1 : place + 2])
            if mention in (one, other)
        )
        found["place"] += bool(_PLACED.search(before)) or listed
        found["body"] += bool(_BODY_BEFORE.search(before) or _BODY_AFTER.match(after) or _LEGAL.search(text[start:end]))
        found["outlet"] += bool(_OUTLET_AFTER.match(after))
        end_next = mentions[place + 1].span.start if place + 1 < len(mentions) else len(text)
        pronoun = _PRONOUN.match(text, end, min(end + 80, max(end_next, end)))
        if pronoun:
            found[pronoun.lastgroup] += 1
    for role in analysis.roles:
        words = text[role.span.start : role.span.end]
        if role.entity in counts:
            head = _HEAD_END.sub("", words).strip()
            counts[role.entity]["office"] += bool(_OFFICE.search(head))
            counts[role.entity]["called"] += bool(_CALLED.search(head))
    return {entity: Evidence(**found) for entity, found in counts.items()}
