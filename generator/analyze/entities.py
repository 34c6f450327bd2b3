"""The mentions of one article joined into entities.

Joined are: the same words; an acronym and its long form; a person's last name and the
full name (the one named most recently, so that namesakes stay apart); the short form
of an organisation; "the North" and the one place whose name it is half of. What fits
two answers equally is left by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from ..records import Entity, Mention
from ..text import collapse_space
from .acronyms import find_acronyms
from .document import Document
from .labels import ENTITY_LABELS
from .names import BRANCHES, COMPASS, ORG_HEADS, ORG_TAILS, OTHER_NAMES, PLAIN_ACRONYMS, is_acronym, name_initials
from .votes import Name

# Names that share a word and are compared with one another: more stand in no article, only in lists.
_MANY = 60
_NAMED_AFTER = frozenset({"of", "for", "in", "on"})
_GENERIC = frozenset(
    "syrian iraqi russian turkish american british french german chinese indian israeli national".split()
)


def join_mentions(document: Document, names: list[Name]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The Mentions in text order and the Entities they belong to, in order of first mention.

    ``names`` are settled names in text order; dates and sums become mentions without an entity.
    """
    names, pairs = find_acronyms(document, names)
    named = [name for name in names if name.label in ENTITY_LABELS]
    groups = _Groups()
    _join_acronyms(document, named, pairs, groups)
    _join_short_forms(document, named, groups)
    _join_halves(named, groups)
    owner = _assign_people(named, groups)
    _assign_heads(named, groups, owner)
    members: dict[object, list[Name]] = defaultdict(list)
    for name in named:
        members[owner.get(name.start) or groups.find(_key(name))].append(name)
    entities: list[Entity] = []
    entity_of: dict[int, Entity] = {}
    for place, key in enumerate(sorted(members, key=lambda key: members[key][0].start), start=1):
        entity = _describe(document, f"e{place}", members[key])
        entities.append(entity)
        entity_of.update({name.start: entity for name in members[key]})
    mentions = []
    for name in names:
        entity = entity_of.get(name.start)
        label = entity.kind if entity is not None else name.label
        mentions.append(Mention(document.span(name.start, name.end), label, entity.id if entity is not None else None))
    return tuple(mentions), tuple(entities)


class _Groups:
    """Keys of names in disjoint groups (union-find); a group's root is its smallest key."""

    def __init__(self) -> None:
        self._parent: dict[tuple, tuple] = {}

    def find(self, key: tuple) -> tuple:
        path = [key]
        while (parent := self._parent.get(path[-1], path[-1])) != path[-1]:
            path.append(parent)
        for step in path[:-1]:
            self._parent[step] = path[-1]
        return path[-1]

    def join(self, first: tuple, second: tuple) -> None:
        low, high = sorted((self.find(first), self.find(second)))
        if low != high:
            self._parent[high] = low


def _key(name: Name) -> tuple:
    """What is one entity from the start: the same words, persons and nationalities apart from the rest."""
    kind = name.label if name.label in ("PERSON", "NORP") else "OTHER"
    words = name.words
    if kind == "OTHER":
        words = OTHER_NAMES.get(" ".join(words), words)
    return (kind, *words)


def _join_acronyms(document: Document, names: list[Name], pairs: list[tuple[int, int]], groups: _Groups) -> None:
    at = {name.start: name for name in names}
    for long, short in pairs:
        if long in at and short in at:
            groups.join(_key(at[long]), _key(at[short]))
    introduced = {_key(at[short]) for _, short in pairs if short in at}
    longs: dict[str, set[tuple]] = defaultdict(set)
    for name in names:
        if len(name.words) > 1 and name.label not in ("PERSON", "NORP"):
            for initials in name_initials(document.words(document.span(name.start, name.end))):
                longs[initials].add(_key(name))
    for name in names:
        text = document.doc[name.start].text
        if (
            name.end - name.start == 1
            and is_acronym(text)
            and text not in PLAIN_ACRONYMS
            and _key(name) not in introduced
            and name.label not in ("PERSON", "NORP")
        ):
            fits = {groups.find(key) for key in longs.get(text.replace(".", "").lower(), ())}
            if len(fits) == 1:
                groups.join(_key(name), fits.pop())


def _join_short_forms(document: Document, names: list[Name], groups: _Groups) -> None:
    """Organisations whose one name begins the other, with what may be left off after it."""
    keys = sorted({_key(name) for name in names if _key(name)[0] == "OTHER"})
    labels: dict[tuple, str] = {}
    for name in names:
        labels.setdefault(_key(name), name.label)
    acronyms = {
        _key(name) for name in names if name.end - name.start == 1 and is_acronym(document.doc[name.start].text)
    }
    by_first: dict[str, list[tuple]] = defaultdict(list)
    for key in keys:
        by_first[key[1]].append(key)
    for short in keys:
        words = short[1:]
        fits = set()
        for long in by_first[words[0]][:_MANY]:
            rest = long[1 + len(words) :]
            if not rest or long[1 : 1 + len(words)] != words or labels[short] == "LOC" != labels[long]:
                continue
            generic = all(word in ORG_TAILS for word in rest)
            named_after = rest[0] in _NAMED_AFTER and len(words) > 1
            place = labels[short] == labels[long] == "LOC" and rest[0] == "of"
            branch = short in acronyms and rest[0] in BRANCHES
            if (generic and not branch and not (len(words) == 1 and words[0] in ORG_HEADS | _GENERIC)) or (
                named_after or place
            ):
                fits.add(groups.find(long))
        if len(fits) == 1:
            groups.join(short, fits.pop())


