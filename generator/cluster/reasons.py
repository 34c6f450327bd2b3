"""Why articles are together: the names, places, days and terms they share, in the words they use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..outlets import list_agency_names
from ..records import Analysis, Article
from ..text import collapse_space, fold
from .terms import HOLLOW, Background, find_root, split_roots, split_words

PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
# Nationalities are left out: they tie nothing that the places do not.
NAME_LABELS = frozenset({"PERSON", "ORG", "PRODUCT", "MISC", "EVENT"})
# How many of each kind are shown, and the share of a group's articles that must have one (two articles at least).
SHOWN = 8
SHARE = 0.5

Shared = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Name:
    words: str
    place: bool
    articles: int
    weight: float


def find_shared(
    group: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    terms: Mapping[str, Mapping[str, float]],
    *,
    background: Background,
    share: float = SHARE,
) -> Shared:
    """Pairs of a kind (names, places, days, terms) and the words of that kind that most of the articles share, best
    first.

    Empty for a single article, and without the kinds of which nothing is shared.
    """
    if len(group) < 2:
        return ()
    least = max(2, round(len(group) * share + 0.001))
    names = drop_parts(
        [name for name in rank_names(group, articles, analyses, background=background) if name.articles >= least]
    )
    used = {root for name in names for root in split_roots(name.words)}
    found = (
        ("names", tuple(name.words for name in names if not name.place)[:SHOWN]),
        ("places", tuple(name.words for name in names if name.place)[:SHOWN]),
        ("days", _find_days(group, analyses, least)),
        ("terms", _find_terms(group, articles, analyses, terms, least, used)),
    )
    return tuple((kind, words) for kind, words in found if words)


def rank_names(
    group: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    *,
    background: Background,
) -> list[_Name]:
    """The names of a group of articles, forms of one name once; first those that many share and few others use.

    News agencies are left out: that two articles carry the copy of one ties no events.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    where: dict[str, set[str]] = defaultdict(set)
    owner = _join_aliases(group, analyses)
    for identifier in group:
        for entity in analyses[identifier].entities:
            key = owner.get((identifier, entity.id))
            if key is None or entity.kind not in PLACE_LABELS | NAME_LABELS:
                continue
            forms[key][collapse_space(entity.name)] += 1
            kinds[key][entity.kind in PLACE_LABELS] += 1
            where[key].add(identifier)
    names = []
    for key, counter in forms.items():
        words = min(counter, key=lambda form: (-counter[form], -len(form), form))
        if fold(words).removeprefix("the ") in list_agency_names():
            continue
        rarity = max(map(background.weigh, split_roots(words)), default=0.0)
        names.append(
            _Name(words, kinds[key][True] > kinds[key][False], len(where[key]), len(where[key]) / len(group) * rarity)
        )
    return sorted(names, key=lambda name: (-name.weight, name.words))


def drop_parts(names: Sequence[_Name]) -> list[_Name]:
    """The names without those whose words are all in a better one, or all of it.

    Of "Brask Column" and "the Brask Column militia" one stays.
    """
    kept: list[tuple[_Name, frozenset[str]]] = []
    for name in names:
        roots = frozenset(split_roots(name.words)) - HOLLOW
        if roots and not any(roots <= other or other <= roots for _, other in kept):
            kept.append((name, roots))
    return [name for name, _ in kept]


def _join_aliases(group: Sequence[str], analyses: Mapping[str, Analysis]) -> dict[tuple[str, str], str]:
    """For each (article, entity) a key that entities with a form in common share."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    owner = {}
    for identifier in group:
        for entity in analyses[identifier].entities:
            keys = sorted({fold(form).removeprefix("the ") for form in (entity.name, *entity.aliases)} - {""})
            for other in keys[1:]:
                low, high = sorted((find(keys[0]), find(other)))
                parent[high] = low
            if keys:
                owner[identifier, entity.id] = keys[0]
    return {pair: find(key) for pair, key in owner.items()}


def _find_days(group: Sequence[str], analyses: Mapping[str, Analysis], least: int) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for identifier in group:
        counts.update(
            {
                time.value[:10]
                for time in analyses[identifier].times
                if time.type in ("DATE", "TIME") and is_day(time.value)
            }
        )
    common = [day for day, count in counts.items() if count >= least]
    return tuple(sorted(sorted(common, key=lambda day: (-counts[day], day))[:SHOWN]))


def is_day(value: str) -> bool:
    """Whether a TIMEX3 value names one day of the calendar."""
    day = value[:10]
    return len(day) == 10 and day[4] == day[7] == "-" and day.replace("-", "").isdigit()


def _find_terms(
    group: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    terms: Mapping[str, Mapping[str, float]],
    least: int,
    used: set[str],
) -> tuple[str, ...]:
    weights: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for identifier in group:
        for term, weight in terms[identifier].items():
            weights[term] += weight
            counts[term] += 1
    common = [term for term in weights if counts[term] >= least and term not in used and not term[0].isdigit()]
    best = sorted(common, key=lambda term: (-round(weights[term], 6), term))[:SHOWN]
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for identifier in group:
        text = articles[identifier].text
        for sentence in analyses[identifier].sentences:
            for word in split_words(text[sentence.span.start : sentence.span.end]):
                forms[find_root(word)][word] += 1
    return tuple(_choose_form(term, forms[term]) for term in best)


def _choose_form(term: str, forms: Counter[str]) -> str:
    """The form of a term that the articles use most."""
    return min(forms, key=lambda word: (-forms[word], len(word), word), default=term)
