"""Names that differ: what one source calls somebody, and another calls otherwise.

Two kinds are told: one actor whose name is spelt so that it sounds otherwise (of a body, one letter apart), and two
persons of nearly one name who are described alike, while no article knows both. Ways to romanise a
name, accents, doubled letters and well-known second names are no difference. Precision first: where an article has
both forms, it knows what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from ..records import Actor, Disagreement, Position, Statement
from ..text import fold
from .aliases import find_known
from .descriptions import describes, find_head
from .names import measure_edits, sound_token, split_name, split_person
from .tellings import Telling

#: Differences of names shown at most: a story whose names vary more is of articles that romanise names in two ways.
SHOWN = 3

#: Edits between two spellings of a name at most, letters that it must have, and letters that a body's must have. On the
#: 94 stories of web_news_events and ECB+ these find 11 names that differ, every one of which does (read).
EDITS, LETTERS, LONG = 2, 3, 6

_DOUBLE, _UMLAUT = re.compile(r"(.)\1+"), re.compile(r"([aou])e")

#: Words for relatives: two of them share a name and a description, and are two.
_KIN = frozenset(
    "son daughter brother sister twin child boy girl cousin nephew niece uncle aunt father mother wife husband widow "
    "parent sibling grandson granddaughter relative victim student pupil passenger".split()
)


def compose_name_disagreements(
    actors: Sequence[Actor], tellings: Sequence[Telling], *, state: Callable[[Telling], Statement]
) -> tuple[Disagreement, ...]:
    """Where articles of the story give one person or body different names, in the order of the actors.

    Each side is the first sentence of an article that uses the form; a form that stands in no sentence is passed over.
    """
    found = []
    for first, second in (*_list_spellings(actors), *_list_namesakes(actors)):
        sides = [_find_telling(form, articles, tellings) for form, articles in (first, second)]
        if None not in sides:
            positions = tuple(Position(None, state(side)) for side in sides)
            found.append(Disagreement("name", f"{first[0]} or {second[0]}", positions))
    return tuple(found[:SHOWN])


_Form = tuple[str, tuple[str, ...]]


def _list_spellings(actors: Sequence[Actor]) -> Iterator[tuple[_Form, _Form]]:
    """The forms of one actor's name that are one token apart in sound, each with the articles that use it."""
    for actor in actors:
        forms = [(_split(alias.name, actor.kind), alias) for alias in actor.aliases if find_known(alias.name) is None]
        for (tokens, one), (others, other) in combinations(forms, 2):
            if len(tokens) != len(others) or set(one.articles) & set(other.articles):
                continue
            if actor.kind == "PERSON" and len(tokens) < 2:
                continue
            apart = [pair for pair in zip(tokens, others) if pair[0] != pair[1]]
            if len(apart) == 1 and _are_apart(*apart[0], person=actor.kind == "PERSON"):
                yield (one.name, one.articles), (other.name, other.articles)
                break


def _list_namesakes(actors: Sequence[Actor]) -> Iterator[tuple[_Form, _Form]]:
    """Two persons of nearly one name who are described by one noun, and of whom no article has both."""
    people = [actor for actor in actors if actor.kind == "PERSON"]
    for one, other in combinations(people, 2):
        first, second = _find_full(one), _find_full(other)
        if first is None or second is None or {a for a, _ in one.coverage} & {a for a, _ in other.coverage}:
            continue
        tokens, others = split_person(first[0]), split_person(second[0])
        if len(tokens) != len(others):
            continue
        apart = [pair for pair in zip(tokens, others) if pair[0] != pair[1]]
        alike = _find_heads(one) & _find_heads(other)
        if len(apart) == 1 and alike and _are_apart(*apart[0], person=True, joined=False):
            yield first, second


def _split(name: str, kind: str) -> tuple[str, ...]:
    return split_person(name) if kind == "PERSON" else split_name(name)


def _are_apart(one: str, other: str, *, person: bool, joined: bool = True) -> bool:
    """Whether two tokens are nearly spelt alike and yet not merely two ways to write one name.

    Of two that identification did not join for one (``joined``), fewer are.
    """
    shorter, longer = sorted((one, other), key=len)
    edits = measure_edits(one, other)
    if len(shorter) < LETTERS or edits > EDITS or longer.removesuffix("s") == shorter or _are_short_forms(one, other):
        return False
    if not person and (len(shorter) < LONG or edits > 1):
        return False
    if sound_token(one) != sound_token(other):
        return True
    return not (person and joined) and _write_plainly(one) != _write_plainly(other)


def _write_plainly(token: str) -> str:
    return _UMLAUT.sub(r"\1", _DOUBLE.sub(r"\1", token)).replace("y", "i")


def _are_short_forms(one: str, other: str) -> bool:
    """Whether one may be what the other is called for short ("Dave" of "David", "Mike" of "Michael")."""
    return one[:2] == other[:2] and len(one) != len(other) and min(len(one), len(other)) <= 5 and one[-1] != other[-1]


def _find_full(actor: Actor) -> _Form | None:
    """The form of a person's name with a given and a family name that most articles use."""
    return next(((one.name, one.articles) for one in actor.aliases if len(split_person(one.name)) == 2), None)


def _find_heads(actor: Actor) -> set[str]:
    """The nouns that the sources describe a person by."""
    described = [role.statement.text for role in actor.roles if describes(role.statement.text, person=True)]
    return {words[-1] for text in described if (words := find_head(text).split())} - _KIN


def _find_telling(form: str, articles: Sequence[str], tellings: Sequence[Telling]) -> Telling | None:
    wanted = fold(form)
    return next((one for one in tellings if one.article in articles and wanted in fold(one.text)), None)
