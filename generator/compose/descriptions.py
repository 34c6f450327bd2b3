"""Descriptions: whether a phrase is headed by a noun for a person, or by one for a body."""

from __future__ import annotations

import re

from ..text import fold

# How a noun for a person ends, and words for persons that do not end so.
_PERSONAL = re.compile(
    r"(?:er|or|ist|ian|man|woman|person|ess|ant|ent|eer|eur|crat|tary|aire|friend|back|star|guard|wife|chief|(?:^|-)(?:"
    r"head|coach|ceo|cfo|gm|king|queen|prince|pope|judge|nurse|mayor|envoy|premier|imam|cleric|captain|general|colonel|"
    r"mp|boss|pilot|cook|chef|monk|priest|rabbi|critic|mechanic|aide|ally|alumnus|architect|athlete|bride|candidate|"
    r"chair|champion|child|clerk|colleague|delegate|dad|mum|mom|diplomat|duke|expert|fan|fellow|girl|boy|graduate|groom|"
    r"guru|hero|host|icon|idol|inmate|intern|jihadi|kid|lead|legend|lord|maid|magistrate|magnate|mate|teammate|mogul|"
    r"novice|nominee|official|oligarch|orphan|pal|patriarch|poet|politico|recruit|rebel|refugee|retiree|saint|sheikh|"
    r"smith|spouse|suspect|surgeon|thief|trustee|tycoon|vet|victim|widow|witness|youth|teen|twin|son|grandson|cousin|"
    r"fianc[eé]e?|sibling|kin|nephew|niece|aunt|uncle|advocate|associate|analyst|attorney|constable|veteran|model|"
    r"aficionado|czar|tsar|culprit|representative|relative|native|captive|fugitive|executive|operative|detective|gov|"
    r"sen|gen|col|capt|lt|sgt|rep|prof|appointee|attendee|employee|escapee|detainee|devotee|referee|evacuee|addict|"
    r"comic|mystic|sultan|emir))$"
)
# Nouns with such an ending that name no person.
_NO_PERSON = re.compile(
    r"(?:ment|ness|less|(?:^|-)(?:water|number|order|paper|power|matter|offer|center|winter|summer|weather|border|cluster|"
    r"chapter|newspaper|computer|server|river|tower|quarter|letter|corner|shoulder|finger|dinner|danger|anger|hunger|"
    r"murder|layer|filter|meter|liter|theater|water|temper|trailer|laser|cover|buffer|altimeter|fever|cancer|disorder|"
    r"factor|sector|door|floor|motor|error|horror|terror|labor|mirror|tremor|color|humor|honor|favor|harbor|flavor|"
    r"list|twist|mist|waist|process|business|success|press|stress|access|address|progress|congress|mess|express|"
    r"event|moment|percent|cent|content|extent|tent|talent|continent|accident|incident|"
    r"restaurant|plant|grant|warrant|giant|feedback|setback|comeback|fallback|"
    r"year|career|beer|other|another|either|rather|after|season|reason|lesson|"
    r"december|november|october|september|tour|hour|four|questionnaire|affair))$"
)
# The heads of descriptions of a body.
_BODIES = re.compile(
    r"(?:group|groups|militia|faction|party|network|firm|company|agency|organi[sz]ation|brigade|movement|coalition|"
    r"alliance|charity|committee|council|union|tank|insurgents|rebels|bank|lender|airline|carrier|\b\w*maker|manufacturer|"
    r"retailer|watchdog|newspaper|paper|magazine|broadcaster|band|trio|quartet|club|team|regulator|ministry|department|"
    r"university|giant|producer|provider|supplier|developer|operator|subsidiary|unit|arm|parent|owner|startup|start-up|"
    r"publisher|studio|lab|laboratory|museum|church|court|school|college|hospital|police|force|forces|front|army|bloc|"
    r"association|federation|foundation|institute|institution|commission|authority|board|office|service|syndicate|"
    r"consortium|nonprofit|non-profit|organi[sz]er|monitor|body|branch|wing|affiliate|offshoot|franchise|division|"
    r"corporation|conglomerate|chain|store|insurer|utility|contractor|exchange|fund|investor|shareholder|rival|partner|"
    r"competitor|customer|franchise|league|community|tribe|clan|gang|cartel|sect|order|parliament|chamber|assembly|"
    r"cabinet|government|bureau|administration|congregation|orchestra|choir|ensemble|duo|society|guild|cooperative|"
    r"collective|initiative|campaign|project|program|programme|outfit|enterprise|venture|venue|arena|site|website|"
    r"platform|portal|outlet|daily|weekly|tabloid|station|channel|militants|fighters|jihadists|squad|unit|regiment|"
    r"battalion|navy|guard|guards|family|dynasty|creditor|grouping|cell|champions?)$"
)
# Where the head of a description ends: before what follows a noun.
_HEAD_END = re.compile(
    r"(?<!\s)\s+(?:of|for|at|in|with|by|behind|to|from|on|who|which|that|and|or|based|linked|backed|whose|since|during|under|"
    r"overseeing|celebrating|against|about|as|between|across|near|over|via|within|working|leading|representing|"
    r"opposed|loyal|allied|vetted|owned|run|led|funded|founded|he|she|it|they|we|responsible|known|turned|charged|"
    r"accused|involved|when|where|until|after|before|because|around)\b.*$"
    r"|(?:(?<!\s)\s+)?[,;(–—].*$",
    re.S,
)
# What stands after the head: "professor emeritus", "secretary-general", "president-elect".
_AFTER_HEAD = re.compile(r"(?:[\s-](?:emeritus|emerita|general|elect|designate|select|in-chief|at-large)){1,4}$")
_RELATIVE = re.compile(
    r"^who\s+(?:heads?|headed|leads?|led|chairs?|chaired|runs|ran|directs?|directed|commands?|commanded|represents?|"
    r"represented|served?|serves|founded|co-founded|(?:is|was)\s+(?:also\s+)?(?:an?|the|[\w ]+['’]s)\s+(?P<noun>.+))\b",
    re.S,
)


def find_head(printed: str) -> str:
    """The folded words of a description up to its head noun; empty where nothing is left."""
    return _AFTER_HEAD.sub("", _HEAD_END.sub("", fold(printed)).strip(" .'\"-"))


def describes(printed: str, *, person: bool) -> bool:
    """Whether the words are headed by a noun for a person (for a body), or are a clause on what a person does."""
    clause = _RELATIVE.match(printed)
    if printed.lower().startswith(("who ", "which ")):
        return person and clause is not None and (clause["noun"] is None or describes(clause["noun"], person=True))
    last = re.split(r"[\s/-]", find_head(printed))[-1]
    if person:
        return _PERSONAL.search(last) is not None and _NO_PERSON.search(last) is None
    return _BODIES.search(last) is not None
