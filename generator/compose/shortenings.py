"""Shortenings: acronyms, short forms and surnames, joined to the longer names that they stand for.

Within an article first, where a short form means a longer name of the same article; across articles where they speak of
the same things. Where two longer names fit as well, nothing is joined.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from .aliases import find_known, list_state_words
from .joining import LARGEST_BLOCK, Joining, Related, group_by, is_generic, is_unknown, join_nearest
from .names import (
    GENERIC_SPELT,
    LEGAL_FORMS,
    abbreviates,
    fold_name,
    is_acronym,
    is_similar,
    sound_token,
    spell_token,
    split_name,
)
from .namings import Naming

# Names that two articles must share for a name that only hints (a surname, an acronym) to be carried from one to the
# other. One shared name ("Brazil", "Reuters") is common to unrelated stories.
RELATED = 2
# Share of the articles of a short form in which its long form must stand too. On MEANTIME, from our own mentions: .719
# with .05, .721 with .15, .707 with .25, .699 with .35; from gold mentions .913 up to .25.
LEAST_SHARE = 0.15
# The same where only one article has both: half of them.
ONCE_SHARE = 0.5
# Common nouns of power that a longer name ends with without being its short form (the army is not the Free Army).
NO_SHORT_FORM = frozenset(
    "army government state police military party force regime rebel opposition people right "
    "european african asian american arab western".split()
)
# What a company is in: after an acronym, it only makes the company's name longer.
TRADES = frozenset(
    spell_token(trade)
    for trade in "semiconductors semiconductor pharmaceuticals technologies technology systems industries airlines "
    "airways energy foods electronics communications entertainment software laboratories chemicals solutions motors "
    "steel logistics insurance aerospace resources materials retail stores hotels shipping telecom".split()
)
# A given name of two syllables at a name's end: the family name stands first.
_GIVEN_LAST = re.compile(r"\b[A-Z][a-z]+-[a-z]+$")
STATE_WORDS = frozenset(" ".join(split_name(words)) for words in list_state_words())


def join_acronyms(namings: Sequence[Naming], joining: Joining, related: Related) -> None:
    """Joins an acronym to the name it stands for: in its article first, then by articles that speak of the same."""
    longs: dict[str, list[Naming]] = defaultdict(list)
    meant: dict[str, list[Naming]] = defaultdict(list)
    begun: dict[tuple[str, str], list[Naming]] = defaultdict(list)
    for one in namings:
        if one.family == "people" or one.family == "person" and not one.acronyms:
            continue
        if one.keys:
            for acronym in one.acronyms:
                meant[_spell_acronym(acronym)].append(one)
            if len(one.keys[0]) == 1 and any(is_acronym(form.split()[0]) for form in one.forms):
                meant[one.keys[0][0]].append(one)
            for first in sorted({form.split()[0] for form in one.forms if " " in form}):
                if (
                    is_acronym(first)
                    and one.known is None
                    and any(
                        fold_name(word).strip(".") in LEGAL_FORMS or spell_token(fold_name(word)) in TRADES
                        for form in one.forms
                        for word in form.split()[1:]
                    )
                ):
                    begun[one.article, first].append(one)
            for form in one.forms:
                for initials in _find_initials(form):
                    longs[initials].append(one)
    for one in namings:
        if one.keys or one.known is not None or not one.acronyms:
            continue
        acronym = one.acronyms[0]
        defined = meant.get(_spell_acronym(acronym), [])
        fitting = [
            other
            for other in longs.get(_spell_acronym(acronym), [])
            if any(abbreviates(acronym, form) for form in other.forms)
        ]
        here = [other for other in defined if other.article == one.article] or begun.get((one.article, acronym), [])
        candidates = here or defined + [other for other in fitting if other not in defined]
        join_nearest(one, candidates, joining, related, needed=0 if here or defined and len(acronym) > 2 else RELATED)
    # An acronym that is nowhere spelt out is one name where the articles are related.
    bare = group_by(
        (_spell_acronym(one.acronyms[0]), one) for one in namings if not one.keys and one.known is None and one.acronyms
    )
    for group in bare.values():
        if len(group) <= LARGEST_BLOCK and len({joining.find(one) for one in group}) > 1:
            for place, one in enumerate(group):
                for other in group[place + 1 :]:
                    if len(one.acronyms[0]) > 3 or related.count(one.article, other.article) >= 1:
                        joining.join(one, other)


def join_short_bodies(
    namings: Sequence[Naming],
    joining: Joining,
    related: Related,
    acting: frozenset[tuple[str, str]],
) -> None:
    """Joins short forms ("the Observatory", "Marsa") to the longer names that begin with or hold them."""
    longs: dict[Hashable, list[Naming]] = defaultdict(list)
    for one in namings:
        if one.family in ("body", "place", "thing"):
            for tokens in one.keys:
                for short in _shorten(tokens, one.family):
                    longs[one.family, short].append(one)
    shorts: dict[Hashable, list[Naming]] = defaultdict(list)
    by_article = group_by((one.article, one) for one in namings)
    for one in namings:
        if one.family == "people" or not one.keys or not is_unknown(one, acting):
            continue
        tokens = one.keys[0]
        if one.family == "person":
            # A surname that no person of the article bears may be the short form of a group.
            if len(one.person) == 1 and not one.evidence.person and not is_generic(tokens):
                here = [other for other in longs.get(("body", tokens), []) if other.article == one.article]
                if not any(tokens[-1] in other.person and len(other.person) > 1 for other in by_article[one.article]):
                    join_nearest(one, here, joining, related, needed=0)
            continue
        if len(tokens) == 1 and (tokens[0] in NO_SHORT_FORM or find_known(max(one.forms)) is not None):
            continue
        candidates = [other for other in longs.get((one.family, tokens), []) if other is not one]
        if is_generic(tokens):
            here = [other for other in candidates if other.article == one.article]
            join_nearest(one, here, joining, related, needed=0)
        elif candidates:
            shorts[one.family, tokens].append(one)
    for key, group in sorted(shorts.items()):
        _join_distinctive(group, longs[key], joining, related)
    generic = group_by(
        ((one.family, one.keys[0]), one)
        for one in namings
        if one.family == "body" and one.keys and is_generic(one.keys[0])
    )
    for group in generic.values():
        if len(group) <= LARGEST_BLOCK:
            for place, one in enumerate(group):
                for other in group[place + 1 :]:
                    if related.count(one.article, other.article) >= RELATED:
                        joining.join(one, other)


def _join_distinctive(group: Sequence[Naming], longs: Sequence[Naming], joining: Joining, related: Related) -> None:
    """Joins a short form that is a name by itself to the longer name that its articles use beside it.

    "Marsa" joins "Marsa Front" that stands in the same articles; "Apple", in many articles, does not join the "Apple
    Corps" of one. Where no article has both, the nearest related article decides.
    """
    beside: dict[str, set[int]] = defaultdict(set)
    for other in longs:
        beside[other.article].add(joining.find(other))
    articles = {one.article for one in group}
    votes = Counter(min(beside[article]) for article in articles if len(beside.get(article, ())) == 1)
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if ranked:
        if ranked[0][1] >= len(articles) * (LEAST_SHARE if ranked[0][1] > 1 else ONCE_SHARE) and (
            len(ranked) == 1 or ranked[0][1] > ranked[1][1] * 2
        ):
            anchor = next(other for other in longs if joining.find(other) == ranked[0][0])
            for one in group:
                joining.join(anchor, one)
        return
    if not any(article in beside for article in articles):
        for one in group:
            beginning = [other for other in longs if any(key[: len(one.keys[0])] == one.keys[0] for key in other.keys)]
            join_nearest(one, beginning, joining, related, needed=RELATED)


def _shorten(tokens: tuple[str, ...], family: str) -> set[tuple[str, ...]]:
    """The token sequences that a longer name may be shortened to: its beginnings, its last noun, it without its state.

    A body also goes without its first word, or (a club) by its last; a thing goes without its maker.
    """
    shorts = {tokens[:end] for end in range(1, len(tokens)) if family != "place" or is_generic(tokens[end:])}
    shorts.update((token,) for token in tokens[1:] if token in GENERIC_SPELT)
    for end in (1, 2, 3):
        if len(tokens) > end and " ".join(tokens[:end]) in STATE_WORDS:
            shorts.add(tokens[end:])
            shorts.update(tokens[end:stop] for stop in range(end + 2, len(tokens)))
    if family == "body" and len(tokens) > 2 and not all(token in GENERIC_SPELT | STATE_WORDS for token in tokens[1:]):
        shorts.add(tokens[1:])
    if (
        family == "body"
        and 2 <= len(tokens) <= 3
        and len(tokens[-1]) > 3
        and tokens[-1] not in GENERIC_SPELT | STATE_WORDS
    ):
        shorts.add(tokens[-1:])
    if family == "thing" and len(tokens) > 1 and len(tokens[1]) > 3 and not is_generic(tokens[1:2]):
        shorts.add(tokens[1:])
    return {
        short for short in shorts if len(short) > 1 or len(short[0]) > 2 and short[0] not in NO_SHORT_FORM | STATE_WORDS
    }


def join_initials(namings: Sequence[Naming], joining: Joining) -> None:
    """Joins a person's initials ("A.M.") to the one full name of the article that has them."""
    full: dict[tuple[str, str], list[Naming]] = defaultdict(list)
    for one in namings:
        if len(one.person) > 1:
            full[one.article, one.person[0][0] + one.person[-1][0]].append(one)
    # Joined to the long form of an acronym before, initials are no person's.
    spelt = {joining.find(one) for one in namings if one.keys}
    for one in namings:
        if one.keys or one.known is not None or not one.acronyms or one.evidence.body:
            continue
        pointed = all("." in acronym for acronym in one.acronyms)
        if (one.family == "person" or pointed) and joining.find(one) not in spelt:
            join_nearest(one, full[one.article, _spell_acronym(one.acronyms[0])], joining, Related({}), needed=0)


