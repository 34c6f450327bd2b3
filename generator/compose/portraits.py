"""Portraits: of a chain, its nature, its label, the name shown, and every form of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from .aliases import find_known
from .joining import stands_for_known
from .names import (
    ARTICLES,
    CORPORATE_SPELT,
    DETERMINERS,
    EVENTS,
    GENERIC_SPELT,
    HONORIFICS,
    SITES,
    SUFFIXES,
    fold_name,
    is_acronym,
    split_name,
    split_person,
    strip_possessive,
)
from .namings import Naming

# What a mention tagged as a person counts that is one word, without title and without a verb of speech: taggers take
# unknown place names and short forms of groups for surnames.
UNSURE = 0.5
# What a word beside a mention counts that only one kind of name takes.
BESIDE = 1.5
# So much evidence of the one and so many times the other's decides between person and body against the labels.
PLENTY = 3
# The number of a model in a name ("Galaxy S9", "PS4 Pro"): a thing, where a group of states is known by the table.
_MODEL = re.compile(r"\b[A-Za-z]{1,3}-?\d{1,3}[a-z]?\b|\b[A-Za-z]{4,}-\d{1,3}\b|\s\d{1,4}$")
# The share of a body's mentions that show it as goods, from which it is some, if it never speaks.
GOODS = 0.15
# Kinds of an actor, by the label that most mentions of its chain bear.
LABELS = {"person": "PERSON", "organisation": "ORG", "group": "ORG", "outlet": "ORG", "state": "LOC"}
KINDS = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "FAC": "place"}
# Last words of the names of papers and stations.
MEDIA = frozenset(
    "herald gazette tribune chronicle times times-news telegraph newspaper magazine television tv radio journal post "
    "mirror observer daily zeitung news bugle courier dispatch inquirer sentinel examiner photo photos".split()
)
# Legal forms, which make a name longer but no fuller.
LEGAL = CORPORATE_SPELT - {"front", "group", "company"}
# Left off a name as it is listed.
COURTESIES = frozenset("mr mrs ms miss".split())
# Of these, too, a paper is called or a person; most are in the sky.
HEAVENS = frozenset("sun moon earth mercury venus mars jupiter saturn uranus neptune pluto milky way".split())
# Titles that are part of a name by one word.
STYLES = frozenset("king queen prince princess pope saint st emir emperor sultan lord lady sheikh shaikh".split())
# A fuller name that so many times fewer articles use than another of several words is a tagger's slip.
RARE = 4
# A name of more tokens is no fuller: beyond it, a tagger has often taken in its neighbours.
LONGEST_NAME = 6


def decide_nature(chain: Sequence[Naming], acting: frozenset[tuple[str, str]]) -> str:
    """The nature of a chain: the table's where it knows most of the mentions, else a vote of all mentions.

    What stands beside a mention counts as a vote too: a title for a person, "town of" for a place, "group" for
    a body. A tie is decided for the person, then the body. A word that the text also writes small is a thing.
    """
    known: Counter[str] = Counter()
    votes: dict[str, float] = defaultdict(float)
    outlets = common = 0
    for one in chain:
        if stands_for_known(one, acting):
            known[one.known.kind] += one.weight
        kind = KINDS.get(one.label, "thing")
        sure = kind != "person" or len(one.person) > 1 or one.evidence.person > 0
        votes[kind] += one.weight * (1 if sure else UNSURE)
        evidence = one.evidence
        votes["place"] += BESIDE * evidence.site + (
            0 if kind == "person" and sure else BESIDE * evidence.place if kind != "organisation" else evidence.place
        )
        votes["organisation"] += BESIDE * (evidence.called + evidence.body + evidence.outlet)
        votes["person"] += BESIDE * (evidence.office + (evidence.person if kind == "person" else 0))
        for form, count in one.forms.items():
            last = fold_name(form).split()[-1]
            sited = kind != "person" or evidence.place and not evidence.person
            votes["place"] += 2 * count if last in SITES and sited else 0
            votes["thing"] += 2 * count if kind == "organisation" and (last in EVENTS or _MODEL.search(form)) else 0
        outlets += evidence.outlet
        common += one.common and len(one.keys) == 1
    speaks = sum(one.evidence.speaks for one in chain)
    # Of several words only what does not end as bodies do ("Coast Guard", "coast guard") and hardly ever speaks.
    single = all(len(one.keys[0]) == 1 for one in chain if one.common and one.keys)
    plain = speaks < 2 and not any(one.keys and one.keys[0][-1] in GENERIC_SPELT for one in chain)
    if common * 2 > len(chain) and not known and (single or plain):
        return "thing"
    if known and sum(known.values()) * 2 >= sum(one.weight for one in chain):
        kind = max(known.items(), key=lambda item: (item[1], item[0]))[0]
        return "organisation" if kind == "body" else kind
    person = sum(one.evidence.person + one.evidence.office for one in chain)
    # The next "she" may be another: it counts where a mention is tagged as a person, or a title says so.
    if person or any(one.label == "PERSON" for one in chain):
        person += sum(one.evidence.human for one in chain)
    body = sum(one.evidence.called + one.evidence.body + one.evidence.outlet + one.evidence.neuter for one in chain)
    called = sum(one.evidence.called - one.evidence.office for one in chain)
    if called > 0 and called > sum(one.evidence.person for one in chain):
        votes["organisation"] += votes["person"]
    if max(person, body) >= PLENTY and max(person, body) >= PLENTY * min(person, body):
        votes["person" if person > body else "organisation"] += votes["person"] + votes["organisation"]
    order = ("thing", "place", "organisation", "person")
    kind = max(votes, key=lambda kind: (votes[kind], order.index(kind)))
    total = sum(one.weight for one in chain)
    if kind in ("organisation", "person") and all(fold_name(form) in HEAVENS for one in chain for form in one.forms):
        return kind if speaks or any(one.evidence.press or one.evidence.person for one in chain) else "place"
    if kind == "organisation":
        used = sum(one.evidence.used for one in chain)
        if used and used >= GOODS * total and not speaks:
            return "thing"
        if outlets * 2 > total or is_outlet(chain):
            return "outlet"
        where = sum(one.evidence.place for one in chain)
        if where * 2 > total and not (speaks or body or any(one.evidence.called for one in chain)):
            return "place"
    if kind == "person" and not (person or speaks) and any(one.evidence.place for one in chain):
        # News names people in full: one word alone, beside which "beyond" or "into" stands, is a place that a tagger
        # does not know.
        if all(len(one.person) <= 1 for one in chain):
            return "place"
    return kind


def is_outlet(chain: Sequence[Naming]) -> bool:
    """Whether a body is one that reports: by its name, or because it is told things more than it does any."""
    total = sum(one.weight for one in chain)
    told = sum(one.evidence.told for one in chain)
    press = sum(one.evidence.press for one in chain)
    for form in {form for one in chain for form in one.forms if " " in form}:
        words = form.split()
        known = find_known(words[0])
        if known is not None and known.kind == "outlet" or words[0][:1].isupper() and fold_name(words[-1]) in MEDIA:
            return True
    return told > 0 and press * 2 > total


def choose_label(nature: str, chain: Sequence[Naming]) -> str:
    """The label of the scheme for a nature: of a place or thing the one that most of its mentions bear."""
    if nature in LABELS:
        return LABELS[nature]
    votes: Counter[str] = Counter()
    for one in chain:
        if KINDS.get(one.label, "thing") == nature:
            votes[one.label] += one.weight
    return max(votes, key=lambda label: (votes[label], label), default="LOC" if nature == "place" else "MISC")


def choose_name(chain: Sequence[Naming], kind: str, shown: Mapping[str, str]) -> str:
    """The fullest good name of a chain: an editor's, else the longest form, in the spelling that most articles use."""
    articles: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for one in chain:
        for form, count in one.forms.items():
            if fold_name(form) in shown:
                return shown[fold_name(form)]
            form = strip_titles(form) if kind == "person" else form
            articles[form].add(one.article)
            counts[form] += count
    names = Counter()
    for form in articles:
        known = find_known(form)
        if (
            known is not None
            and known.kind == kind
            or kind == "organisation"
            and known is not None
            and known.kind == "body"
        ):
            names[known.name] += counts[form]
    if names:
        usual = {form for form in articles if fold_name(form) in {fold_name(name) for name in names}}
        named = {form for form in articles if (known := find_known(form)) is not None and known.sense == "name"}
        articles = {form: articles[form] for form in usual or named} or articles
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for form in articles:
        tokens = (
            split_person(form)
            if kind == "person"
            else tuple(one for one in split_name(form) if one not in LEGAL) or split_name(form)
        )
        groups[tokens].append(form)

    most = max(
        (
            len({article for form in forms for article in articles[form]})
            for tokens, forms in groups.items()
            if len(tokens) > 1
        ),
        default=0,
    )

    def fullness(tokens: tuple[str, ...]) -> tuple:
        forms = groups[tokens]
        used = len({article for form in forms for article in articles[form]})
        acronym = all(is_acronym(form) for form in forms)
        rare = used * RARE < most if len(tokens) > 1 else False
        return (acronym, rare, -min(len(tokens), LONGEST_NAME), -used, -sum(counts[form] for form in forms), tokens)

    best = min(groups, key=fullness)
    cased: Counter[str] = Counter()
    for form in groups[best]:
        cased[fold_name(form)] += len(articles[form])
    return min(
        groups[best],
        key=lambda form: (
            form.isupper() and not is_acronym(form),
            not _has_article(form),
            -cased[fold_name(form)],
            -len(articles[form]),
            -counts[form],
            form,
        ),
    )


