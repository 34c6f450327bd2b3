"""Identities: one id for each actor and place, over all stories of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..records import Analysis, Article
from ..settings import Editorial
from ..text import fold, slugify
from .affiliations import Hint, find_affiliations, read_hints
from .aliases import find_known
from .chains import join_namings
from .joining import stands_for_known
from .names import find_core
from .namings import Naming, find_small, gather_namings, read_namings
from .portraits import choose_label, choose_name, decide_nature, list_forms

Forms = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor or place: its id, the name shown, its kind, its names as printed with the articles that use them.

    ``kind`` is a label of the scheme. ``nature`` is finer: person, organisation, group, outlet, state, place or thing;
    only persons, organisations, groups, outlets and states can take part in a story.
    """

    id: str
    name: str
    kind: str
    nature: str
    forms: tuple[tuple[str, tuple[str, ...]], ...]
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who on the site: the identity of every named entity of every article."""

    identities: Mapping[str, Identity]
    chains: Mapping[tuple[str, str], str]
    demonyms: Mapping[tuple[str, str], str]
    _pairs: dict[str, list[tuple[str, str]]] = field(default_factory=dict, repr=False)

    def actor(self, article_id: str, entity_id: str) -> str | None:
        """The id of the person, organisation, group, state or place that an entity is; None for any other."""
        found = self.chains.get((article_id, entity_id))
        if found is None or self.identities[found].nature == "thing" or (article_id, entity_id) in self.demonyms:
            return None
        return found

    def referent(self, article_id: str, entity_id: str) -> str | None:
        """The id of what an entity's name refers to, of a thing or (for a demonym) a state too."""
        return self.demonyms.get((article_id, entity_id)) or self.chains.get((article_id, entity_id))

    def restrict(self, article_ids: Sequence[str]) -> Identities:
        """What these articles need: their own entities, whom they stand for, and the names that they use of them."""
        wanted = set(article_ids)
        chains = {pair: self.chains[pair] for name in article_ids for pair in self._list_pairs(name)}
        demonyms = {pair: self.demonyms[pair] for pair in chains if pair in self.demonyms}
        ids = {*chains.values(), *demonyms.values()}
        ids |= {body for one in ids if (body := self.identities[one].affiliation) is not None}
        identities = {}
        for one in sorted(ids):
            forms = (
                (form, tuple(sorted(wanted.intersection(used)))) for form, used in self.identities[one].forms
            )
            identities[one] = replace(self.identities[one], forms=tuple(pair for pair in forms if pair[1]))
        return Identities(identities, chains, demonyms)

    def describe(self, article_ids: Sequence[str]) -> str:
        """All that ``restrict`` gives for these articles, in words: what a digest is made of."""
        wanted = set(article_ids)
        pairs = sorted(pair for name in article_ids for pair in self._list_pairs(name))
        chains = [(*pair, self.chains[pair], self.demonyms.get(pair)) for pair in pairs]
        ids = {one for *_, chain, demonym in chains for one in (chain, demonym) if one is not None}
        ids |= {body for one in ids if (body := self.identities[one].affiliation) is not None}
        known = []
        for key in sorted(ids):
            one = self.identities[key]
            forms = [(form, sorted(common)) for form, used in one.forms if (common := wanted.intersection(used))]
            known.append((key, one.id, one.name, one.kind, one.nature, one.affiliation, forms))
        return repr((chains, known))

    def _list_pairs(self, article_id: str) -> list[tuple[str, str]]:
        if not self._pairs:
            for pair in self.chains:
                self._pairs.setdefault(pair[0], []).append(pair)
        return self._pairs.get(article_id, [])

    def name(self, actor_id: str) -> str:
        """The fullest name that the articles use."""
        return self.identities[actor_id].name

    def kind(self, actor_id: str) -> str:
        """The label of the scheme: PERSON, ORG, LOC or FAC."""
        return self.identities[actor_id].kind

    def nature(self, actor_id: str) -> str:
        """person, organisation, group, outlet, state or place."""
        return self.identities[actor_id].nature

    def affiliation(self, actor_id: str) -> str | None:
        """The id of the body that a person acts for, by what the articles call them; None where they do not say."""
        return self.identities[actor_id].affiliation

    def forms(self, actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every name as printed, most used first, with the ids of the articles that use it."""
        return self.identities[actor_id].forms


@dataclass(frozen=True, slots=True)
class Portrait:
    """The name shown of an actor, its nature, and its names as printed with the articles that use them."""

    name: str
    nature: str
    forms: Forms


Draft = tuple[Portrait, Sequence[Naming]]


@dataclass(frozen=True, slots=True)
class NamesRead:
    """What identities rest on of one article, a function of its analysis alone.

    ``portraits`` are those of its namings, each as if it were all that is said of an actor, as it is of most.
    ``acting`` are its entities that act or speak, ``small`` the words that it writes in small letters, sorted, with
    blanks between them.
    """

    article: str
    namings: tuple[Naming, ...]
    portraits: tuple[Portrait, ...]
    acting: tuple[str, ...]
    small: str
    hints: tuple[Hint, ...]


def read_names(article: Article, analysis: Analysis) -> NamesRead:
    """The names of one article, as they are read before anything is known of other articles."""
    namings, acting = read_namings(article, analysis), _find_acting(analysis)
    pairs = frozenset((article.id, entity) for entity in acting)
    return NamesRead(
        article.id,
        namings,
        tuple(_portray((one,), pairs, {}) for one in namings),
        acting,
        " ".join(sorted(find_small(article))),
        read_hints(article, analysis),
    )


def identify_actors(
    articles: Mapping[str, Article], analyses: Mapping[str, Analysis], *, editorial: Editorial
) -> Identities:
    """The identities of all named entities of the articles, joined across them.

    The result does not depend on the order of the mappings.
    """
    return join_names([read_names(articles[name], analyses[name]) for name in sorted(analyses)], editorial=editorial)


def join_names(names: Iterable[NamesRead], *, editorial: Editorial) -> Identities:
    """The identities of the names of all articles.

    ``editorial.alias`` joins names (the first of a group is shown), ``editorial.separate`` keeps names apart.
    """
    names = sorted(names, key=lambda one: one.article)
    namings = gather_namings((one.namings, one.small.split()) for one in names)
    acting = frozenset((one.article, entity) for one in names for entity in one.acting)
    chains = join_namings(namings, acting=acting, alias=editorial.alias, separate=editorial.separate)
    shown = {fold(find_core(name)): group[0] for group in editorial.alias if group for name in group}
    # By identity: a naming that other articles' words made common is another object, and is portrayed anew.
    alone = {id(one): portrait for found in names for one, portrait in zip(found.namings, found.portraits)}
    drafts = []
    for chain in chains:
        portrait = alone.get(id(chain[0])) if len(chain) == 1 else None
        if portrait is None or shown and any(fold(form) in shown for form in chain[0].forms):
            portrait = _portray(chain, acting, shown)
        drafts.append((portrait, chain))
    drafts = _mark_parts_of_things(drafts)
    ids = _assign_ids(drafts)
    states = {
        known.name: id_
        for id_, (one, _) in zip(ids, drafts)
        if one.nature == "state" and (known := find_known(one.name))
    }
    members = {(one.article, one.entity): id_ for id_, (_, chain) in zip(ids, drafts) for one in chain}
    demonyms: dict[tuple[str, str], str] = {}
    for one in namings:
        if one.known is not None and one.known.sense == "demonym":
            demonyms[one.article, one.entity] = states.setdefault(one.known.name, members[one.article, one.entity])
    identities = {
        id_: Identity(id_, one.name, choose_label(one.nature, chain), one.nature, one.forms)
        for id_, (one, chain) in zip(ids, drafts)
    }
    found = Identities(identities, members, demonyms)
    for person, body in find_affiliations(((one.article, one.hints) for one in names), found).items():
        identities[person] = replace(identities[person], affiliation=body)
    return found


def _portray(
    chain: Sequence[Naming], acting: frozenset[tuple[str, str]], shown: Mapping[str, str]
) -> Portrait:
    people = all(one.family == "people" and not stands_for_known(one, acting) for one in chain)
    nature = "thing" if people else decide_nature(chain, acting)
    return Portrait(choose_name(chain, nature, shown), nature, list_forms(chain, nature))


def _mark_parts_of_things(drafts: list[Draft]) -> list[Draft]:
    """The drafts, with bodies that never speak and are called after a thing ("Lumora Store" of "Lumora") as things."""
    things = {
        key
        for portrait, chain in drafts
        if portrait.nature == "thing"
        for one in chain
        for key in one.keys
        if one.family != "people"
    }

    def is_part(chain: Sequence[Naming]) -> bool:
        keys = [key for one in chain for key in one.keys]
        return (
            bool(keys)
            and all(any(key[:size] in things for size in range(1, len(key))) for key in keys)
            and not any(one.evidence.speaks for one in chain)
        )

    return [
        (replace(portrait, nature="thing"), chain)
        if portrait.nature == "organisation" and is_part(chain)
        else (portrait, chain)
        for portrait, chain in drafts
    ]


def _find_acting(analysis: Analysis) -> tuple[str, ...]:
    """The entities of an article that act or speak, sorted."""
    found = {event.agent for event in analysis.events if event.agent is not None and event.lemma not in STATIVE}
    found.update(one.speaker for one in analysis.attributions if one.speaker is not None)
    return tuple(sorted(found))


# Verbs whose subject does nothing: a place can be the subject of these and stay a place.
STATIVE = frozenset(
    "be have lie border see remain stay become seem appear host include contain comprise consist stand sit "
    "experience suffer face need want belong know witness break erupt fall wake shake".split()
)


def _assign_ids(drafts: Sequence[Draft]) -> list[str]:
    """A slug for each draft, unique: namesakes get their kind, then a number, the most mentioned the plain slug."""
    order = sorted(range(len(drafts)), key=lambda place: (-sum(one.weight for one in drafts[place][1]), place))
    taken: set[str] = set()
    ids = [""] * len(drafts)
    for place in order:
        portrait, _ = drafts[place]
        slug = slugify(portrait.name)
        options = [slug, f"{slug}-{portrait.nature}"]
        number = 2
        while options and options[0] in taken:
            options.pop(0)
            if not options:
                options.append(f"{slug}-{number}")
                number += 1
        ids[place] = options[0]
        taken.add(options[0])
    return ids
