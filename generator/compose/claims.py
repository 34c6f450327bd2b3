"""Claims: figures as the sources tell them, with who says so, of what time and place, and of what scope.

What is only possible, wished for or denied is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .. import dates
from ..records import Article, Figure
from ..text import collapse_space
from .descriptions import describes, find_head
from .origins import Tracing
from .tellings import Telling

#: Words before a figure among which a word makes it unreal ("would", "denied that").
UNREAL_WORDS = 8

#: Characters that a clause may have.
CLAUSE = 300

#: States in which people (and things) are counted, the gravest first: a toll is compared whatever the noun before it.
STATES = (
    "killed",
    "injured",
    "hospitalised",
    "missing",
    "trapped",
    "infected",
    "displaced",
    "evacuated",
    "rescued",
    "abducted",
    "arrested",
    "detained",
)

#: What analysis notes of a count that is no plain one; counts that differ in it are of different scope.
_QUALIFIERS = re.compile(
    r"part|besides|serious|critical|slight|severe|grave|light|minor|moderate|"
    r"suspected|probable|presumed|feared|unconfirmed|estimated to be"
)
_UNREAL = re.compile(
    r"\b(?:if|unless|whether|could|would|should|might|not (?:certain|clear|sure|known)|no evidence|den(?:y|ies|ied)|"
    r"(?:attempt\w*|try|trying|tried|conspir\w+|plot\w*|plan\w*|inten[dt]\w*|want\w*|threaten\w*) to)\b",
    re.I,
)
_REFERRING = re.compile(
    r"^\W*(?:It|They|He|She|That|This|Those|These)\b"
    r"|\b(?:in|from|during) (?:the|that|this) (?:incident|attack|strikes?|raid|quake|crash|blast|tremor)\b"
)
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|that)\b")
_NEXT_CLAUSE = re.compile(r";|, (?:and|but|which|while)\b|\band (?:was|were|is|are|has|had)\b")
#: "1957: a pandemic killed ...": a list of years, which are no expressions of time to a sentence's reader.
_LISTED_YEAR = re.compile(r"\b(1\d{3}|20\d\d):\s")
_PRONOUN = re.compile(r"(?:it|they|he|she|we|i|you|who|which|that|this|one|some|\W*\d.*)$", re.I)


_DETERMINER = re.compile(r"^(?:the|an?|some|several|many|other|their|its|his|her|our|one|two|three)\s", re.I)
_NAME = re.compile(r"(?:^|\s)[\"“'‘(]?(?!(?:The|An?)\s)[^\W\d_a-z]")
#: Nouns that are headed by none of those for persons or bodies, and can say something.
_SOURCE = re.compile(
    r"police|media|press|television|tv|radio|people|family|families|source|doctor|medic|scientist|local|report|figure|data|statistic|"
    r"document|statement|study|survey|poll|census|account|record|sheet|charge|indictment|complaint|lawsuit|suit|filing|"
    r"notice|bulletin|release|website|post|tweet|memo|letter|email|count|tally|estimate|forecast|index|review|audit|"
    r"inquiry|investigation|prosecution|defen[cs]e|court|state|country|nation|city|town|county|province|village|regime|"
    r"opposition|union|military|navy|side|crew|neighbou?r|mother|father|brother|sister|daughter|wife|husband|politician",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure in its telling; ``upper`` is the other end of a range.

    ``group`` numbers the point its telling belongs to, ``day`` is the telling's one day, ``old`` the time long before
    the story that the figure is of, and ``places`` where it is of, both as the sentence or the one before it says.
    """

    figure: Figure
    upper: float | None
    telling: Telling
    group: int
    claimant: str | None
    day: str | None
    old: str | None
    places: frozenset[str]
    qualifiers: frozenset[str]

    @property
    def value(self) -> float:
        """The figure's value, of a range its lower end."""
        return self.figure.value


@lru_cache(maxsize=4096)
def find_state(quantity: str) -> str | None:
    """The state that a quantity counts ("killed" of "civilians killed"), None where it counts things."""
    words = quantity.split()
    return next((state for state in STATES if state in words), None)


