"""Naming: how one entity of one article is named, gathered from its mentions, and what its names say by themselves."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..records import Analysis, Article, Entity, Span
from ..text import collapse_space, fold
from .aliases import Known, find_known
from .evidence import Evidence, gather_evidence
from .names import (
    CONNECTIVES,
    HONORIFICS,
    NOT_NAMES,
    find_abbreviations,
    find_core,
    is_acronym,
    split_name,
    split_person,
    strip_corporate,
)

FAMILIES = {
    "PERSON": "person",
    "ORG": "body",
    "LOC": "place",
    "FAC": "place",
    "NORP": "people",
    "PRODUCT": "thing",
    "MISC": "thing",
    "EVENT": "thing",
}
_LOWER = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
# What a state's government is called by: "the Chilean government" is Chile as one that acts.
GOVERNMENTS = frozenset("government regime administration authorities".split())
_DEFINED = re.compile(r"\s*\(\s*[\"“']?([A-Z][\w.&-]{1,9})[\"”']?\s*\)")


@dataclass(frozen=True, eq=False, slots=True)
class Naming:
    """How an entity of an article is named.

    ``forms`` counts its cores (see names.find_core), ``surfaces`` the words as printed, without determiner;
    ``family`` is person, body, place, people or thing. ``known`` is what the table says of it, None where it is
    silent. ``person`` are the tokens of its fullest personal name, ``keys`` the token sequences of its other
    names, fullest first; ``acronyms`` its forms in initials; ``evidence`` what stands beside its
    mentions. It is ``common`` where its words also stand in small letters in the text ("Gunman", "gunman"); ``lone`` is
    its word where it would be so for other articles that write it small. ``joined`` are its letters, as names are
    compared whatever kind they are taken for.
    """

    article: str
    entity: str
    label: str
    family: str
    first: int
    forms: Counter[str]
    surfaces: Counter[str]
    known: Known | None
    person: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    acronyms: tuple[str, ...]
    evidence: Evidence = Evidence()
    common: bool = False
    lone: str = ""
    joined: str = ""

    @property
    def weight(self) -> int:
        """Its mentions."""
        return sum(self.forms.values())


def read_namings(article: Article, analysis: Analysis) -> tuple[Naming, ...]:
    """The Naming of every entity of an article that can be named, in text order. Days and sums are left out."""
    result = []
    evidence = gather_evidence(article, analysis)
    headlines = [(block.start, block.end) for block in article.blocks if block.kind == "headline"]
    words = find_small(article)
    mentions: dict[str, list[tuple[Span, str]]] = {}
    for mention in analysis.mentions:
        if mention.entity is not None:
            mentions.setdefault(mention.entity, []).append((mention.span, mention.label))
    for name, found in mentions.items():
        # Headlines in capitals mislead a tagger: where the text names an entity too, the text alone is read.
        told = [
            (span, label) for span, label in found if not any(start <= span.start < end for start, end in headlines)
        ]
        mentions[name] = told or found
    for entity in analysis.entities:
        if entity.kind in FAMILIES:
            naming = _read_naming(
                article, entity, mentions.get(entity.id, []), evidence.get(entity.id, Evidence()), words
            )
            if naming is not None:
                result.append(naming)
    result = _forget_redefined(_forget_titles(result))
    result = [replace(one, joined=_join_letters(one)) for one in result]
    return tuple(sorted(result, key=lambda one: (one.first, one.entity)))


def find_small(article: Article) -> frozenset[str]:
    """The words that an article writes in small letters."""
    return frozenset(_LOWER.findall(article.text))


def gather_namings(found: Iterable[tuple[Iterable[Naming], Iterable[str]]]) -> tuple[Naming, ...]:
    """The namings of all articles, of each with the words that it writes small, by article id and order in the text.

    One named once, without title, by a word that two articles write small ("Gunman attacked ...") is common.
    """
    found = [(tuple(namings), words) for namings, words in found]
    lone = {one.lone for namings, _ in found for one in namings if one.lone}
    counts = Counter(word for _, words in found for word in lone.intersection(words))
    result = [
        replace(one, common=True) if not one.common and counts[one.lone] > 1 else one
        for namings, _ in found
        for one in namings
    ]
    return tuple(sorted(result, key=lambda one: (one.article, one.first, one.entity)))


def _forget_titles(namings: list[Naming]) -> list[Naming]:
    """The namings, without what stands before a full name that its article gives alone too ("GM Ada Moor")."""
    full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in namings:
        if len(one.person) > 1:
            full[one.article].add(one.person)
    result = []
    for one in namings:
        cut = {form: _cut_title(form, full[one.article]) for form in one.forms}
        if one.family in ("person", "body") and all(cut.values()):
            forms: Counter[str] = Counter()
            for form, count in one.forms.items():
                forms[cut[form]] += count
            person = _read_person(forms)
            surfaces = Counter({cut[form]: forms[cut[form]] for form in one.forms})
            one = replace(
                one, family="person", forms=forms, surfaces=surfaces, known=None, person=person,
                keys=_read_keys(forms), acronyms=(),
            )  # fmt: skip
        result.append(one)
    return result


def _cut_title(form: str, full: set[tuple[str, ...]]) -> str | None:
    """The full name that ends a form, where initials or titles alone stand before it; None where none does."""
    words = form.split()
    for start in range(1, len(words) - 1):
        titled = all(is_acronym(word) or fold(word).strip(".") in HONORIFICS for word in words[:start])
        if titled and tuple(split_person(" ".join(words[start:]))) in full:
            return " ".join(words[start:])
    return None


def _forget_redefined(namings: list[Naming]) -> list[Naming]:
    """The namings, without what the table says of an acronym that its article uses for another name."""
    defined: dict[tuple[str, str], list[Naming]] = {}
    for one in namings:
        if one.keys:
            for acronym in one.acronyms:
                defined.setdefault((one.article, acronym), []).append(one)
    return [
        replace(one, known=None)
        if one.known is not None
        and not one.keys
        and any(
            other.known is None or other.known.name != one.known.name
            for acronym in one.acronyms
            for other in defined.get((one.article, acronym), ())
        )
        else one
        for one in namings
    ]


def _read_naming(
    article: Article,
    entity: Entity,
    mentions: list[tuple[Span, str]],
    evidence: Evidence,
    words: frozenset[str],
) -> Naming | None:
    surfaces: Counter[str] = Counter()
    acronyms: set[str] = set()
    for span, _ in mentions:
        printed = article.text[span.start : span.end]
        surfaces[collapse_space(printed)] += 1
        acronyms.update(find_abbreviations(printed))
        defined = _DEFINED.match(article.text, span.end)
        if defined and is_acronym(defined.group(1)) and _may_abbreviate(defined.group(1), printed):
            acronyms.add(defined.group(1))
    if not surfaces:
        surfaces.update(collapse_space(form) for form in dict.fromkeys((entity.name, *entity.aliases)) if form.strip())
    forms: Counter[str] = Counter()
    for surface, count in surfaces.items():
        core = find_core(surface)
        if sum(char.isalnum() for char in core) > 1 and fold(core) not in NOT_NAMES:
            forms[core] += count
    if not forms:
        return None
    # "Lume Lume", where a caption's end runs into the text, beside "Lume".
    double = {form for form in forms if len(set(form.split())) == 1 and form.split()[0] in forms and " " in form}
    for form in sorted(double):
        forms[form.split()[0]] += forms.pop(form)
    surfaces = Counter({form: count for form, count in surfaces.items() if find_core(form) not in double}) or surfaces
    family = FAMILIES[entity.kind]
    if family == "person" and evidence.called + evidence.body + evidence.outlet > evidence.person + evidence.office:
        family = "body"
    if family == "place":
        forms = Counter({_cut_place(form): count for form, count in sorted(forms.items())})
    acronyms.update(form for form in forms if is_acronym(form))
    person = _read_person(forms) if family == "person" else ()
    if len(person) > 1:
        # Another's name that was taken for the person's ("UN" of "Kim Jong Un") is none of theirs.
        foreign = {form for form in forms if is_acronym(form) or find_known(form) is not None}
        foreign = foreign if foreign != forms.keys() else set()  # an entity has a name
        forms = Counter({form: count for form, count in forms.items() if form not in foreign})
        surfaces = Counter({form: count for form, count in surfaces.items() if find_core(form) not in foreign})
        acronyms = set()
    known = _find_known(forms, acronyms, entity.kind, named=evidence.person > 0 or len(person) > 1)
    return Naming(
        article=article.id,
        entity=entity.id,
        label=entity.kind,
        family=family,
        first=min((span.start for span, _ in mentions), default=0),
        forms=forms,
        surfaces=surfaces,
        known=known,
        person=person,
        keys=_read_keys(forms),
        acronyms=tuple(sorted(acronyms)),
        evidence=evidence,
        common=all(fold(form) in words or " " in form and f" {form.lower()}" in article.text for form in forms),
        lone=fold(min(forms)) if family == "person" and forms.total() == 1 and not evidence.person else "",
    )


def _find_known(forms: Counter[str], acronyms: set[str], label: str, *, named: bool) -> Known | None:
    """What the table says of most of the mentions.

    What is tagged as a person and named as one (``named``: by two names, or with a title) is known in capitals or by a
    name of several words only, and never as a state.
    """
    votes: Counter[Known] = Counter()
    for form, count in forms.items():
        known = find_known(form) or _find_government(form)
        shy = (
            label == "PERSON"
            and known is not None
            and (known.kind in ("state", "place") or named and " " not in form and not form.isupper())
        )
        if known is not None and not shy:
            votes[known] += count
    for form in acronyms - set(forms):
        known = find_known(form)
        # A sense that the article's own long form does not share is another's ("FSA" of a Food Standards Agency).
        if known is not None and any(split_name(find_core(core)) == split_name(known.name) for core in forms):
            votes[known] += 1
    if not votes:
        return None
    names: Counter[str] = Counter()
    for known, count in votes.items():
        names[known.name] += count
    name = max(names, key=lambda one: (names[one], one))
    if names[name] * 2 < sum(forms.values()):
        return None
    best = max(
        (known for known in votes if known.name == name),
        key=lambda known: (known.sense == "name", votes[known], known.sense),
    )
    unknown = sum(
        count
        for form, count in forms.items()
        if len(split_name(form)) > 1 and not (find_known(form) or _find_government(form))
    )
    # An acronym that the table knows, beside long forms that it does not, is the article's own acronym.
    if unknown and all(is_acronym(form) or (known := find_known(form)) is None or known.name != name for form in forms):
        return None
    return best


def _find_government(form: str) -> Known | None:
    words = fold(form).removeprefix("the ").split()
    if len(words) < 2:
        return None
    plain = form.split()
    if words[-1] in GOVERNMENTS:
        known = find_known(" ".join(plain[:-1]).removesuffix("'s").removesuffix("’s"))
    elif words[0] in GOVERNMENTS and words[1] == "of":
        known = find_known(" ".join(plain[2:]))
    else:
        return None
    return Known(known.name, "state", "residence") if known is not None and known.kind == "state" else None


def _read_person(forms: Counter[str]) -> tuple[str, ...]:
    found = {split_person(form): count for form, count in sorted(forms.items()) if not is_acronym(form)}
    found.pop((), None)
    return max(found, key=lambda tokens: (min(len(tokens), 3), found[tokens], tokens), default=())


def _read_keys(forms: Counter[str]) -> tuple[tuple[str, ...], ...]:
    found = {strip_corporate(split_name(form)) for form in forms if not is_acronym(form)}
    return tuple(sorted(found - {()}, key=lambda tokens: (-len(tokens), tokens)))


def _join_letters(naming: Naming) -> str:
    if naming.family == "person":
        tokens = naming.person
    else:
        tokens = naming.keys[0] if naming.keys else tuple(map(fold, naming.acronyms[:1]))
    return "".join(split_name(" ".join(tokens)))


def _may_abbreviate(acronym: str, words: str) -> bool:
    """Whether what follows a name in parentheses can be its acronym: it begins with one of its initials."""
    initials = {
        fold(word)[:1] for word in re.split(r"[\s\-]+", words) if word[:1].isalnum() and fold(word) not in CONNECTIVES
    }
    return len(initials) > 1 and fold(acronym)[:1] in initials and not is_acronym(words)


def _cut_place(form: str) -> str:
    return form.split(",")[0].strip() or form
