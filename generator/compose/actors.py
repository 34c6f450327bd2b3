"""Actors: who takes part in a story, with their names, what the sources say they are, and sentences about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ..records import Actor, ActorRole, Alias, Analysis, Article, Span, Statement
from .identities import Identities
from .participation import Part, find_parts
from .roles import gather_roles

STATEMENTS = 5
ROLES = 4
# Two statements of which one holds this share of the other's words tell a reader the same.
SAME_WORDS = 0.75


def compose_actors(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    identities: Identities,
    *,
    cite: Callable[[Span], Statement],
) -> tuple[Actor, ...]:
    """The actors of a story, most salient first.

    ``article_ids`` in the story's order; ``cite`` makes the one-citation Statement of a span. Persons, organisations,
    groups and states that take part; no place that does not act, no outlet that only reports. At most five
    statements each, spread over the articles, and four roles.
    """
    parts = find_parts(article_ids, articles, analyses, identities)
    roles = gather_roles(article_ids, articles, analyses, identities)
    wanted = set(article_ids)
    return tuple(
        Actor(
            id=part.actor,
            name=identities.name(part.actor),
            kind=identities.kind(part.actor),
            aliases=_list_aliases(part.actor, identities, article_ids, wanted),
            roles=tuple(ActorRole(cite(span)) for span in roles.get(part.actor, ())[:ROLES]),
            statements=tuple(cite(span) for span in _choose_statements(part)),
            salience=part.salience,
            coverage=tuple((name, len(part.coverage[name])) for name in article_ids if name in part.coverage),
        )
        for part in parts.values()
    )


def _list_aliases(
    actor: str, identities: Identities, article_ids: Sequence[str], wanted: set[str]
) -> tuple[Alias, ...]:
    """The names that the story's articles use, most used first, the articles in the story's order."""
    order = {name: place for place, name in enumerate(article_ids)}
    used = [
        (form, tuple(sorted(wanted.intersection(ids), key=order.__getitem__))) for form, ids in identities.forms(actor)
    ]
    used = [(form, ids) for form, ids in used if ids]
    return tuple(Alias(form, ids) for form, ids in sorted(used, key=lambda pair: -len(pair[1])))


def _choose_statements(part: Part) -> list[Span]:
    """Up to five sentences about an actor: where it takes part most, no two alike, an unused article first."""
    ranked = sorted(part.sentences.items(), key=lambda item: (-item[1][0], -item[1][1], -item[1][2]))
    # What cannot be read alone is shown only where there is nothing else.
    ranked = [item for item in ranked if item[1][0] >= 0] or ranked[:1]
    chosen: list[tuple[Span, frozenset[str]]] = []
    while ranked and len(chosen) < STATEMENTS:
        used = {span.article for span, _ in chosen}
        place = max(
            range(len(ranked)),
            key=lambda index: (ranked[index][1][0] - 1.5 * (ranked[index][1][3].article in used), -index),
        )
        words, (_, _, _, span) = ranked.pop(place)
        tokens = frozenset(re.findall(r"\w+", words))
        if tokens and all(len(tokens & other) < SAME_WORDS * min(len(tokens), len(other)) for _, other in chosen):
            chosen.append((span, tokens))
    return [span for span, _ in chosen]
