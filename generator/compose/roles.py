"""Roles: what the sources say that an actor is, each thing once, the best first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..records import Analysis, Article, Span
from ..text import fold
from .descriptions import describes
from .identities import Identities

# A role of more characters is a relative clause that tells a story.
LONGEST = 160
# Words that alone say nothing of anybody, or only to whom one is related.
_EMPTY = frozenset(
    "mr mrs ms miss dr sir he she it who which one another other others both also brother sister "
    "wife husband son daughter "
    "father mother friend man woman people month year week day reason major debt news ex".split()
)
# What a description does not begin with.
_LINK = re.compile(
    r"^(?:last|next|this|these|those|amid|after|before|during|including|citing|according|despite|since|until|with|"
    r"without|in|on|at|from|to|"
    r"of|and|or|but|even|just|only|not|such|as|because|while|where|when|how|why)\b"
)
_CLAUSE = re.compile(
    r"\b(?:reports?|reported|said|says|told|tells)\b|[:“”\"]|^(?!who|that|which).*\b(?:was|were|is|"
    r"are|has|have|had|will)\b"
)
# A day or month before a title belongs to the sentence.
_DAY = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|April|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber)\s+",
    re.I,
)
# Several people, of whom this one may be one: "close associates of ...".
_PLURAL = re.compile(r"^(?!who\b)(?:(?!of\b|for\b|at\b|in\b|from\b)[\w'-]+ ){0,3}?\w+[^s\W]s (?:of|for|at|in|from)\b")
# Whose: a pronoun that nothing in the description explains.
_OWN = re.compile(r"^(?:his|her|its|our|my|their|your)\b", re.I)
_PARTICIPLE = re.compile(
    r"^\w+ing\b(?! (?:director|editor|partner|coach|minister|president|officer|prime|head|"
    r"chief|group|firm|family|star))"
)


def gather_roles(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    identities: Identities,
) -> dict[str, tuple[Span, ...]]:
    """The spans of each actor's roles by its id.

    Best first: a description before a bare title, what most articles say, then the newer article's (``article_ids``
    are in the story's order), then the place in the text. States and places have none.
    """
    found: dict[str, list[tuple[str, int, Span]]] = {}
    # A line that repeats a headline ("Lume fire coach Ada Moor") describes nobody.
    headlines = [articles[one].headline for one in article_ids if articles[one].headline]
    for order, article_id in enumerate(article_ids):
        text = articles[article_id].text
        for role in analyses[article_id].roles:
            actor = identities.actor(article_id, role.entity)
            if actor is None or identities.nature(actor) in ("state", "place"):
                continue
            printed = text[role.span.start : role.span.end]
            day = _DAY.match(printed)
            span = Span(role.span.article, role.span.start + day.end(), role.span.end) if day else role.span
            printed = text[span.start : span.end]
            words = spell_role(printed)
            person = identities.nature(actor) == "person"
            if person and _PLURAL.match(words) or _OWN.match(printed) or not describes(printed, person=person):
                continue
            if any(printed in headline for headline in headlines if " " in printed):
                continue
            if not person and " " not in words:  # "group" says nothing of a body
                continue
            if is_role(printed) and not any(words == spell_role(form) for form, _ in identities.forms(actor)):
                found.setdefault(actor, []).append((words, order, span))
    return {actor: _rank(roles) for actor, roles in found.items()}


def is_role(printed: str) -> bool:
    """Whether the words describe someone: neither empty nor a clause, a time, or what happened."""
    words = spell_role(printed)
    if not words or len(words) > LONGEST or words in _EMPTY or words.isdigit():
        return False
    return not (_LINK.match(words) or _CLAUSE.search(printed.lower()) or _PARTICIPLE.match(words))


def spell_role(printed: str) -> str:
    """The words of a role as they are compared: folded, no punctuation, no article before."""
    plain = re.sub(r"[^\w\s'-]", " ", fold(printed)).strip()
    return re.sub(r"^(?:an?|the|his|her|its|their)\s+", "", " ".join(plain.split()))


def _rank(roles: list[tuple[str, int, Span]]) -> tuple[Span, ...]:
    """One span for each thing said: a role whose words are all in a fuller one counts for it and is not shown."""
    kept: list[list[tuple[str, int, Span]]] = []
    for role in sorted(roles, key=lambda one: (-len(one[0].split()), -one[1], one[2])):
        tokens = set(role[0].split())
        for group in kept:
            if tokens <= set(group[0][0].split()):
                group.append(role)
                break
        else:
            kept.append([role])
    kept.sort(
        key=lambda group: (
            len(group[0][0].split()) == 1,
            -len({order for _, order, _ in group}),
            -group[0][1],
            group[0][2],
        )
    )
    return tuple(group[0][2] for group in kept)
