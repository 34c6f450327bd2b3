"""One label for each name of an article, by vote over its mentions, their words and what stands beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from .document import Document
from .labels import ENTITY_LABELS
from .names import (
    FIGHTERS,
    GROUP_NOUNS,
    KNOWN_KINDS,
    ORG_TAILS,
    PLACE_NOUNS,
    STRONG_TITLES,
    name_words,
    own_votes,
)

# Weight of a vote: a full name says more than a single word, a headline in capitals less, and a
# noun beside the name ("town of X", "X group") more than the pipeline's guess on a lone word.
_FULL, _SINGLE, _HEADLINE, _CONTEXT, _WEAK = 1.5, 1.0, 0.3, 2.5, 0.7
# A lone word that is taken for a person, with no full name, title or given name anywhere: news
# introduces people by their full names.
_LONE_PERSON = 0.4
# A lone word that is taken for an organisation where the text says "town of" or "control of" it.
_LONE_ORG = 0.4
_CAPTURED = 1.2
# What is done to places: "capture of X", "control of X".
_TAKEN = frozenset("control capture recapture fall siege liberation outskirts streets bombardment".split())
_GROUPS = frozenset(
    "group party movement militia coalition organisation organization company firm network agency faction".split()
)
_LOCATIVES = frozenset({"in", "near", "from", "around", "outside", "towards", "toward", "inside", "across", "at"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens ``start`` to ``end`` (exclusive), its label, and its words as they are compared."""

    start: int
    end: int
    label: str
    words: tuple[str, ...]


def make_name(document: Document, start: int, end: int, label: str) -> Name:
    """The Name at some tokens."""
    return Name(start, end, label, name_words(document.words(document.span(start, end))))


