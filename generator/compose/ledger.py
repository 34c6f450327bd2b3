"""The ledger of a story's figures: every value for one thing, who says so, as of when, and how the values relate.

None is picked. A later as-of is an update, another value for the same thing and time a disagreement, another scope
not comparable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .. import dates
from ..records import Article, FigureClaim, LedgerEntry, Statement
from .claims import STATES, Claim, find_state, read_claims
from .figures import group_claims, relate
from .happenings import find_opening
from .origins import Tracing
from .statements import Comparison
from .tellings import Telling

#: Entries of one article that a ledger keeps at most, those of no toll among them, and entries of no toll that several
#: articles give; tolls that several give are all kept.
SINGLES, LONE_THINGS, THINGS = 8, 4, 6

#: Value from which people, things and sums are worth a line; a measure is where as many articles give it.
COUNTED, SUM, MEASURED = 10, 1000, 3

#: Words after a figure that is no toll that say what it is of, at most.
TRAILING = 8

_CURRENCY = re.compile(r"^[A-Z]{3}$")
_MEASURE = re.compile(r"^(?:km|miles?|m|feet|ft|mph|km/h|knots|tonnes|tons|kg|hectares|acres|degrees|years?|caliber)$")
_PERCENT = re.compile(r"^(?:%|percent)\b")
_STOP = re.compile(
    r"[,;:.()\"“”]|\s(?:and|but|who|which|that|while|when|as|because|although|--?|[–—])\s"
    r"|\son\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
#: Words that say nothing at the end of what a figure is of.
_HANGING = re.compile(
    r"(?:\s(?:an?|the|its|his|her|their|our|this|these|those|of|by|to|from|in|on|at|for|with|into|over|after|before|"
    r"will|would|had|has|have|is|are|was|were|been|be|it|he|she|they|we|you)){1,8}$"
)

#: What a qualified count is called.
_CALLED = {"part": "part of a larger number", "besides": "besides others"}


@dataclass(frozen=True, slots=True)
class _Ranked:
    entry: LedgerEntry
    tier: int
    articles: int
    salience: float
    first: Claim

    @property
    def key(self) -> tuple:
        return (
            self.tier,
            -self.articles,
            -round(self.salience, 6),
            self.first.telling.article,
            self.first.figure.span,
        )


def compose_ledger(
    tellings: Sequence[Telling],
    group_of: Mapping[tuple[str, int, int], int],
    articles: Mapping[str, Article],
    published: Mapping[str, str | None],
    *,
    tracing: Tracing,
    comparison: Comparison,
    opens: str | None,
    state: Callable[[Sequence[Telling]], Statement],
    salience: Callable[[Telling], float],
) -> tuple[LedgerEntry, ...]:
    """The ledger: tolls first, the gravest above, then people, sums and things; tolls of old events last.

    ``group_of`` maps a telling's (article, start, end) to its point's number, ``published`` an article to when it
    appeared. ``opens`` is the day before which nothing is of the story itself; where no article has a day it is
    taken from the day that most sentences give.
    """
    opens = opens or find_opening(_find_main_day(tellings))
    claims = read_claims(tellings, group_of, articles, tracing=tracing, opens=opens)

    def stated(claim: Claim) -> str | None:
        return claim.figure.as_of if dates.first_day(claim.figure.as_of) else None

    def moment(claim: Claim) -> str | None:
        return stated(claim) or _trim(published.get(claim.telling.article))

    def as_of(claim: Claim) -> str | None:
        appeared = published.get(claim.telling.article)
        return stated(claim) or claim.old or (appeared[:10] if appeared else claim.day)

    found = []
    for group in group_claims(claims, comparison):
        rows: dict[tuple, list[Claim]] = {}
        for claim in sorted(group, key=lambda one: (moment(one) or "", one.value, one.telling.span)):
            rows.setdefault((claim.value, claim.upper, claim.figure.bound, claim.claimant, as_of(claim)), []).append(
                claim
            )
        alone = len(rows) == 1 and len({claim.telling.article for claim in group}) == 1
        entry = LedgerEntry(
            _name_quantity(group),
            "single" if alone else relate(group, moment, comparison),
            tuple(
                FigureClaim(
                    same[0].value,
                    same[0].figure.bound,
                    _word(same[0], articles),
                    as_of(same[0]),
                    same[0].claimant,
                    state(_list_tellings(same)),
                )
                for same in rows.values()
            ),
        )
        found.append(
            _Ranked(
                entry,
                _rank_tier(group),
                len({claim.telling.article for claim in group}),
                max(salience(claim.telling) for claim in group),
                group[0],
            )
        )
    return _choose(found)


def _choose(found: Sequence[_Ranked]) -> tuple[LedgerEntry, ...]:
    """The entries worth a line, in order."""
    tolls, things, singles = [], [], []
    for one in sorted(found, key=lambda item: item.key):
        kept = tolls if find_state(one.entry.quantity) and one.articles > 1 else things
        if one.entry.relation == "single" or one.articles == 1:
            kept = singles
        if _is_telling(one):
            kept.append(one)
    lone = [one for one in singles if find_state(one.entry.quantity)][:SINGLES]
    lone += [one for one in singles if not find_state(one.entry.quantity)][: min(LONE_THINGS, SINGLES - len(lone))]
    chosen = [*tolls, *things[:THINGS], *lone]
    return tuple(one.entry for one in sorted(chosen, key=lambda item: item.key))


def _is_telling(one: _Ranked) -> bool:
    """Whether an entry is worth a line."""
    quantity, value = one.entry.quantity, max(claim.value for claim in one.entry.claims)
    if find_state(quantity):
        return True
    if _MEASURE.match(quantity):
        return one.articles >= MEASURED
    if _CURRENCY.match(quantity):
        return value >= SUM
    if _PERCENT.match(quantity):
        return one.articles > 1
    return value >= COUNTED and (one.articles > 1 or quantity == "people")


def _rank_tier(group: Sequence[Claim]) -> int:
    quantity = group[0].figure.quantity
    state = find_state(quantity)
    if state is not None:
        tier = STATES.index(state)
        return tier if group[0].old is None else len(STATES) + 3
    if quantity == "people":
        return len(STATES)
    return len(STATES) + (1 if _CURRENCY.match(quantity) else 2)


def _find_main_day(tellings: Sequence[Telling]) -> str | None:
    """The day that most sentences give, the earliest of several."""
    counts: dict[str, int] = {}
    for telling in tellings:
        for day in telling.days:
            counts[day] = counts.get(day, 0) + 1
    return min(counts, key=lambda day: (-counts[day], day)) if counts else None


def _trim(moment: str | None) -> str | None:
    """A moment to the day where its time is midnight: then only the day is known."""
    return moment[:10] if moment and re.match(r"[\d-]{10}T00:00(?::00)?(?![:\d])", moment) else moment


def _name_quantity(group: Sequence[Claim]) -> str:
    """The quantity of an entry, the plainest of its names, with what makes its counts no plain ones."""
    names = sorted({one.figure.quantity for one in group})
    state = find_state(names[0])
    name = next((name for name in names if name == f"people {state}"), names[0])
    notes = [_CALLED.get(word, word) for word in sorted(group[0].qualifiers)]
    return f"{name} ({', '.join(notes)})" if notes else name


def _word(claim: Claim, articles: Mapping[str, Article]) -> str:
    """The figure's words; of one that is no toll with the words after it that say what it is of."""
    text, span = articles[claim.telling.article].text, claim.figure.span
    words = text[span.start : span.end].rstrip(" ,;:")
    if find_state(claim.figure.quantity) is not None:
        return words
    after = text[span.end : claim.telling.span.end]
    stop = _STOP.search(after)
    trailing = re.match(rf"(?:\s*\S+){{0,{TRAILING}}}", after[: stop.start()] if stop else after)
    return _HANGING.sub("", text[span.start : span.end + trailing.end()].rstrip(" ,;:")) if trailing else words


def _list_tellings(claims: Sequence[Claim]) -> tuple[Telling, ...]:
    """The claims' tellings, one an article, in order."""
    first: dict[str, Telling] = {}
    for claim in claims:
        first.setdefault(claim.telling.article, claim.telling)
    return tuple(first.values())
