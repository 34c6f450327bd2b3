"""One label for each name of an article, by vote over its mentions, their words and what stands beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from .document import Document
from .labels import ENTITY_LABELS
from .names import ORG_TAILS, PLACE_NOUNS, STRONG_TITLES, known_kind, name_words, own_votes

# Weights of votes, tuned on worldwide-newswire's development articles, MEANTIME and GUM's news as far as they make a
# difference there: what the pipeline thinks of a full name, and of a single word.
_FULL, _SINGLE = 1.5, 1.0
# A title or noun beside the name ("town of X", "the company X"); another name in its list.
_CONTEXT, _LISTED = 2.5, 0.7
# Products are rarer in the training articles than in the news of business and technology (2.5 to 5: the same).
_PRODUCT = 3.0
# A lone word that is taken for a person, with no full name, title or given name anywhere: news
# introduces people by their full names (.2 to .35: the same).
_LONE_PERSON = 0.3
# A lone word that is taken for a body where the text says "town of" or "control of" it.
_LONE_ORG = 0.4
# A short form that is as surely a place's or people's name ("Harbour" of "Harbour Airlines") is none of a body's;
# the name of a newspaper without its last word is that of its town.
_ELSEWHERE = 0.9
_NEWSPAPERS = frozenset({"times", "post"})
# Nouns before "of X" that make X a place: what it is, and what is done to places.
_OF_PLACES = PLACE_NOUNS | frozenset("control capture recapture siege liberation outskirts streets bombardment".split())
# Nouns before a name and after it that make it a body's or group's.
_BODIES = frozenset(
    "group party movement militia coalition organisation organization company firm network agency faction".split()
)
_FOLLOWERS = frozenset("group groups militants fighters jihadists insurgents gunmen guerrillas".split())
_OUTLETS = frozenset("site agency channel outlet website network organisation organization magazine".split())


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
    holders = {token: span for span in document.shares for token in range(*span)}
    for name in names:
        if name.label in ENTITY_LABELS:
            weight = _FULL if len(name.words) > 1 else _SINGLE
            for label, share in _shares(document, name, holders).items():
                votes[name.words][label] += weight * share
            context[name.words].update(_context_votes(document, name))
    people = [words for words, counter in votes.items() if len(words) > 1 and _winner(counter) == "PERSON"]
    introduced = {word for words in people for word in (words[0], words[-1])}
    for words, counter in votes.items():
        if len(words) == 1 and words[0] not in introduced and not context[words]["PERSON"]:
            counter["PERSON"] *= _LONE_PERSON
        if len(words) == 1 and context[words]["LOC"] > context[words]["ORG"]:
            counter["ORG"] *= _LONE_ORG
        counter.update(context[words])
        counter.update(own_votes(words))
    for name, extra in _list_votes(document, names, votes):
        votes[name.words][extra] += _LISTED
    _share_votes(votes)
    settled = {words: known_kind(words) or _winner(counter) for words, counter in votes.items()}
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


def _shares(document: Document, name: Name, holders: dict[int, tuple[int, int]]) -> dict[str, float]:
    """How likely each label is: as the pipeline says of the words, or all for one that a rule has given."""
    shares = document.shares.get(holders.get(name.start, (0, 0)), {})
    likely = {label: share for label, share in shares.items() if label in ENTITY_LABELS}
    if not likely or max(likely.values()) != likely.get(name.label):
        return {name.label: 1.0}
    return {label: share * _PRODUCT if label == "PRODUCT" else share for label, share in likely.items()}


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
        elif longer[-1] in ORG_TAILS - _NEWSPAPERS:
            for place in range(1, len(longer)):
                if all(word in ORG_TAILS for word in longer[place:]):
                    extra[longer[:place]][label] += max(counter.values())
    for words, counter in extra.items():
        if words not in votes:
            continue
        elsewhere = votes[words]["NORP"] + votes[words]["LOC"]
        if elsewhere < max(1.5 * counter["PERSON"], _ELSEWHERE * votes[words].total()):
            votes[words].update(counter)


def _context_votes(document: Document, name: Name) -> dict[str, float]:
    """What stands beside a name: a title, "town of", "the company", "group"."""
    doc = document.doc
    start, end = document.bounds(name.start)
    before = doc[name.start - 1].lower_.rstrip(".") if name.start > start else ""
    capital = bool(before) and doc[name.start - 1].text[0].isupper()
    earlier = doc[name.start - 2].lower_ if name.start > start + 1 else ""
    after = name.end
    if after + 2 < end and doc[after].text == "(" and doc[after + 2].text == ")":
        after += 3
    following = doc[after].text if after < end else ""
    votes: dict[str, float] = {}
    if before in STRONG_TITLES and (capital or len(name.words) > 1) and len(name.words) <= 4:
        votes["PERSON"] = _CONTEXT
    if before == "of" and earlier in _OF_PLACES and name.label != "NORP":
        votes["LOC"] = _CONTEXT
    if before in _BODIES and not capital:
        votes["ORG"] = _CONTEXT
    if name.label != "NORP" and (
        following in _FOLLOWERS
        and name.label != "LOC"
        or following == "news"
        and after + 1 < end
        and doc[after + 1].lower_ in _OUTLETS
    ):
        votes["ORG"] = votes.get("ORG", 0.0) + _CONTEXT
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