def read_claims(
    tellings: Sequence[Telling],
    group_of: Mapping[tuple[str, int, int], int],
    articles: Mapping[str, Article],
    *,
    tracing: Tracing,
    opens: str | None,
) -> list[Claim]:
    """The Claims of a story's tellings in their order; figures that are only possible or denied are none."""
    claims: list[Claim] = []
    before: tuple[str, str | None, frozenset[str]] = ("", None, frozenset())
    for telling in tellings:
        dated, places = _list_old(telling, opens), telling.places
        inherited = None
        if (
            before[0] == telling.article
            and not places
            and not telling.dating
            and (telling.hanging or _REFERRING.search(telling.text))
        ):
            inherited, places = before[1:]
        before = (telling.article, inherited or (dated[0][1] if dated else None), places)
        days = sorted(telling.days)
        seen: dict[tuple[int, int], Figure] = {}
        for figure in telling.figures:
            first = seen.setdefault((figure.span.start, figure.span.end), figure)
            if first is not figure and first.bound == "at least" and figure.bound == "at most":
                if claims and claims[-1].figure is first:
                    claims[-1] = replace(claims[-1], upper=figure.value)
                continue
            place = figure.span.start - telling.span.start
            words = telling.text[max(0, place - CLAUSE) : place].split()
            if _UNREAL.search(" ".join(words[-UNREAL_WORDS:])):
                continue
            claims.append(
                Claim(
                    figure,
                    None,
                    telling,
                    group_of[telling.span.article, telling.span.start, telling.span.end],
                    _name_claimant(figure, telling, articles, tracing),
                    days[0] if len(days) == 1 else None,
                    inherited or _find_old(figure, telling, dated),
                    places,
                    frozenset(word for word in figure.scope if _QUALIFIERS.fullmatch(word)),
                )
            )
    return claims


def _list_old(telling: Telling, opens: str | None) -> list[tuple[int, str, bool]]:
    """Place and value of a telling's times that lie before the story, and whether it heads what follows.

    "Since ..." is none unless it goes on "..., when".
    """
    found = []
    for when in telling.dating:
        ends = dates.last_day(when.value)
        start = when.expression.span.start - telling.span.start
        after = telling.text[when.expression.span.end - telling.span.start :].lstrip(" ,")
        since = telling.text[:start].rstrip().lower().endswith("since") and not after.startswith(("when", "in which"))
        if opens and ends and ends < opens and not since:
            found.append((start, when.value, False))
    for hit in _LISTED_YEAR.finditer(telling.text):
        if opens and hit.group(1) < opens[:4]:
            found.append((hit.start(), hit.group(1), True))
    return found


def _find_old(figure: Figure, telling: Telling, dated: Sequence[tuple[int, str, bool]]) -> str | None:
    """The nearest of a telling's old times that stands in the figure's clause, one before it first."""
    place = figure.span.start - telling.span.start
    near = [item[:2] for item in dated if abs(item[0] - place) <= CLAUSE and not (item[2] and item[0] > place)]
    for start, value in sorted(near, key=lambda item: (item[0] > place, abs(item[0] - place))):
        if not _NEXT_CLAUSE.search(telling.text[min(start, place) : max(start, place)]):
            return value
    return None


def _name_claimant(figure: Figure, telling: Telling, articles: Mapping[str, Article], tracing: Tracing) -> str | None:
    for one in telling.cited:
        if any(span.start <= figure.span.start and figure.span.end <= span.end for span in one.content):
            behind = tracing.name_speaker(telling.article, one)
            if behind is not None:
                return behind.name if is_claimant(behind.name) else None
    if figure.claimant is not None:
        words = collapse_space(articles[telling.article].text[figure.claimant.start : figure.claimant.end])
        return words if is_claimant(words) else None
    return None


def is_claimant(words: str) -> bool:
    """Whether words can name who says something.

    They are a name, or headed by a noun for a person, a body or a document; no pronoun, number, clause or list.
    """
    if _PRONOUN.match(words) or _CLAUSE.search(words) or ": " in words:
        return False
    if _NAME.search(words):
        return True
    head = find_head(_DETERMINER.sub("", words)).rpartition(" ")[2]
    forms = {head, head.removesuffix("s"), re.sub("men$", "man", head), re.sub("ies$", "y", head)}
    return any(_SOURCE.fullmatch(one) or describes(one, person=True) or describes(one, person=False) for one in forms)
