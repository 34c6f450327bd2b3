"""Joining: sets of namings that are joined, and what the joins rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from ..text import fold
from .names import GENERIC_SPELT, find_core
from .namings import Naming

# Above this many namings a block of hints is too common to tell anything, and is left unjoined.
LARGEST_BLOCK = 400


class Joining:
    """Sets of namings that are joined, and pairs that an editor keeps apart."""

    def __init__(self, namings: Sequence[Naming], separate: Sequence[Sequence[str]] = ()) -> None:
        self._parent = list(range(len(namings)))
        self._place = {id(one): index for index, one in enumerate(namings)}
        self._apart: list[dict[int, int]] = [{} for _ in namings]
        groups = [{fold(find_core(name)): place for place, name in enumerate(group)} for group in separate]
        for index, one in enumerate(namings):
            for number, group in enumerate(groups):
                sides = {group[form] for form in (fold(form) for form in one.forms) if form in group}
                if len(sides) == 1:
                    self._apart[index][number] = sides.pop()

    def find(self, naming: Naming) -> int:
        """The number of the set that a naming is in."""
        parent, index = self._parent, self._place[id(naming)]
        while (above := parent[index]) != index:
            parent[index] = index = parent[above]
        return index

    def join(self, first: Naming, second: Naming) -> bool:
        """Whether the two are in one set now; False where an editor keeps them apart."""
        one, other = sorted((self.find(first), self.find(second)))
        if one == other:
            return True
        ours, theirs = self._apart[one], self._apart[other]
        if any(theirs.get(group, side) != side for group, side in ours.items()):
            return False
        self._parent[other] = one
        ours.update(theirs)
        return True

    def join_all(self, namings: Sequence[Naming]) -> None:
        """Joins all of the namings, in order."""
        for one in namings[1:]:
            self.join(namings[0], one)


class Related:
    """How many names two articles share, of those that a join rests on."""

    def __init__(self, names: Mapping[str, frozenset[int]]) -> None:
        self._names = names

    def count(self, first: str, second: str) -> int:
        return len(self._names[first] & self._names[second]) if first != second else LARGEST_BLOCK


def relate(namings: Sequence[Naming], joining: Joining) -> Related:
    """The sets that each article speaks of, without those in more than a third of many articles, which tell nothing."""
    articles: dict[int, set[str]] = defaultdict(set)
    for one in namings:
        articles[joining.find(one)].add(one.article)
    total = len({one.article for one in namings})
    names: dict[str, set[int]] = defaultdict(set)
    for one in namings:
        if total < 12 or len(articles[joining.find(one)]) * 3 <= total:
            names[one.article].add(joining.find(one))
    return Related(defaultdict(frozenset, {article: frozenset(found) for article, found in names.items()}))


def join_nearest(one: Naming, candidates: Iterable[Naming], joining: Joining, related: Related, *, needed: int) -> None:
    """Joins ``one`` to the one set of candidates whose article is nearest; to none where two sets are as near.

    ``needed`` is the least number of shared names with an article that is not its own.
    """
    nearness: dict[int, int] = {}
    firsts: dict[int, Naming] = {}
    for other in candidates:
        count = related.count(one.article, other.article)
        if count >= needed:
            found = joining.find(other)
            nearness[found] = max(count, nearness.get(found, 0))
            firsts.setdefault(found, other)
    ranked = sorted(nearness, key=lambda found: -nearness[found])
    if ranked and (len(ranked) == 1 or nearness[ranked[0]] > nearness[ranked[1]] * 2):
        joining.join(firsts[ranked[0]], one)


def stands_for_known(naming: Naming, acting: frozenset[tuple[str, str]]) -> bool:
    """Whether a naming is the very thing that the table knows: not its demonym, nor a capital that only is a place."""
    known = naming.known
    if known is None or known.sense == "demonym":
        return False
    return known.sense != "capital" or (naming.article, naming.entity) in acting


def is_unknown(naming: Naming, acting: frozenset[tuple[str, str]]) -> bool:
    """Whether the table is silent on a naming, or knows it as a capital that is only a place here."""
    return naming.known is None or naming.known.sense == "capital" and not stands_for_known(naming, acting)


def is_generic(tokens: tuple[str, ...]) -> bool:
    """Whether the tokens are words that many names share: a name of these alone means what its article means by it."""
    return all(token in GENERIC_SPELT or token.isdigit() for token in tokens)


def group_by(pairs: Iterable[tuple[Hashable, Naming]]) -> dict[Hashable, list[Naming]]:
    groups: dict[Hashable, list[Naming]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return dict(sorted(groups.items(), key=lambda item: repr(item[0])))