def settle_labels(document: Document, names: list[Name]) -> list[Name]:
    """The names with one label for the same words; dates and sums keep theirs."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    context: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.label not in ENTITY_LABELS:
            continue
        weight = _FULL if len(name.words) > 1 else _SINGLE
        if is_titled(document, name.start):
            weight = _HEADLINE
        votes[name.words][name.label] += weight
        context[name.words].update(_context_votes(document, name))
    lasts = {
        words[-1] for words, counter in votes.items() if len(words) > 1 and counter["PERSON"] == max(counter.values())
    }
    for words, counter in votes.items():
        if len(words) == 1 and words[0] not in lasts and not context[words]["PERSON"]:
            counter["PERSON"] *= _LONE_PERSON
        if len(words) == 1 and context[words]["LOC"] > context[words]["ORG"]:
            counter["ORG"] *= _LONE_ORG
        counter.update(context[words])
        counter.update(own_votes(words))
    for name, extra in _list_votes(document, names, votes):
        votes[name.words][extra] += _WEAK
    _share_votes(votes)
    settled = {words: KNOWN_KINDS.get(" ".join(words)) or _winner(counter) for words, counter in votes.items()}
    return [replace(name, label=settled[name.words]) if name.label in ENTITY_LABELS else name for name in names]


def is_shouted(document: Document, index: int) -> bool:
    """Whether the sentence of a token is written in capitals only."""
    start, end = document.bounds(index)
    words = [token.text for token in document.doc[start:end] if token.is_alpha and len(token.text) > 1]
    return len(words) >= 4 and sum(word.isupper() for word in words) > 0.8 * len(words)


def is_titled(document: Document, index: int) -> bool:
    """Whether the sentence of a token is a headline with capitals on most words."""
    if document.kind(index) not in ("headline", "heading", "standfirst"):
        return False
    start, end = document.bounds(index)
    words = [token.text for token in document.doc[start:end] if token.is_alpha and len(token.text) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _winner(counter: Counter[str]) -> str:
    return min(
        (label for label in ENTITY_LABELS if counter[label] > 0),
        key=lambda label: (-counter[label], ENTITY_LABELS.index(label)),
        default="MISC",
    )


def _share_votes(votes: dict[tuple[str, ...], Counter[str]]) -> None:
    """A short form takes the votes of the full name: "Smith" of "Ann Smith", "Harbour" of "Harbour Front"."""
    extra: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for longer, counter in votes.items():
        if len(longer) < 2:
            continue
        label = _winner(counter)
        if label == "PERSON":
            for place in range(1, len(longer)):
                extra[longer[place:]]["PERSON"] += max(counter.values())
        elif longer[-1] in ORG_TAILS:
            for place in range(1, len(longer)):
                if all(word in ORG_TAILS for word in longer[place:]):
                    extra[longer[:place]][label] += max(counter.values())
    for words, counter in extra.items():
        if words in votes and votes[words]["NORP"] + votes[words]["LOC"] < 1.5 * sum(counter.values()):
            votes[words].update(counter)


def _context_votes(document: Document, name: Name) -> dict[str, float]:
    """What stands beside a name: a title, "town of", "group", "in"."""
    doc = document.doc
    start, end = document.bounds(name.start)
    before = doc[name.start - 1] if name.start > start else None
    earlier = doc[name.start - 2] if name.start > start + 1 else None
    after = name.end
    if after + 2 < end and doc[after].text == "(" and doc[after + 2].text == ")":
        after += 3
    following = doc[after] if after < end else None
    votes: dict[str, float] = {}
    if before is not None:
        bare = before.lower_.rstrip(".")
        if bare in STRONG_TITLES and (before.text[0].isupper() or len(name.words) > 1) and len(name.words) <= 4:
            votes["PERSON"] = _CONTEXT
        if before.lower_ == "of" and earlier is not None and earlier.lower_ in _TAKEN:
            votes["LOC"] = _CAPTURED
        if before.lower_ == "of" and earlier is not None and earlier.lower_ in PLACE_NOUNS:
            votes["LOC"] = _CONTEXT
        if (
            before.lower_ == "for"
            and earlier is not None
            and earlier.lower_ in ("spokesman", "spokeswoman", "spokesperson")
        ):
            votes["ORG"] = _CONTEXT
        if before.lower_ in _GROUPS and before.text[0].islower():
            votes["ORG"] = votes.get("ORG", 0.0) + _CONTEXT
        if name.label == "PERSON" and before.lower_ in _LOCATIVES and len(name.words) == 1:
            votes["LOC"] = votes.get("LOC", 0.0) + _WEAK
    if following is not None and following.text[0].islower():
        if (
            following.lower_ == "news"
            and name.label != "NORP"
            and after + 1 < end
            and doc[after + 1].lower_
            in ("site", "agency", "channel", "outlet", "website", "network", "organisation", "organization", "magazine")
        ):
            votes["ORG"] = votes.get("ORG", 0.0) + _CONTEXT
        if following.lower_ in FIGHTERS and name.label != "NORP":
            votes["ORG"] = votes.get("ORG", 0.0) + (_WEAK if name.label == "LOC" else _CONTEXT)
        if following.lower_ in ("group", "groups") and name.label != "NORP":
            votes["ORG"] = votes.get("ORG", 0.0) + _CONTEXT
        elif following.lower_ in GROUP_NOUNS and name.label not in ("NORP", "LOC"):
            votes["ORG"] = votes.get("ORG", 0.0) + _WEAK
        if following.lower_ in PLACE_NOUNS and name.label != "NORP":
            votes["LOC"] = votes.get("LOC", 0.0) + _CONTEXT
    return votes


def _list_votes(
    document: Document, names: list[Name], votes: dict[tuple[str, ...], Counter[str]]
) -> list[tuple[Name, str]]:
    """Names in one list ("Orel, Marn and Tosk provinces") vote for each other's label."""
    doc = document.doc
    found: list[tuple[Name, str]] = []
    row: list[Name] = []
    ordered = sorted((name for name in names if name.label in ENTITY_LABELS), key=lambda name: name.start)
    for name in [*ordered, None]:
        if row and name is not None and _listed(document, row[-1], name):
            row.append(name)
            continue
        if len(row) > 1:
            after = doc[row[-1].end].lower_ if row[-1].end < len(doc) else ""
            labels = Counter(_winner(votes[member.words]) for member in row)
            if after.endswith("s") and (
                after[:-1] in PLACE_NOUNS or after[:-1] + "y" in PLACE_NOUNS or after[:-3] + "y" in PLACE_NOUNS
            ):
                found += [(member, "LOC") for member in row for _ in range(3)]
            else:
                best, count = min(labels.items(), key=lambda pair: (-pair[1], ENTITY_LABELS.index(pair[0])))
                if count > len(row) / 2:
                    found += [(member, best) for member in row]
        row = [name] if name is not None else []
    return found


def _listed(document: Document, first: Name, second: Name) -> bool:
    between = [token.lower_ for token in document.doc[first.end : second.start] if not token.is_space]
    return (
        1 <= len(between) <= 2
        and all(word in (",", "and", "or", "nor") for word in between)
        and (document.places[first.start] == document.places[second.start])
    )
