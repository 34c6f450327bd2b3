"""Evidence: what stands beside a name that only a person, a place, a body or an outlet takes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Analysis, Article
from .descriptions import find_head
from .names import HONORIFICS

_BODIES = (
    r"\w*maker|group|groups|militia|faction|party|network|firm|company|agency|organi[sz]ation|brigade|movement|coalition|alliance|charity|"
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
    r"over|beyond|control of|(?:back|return(?:s|ed|ing)?|flights?|drove|travell?ed|flew) (?:from|to)|departed|"
    r"bound for|off for)\s+(?:the\s+|[A-Z]\w+['’]s\s+)?$",
    re.I,
)
_PLACE_AFTER = re.compile(
    r"\s+(?:ice shelf|ice sheet|glacier|peninsula|"
    r"provinces?|city|town|district|region|corridor|neighbou?rhood|governorate|airport|"
    r"street|county|countryside)\b"
)
_BODY_BEFORE = re.compile(rf"\b(?:{_BODIES})\s+$", re.I)
_BODY_AFTER = re.compile(
    r",?\s+(?:which|said it|says it|said its|and its|group|militia|fighters?|militants?|rebels?|movement|network|"
    r"party|brigades?|insurgents|gunmen)\b"
    r"|['’]s?\s+(?:parent company|parent|subsidiary|spokes(?:man|woman|person))\b"
    r"|(?:['’]s?)?\s+(?:CEO|chief executive|shares|stock|shareholders|investors|employees|executives?|bankers|"
    r"customers|headquarters|board)\b"
)
_LEGAL = re.compile(r"\b(?:Inc|Corp|Ltd|LLC|LLP|PLC|plc|NV|N\.V|AG|GmbH|SA|S\.A|SpA)\.?$")
_OUTLET_AFTER = re.compile(
    r"\s+(?:news(?:\s+(?:site|agency|channel|website|outlet|portal|network))?|newspaper|"
    r"television|TV|radio|website|daily|"
    r"magazine|broadcaster)\b"
)
# A name that is told things and reports them is an outlet's; so is one that ends as papers and stations do.
_TOLD_IT = re.compile(
    r"\b(?:told|tells|telling|interview with|interview to|(?:statement|spokesperson|interview)(?: \w+)? provided to|"
    r"(?:reports?|story|account|article) (?:by|in|from|on)|published (?:by|in)|wrote in|writing (?:in|for)|"
    r"reviewing [\w ]{1,24} for)\s+(?:[Tt]he\s+)?$"
)
_REPORTS = re.compile(r"\s+(?:reports|reported|has reported|first reported)\b")
_ACCORDING = re.compile(r"\b(?:according to|citing)\s+(?:the\s+)?$", re.I)
# What is used, bought or made: "via X", "your X", "a new X" where no person or body of it follows.
_USED = re.compile(
    r"\b(?:your|my|via|using|uses?|next-generation|upcoming|unveil(?:s|ed)?|(?:pre-)?installed|launched (?:a|its|the))"
    r"\s+(?:the\s+|a\s+|an\s+)?(?:new\s+)?$",
    re.I,
)
_ONE_OF_THEM = re.compile(r"\b(?:an?|each|another|every)\s+(?:new\s+)?$", re.I)
_ALONE_AFTER = re.compile(r"\+?(?:[.,;:)]|\s+(?:in|on|with|for|from|and|or|is|was|will|to)\b)")
# What has a name and is no body.
_GOODS_BEFORE = re.compile(
    r"\b(?:ship|boat|vessel|ferry|tanker|freighter|yacht|satellite|rocket|missile|spacecraft|probe|drone|submarine|film|"
    r"movie|album|song|novel|game|smartphone|console|vaccine|virus|codenamed)\s+(?:the\s+)?[\"“‘']?$"
)
_GOODS_AFTER = re.compile(r"\s+(?:usernames?|avatars?|log-?ins?|passwords?|firmware|gameplay|icon|tab)\b")
# A name alone in quotation marks is that of a work or a ship.
_QUOTE_BEFORE = re.compile(r"[\"“]\s?$")
_QUOTE_AFTER = re.compile(r"\s?[.,]?\s?[\"”]")
# A small letter, then a capital: the spelling of goods.
_GOODS = re.compile(r"^[a-z][A-Z][a-z]{2,}")
_CALLED = re.compile(rf"(?:^|[\s-])(?:{_BODIES})s?$", re.I)
_SITE = re.compile(r"\b(?:arena|stadium|venue|airport|bridge|prison|palace|square|district|suburb|resort)$", re.I)
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
_OWNS = frozenset({"'s ", "’s ", "s' ", "s’ "})
_LISTED = re.compile(r"^(?:,?\s+and\s+|,\s+|\s+or\s+)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many mentions of an entity have beside them what a person, a place, a body or an outlet takes.

    ``office`` counts the roles that only a person has ("chairman of ..."), ``called`` those of a body ("a law firm");
    ``site`` is what nothing but a place takes ("town of"), ``place`` what most places take ("in"). ``human`` and
    ``neuter`` count the pronouns that come next. ``told`` are the mentions to whom something is told or that report,
    ``press`` these and those that something accords to; ``used`` those of what is used or bought; ``speaks`` counts
    what is said by the entity.
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
    press: int = 0
    told: int = 0
    used: int = 0
    speaks: int = 0


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
            dict.fromkeys(Evidence.__slots__, 0),
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
        told = bool(_TOLD_IT.search(text[max(0, start - 48) : start]) or _REPORTS.match(after))
        found["told"] += told
        found["press"] += told or bool(_ACCORDING.search(before))
        made = place > 0 and mentions[place - 1].label == "ORG" and text[mentions[place - 1].span.end : start] in _OWNS
        found["used"] += bool(
            made
            or _USED.search(before)
            or _GOODS_BEFORE.search(before)
            or _GOODS_AFTER.match(after)
            or _QUOTE_BEFORE.search(before)
            and _QUOTE_AFTER.match(after)
            or _GOODS.match(text[start:end])
            or _ONE_OF_THEM.search(before)
            and _ALONE_AFTER.match(after)
        )
        end_next = mentions[place + 1].span.start if place + 1 < len(mentions) else len(text)
        pronoun = _PRONOUN.match(text, end, min(end + 80, max(end_next, end)))
        if pronoun:
            found[pronoun.lastgroup] += 1
    for attribution in analysis.attributions:
        if attribution.speaker in counts:
            counts[attribution.speaker]["speaks"] += 1
    for role in analysis.roles:
        words = text[role.span.start : role.span.end]
        if role.entity in counts:
            head = find_head(words)
            counts[role.entity]["office"] += bool(_OFFICE.search(head))
            counts[role.entity]["called"] += bool(_CALLED.search(head))
            counts[role.entity]["site"] += 2 * bool(_SITE.search(head))
    return {entity: Evidence(**found) for entity, found in counts.items()}
