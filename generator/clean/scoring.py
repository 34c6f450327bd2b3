"""How much a paragraph looks like the page's furniture, by what it is made of and where it stands [boilerplate].

A log-linear model over yes-or-no traits; its weights stand in scoring.tsv with what they were estimated on.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from .passages import Passage

TABLE = "scoring.tsv"
# Log odds from which a paragraph is cut. Of 23,935 paragraphs of other articles 27 are, 3 of them headings or fragments
# of the story; with them and the rules 94.5 of 100 held-out lines are kept out. A sentence must be surer, most of all
# in the midst.
CERTAIN = {"open": 4.0, "long open midst": 5.5, "ended": 4.5, "ended midst": 6.0}
MAX_LABEL_WORDS = 8
# What says of itself that it is the page's. A line without any of it is a heading or a fragment ("Hansel and Gretel:").
TELLING = ("page words", "address", "this article", "notice", "slashed name", "change")
MAX_WORDS = 60  # a longer paragraph shows what it is by its notices alone
_WORD = re.compile(r"[^\W_][\w'’-]*")
_IMPERATIVE = frozenset(
    "read watch share follow sign subscribe click tap download join get see listen discover explore support donate "
    "contact email e-mail send view skip scroll swipe register log enter allow turn try unlock upgrade buy order vote "
    "visit like find call report add save print copy tweet bookmark accept manage choose select play close hide show "
    "open load leave post submit advertise become help check browse search stay learn install activate continue "
    "please don't never unlock give gift take".split()
)
_PAGE = frozenset(
    "newsletter newsletters inbox subscribe subscriber subscribers subscription subscriptions subscribed sign signup "
    "cookie cookies privacy website site app apps android ios podcast podcasts episode advert adverts advertisement "
    "advertisements advertising ad ads sponsored sponsor promoted promotion promotions copyright rights reserved "
    "comments comment commenting moderated share shares sharing follow click tap download email e-mail mail terms "
    "conditions photo photos photograph photographs picture pictures pic image images getty video videos gallery "
    "watch listen read reading article articles story stories updated published publish posted editor editors edited "
    "journalism membership member members donate donation support account login log register password correspondent "
    "reporter author twitter facebook instagram whatsapp telegram youtube linkedin tiktok pinterest reddit copy link "
    "links topics tags categories keywords related recommended trending popular latest headlines news breaking alerts "
    "notifications channel community premium edition homepage menu search navigation javascript browser caption "
    "captions credit source sources file handout courtesy feed syndicated reprints republished permission disclaimer "
    "feedback typo correction corrections unlimited access trial free daily weekly morning evening digest briefing "
    "exclusive live tv listing player loading paper e-paper view views mins min print poll".split()
)
_READER = re.compile(r"\b(?:you|your|yours|you're|you'll|you've)\b")
_HOUSE = re.compile(r"\b(?:us|our|we|we're|we'll)\b")
_THIS = re.compile(
    r"\b(?:this|the) (?:article|story|video|page|site|website|post|report|content|newsletter|material)\b"
)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)[@#]\w{2,}|\bpic\.twitter|\.(?:com|co\.uk|org|net|example)\b")
_MARKS = re.compile(r"[|›»>·•→⟶▲▼►▶✓★]|\s/\s|\[|\]|\s-\s*\Z|\A\s*[-–—]\s")
_CHANGE = re.compile(r"[+\-−▲▼]\s?\d+(?:\.\d+)?\s?%?")
_SLASHED = re.compile(
    r"(?<![\w.'-])[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2} ?/ ?(?:The )?[A-Z]"
    r"|/(?:FILE|COURTESY|HANDOUT|File|Handout|Pool)\b"
)
_NOTICE = re.compile(r"©|\(c\) |copyright|all rights")
_SAYING = re.compile(r"\b(?:said|says|told|according to|added|reported|announced|warned|accused|denied|claimed)\b")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|said|says|told"
    r"|went|came|took|made|gave|got|saw|found|left|held|kept|led|met|ran|won|lost|broke|began|fell|rose|hit|shot|died"
    r"|\w{3,}ed|\w{3,}(?:n't|'re|'ll|'ve))\b"
)
_QUOTED = re.compile(r"\"[^\"]{12,}|(?:^|\s)'[^']{20,}'")
_STOP = frozenset(
    "the and for with that this from have has had was were are not but his her their its our your you they them who "
    "will would can could about after more than over into out when what which where there here been being also just "
    "all any some most only other said says".split()
)


def find_scored(passages: tuple[Passage, ...]) -> dict[int, str]:
    """Index and reason ("furniture") of each paragraph that is furniture by its make; never the first one."""
    weights = load_weights()
    found = {}
    for index, traits in enumerate(list_traits(passages)):
        midst = "place: midst" in traits
        if any(trait.startswith("ended") for trait in traits):
            kind = "ended midst" if midst else "ended"
        else:
            if not any(trait.startswith(TELLING) for trait in traits):
                continue
            kind = "long open midst" if midst and passages[index].count > MAX_LABEL_WORDS else "open"
            if kind == "long open midst" and not traits & {"no verb open", "imperative open"}:
                continue  # a sentence that lost its full stop
        score = weights["bias"] + sum(weights.get(name, 0.0) for name in sorted(traits))
        if index and score >= CERTAIN[kind] and "long" not in traits:
            found[index] = "furniture"
    return found


@cache
def load_weights() -> dict[str, float]:
    """The weight of each trait, and of "bias"."""
    lines = files(__package__).joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    return {name: float(value) for name, value in (line.split("\t")[:2] for line in lines if line and line[0] != "#")}


def list_traits(passages: tuple[Passage, ...]) -> list[frozenset[str]]:
    """The traits of each paragraph."""
    words = [_list_content(passage) for passage in passages]
    spread = Counter(word for found in words for word in found)
    told = [index for index, passage in enumerate(passages) if passage.ended and passage.count >= 8]
    first, last = (told[0], told[-1]) if told else (len(passages), -1)
    result = []
    for index, passage in enumerate(passages):
        traits = _describe(passage) if passage.count <= MAX_WORDS else {"long"}
        if words[index]:
            known = sum(spread[word] > 1 for word in words[index]) / len(words[index])
            traits.add(f"words: {'all its own' if known == 0 else 'shared' if known >= 0.5 else 'some shared'}")
        else:
            traits.add("words: none")
        traits.add("place: head" if index < first else "place: tail" if index > last else "place: midst")
        result.append(frozenset(traits))
    return result


def _list_content(passage: Passage) -> frozenset[str]:
    if passage.count > MAX_WORDS:
        return frozenset(word for word in _WORD.findall(passage.plain[:4000]) if len(word) > 3 and word not in _STOP)
    return frozenset(word for word in _WORD.findall(passage.plain) if len(word) > 3 and word not in _STOP)


def _describe(passage: Passage) -> set[str]:
    plain, words = passage.plain, passage.words
    tokens = _WORD.findall(plain)
    size = "1-3" if passage.count <= 3 else "4-8" if passage.count <= 8 else "9-20" if passage.count <= 20 else "21-60"
    ended = passage.ended and not words.rstrip().endswith((":", "…", "..."))
    kind = "ended" if ended else "open"
    traits = {f"{kind} {size}"}
    page = sum(token in _PAGE for token in tokens)
    if ended and passage.count > 20 and page < 2:
        return traits  # whatever else it has, it is too little
    if page:
        traits.add(f"page words: {min(page, 3)}{' of few' if page * 3 >= len(tokens) else ''}")
    forms = _WORD.findall(words)
    if tokens and tokens[0] in _IMPERATIVE:
        traits.add(f"imperative {kind}")
    if len(words) > 2 and words.isupper():
        traits.add("capitals")
    elif len(forms) >= 2 and forms[0].isupper() and len(forms[0]) >= 4 and words[len(forms[0]) :].lstrip()[:1] in ":|":
        traits.add("label in capitals")
    elif re.match(r"[A-Z][a-z]+(?: [A-Za-z]+){0,3} ?[:|]", words) and not ended:
        traits.add("label")
    large = [form for form in forms if len(form) > 3]
    if not ended and len(large) >= 2 and sum(form[0].isupper() for form in large) >= 0.8 * len(large):
        traits.add("title case" if len(large) >= 4 else "title case short")
    if _QUOTED.search(plain):
        traits.add("quoted")
    else:
        if _READER.search(plain):
            traits.add("reader")
        if _HOUSE.search(plain):
            traits.add("we")
    for name, pattern, text in (
        ("this article", _THIS, plain),
        ("address", _ADDRESS, words),
        ("marks", _MARKS, words),
        ("change", _CHANGE, plain),
        ("slashed name", _SLASHED, words),
        ("saying", _SAYING, plain),
        ("notice", _NOTICE, plain),
    ):
        if pattern.search(text):
            traits.add(name)
    if not _VERB.search(plain):
        traits.add(f"no verb {kind}")
    if plain.endswith("?"):
        traits.add("question")
    if page and "saying" not in traits and traits & {f"imperative {kind}", "reader", "we", "this article", "address"}:
        traits.add(f"prompt {kind}{': several page words' if page > 1 else ''}")
    if words[:1].islower():
        traits.add("opens small")
    return traits
