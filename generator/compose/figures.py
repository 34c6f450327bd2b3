"""The ledger of a story's figures: every value for one quantity, who says so and how the values relate.

None is picked. A later as-of is an update, another value for the same thing and time a disagreement, another scope
not comparable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .. import dates
from ..records import Article, Figure, FigureClaim, LedgerEntry, Statement
from ..text import collapse_space, fold
from .origins import Tracing
from .statements import Comparison
from .tellings import Telling

#: Two values for one thing differ by at most this factor; beyond it they count different things.
FACTOR = 5.0

#: Covered share of words from which two sentences may give a toll of one event.
ONE_EVENT = 0.15

#: Entries with one claim that a ledger keeps at most; entries that compare several are all kept.
SINGLES = 12

#: A toll from which it is that of a war or a disaster: claims of one scope are compared whatever the sentences say.
GREAT = 1000

#: Value from which a thing counted alike by two articles is worth a line.
COUNTED = 10

#: States in which people (and things) are counted: a toll of a state is compared whatever the noun before it.
STATES = ("killed", "injured", "displaced", "missing", "arrested", "detained", "rescued", "infected", "hospitalised")

_CURRENCY = re.compile(r"^[A-Z]{3}$|\b(?:dollars?|euros?|pounds?|yuan|yen|rupees?|rand)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure in its telling.

    ``group`` numbers the point its telling belongs to, ``old`` is the time long before the story that it is of.
    """

    figure: Figure
    telling: Telling
    group: int
    claimant: str | None
    day: str | None
    old: str | None


def compose_ledger(
    tellings: Sequence[Telling],
    group_of: Mapping[tuple[str, int, int], int],
    articles: Mapping[str, Article],
    published: Mapping[str, str | None],
    *,
    tracing: Tracing,
    comparison: Comparison,
    opens: str | None,
    state: Callable[[Telling], Statement],
    salience: Callable[[Telling], float],
) -> tuple[LedgerEntry, ...]:
    """The ledger: entries with several claims first (those that differ above those that agree), then tolls, people
    and sums.

    ``group_of`` maps a telling's (article, start, end) to its point's number, ``published`` an article to when it
    appeared.
    """
    claims = []
    for telling in tellings:
        for figure in telling.figures:
            days = sorted(telling.days)
            claims.append(
                Claim(
                    figure,
                    telling,
                    group_of[telling.span.article, telling.span.start, telling.span.end],
                    _name_claimant(figure, telling, articles, tracing),
                    days[0] if len(days) == 1 else None,
                    _find_old(telling, opens),
                )
            )
    entries = []
    for group in _group(claims, comparison):
        unique = sorted(
            _drop_repeated(group),
            key=lambda one: (
                one.figure.as_of or published.get(one.telling.article) or "",
                one.figure.value,
                one.telling.span,
            ),
        )
        entry = LedgerEntry(
            _name_quantity(group),
            _relate(group, published),
            tuple(
                FigureClaim(
                    one.figure.value,
                    one.figure.bound,
                    articles[one.telling.article].text[one.figure.span.start : one.figure.span.end],
                    one.figure.as_of or one.day,
                    one.claimant,
                    state(one.telling),
                )
                for one in unique
            ),
        )
        rank = (not _is_toll(entry.quantity), -round(max(salience(one.telling) for one in group), 6))
        entries.append((entry, rank, group[0].telling.span, group[0].figure.span))
    compared = sorted(
        (
            item
            for item in entries
            if len(item[0].claims) > 1 and (_is_telling(item[0]) or item[0].claims[0].value >= COUNTED)
        ),
        key=lambda item: (item[0].relation == "same", item[1], -len(item[0].claims), item[2], item[3]),
    )
    singles = sorted(
        (item for item in entries if len(item[0].claims) == 1 and _is_telling(item[0])), key=lambda item: item[1:]
    )
    return tuple(item[0] for item in (*compared, *singles[:SINGLES]))


def _find_old(telling: Telling, opens: str | None) -> str | None:
    """The earliest day of a telling that lies before the story and is no "since", None where there is none."""
    days = []
    for when in telling.dating:
        ends = dates.last_day(when.value)
        before = telling.text[: when.expression.span.start - telling.span.start].rstrip().lower()
        if opens and ends and ends < opens and not before.endswith("since"):
            days.append(ends)
    return min(days, default=None)


def _is_toll(quantity: str) -> bool:
    return find_state(quantity) is not None


def find_state(quantity: str) -> str | None:
    """The state that a quantity counts ("killed" of "civilians killed"), None where it counts things."""
    words = quantity.split()
    return next((state for state in STATES if state in words), None)


def _is_telling(entry: LedgerEntry) -> bool:
    """Whether a lone figure is worth a line: a toll, people, or a sum of money."""
    claim = entry.claims[0]
    return (
        _is_toll(entry.quantity)
        or bool(_CURRENCY.search(entry.quantity))
        or (entry.quantity in ("people", "civilians", "%", "percent") and claim.value > 1)
    )