def join_short_persons(namings: Sequence[Naming], joining: Joining, related: Related) -> None:
    """Joins a surname (or, within an article, a first name) to the one full name that it can mean."""
    full: dict[str, dict[str, list[Naming]]] = defaultdict(dict)  # by sound and surname
    local: dict[tuple[str, str], list[Naming]] = defaultdict(list)
    for one in namings:
        if len(one.person) > 1:
            bears = _find_surname(one)
            full[sound_token(bears)].setdefault(bears, []).append(one)
            for token in {one.person[0], one.person[-1]}:
                local[one.article, token].append(one)
    near: dict[str, list[Naming]] = {}  # by surname: many namings have one
    for one in namings:
        if len(one.person) != 1:
            continue
        (surname,) = one.person
        if here := local.get((one.article, surname), []):
            last = [other for other in here if _find_surname(other) == surname]
            join_nearest(one, last or here, joining, related, needed=0)
            continue
        if surname not in near:
            sounding = full.get(sound_token(surname), {})
            near[surname] = [other for bears in sounding if is_similar(bears, surname) for other in sounding[bears]]
        join_nearest(one, near[surname], joining, related, needed=RELATED)
    # A one-word name that is tagged otherwise is a person's where the article names one of that surname more often.
    for one in namings:
        if (
            one.family == "person"
            or one.known is not None
            or not one.keys
            or len(one.keys[0]) != 1
            or one.evidence.body
            or one.evidence.site
        ):
            continue
        bearers = [
            other for other in local.get((one.article, one.keys[0][0]), []) if _find_surname(other) == one.keys[0][0]
        ]
        bearers += [other for other in local.get((one.article, fold_name(max(one.forms))), []) if other not in bearers]
        if bearers and (one.family == "people" or sum(other.weight for other in bearers) >= one.weight):
            join_nearest(one, bearers, joining, related, needed=0)
    # A surname that is tagged as a body, though "he" follows it, is that of who bears it in a related article.
    for one in namings:
        evidence = one.evidence
        if (
            one.family == "body"
            and one.known is None
            and one.keys
            and len(one.keys) == len(one.keys[0]) == 1
            and evidence.human > evidence.neuter
            and not (evidence.body or evidence.called or evidence.outlet or evidence.told)
            and not is_generic(one.keys[0])
        ):
            bearers = full.get(sound_token(one.keys[0][0]), {}).get(one.keys[0][0], [])
            join_nearest(one, bearers, joining, related, needed=RELATED)
    # A surname that nobody's full name explains is one person where the articles are related.
    alone = group_by((one.person, one) for one in namings if len(one.person) == 1)
    for group in alone.values():
        if len(group) <= LARGEST_BLOCK:
            for place, one in enumerate(group):
                for other in group[place + 1 :]:
                    if related.count(one.article, other.article) >= RELATED:
                        joining.join(one, other)


def _find_surname(naming: Naming) -> str:
    """The token that a full name is shortened to: the last, but the first of "Han Su-min", whose last is given."""
    given = len(naming.person) > 2 and any(_GIVEN_LAST.search(form) for form in naming.forms)
    return naming.person[0] if given else naming.person[-1]


def _spell_acronym(acronym: str) -> str:
    return fold_name(acronym.replace(".", ""))


def _find_initials(form: str) -> set[str]:
    words = [word for word in form.replace("-", " ").split() if word[:1].isalnum()]
    small = "".join(fold_name(word)[:1] for word in words)
    large = "".join(fold_name(word)[:1] for word in words if not word.islower())
    without = "".join(fold_name(word)[:1] for word in words if not word.islower())
    return {initials for initials in (small, large, without, large[:-1]) if len(initials) > 1}
