"""Chains: the namings of one actor, place or thing over all articles, joined.

The joining goes from what is certain to what is likely, and stops where two answers fit:

1. the editor's groups and the table of well-known names;
2. names that are the same once spelt and transliterated alike;
3. within an article: surnames, acronyms and short forms of its own longer names;
4. across articles: the same, where the articles speak of the same things.

Blocking by keys (tokens, sounds, initials, words with one letter left out) keeps each step near-linear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from .aliases import find_known
from .joining import LARGEST_BLOCK, Joining, group_by, is_generic, is_unknown, relate, stands_for_known
from .names import find_core, fold_name, is_similar, is_slip, sound_token
from .namings import Naming
from .shortenings import join_acronyms, join_initials, join_short_bodies, join_short_persons


def join_namings(
    namings: Sequence[Naming],
    *,
    acting: frozenset[tuple[str, str]] = frozenset(),
    alias: Sequence[Sequence[str]] = (),
    separate: Sequence[Sequence[str]] = (),
) -> tuple[tuple[Naming, ...], ...]:
    """The chains, by their first naming.

    ``acting`` are the (article, entity) that act or speak: a capital that does is its state. ``alias`` and ``separate``
    are an editor's groups of names.
    """
    joining = Joining(namings, separate)
    _join_edited(namings, joining, alias)
    _join_known(namings, joining, acting)
    _join_spellings(namings, joining, acting)
    _join_full_persons(namings, joining)
    related = relate(namings, joining)
    join_short_bodies(namings, joining, related, acting)
    join_acronyms(namings, joining, related)
    join_initials(namings, joining)
    join_short_persons(namings, joining, related)
    _join_strays(namings, joining, acting)
    chains: dict[int, list[Naming]] = defaultdict(list)
    for one in namings:
        chains[joining.find(one)].append(one)
    return tuple(tuple(chain) for _, chain in sorted(chains.items()))


def _join_edited(namings: Sequence[Naming], joining: Joining, alias: Sequence[Sequence[str]]) -> None:
    for group in alias:
        names = {fold_name(find_core(name)) for name in group} | {fold_name(name) for name in group}
        joining.join_all(
            [one for one in namings if any(fold_name(form) in names for form in (*one.forms, *one.surfaces))]
        )


def _join_known(namings: Sequence[Naming], joining: Joining, acting: frozenset[tuple[str, str]]) -> None:
    groups = group_by((one.known.name, one) for one in namings if stands_for_known(one, acting))
    groups |= group_by(
        (("demonym", one.known.name), one) for one in namings if one.known is not None and one.known.sense == "demonym"
    )
    for group in groups.values():
        joining.join_all(group)


def _join_spellings(namings: Sequence[Naming], joining: Joining, acting: frozenset[tuple[str, str]]) -> None:
    """Joins bodies, places and things whose names are the same, or spelt so."""
    blocks: dict[Hashable, list[Naming]] = defaultdict(list)
    for one in namings:
        if one.family != "person" and one.keys and not is_generic(one.keys[0]) and is_unknown(one, acting):
            blocks[one.family, "".join(one.keys[0])].append(one)
    firsts = {key: group[0] for key, group in sorted(blocks.items())}
    for group in blocks.values():
        joining.join_all(group)
    for first, second in _pair_spellings(firsts):
        if _is_one_name(firsts[first].keys[0], firsts[second].keys[0]):
            joining.join(firsts[first], firsts[second])


def _pair_spellings(firsts: Mapping[Hashable, Naming]) -> list[tuple[Hashable, Hashable]]:
    """Pairs of names that sound alike, or are the same with one letter left out of each."""
    shared: dict[Hashable, list[Hashable]] = defaultdict(list)
    for (kind, joined), one in firsts.items():
        tokens = one.keys[0]
        if len(tokens) > 1:
            shared[kind, "sound", tuple(map(sound_token, tokens))].append((kind, joined))
        if len(joined) >= 7 and not any(char.isdigit() for char in joined):
            for left in {joined[:place] + joined[place + 1 :] for place in range(len(joined))} | {joined}:
                shared[kind, "slip", left].append((kind, joined))
    pairs = {
        (first, second)
        for block in shared.values()
        if len(block) <= 30
        for place, first in enumerate(block)
        for second in block[place + 1 :]
    }
    return sorted(pairs)


def _is_one_name(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if len(first) != len(second):
        return is_slip("".join(first), "".join(second)) and not any(
            find_known(" ".join(one)) for one in (first, second)
        )
    same = sum(one == other for one, other in zip(first, second))
    return all(is_similar(one, other) or is_slip(one, other) for one, other in zip(first, second)) and (
        same > 0 or len(first) == 1
    )


def _join_full_persons(namings: Sequence[Naming], joining: Joining) -> None:
    """Joins people whose first and last names are the same or spelt so; an initial joins where one name fits."""
    full = group_by(((one.person), one) for one in namings if len(one.person) > 1)
    for group in full.values():
        joining.join_all(group)
    blocks: dict[Hashable, set[tuple[str, ...]]] = defaultdict(set)
    for tokens in full:
        blocks["last", sound_token(tokens[-1])].add(tokens)
        blocks["first", tokens[0], sound_token(tokens[-1])[:1]].add(tokens)
    initials: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for _, block in sorted(blocks.items(), key=lambda item: repr(item[0])):
        if len(block) > LARGEST_BLOCK:
            continue
        members = sorted(block)
        for place, first in enumerate(members):
            for second in members[place + 1 :]:
                if _is_one_person(first, second):
                    joining.join(full[first][0], full[second][0])
                elif _is_initial_of(first, second):
                    initials[first].add(second)
                elif _is_initial_of(second, first):
                    initials[second].add(first)
    for short, fulls in sorted(initials.items()):
        if len({joining.find(full[one][0]) for one in fulls}) == 1:
            joining.join(full[min(fulls)][0], full[short][0])


def _is_one_person(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if len(first[0]) > 1 and is_similar(first[0], second[0]):
        if is_similar(first[-1], second[-1]) or is_slip(first[-1], second[-1]):
            return True
    return first[0][:1] == second[0][:1] and "".join(first) == "".join(second)


def _is_initial_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return short[-1] == full[-1] and len(short[0]) == 1 < len(full[0]) and full[0].startswith(short[0])


def _join_strays(namings: Sequence[Naming], joining: Joining, acting: frozenset[tuple[str, str]]) -> None:
    """Joins a name that one article takes for another kind than most do (a group tagged as a person)."""
    groups: dict[str, list[Naming]] = defaultdict(list)
    for one in namings:
        if one.joined and one.family != "people" and is_unknown(one, acting):
            groups[one.joined].append(one)
    people = {
        joining.find(one) for one in namings if one.family == "person" and (len(one.person) > 1 or one.evidence.person)
    }
    for _, group in sorted(groups.items()):
        unsure = {one for one in group if len(one.person) == 1 and joining.find(one) not in people}
        families: Counter[str] = Counter()
        for one in group:
            families[one.family] += one.weight if one not in unsure else 0
        if len(families) < 2:
            continue
        main, count = max(families.items(), key=lambda item: (item[1], item[0]))
        anchor = next(one for one in group if one.family == main and one not in unsure) if count else None
        for one in group:
            if anchor is None or one.family == main or is_generic(one.keys[0] if one.keys else ()):
                continue
            if one in unsure or one.family != "person" and main != "person":
                joining.join(anchor, one)
            elif len(one.person or (one.keys or ((),))[0]) > 1 or count * 4 >= 3 * sum(families.values()):
                joining.join(anchor, one)