def _name_quantity(group: Sequence[Claim]) -> str:
    """The quantity of an entry; where the claims count differently, the plainest of their names."""
    names = sorted({one.figure.quantity for one in group})
    if len(names) == 1:
        return names[0]
    state = find_state(names[0])
    return next((name for name in names if name == f"people {state}"), names[0])


def _group(claims: Sequence[Claim], comparison: Comparison) -> list[list[Claim]]:
    """Claims about one thing together: each is comparable with one of its group and at odds with none."""
    groups: list[list[Claim]] = []
    for claim in claims:
        for group in groups:
            if all(_can_be_one(claim, other, comparison) for other in group) and any(
                _is_comparable(claim, other, comparison) for other in group
            ):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return groups


def _can_be_one(first: Claim, second: Claim, comparison: Comparison) -> bool:
    """Whether nothing speaks against two claims being about one thing: quantity, magnitude, place, time."""
    one, other = first.figure, second.figure
    state = find_state(one.quantity)
    if (one.quantity != other.quantity and (state is None or state != find_state(other.quantity))) or (
        first.telling.span == second.telling.span or first.old != second.old
    ):
        return False
    small, large = sorted((abs(one.value), abs(other.value)))
    if large > FACTOR * small:
        return False
    here = {name for name in first.telling.places if comparison.is_rare(name)}
    there = {name for name in second.telling.places if comparison.is_rare(name)}
    return first.group == second.group or not (here and there and not here & there)


def _is_comparable(first: Claim, second: Claim, comparison: Comparison) -> bool:
    """Whether two claims that can be about one thing are: the same statement or event, or a great toll of one scope."""
    if first.group == second.group:
        return True
    toll = find_state(first.figure.quantity) is not None
    if first.figure.value != second.figure.value and not toll:
        return False
    shared = _scope(first) & _scope(second) or first.telling.names & second.telling.names
    if not shared:
        return False
    if toll and min(first.figure.value, second.figure.value) >= GREAT:
        return True
    return comparison.cover(first.telling, second.telling) >= ONE_EVENT


def _scope(claim: Claim) -> frozenset[str]:
    named = {fold(word) for word in claim.figure.scope}
    return frozenset(named) if named else claim.telling.names


def _relate(group: Sequence[Claim], published: Mapping[str, str | None]) -> str:
    """How the claims of one thing relate: single, same, update (they never fall as time goes on) or disagreement."""
    if len(_drop_repeated(group)) == 1:
        return "single"
    values = sorted({one.figure.value for one in group})
    if all(_is_rounded(small, large) for small, large in zip(values, values[1:])):
        return "same"
    if (
        find_state(group[0].figure.quantity)
        and len({one.figure.quantity for one in group}) > 1
        and len({one.figure.value for one in group if one.figure.quantity == group[0].figure.quantity}) == 1
        and len(group) == 2
    ):
        return "not comparable"
    moments = [one.figure.as_of or published.get(one.telling.article) for one in group]
    if None in moments:
        return "disagreement"
    told: dict[str, set[float]] = {}
    for moment, one in zip(moments, group):
        told.setdefault(moment, set()).add(one.figure.value)
    ordered = [told[moment] for moment in sorted(told)]
    rises = all(max(before) <= min(after) for before, after in zip(ordered, ordered[1:]))
    return "update" if len(ordered) > 1 and rises and all(len(found) == 1 for found in ordered) else "disagreement"


def _is_rounded(first: float, second: float) -> bool:
    """Whether one value is the other rounded to fewer digits ("more than 30" for 32)."""
    digits = min(_count_digits(first), _count_digits(second))
    return _cut_digits(first, digits) == _cut_digits(second, digits) and digits < max(
        _count_digits(first), _count_digits(second)
    )


def _count_digits(value: float) -> int:
    """The significant digits of a whole number."""
    return max(1, len(str(int(abs(value))).rstrip("0")))


def _cut_digits(value: float, digits: int) -> str:
    whole = str(int(abs(value)))
    return whole[:digits] + "0" * (len(whole) - digits)


def _drop_repeated(group: Sequence[Claim]) -> list[Claim]:
    """The claims without those that repeat value, bound and claimant of an earlier one in the same article."""
    seen, result = set(), []
    for one in group:
        key = (one.figure.value, one.figure.bound, one.claimant, one.telling.article)
        if key not in seen:
            seen.add(key)
            result.append(one)
    return result


def _name_claimant(figure: Figure, telling: Telling, articles: Mapping[str, Article], tracing: Tracing) -> str | None:
    for one in telling.cited:
        if any(span.start <= figure.span.start and figure.span.end <= span.end for span in one.content):
            behind = tracing.name_speaker(telling.article, one)
            if behind is not None:
                return behind.name
    if figure.claimant is not None:
        return collapse_space(articles[telling.article].text[figure.claimant.start : figure.claimant.end])
    return None