def _join_halves(names: list[Name], groups: _Groups) -> None:
    """ "The North" is the one place of two words, "North Marn", that the article names more often than any others."""
    places = Counter(_key(name) for name in names if name.label == "LOC" and name.words[0] in COMPASS)
    for half in sorted(key for key in places if len(key) == 2):
        wholes = Counter({key: count for key, count in places.items() if key[1] == half[1] and len(key) == 3})
        for whole, count in wholes.most_common(1):
            if count > wholes.total() / 2:
                groups.join(half, whole)


def _assign_people(names: list[Name], groups: _Groups) -> dict[int, tuple]:
    """For the start of each person's short mention the group of the full name that it means."""
    full = sorted({_key(name) for name in names if name.label == "PERSON" and len(name.words) > 1})
    sharing: dict[str, list[tuple]] = defaultdict(list)
    for key in full:
        for word in sorted(set(key[1:])):
            sharing[word].append(key)
    for row in sharing.values():
        for index, first in enumerate(row[:_MANY]):
            for second in row[index + 1 : _MANY]:
                if _same_person(first[1:], second[1:]):
                    groups.join(first, second)
    starts = {}
    for name in reversed(names):
        starts[_key(name)] = name.start
    owner: dict[int, tuple] = {}
    latest: dict[tuple, int] = {}
    people = [name for name in names if name.label == "PERSON"]
    for name in people:
        key = _key(name)
        longer = [
            other for other in sharing[key[1]][:_MANY] if len(other) > len(key) and _is_short_form(key[1:], other[1:])
        ]
        if not longer:
            if len(name.words) > 1:
                latest[key] = name.start
            continue
        before = [other for other in longer if other in latest]
        # The one named last; where only a headline comes first, the one named next.
        chosen = (
            max(before, key=lambda other: latest[other]) if before else min(longer, key=lambda other: starts[other])
        )
        owner[name.start] = groups.find(chosen)
        latest[chosen] = name.start
    return owner


def _is_short_form(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "Moor", "van Moor" for "Ada van Moor"; a first name alone too."""
    if long[-len(short) :] == short or (len(short) == 1 and short[0] == long[0] and len(short[0]) > 2):
        return True
    return len(short) == 1 and len(long) > 2 and short[0] == long[-2] and long[-1] in ("jr", "sr", "ii", "iii")


def _same_person(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """ "Donald Trump" and "Donald J. Trump"; "Stefan" and "Stephan Moor"."""
    if len(first) == len(second):
        return all(one == two or _near(one, two) for one, two in zip(first, second)) and any(
            one == two for one, two in zip(first, second)
        )
    short, long = sorted((first, second), key=len)
    return short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long)


def _near(first: str, second: str) -> bool:
    """Whether two words of five letters or more with the same first letter differ in one letter."""
    if min(len(first), len(second)) < 5 or first[0] != second[0] or abs(len(first) - len(second)) > 1:
        return False
    if len(first) == len(second):
        return sum(one != two for one, two in zip(first, second)) == 1
    short, long = sorted((first, second), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _assign_heads(names: list[Name], groups: _Groups, owner: dict[int, tuple]) -> None:
    """ "the Observatory" goes to the organisation with that word in its name that was named last."""
    recent: list[Name] = []
    for name in names:
        if name.label == "ORG" and len(name.words) > 1:
            recent.append(name)
        elif len(name.words) == 1 and name.words[0] in ORG_HEADS and name.label not in ("PERSON", "NORP"):
            fits = [other for other in reversed(recent) if name.words[0] in other.words]
            if fits:
                owner[name.start] = groups.find(_key(fits[0]))


def _describe(document: Document, identifier: str, names: list[Name]) -> Entity:
    forms: list[str] = []
    votes: Counter[str] = Counter()
    for name in names:
        form = collapse_space(document.words(document.span(name.start, name.end)))
        if form not in forms:
            forms.append(form)
        votes[name.label] += 1.5 if len(name.words) > 1 else 1.0
    kind = min(votes, key=lambda label: (-votes[label], ENTITY_LABELS.index(label)))
    fullest = max(
        forms,
        key=lambda form: (not is_acronym(form), len(form.split()), not form.isupper(), len(form), -forms.index(form)),
    )
    return Entity(identifier, fullest, kind, tuple(forms))
