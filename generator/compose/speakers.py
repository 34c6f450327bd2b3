"""Speakers: the actor whom the words for a speaker mean, where they say it clearly; else nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..records import Actor, Analysis, Article, Attribution, Saying, Span
from ..text import collapse_space, fold
from .aliases import find_known
from .identities import Identities
from .names import DETERMINERS, find_core
from .participation import is_modifier
from .roles import spell_role

# What somebody issues: the speaker of what it says is who issued it.
_ISSUED = re.compile(
    r"^(?:an?|the|its|his|her|their)\s+(?:\w+\s+)?(?:statement|report|letter|announcement|communiqu[eé])$", re.I
)
# A text that somebody issued: its origin need not be who speaks in it.
_STATEMENT = re.compile(r"\b(?:statement|report|letter|announcement|communiqu[eé])$", re.I)
_DESCRIBED = re.compile(r"^(?:an?|the)\s", re.I)
# Where the noun that a description turns on has been: "chairman of the board", "spokeswoman for the organizers".
_AFTER_NOUN = re.compile(r"[,;:(]|\s(?:of|for|at|in|from|with|to|on|by|who|which|that)\s")
# What stands right before a name that only says of whom or for whom.
_OF_WHOM = re.compile(r"\b(?:of|for|by|from|with|to|against|about|on)(?:\s(?:the|an?))?\s$")
_INDEFINITE = re.compile(
    r"^(?:an?|some|one|two|three|four|five|several|many|few|another|other|any)\b|^\w+s\b(?!')", re.I
)


def resolve_speaker(
    article: Article,
    analysis: Analysis,
    attribution: Attribution,
    speaker: str | None,
    identities: Identities,
) -> str | None:
    """The actor who speaks: as analyzed, else the person named last in the words, else who all of the words name.

    A description that fits one actor of the article alone ("Jordan's prime minister") names that one too.
    """
    if attribution.speaker is not None:
        inside = [
            mention.span
            for mention in analysis.mentions
            if mention.entity == attribution.speaker
            and attribution.source is not None
            and attribution.source.start < mention.span.end
            and mention.span.start < attribution.source.end
        ]
        # "The pro-Verrin news site" is not Verrin.
        if inside and all(is_modifier(article.text, span) for span in inside):
            return None
        return identities.actor(article.id, attribution.speaker)
    if attribution.source is None or speaker is None:
        return None
    bare = " ".join(word for word in speaker.split() if fold(word) not in DETERMINERS)
    person = whole = None
    for mention in analysis.mentions:
        if (
            attribution.source.start <= mention.span.start
            and mention.span.end <= attribution.source.end
            and mention.entity
        ):
            actor = identities.actor(article.id, mention.entity)
            if actor is None:
                continue
            if identities.nature(actor) == "person" and not _is_aside(article.text, mention.span, attribution.source):
                person = actor
            elif fold(find_core(bare)) == fold(find_core(article.text[mention.span.start : mention.span.end])):
                whole = actor
    return person or whole or _find_described(article, analysis, speaker, identities)


def find_issuer(article: Article, analysis: Analysis, source: Span, span: Span, identities: Identities) -> str | None:
    """Who opens the sentence and is alone named before the thing issued ("The Bank issued a statement ...")."""
    if not _ISSUED.match(collapse_space(article.text[source.start : source.end])):
        return None
    named = [one for one in analysis.mentions if span.start <= one.span.start < source.start and one.entity]
    if len(named) != 1 or named[0].label not in ("PERSON", "ORG"):
        return None
    opening = article.text[span.start : named[0].span.start].strip().casefold()
    return identities.actor(article.id, named[0].entity) if opening in ("", "the") else None


def credit_described(sayings: Sequence[Saying], actors: Sequence[Actor]) -> tuple[Saying, ...]:
    """The sayings, those of a described speaker ("a monitoring group") given to the actor that stands behind them.

    That is the one origin of the sentence, where it is a body or a state of the story by name and no outlet, and, of a
    statement, named in the description. The order is that of the actors, then the one before.
    """
    by_name = {actor.name: actor for actor in actors if actor.kind != "PERSON" and not _is_known_outlet(actor.name)}
    credited = []
    for saying in sayings:
        origins, actor = saying.statement.origins, saying.actor
        if actor is None and len(origins) == 1 and saying.speaker is not None and _DESCRIBED.match(saying.speaker):
            body = by_name.get(origins[0])
            if body is not None and not (_STATEMENT.search(saying.speaker) and not _names(saying.speaker, body)):
                actor = body.id
        credited.append(replace(saying, actor=actor))
    places = {actor.id: place for place, actor in enumerate(actors)}
    return tuple(sorted(credited, key=lambda saying: places.get(saying.actor, len(places))))


def is_outlet(actor: str | None, speaker: str | None, identities: Identities) -> bool:
    if actor is not None:
        return identities.nature(actor) == "outlet"
    return speaker is not None and _is_known_outlet(find_core(speaker))


def is_time(source: Span | None, analysis: Analysis) -> bool:
    """Whether what was taken for a speaker is a day or a time ("July")."""
    return source is not None and any(
        time.span.start <= source.start and source.end <= time.span.end for time in analysis.times
    )


def _is_aside(text: str, name: Span, source: Span) -> bool:
    """Whether a name within a speaker's words is whose or of whom: "a lawyer for Ada Moor", "Moor's coalition"."""
    whose = text[name.end : name.end + 2] in ("'s", "’s") and name.end + 2 < source.end
    return (
        whose
        or _OF_WHOM.search(text[source.start : name.start]) is not None
        or (name.end < source.end and is_modifier(text, name))
    )


def _find_described(article: Article, analysis: Analysis, speaker: str, identities: Identities) -> str | None:
    """The one actor of the article whose role the words repeat or shorten; None where two fit, or for "a ...".

    Both turn on one noun: "the government" is not its spokesman. What adds to a role of one word may contradict it
    ("the president of Lume" beside another president).
    """
    if _INDEFINITE.match(speaker):
        return None
    words = _spell_description(speaker)
    found = set()
    for role in analysis.roles:
        actor = identities.actor(article.id, role.entity)
        printed = article.text[role.span.start : role.span.end]
        own = _spell_description(printed)
        fits = words and (words <= own or len(own) > 1 and own <= words) and _find_noun(printed) == _find_noun(speaker)
        if actor is not None and fits and identities.nature(actor) in ("person", "organisation", "group"):
            found.add(actor)
    return found.pop() if len(found) == 1 else None


def _spell_description(words: str) -> set[str]:
    return set(spell_role(words).replace("'s", "").split())


def _find_noun(description: str) -> str:
    """The noun that a description turns on: the last word before what completes it."""
    words = spell_role(_AFTER_NOUN.split(description, maxsplit=1)[0]).split()
    return words[-1] if words else ""


def _names(speaker: str, actor: Actor) -> bool:
    """Whether a description holds a word of one of the actor's names."""
    words = {fold(word) for word in re.findall(r"\w+", speaker)}
    names = (actor.name, *(alias.name for alias in actor.aliases))
    return any(words & set(re.findall(r"\w{3,}", fold(name))) for name in names)


def _is_known_outlet(name: str) -> bool:
    known = find_known(name)
    return known is not None and known.kind == "outlet"