def strip_titles(form: str) -> str:
    """A person's name without the titles before it; whole where nothing else would be left."""
    words = form.split()
    titles = (place for place, word in enumerate(words[:-1]) if fold_name(word).strip(".,") in HONORIFICS)
    last = max(titles, default=-1)
    if all(fold_name(word).strip(".,") in SUFFIXES for word in words[last + 1 :]):
        return form
    return " ".join(words[last + 1 :])


def _strip_occupation(form: str) -> str:
    """A person's name as listed: without title, unless the title is all that makes one name of it ("Prince Harun")."""
    bare = strip_titles(form)
    return form if " " not in bare and fold_name(form.split()[0]) in STYLES else bare


def _has_article(form: str) -> bool:
    """Whether an Arabic name is written with its article ("al-Marsa Front" is fuller than "Marsa Front")."""
    return any(part in ARTICLES for word in form.split() for part in fold_name(word).split("-")[:-1])


def list_forms(chain: Sequence[Naming], nature: str = "") -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names as printed, without determiner and possessive; forms that differ in case alone are one.

    A person's go without title, too, and a name that stands double ("Ada Moor Ada Moor") once.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    for one in chain:
        for surface, count in one.surfaces.items():
            words = surface.split()
            while len(words) > 1 and fold_name(words[0]).strip(".") in DETERMINERS | COURTESIES:
                words = words[1:]
            half = len(words) // 2
            if half > 1 and words[:half] == words[half:]:
                words = words[:half]
            form = strip_possessive(" ".join(words))
            if nature == "person":
                form = _strip_occupation(form)
            spellings[fold_name(form)][form] += count
            articles[fold_name(form)].add(one.article)
        for acronym in one.acronyms:
            spellings[fold_name(acronym)].setdefault(acronym, 0)
            articles[fold_name(acronym)].add(one.article)
    order = sorted(articles, key=lambda key: (-len(articles[key]), -sum(spellings[key].values()), key))
    return tuple(
        (max(spellings[key], key=lambda form: (spellings[key][form], form)), tuple(sorted(articles[key])))
        for key in order
    )
